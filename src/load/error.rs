//! What keeps a review from being read.

use std::io;

use crate::document::{Diagnostic, Invalid, Source};

/// Why a review, or something that belongs to it, could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Something around it is wrong, which has a path and no line.
    #[error("cannot read `{path}`: {message}")]
    Unreadable {
        /// The path.
        path: String,
        /// A stable word for programs.
        code: &'static str,
        /// What is wrong.
        message: String,
    },
    /// Something in its text is wrong.
    #[error(transparent)]
    Invalid(#[from] Invalid),
}

impl Error {
    pub(crate) fn unreadable(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Error::Unreadable { path: path.into(), code, message: message.into() }
    }
}

impl From<(Source, Box<Diagnostic>)> for Error {
    fn from((source, diagnostic): (Source, Box<Diagnostic>)) -> Self {
        Error::Invalid(Invalid { sources: source.into(), diagnostics: vec![*diagnostic] })
    }
}

/// Says why a file cannot be read.
pub(crate) fn reason(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "there is no such file or folder"),
        (io::ErrorKind::PermissionDenied, "permission denied"),
        (io::ErrorKind::IsADirectory, "it is a folder"),
    ];
    let words = known.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, words)| (*words).to_owned());
    words.unwrap_or_else(|| error.to_string())
}
