//! A spreadsheet with named columns.

use super::forms::{RECORDED, is_own, tally_columns};
use super::words::Reading;
use crate::document::csv::{self, Row as Cells};
use crate::document::{Diagnostic, Limits, Source};
use crate::text::{Span, plural};

/// The number of rows searched for the header.
const MOST_TITLES: usize = 10;

/// Rows under a header.
pub(super) struct Sheet<'t> {
    source: &'t Source,
    limits: Limits,
    /// The names of the columns, in small letters with `-` for spaces.
    pub(super) columns: Vec<String>,
    header: Cells<'t>,
    /// How many rows stand before the first under the header.
    before: usize,
    /// What is wrong with the text before its header, so that it has no header.
    pub(super) error: Option<Diagnostic>,
}

/// One row.
pub(super) struct Row<'t> {
    cells: Cells<'t>,
    wanted: usize,
}

impl<'t> Sheet<'t> {
    /// Reads the header of `source`: the first row that is not empty, or the first that names what is needed.
    pub(super) fn new(source: &'t Source, limits: Limits) -> Self {
        let mut rows = csv::rows(source, limits);
        let mut first: Vec<Cells<'t>> = rows.by_ref().take(MOST_TITLES).collect();
        let names = |row: &Cells<'_>| -> Vec<String> {
            let name = |cell: &csv::Cell<'_>| cell.text.to_lowercase().replace([' ', '_'], "-");
            Reading::columns(&row.cells.iter().map(name).collect::<Vec<_>>())
        };
        let tallies = tally_columns();
        // Titles may stand above the header, which is then the first row that names what is needed.
        let is_header = |row: &Cells<'_>| {
            let names = names(row);
            let has = |needed: &[&str]| needed.iter().all(|needed| names.iter().any(|name| name == needed));
            has(&RECORDED) || has(&tallies) || is_own(&names)
        };
        let at = first.iter().position(is_header).unwrap_or(0);
        let header = if first.is_empty() { Cells::default() } else { first.swap_remove(at) };
        Sheet { source, limits, columns: names(&header), header, before: at + 1, error: rows.error }
    }

    /// The cells of a column that hold anything.
    pub(super) fn cells(&self, index: usize) -> impl Iterator<Item = String> {
        let rows = csv::rows(self.source, self.limits).skip(self.before);
        rows.filter_map(move |row| row.cells.into_iter().nth(index)).map(|cell| cell.text.into_owned())
    }

    /// Whether it has all of these columns.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.columns.iter().any(|own| own == name))
    }

    /// Where the header stands.
    pub(super) fn header(&self) -> Span {
        whole(&self.header)
    }

    /// Where a column's name stands.
    pub(super) fn column(&self, index: usize) -> Span {
        cell(&self.header, index)
    }

    /// Gives each row under the header that holds anything to `keep`; returns what is wrong with the text itself, if anything
    /// is.
    pub(super) fn each_row(&self, keep: &mut dyn FnMut(Row<'t>)) -> Option<Diagnostic> {
        let mut rows = csv::rows(self.source, self.limits);
        let under = rows.by_ref().skip(self.before);
        under.for_each(|cells| keep(Row { cells, wanted: self.columns.len() }));
        rows.error
    }
}

impl Row<'_> {
    /// Its number, as a spreadsheet counts.
    pub(super) fn number(&self) -> usize {
        self.cells.number
    }

    /// The text of a cell; `None` where it is empty.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        self.cells.cells.get(index).map(|cell| cell.text.as_ref()).filter(|text| !text.is_empty())
    }

    /// Where a cell stands.
    pub(super) fn place(&self, index: usize) -> Span {
        cell(&self.cells, index)
    }

    /// What to call a cell: `cell D3`.
    pub(super) fn called(&self, index: usize) -> String {
        format!("cell {}", self.cells.reference(index))
    }

    /// Where the row stands.
    pub(super) fn span(&self) -> Span {
        whole(&self.cells)
    }

    /// What is wrong if the row has other cells than the header.
    pub(super) fn uneven(&self) -> Option<Diagnostic> {
        let (own, wanted) = (self.cells.cells.len(), self.wanted);
        let rest_is_empty = (wanted..own).all(|index| self.get(index).is_none());
        if own == wanted || own > wanted && rest_is_empty {
            return None;
        }
        let message =
            format!("row {} has {}, and the header names {wanted}", self.number(), plural(own, "cell", "cells"));
        Some(
            Diagnostic::error("csv-cells", message)
                .at(self.span(), "this row")
                .help("give every row a cell for each column; put a cell that holds a comma in double quotes"),
        )
    }
}

fn cell(row: &Cells<'_>, index: usize) -> Span {
    row.cells.get(index).map_or_else(|| whole(row), |cell| cell.span)
}

fn whole(row: &Cells<'_>) -> Span {
    let ends = row.cells.first().zip(row.cells.last());
    ends.map_or_else(Span::default, |(first, last)| Span::new(first.span.start, last.span.end))
}
