//! A review while it is checked, with the errors found so far.

use crate::document::{Diagnostic, Format, KeyPath, Node, note};
use crate::review::Review;
use crate::text::Span;

/// A review while it is checked.
pub(super) struct Check<'r> {
    pub(super) root: &'r Node,
    pub(super) format: Format,
    pub(super) review: &'r Review,
    pub(super) left_out: &'r [Span],
    pub(super) found: Vec<Diagnostic>,
}

impl Check<'_> {
    pub(super) fn was_left_out(&self, table: &str, key: &str) -> bool {
        let place = self.root.entry(table).and_then(|entry| entry.value.entry(key)).map(|entry| entry.key_span);
        place.is_some_and(|span| self.left_out.contains(&span))
    }

    pub(super) fn error(&mut self, code: &'static str, message: impl Into<String>, trail: &KeyPath, label: &str) {
        let place = self.root.locate(trail);
        self.push(Diagnostic::error(code, message).at(place, label));
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        note(&mut self.found, || diagnostic);
    }
}
