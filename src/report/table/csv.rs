//! Tables as one sheet: a row a count.

use super::figures::{Cell, Figures};
use super::page::TablePage;
use crate::report::{Sheet, Value};
use crate::text::Shown;

/// The columns.
const COLUMNS: [&str; 12] =
    ["table", "name", "id", "category", "count", "of", "n", "share", "low", "high", "in-words", "mark"];

/// All tables of a page as rows of one: which table, what the row is of, the category, and its numbers. Footnotes are rows
/// of the table `note`, their text in `name`. A number that is hidden or not published is empty, and `mark` says why; it says too
/// which counts were derived, that is worked out from what was published.
pub(super) fn sheet(page: &TablePage) -> Sheet {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let total = page.total.iter().filter(|_| page.groups.len() != 1);
    for group in &page.groups {
        figures(&mut rows, ["grades", group.name.as_str(), ""], &group.figures);
    }
    for total in total {
        figures(&mut rows, ["total", total.name.as_str(), ""], &total.figures);
    }
    for row in page.criteria.iter().flatten() {
        figures(&mut rows, ["criteria", row.title.as_str(), row.id.as_str()], &row.figures);
    }
    for row in page.rules.iter().flatten() {
        figures(&mut rows, ["rules", row.title.as_str(), row.id.as_str()], &row.figures);
    }
    for row in page.matrix.iter().flat_map(|matrix| &matrix.reviews) {
        rows.push(plain("matrix", &row.id, "", row.grade));
        for cell in &row.criteria {
            let grade = match (cell.floor, cell.ceiling) {
                (Some(floor), Some(ceiling)) if floor == ceiling => floor.to_string(),
                (Some(floor), Some(ceiling)) => format!("{floor} to {ceiling}"),
                _ => "not applicable".to_owned(),
            };
            rows.push(plain("matrix", &row.id, cell.id.as_str(), &grade));
        }
    }
    for note in &page.notes {
        rows.push(plain("note", note, "", ""));
    }
    Sheet { name: "Table", columns: COLUMNS.to_vec(), rows }
}

fn plain(table: &str, name: &Shown, id: &str, category: &str) -> Vec<Value> {
    let mut row: Vec<Value> = [table, name.as_str(), id, category].map(Value::from).to_vec();
    row.resize(COLUMNS.len(), Value::Empty);
    row
}

fn figures(rows: &mut Vec<Vec<Value>>, own: [&str; 3], figures: &Figures) {
    for (word, cell) in &figures.cells {
        let share = cell.share();
        let mark = match cell {
            Cell::Known { .. } if figures.derived.contains(word) => "derived",
            Cell::Known { .. } => "",
            Cell::Bare(_) => "n hidden",
            Cell::Hidden => "hidden",
            Cell::NotPublished => "not published",
        };
        let numbers = [
            Value::from(*word),
            cell.count().into(),
            share.map(|share| share.of).into(),
            figures.n.into(),
            share.and_then(crate::tables::Share::value).into(),
            cell.interval().map(|interval| interval.low).into(),
            cell.interval().map(|interval| interval.high).into(),
            cell.in_words().into(),
            mark.into(),
        ];
        rows.push(own.map(Value::from).into_iter().chain(numbers).collect());
    }
}
