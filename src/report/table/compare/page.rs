//! The model of a comparison: everything that any format shows.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.

use schemars::JsonSchema;
use serde::Serialize;

use super::drafts::DraftsReport;
use super::rule_move::RuleMoveReport;
use crate::report::table::{ExcludedRow, Figures};
use crate::report::{RubricHead, Tool};
use crate::tables::{Category, CountBy, Verdict};
use crate::text::Shown;

/// Two sets of reviews side by side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CompareReport {
    /// What made it.
    pub tool: Tool,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The command that made it; null where counts are hidden, since it may name what tells of them.
    pub command: Option<Shown>,
    /// Which grade is counted: `headline`, `floor`, `ceiling` or `recorded`.
    #[schemars(with = "CountBy")]
    pub count: &'static str,
    /// Counts from 1 to one less than this are hidden; null where nothing is.
    pub suppress_below: Option<u64>,
    /// The earlier set.
    pub(crate) before: SideReport,
    /// The later set.
    pub(crate) after: SideReport,
    /// The two as sets; null where they are two drafts of one review.
    pub(crate) sets: Option<SidesReport>,
    /// The two as drafts of one review; null where they are sets.
    pub(crate) drafts: Option<DraftsReport>,
    /// What another rubric made of reviews that were graded again; null where none were, and where it is hidden.
    pub(crate) regraded: Option<AgainReport>,
    /// The footnotes.
    pub notes: Vec<Shown>,
}

/// One of the two.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SideReport {
    /// Its path.
    pub name: Shown,
    /// Its counts.
    #[serde(flatten)]
    pub figures: Figures,
    /// How many of its reviews have a question for a person open; null where it is hidden.
    pub provisional: Option<u64>,
    /// The rubrics that graded its reviews.
    pub rubrics: Vec<RubricHead>,
    /// The versions of this program that graded them.
    pub tools: Vec<Shown>,
    /// Who published its tallies.
    pub sources: Vec<Shown>,
    /// The inputs that are not counted; none are named where counts are hidden.
    pub excluded: Vec<ExcludedRow>,
}

/// The comparison of two sets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SidesReport {
    /// True if no review is known to be in both, so that intervals and tests of shares can be given.
    pub apart: bool,
    /// How the share of each category changed.
    pub changes: Vec<GradeChange>,
    /// Pearson's chi-squared test of all grades at once; null where too few reviews are expected in a cell, and where no test
    /// is given.
    #[schemars(range(min = 0, max = 1))]
    pub overall: Option<f64>,
    /// The reviews that are in both, one by one; null where none is, and where it is hidden.
    pub pairs: Option<PairsReport>,
}

/// How the share of one category changed. What rests on a hidden number is null.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct GradeChange {
    /// The grade, or `not-enough-stated`.
    #[schemars(with = "Category")]
    pub category: &'static str,
    /// The share after less the share before, from -1 to 1.
    #[schemars(range(min = -1, max = 1))]
    pub difference: Option<f64>,
    /// Its 95% interval (Newcombe's), low and high; null also where a review may be in both sets.
    pub interval: Option<[f64; 2]>,
    /// Fisher's exact test; null also where a review may be in both sets.
    #[schemars(range(min = 0, max = 1))]
    pub p: Option<f64>,
    /// The same, corrected by Holm's method for the tests of all grades.
    #[schemars(range(min = 0, max = 1))]
    pub p_corrected: Option<f64>,
    /// What the numbers tell: `rose`, `fell`, `chance` (it alone could do it) or `too-small`.
    #[schemars(with = "Option<Verdict>")]
    pub tells: Option<&'static str>,
}

/// The reviews that are in both sets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PairsReport {
    /// How many there are.
    pub both: u64,
    /// How many of them went up.
    pub up: u64,
    /// How many are of the same grade, or of none in both.
    pub same: u64,
    /// How many went down.
    pub down: u64,
    /// How many have a grade and had none.
    pub gained: u64,
    /// How many had a grade and have none.
    pub lost: u64,
    /// The exact sign test of those that went up against those that went down.
    #[schemars(range(min = 0, max = 1))]
    pub p: f64,
    /// How many came from each category to each; those that stayed too. Only what occurs.
    pub moves: Vec<MovedCount>,
    /// Those that moved, in the order of the later set; none where counts are hidden.
    pub moved: Vec<MovedReport>,
    /// How many are in the later set only.
    pub new: u64,
    /// Their ids; none where counts are hidden.
    pub new_ids: Vec<Shown>,
    /// How many are in the earlier set only.
    pub gone: u64,
    /// Their ids; none where counts are hidden.
    pub gone_ids: Vec<Shown>,
}

/// How many reviews came from one category to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MovedCount {
    /// What they were counted as.
    #[schemars(with = "Category")]
    pub was: &'static str,
    /// What they are counted as now.
    #[schemars(with = "Category")]
    pub now: &'static str,
    /// How many.
    pub count: u64,
}

/// A review that moved.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MovedReport {
    /// Its id.
    pub id: Shown,
    /// What it was counted as.
    #[schemars(with = "Category")]
    pub was: &'static str,
    /// What it is counted as now.
    #[schemars(with = "Category")]
    pub now: &'static str,
    /// The rules that moved it, or where that is not known those with another outcome. Where somebody recorded one of
    /// the two grades: the rules at the worse of them or below, the worst first.
    pub by: Vec<RuleMoveReport>,
    /// How far they explain it: `rules` (with these alone judged as now it gets the other grade), `combining` (how they
    /// combine, or how much has to be stated, has its part), `recorded` (somebody recorded one of the two grades), or `not-known`.
    #[schemars(extend("enum" = ["rules", "combining", "recorded", "not-known"]))]
    pub explained: &'static str,
}

/// What another rubric made of reviews that were graded again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AgainReport {
    /// How many reviews of both sets were graded again.
    pub n: u64,
    /// Those whose grade changed because of that alone.
    pub moved: Vec<AgainMoved>,
}

/// A review that gets another grade by another rubric.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AgainMoved {
    /// The set that it is in.
    #[schemars(extend("enum" = ["before", "after"]))]
    pub set: &'static str,
    /// Its id.
    pub id: Shown,
    /// What it was counted as by the results.
    #[schemars(with = "Category")]
    pub was: &'static str,
    /// What it is counted as now.
    #[schemars(with = "Category")]
    pub now: &'static str,
}
