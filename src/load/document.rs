//! Reads narrative documents as passages, and refuses reviews saved under the name of a document.

use std::path::Path;

use super::paths::{called, ending};
use super::{Error, Loader};
use crate::document::Format;
use crate::document::passages::{self, Passages};

impl Loader {
    /// Reads the passages of a narrative document.
    ///
    /// # Errors
    /// Where it cannot be read, or is no such document.
    pub fn document(&self, path: &Path) -> Result<Passages, Error> {
        let passages = passages::read(self.bytes(path)?, &ending(path), self.limits).map_err(|diagnostic| {
            let help = diagnostic.help.map_or_else(String::new, |help| format!(": {help}"));
            Error::unreadable(called(path), diagnostic.code, format!("{}{help}", diagnostic.message))
        })?;
        match form(&passages) {
            Some(format) => {
                let ending = format.endings().first().copied().unwrap_or_default();
                let message =
                    format!("this is a review in {format}, not a document: rename it so that it ends in .{ending}");
                Err(Error::unreadable(called(path), "other-format", message))
            }
            None => Ok(passages),
        }
    }
}

/// The format of a review that was saved under the name of a text.
fn form(passages: &Passages) -> Option<Format> {
    let mut lines = passages.text.lines().filter(|_| passages.has_lines).map(str::trim_end);
    if lines.clone().any(|line| line == "[review]") {
        return Some(Format::Toml);
    }
    match lines.find(|line| !line.is_empty() && !line.starts_with('#')) {
        Some("review:") => Some(Format::Yaml),
        Some(_) if is_json(&passages.text) => Some(Format::Json),
        Some(_) | None => None,
    }
}

/// Whether a text begins as an object of JSON does: with a brace, and a key or another brace after it.
fn is_json(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(['"', '}']))
}
