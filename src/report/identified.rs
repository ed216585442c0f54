//! Where a review and its documents hold identifiers of persons: what kind, how sure, and the place, never the identifier.

use std::ops::Range;

use super::anchored::stretches;
use super::located::Located;
use super::page::{IdentifierReport, PlaceReport};
use crate::document::passages::{Passage, Passages};
use crate::document::{Kind, Node};
use crate::review::{DocumentKey, Facts};
use crate::text::{Identifier, Lines, identifiers_after};

/// The identifiers in the texts of a review and in its documents, in their order.
pub(super) fn identified(facts: &Facts<'_>, file: Located<'_>) -> Vec<IdentifierReport> {
    let mut found = IdentifierFound { file, pages: Vec::new() };
    // A review that was read from a document has no texts of its own.
    if file.passages.is_none() {
        found.node(&mut String::new(), "", file.root);
    }
    for key in DocumentKey::ALL {
        if let Some(passages) = facts.narratives().passages(key) {
            found.document(key, passages, facts.identifiers(key).unwrap_or_default());
        }
    }
    found.pages
}

struct IdentifierFound<'a> {
    file: Located<'a>,
    pages: Vec<IdentifierReport>,
}

impl IdentifierFound<'_> {
    /// The texts of a value of the review, which stands at `path` under `key`.
    fn node(&mut self, path: &mut String, key: &str, node: &Node) {
        let length = path.len();
        match &node.kind {
            Kind::Str(text) => self.text(path, key, text, node),
            Kind::Int(number) => self.text(path, key, &number.to_string(), node),
            // The dates of the form are those of the review; its own keys may hold any.
            Kind::Date(day) if path.starts_with("custom") => self.text(path, key, day, node),
            Kind::Seq(items) => {
                for (at, item) in items.iter().enumerate() {
                    path.push_str(&format!("[{at}]"));
                    self.node(path, key, item);
                    path.truncate(length);
                }
            }
            Kind::Map(entries) => {
                for entry in entries {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&entry.key);
                    self.node(path, &entry.key, &entry.value);
                    path.truncate(length);
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Float(_) | Kind::Date(_) => {}
        }
    }

    fn text(&mut self, path: &str, key: &str, text: &str, node: &Node) {
        let mask = self.file.mask;
        let hits = identifiers_after(key, text, mask.names());
        if hits.is_empty() {
            return;
        }
        let place = self.file.place_of(path, node);
        self.pages.extend(hits.iter().map(|hit| page(hit, place.clone())));
    }

    fn document(&mut self, key: DocumentKey, passages: &Passages, hits: &[(usize, Identifier)]) {
        let lines = passages.has_lines.then(|| Lines::new(&passages.text));
        for hits in hits.chunk_by(|(one, _), (other, _)| one == other) {
            let passage = hits.first().and_then(|(at, _)| passages.list.get(*at));
            let Some(passage) = passage else { continue };
            let place = self.in_document(key, passages, passage, lines.as_ref());
            let ranges: Vec<Range<usize>> = hits.iter().map(|(_, hit)| hit.span.start..hit.span.end).collect();
            for ((_, hit), anchor) in hits.iter().zip(stretches(key, passage, &ranges)) {
                self.pages.push(page(hit, PlaceReport { anchor, ..place.clone() }));
            }
        }
    }

    fn in_document(
        &self,
        key: DocumentKey,
        passages: &Passages,
        passage: &Passage,
        lines: Option<&Lines<'_>>,
    ) -> PlaceReport {
        let mask = self.file.mask;
        let name = match self.file.root.entry("documents").and_then(|documents| documents.value.entry(key.key())) {
            Some(entry) if self.file.passages.is_none() => entry.value.text().map(|path| mask.shown(path)),
            Some(_) | None => None,
        };
        let place = lines.map(|lines| lines.place(passage.span.start));
        PlaceReport {
            path: String::new(),
            quote: None,
            anchor: None,
            source: name,
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            passage: Some(mask.shown(&passages.place(passage, mask))),
        }
    }
}

fn page(hit: &Identifier, place: PlaceReport) -> IdentifierReport {
    IdentifierReport { kind: hit.kind.word(), confidence: hit.confidence.word(), place }
}
