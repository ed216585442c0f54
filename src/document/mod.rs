//! Documents: bytes in, a tree of values out in which every value knows its place.
//!
//! [`parse`] builds the tree, with one file for each format; [`decode`] fills any serde type from it and collects *all*
//! mistakes. [`passages`] reads narrative documents. This module knows nothing of what a review or a rubric holds.

pub(crate) mod csv;
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
mod parse;
mod parsed;
pub mod passages;
pub(crate) mod schema;
mod source;
mod toml;
mod tree;
mod yaml;

pub use decode::{Decoded, decode};
pub(crate) use decode::{Misnamed, decode_without};
pub use diagnostic::{Diagnostic, Mark, is_full, note};
pub(crate) use diagnostic::{Severity, Subject};
pub use edit::with_value;
pub(crate) use encoding::windows_1252;
pub use format::Format;
pub use limits::Limits;
pub(crate) use meaning::{hash_of_bytes, hash_of_text, means_something};
pub use parse::parse;
pub use parsed::Parsed;
pub use source::{Invalid, Source, Sources};
pub use tree::{Entry, KeyPath, Kind, Node, Step, Text};
