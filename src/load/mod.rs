//! Finds and reads reviews with all that belongs to them: lists and documents in files of their own, and people's answers.
//!
//! A review and its files come from paths, or from a set of named bytes in memory. Nothing here prints, asks the clock or
//! knows of a command line: what is wrong is returned.

mod bundle;
mod error;
mod files;
mod filled;
#[cfg(feature = "cli")]
mod find;
mod inputs;
mod judged;
mod lines;
mod named;
#[cfg(feature = "cli")]
mod own;
mod set;

use std::path::{Path, PathBuf};

pub use bundle::Bundle;
pub use error::Error;
pub use files::Files;
pub(crate) use inputs::InputFormat;
pub use judged::Folders;
pub use judged::{Answers, FileState, Judged, Terms, judge};

#[cfg(feature = "cli")]
pub(crate) use judged::{name_of_judged, people};
pub use set::Found;

#[cfg(feature = "cli")]
pub(crate) use bundle::Reading;
#[cfg(feature = "cli")]
pub(crate) use error::reason;
#[cfg(feature = "cli")]
pub(crate) use files::ending;
pub(crate) use files::shown;
#[cfg(feature = "cli")]
pub(crate) use files::{is_no_file, open_to_write, read as read_bytes};
#[cfg(feature = "cli")]
pub(crate) use filled::{is_filled_sheet, is_spreadsheet, review_beside, spreadsheet_text};
#[cfg(feature = "cli")]
pub(crate) use find::{cases_of, files_found, files_in};
#[cfg(feature = "cli")]
pub(crate) use inputs::{Input, Inputs, files_read, is_standard_input};
#[cfg(feature = "cli")]
pub(crate) use named::{documents_named_by, inside};

use crate::document::passages::Passages;
use crate::document::{Limits, Source};
use inputs::Origin;
use lines::Lines;

/// Reads reviews: from where, how much of each, and which files they may name.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    /// Where files are.
    pub files: Files,
    /// How much is read of one file.
    pub limits: Limits,
    /// Files that a review names may be outside its folder.
    pub allow_outside: bool,
    /// Where judgement files are; beside each review unless given.
    pub judgements: Option<PathBuf>,
    /// The judgement files found so far.
    pub folders: Folders,
}

impl Loader {
    /// Reads the review in the file `path`, whose ending says its format, with the files it names and the answers beside it.
    ///
    /// # Errors
    /// Where the review, its answers or a file it names cannot be read, or something in one of them is wrong.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Bundle, Error> {
        let path = path.as_ref();
        let input = inputs::input(path, None, Origin::Named, self)?;
        let reading = input.read().ok_or_else(|| Error::unreadable(shown(path), "no-review", "it holds no review"))?;
        let answers = reading.answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Bundle { answers, ..reading.bundle? })
    }

    /// Reads one review after another from a file that holds one in JSON on each line.
    ///
    /// # Errors
    /// Where the file cannot be opened; each review is as [`Loader::open`] gives it.
    pub fn lines(&self, path: impl AsRef<Path>) -> Result<impl Iterator<Item = Result<Bundle, Error>>, Error> {
        let lines = Lines::open(path.as_ref(), true, self)?;
        Ok(lines.filter_map(|input| match input {
            Ok(input) => Some(input.read()?.bundle.map_err(Error::from)),
            Err(error) => Some(Err(error)),
        }))
    }

    /// Reads the passages of a narrative document.
    ///
    /// # Errors
    /// Where it cannot be read, or is no such document.
    pub fn document(&self, path: &Path) -> Result<Passages, Error> {
        named::document(path, self)
    }

    /// Reads the text of any file.
    ///
    /// # Errors
    /// Where it cannot be read, or is not text in UTF-8.
    pub fn text(&self, path: &Path) -> Result<Source, Error> {
        let bytes = self.bytes(path)?;
        Source::from_bytes(files::called(path), bytes).map_err(Error::from)
    }

    /// Reads the bytes of any file.
    ///
    /// # Errors
    /// Where it cannot be read, or is too large.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        self.files.read(path, self.limits.size).map_err(|error| self.files.failed(path, &error))
    }
}

/// Reads the review in the file `path` from the disk.
///
/// # Errors
/// As [`Loader::open`].
pub fn open(path: impl AsRef<Path>) -> Result<Bundle, Error> {
    Loader::default().open(path)
}

/// Reads the review `name` from `files`, which hold the lists and documents it names and the answers to questions about it,
/// each under its path from the same folder.
///
/// # Errors
/// As [`Loader::open`].
///
/// ```
/// let review = b"[review]\nid = \"a\"\n[lists]\nevents = \"events.csv\"\n".to_vec();
/// let events = b"id,date\nE1,2009-05-12\n".to_vec();
/// let bundle = casegrade::load::from_bytes("a.toml", [("a.toml", review), ("events.csv", events)]).unwrap();
/// assert_eq!(bundle.review.events.map(|events| events.len()), Some(1));
/// ```
pub fn from_bytes<N: Into<PathBuf>>(
    name: impl AsRef<Path>,
    files: impl IntoIterator<Item = (N, Vec<u8>)>,
) -> Result<Bundle, Error> {
    Loader { files: Files::in_memory(files), ..Loader::default() }.open(name)
}
