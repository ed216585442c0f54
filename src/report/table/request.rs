//! The request for tables, and what was counted to answer it.

use super::excluded::Excluded;
use super::matrix::{MatrixPart, MatrixRow, Sort};
use crate::tables::{Breakdown, By, Parts, Plan, Protection, RubricName};

/// Which tables to make, and how.
#[derive(Clone, Debug)]
pub struct TableRequest {
    /// The day they stand for, ISO 8601.
    pub as_of: String,
    /// The command that made the request.
    pub command: String,
    /// The inputs that it names.
    pub inputs: Vec<String>,
    /// What is counted, and in which groups.
    pub plan: Plan,
    /// Further tables of the same reviews, each with its groups.
    pub further: Vec<Vec<By>>,
    /// Subtotals of what is grouped by first.
    pub subtotals: bool,
    /// Intervals beside the shares.
    pub interval: bool,
    /// Which counts are hidden, and how well; `None` for none.
    pub protection: Option<Protection>,
    /// Every number is rounded to a multiple of this instead; `None` for no rounding.
    pub round: Option<u64>,
    /// Grades by criterion.
    pub criteria: bool,
    /// Outcomes by rule.
    pub rules: bool,
    /// Grades by review and criterion, in this order.
    pub matrix: Option<Sort>,
}

impl TableRequest {
    /// Whether no number may be told that the tables do not show.
    pub(super) fn is_protected(&self) -> bool {
        self.protection.is_some() || self.round.is_some()
    }
}

/// What was counted for the tables.
#[derive(Clone, Debug)]
pub struct TableCounts {
    /// The groups.
    pub breakdown: Breakdown,
    /// The same reviews in other groups, in the order of [`TableRequest::further`].
    pub further: Vec<Breakdown>,
    /// How criteria and rules came out.
    pub parts: Parts,
    /// The columns of the matrix.
    pub columns: Vec<MatrixPart>,
    /// Its rows, each with the number of its rubric.
    pub rows: Vec<(usize, MatrixRow)>,
    /// The rubrics that graded reviews, in the order in which they came.
    pub rubrics: Vec<RubricName>,
    /// The versions of the program that graded reviews, in the order in which they came.
    pub tools: Vec<String>,
    /// What is not counted.
    pub excluded: Vec<(String, Excluded)>,
}

impl TableCounts {
    /// All tables of groups.
    pub(super) fn breakdowns(&self) -> impl Iterator<Item = &Breakdown> {
        std::iter::once(&self.breakdown).chain(&self.further)
    }

    /// True if any review or tally was counted.
    #[must_use]
    pub(crate) fn is_any_counted(&self) -> bool {
        self.breakdown.groups.iter().any(|group| group.counts.n > 0)
    }
}
