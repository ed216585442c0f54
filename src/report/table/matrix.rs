//! The traffic-light table: each review by each criterion.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Range;
use crate::review::{Grade, Scale};
use crate::tables::{Category, CountBy, Entry};
use crate::text::{Mask, Shown};

/// The order of the reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// As they were given.
    Given,
    /// By id.
    Id,
    /// The worst grade first; those without a grade last.
    Grade,
    /// The worst in this criterion first.
    Criterion(String),
}

/// Grades by review and criterion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct MatrixReport {
    /// The criteria: the columns.
    pub criteria: Vec<MatrixPart>,
    /// The reviews: the rows.
    pub reviews: Vec<MatrixRow>,
}

/// A column of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixPart {
    /// The criterion's id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
}

/// One review in the matrix.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MatrixRow {
    /// Its id.
    pub id: Shown,
    /// Its file.
    pub source: Shown,
    /// The id and version of the rubric that graded it.
    pub rubric: Shown,
    /// What it is counted as.
    #[schemars(with = "Category")]
    pub grade: &'static str,
    /// By criterion, in the order of the columns.
    pub(crate) criteria: Vec<MatrixCell>,
}

/// A review's judgement in a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MatrixCell {
    /// The criterion's id.
    pub id: Shown,
    /// The worst it can be; null where it does not apply.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
}

impl MatrixRow {
    /// The row of a review that is counted, its rubric still to be named.
    #[must_use]
    pub fn from_entry(entry: &Entry, category: Category, mask: &Mask) -> (Self, Vec<MatrixPart>) {
        let cell = |id: &str, range: Option<Range>| MatrixCell {
            id: mask.shown(id),
            floor: range.map(|range| range.floor),
            ceiling: range.map(|range| range.ceiling),
        };
        let criteria = entry.criteria.iter().map(|criterion| cell(&criterion.id, criterion.range)).collect();
        let parts = entry
            .criteria
            .iter()
            .map(|criterion| MatrixPart { id: mask.shown(&criterion.id), title: mask.shown(&criterion.title) });
        let row = MatrixRow {
            id: mask.shown(&entry.id),
            source: mask.shown(&entry.source),
            rubric: Shown::default(),
            grade: category.word(),
            criteria,
        };
        (row, parts.collect())
    }

    /// Its judgement in a criterion.
    pub(super) fn get(&self, criterion: &Shown) -> Option<&MatrixCell> {
        self.criteria.iter().find(|cell| cell.id == *criterion)
    }
}

impl MatrixReport {
    /// Puts the reviews in order; those that are alike stay as they were.
    pub(super) fn sort(&mut self, by: &Sort, mask: &Mask) {
        // None is less than any grade: those without one go last.
        let last = |grade: Option<Grade>| grade.map_or((1, None), |grade| (0, Some(grade)));
        match by {
            Sort::Given => {}
            Sort::Id => self.reviews.sort_by(|one, two| one.id.cmp(&two.id)),
            Sort::Grade => self.reviews.sort_by_key(|row| last(Scale::being_read().grade(row.grade))),
            Sort::Criterion(id) => {
                let id = mask.shown(id);
                self.reviews.sort_by_key(|row| last(row.get(&id).and_then(|cell| cell.floor)));
            }
        }
    }
}

/// How a part is judged where this grade is counted.
pub(super) fn shown_range(cell: &MatrixCell, count: CountBy) -> (Option<Grade>, Option<Grade>) {
    match count {
        CountBy::Floor => (cell.floor, cell.floor),
        CountBy::Ceiling => (cell.ceiling, cell.ceiling),
        CountBy::Headline | CountBy::Tool | CountBy::Recorded => (cell.floor, cell.ceiling),
    }
}
