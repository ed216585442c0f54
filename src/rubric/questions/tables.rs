//! Questions in the tables of a document, by the heads of their columns.

use super::columns::{Start, below, columns};
use super::list::{QuestionList, on_one_line};
use crate::document::passages::{Cell, Passage, PassageKind, Passages};
use crate::document::{Limits, Source, csv};

/// A table with the heading above it.
struct Table {
    number: usize,
    area: Option<String>,
    rows: Vec<Vec<String>>,
}

/// Returns the questions of the tables with a column of questions, and the numbers of these tables.
///
/// # Errors
/// A message where answers cannot be used.
pub(super) fn questions_of_tables(passages: &Passages) -> Result<(QuestionList, Vec<usize>), String> {
    let (mut list, mut read) = (QuestionList::default(), Vec::new());
    let (mut area, mut tables): (Option<String>, Vec<Table>) = (None, Vec::new());
    for passage in &passages.list {
        match passage.kind {
            PassageKind::Heading(_) => area = Some(on_one_line(&passage.text)),
            PassageKind::Cell(cell) => {
                if tables.last().is_none_or(|table| table.number != cell.table) {
                    tables.push(Table { number: cell.table, area: area.clone(), rows: Vec::new() });
                }
                if let Some(table) = tables.last_mut() {
                    put(&mut table.rows, cell, passage);
                }
            }
            PassageKind::Title
            | PassageKind::Paragraph
            | PassageKind::Item(_)
            | PassageKind::Note
            | PassageKind::TextBox => {}
        }
    }
    for Table { number, area, rows } in tables {
        let text: String = rows.iter().map(|row| csv_line(row)).collect();
        let source = Source::new("table".to_owned(), text.as_str());
        let rows = csv::parse(&source, Limits::default()).rows;
        let Some(columns) = rows.first().and_then(columns) else { continue };
        let start = Start { place: format!("table {number}, "), area };
        list.append(below(rows.get(1..).unwrap_or_default(), &columns, &start)?);
        read.push(number);
    }
    Ok((list, read))
}

/// Puts the text of a cell in its row and column.
fn put(rows: &mut Vec<Vec<String>>, cell: Cell, passage: &Passage) {
    let (row, column) = (cell.row.saturating_sub(1), cell.column.saturating_sub(1));
    rows.resize(rows.len().max(row + 1), Vec::new());
    let Some(own) = rows.get_mut(row) else { return };
    own.resize(own.len().max(column + 1), String::new());
    if let Some(text) = own.get_mut(column) {
        *text = format!("{text}{}{}", if text.is_empty() { "" } else { " " }, on_one_line(&passage.text));
    }
}

fn csv_line(row: &[String]) -> String {
    let cells: Vec<String> = row.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
    cells.join(",") + "\n"
}
