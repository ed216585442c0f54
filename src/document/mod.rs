//! Documents: bytes in, a tree of values out in which every value knows its place.
//!
//! One file a format builds the tree ([`toml`]); [`decode`] fills any serde type from it and collects *all* mistakes.
//! This module knows nothing of what a review or a rubric holds.

mod decode;
mod diagnostic;
pub mod toml;
mod tree;

pub use decode::{Decoded, decode};
pub use diagnostic::{Diagnostic, Mark, Severity};
pub use tree::{Entry, Kind, Node, Step, Trail};

use crate::text::{Lines, Span};

/// A text and what to call it: a path, or a word such as `standard input`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Its text, without a byte-order mark.
    pub text: String,
}

impl Source {
    /// A source named `name`; a byte-order mark at the start of `text` is dropped, so that columns count what is seen.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        Source { name: name.into(), text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned() }
    }

    /// Reads bytes as UTF-8.
    ///
    /// # Errors
    /// A diagnostic at the first byte that is not UTF-8, which names UTF-16 where it is likely.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, (Self, Box<Diagnostic>)> {
        let name = name.into();
        let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, &text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
                let what = if wide { "the file is UTF-16, not UTF-8" } else { "the file is not UTF-8 text" };
                let end = Span::new(text.len(), text.len());
                let diagnostic = Diagnostic::error("not-utf-8", what)
                    .at(end, "the first byte that is not UTF-8")
                    .help("save it as plain text in UTF-8");
                Err((Source { name, text }, Box::new(diagnostic)))
            }
        }
    }

    /// The lines of the text, for looking up places.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.text)
    }
}
