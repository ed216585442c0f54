//! A file of cases as it is written, and its JSON Schema: shapes only. What is ignored here, reviews, changes and expectations, is read from
//! the tree itself.

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use super::texts::RawTexts;
use super::{expected, schema};
use crate::document::schema::{of_toml, required_text};
use crate::review::Review;

/// The JSON Schema of a file of cases.
#[must_use]
pub fn json_schema() -> Schema {
    let mut schema = of_toml::<RawFile>();
    // A base is given an id if it has none.
    for table in ["/definitions/Header", "/definitions/Review"] {
        if let Some(Value::Object(table)) = schema.pointer_mut(table) {
            table.remove("required");
        }
    }
    schema
}

/// Cases: reviews beside a rubric with what it must come to over them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "cases (a table)")]
pub(super) struct RawFile {
    /// Reviews to begin with, by name.
    #[schemars(schema_with = "bases")]
    pub(super) bases: IndexMap<String, IgnoredAny>,
    /// Bases with some changes, and what is expected of them.
    pub(super) cases: Vec<RawCase>,
    /// Cases of the rubric that this one extends that are not run, each with the reason.
    #[serde(rename = "set-aside")]
    pub(super) set_aside: Vec<RawAside>,
}

/// `[[set-aside]]`: a case of the base that this rubric need not pass.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a case that is set aside (a table)")]
#[schemars(rename = "Aside", extend("required" = ["case", "because"]))]
pub(super) struct RawAside {
    /// The name of the case.
    #[schemars(schema_with = "required_text")]
    pub(super) case: Option<String>,
    /// Why it does not apply here.
    #[schemars(schema_with = "required_text")]
    pub(super) because: Option<String>,
}

/// `[bases.NAME]`: the tables of a review, or one from elsewhere with some changes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a base (a table)")]
pub(super) struct RawBase {
    /// The file that holds the review, by its path from here.
    pub(super) file: Option<String>,
    /// The base before this one that it changes.
    pub(super) base: Option<String>,
    /// Then: values in place of what is there.
    #[schemars(schema_with = "schema::changes")]
    pub(super) set: Option<IgnoredAny>,
    /// First: what goes, such as `actions.A1.owner`.
    pub(super) remove: Vec<String>,
    /// Then: items at the ends of lists.
    #[schemars(schema_with = "schema::items")]
    pub(super) add: Option<IgnoredAny>,
    /// Answers to the rubric's questions, by the id of the rule.
    #[schemars(schema_with = "schema::answers")]
    pub(super) answers: IndexMap<String, String>,
    /// The texts of its documents; files that it names are not read.
    pub(super) texts: RawTexts,
}

impl RawBase {
    /// The keys of a base that are not the review's own.
    pub(super) const KEYS: [&'static str; 7] = ["file", "base", "set", "remove", "add", "answers", "texts"];
}

/// `[[cases]]`: a base with some changes and what is expected of it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a case (a table)")]
#[schemars(rename = "Case", extend("required" = ["name", "expect"]))]
pub(super) struct RawCase {
    /// What it shows; no other case has the name.
    #[schemars(schema_with = "required_text")]
    pub(super) name: Option<String>,
    /// The base it changes; may be left out where there is only one.
    pub(super) base: Option<String>,
    /// Then: values in place of what is there.
    #[schemars(schema_with = "schema::changes")]
    pub(super) set: Option<IgnoredAny>,
    /// First: what goes, such as `actions.A1.owner`.
    pub(super) remove: Vec<String>,
    /// Then: items at the ends of lists.
    #[schemars(schema_with = "schema::items")]
    pub(super) add: Option<IgnoredAny>,
    /// Answers to the rubric's questions, by the id of the rule, beside those of the base.
    #[schemars(schema_with = "schema::answers")]
    pub(super) answers: IndexMap<String, String>,
    /// The texts of documents, in place of those of the base.
    pub(super) texts: RawTexts,
    /// What must come: of the review, or of a rule or criterion by its id.
    #[schemars(schema_with = "expected::schema")]
    pub(super) expect: Option<IgnoredAny>,
}

/// Bases: each the tables of a review beside keys of its own, or these alone.
fn bases(generator: &mut SchemaGenerator) -> Schema {
    let mut base = RawBase::json_schema(generator);
    let review = Review::json_schema(generator);
    if let (Some(Value::Object(own)), Some(Value::Object(tables))) =
        (base.get_mut("properties"), review.get("properties"))
    {
        own.extend(tables.clone());
    }
    // A base is written out, or comes from elsewhere.
    let tables: Map<String, Value> = review
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(table, _)| (table.clone(), json!(false)))
        .collect();
    let from_elsewhere = |other: &str| {
        let mut keys = tables.clone();
        keys.insert(other.to_owned(), json!(false));
        json!({ "properties": keys })
    };
    base.insert("dependencies".to_owned(), json!({ "base": from_elsewhere("file"), "file": from_elsewhere("base") }));
    json_schema!({ "type": "object", "additionalProperties": base })
}
