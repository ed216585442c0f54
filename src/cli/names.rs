//! The list of confidential names. Nothing here may show what it holds.

use std::path::Path;

use super::exit::{Error, reason};
use crate::document::{Limits, Source};
use crate::load::{read_bytes, shown};
use crate::text::{NameError, NameList, and_list};

/// Reads the names of a file.
///
/// # Errors
/// Where it cannot be read, or a line of it holds nothing that could be found: only the numbers of lines are told.
pub(super) fn read(path: &Path) -> Result<NameList, Error> {
    let called = shown(path);
    let bytes = read_bytes(path, Limits::USUAL.size)
        .map_err(|error| Error::Read { path: called.clone(), reason: reason(&error) })?;
    let source = Source::from_bytes(called.clone(), bytes).map_err(|(source, wrong)| {
        let line = wrong.span().map_or(1, |span| source.lines().line(span.start));
        wrong_lines(&called, &[format!("line {line} is not text: save the file as UTF-8")])
    })?;
    NameList::read(&source.text).map_err(|wrong| wrong_lines(&called, &wrong.iter().map(said).collect::<Vec<_>>()))
}

fn said(wrong: &NameError) -> String {
    match wrong {
        NameError::Nothing { line } => format!("line {line} has no name"),
        NameError::AllowsNothing { line } => format!("line {line} does not say what it allows"),
        NameError::TooLong { line } => format!("line {line} has more words than a name: write one name a line"),
    }
}

fn wrong_lines(path: &str, lines: &[String]) -> Error {
    Error::Asked(format!("the list of names `{path}` cannot be used: {}", and_list(lines)))
}
