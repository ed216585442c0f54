//! Tables as one sheet: a row a count.

use super::figures::{Cell, Figures};
use super::page::{Groups, TableReport};
use crate::report::{Sheet, Value};
use crate::text::Shown;
use crate::wording::between;

/// The columns.
const COLUMNS: [&str; 12] =
    ["table", "name", "id", "category", "count", "of", "n", "share", "low", "high", "in-words", "mark"];

/// All tables of a page as rows of one: which table, what the row is of, the category, and its numbers. Footnotes are rows
/// of the table `note`, their text in `name`. A number that is hidden or not published is empty, and `mark` says why; it says too
/// which counts were derived, that is worked out from what was published.
pub(super) fn sheet(page: &TableReport) -> Sheet {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for table in page.tables() {
        let by = by(page, table);
        for group in table.groups {
            figures(&mut rows, ["grades", group.name.as_str(), &by], &group.figures);
        }
        for group in table.subtotals {
            figures(&mut rows, ["subtotal", group.name.as_str(), &by], &group.figures);
        }
        if let Some(total) = table.total.filter(|_| table.groups.len() != 1) {
            figures(&mut rows, ["total", total.name.as_str(), &by], &total.figures);
        }
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
                (Some(floor), Some(ceiling)) => between(floor, ceiling),
                _ => "not applicable".to_owned(),
            };
            rows.push(plain("matrix", &row.id, cell.id.as_str(), &grade));
        }
    }
    for note in &page.notes {
        rows.push(plain("note", note, "", ""));
    }
    Sheet { name: "Table".to_owned(), title: String::new(), columns: COLUMNS.to_vec(), rows }
}

/// What a table is grouped by, for its column `id`. Tables by period can do without it, if there is only one.
fn by(page: &TableReport, table: Groups<'_>) -> String {
    let by = table.names().join(",");
    if page.further.is_empty() && by == "period" { String::new() } else { by }
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
        let absent = match cell {
            Cell::Known { .. } => Value::NotApplicable,
            Cell::Bare(_) | Cell::Hidden => Value::Suppressed,
            Cell::NotPublished => Value::NotAvailable,
        };
        let number = |number: Option<Value>| number.unwrap_or_else(|| absent.clone());
        let numbers = [
            Value::from(*word),
            number(cell.count().map(Value::from)),
            number(share.map(|share| share.of.into())),
            figures.n.map_or(Value::Suppressed, Value::from),
            number(share.and_then(crate::tables::Share::value).map(Value::from)),
            cell.interval().map(|interval| interval.low).into(),
            cell.interval().map(|interval| interval.high).into(),
            cell.in_words().into(),
            mark.into(),
        ];
        rows.push(own.map(Value::from).into_iter().chain(numbers).collect());
    }
}

/// Returns a sheet a table: the groups, criteria and rules, the matrix; what the workbook is about and its notes.
pub(super) fn workbook(page: &TableReport) -> Vec<Sheet> {
    let mut sheets = vec![about(page), notes(page)];
    for (number, table) in page.tables().enumerate() {
        let mut rows = Vec::new();
        for row in table.rows() {
            figures(&mut rows, ["grades", row.name.as_str(), &by(page, table)], &row.figures);
        }
        let name = if number == 0 { "Grades".to_owned() } else { format!("Grades {}", number + 1) };
        sheets.push(without_table(Sheet { name, title: table.title(), columns: COLUMNS.to_vec(), rows }));
    }
    let flat = sheet(page);
    let named = |name: &str, title: &str, table: &str| {
        let is_own = |row: &&Vec<Value>| matches!(row.first(), Some(Value::Text(own)) if own == table);
        let rows: Vec<Vec<Value>> = flat.rows.iter().filter(is_own).cloned().collect();
        let own = Sheet { name: name.to_owned(), title: title.to_owned(), columns: COLUMNS.to_vec(), rows };
        (!own.rows.is_empty()).then(|| without_table(own))
    };
    sheets.extend(named("Criteria", "Grades by criterion", "criteria"));
    sheets.extend(named("Rules", "Outcomes by rule", "rules"));
    sheets.extend(named("Matrix", "Grades by review and criterion", "matrix").map(|own| {
        let rows = own.rows.into_iter().map(|row| row.into_iter().take(3).collect()).collect();
        Sheet { columns: vec!["review", "criterion", "grade"], rows, ..own }
    }));
    sheets
}

/// A sheet without its first column, which says for all rows which table they are of.
fn without_table(sheet: Sheet) -> Sheet {
    let rows = sheet.rows.into_iter().map(|row| row.into_iter().skip(1).collect()).collect();
    Sheet { columns: sheet.columns.into_iter().skip(1).collect(), rows, ..sheet }
}

fn about(page: &TableReport) -> Sheet {
    let tool = format!("{} {}", page.tool.name, page.tool.version);
    let known = [("made by", tool.as_str()), ("day", page.as_of.as_str()), ("counted", page.count)];
    let known = known.map(|(key, value)| vec![key.into(), value.into()]);
    let rubrics =
        page.rubrics.iter().map(|rubric| vec!["rubric".into(), format!("{} {}", rubric.id, rubric.version).into()]);
    let command = page.command.iter().map(|command| vec!["command".into(), command.as_str().into()]);
    let inputs = page.inputs.iter().map(|input| vec!["input".into(), input.as_str().into()]);
    let rows = known.into_iter().chain(rubrics).chain(command).chain(inputs).collect();
    Sheet { name: "About".to_owned(), title: String::new(), columns: vec!["what", "value"], rows }
}

fn notes(page: &TableReport) -> Sheet {
    let note = |(number, note): (usize, &Shown)| vec![(number as u64 + 1).into(), note.as_str().into()];
    let rows = page.notes.iter().enumerate().map(note).collect();
    Sheet { name: "Notes".to_owned(), title: String::new(), columns: vec!["number", "note"], rows }
}
