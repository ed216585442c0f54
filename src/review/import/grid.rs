//! A table with what its columns hold.

use std::collections::BTreeMap;

use super::called::Called;
use super::columns::{Column, column};
use super::text::{holds, is_bracketed, words};
use super::topics::Topic;
use crate::document::passages::{Passage, Table};

/// A heading is at most so long; a longer text in a first row is text.
const LONGEST_HEADING: usize = 80;
/// The number of rows from the top searched for headings: a title may be above them.
const HEADING_ROWS: usize = 3;
/// A table is read at most so wide.
const WIDEST: usize = 40;

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Chronology,
    Plan,
    Panel,
    Agencies,
    Questions,
    Findings,
}

impl Use {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Use::Chronology => "chronology",
            Use::Plan => "action plan",
            Use::Panel => "panel",
            Use::Agencies => "agencies",
            Use::Questions => "terms of reference",
            Use::Findings => "findings",
        }
    }
}

/// A table whose headings say what its columns hold.
pub(super) struct Grid<'t, 'p> {
    table: &'t Table<'p>,
    columns: Vec<(Column, usize)>,
    /// The first row that is no heading.
    first_row: usize,
    pub(super) topic: Option<Topic>,
}

/// A cell, and whether it goes on into a column of another kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'p> {
    pub(super) passage: &'p Passage,
    pub(super) is_spread: bool,
}

/// A row of a table.
pub(super) enum RowKind<'p> {
    /// What each column holds.
    Values(BTreeMap<Column, Vec<Cell<'p>>>),
    /// A heading across the table.
    Heading(&'p Passage),
}

impl<'t, 'p> Grid<'t, 'p> {
    /// Reads the headings of a table; `None` if fewer than two columns say what they hold.
    pub(super) fn new(table: &'t Table<'p>, topic: Option<Topic>) -> Option<Self> {
        (1..=HEADING_ROWS.min(table.rows)).find_map(|row| {
            let height = head_height(table, row);
            let columns: Vec<(Column, usize)> =
                (1..=table.columns.min(WIDEST)).filter_map(|at| Some((heading(table, row, height, at)?, at))).collect();
            let is_one = columns.len() == 1 && table.columns > 1;
            let is_known = is_one && columns.iter().all(|(column, at)| *at == 1 && *column == Column::Question);
            (columns.len() > 1 || is_known).then_some(Grid { table, columns, first_row: row + height, topic })
        })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(own, _)| *own == column)
    }

    fn has_any(&self, columns: &[Column]) -> bool {
        columns.iter().any(|column| self.has(*column))
    }

    /// What the table is, by its columns and by the section it stands in.
    pub(super) fn use_of(&self) -> Option<Use> {
        use Column::{
            Action, Agency, Contribution, Either, Event, Finding, Measure, Member, Name, Outcome, Owner, Role, When,
        };
        let topic = |own: Topic| self.topic == Some(own);
        let does = self.has_any(&[Action, Column::Recommendation]);
        let tells = self.has_any(&[Event, Column::Taken, Column::Seen]);
        if self.has(When)
            && !topic(Topic::KeyFacts)
            && (tells || topic(Topic::Chronology))
            && !self.has(Column::Recommendation)
        {
            return Some(Use::Chronology);
        }
        let is_of_findings = self.has(Finding) && matches!(self.topic, Some(Topic::Findings | Topic::Analysis));
        if is_of_findings && !self.has_any(&[Owner, Either, When]) {
            return Some(Use::Findings);
        }
        if does && self.has_any(&[Owner, Either, Agency, When, Measure, Outcome]) {
            return Some(Use::Plan);
        }
        if does && matches!(self.topic, Some(Topic::Plan | Topic::Recommendations)) && !self.has(Finding) {
            return Some(Use::Plan);
        }
        if self.has(Column::Question) {
            return Some(Use::Questions);
        }
        let is_agencies = self.has(Agency) && (topic(Topic::Agencies) || self.has(Contribution));
        if is_agencies && !self.has_any(&[Role, Member]) && !topic(Topic::Panel) {
            return Some(Use::Agencies);
        }
        let is_panel = self.has(Role) && self.has_any(&[Agency, Name])
            || self.has(Member) && self.has(Agency)
            || topic(Topic::Panel) && self.has_any(&[Name, Member]);
        is_panel.then_some(Use::Panel)
    }

    /// The rows below the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = RowKind<'p>> {
        (self.first_row..=self.table.rows).filter_map(|row| self.row(row))
    }

    fn row(&self, row: usize) -> Option<RowKind<'p>> {
        let first = (1..=self.table.columns.min(WIDEST)).find_map(|at| self.table.at(row, at))?;
        if first.cell().is_some_and(|cell| cell.columns >= self.table.columns) {
            return Some(RowKind::Heading(first));
        }
        let mut values: BTreeMap<Column, Vec<Cell<'p>>> = BTreeMap::new();
        for (column, at) in &self.columns {
            let Some(passage) = self.table.at(row, *at) else { continue };
            let Some(cell) = passage.cell() else { continue };
            // A cell over several columns belongs to the first of them.
            if cell.column != *at {
                continue;
            }
            let ends = cell.column + cell.columns;
            let is_spread = self.columns.iter().any(|(other, place)| *place > *at && *place < ends && other != column);
            values.entry(*column).or_default().push(Cell { passage, is_spread });
        }
        let heads = values.values().flatten().filter(|cell| self.repeats_heading(cell.passage)).count();
        (heads * 2 <= values.len()).then_some(RowKind::Values(values))
    }

    /// True if a cell says again what the heading of its column says.
    fn repeats_heading(&self, passage: &Passage) -> bool {
        let Some(cell) = passage.cell() else { return false };
        let head = self.table.at(self.first_row - 1, cell.column);
        head.is_some_and(|head| words(&head.text) == words(&passage.text))
    }

    /// The texts of a column below the headings.
    pub(super) fn texts(&self, column: Column) -> impl Iterator<Item = &'p str> {
        let places = self.columns.iter().filter(move |(own, _)| *own == column).map(|(_, at)| *at);
        places.flat_map(move |at| {
            (self.first_row..=self.table.rows)
                .filter_map(move |row| self.table.at(row, at))
                .map(|cell| cell.text.as_str())
        })
    }
}

