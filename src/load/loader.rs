//! The loader: where files are, how much of each is read, and which files a review may name.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::files::Files;
use super::folders::Folders;
use super::paths::called;
use crate::document::{Limits, Source};

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
    /// Reads the text of any file.
    ///
    /// # Errors
    /// Where it cannot be read, or is not text in UTF-8.
    pub fn text(&self, path: &Path) -> Result<Source, Error> {
        let bytes = self.bytes(path)?;
        Source::from_bytes(called(path), bytes).map_err(Error::from)
    }

    /// Reads the bytes of any file.
    ///
    /// # Errors
    /// Where it cannot be read, or is too large.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        self.files.read(path, self.limits.size).map_err(|error| self.files.failed(path, &error))
    }
}
