//! What a result says of a review beside its grade, so that tables can group by it.

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::review::{Review, When};
use crate::tables::{About, DateOf};
use crate::text::{Mask, Shown};

/// What tables can group by; what the review does not state is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AboutReport {
    /// The partnership or board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partnership: Option<Shown>,
    /// The region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Shown>,
    /// The kind of review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Shown>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Shown>,
    /// Its dates, by [`DateOf::word`], ISO 8601 to the day, the month or the year.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(schema_with = "dates")]
    pub dates: IndexMap<&'static str, String>,
    /// Its own keys.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub custom: IndexMap<String, Shown>,
}

impl AboutReport {
    /// What `review` says of itself.
    #[must_use]
    pub(crate) fn from_review(review: &Review, mask: &Mask) -> Self {
        let about = About::from_review(review);
        let shown = |text: Option<String>| text.as_deref().map(|text| mask.shown(text));
        let dates = DateOf::ALL.into_iter().filter_map(|date| Some((date.word(), about.dates.get(date)?.to_string())));
        AboutReport {
            dates: dates.collect(),
            custom: about
                .custom
                .iter()
                .map(|(name, value)| (mask.shown(name).to_string(), mask.shown_after(name, value)))
                .collect(),
            partnership: shown(about.partnership),
            region: shown(about.region),
            kind: shown(about.kind),
            status: shown(about.status),
        }
    }

    /// True if the review states nothing of this.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        *self == AboutReport::default()
    }
}

/// The dates that a review may state.
fn dates(_: &mut SchemaGenerator) -> Schema {
    let date = |date: DateOf| {
        let text =
            json!({ "type": "string", "pattern": When::PATTERN, "description": format!("When: {}.", date.word()) });
        (date.word().to_owned(), text)
    };
    let dates: Map<String, Value> = DateOf::ALL.into_iter().map(date).collect();
    json_schema!({ "type": "object", "properties": dates })
}
