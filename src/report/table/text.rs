//! Tables in the terminal.

use comfy_table::{Cell, CellAlignment, ColumnConstraint};

use super::block::{self, Block, Piece};
use super::page::TablePage;
use super::parts;
use crate::report::Style;
use crate::report::layout::{GLUE, grade_cell};

/// So wide a terminal shows all groups in one table, a column a grade.
const WIDE: usize = 90;

/// All tables of a page, then the footnotes.
#[must_use]
pub fn text(page: &TablePage, style: Style) -> String {
    let mut parts: Vec<String> = groups(page, style).iter().map(|block| table(block, style)).collect();
    if let Some(criteria) = page.criteria.as_ref().filter(|rows| !rows.is_empty()) {
        parts.push(table(&parts::criteria(page, criteria, bar(style)), style));
    }
    if let Some(rules) = page.rules.as_ref().filter(|rows| !rows.is_empty()) {
        parts.push(table(&parts::rules(page, rules), style));
    }
    if let Some(matrix) = &page.matrix {
        parts.extend(parts::matrices(page, matrix).iter().map(|block| table(block, style)));
    }
    let notes = page.notes.iter().map(|note| style.wrap(note.as_str(), "", "  "));
    parts.push(notes.collect());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Several groups are one table where it is wide enough, otherwise one a group.
fn groups(page: &TablePage, style: Style) -> Vec<Block> {
    if page.groups.len() > 1 && style.width >= WIDE {
        return vec![block::groups_wide(page)];
    }
    block::rows(page).into_iter().map(|row| block::group(page, row)).collect()
}

/// So many characters make a whole bar.
fn bar(style: Style) -> u64 {
    if style.width >= WIDE { 20 } else { 10 }
}

/// One table under its title.
pub(super) fn table(block: &Block, style: Style) -> String {
    let mut text = style.wrap(&style.bold(&block.title), "", "");
    text.push_str(&if style.width < block.least { listed(block, style) } else { gridded(block, style) });
    block.legend.iter().for_each(|line| text.push_str(&style.wrap(line, "", "  ")));
    text
}

/// A row a paragraph, for a terminal too narrow for a table.
fn listed(block: &Block, style: Style) -> String {
    let line = |row: &Vec<Piece>| {
        let mut cells = row.iter().zip(&block.columns);
        let first = cells.next().map_or("", |(piece, _)| piece.text.as_str());
        let filled = cells.filter(|(piece, _)| !piece.text.is_empty());
        // What a cell says stays on one line with its head.
        let rest = filled.map(|(piece, (head, _))| glued(format!("{head} {}", piece.text).trim()));
        style.wrap(&format!("{first}: {}", rest.collect::<Vec<_>>().join("; ")), "  ", "    ")
    };
    block.rows.iter().map(line).collect()
}

fn glued(text: &str) -> String {
    text.replace(' ', &GLUE.to_string()).replace('\n', ", ")
}

fn gridded(block: &Block, style: Style) -> String {
    let heads: Vec<&str> = block.columns.iter().map(|(head, _)| head.as_str()).collect();
    let mut table = style.table(&heads);
    for row in &block.rows {
        let cells = row.iter().zip(&block.columns).map(|(piece, (_, is_number))| {
            let cell = grade_cell(&piece.text, piece.grade);
            if *is_number { cell.set_alignment(CellAlignment::Right) } else { cell }
        });
        table.add_row(cells.collect::<Vec<Cell>>());
    }
    for (index, (_, is_number)) in block.columns.iter().enumerate() {
        let Some(column) = table.column_mut(index) else { continue };
        if *is_number {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if index != block.flexible {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        if style.width < WIDE {
            column.set_padding((0, 1));
        }
    }
    Style::render(&table)
}
