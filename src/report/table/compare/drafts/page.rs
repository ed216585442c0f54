//! The model of two drafts side by side.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Headline;
use crate::report::table::compare::rule_move::RuleMoveReport;
use crate::review::Grade;
use crate::text::Shown;

/// Two drafts of one review.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DraftsReport {
    /// The earlier draft.
    pub(crate) before: DraftReport,
    /// The later one.
    pub(crate) after: DraftReport,
    /// The criteria of both, with what they came to.
    pub(crate) criteria: Vec<CriterionMoveReport>,
    /// The rules with another outcome.
    pub(crate) rules: Vec<RuleMoveReport>,
    /// The ids of the rules that moved the review; of all with another outcome where that is not known.
    pub(crate) moved_by: Vec<Shown>,
    /// How far those explain it: `rules`, `combining`, `not-known`; null where floor and ceiling are as they were.
    #[schemars(extend("enum" = ["rules", "combining", "not-known", null]))]
    pub(crate) explained: Option<&'static str>,
    /// What fell short before and does not now; null where the reviews themselves are not known.
    pub(crate) short_no_longer: Option<Vec<ReasonLine>>,
    /// What falls short now and did not before; null where the reviews themselves are not known.
    pub(crate) short_now: Option<Vec<ReasonLine>>,
    /// What the later draft says less of; null where the reviews themselves are not known.
    pub(crate) less: Option<Vec<LossReport>>,
    /// What it would come to with that put back; null where there is nothing to put back.
    pub(crate) put_back: Option<PutBackReport>,
    /// Items that say the same under another id.
    pub(crate) renamed: Vec<RenamedReport>,
    /// Items that were not there.
    pub(crate) added: Vec<AddedReport>,
}

/// One of the drafts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DraftReport {
    /// The review's id.
    pub id: Shown,
    /// Its title; null where the review itself is not known.
    pub title: Option<Shown>,
    /// The headline: a grade, `not-enough-stated` or `nothing-to-grade`.
    #[schemars(with = "Headline")]
    pub grade: &'static str,
    /// The worst grade that what is not stated can lead to.
    pub floor: Option<Grade>,
    /// The best.
    pub ceiling: Option<Grade>,
    /// True while a question for a person is open.
    pub provisional: bool,
    /// Whether answers to open questions could change the grade.
    pub may_change: bool,
    /// The score, from 0 to 100; null where the review itself is not known.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// How much of what the rubric reads is stated, from 0 to 1; null where the review itself is not known.
    #[schemars(range(min = 0, max = 1))]
    pub coverage: Option<f64>,
    /// True if the file says that it holds the whole review; null where the review itself is not known.
    pub whole: Option<bool>,
}

/// A criterion in both drafts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CriterionMoveReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// Its result: a grade, or `inadequate to good`; null where it was absent.
    pub was: Option<String>,
    /// What it comes to now.
    pub now: Option<String>,
    /// Its score before, from 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub score_was: Option<f64>,
    /// Its score now.
    #[schemars(range(min = 0, max = 100))]
    pub score_now: Option<f64>,
}

/// Something that falls short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ReasonLine {
    /// The rule.
    pub rule: Shown,
    /// What is wrong.
    pub text: Shown,
}

/// Something that the later draft says less of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LossReport {
    /// What became of it: `vanished`, `reclassed`, `restricted` (something else was to be left out), `redefined` (a key by
    /// which rules apply), `unanswered` or `no-document`.
    #[schemars(extend("enum" = ["vanished", "reclassed", "restricted", "redefined", "unanswered", "no-document"]))]
    pub how: &'static str,
    /// The list that it is an item of; null if it is not an item.
    pub list: Option<&'static str>,
    /// The item's id, or the id of the rule that asks; null where there is none.
    pub id: Option<Shown>,
    /// What the item says.
    pub said: Option<Shown>,
    /// The key that says its class.
    pub key: Option<&'static str>,
    /// What that was.
    pub was: Option<Shown>,
    /// What it is now.
    pub now: Option<Shown>,
    /// The same in a sentence.
    pub text: Shown,
}

/// What the later draft would come to with what it says less of put back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PutBackReport {
    /// Its floor with all of it put back.
    pub floor: Option<Grade>,
    /// Its ceiling.
    pub ceiling: Option<Grade>,
    /// Its score.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// The fewest losses that make it worse when they are put back, by their numbers in `less` from 0; empty if none do, or the
    /// drafts are too long and differ too often to find them.
    pub fewest: Vec<usize>,
    /// Its floor with those put back.
    pub floor_with_fewest: Option<Grade>,
    /// Its ceiling with those put back.
    pub ceiling_with_fewest: Option<Grade>,
    /// True if the grade rose from the earlier draft to the later one and would not have risen so far.
    pub rose_by_it: bool,
    /// The rules that would be worse with all of it put back: `was` is what they would come to, `now` what they come to.
    pub rules: Vec<RuleMoveReport>,
    /// The criteria that would be worse.
    pub criteria: Vec<CriterionMoveReport>,
}

/// An item that says the same under another id.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RenamedReport {
    /// The list.
    pub list: &'static str,
    /// Its id in the earlier draft.
    pub was: Shown,
    /// Its id in the later one.
    pub now: Shown,
}

/// An item that was not there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AddedReport {
    /// The list.
    pub list: &'static str,
    /// Its id; null where it has none.
    pub id: Option<Shown>,
    /// What it says.
    pub said: Shown,
}
