//! Reading a spreadsheet of grades, of whichever form its header says.

use std::collections::BTreeMap;

use super::cells::Dates;
use super::forms::{RECORDED, forms, is_own, tally_columns};
use super::grades::Grades;
use super::sheet::Sheet;
use super::words::Reading;
use super::{own, recorded, tallies};
use crate::document::{Diagnostic, Limits, Source};
use crate::tables::entry::Entry;
use crate::text::{Span, nearest, plural};

/// Whether the header of a spreadsheet is that of tallies.
#[must_use]
pub(crate) fn has_tallies(source: &Source, limits: Limits) -> bool {
    let sheet = Sheet::new(source, limits);
    sheet.has(&tally_columns()) || is_own(&sheet.columns)
}

/// Reads recorded grades or tallies, as far as `limits` allow; the header says which they are. Recorded grades go to `keep`
/// one by one. A row whose date that is used is wrong is left out; any other date that is wrong is passed over with a warning.
pub fn grades(source: &Source, limits: Limits, reading: &Reading, keep: &mut dyn FnMut(Entry)) -> Grades {
    let sheet = Sheet::new(source, limits);
    let mut found = Grades::default();
    let used = &Dates::new(&sheet, reading, &mut found.diagnostics);
    let error = if sheet.columns.is_empty() && sheet.error.is_some() {
        sheet.error.clone()
    } else if let Some(twice) = twice(&sheet) {
        found.diagnostics.push(twice);
        sheet.each_row(&mut |_| {})
    } else if sheet.has(&RECORDED) && !sheet.has(&tally_columns()) {
        recorded::read(source, &sheet, reading, used, &mut found, keep)
    } else if sheet.has(&tally_columns()) {
        tallies::read(source, &sheet, used, &mut found)
    } else if is_own(&sheet.columns) {
        own::read(source, &sheet, &mut found)
    } else {
        found.diagnostics.push(no_form(&sheet));
        sheet.each_row(&mut |_| {})
    };
    if let Some(error) = error {
        found.diagnostics.push(error);
        found.broken.push(source.name.clone());
    }
    if found.entries == 0 && found.tallies.is_empty() && found.ungraded.is_empty() && found.diagnostics.is_empty() {
        let end = Span::new(source.text.len(), source.text.len());
        found.diagnostics.push(Diagnostic::error("csv-empty", "there are no rows under the header").at(end, "the end"));
    }
    found.diagnostics = few(std::mem::take(&mut found.diagnostics));
    if found.broken.is_empty() && found.diagnostics.iter().any(Diagnostic::is_error) {
        found.broken.push(source.name.clone());
    }
    found
}

/// All errors, and the first few warnings of each kind with how many more there are.
fn few(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<&'static str, (usize, Span)> = BTreeMap::new();
    let mut kept = Vec::new();
    for diagnostic in diagnostics {
        let is_error = diagnostic.is_error();
        let (count, last) = counts.entry(diagnostic.code).or_default();
        *count += usize::from(!is_error);
        if is_error || *count <= MOST_ALIKE {
            *last = diagnostic.span().unwrap_or_default();
            kept.push(diagnostic);
        }
    }
    for (code, (count, last)) in counts.into_iter().filter(|(_, (count, _))| *count > MOST_ALIKE) {
        let more = plural(count - MOST_ALIKE, "more row", "more rows");
        kept.push(Diagnostic::warning(code, format!("and {more} like it")).at(last, "the last one shown"));
    }
    kept
}

/// The most warnings of one kind that are shown.
const MOST_ALIKE: usize = 3;

/// A duplicate column.
fn twice(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let mut columns = sheet.columns.iter().enumerate().filter(|(_, name)| !name.is_empty());
    columns.find_map(|(index, name)| {
        let first = sheet.columns.iter().position(|own| own == name).filter(|first| *first < index)?;
        let message = format!("the column `{name}` appears twice");
        Some(Diagnostic::error("csv-header", message).at(sheet.column(index), "again").at(sheet.column(first), "first"))
    })
}

/// A header of no known form: the nearest form, and what is missing from it.
fn no_form(sheet: &Sheet<'_>) -> Diagnostic {
    if sheet.columns.is_empty() {
        return Diagnostic::error("csv-empty", "the file is empty").at(sheet.header(), "").help(forms());
    }
    let missing = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| !sheet.columns.iter().any(|own| own == name)).collect()
    };
    let (recorded, tallies) = (missing(&RECORDED), missing(&tally_columns()));
    let (what, lacks) = if tallies.len() <= recorded.len() || tallies.len() <= 2 {
        ("tallies need", tallies)
    } else if recorded.len() < RECORDED.len() {
        ("recorded grades need", recorded)
    } else {
        let message = "the header is neither that of recorded grades nor that of tallies";
        return Diagnostic::error("csv-header", message).at(sheet.header(), "these columns").help(forms());
    };
    let names: Vec<String> = lacks.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "{what} {} {}",
        if names.len() == 1 { "a column" } else { "the columns" },
        crate::text::and_list(&names)
    );
    let meant = sheet.columns.iter().enumerate().find_map(|(index, own)| {
        let free = !RECORDED.contains(&own.as_str()) && !tally_columns().contains(&own.as_str());
        nearest(own, lacks.iter().copied()).filter(|_| free).map(|name| (index, name))
    });
    let diagnostic = Diagnostic::error("csv-header", message);
    let diagnostic = match meant {
        Some((index, name)) => diagnostic.at(sheet.column(index), format!("did you mean `{name}`?")),
        None => diagnostic.at(sheet.header(), "these columns"),
    };
    diagnostic.help(forms())
}
