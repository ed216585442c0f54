//! What would raise a review, and where things are.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::FixKind;
use crate::report::render::comments::ExactWords;
use crate::review::{DocumentKey, Grade};
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

/// Where something is. Lines and columns count from 1.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The way to it in the review: `actions[2].owner`.
    pub path: String,
    /// The file, where it is not the review's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Shown>,
    /// The line of that file; null where the file has no lines.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// Of a document: the heading and the paragraph, row or note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Shown>,
    /// What is written there: of the document, or of the item.
    #[serde(skip)]
    pub quote: Option<Shown>,
    /// That paragraph, where it is one of a Word document.
    #[serde(skip)]
    pub(in crate::report) anchor: Option<Anchor>,
}

/// A paragraph of a Word document, for comments in a copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Anchor {
    /// Which document of the review it is in.
    pub(in crate::report) document: DocumentKey,
    /// The byte of the document's text at which it begins.
    pub(in crate::report) paragraph: usize,
    /// The words of it that matter; `None` where all of it does.
    pub(in crate::report) words: Option<ExactWords>,
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
