//! How reviews come in: from files, folders and stdin, one at a time, none larger than the limits allow.
//!
//! [`Inputs`] gives each review as it is reached, so that a file of a hundred thousand lines never stands in memory whole.

use std::path::{Path, PathBuf};

use super::filled::is_spreadsheet;
use super::find::{self, Candidate, Gathered};
use super::folders::{name_of_judged, without_ending};
use super::formats::{InputFormat, format_of};
use super::input::{Input, Origin, input};
use super::lines::Lines;
use super::paths::{ending, shown};
use super::{Error, Loader};
use crate::document::passages::DocumentKind;
use crate::text::and_list;

/// The most files that a note names.
const MOST_NAMES: usize = 5;

/// The reviews that some paths mean, one after another, each or why it could not be read.
pub(crate) struct Inputs {
    format: Option<InputFormat>,
    loader: Loader,
    errors: std::vec::IntoIter<Error>,
    candidates: std::vec::IntoIter<Candidate>,
    orphans: std::vec::IntoIter<PathBuf>,
    lines: Option<Lines>,
    own: Vec<PathBuf>,
}

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
        let names: Vec<String> = self.own.iter().take(MOST_NAMES).map(|path| shown(path)).collect();
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
            Err(Error::unreadable(shown(&orphan), "no-review", message))
        })
    }
}

/// Returns whether a file is in the folder of the judgement files.
fn is_in(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    file.parent().and_then(real).zip(real(folder)).is_some_and(|(own, folder)| own == folder)
}

/// Returns whether a judgement file is about one of these reviews; a file of lines may hold any review.
fn has_review(judgement: &Path, reviews: &[Candidate]) -> bool {
    let named = name_of_judged(judgement).map(|(review, _)| PathBuf::from(review));
    let Some(name) = named.as_deref().and_then(Path::file_name) else { return false };
    let is_lines = |path: &Path| InputFormat::of_ending(&ending(path)) == Some(InputFormat::Ndjson);
    reviews.iter().any(|own| is_lines(&own.path) || without_ending(&own.path).file_name() == Some(name))
}

/// Returns every file that is read where these paths are: reviews, the files that belong to them, and other files named.
pub(crate) fn files_read(paths: &[PathBuf], format: Option<InputFormat>, loader: &Loader) -> Vec<PathBuf> {
    // What a pipe holds can be read once only, and it names no other files.
    let files: Vec<PathBuf> = paths.iter().filter(|path| path.is_file() || path.is_dir()).cloned().collect();
    let readings = Inputs::with_documents(&files, format, loader.clone()).flatten().filter_map(Input::read);
    let beside = readings.flat_map(|reading| reading.files).collect();
    [find::files_found(paths, loader), beside].concat()
}
