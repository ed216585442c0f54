//! A rubric as its file gives it: shapes only, nothing checked against the vocabulary yet.

mod needs;
mod shapes;

pub(super) use needs::{OneOrMore, RawGrading, RawNeed, RawOverall, RawProfile};

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::exact::Exact;
use super::model::SourceBasis;
use super::schema;
use crate::document::schema::{of_toml, required_text};
use crate::review::{ByGrade, Grade, PerGrade};

/// The JSON Schema of a rubric.
#[must_use]
pub fn json_schema() -> Schema {
    of_toml::<RawRubric>()
}

/// A rubric: what is judged, how it is tested, and how judgements combine.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a rubric (a table)")]
#[schemars(extend("required" = ["rubric"]), transform = schema::whole_or_extended)]
pub(super) struct RawRubric {
    /// What the rubric is.
    pub(super) rubric: RawHeader,
    /// Its own grades; outstanding, good, adequate and inadequate unless given.
    pub(super) scale: Option<RawScale>,
    /// Word lists by name, for the test `{ words = "NAME", at-most = 0 }`.
    #[schemars(schema_with = "schema::word_lists")]
    pub(super) words: IndexMap<String, RawWords>,
    /// Sets of bands by name, for `bands = "NAME"` in a rule.
    #[schemars(schema_with = "schema::band_sets")]
    pub(super) bands: IndexMap<String, RawBandTable>,
    /// How judgements combine: `[grading.criterion]` for the rules of a criterion, `[grading.overall]` for the criteria.
    #[schemars(schema_with = "needs::grading")]
    pub(super) grading: RawGrading,
    /// What caps the overall grade.
    pub(super) limits: Vec<RawLimit>,
    /// The aspects that are judged.
    pub(super) criteria: Vec<RawCriterion>,
}

/// `[scale]`: the rubric's own grades.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "the table `[scale]`")]
#[schemars(rename = "Scale", extend("required" = ["grades"]))]
pub(super) struct RawScale {
    /// The words of its grades, the best first, such as `["high", "moderate", "low", "very-low"]`.
    #[schemars(schema_with = "schema::grade_words")]
    pub(super) grades: Option<Vec<String>>,
    /// What people read in place of the words, one a grade.
    pub(super) titles: Option<Vec<String>>,
    /// One or two characters a grade for the matrix of a table, each different.
    #[schemars(schema_with = "schema::letters")]
    pub(super) letters: Option<Vec<String>>,
    /// What each grade means.
    pub(super) meanings: Option<Vec<String>>,
    /// The points of each grade, for needs such as `{ mean = 2.5 }`: falling, and none below 0.
    pub(super) points: Option<Vec<Exact>>,
}

/// `[rubric]`: what the rubric is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "the table `[rubric]`")]
#[schemars(rename = "Header", extend("required" = ["id", "title", "version"]))]
pub(super) struct RawHeader {
    /// What to call it, such as `scr-2009`.
    #[schemars(schema_with = "schema::rubric_id")]
    pub(super) id: Option<String>,
    /// Its title.
    #[schemars(schema_with = "required_text")]
    pub(super) title: Option<String>,
    /// Its version, raised with each change.
    #[schemars(schema_with = "required_text")]
    pub(super) version: Option<String>,
    /// The rubric that it extends: the id of one that comes with the program, or the path of a file from here.
    #[schemars(schema_with = "required_text")]
    pub(super) extends: Option<String>,
    /// What it does not take from there: ids of criteria and rules, `words.NAME`, `bands.NAME`, `grading.NAME` and `limits.ID`.
    pub(super) remove: Vec<String>,
    /// What it is modelled on, and for whom it is.
    pub(super) about: Option<String>,
    /// The kinds of review it is for, each a word such as `scr`; any unless given.
    #[schemars(schema_with = "schema::kinds")]
    pub(super) kinds: Option<Vec<String>>,
    /// What no grade of it judges; every report says so.
    #[schemars(extend("default" = NOT_JUDGED))]
    pub(super) not_judged: Option<String>,
    /// Texts that only fill a place in the reviews it is for, besides those that `casegrade facts --placeholders` lists: they
    /// count as nothing given.
    pub(super) placeholders: Vec<String>,
}

/// What no grade judges, unless a rubric says otherwise.
pub(super) const NOT_JUDGED: &str = "the practice under review, or who was to blame";

