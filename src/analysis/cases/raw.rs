//! A file of cases as it is written: shapes only. What is ignored here, reviews, changes and expectations, is read from
//! the tree itself.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::schema;
use super::texts::RawTexts;
use crate::document::schema::required_text;
use crate::review::Grade;

/// Cases: reviews beside a rubric with what it must come to over them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "cases (a table)")]
pub(super) struct RawFile {
    /// Reviews to begin with, by name.
    #[schemars(schema_with = "schema::bases")]
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
    #[schemars(schema_with = "schema::expect")]
    pub(super) expect: Option<IgnoredAny>,
}

/// What is expected of a part whose grade is not settled.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a grade, an outcome, or `{ floor = \"adequate\", ceiling = \"good\" }`"
)]
pub(super) struct RawRange {
    /// The worst that it can come to.
    pub(super) floor: Option<Grade>,
    /// The best.
    pub(super) ceiling: Option<Grade>,
}
