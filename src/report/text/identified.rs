//! Where identifiers of persons are, kind by kind.

use super::Writer;
use crate::report::identified::IdentifierPage;
use crate::text::{Confidence, IdentifierKind, and_list, plural_of};

/// So many places of one kind are shown.
const PLACES: usize = 3;

impl Writer<'_> {
    /// The identifiers of the review and its documents, by kind with their places.
    pub(super) fn identifiers(&self) -> String {
        let mut text = String::new();
        for kind in IdentifierKind::WORDS {
            let found: Vec<&IdentifierPage> =
                self.review.identifiers.iter().filter(|found| found.kind == *kind).collect();
            if found.is_empty() {
                continue;
            }
            text.push_str(&self.style.wrap(&format!("- {}", counted(kind, &found)), "  ", "    "));
            let most = if self.options.all { found.len() } else { PLACES };
            for one in found.iter().take(most) {
                text.push_str(&self.place(&one.place, "    "));
            }
            if let Some(more) = found.len().checked_sub(most).filter(|more| *more > 0) {
                text.push_str(&self.style.wrap(&format!("... and {more} more (`--all` shows them)"), "    ", "    "));
            }
        }
        self.section("Identifiers of persons, which an anonymised text must not hold", &text)
    }
}

/// `3 postcodes: 2 certain and 1 possible`.
fn counted(kind: &str, found: &[&IdentifierPage]) -> String {
    let of = |confidence: &str| found.iter().filter(|one| one.confidence == confidence).count();
    let parts = Confidence::WORDS.iter().rev().map(|word| (of(word), word)).filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, word)| format!("{count} {word}")).collect();
    match found.len() {
        1 => format!("1 {kind}: {}", and_list(&parts).trim_start_matches("1 ")),
        many => format!("{many} {}: {}", plural(kind), and_list(&parts)),
    }
}

fn plural(kind: &str) -> String {
    kind.strip_prefix("date of").map_or_else(|| plural_of(kind), |rest| format!("dates of{rest}"))
}
