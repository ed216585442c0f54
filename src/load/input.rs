//! The text of one review, or the document or answer sheet given in its place, as read from a file.

use std::path::{Path, PathBuf};

use super::filled::{self, FilledSheet, is_spreadsheet};
use super::formats::{InputFormat, format_of};
use super::paths::{called, ending, is_standard_input};
use super::{Error, Loader};
use crate::document::passages::{DocumentKind, Passages};
use crate::document::{Format, Source};

/// The text of a review, or a document or answer sheet in its place.
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
