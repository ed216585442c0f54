//! The formats of reviews, and how the name of a file says its format.

use std::path::Path;

use super::paths::{called, ending, is_standard_input};
use super::{Error, Loader};
use crate::document::Format;
use crate::document::passages::DocumentKind;
use crate::text::or_list;

/// A format that reviews come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub(crate) enum InputFormat {
    /// One review (.toml).
    Toml,
    /// One review (.json).
    Json,
    /// One review (.yaml, .yml).
    Yaml,
    /// Any number of reviews, one a line in JSON (.ndjson, .jsonl).
    Ndjson,
}

/// What files end in that hold a review a line.
const NDJSON: [&str; 2] = ["ndjson", "jsonl"];

/// What the files end in that hold one review, or a document that can be graded in its place.
pub(super) fn endings_of_one() -> impl Iterator<Item = &'static str> {
    let documents = DocumentKind::ALL.iter().flat_map(|kind| kind.endings());
    Format::ALL.iter().flat_map(|format| format.endings()).chain(documents).copied()
}

/// What the files end in that may hold reviews.
pub(super) fn endings() -> impl Iterator<Item = &'static str> {
    Format::ALL.iter().flat_map(|format| format.endings()).chain(&NDJSON).copied()
}

/// The formats that single documents and files of many come in.
impl InputFormat {
    pub(crate) fn of_ending(ending: &str) -> Option<InputFormat> {
        if NDJSON.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
            return Some(InputFormat::Ndjson);
        }
        Format::of_ending(ending).map(|format| match format {
            Format::Toml => InputFormat::Toml,
            Format::Json => InputFormat::Json,
            Format::Yaml => InputFormat::Yaml,
        })
    }
}

/// The format that the name of a file says.
pub(super) fn format_of(path: &Path, loader: &Loader) -> Result<InputFormat, Error> {
    InputFormat::of_ending(&ending(path)).ok_or_else(|| {
        let unknown = |message: &str| Error::unreadable(called(path), "unknown-format", message);
        if is_standard_input(path) {
            return unknown("its format is unknown: add `--input-format` with toml, json, yaml or ndjson");
        }
        if let Some(message) = spreadsheet(path).filter(|_| loader.files.is_there(path)) {
            return unknown(message);
        }
        let endings: Vec<String> = endings().map(|ending| format!(".{ending}")).collect();
        let message = format!(
            "its format is unknown: rename it so that it ends in {}, or use `--input-format`",
            or_list(&endings)
        );
        match loader.files.check(path) {
            Err(error) => loader.files.failed(path, &error),
            Ok(()) => unknown(&message),
        }
    })
}

/// What to do with a file of a spreadsheet, which is no review; `None` for one of another kind.
fn spreadsheet(path: &Path) -> Option<&'static str> {
    match ending(path).to_lowercase().as_str() {
        "xlsx" | "xlsm" | "xls" | "ods" | "numbers" => Some(
            "this workbook is not an answer sheet, which has the columns `rule` and `answer`: `casegrade table` counts grades \
             in a workbook, and `[lists]` in a review names it where it is a chronology or an action plan",
        ),
        "csv" | "tsv" => Some(
            "this is not an answer sheet, which has the columns `rule` and `answer`: `casegrade table` counts grades in a .csv \
             file, and `[lists]` in a review names it where it is a chronology or an action plan",
        ),
        _ => None,
    }
}
