//! The judgement file as it is written.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::document::schema;
use crate::review::When;

/// What people say about a review: the file `NAME.judgement.toml` beside `NAME.toml` (or JSON or YAML).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a person's judgements (a table)")]
pub(super) struct RawJudgements {
    /// The id of the rubric whose questions are answered; any unless given.
    pub(super) rubric: Option<String>,
    /// Who judges, where an entry does not say.
    pub(super) by: Option<String>,
    /// Which review and rubric were judged, for programs that write this file.
    pub(super) bound: Option<RawBound>,
    /// Answers to the rubric's questions, none answered twice.
    pub(super) answers: Vec<RawAnswer>,
    /// Rules set aside, for an item or for the whole review.
    pub(super) waivers: Vec<RawWaiver>,
    /// Grades in place of the rubric's.
    pub(super) departures: Vec<RawDeparture>,
    /// Remarks that change no grade.
    pub(super) notes: Vec<RawNote>,
}

/// `[bound]`: which review and rubric were judged.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "hashes (a table)")]
#[schemars(rename = "Bound")]
pub(super) struct RawBound {
    /// The rubric: SHA-256 of what it says, in hexadecimal.
    pub(super) rubric: Option<String>,
    /// The version of the rubric.
    pub(super) version: Option<String>,
    /// Each part of the review with the SHA-256 of what it says, in hexadecimal.
    pub(super) review: BTreeMap<String, String>,
}

/// `[[answers]]`: an answer to a question of the rubric.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "an answer (a table)")]
#[schemars(rename = "Answer", extend("required" = ["rule", "grade"]))]
pub(super) struct RawAnswer {
    /// The id of the rule that asks.
    #[schemars(required)]
    pub(super) rule: Option<String>,
    /// The grade given, or the label that the rubric gives it; `not-applicable` where the question allows that.
    #[schemars(required, regex(pattern = r"\S"))]
    pub(super) grade: Option<String>,
    /// Why.
    pub(super) because: Option<String>,
    /// Who answered.
    pub(super) by: Option<String>,
    /// When.
    pub(super) on: Option<When>,
}

/// `[[waivers]]`: a rule set aside.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a waiver (a table)")]
#[schemars(rename = "Waiver", extend("required" = ["rule", "because"]))]
pub(super) struct RawWaiver {
    /// The id of the rule.
    #[schemars(required)]
    pub(super) rule: Option<String>,
    /// The id of the item that the rule does not look at; the whole review unless given.
    pub(super) item: Option<String>,
    /// Why.
    #[schemars(required, regex(pattern = r"\S"))]
    pub(super) because: Option<String>,
    /// Who waives it.
    pub(super) by: Option<String>,
    /// When.
    pub(super) on: Option<When>,
    /// The last day on which it counts.
    pub(super) expires: Option<When>,
}

/// `[[departures]]`: a grade in place of the rubric's.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a departure (a table)")]
#[schemars(rename = "Departure", extend("required" = ["of", "grade", "because"]))]
pub(super) struct RawDeparture {
    /// `review`, or the id of a criterion.
    #[schemars(required)]
    pub(super) of: Option<String>,
    /// The grade given.
    #[schemars(required, regex(pattern = r"\S"))]
    pub(super) grade: Option<String>,
    /// Why.
    #[schemars(required, regex(pattern = r"\S"))]
    pub(super) because: Option<String>,
    /// Who departs.
    pub(super) by: Option<String>,
    /// When.
    pub(super) on: Option<When>,
}

/// `[[notes]]`: a remark.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a note (a table)")]
#[schemars(rename = "Note", extend("required" = ["text"]))]
pub(super) struct RawNote {
    /// The remark.
    #[schemars(required, regex(pattern = r"\S"))]
    pub(super) text: Option<String>,
    /// Who wrote it.
    pub(super) by: Option<String>,
    /// When.
    pub(super) on: Option<When>,
}

/// The JSON Schema of a judgement file.
#[must_use]
pub fn json_schema() -> Schema {
    schema::of_input::<RawJudgements>()
}
