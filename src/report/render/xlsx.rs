//! Sheets as a workbook, laid out for screen readers: the title in A1, one table a sheet, a header a column, no merged or
//! empty cells within a table, and a sheet that says what the others hold.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};

use super::csv::mark;
use crate::report::sheet::{Sheet, Value};

/// The widest that a column is made, in characters.
const WIDEST: usize = 60;

/// Writes a workbook: a cover, the contents, the notes, then a sheet a table. The same sheets of the same day give the same
/// bytes.
///
/// # Errors
/// Where it cannot be written: a sheet is longer than a workbook can hold.
pub(in crate::report) fn write(
    title: &str,
    day: &str,
    sheets: &[Sheet],
    thousands: bool,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A workbook must not tell when it was written; where it is for no day it is of the first version's.
    let day = ExcelDateTime::parse_from_str(day).or_else(|_| ExcelDateTime::from_ymd(2026, 1, 1))?;
    book.set_properties(&DocProperties::new().set_title(title).set_author("casegrade").set_creation_datetime(&day));
    let (before, tables): (Vec<&Sheet>, Vec<&Sheet>) =
        sheets.iter().partition(|sheet| BEFORE.contains(&sheet.name.as_str()));
    let found = |name: &str| before.iter().find(|sheet| sheet.name == name).copied();
    cover(book.add_worksheet(), title, found("About"))?;
    contents(book.add_worksheet(), &tables)?;
    notes(book.add_worksheet(), found("Notes"))?;
    for sheet in tables {
        fill(book.add_worksheet(), sheet, thousands)?;
    }
    book.save_to_buffer()
}

/// The sheets that are part of what stands before the tables.
const BEFORE: [&str; 2] = ["About", "Notes"];

/// What stands for a number that is not there, and its meaning.
const MARKS: [(&str, &str); 3] = [
    ("[c]", "suppressed to protect confidentiality"),
    ("[x]", "not available: the number was not published"),
    ("[z]", "not applicable, such as a share of no reviews"),
];

fn cover(page: &mut Worksheet, title: &str, about: Option<&Sheet>) -> Result<(), XlsxError> {
    page.set_name("Cover")?.write_string_with_format(0, 0, title, &heading())?;
    page.write_string(
        1,
        0,
        "The sheet Contents lists the tables, and the sheet Notes explains them. Each table begins in cell A3.",
    )?;
    about.map_or(Ok(()), |about| table(page, about, 3))
}

fn contents(page: &mut Worksheet, sheets: &[&Sheet]) -> Result<(), XlsxError> {
    page.set_name("Contents")?.write_string_with_format(0, 0, "Contents", &heading())?;
    let row =
        |sheet: &&Sheet| vec![sheet.name.as_str().into(), titled(sheet).into(), Value::Count(sheet.rows.len() as u64)];
    table(page, &plain(vec!["sheet", "table", "rows"], sheets.iter().map(row).collect()), 2)
}

fn notes(page: &mut Worksheet, notes: Option<&Sheet>) -> Result<(), XlsxError> {
    page.set_name("Notes")?.write_string_with_format(0, 0, "Notes", &heading())?;
    let marks = MARKS.iter().map(|(mark, meaning)| vec![(*mark).into(), (*meaning).into()]);
    let empty = vec!["(empty)".into(), "nothing to say".into()];
    let own = notes.into_iter().flat_map(|notes| notes.rows.iter().cloned());
    table(page, &plain(vec!["mark", "note"], marks.chain([empty]).chain(own).collect()), 2)
}

fn plain(columns: Vec<&'static str>, rows: Vec<Vec<Value>>) -> Sheet {
    Sheet { name: String::new(), title: String::new(), columns, rows }
}

fn titled(sheet: &Sheet) -> &str {
    if sheet.title.is_empty() { &sheet.name } else { &sheet.title }
}

fn fill(page: &mut Worksheet, sheet: &Sheet, thousands: bool) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?.write_string_with_format(0, 0, titled(sheet), &heading())?;
    page.set_freeze_panes(3, 1)?;
    table(page, sheet, 2)?;
    if thousands { counts_with_commas(page, sheet, 3) } else { Ok(()) }
}

/// Writes the counts again, with a comma between thousands; they stay numbers.
fn counts_with_commas(page: &mut Worksheet, sheet: &Sheet, first: u32) -> Result<(), XlsxError> {
    let commas = Format::new().set_num_format("#,##0");
    for (row, cells) in (first..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(cells) {
            if let Value::Count(count) = value {
                page.write_number_with_format(row, column, *count as f64, &commas)?;
            }
        }
    }
    Ok(())
}

fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// Writes a table with its header in this row; Excel and screen readers know it as one.
fn table(page: &mut Worksheet, sheet: &Sheet, first: u32) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let share = Format::new().set_num_format("0.0%");
    let (heads, shown) = sheet.in_words();
    let columns = heads.iter().map(|head| TableColumn::new().set_header(head)).collect::<Vec<_>>();
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(sheet.rows.len().max(1)).unwrap_or(u32::MAX);
    let style = Table::new().set_columns(&columns).set_style(TableStyle::Light1).set_autofilter(false);
    page.add_table(first, 0, first + rows, last, &style)?;
    for (row, cells) in (first + 1..).zip(&shown) {
        for (column, (value, head)) in (0..).zip(cells.iter().zip(&sheet.columns)) {
            match value {
                Value::Empty => continue,
                Value::Suppressed | Value::NotAvailable | Value::NotApplicable => {
                    page.write_string(row, column, mark(value).unwrap_or_default())?
                }
                Value::Text(text) => page.write_string_with_format(row, column, text, &wrapped)?,
                Value::Count(count) => page.write_number(row, column, *count as f64)?,
                Value::Number(number) if *head == "share" || *head == "coverage" => {
                    page.write_number_with_format(row, column, *number, &share)?
                }
                Value::Number(number) => page.write_number(row, column, *number)?,
            };
        }
    }
    for (column, head) in (0..).zip(&heads) {
        let of = |cells: &Vec<Value>| match cells.get(usize::from(column)) {
            Some(Value::Text(text)) => text.chars().count(),
            _ => 8,
        };
        let widest = sheet.rows.iter().map(of).max().unwrap_or(0).max(head.chars().count() + 2).min(WIDEST);
        page.set_column_width(column, widest as f64 + 1.0)?;
    }
    Ok(())
}
