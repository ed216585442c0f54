//! Sheets as comma-separated values.

use crate::report::sheet::{Sheet, Value};
use crate::report::view::CsvKind;

/// Writes a sheet: its header, then a line a row.
///
/// # Errors
/// Where the text cannot be written; a sheet always can.
pub(in crate::report) fn write(sheet: &Sheet, kind: CsvKind) -> Result<String, ::csv::Error> {
    let is_note = |row: &&Vec<Value>| matches!(row.first(), Some(Value::Text(table)) if table == "note");
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(&sheet.columns)?;
    for row in sheet.rows.iter().filter(|row| kind != CsvKind::Tidy || !is_note(row)) {
        writer.write_record(row.iter().map(cell))?;
    }
    finish(writer, kind)
}

/// Writes a sheet for people: heads and results in words, and a mark for each number that is not there.
///
/// # Errors
/// Where the text cannot be written; a sheet always can.
pub(in crate::report) fn write_in_words(sheet: &Sheet) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let (heads, rows) = sheet.in_words();
    writer.write_record(&heads)?;
    for row in &rows {
        writer.write_record(row.iter().map(|value| mark(value).map_or_else(|| cell(value), str::to_owned)))?;
    }
    finish(writer, CsvKind::Excel)
}

/// What stands for a number that is not there, in what people read.
pub(super) fn mark(value: &Value) -> Option<&'static str> {
    match value {
        Value::Suppressed => Some("[c]"),
        Value::NotAvailable => Some("[x]"),
        Value::NotApplicable => Some("[z]"),
        Value::Empty | Value::Text(_) | Value::Count(_) | Value::Number(_) => None,
    }
}

fn finish(writer: ::csv::Writer<Vec<u8>>, kind: CsvKind) -> Result<String, ::csv::Error> {
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    let mark = if kind == CsvKind::Excel { "\u{feff}" } else { "" };
    Ok(mark.to_owned() + &String::from_utf8_lossy(&bytes))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Empty | Value::Suppressed | Value::NotAvailable | Value::NotApplicable => String::new(),
        Value::Text(text) => safe(text),
        Value::Count(count) => count.to_string(),
        Value::Number(number) => number.to_string(),
    }
}

/// Returns `cell` so that no spreadsheet takes it for a formula: text that begins like one gets a `'` in front. A negative
/// number is not.
fn safe(cell: &str) -> String {
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
