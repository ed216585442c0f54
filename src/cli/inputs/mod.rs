//! How reviews come in: from files, folders and the standard input, one at a time, none larger than the limits allow.
//!
//! [`Inputs`] gives each review as it is reached, so that a file of a hundred thousand lines never stands in memory whole.

mod beside;
mod bytes;
mod documents;
mod files;
mod lines;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

pub(super) use bytes::{is_no_file, read as read_bytes};
pub(super) use documents::document;
pub(super) use files::{cases_of, shown};

use super::args::{InputArgs, InputFormat};
use super::exit::{Error, reason};
use super::terminal::Terminal;
use crate::document::passages::{DocumentKind, Passages};
use crate::document::{Diagnostic, Format, Limits, Node, Parsed, Source, Sources, parse};
use crate::review::{self, Content, Narratives, Read, named_documents, named_lists};
use crate::tables::{WORKBOOKS, workbook_text};
use crate::text::{Span, or_list};
use beside::Beside;
use documents::Alone;
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
    within: Within,
    /// The document that was given in place of a review.
    alone: Option<Box<Alone>>,
    /// Its file, where it is a file of its own.
    path: Option<PathBuf>,
    /// True if it was named itself, not found in a folder.
    named: bool,
    /// The lists of the review in files of their own, once they are read.
    lists: OnceCell<Vec<Beside>>,
}

/// How much is read, and from where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within {
    limits: Limits,
    /// Files that a review names may be outside its folder.
    outside: bool,
}

impl Within {
    fn of(args: &InputArgs) -> Self {
        Within { limits: args.limits(), outside: args.allow_outside }
    }
}

/// A review as far as it could be read.
pub(super) struct Reading {
    /// Its tree, for looking up places.
    pub(super) parsed: Parsed,
    /// The review, and what is wrong with it.
    pub(super) read: Read,
    documents: documents::Beside,
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

impl Unread {
    /// Says it.
    pub(super) fn say(&self, terminal: &mut Terminal) {
        match self {
            Unread::Text(source, diagnostic) => terminal.complain_of(source, std::slice::from_ref(diagnostic)),
            Unread::Around { path, code, message } => terminal.complain_around("error", code, path, message),
        }
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        match error {
            Error::Read { path, reason } => Unread::around(path, "cannot-read", reason),
            Error::Write(_) | Error::Report(_) | Error::Asked(_) => Unread::around("", "error", error.to_string()),
        }
    }
}

impl Input {
    /// Its tree, with every mistake of its format.
    pub(super) fn parse(&self) -> Parsed {
        match &self.alone {
            Some(alone) => Parsed::sound(alone.root.clone(), self.format),
            None => parse(&self.source.text, self.format, self.within.limits),
        }
    }

    /// The review it holds; `None` for something else that was not asked for, such as a rubric in a folder of reviews.
    pub(super) fn read(&self) -> Option<Reading> {
        let mut parsed = self.parse();
        let is_other = || matches!(Content::of(&parsed.root), Content::Rubric | Content::Cases | Content::Result);
        if !self.named && is_other() {
            return None;
        }
        if parsed.rest_is_sound {
            let files = self.lists(&parsed.root).iter().map(|file| file.list(self.within.limits)).collect();
            review::take_in(&mut parsed, files);
        }
        let mut read = review::read(&parsed);
        let (documents, wrong) = documents::Beside::read(&parsed.root, self.path.as_deref(), self.within);
        if !wrong.is_empty() {
            read.review = None;
            read.diagnostics.extend(wrong);
            read.diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
        }
        Some(Reading { parsed, read, documents })
    }

    /// The texts that belong to the review: its documents, or the one that was given in its place.
    pub(super) fn narratives<'r>(&'r self, reading: &'r Reading) -> Narratives<'r> {
        match &self.alone {
            Some(alone) => Narratives { overview: Some(&alone.passages), summary: None, names: None },
            None => reading.documents.narratives(),
        }
    }

    /// The passages in whose text the places of the review are, where it is a document.
    pub(super) fn passages(&self) -> Option<&Passages> {
        self.alone.as_ref().map(|alone| &alone.passages)
    }

    /// `diagnostics` with places that a person can find.
    pub(super) fn placed(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.alone {
            Some(alone) => {
                diagnostics.into_iter().map(|diagnostic| alone.placed(&self.source.name, diagnostic)).collect()
            }
            None => diagnostics,
        }
    }

