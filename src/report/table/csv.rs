//! Tables as one sheet: a row a count.

use super::figures::{Cell, Figures};
use super::page::TablePage;
use crate::report::{Sheet, Value};
use crate::text::Shown;
use crate::wording::between;

/// The columns.
const COLUMNS: [&str; 12] =
    ["table", "name", "id", "category", "count", "of", "n", "share", "low", "high", "in-words", "mark"];

/// All tables of a page as rows of one: which table, what the row is of, the category, and its numbers. Footnotes are rows
/// of the table `note`, their text in `name`. A number that is hidden or not published is empty, and `mark` says why; it says too
/// which counts were derived, that is worked out from what was published.
pub(super) fn sheet(page: &TablePage) -> Sheet {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for table in page.tables() {
        // Of several tables it must be told which a row is of.
        let by = if page.further.is_empty() { String::new() } else { table.names().join(",") };
        for group in table.groups {
            figures(&mut rows, ["grades", group.name.as_str(), &by], &group.figures);
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
        let absent = match cell {
            Cell::Known { .. } => Value::Empty,
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

/// Returns a sheet a kind of row, and the matrix as a table of its own.
pub(super) fn workbook(page: &TablePage) -> Vec<Sheet> {
    let flat = sheet(page);
    let named = |name: &'static str, tables: &[&str]| {
        let is_own =
            |row: &&Vec<Value>| matches!(row.first(), Some(Value::Text(table)) if tables.contains(&table.as_str()));
        let rows: Vec<Vec<Value>> =
            flat.rows.iter().filter(is_own).map(|row| row.iter().skip(1).cloned().collect()).collect();
        let columns = flat.columns.iter().skip(1).copied().collect();
        (!rows.is_empty()).then_some(Sheet { name, columns, rows })
    };
    let mut sheets: Vec<Sheet> =
        [named("Grades", &["grades", "total"]), named("Criteria", &["criteria"]), named("Rules", &["rules"])]
            .into_iter()
            .flatten()
            .collect();
    sheets.extend(named("Matrix", &["matrix"]).map(|own| {
        let rows = own.rows.into_iter().map(|row| row.into_iter().take(3).collect()).collect();
        Sheet { name: own.name, columns: vec!["review", "criterion", "grade"], rows }
    }));
    let about =
        [("day", page.as_of.as_str()), ("counted", page.count)].map(|(key, value)| vec![key.into(), value.into()]);
    let rubrics =
        page.rubrics.iter().map(|rubric| vec!["rubric".into(), format!("{} {}", rubric.id, rubric.version).into()]);
    let notes = page.notes.iter().map(|note| vec!["note".into(), note.as_str().into()]);
    let rows = about.into_iter().chain(rubrics).chain(notes).collect();
    sheets.push(Sheet { name: "About", columns: vec!["what", "value"], rows });
    sheets
}