/// `[[limits]]`: a judgement that caps the overall grade.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a limit (a table)")]
#[schemars(rename = "Limit", extend("required" = ["when", "when-at", "overall"]))]
pub(super) struct RawLimit {
    /// The id of the criterion or rule it looks at.
    #[schemars(schema_with = "required_text")]
    pub(super) when: Option<String>,
    /// It acts while that is judged this or worse.
    #[schemars(schema_with = "schema::below_best")]
    pub(super) when_at: Option<Grade>,
    /// The review is then no better than this.
    #[schemars(schema_with = "schema::below_best")]
    pub(super) overall: Option<Grade>,
    /// Why.
    pub(super) because: Option<String>,
}

/// `[[criteria]]`: an aspect that is judged.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a criterion (a table)")]
#[schemars(rename = "Criterion", extend("required" = ["id"]))]
pub(super) struct RawCriterion {
    /// A short name of its own, such as `learning-actions`.
    #[schemars(schema_with = "schema::part_id")]
    pub(super) id: Option<String>,
    /// Its title.
    #[schemars(schema_with = "required_text")]
    pub(super) title: Option<String>,
    /// The question it asks of a review.
    pub(super) asks: Option<String>,
    /// Its weight beside the other criteria.
    #[schemars(schema_with = "schema::weight")]
    pub(super) weight: Option<Exact>,
    /// Names that needs can speak of; criteria and rules have tags of their own.
    #[schemars(schema_with = "schema::tags")]
    pub(super) tags: Vec<String>,
    /// The profile under `[grading]` that combines its rules.
    #[schemars(extend("default" = "criterion", "not" = { "const": "overall" }))]
    pub(super) grading: Option<String>,
    /// In a rubric that extends another: the criterion that it comes after.
    #[schemars(schema_with = "required_text")]
    pub(super) after: Option<String>,
    /// What is tested.
    pub(super) rules: Vec<RawRule>,
}

/// `[[criteria.rules]]`: the smallest thing tested. It has a test (`must`, `any`), a `count`, a `measure` or an `ask`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a rule (a table)")]
#[schemars(rename = "Rule", extend("required" = ["id"]), transform = schema::one_form)]
pub(super) struct RawRule {
    /// A short name that is never used twice, such as `LA1`.
    #[schemars(schema_with = "schema::part_id")]
    pub(super) id: Option<String>,
    /// A sentence that is true when the rule is met.
    #[schemars(schema_with = "required_text")]
    pub(super) title: Option<String>,
    /// In a rubric that extends another: the rule of this criterion that it comes after.
    #[schemars(schema_with = "required_text")]
    pub(super) after: Option<String>,
    /// In a rubric that extends another: the id of the rule there that this one takes the place of, under an id of its own.
    #[schemars(schema_with = "required_text")]
    pub(super) renames: Option<String>,
    /// Names that needs can speak of; criteria and rules have tags of their own.
    #[schemars(schema_with = "schema::tags")]
    pub(super) tags: Vec<String>,
    /// Its weight beside the other rules of its criterion.
    #[schemars(schema_with = "schema::weight")]
    pub(super) weight: Option<Exact>,
    /// What must be so of the review for the rule to apply.
    #[schemars(schema_with = "schema::review_conditions")]
    pub(super) applies_when: Option<RawConditions>,
    /// The list whose items are tested; without it the review itself is.
    #[schemars(schema_with = "schema::list_names")]
    pub(super) each: Option<String>,
    /// Which items are tested or counted: those of which all this is so.
    #[serde(rename = "where")]
    #[schemars(schema_with = "schema::conditions")]
    pub(super) selects: Option<RawConditions>,
    /// What must be so: all of it.
    #[schemars(schema_with = "schema::conditions")]
    pub(super) must: Option<RawConditions>,
    /// Tables of which one at least must be so; beside `must`, both hold.
    #[schemars(schema_with = "schema::alternatives")]
    pub(super) any: Option<Vec<RawConditions>>,
    /// What the rule comes to where there are no items.
    #[schemars(schema_with = "schema::empty")]
    pub(super) empty: Option<RawEmpty>,
    /// The list whose items are counted.
    #[schemars(schema_with = "schema::list_names")]
    pub(super) count: Option<String>,
    /// The number that is measured; of a list, its length.
    #[schemars(schema_with = "schema::numbers")]
    pub(super) measure: Option<String>,
    /// Whether a higher or a lower number is better.
    #[schemars(schema_with = "schema::better")]
    pub(super) better: Option<RawBetter>,
    /// A question that only a person can answer.
    pub(super) ask: Option<String>,
    /// What each grade means as an answer.
    #[schemars(schema_with = "schema::levels")]
    pub(super) levels: Option<IndexMap<Grade, String>>,
    /// True if a question may be answered `not-applicable`.
    #[schemars(extend("default" = false))]
    pub(super) may_not_apply: Option<bool>,
    /// Which share or number earns which grade: thresholds, or the name of a set under `[bands]`.
    #[schemars(schema_with = "schema::bands")]
    pub(super) bands: Option<RawBands>,
    /// Without `bands`: the grade of a rule that is met.
    #[schemars(schema_with = "schema::earned")]
    pub(super) met: Option<Grade>,
    /// The grade of a rule that is not met, or of what reaches no band.
    #[schemars(schema_with = "schema::unmet")]
    pub(super) unmet: Option<Grade>,
    /// False if editing the review cannot fix it.
    #[schemars(extend("default" = true))]
    pub(super) fixable: Option<bool>,
    /// A sentence for each item that falls short, such as `finding {id} leads to no action`. Between braces stand facts of
    /// what is tested, or `{failed}`, `{matched}`, `{value}`, `{met}` and `{of}`.
    #[schemars(schema_with = "schema::template")]
    pub(super) reason: Option<String>,
    /// What to do about it, with the same placeholders.
    #[schemars(schema_with = "schema::template")]
    pub(super) advice: Option<String>,
    /// Why the rule is there.
    pub(super) why: Option<String>,
    /// Where the requirement comes from: a document, and the place in it.
    pub(super) source: Option<String>,
    /// Whether the author of the rubric read that source, recalls it from memory, or has none.
    #[schemars(schema_with = "schema::basis")]
    pub(super) basis: Option<SourceBasis>,
}