    /// The lists that the review with this tree keeps in files of their own.
    fn lists(&self, root: &Node) -> &[Beside] {
        self.lists.get_or_init(|| beside::read(root, self.path.as_deref(), &self.source, self.within))
    }

    /// Its text with those of its lists, as far as they were read.
    pub(super) fn sources(&self) -> Sources<'_> {
        let lists = self.lists.get().map_or(&[][..], Vec::as_slice);
        Sources::new(&self.source, lists.iter().filter_map(|file| file.source.as_ref()))
    }

    /// The files that the review names: its lists and documents.
    fn beside(&self) -> Vec<PathBuf> {
        let Some(review) = &self.path else { return Vec::new() };
        let root = self.parse().root;
        let lists = named_lists(&root).into_iter().map(|named| named.path);
        let documents = named_documents(&root).into_iter().map(|named| named.path);
        lists.chain(documents).filter_map(|path| beside::inside(review, &path, self.within.outside).ok()).collect()
    }

    /// What people say about this review, in a file beside it; `None` if there is no such file.
    pub(super) fn judgement(&self) -> Option<Result<Input, Unread>> {
        let files = files::judgements_of(self.path.as_deref()?);
        let path = files.first()?;
        if let Some(second) = files.get(1) {
            let message = format!("there are two judgement files for one review: the other is `{}`", shown(second));
            return Some(Err(Unread::around(shown(path), "two-judgement-files", message)));
        }
        if bytes::is_no_file(path) {
            return Some(Err(Unread::around(shown(path), "cannot-read", bytes::NO_FILE)));
        }
        let format = Format::of_ending(&files::ending(path)).unwrap_or_default();
        Some(whole(path, format, true, self.within))
    }
}

