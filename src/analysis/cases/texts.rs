//! The documents of a case: written into it, as Markdown.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::passages::{self, Passages};
use crate::document::{Diagnostic, Limits, Node};
use crate::review::{DocumentKey, Narratives};
use crate::text::Span;

/// The texts of a review's documents, in Markdown.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "the texts of documents (a table)")]
#[schemars(rename = "Texts")]
pub(super) struct RawTexts {
    /// The overview report.
    pub(super) overview: Option<String>,
    /// The summary.
    pub(super) summary: Option<String>,
}

/// The documents of a case, as far as it has any.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    overview: Option<Arc<Passages>>,
    summary: Option<Arc<Passages>>,
}

impl Texts {
    /// What rules read of them.
    #[must_use]
    pub fn narratives(&self) -> Narratives<'_> {
        Narratives { overview: self.overview.as_deref(), summary: self.summary.as_deref(), names: None }
    }

    /// Takes away the document of this name, or all for no name. False if there is none.
    pub(super) fn remove(&mut self, name: Option<&str>) -> bool {
        let mut removed = false;
        for key in DocumentKey::ALL.into_iter().filter(|key| name.is_none_or(|name| name == key.key())) {
            removed |= self.slot(key).take().is_some();
        }
        removed
    }

    /// Puts what `raw` gives in place of what is there; `own` is the table that holds it, under `texts`.
    pub(super) fn replace(&mut self, raw: &RawTexts, own: &Node, found: &mut Vec<Diagnostic>) {
        let table = own.entry("texts").map(|entry| &entry.value);
        for (key, text) in [(DocumentKey::Overview, &raw.overview), (DocumentKey::Summary, &raw.summary)] {
            let Some(text) = text else { continue };
            let place = table.and_then(|table| table.entry(key.key())).map_or(own.span, |entry| entry.value.span);
            match passages::read(text.clone().into_bytes(), "md", Limits::USUAL) {
                Ok(passages) => *self.slot(key) = Some(Arc::new(passages)),
                Err(wrong) => found.push(unread(*wrong, key, place)),
            }
        }
    }

    fn slot(&mut self, key: DocumentKey) -> &mut Option<Arc<Passages>> {
        match key {
            DocumentKey::Overview => &mut self.overview,
            DocumentKey::Summary => &mut self.summary,
        }
    }
}

fn unread(wrong: Diagnostic, key: DocumentKey, place: Span) -> Diagnostic {
    let message = format!("the text of the {}: {}", key.key(), wrong.message);
    Diagnostic { message, marks: Vec::new(), ..wrong }.at(place, "this text")
}
