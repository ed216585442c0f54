//! Opens reviews with all that belongs to them.

use std::path::{Path, PathBuf};

use super::input::{Origin, input};
use super::lines::Lines;
use super::paths::shown;
use super::{Bundle, Error, Files, Loader};

impl Loader {
    /// Reads the review in the file `path`, whose ending says its format, with the files it names and the answers beside it.
    ///
    /// # Errors
    /// Where the review, its answers or a file it names cannot be read, or something in one of them is wrong.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Bundle, Error> {
        let path = path.as_ref();
        let input = input(path, None, Origin::Named, self)?;
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
