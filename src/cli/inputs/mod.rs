//! How reviews come in: from files, folders and the standard input, one at a time, none larger than the limits allow.
//!
//! [`Inputs`] gives each review as it is reached, so that a file of a hundred thousand lines never stands in memory whole.

mod bytes;
mod files;
mod lines;

use std::path::{Path, PathBuf};

pub(super) use files::{cases_of, shown};

use super::args::{InputArgs, InputFormat};
use super::exit::{Error, reason};
use crate::document::{Diagnostic, Format, Limits, Parsed, Source, parse};
use crate::review::{self, Content, Read};
use crate::text::or_list;
use files::Candidate;
use lines::Lines;

/// What the standard input is called on the command line.
const STANDARD_INPUT: &str = "-";

/// A document that was read as text: a review, or what people say about one.
#[derive(Debug)]
pub(super) struct Input {
    /// Its text.
    pub(super) source: Source,
    format: Format,
    limits: Limits,
    /// Its file, where it is a file of its own.
    path: Option<PathBuf>,
    /// True if it was named itself, not found in a folder.
    named: bool,
}

/// A review as far as it could be read.
pub(super) struct Reading<'a> {
    /// Its tree, for looking up places.
    pub(super) parsed: Parsed<'a>,
    /// The review, and what is wrong with it.
    pub(super) read: Read,
}

/// Why there is no input.
#[derive(Debug)]
pub(super) enum Unread {
    /// Something in its text, which has a place.
    Text(Source, Box<Diagnostic>),
    /// Something around it, which has a path and no line.
    Around {
        /// The path.
        path: String,
        /// A stable word for programs.
        code: &'static str,
        /// What is wrong.
        message: String,
    },
}

impl Unread {
    fn around(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Unread::Around { path: path.into(), code, message: message.into() }
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        match error {
            Error::Read { path, reason } => Unread::around(path, "cannot-read", reason),
            Error::Write(_) | Error::Json(_) | Error::Asked(_) => Unread::around("", "error", error.to_string()),
        }
    }
}

impl Input {
    /// Its tree, with every mistake of its format.
    pub(super) fn parse(&self) -> Parsed<'_> {
        parse(&self.source.text, self.format, self.limits)
    }

    /// The review it holds; `None` for something else that was not asked for, such as a rubric in a folder of reviews.
    pub(super) fn read(&self) -> Option<Reading<'_>> {
        let parsed = self.parse();
        let is_other = || matches!(Content::of(&parsed.root), Content::Rubric | Content::Cases | Content::Result);
        if !self.named && is_other() {
            return None;
        }
        let read = review::read(&parsed);
        Some(Reading { parsed, read })
    }

    /// What people say about this review, in a file beside it; `None` if there is no such file.
    pub(super) fn judgement(&self) -> Option<Result<Input, Unread>> {
        let files = files::judgements_of(self.path.as_deref()?);
        let path = files.first()?;
        if let Some(second) = files.get(1) {
            let message = format!("there are two judgement files for one review: the other is `{}`", shown(second));
            return Some(Err(Unread::around(shown(path), "two-judgement-files", message)));
        }
        let format = Format::of_ending(&files::ending(path)).unwrap_or_default();
        Some(whole(path, format, true, self.limits))
    }
}

/// The reviews that some paths mean, one after another, each or why it could not be read.
pub(super) struct Inputs {
    format: Option<InputFormat>,
    limits: Limits,
    errors: std::vec::IntoIter<Error>,
    candidates: std::vec::IntoIter<Candidate>,
    orphans: std::vec::IntoIter<PathBuf>,
    lines: Option<Lines>,
}

impl Inputs {
    /// Finds the files that `paths` mean; none is opened yet.
    pub(super) fn new(paths: &[PathBuf], args: &InputArgs) -> Self {
        let gathered = files::gather(paths);
        Inputs {
            format: args.input_format,
            limits: args.limits(),
            errors: gathered.errors.into_iter(),
            candidates: gathered.candidates.into_iter(),
            orphans: gathered.orphans.into_iter(),
            lines: None,
        }
    }