/// The reviews that some paths mean, one after another, each or why it could not be read.
pub(super) struct Inputs {
    format: Option<InputFormat>,
    within: Within,
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
            within: Within::of(args),
            errors: gathered.errors.into_iter(),
            candidates: gathered.candidates.into_iter(),
            orphans: gathered.orphans.into_iter(),
            lines: None,
        }
    }

    /// The review of a file, or the first of many.
    fn open(&mut self, candidate: &Candidate) -> Option<Result<Input, Unread>> {
        let path = candidate.path.as_path();
        if self.format.is_none() && DocumentKind::is_document(&files::ending(path)) {
            return Some(alone(path, self.within));
        }
        match self.format_of(candidate) {
            Err(unread) => Some(Err(unread)),
            Ok(InputFormat::Ndjson) => match Lines::open(path, candidate.named, self.within) {
                Ok(lines) => {
                    self.lines = Some(lines);
                    self.next()
                }
                Err(unread) => Some(Err(unread)),
            },
            Ok(InputFormat::Toml) => Some(whole(path, Format::Toml, candidate.named, self.within)),
            Ok(InputFormat::Json) => Some(whole(path, Format::Json, candidate.named, self.within)),
            Ok(InputFormat::Yaml) => Some(whole(path, Format::Yaml, candidate.named, self.within)),
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
            if let Some(message) = spreadsheet(&candidate.path) {
                return Unread::around(called(&candidate.path), "unknown-format", message);
            }
            let endings: Vec<String> = files::endings().map(|ending| format!(".{ending}")).collect();
            let message = format!(
                "its name does not tell its format: let it end in {}, or say the format with `--input-format`",
                or_list(&endings)
            );
            match std::fs::metadata(&candidate.path) {
                Err(error) => bytes::failed(&candidate.path, &error),
                Ok(_) => Unread::around(called(&candidate.path), "unknown-format", message),
            }
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

/// What to do with a file of a spreadsheet, which is no review; `None` for one of another kind, or that is not there.
fn spreadsheet(path: &Path) -> Option<&'static str> {
    match files::ending(path).to_lowercase().as_str() {
        _ if !path.exists() => None,
        "xlsx" | "xlsm" | "xls" | "ods" | "numbers" => Some(
            "a workbook is not read: save the sheet with the file type `CSV UTF-8`; `casegrade table` counts grades in such a \
             file, and `[lists]` in a review names it where it is a chronology or an action plan",
        ),
        "csv" | "tsv" => Some(
            "this is no review: `casegrade table` counts grades in a .csv file, and `[lists]` in a review names it where it \
             is a chronology or an action plan",
        ),
        _ => None,
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
fn whole(path: &Path, format: Format, named: bool, within: Within) -> Result<Input, Unread> {
    let bytes = bytes::of_input(path, within.limits.size)?;
    match Source::from_bytes(called(path), bytes) {
        Ok(source) => {
            let path = (!is_standard_input(path)).then(|| path.to_owned());
            Ok(Input { source, format, within, alone: None, path, named, lists: OnceCell::new() })
        }
        Err((source, diagnostic)) => Err(Unread::Text(source, diagnostic)),
    }
}

/// Every file that is read where these paths are: reviews with what people say about them, the lists and documents that
/// they name, and other files named.
pub(super) fn files_read(paths: &[PathBuf], args: &InputArgs) -> Vec<PathBuf> {
    let gathered = files::gather(paths);
    let reviews: Vec<PathBuf> = gathered.candidates.into_iter().map(|candidate| candidate.path).collect();
    let judgements: Vec<PathBuf> = reviews.iter().flat_map(|path| files::judgements_of(path)).collect();
    // What a pipe holds can be read once only, and it names no other files.
    let files: Vec<PathBuf> = paths.iter().filter(|path| path.is_file() || path.is_dir()).cloned().collect();
    let beside = Inputs::new(&files, args).flatten().flat_map(|input| input.beside()).collect();
    [reviews, judgements, gathered.orphans, beside].concat()
}

/// The text of a file that is no review.
pub(super) fn text(path: &Path, limits: Limits) -> Result<Source, Unread> {
    Source::from_bytes(called(path), bytes::of_input(path, limits.size)?)
        .map_err(|(source, error)| Unread::Text(source, error))
}

/// A spreadsheet as comma-separated values: a text, or the first sheet of a workbook.
pub(super) fn sheet(path: &Path, limits: Limits) -> Result<Source, Unread> {
    let is_workbook =
        path.extension().is_some_and(|ending| WORKBOOKS.iter().any(|own| ending.eq_ignore_ascii_case(own)));
    if !is_workbook {
        return text(path, limits);
    }
    workbook_text(bytes::of_input(path, limits.size)?).map(|text| Source::new(called(path), &text)).map_err(|why| {
        let message = format!("this workbook cannot be read: {why}");
        let help = "save it again as .xlsx or .ods, or as `CSV UTF-8`";
        let diagnostic = Diagnostic::error("not-a-workbook", message).at(Span::default(), "").help(help);
        Unread::Text(Source::new(called(path), ""), Box::new(diagnostic))
    })
}

/// A document in place of a review.
fn alone(path: &Path, within: Within) -> Result<Input, Unread> {
    let alone = Alone::read(path, within.limits)?;
    Ok(Input {
        source: Source::new(called(path), &alone.passages.text),
        format: Format::Toml,
        within,
        alone: Some(Box::new(alone)),
        path: Some(path.to_owned()),
        named: true,
        lists: OnceCell::new(),
    })
}

/// True for `-`.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// True if the file holds a review a line.
pub(super) fn holds_many(path: &Path, args: &InputArgs) -> bool {
    args.input_format.or(InputFormat::of_ending(&files::ending(path))) == Some(InputFormat::Ndjson)
}

/// What a review's file holds, and its lists, documents and judgement files; `None` while there is no review.
pub(super) fn contents(path: &Path, args: &InputArgs) -> Option<Vec<Vec<u8>>> {
    let within = Within::of(args);
    let most = within.limits.size;
    let review = bytes::read(path, most).ok()?;
    let judgements = files::judgements_of(path).into_iter().filter_map(|path| bytes::read(&path, most).ok());
    let input = Inputs::new(&[path.to_owned()], args).next()?.ok();
    let beside = input.iter().flat_map(|input| {
        let root = input.parse().root;
        let lists = input.lists(&root).iter();
        let lists = lists.filter_map(|file| Some(file.source.as_ref()?.text.as_bytes().to_vec()));
        lists.chain(documents::contents(&root, path, within)).collect::<Vec<_>>()
    });
    Some(std::iter::once(review).chain(judgements).chain(beside).collect())
}

/// What messages call a file.
fn called(path: &Path) -> String {
    if is_standard_input(path) { Source::STANDARD_INPUT.to_owned() } else { shown(path) }
}
