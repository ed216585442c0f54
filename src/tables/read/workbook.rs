//! Workbooks of spreadsheets, read as the comma-separated values of their first sheet that holds anything.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

/// The endings of workbooks that are read.
pub const WORKBOOKS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];

/// The first sheet that holds anything as comma-separated values: a line a row, so that rows keep their numbers. Dates are
/// ISO 8601. No formula is run; what was computed when the workbook was saved is read.
///
/// # Errors
/// Why the bytes are no workbook.
pub fn workbook_text(bytes: Vec<u8>) -> Result<String, String> {
    Ok(sheets_of(bytes, 1)?.into_iter().next().map(|(_, text)| text).unwrap_or_default())
}

/// Returns the sheets of a workbook that are not empty, each with its name, as comma-separated values.
///
/// # Errors
/// Where it is not a workbook.
#[cfg(feature = "cli")]
pub(crate) fn workbook_sheets(bytes: Vec<u8>) -> Result<Vec<(String, String)>, String> {
    sheets_of(bytes, usize::MAX)
}

fn sheets_of(bytes: Vec<u8>, most: usize) -> Result<Vec<(String, String)>, String> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let names = workbook.sheet_names();
    // A workbook that this program wrote has no grades in its first sheets.
    let before = if names.starts_with(&["Cover", "Contents", "Notes"].map(str::to_owned)) { 3 } else { 0 };
    let mut sheets: Vec<(String, String)> = Vec::new();
    for name in names.into_iter().skip(before) {
        if sheets.len() >= most {
            break;
        }
        let range = match workbook.worksheet_range(&name) {
            Ok(range) => range,
            // After a sheet with rows, one that cannot be read, such as a chart, hides nothing.
            Err(_) if !sheets.is_empty() => continue,
            Err(error) => return Err(error.to_string()),
        };
        let Some((first, before)) = range.start() else { continue };
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let empty = vec![String::new(); usize::try_from(before).unwrap_or(0)];
        for row in range.rows() {
            let cells = empty.iter().cloned().chain(row.iter().map(cell));
            writer.write_record(cells).map_err(|error| error.to_string())?;
        }
        let bytes = writer.into_inner().map_err(|error| error.to_string())?;
        let lines = "\n".repeat(usize::try_from(first).unwrap_or(0));
        sheets.push((name, lines + &String::from_utf8_lossy(&bytes)));
    }
    Ok(sheets)
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(date) => date.get(..10).unwrap_or(date).to_owned(),
        // A line break within a cell would be a row of its own to whoever counts lines.
        Data::String(text) => text.replace(['\r', '\n'], " "),
        Data::Int(_) | Data::Float(_) | Data::Bool(_) | Data::DurationIso(_) | Data::Error(_) => data.to_string(),
    }
}
