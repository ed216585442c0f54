//! How reviews come in: from files, folders and stdin, one at a time, none larger than the limits allow.
//!
//! [`Inputs`] gives each review as it is reached, so that a file of a hundred thousand lines never stands in memory whole.

use std::path::{Path, PathBuf};

use super::files::{called, ending};
use super::filled::{self, FilledSheet, is_spreadsheet};
#[cfg(feature = "cli")]
use super::find::{self, Candidate, Gathered};
#[cfg(feature = "cli")]
use super::judged::{name_of_judged, without_ending};
#[cfg(feature = "cli")]
use super::lines::Lines;
use super::{Error, Loader};
use crate::document::passages::{DocumentKind, Passages};
use crate::document::{Format, Source};
#[cfg(feature = "cli")]
use crate::text::and_list;
use crate::text::or_list;

/// The name of stdin where paths are expected.
const STANDARD_INPUT_PATH: &str = "-";

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

/// A text in which there is a review, or a document in place of one.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Its text.
    pub(crate) source: Source,
    pub(super) format: Format,
    pub(super) loader: Loader,
    /// The document that was given in place of a review.
    pub(super) alone: Option<Passages>,
    /// The answer sheet that was given in place of a review.
    pub(super) sheet: Option<FilledSheet>,
    /// Its file, where it is a file of its own.
    pub(super) path: Option<PathBuf>,
    /// Whether it was named itself, not found in a folder.
    pub(super) is_named: bool,
}

/// How a file was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody named it.
    Named,
    /// It was in a folder.
    #[cfg(feature = "cli")]
    Found,
}

/// Reads the one review of a file; `format` overrides what its name says.
pub(super) fn input(path: &Path, format: Option<InputFormat>, origin: Origin, loader: &Loader) -> Result<Input, Error> {
    let is_named = origin == Origin::Named;
    if format.is_none() && DocumentKind::is_document(&ending(path)) {
        let passages = loader.document(path)?;
        let source = Source::new(called(path), &passages.text);
        let (loader, path) = (loader.clone(), Some(path.to_owned()));
        return Ok(Input { source, format: Format::Toml, loader, alone: Some(passages), sheet: None, path, is_named });
    }
    if format.is_none()
        && is_spreadsheet(path)
        && loader.files.is_there(path)
        && let Some(sheet) = filled::read(path, loader)?
    {
        return filled_in(path, sheet, origin, loader);
    }
    let format = match format.map_or_else(|| format_of(path, loader), Ok)? {
        InputFormat::Toml => Format::Toml,
        InputFormat::Yaml => Format::Yaml,
        InputFormat::Json | InputFormat::Ndjson => Format::Json,
    };
    let source = loader.text(path)?;
    let path = (!is_standard_input(path)).then(|| path.to_owned());
    Ok(Input { source, format, loader: loader.clone(), alone: None, sheet: None, path, is_named })
}

/// Returns the review that an answer sheet names, if it is next to the sheet; otherwise a review that has only answers.
fn filled_in(path: &Path, sheet: FilledSheet, origin: Origin, loader: &Loader) -> Result<Input, Error> {
    let beside = sheet.review.as_deref().and_then(|review| filled::review_beside(path, review, loader));
    if let Some(beside) = beside {
        return Ok(Input { sheet: Some(sheet), ..input(&beside, None, origin, loader)? });
    }
    let (source, loader, path) = (sheet.answers.source.clone(), loader.clone(), Some(path.to_owned()));
    let is_named = origin == Origin::Named;
    Ok(Input { source, format: Format::Toml, loader, alone: None, sheet: Some(sheet), path, is_named })
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

/// What files end in that hold a review a line.
const NDJSON: [&str; 2] = ["ndjson", "jsonl"];

/// What the files end in that may hold reviews.
pub(super) fn endings() -> impl Iterator<Item = &'static str> {
    Format::ALL.iter().flat_map(|format| format.endings()).chain(&NDJSON).copied()
}

/// The most files that a note names.
#[cfg(feature = "cli")]
const MOST_NAMES: usize = 5;

/// The reviews that some paths mean, one after another, each or why it could not be read.
#[cfg(feature = "cli")]
pub(crate) struct Inputs {
    format: Option<InputFormat>,
    loader: Loader,
    errors: std::vec::IntoIter<Error>,
    candidates: std::vec::IntoIter<Candidate>,
    orphans: std::vec::IntoIter<PathBuf>,
    lines: Option<Lines>,
    own: Vec<PathBuf>,
}

#[cfg(feature = "cli")]
impl Inputs {
    /// Finds the files that `paths` mean; none is opened yet. `format` is that of those named.
    pub(crate) fn new(paths: &[PathBuf], format: Option<InputFormat>, loader: Loader) -> Self {
        Self::gathered(find::gather(paths, &loader), format, loader)
    }

