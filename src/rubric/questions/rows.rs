//! Questions in a spreadsheet: a row each, by the heads of its columns.

use super::columns::{Start, below, columns};
use super::lines::{Line, LineKind, questions_of_lines};
use super::list::{QuestionList, on_one_line};
use crate::document::csv::{self, Row};
use crate::document::{Limits, Source};

/// The number of rows searched for the header.
const MOST_TITLES: usize = 10;

/// Returns the questions of a spreadsheet.
///
/// # Errors
/// A message where no column is the question's, there is no question, or answers cannot be used.
pub(crate) fn questions_of_rows(source: &Source, limits: Limits) -> Result<QuestionList, String> {
    let csv::Sheet { rows, error } = csv::parse(source, limits);
    if let Some(wrong) = error {
        return Err(wrong.message);
    }
    let header = rows.iter().take(MOST_TITLES).enumerate().find_map(|(at, row)| Some((at, columns(row)?)));
    match header {
        Some((at, columns)) => below(rows.get(at + 1..).unwrap_or_default(), &columns, &Start::default()),
        None => without_heads(&rows),
    }
}

/// Returns whether a column of a spreadsheet is called as that of the questions is.
pub(crate) fn has_question_column(source: &Source, limits: Limits) -> bool {
    csv::parse(source, limits).rows.iter().take(MOST_TITLES).any(|row| columns(row).is_some())
}

/// The questions of a sheet without heads that are known.
fn without_heads(rows: &[Row<'_>]) -> Result<QuestionList, String> {
    let width = rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.text.is_empty()).count()).max().unwrap_or(0);
    let last = |row: &Row<'_>| row.cells.iter().rposition(|cell| !cell.text.is_empty());
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || ".()".contains(c));
    let is_numbered = width == 2
        && rows.iter().all(|row| {
            let filled: Vec<_> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
            filled.len() < 2 || filled.first().is_some_and(|cell| is_number(&cell.text))
        });
    if width == 0 {
        return Err("it is empty, so it has no questions".to_owned());
    }
    if width > 1 && !is_numbered {
        return Err(
            "no column is called `question`: write that above the questions; other heads are `area`, `answers`, `why` \
                    and `source`"
                .to_owned(),
        );
    }
    let line = |row: &Row<'_>| {
        let cell = row.cells.get(last(row)?)?;
        Some(Line { text: on_one_line(&cell.text), kind: LineKind::Plain, place: format!("row {}", row.number) })
    };
    questions_of_lines(rows.iter().filter_map(line).collect())
}
