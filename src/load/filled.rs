//! Answer sheets that were filled in, given in place of a review.

use std::path::{Path, PathBuf};

use super::answers::Answers;
use super::formats::endings_of_one;
use super::paths::{called, has_ending};
use super::{Error, Loader};
use crate::document::{Entry, Format, Kind, Limits, Node, Parsed, Source, csv, windows_1252};
use crate::tables::{WORKBOOKS, workbook_text};
use crate::text::Span;

/// A filled-in answer sheet.
#[derive(Clone, Debug)]
pub(super) struct FilledSheet {
    /// Its answers.
    pub(super) answers: Answers,
    /// The id of the review that it names.
    pub(super) review: Option<String>,
}

/// The number of rows searched for the header.
const MOST_TITLES: usize = 10;

/// The columns of an answer, by the keys of a judgement file.
const KEYS: [(&[&str], &str); 4] =
    [(&["rule"], "rule"), (&["answer"], "grade"), (&crate::judgement::REASONS, "because"), (&["by"], "by")];

/// Returns whether the name is that of a spreadsheet, which may be an answer sheet.
pub(crate) fn is_spreadsheet(path: &Path) -> bool {
    has_ending(path, &["csv", "tsv"]) || has_ending(path, &WORKBOOKS)
}

/// Returns whether the file is an answer sheet in a spreadsheet.
#[cfg(feature = "cli")]
pub(crate) fn is_filled_sheet(path: &Path, loader: &Loader) -> bool {
    is_spreadsheet(path) && matches!(read(path, loader), Ok(Some(_)))
}

/// What an answer sheet in a folder is.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug)]
pub(super) enum FoundSheet {
    /// A review that has only answers.
    Review,
    /// A blank sheet, or one for a review that has a file in the folder.
    Passed,
}

/// Returns what a file in a folder is as an answer sheet; `None` for any other file.
#[cfg(feature = "cli")]
pub(super) fn found(path: &Path, loader: &Loader) -> Option<FoundSheet> {
    let sheet = if is_spreadsheet(path) { read(path, loader).ok()?? } else { return None };
    let review = sheet.review.as_deref().and_then(|review| review_beside(path, review, loader));
    let root = &sheet.answers.parsed.root;
    let is_blank = root.entry("answers").is_none_or(|answers| answers.value.size() == 1);
    Some(if is_blank || review.is_some() { FoundSheet::Passed } else { FoundSheet::Review })
}

/// Reads an answer sheet; `None` for any other spreadsheet.
///
/// # Errors
/// Where the file cannot be read, or breaks off.
pub(super) fn read(path: &Path, loader: &Loader) -> Result<Option<FilledSheet>, Error> {
    let Some(source) = spreadsheet_text(path, loader)? else { return Ok(None) };
    let Some(mut sheet) = Columns::find(&source, loader.limits) else { return Ok(None) };
    let rows: Vec<Node> = sheet.rows.by_ref().filter_map(|row| sheet.columns.answer(&row)).collect();
    let mut errors: Vec<_> = sheet.rows.error.into_iter().collect();
    errors.truncate(1);
    let answers = Node { span: Span::default(), kind: Kind::Seq(rows) };
    let mut entries = vec![entry("answers", answers)];
    let Columns { rubric, review, .. } = sheet.columns;
    entries.extend(rubric.map(|rubric| entry("rubric", rubric)));
    let root = Node { span: Span::default(), kind: Kind::Map(entries) };
    let parsed = Parsed { errors, ..Parsed::sound(root, Format::Toml) };
    Ok(Some(FilledSheet { answers: Answers { source, parsed, by: None, is_sheet: true, is_alone: false }, review }))
}

/// Returns the path of the review that a sheet names, if it is next to the sheet.
pub(crate) fn review_beside(sheet: &Path, review: &str, loader: &Loader) -> Option<PathBuf> {
    if review.contains(['/', '\\']) || review.starts_with('.') {
        return None;
    }
    let mut paths = endings_of_one().map(|ending| sheet.with_file_name(format!("{review}.{ending}")));
    paths.find(|path| loader.files.is_there(path))
}

/// Returns the tree of a review that has only answers.
pub(super) fn review_of(id: &str) -> Node {
    let node = |kind| Node { span: Span::default(), kind };
    let header = node(Kind::Map(vec![entry("id", node(Kind::Str(id.into())))]));
    node(Kind::Map(vec![entry("review", header)]))
}

/// Returns a spreadsheet as comma-separated values, a text of an older program too; `None` where it is no spreadsheet.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn spreadsheet_text(path: &Path, loader: &Loader) -> Result<Option<Source>, Error> {
    let bytes = loader.bytes(path)?;
    if has_ending(path, &WORKBOOKS) {
        return Ok(workbook_text(bytes).ok().map(|text| Source::new(called(path), text.as_str())));
    }
    let older = windows_1252(&bytes);
    let source = Source::from_bytes(called(path), bytes).ok();
    Ok(source.or_else(|| older.map(|text| Source::new(called(path), text.as_str()))))
}

struct Sheet<'s> {
    columns: Columns,
    rows: csv::Rows<'s>,
}

/// The columns of a sheet, and what its rows have given so far.
#[derive(Default)]
struct Columns {
    keys: Vec<(&'static str, usize)>,
    of_review: Option<usize>,
    of_rubric: Option<usize>,
    review: Option<String>,
    rubric: Option<Node>,
}

impl Columns {
    /// Finds the header; `None` where there is no column for rules or answers.
    fn find(source: &Source, limits: Limits) -> Option<Sheet<'_>> {
        let mut rows = csv::rows(source, limits);
        let columns = rows.by_ref().take(MOST_TITLES).find_map(|row| {
            let at = |name: &str| row.cells.iter().position(|cell| cell.text.trim().eq_ignore_ascii_case(name));
            let first = |names: &[&str]| names.iter().find_map(|name| at(name));
            let keys: Vec<_> = KEYS.iter().filter_map(|(names, key)| Some((*key, first(names)?))).collect();
            let has = |name| keys.iter().any(|(key, _)| *key == name);
            let is_header = has("rule") && has("grade");
            let (of_review, of_rubric) = (at("review"), at("rubric"));
            is_header.then(|| Columns { keys, of_review, of_rubric, ..Columns::default() })
        })?;
        Some(Sheet { columns, rows })
    }

    /// The answer in a row; `None` where it is blank.
    fn answer(&mut self, row: &csv::Row<'_>) -> Option<Node> {
        let cell = |at: usize| row.cells.get(at).and_then(node);
        if self.review.is_none() {
            self.review = self.of_review.and_then(cell).and_then(|node| node.text().map(str::to_owned));
        }
        if self.rubric.is_none() {
            self.rubric = self.of_rubric.and_then(cell);
        }
        let entries = self.keys.iter().filter_map(|(key, at)| Some(entry(key, cell(*at)?)));
        let entries: Vec<Entry> = entries.collect();
        let is_filled = entries.iter().any(|own| ["grade", "because"].contains(&own.key.as_str()));
        let span = row.cells.first().map_or_else(Span::default, |cell| cell.span);
        is_filled.then(|| Node { span, kind: Kind::Map(entries) })
    }
}

/// The text of a cell on one line, without the mark that keeps a spreadsheet from taking it for a formula.
fn node(cell: &csv::Cell<'_>) -> Option<Node> {
    let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(&text);
    (!text.is_empty()).then(|| Node { span: cell.span, kind: Kind::Str(text.into()) })
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_span: value.span, value }
}
