//! What would raise a review.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::PlaceReport;
use crate::engine::FixKind;
use crate::review::Grade;
use crate::text::Shown;

/// A grade that is not reached for certain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct NextReport {
    /// The grade.
    pub grade: Grade,
    /// Its needs that do not hold for certain, in words; none if only a limit prevents it.
    pub needs: Vec<Shown>,
}

/// The changes that lead to a grade with the least effort, or what prevents it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "kebab-case")]
pub(crate) enum RaiseReport {
    /// These fixes reach it.
    Fixes {
        /// The grade.
        to: Grade,
        /// The fixes to take.
        fixes: Vec<FixReport>,
        /// How much effort they take: 1 for each change, and 10 for a list that has no items or may go on.
        effort: usize,
        /// How many other ways take as little effort; a number too large to write is the largest that can be.
        alternatives: u64,
        /// True if there may be an easier way.
        at_most: bool,
        /// The same, rule by rule, with what could be taken instead.
        steps: Vec<StepReport>,
    },
    /// No edit reaches it.
    Unreachable {
        /// The grade.
        to: Grade,
        /// The rules that prevent it.
        unreachable: Vec<StuckReport>,
        /// True if facts that are not stated could still open the way.
        could_open: bool,
    },
}

/// A fix.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FixReport {
    /// The rule it serves, or the first of them.
    pub rule: Shown,
    /// What it takes: `state`, `write`, `link` or `tick`.
    pub kind: FixKind,
    /// What is wrong now.
    pub text: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// What to call the item.
    pub item: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// The fixes of one rule: this many of these.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StepReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// How many to take.
    pub take: usize,
    /// Of which.
    pub of: Vec<FixReport>,
}

/// A rule that prevents it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StuckReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// Why editing cannot fix it.
    pub why: Shown,
}