/// True for the name of one point, which heads no column: `Recommendation 3`.
fn names_point(text: &str) -> bool {
    Called::parse(text, true).is_some_and(|called| called.number.is_some())
}

/// Over how many rows the headings go that begin in `row`: two if some of them are divided below.
fn head_height(table: &Table<'_>, row: usize) -> usize {
    let cells = || (1..=table.columns.min(WIDEST)).filter_map(|at| table.at(row, at)).filter_map(Passage::cell);
    let is_divided = cells().any(|cell| cell.columns > 1 && cell.columns < table.columns && cell.row == row);
    let below = |at: usize| table.at(row + 1, at).filter(|own| own.cell().is_some_and(|cell| cell.row == row + 1));
    let named = (1..=table.columns.min(WIDEST))
        .filter_map(below)
        .filter(|own| own.text.len() < LONGEST_HEADING && column(&own.text).is_some());
    if is_divided && named.count() > 1 { 2 } else { 1 }
}

/// What the column `at` holds by its headings; the lower one of two says more.
fn heading(table: &Table<'_>, row: usize, height: usize, at: usize) -> Option<Column> {
    let text =
        |row: usize| table.at(row, at).filter(|cell| cell.text.len() < LONGEST_HEADING && !is_bracketed(&cell.text));
    let upper = text(row).filter(|upper| !names_point(&upper.text))?;
    let is_single = upper.cell().is_some_and(|cell| cell.columns == 1);
    if height == 1 {
        return is_single.then(|| column(&upper.text)).flatten();
    }
    let lower = text(row + 1).filter(|lower| !std::ptr::eq(*lower, upper));
    match lower {
        Some(lower) if column(&upper.text) == Some(Column::When) => Some(Column::When)
            .filter(|_| !holds(&words(&lower.text), &["start", "started", "revised", "review", "actual"])),
        Some(lower) => column(&lower.text).or_else(|| column(&format!("{} {}", upper.text, lower.text))),
        None => is_single.then(|| column(&upper.text)).flatten(),
    }
}
