//! A spreadsheet with named columns.

use super::grades::{RECORDED, tally_columns};
use super::words::Reading;
use crate::document::csv::{self, Row as Cells};
use crate::document::{Diagnostic, Limits, Source};
use crate::text::{Span, plural};

/// The number of rows searched for the header.
const MOST_TITLES: usize = 10;

/// Rows under a header.
pub(super) struct Sheet<'t> {
    /// The names of the columns, in small letters with `-` for spaces.
    pub(super) columns: Vec<String>,
    header: Cells<'t>,
    rows: Vec<Cells<'t>>,
    /// What is wrong with the text itself, so that what comes after cannot be told apart.
    pub(super) error: Option<Diagnostic>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'s, 't> {
    cells: &'s Cells<'t>,
    wanted: usize,
}

impl<'t> Sheet<'t> {
    /// Reads the rows of `source`; the first that is not empty is the header.
    pub(super) fn new(source: &'t Source, limits: Limits) -> Self {
        let csv::Sheet { rows, error } = csv::parse(source, limits);
        let names = |row: &Cells<'_>| -> Vec<String> {
            let name = |cell: &csv::Cell<'_>| cell.text.to_lowercase().replace([' ', '_'], "-");
            Reading::columns(&row.cells.iter().map(name).collect::<Vec<_>>())
        };
        let tallies = tally_columns();
        // Titles may stand above the header, which is then the first row that names what is needed.
        let is_header = |row: &Cells<'_>| {
            let names = names(row);
            let has = |needed: &[&str]| needed.iter().all(|needed| names.iter().any(|name| name == needed));
            has(&RECORDED) || has(&tallies)
        };
        let at = rows.iter().take(MOST_TITLES).position(is_header).unwrap_or(0);
        let mut rows = rows.into_iter().skip(at);
        let header = rows.next().unwrap_or_default();
        Sheet { columns: names(&header), header, rows: rows.collect(), error }
    }

    /// The cells of a column that hold anything.
    pub(super) fn cells(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.cells.get(index)).map(|cell| cell.text.as_ref())
    }

    /// Where the header stands.
    pub(super) fn header(&self) -> Span {
        whole(&self.header)
    }

    /// Where a column's name stands.
    pub(super) fn column(&self, index: usize) -> Span {
        cell(&self.header, index)
    }

    /// The rows under the header that hold anything.
    pub(super) fn rows<'s>(&'s self) -> impl Iterator<Item = Row<'s, 't>> {
        self.rows.iter().map(|cells| Row { cells, wanted: self.columns.len() })
    }
}

impl<'s> Row<'s, '_> {
    /// Its number, as a spreadsheet counts.
    pub(super) fn number(&self) -> usize {
        self.cells.number
    }

    /// The text of a cell; `None` where it is empty.
    pub(super) fn get(&self, index: usize) -> Option<&'s str> {
        self.cells.cells.get(index).map(|cell| cell.text.as_ref()).filter(|text| !text.is_empty())
    }

    /// Where a cell stands.
    pub(super) fn place(&self, index: usize) -> Span {
        cell(self.cells, index)
    }

    /// What to call a cell: `cell D3`.
    pub(super) fn called(&self, index: usize) -> String {
        format!("cell {}", self.cells.reference(index))
    }

    /// Where the row stands.
    pub(super) fn span(&self) -> Span {
        whole(self.cells)
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