    /// The same with the Word and ODT files in folders that stand for reviews themselves.
    pub(crate) fn with_documents(paths: &[PathBuf], format: Option<InputFormat>, loader: Loader) -> Self {
        Self::gathered(find::gather_with_documents(paths, &loader), format, loader)
    }

    fn gathered(gathered: Gathered, format: Option<InputFormat>, loader: Loader) -> Self {
        let is_used = |orphan: &PathBuf| loader.judgements.as_deref().is_some_and(|own| is_in(orphan, own));
        let is_orphan = |own: &PathBuf| !(is_used(own) && has_review(own, &gathered.candidates));
        let orphans: Vec<PathBuf> = gathered.orphans.into_iter().filter(is_orphan).collect();
        let orphans = orphans.into_iter();
        Inputs {
            format,
            loader,
            errors: gathered.errors.into_iter(),
            candidates: gathered.candidates.into_iter(),
            orphans,
            lines: None,
            own: gathered.own,
        }
    }

    /// Names the documents in folders that this program wrote itself.
    pub(crate) fn note(&self) -> Option<String> {
        let names: Vec<String> = self.own.iter().take(MOST_NAMES).map(|path| super::shown(path)).collect();
        let more = self.own.len() - names.len();
        let names = if more == 0 { and_list(&names) } else { format!("{} and {more} more", names.join(", ")) };
        let what = "blank answer sheets, answer sheets of reviews in the folder or commented copies";
        (!self.own.is_empty()).then(|| format!("note: passed over, as {what}: {names}. Name a file itself to grade it"))
    }

    /// The review of a file, or the first of many.
    fn open(&mut self, Candidate { path, named }: &Candidate) -> Option<Result<Input, Error>> {
        let format = self.format.filter(|_| *named);
        let is_other = format.is_none() && (DocumentKind::is_document(&ending(path)) || is_spreadsheet(path));
        let read = if is_other { Ok(None) } else { format.map_or_else(|| format_of(path, &self.loader), Ok).map(Some) };
        match read {
            Err(error) => Some(Err(error)),
            Ok(Some(InputFormat::Ndjson)) => match Lines::open(path, *named, &self.loader) {
                Ok(lines) => {
                    self.lines = Some(lines);
                    self.next()
                }
                Err(error) => Some(Err(error)),
            },
            Ok(format) => Some(input(path, format, if *named { Origin::Named } else { Origin::Found }, &self.loader)),
        }
    }
}

#[cfg(feature = "cli")]
impl Iterator for Inputs {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.errors.next() {
            return Some(Err(error));
        }
        if let Some(next) = self.lines.as_mut().and_then(Iterator::next) {
            return Some(next);
        }
        self.lines = None;
        if let Some(candidate) = self.candidates.next() {
            return self.open(&candidate);
        }
        self.orphans.next().map(|orphan| {
            let message = if self.loader.judgements.is_some() {
                "no review was found for this judgement file, so its answers are not used"
            } else {
                "no review was found next to this judgement file, so its answers are not used; `--judgements` names a folder of judgement files"
            };
            Err(Error::unreadable(super::shown(&orphan), "no-review", message))
        })
    }
}

/// Returns whether a file is in the folder of the judgement files.
#[cfg(feature = "cli")]
fn is_in(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    file.parent().and_then(real).zip(real(folder)).is_some_and(|(own, folder)| own == folder)
}

/// Returns whether a judgement file is about one of these reviews; a file of lines may hold any review.
#[cfg(feature = "cli")]
fn has_review(judgement: &Path, reviews: &[Candidate]) -> bool {
    let named = name_of_judged(judgement).map(|(review, _)| PathBuf::from(review));
    let Some(name) = named.as_deref().and_then(Path::file_name) else { return false };
    let is_lines = |path: &Path| InputFormat::of_ending(&ending(path)) == Some(InputFormat::Ndjson);
    reviews.iter().any(|own| is_lines(&own.path) || without_ending(&own.path).file_name() == Some(name))
}

/// Returns every file that is read where these paths are: reviews, the files that belong to them, and other files named.
#[cfg(feature = "cli")]
pub(crate) fn files_read(paths: &[PathBuf], format: Option<InputFormat>, loader: &Loader) -> Vec<PathBuf> {
    // What a pipe holds can be read once only, and it names no other files.
    let files: Vec<PathBuf> = paths.iter().filter(|path| path.is_file() || path.is_dir()).cloned().collect();
    let readings = Inputs::with_documents(&files, format, loader.clone()).flatten().filter_map(Input::read);
    let beside = readings.flat_map(|reading| reading.files).collect();
    [find::files_found(paths, loader), beside].concat()
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

/// Whether the path means stdin.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT_PATH
}
