//! The tables of a page as a document.

use super::cells::{DERIVED, count, count_of, in_words, interval, number, percent, reviews, size};
use super::figures::{Cell, Figures};
use super::page::{GroupRow, Groups, TableReport};
use super::plots::{plots, plots_beside};
use super::{csv, parts};
use crate::report::doc::{Block, Cell as Piece, Column, Doc, Line, NARROW, Plot, Table};
use crate::report::render::text::WIDE;
use crate::report::{Report, Sheet, View};
use crate::tables::Category;
use crate::text::capital;
use crate::wording::spaced;

/// `†` for a category whose count was worked out.
fn derived(figures: &Figures, word: &str) -> &'static str {
    if figures.derived.contains(&word) { DERIVED } else { "" }
}

/// The counts of one group: a row a grade.
fn group(page: &TableReport, table: Groups<'_>, row: &GroupRow) -> Table {
    let line = |category: Category| {
        let cell = row.figures.get(category.word());
        let mut line = vec![
            Piece::Grade(spaced(category.word()), category.grade()),
            number(cell, count_of(cell, derived(&row.figures, category.word()))),
            number(cell, percent(cell)),
        ];
        if row.figures.intervals {
            line.push(number(cell, interval(cell)));
        }
        line.push(Piece::text(in_words(cell)));
        line
    };
    let title =
        if table.by.is_empty() { reviews(row.figures.n) } else { format!("{}: {}", row.name, reviews(row.figures.n)) };
    let mut columns = vec![Column::text("Grade"), Column::number("Reviews"), Column::number("Share")];
    if row.figures.intervals {
        columns.push(Column::number("95% interval"));
    }
    let mut columns: Vec<Column> = columns.into_iter().map(Column::whole).collect();
    columns.push(Column::text("In words"));
    let rows = page.categories().into_iter().map(line).collect();
    Table { title, columns, rows, least: NARROW, ..Table::default() }
}

/// All groups: a row a group and grade.
fn groups_long(page: &TableReport, own: Groups<'_>) -> Table {
    let mut columns = vec![Column::text(capital(&own.names().join(" / ")))];
    let mut lines = Vec::new();
    for row in own.rows() {
        let table = group(page, own, row);
        if columns.len() == 1 {
            columns.extend(table.columns.into_iter().map(Column::whole));
        }
        let named = table.rows.into_iter().map(|line| [vec![Piece::text(row.name.as_str())], line].concat());
        lines.extend(named);
    }
    Table { title: own.title(), columns, rows: lines, least: NARROW, ..Table::default() }
}

/// All groups: a row a group, a column a grade.
fn groups_wide(page: &TableReport, own: Groups<'_>) -> Table {
    let categories = page.categories();
    let mut columns = vec![Column::text(capital(&own.names().join(" / "))), Column::number("Reviews").whole()];
    columns.extend(categories.iter().map(|category| Column::number(capital(&spaced(category.word()))).whole()));
    let line = |row: &GroupRow| {
        let cells = categories.iter().map(|category| {
            let cell = row.figures.get(category.word());
            stacked(cell, row.figures.n, derived(&row.figures, category.word()))
        });
        [Piece::text(row.name.as_str()), size(row.figures.n)].into_iter().chain(cells).collect()
    };
    let rows = own.rows().map(line).collect();
    let intervals = own.groups.iter().any(|group| group.figures.intervals);
    let interval = if intervals { "its 95% interval in percent, and " } else { "" };
    let legend = format!("Under each number with its share: {interval}the share in words.");
    Table { title: own.title(), columns, rows, legend: vec![legend.into()], least: NARROW }
}

/// A count with its share, interval and words, one under the other. What it is of is said where that is not the row's n.
fn stacked(cell: Cell, n: Option<u64>, mark: &str) -> Piece {
    let Cell::Known { share, .. } = cell else { return number(cell, count(cell)) };
    let of = if n == Some(share.of) { String::new() } else { format!(" of {}", share.of) };
    let mut lines = vec![format!("{}{mark}{of}, {}", share.count, percent(cell))];
    if cell.interval().is_some() {
        lines.push(interval(cell));
    }
    lines.extend(cell.in_words());
    Piece::Stack(lines)
}

impl Report for TableReport {
    fn doc(&self, view: View) -> Doc {
        let mut tables: Vec<Table> = self.tables().flat_map(|own| groups(self, own, view)).collect();
        tables.extend(self.criteria.as_ref().filter(|rows| !rows.is_empty()).map(|rows| parts::criteria(self, rows)));
        tables.extend(self.rules.as_ref().filter(|rows| !rows.is_empty()).map(|rows| parts::rules(self, rows)));
        tables.extend(self.matrix.iter().flat_map(|matrix| parts::matrices(self, matrix)));
        let notes: Vec<Line> = self.notes.iter().map(Line::from).collect();
        let notes = (!notes.is_empty()).then_some(Block::Notes(notes));
        let plots = if view.width.is_none() { plots_beside(self) } else { Vec::new() };
        let plots = plots.into_iter().map(Block::Plot);
        let blocks = plots.chain(tables.into_iter().map(Block::Table)).chain(notes).collect();
        Doc { title: format!("Grades of {}", self.tables().next().map(Groups::title).unwrap_or_default()), blocks }
    }

    fn sheets(&self) -> Vec<Sheet> {
        vec![csv::sheet(self)]
    }

    fn day(&self) -> &str {
        &self.as_of
    }

    fn plots(&self) -> Vec<Plot> {
        plots(self)
    }

    fn workbook(&self) -> Vec<Sheet> {
        csv::workbook(self)
    }
}

/// Several groups are one table where it is wide enough, otherwise one a group.
fn groups(page: &TableReport, own: Groups<'_>, view: View) -> Vec<Table> {
    match (own.groups, view.width) {
        ([one], _) => vec![group(page, own, one)],
        (_, None) if !view.wide => vec![groups_long(page, own)],
        ([_, _, ..], None | Some(WIDE..)) => vec![groups_wide(page, own)],
        _ => own.rows().map(|row| group(page, own, row)).collect(),
    }
}
