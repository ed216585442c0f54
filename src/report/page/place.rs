//! A place in a review, its lists or its documents.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::render::comments::ExactWords;
use crate::review::DocumentKey;
use crate::text::Shown;

/// Where something is. Lines and columns count from 1.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The way to it in the review: `actions[2].owner`.
    pub path: String,
    /// The file, where it is not the review's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Shown>,
    /// The line of that file; null where the file has no lines.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// Of a document: the heading and the paragraph, row or note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Shown>,
    /// What is written there: of the document, or of the item.
    #[serde(skip)]
    pub quote: Option<Shown>,
    /// That paragraph, where it is one of a Word document.
    #[serde(skip)]
    pub(in crate::report) anchor: Option<Anchor>,
}

/// A paragraph of a Word document, for comments in a copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Anchor {
    /// Which document of the review it is in.
    pub(in crate::report) document: DocumentKey,
    /// The byte of the document's text at which it begins.
    pub(in crate::report) paragraph: usize,
    /// The words of it that matter; `None` where all of it does.
    pub(in crate::report) words: Option<ExactWords>,
}