/// Facts and their tests, in the order of the file.
#[derive(Debug)]
pub(super) struct RawConditions(pub(super) IndexMap<String, RawTest>);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawEmpty {
    Met,
    Unmet,
    NotApplicable,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawBetter {
    Higher,
    Lower,
}

/// Bands: the name of a set, or the bands themselves.
#[derive(Debug)]
pub(super) enum RawBands {
    Named(String),
    Given(RawBandTable),
}

/// A threshold for each grade that has to be earned.
pub(super) type RawBandTable = ByGrade<RawThreshold>;

impl PerGrade for RawThreshold {
    const WANTED: &'static str = "a threshold for each grade (a table)";
}

/// A share or number, or a table of a share and excused misses.
#[derive(Debug)]
pub(super) enum RawThreshold {
    Number(Exact),
    Table(RawThresholdTable),
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a threshold")]
pub(super) struct RawThresholdTable {
    pub(super) share: Option<Exact>,
    pub(super) or_all_but: Option<u32>,
    pub(super) all_but: Option<u32>,
}

/// The words of a list: as they are, or with what goes for them.
#[derive(Debug)]
pub(super) enum RawWords {
    List(Vec<String>),
    Table(RawWordsTable),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a list of words (a table)")]
pub(super) struct RawWordsTable {
    pub(super) any: Vec<String>,
    pub(super) except: Vec<String>,
    pub(super) inflected: Option<bool>,
    pub(super) quoted: Option<bool>,
}

/// The test of one fact.
#[derive(Debug)]
pub(super) enum RawTest {
    Value(RawValue),
    Table(Box<RawTests>),
}

/// Tests that must all hold.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a test (a table)")]
pub(super) struct RawTests {
    pub(super) not: Option<RawValue>,
    pub(super) one_of: Option<Vec<RawValue>>,
    pub(super) at_least: Option<Exact>,
    pub(super) at_most: Option<Exact>,
    pub(super) more_than: Option<Exact>,
    pub(super) less_than: Option<Exact>,
    pub(super) from: Option<RawValue>,
    pub(super) before: Option<RawValue>,
    pub(super) includes_any: Option<Vec<String>>,
    pub(super) includes_all: Option<Vec<String>>,
    pub(super) words: Option<String>,
    pub(super) per: Option<u32>,
    pub(super) min_words: Option<u32>,
}

/// A value to compare with; a date is text until the fact's type is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RawValue {
    YesNo(bool),
    Number(Exact),
    Text(String),
}

impl RawValue {
    /// True for the word `present`.
    pub(super) fn is_present(&self) -> bool {
        matches!(self, RawValue::Text(word) if word == "present")
    }
}
