//! Rubrics, a line each.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::Style;
use crate::review::Kind;
use crate::rubric::Rubric;
use crate::text::{Mask, Shown, or_list};

/// A rubric in a line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RubricLine {
    /// Its id.
    pub id: Shown,
    /// Its version.
    pub version: Shown,
    /// Its title.
    pub title: Shown,
    /// The kinds of review it is for; empty means all.
    #[schemars(with = "Vec<Kind>")]
    pub kinds: Vec<&'static str>,
    /// How many criteria it has.
    pub criteria: usize,
    /// How many rules.
    pub rules: usize,
    /// How many of them ask a person.
    pub questions: usize,
}

impl RubricLine {
    /// Describes `rubric`.
    #[must_use]
    pub fn of(rubric: &Rubric, mask: &Mask) -> Self {
        RubricLine {
            id: mask.shown(&rubric.id),
            version: mask.shown(&rubric.version),
            title: mask.shown(&rubric.title),
            kinds: rubric.kinds.iter().map(|kind| kind.word()).collect(),
            criteria: rubric.criteria.len(),
            rules: rubric.rules().count(),
            questions: rubric.rules().filter(|rule| rule.is_asked()).count(),
        }
    }
}

/// `rubrics` as a table, a row each.
#[must_use]
pub fn rubric_list(rubrics: &[RubricLine], style: Style) -> String {
    let mut table = style.table(&["Rubric", "Version", "For", "Rules", "Title"]);
    for rubric in rubrics {
        let kinds = if rubric.kinds.is_empty() { "all kinds".to_owned() } else { or_list(&rubric.kinds) };
        let (id, version, title) = (rubric.id.to_string(), rubric.version.to_string(), rubric.title.to_string());
        table.add_row([id, version, kinds, rubric.rules.to_string(), title]);
    }
    Style::render(&table)
}
