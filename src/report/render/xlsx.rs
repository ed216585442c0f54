//! Sheets as a workbook, laid out for screen readers: the title in A1, one table a sheet, a header a column, no merged or
//! empty cells within a table, and a sheet that says what the others hold.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};

use crate::report::sheet::{Sheet, Value};

/// The widest that a column is made, in characters.
const WIDEST: usize = 60;

/// Writes a workbook; the same sheets give the same bytes.
///
/// # Errors
/// Where it cannot be written: a sheet is longer than a workbook can hold.
pub(in crate::report) fn write(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of the first version: a workbook must not tell when it was written.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_author("casegrade").set_creation_datetime(&day));
    cover(book.add_worksheet(), title, sheets)?;
    for sheet in sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    book.save_to_buffer()
}

fn cover(page: &mut Worksheet, title: &str, sheets: &[Sheet]) -> Result<(), XlsxError> {
    page.set_name("Contents")?.write_string_with_format(0, 0, title, &heading())?;
    page.write_string(
        1,
        0,
        "[c] is suppressed to protect confidentiality; [x] is not available; an empty cell has nothing to say.",
    )?;
    let listed = Sheet {
        name: "Contents",
        columns: vec!["sheet", "rows"],
        rows: sheets.iter().map(|sheet| vec![sheet.name.into(), Value::Count(sheet.rows.len() as u64)]).collect(),
    };
    table(page, &listed, 3)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?.write_string_with_format(0, 0, sheet.name, &heading())?;
    page.set_freeze_panes(3, 1)?;
    table(page, sheet, 2)
}

fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// Writes a table with its header in this row; Excel and screen readers know it as one.
fn table(page: &mut Worksheet, sheet: &Sheet, first: u32) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let share = Format::new().set_num_format("0.0%");
    let columns = sheet.columns.iter().map(|head| TableColumn::new().set_header(*head)).collect::<Vec<_>>();
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(sheet.rows.len().max(1)).unwrap_or(u32::MAX);
    let style = Table::new().set_columns(&columns).set_style(TableStyle::Light1).set_autofilter(false);
    page.add_table(first, 0, first + rows, last, &style)?;
    for (row, cells) in (first + 1..).zip(&sheet.rows) {
        for (column, (value, head)) in (0..).zip(cells.iter().zip(&sheet.columns)) {
            match value {
                Value::Empty => continue,
                Value::Suppressed => page.write_string(row, column, "[c]")?,
                Value::NotAvailable => page.write_string(row, column, "[x]")?,
                Value::Text(text) => page.write_string_with_format(row, column, text, &wrapped)?,
                Value::Count(count) => page.write_number(row, column, *count as f64)?,
                Value::Number(number) if *head == "share" || *head == "coverage" => {
                    page.write_number_with_format(row, column, *number, &share)?
                }
                Value::Number(number) => page.write_number(row, column, *number)?,
            };
        }
    }
    for (column, head) in (0..).zip(&sheet.columns) {
        let of = |cells: &Vec<Value>| match cells.get(usize::from(column)) {
            Some(Value::Text(text)) => text.chars().count(),
            _ => 8,
        };
        let widest = sheet.rows.iter().map(of).max().unwrap_or(0).max(head.chars().count() + 2).min(WIDEST);
        page.set_column_width(column, widest as f64 + 1.0)?;
    }
    Ok(())
}
