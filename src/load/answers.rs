//! A file of people's judgements about a review, which is read by the questions of a rubric.

use std::path::Path;

use super::paths::has_ending;
use crate::document::{Diagnostic, Limits, Parsed, Source, csv};
use crate::judgement;
use crate::rubric::Rubric;
use crate::tables::WORKBOOKS;

/// A file of people's judgements about a review.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Its text.
    pub source: Source,
    /// Its tree.
    pub parsed: Parsed,
    /// Whose it is, as its name says: `BY` of `NAME.judgement.BY.toml`.
    pub by: Option<String>,
    /// Whether it is an answer sheet in a spreadsheet.
    pub is_sheet: bool,
    /// Whether it is given in place of a review.
    pub is_alone: bool,
}

impl Answers {
    /// Reads the file by the questions of `rubric`.
    pub(super) fn read(&self, rubric: &Rubric) -> (judgement::File, Vec<Diagnostic>) {
        if self.is_sheet {
            let (file, found) = judgement::read_sheet(&self.parsed, rubric, self.is_alone);
            return (file, found.into_iter().map(|wrong| self.with_cell(wrong)).collect());
        }
        judgement::read_file(&self.parsed, rubric, self.by.as_deref())
    }

    /// Names the cell of a mistake in a sheet, as spreadsheets count.
    fn with_cell(&self, wrong: Diagnostic) -> Diagnostic {
        let place = wrong.span().and_then(|span| cell_at(&self.source, span.start));
        match place.filter(|_| wrong.code != "other-rubric") {
            Some(place) => Diagnostic { message: format!("{place}: {}", wrong.message), ..wrong },
            None => wrong,
        }
    }

    /// Returns the SHA-256 of what it means, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        self.parsed.root.meaning()
    }
}

/// Returns the cell at a place in a sheet: `cell E3` of a workbook, or the row and column of a text.
fn cell_at(source: &Source, place: usize) -> Option<String> {
    let rows: Vec<csv::Row<'_>> = csv::rows(source, Limits::default()).collect();
    let is_here = |cell: &csv::Cell<'_>| cell.span.start <= place && place <= cell.span.end;
    let found = |row: &csv::Row<'_>| {
        let column = row.cells.iter().position(is_here)?;
        Some((row.number, column, row.reference(column)))
    };
    let (row, column, reference) = rows.iter().find_map(found)?;
    if has_ending(Path::new(&source.name), &WORKBOOKS) {
        return Some(format!("cell {reference}"));
    }
    let names = |row: &csv::Row<'_>| row.cells.iter().any(|cell| cell.text.trim().eq_ignore_ascii_case("answer"));
    let head = rows.iter().find(|row| names(row)).and_then(|row| row.cells.get(column));
    Some(head.map_or_else(|| format!("row {row}"), |head| format!("row {row}, column `{}`", head.text.trim())))
}
