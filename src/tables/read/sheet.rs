//! Comma-separated values with the place of every cell.

use csv::{ReaderBuilder, StringRecord};

use crate::document::Diagnostic;
use crate::text::Span;

/// Rows under a header, each cell with its place.
pub(super) struct Sheet<'t> {
    text: &'t str,
    delimiter: u8,
    /// The names of the columns, in small letters with `-` for spaces.
    pub(super) columns: Vec<String>,
    header: Span,
}

/// One row.
pub(super) struct Row<'s, 't> {
    sheet: &'s Sheet<'t>,
    start: usize,
    end: usize,
    /// Its line, from 1.
    pub(super) line: usize,
    cells: StringRecord,
}

impl<'t> Sheet<'t> {
    /// Reads the header of `text`; cells are parted by whichever of `,`, `;` and tab the header has most of.
    pub(super) fn new(text: &'t str) -> Self {
        let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let names = reader.headers().cloned().unwrap_or_default();
        let name = |cell: &str| cell.trim().to_lowercase().replace([' ', '_'], "-");
        let start = text.find(header).unwrap_or(0);
        let columns = names.iter().map(name).collect();
        Sheet { text, delimiter, columns, header: Span::new(start, start + header.trim_end().len()) }
    }

    /// Where the header stands.
    pub(super) fn header(&self) -> Span {
        self.header
    }

    /// Where a column's name stands.
    pub(super) fn column(&self, index: usize) -> Span {
        self.cell(self.header.start, self.header.end, index)
    }

    /// The rows that hold anything.
    pub(super) fn rows<'s>(&'s self) -> impl Iterator<Item = Row<'s, 't>> {
        let builder =
            || ReaderBuilder::new().delimiter(self.delimiter).flexible(true).from_reader(self.text.as_bytes());
        let records = builder().into_records().filter_map(Result::ok);
        let rows = records.filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty()));
        let mut reached = (0, 1);
        rows.map(move |cells| {
            let after = cells.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(0);
            // The reader's place of a row may be before the end of the line above.
            let blank = |rest: &str| rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            let start = after + self.text.get(after..).map_or(0, blank);
            let passed = self.text.get(reached.0..start).unwrap_or("").matches('\n').count();
            reached = (start, reached.1 + passed);
            let rest = self.text.get(start..).unwrap_or("");
            let end = start + rest.lines().next().unwrap_or("").trim_end().len();
            Row { sheet: self, start, end, line: reached.1, cells }
        })
    }

    /// The place of a cell of the row from `start` to `end`, without its quotes' outside.
    fn cell(&self, start: usize, end: usize, index: usize) -> Span {
        let row = self.text.as_bytes().get(start..).unwrap_or_default();
        let mut quoted = false;
        let mut number = 0;
        let mut from = 0;
        let mut to = end.saturating_sub(start);
        for (at, byte) in row.iter().enumerate() {
            match *byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => {
                    to = at;
                    break;
                }
                byte if byte == self.delimiter && !quoted => {
                    if number == index {
                        to = at;
                        break;
                    }
                    number += 1;
                    from = at + 1;
                }
                _ => {}
            }
        }
        if number == index { Span::new(start + from, start + to.max(from)) } else { Span::new(start, end) }
    }
}

impl Row<'_, '_> {
    /// The text of a cell without the spaces around it; `None` where it is empty.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        self.cells.get(index).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// Where a cell stands.
    pub(super) fn place(&self, index: usize) -> Span {
        self.sheet.cell(self.start, self.end, index)
    }

    /// Where the row stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// What is wrong if the row has other cells than the header.
    pub(super) fn uneven(&self) -> Option<Diagnostic> {
        let (own, wanted) = (self.cells.len(), self.sheet.columns.len());
        let rest_is_empty = self.cells.iter().skip(wanted).all(|cell| cell.trim().is_empty());
        if own == wanted || own > wanted && rest_is_empty {
            return None;
        }
        let cells = crate::text::plural(own, "cell", "cells");
        Some(
            Diagnostic::error("csv-cells", format!("the row has {cells}, and the header names {wanted}"))
                .at(self.span(), "this row")
                .help("give every row a cell for each column; put a cell that holds a comma in double quotes"),
        )
    }
}