    /// The review of a file, or the first of many.
    fn open(&mut self, candidate: &Candidate) -> Option<Result<Input, Unread>> {
        let path = candidate.path.as_path();
        match self.format_of(candidate) {
            Err(unread) => Some(Err(unread)),
            Ok(InputFormat::Ndjson) => match Lines::open(path, candidate.named, self.limits) {
                Ok(lines) => {
                    self.lines = Some(lines);
                    self.next()
                }
                Err(unread) => Some(Err(unread)),
            },
            Ok(InputFormat::Toml) => Some(whole(path, Format::Toml, candidate.named, self.limits)),
            Ok(InputFormat::Json) => Some(whole(path, Format::Json, candidate.named, self.limits)),
            Ok(InputFormat::Yaml) => Some(whole(path, Format::Yaml, candidate.named, self.limits)),
        }
    }

    fn format_of(&self, candidate: &Candidate) -> Result<InputFormat, Unread> {
        let by_name = InputFormat::of_ending(&files::ending(&candidate.path));
        let asked = self.format.filter(|_| candidate.named);
        asked.or(by_name).ok_or_else(|| {
            if is_standard_input(&candidate.path) {
                let message =
                    "it has no name that tells its format: add `--input-format` with toml, json, yaml or ndjson";
                return Unread::around(called(&candidate.path), "unknown-format", message);
            }
            let endings: Vec<String> = files::endings().map(|ending| format!(".{ending}")).collect();
            let message = format!(
                "its name does not tell its format: let it end in {}, or say the format with `--input-format`",
                or_list(&endings)
            );
            let there = std::fs::metadata(&candidate.path);
            let message = there.err().map_or(message, |error| reason(&error));
            Unread::around(called(&candidate.path), "unknown-format", message)
        })
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.errors.next() {
            return Some(Err(error.into()));
        }
        if let Some(next) = self.lines.as_mut().and_then(Iterator::next) {
            return Some(next);
        }
        self.lines = None;
        if let Some(candidate) = self.candidates.next() {
            return self.open(&candidate);
        }
        self.orphans.next().map(|orphan| {
            let message = "there is no review beside this judgement file, so its answers would not be read";
            Err(Unread::around(shown(&orphan), "no-review", message))
        })
    }
}

/// The formats that single documents and files of many come in.
impl InputFormat {
    fn of_ending(ending: &str) -> Option<InputFormat> {
        if files::NDJSON.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
            return Some(InputFormat::Ndjson);
        }
        Format::of_ending(ending).map(|format| match format {
            Format::Toml => InputFormat::Toml,
            Format::Json => InputFormat::Json,
            Format::Yaml => InputFormat::Yaml,
        })
    }
}

/// The one document of a file.
fn whole(path: &Path, format: Format, named: bool, limits: Limits) -> Result<Input, Unread> {
    let bytes = bytes::read(path, limits.size)?;
    match Source::from_bytes(called(path), bytes) {
        Ok(source) => {
            let path = (!is_standard_input(path)).then(|| path.to_owned());
            Ok(Input { source, format, limits, path, named })
        }
        Err((source, diagnostic)) => Err(Unread::Text(source, diagnostic)),
    }
}

/// True for `-`.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// True if the file holds a review a line.
pub(super) fn holds_many(path: &Path, args: &InputArgs) -> bool {
    args.input_format.or(InputFormat::of_ending(&files::ending(path))) == Some(InputFormat::Ndjson)
}

/// The bytes of a review's file and of the judgement files beside it; `None` while there is no review.
pub(super) fn contents(path: &Path, limits: Limits) -> Option<Vec<Vec<u8>>> {
    let review = bytes::read(path, limits.size).ok()?;
    let judgements = files::judgements_of(path).into_iter().filter_map(|path| bytes::read(&path, limits.size).ok());
    Some(std::iter::once(review).chain(judgements).collect())
}

/// What messages call a file.
fn called(path: &Path) -> String {
    if is_standard_input(path) { Source::STANDARD_INPUT.to_owned() } else { shown(path) }
}
