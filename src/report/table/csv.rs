//! Tables as comma-separated values: one header, a row a count.

use super::figures::{Cell, Figures};
use super::page::TablePage;
use crate::text::Shown;
use crate::wording::between;

/// The columns.
const HEADER: [&str; 12] =
    ["table", "name", "id", "category", "count", "of", "n", "share", "low", "high", "in-words", "mark"];

/// All tables of a page as rows of one: which table, what the row is of, the category, and its numbers. Footnotes are rows
/// of the table `note`, their text in `name`. A number that is hidden or not published is empty, and `mark` says why; it says too
/// which counts were derived, that is worked out from what was published.
///
/// # Errors
/// Where the text cannot be written; a page always can.
pub fn csv(page: &TablePage) -> Result<String, ::csv::Error> {
    let mut rows: Vec<[String; 12]> = Vec::new();
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
                (Some(floor), Some(ceiling)) => between(floor, ceiling),
                _ => "not applicable".to_owned(),
            };
            rows.push(plain("matrix", &row.id, cell.id.as_str(), &grade));
        }
    }
    for note in &page.notes {
        rows.push(plain("note", note, "", ""));
    }
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for row in &rows {
        writer.write_record(row.iter().map(|cell| safe(cell)))?;
    }
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn plain(table: &str, name: &Shown, id: &str, category: &str) -> [String; 12] {
    let mut row = <[String; 12]>::default();
    for (cell, text) in row.iter_mut().zip([table, name.as_str(), id, category]) {
        text.clone_into(cell);
    }
    row
}

fn figures(rows: &mut Vec<[String; 12]>, [table, name, id]: [&str; 3], figures: &Figures) {
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    for (word, cell) in &figures.cells {
        let share = cell.share();
        let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
        let mark = match cell {
            Cell::Known { .. } if figures.derived.contains(word) => "derived",
            Cell::Known { .. } => "",
            Cell::Bare(_) => "n hidden",
            Cell::Hidden => "hidden",
            Cell::NotPublished => "not published",
        };
        rows.push([
            table.to_owned(),
            name.to_owned(),
            id.to_owned(),
            (*word).to_owned(),
            count(cell.count()),
            count(share.map(|share| share.of)),
            count(figures.n),
            number(share.and_then(crate::tables::Share::value)),
            number(cell.interval().map(|interval| interval.low)),
            number(cell.interval().map(|interval| interval.high)),
            cell.in_words().unwrap_or_default(),
            mark.to_owned(),
        ]);
    }
}

/// A cell that no spreadsheet takes for a formula: text that begins like one gets a `'` in front. A negative number is none.
#[must_use]
pub(super) fn safe(cell: &str) -> String {
    let acts =
        cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r']);
    if acts && !is_negative_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_negative_number(cell: &str) -> bool {
    let Some(digits) = cell.strip_prefix('-') else { return false };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_negative_numbers_numbers() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!([safe("@SUM(A1)"), safe(" -2+3"), safe("-"), safe("＝1")], ["'@SUM(A1)", "' -2+3", "'-", "'＝1"]);
        assert_eq!([safe("-5"), safe("-0.25"), safe("45"), safe("Leeds")], ["-5", "-0.25", "45", "Leeds"]);
        assert_eq!([safe("-5."), safe("-1e5"), safe("--5")], ["'-5.", "'-1e5", "'--5"]);
    }
}
