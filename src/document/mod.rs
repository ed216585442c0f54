//! Documents: bytes in, a tree of values out in which every value knows its place.
//!
//! [`parse`] builds the tree, with one file for each format; [`decode`] fills any serde type from it and collects *all*
//! mistakes. [`passages`] reads narrative documents. This module knows nothing of what a review or a rubric holds.

pub mod csv;
mod decode;
mod diagnostic;
mod edit;
mod encoding;
mod format;
mod instead;
mod json;
mod keys;
mod limits;
mod meaning;
mod mistaken;
mod numbers;
pub mod passages;
pub(crate) mod schema;
mod source;
mod toml;
mod tree;
mod yaml;

pub(crate) use decode::decode_without;
pub use decode::{Decoded, decode};
pub use diagnostic::{Diagnostic, Mark, is_full, note};
pub(crate) use diagnostic::{Severity, Subject};
pub use edit::with_value;
pub(crate) use encoding::windows_1252;
pub use format::Format;
pub use limits::Limits;
pub(crate) use meaning::{hash_of_bytes, hash_of_text, means_something};
pub use source::{Invalid, Source, Sources};
pub use tree::{Entry, KeyPath, Kind, Node, Step, Text};

use crate::text::Span;
use arcstr::ArcStr;

/// The result of reading a text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The format it was read as.
    pub format: Format,
    /// The tree; where there are syntax errors, what could be made of the rest.
    pub root: Node,
    /// What is wrong with the text, in its order; with what is added to the tree, what is wrong there.
    pub errors: Vec<Diagnostic>,
    /// True if the rest of the text was read as its author meant it, so that looking for further mistakes makes sense.
    pub rest_is_sound: bool,
    /// True if the tree may lack keys and items that the text has.
    pub may_lack_keys: bool,
    /// Keys, items and stretches of the text whose value is not known because it could not be read.
    pub unread: Vec<Span>,
}

impl Parsed {
    /// A tree that was put together, with nothing wrong.
    #[must_use]
    pub fn sound(root: Node, format: Format) -> Self {
        Parsed::read(format, root, Vec::new(), true)
    }

    /// The result for a text whose `errors` may hide keys.
    fn read(format: Format, root: Node, errors: Vec<Diagnostic>, rest_is_sound: bool) -> Self {
        let may_lack_keys = !errors.is_empty();
        Parsed { format, root, errors, rest_is_sound, may_lack_keys, unread: Vec::new() }
    }

    /// The result for a text that cannot become a tree.
    fn unreadable(format: Format, errors: Vec<Diagnostic>) -> Self {
        let root = Node { span: Span::default(), kind: Kind::Map(Vec::new()) };
        Parsed::read(format, root, errors, false)
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
pub fn parse(text: impl Into<ArcStr>, format: Format, limits: Limits) -> Parsed {
    let text = text.into();
    match format {
        Format::Toml => toml::parse(&text, limits),
        Format::Json => json::parse(&text, limits),
        Format::Yaml => yaml::parse(&text, limits),
    }
}
