//! Documents: bytes in, a tree of values out in which every value knows its place.
//!
//! [`parse`] builds the tree, with one file for each format; [`decode`] fills any serde type from it and collects *all*
//! mistakes. This module knows nothing of what a review or a rubric holds.

mod decode;
mod diagnostic;
mod encoding;
mod format;
mod instead;
mod json;
mod keys;
mod limits;
mod mistaken;
mod numbers;
pub(crate) mod schema;
mod toml;
mod tree;
mod yaml;

pub use decode::{Decoded, decode};
pub use diagnostic::{Diagnostic, Mark, Severity};
pub use format::Format;
pub use limits::Limits;
pub use tree::{Entry, Kind, Node, Step, Trail};

use crate::text::{Lines, Span};

/// What came of reading a text.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The format it was read as.
    pub format: Format,
    /// The tree; where there are syntax errors, what could be made of the rest.
    pub root: Node<'a>,
    /// The syntax errors, in the order of the text.
    pub errors: Vec<Diagnostic>,
    /// True if the rest of the text was read as its author meant it, so that looking for further mistakes makes sense.
    pub rest_is_sound: bool,
}

impl<'a> Parsed<'a> {
    /// A tree that was put together, with nothing wrong.
    #[must_use]
    pub fn sound(root: Node<'a>, format: Format) -> Self {
        Parsed { format, root, errors: Vec::new(), rest_is_sound: true }
    }

    /// What came of a text that no tree can be made of.
    fn unreadable(format: Format, errors: Vec<Diagnostic>) -> Self {
        let root = Node { span: Span::default(), kind: Kind::Map(Vec::new()) };
        Parsed { format, root, errors, rest_is_sound: false }
    }
}

/// Reads `text` as `format`, as far as `limits` allow.
///
/// ```
/// use casegrade::document::{Format, Limits, parse};
/// let parsed = parse("{\"review\": {\"id\": \"a\"}}", Format::Json, Limits::USUAL);
/// assert!(parsed.errors.is_empty() && parsed.root.entry("review").is_some());
/// ```
#[must_use]
pub fn parse(text: &str, format: Format, limits: Limits) -> Parsed<'_> {
    match format {
        Format::Toml => toml::parse(text, limits),
        Format::Json => json::parse(text, limits),
        Format::Yaml => yaml::parse(text, limits),
    }
}

/// A text and what to call it: a path, or a word such as `standard input`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// The line it is, where each line of a file is a document of its own.
    pub line: Option<usize>,
}

impl Source {
    /// What the standard input is called.
    pub const STANDARD_INPUT: &'static str = "standard input";

    /// A source named `name`; a byte-order mark at the start of `text` is dropped, so that columns count what is seen.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        Source { name: name.into(), text, line: None }
    }

    /// The same as line `line` of a file in which each line is a document.
    #[must_use]
    pub fn as_line(self, line: usize) -> Self {
        Source { line: Some(line), ..self }
    }

    /// What tells it from every other document: the name, and the line if it is one.
    #[must_use]
    pub fn title(&self) -> String {
        self.line.map_or_else(|| self.name.clone(), |line| format!("{}:{line}", self.name))
    }

    /// The number of its first line in its file.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.line.unwrap_or(1)
    }

    /// Reads bytes as UTF-8.
    ///
    /// # Errors
    /// A diagnostic at the first byte that is not text in UTF-8, which says what the file is instead.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, (Self, Box<Diagnostic>)> {
        let name = name.into();
        match encoding::text(bytes) {
            Ok(text) => Ok(Source::new(name, &text)),
            Err((text, diagnostic)) => Err((Source { name, text, line: None }, diagnostic)),
        }
    }

    /// The lines of the text, for looking up places.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.text).from_line(self.first_line())
    }
}
