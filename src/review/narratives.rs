//! The narrative documents of a review.

use crate::document::passages::Passages;
use crate::document::{Kind, Node};
use crate::text::{NameList, Span};

/// What is known of a review besides its form: the texts of its documents, as far as they were given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narratives<'a> {
    /// The overview report.
    pub overview: Option<&'a Passages>,
    /// The summary.
    pub summary: Option<&'a Passages>,
    /// The names that are to be kept confidential.
    pub names: Option<&'a NameList>,
}

impl<'a> Narratives<'a> {
    /// The document that a key names, as far as it was given.
    #[must_use]
    pub fn passages(&self, key: DocumentKey) -> Option<&'a Passages> {
        match key {
            DocumentKey::Overview => self.overview,
            DocumentKey::Summary => self.summary,
        }
    }
}

/// A document that a review names under `[documents]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedDocument {
    /// The key that names it.
    pub key: DocumentKey,
    /// The path as it is written there.
    pub path: String,
    /// Where it is written.
    pub span: Span,
}

/// Which document of a review one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKey {
    /// `documents.overview`
    Overview,
    /// `documents.summary`
    Summary,
}

impl DocumentKey {
    /// Every key.
    pub const ALL: [DocumentKey; 2] = [DocumentKey::Overview, DocumentKey::Summary];

    /// The key from the review's root, which is the name of the fact that is its text.
    #[must_use]
    pub fn dotted(self) -> &'static str {
        match self {
            DocumentKey::Overview => "documents.overview",
            DocumentKey::Summary => "documents.summary",
        }
    }

    /// The key in the table `[documents]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            DocumentKey::Overview => "overview",
            DocumentKey::Summary => "summary",
        }
    }
}

/// The documents that the review with this tree names.
#[must_use]
pub(crate) fn named_documents(root: &Node) -> Vec<NamedDocument> {
    let Some(table) = root.entry("documents") else { return Vec::new() };
    let named = |key: DocumentKey| {
        let entry = table.value.entry(key.key())?;
        let Kind::Str(path) = &entry.value.kind else { return None };
        Some(NamedDocument { key, path: path.to_string(), span: entry.value.span })
    };
    DocumentKey::ALL.into_iter().filter_map(named).collect()
}
