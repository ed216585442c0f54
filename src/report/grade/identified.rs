//! Where identifiers of persons are, kind by kind.

use super::writer::Writer;
use crate::report::doc::{Block, Item};
use crate::report::page::IdentifierReport;
use crate::text::{Confidence, IdentifierKind, and_list, plural_of};

/// The most places of one kind that are shown.
const PLACES: usize = 3;

impl Writer<'_> {
    /// The identifiers of the review and its documents, by kind with their places.
    pub(super) fn identifiers(&self) -> Option<Block> {
        let kinds = IdentifierKind::WORDS.iter().filter_map(|kind| self.identifiers_of(kind));
        let list = Block::list(kinds.collect());
        Block::section("Text that could identify a person: remove it before you publish", list.into_iter().collect())
    }

    fn identifiers_of(&self, kind: &str) -> Option<Item> {
        let found: Vec<&IdentifierReport> = self.review.identifiers.iter().filter(|found| found.kind == kind).collect();
        let most = if self.all { found.len() } else { PLACES };
        let more = found.len().checked_sub(most).filter(|more| *more > 0);
        (!found.is_empty()).then(|| Item {
            line: counted(kind, &found).into(),
            places: found.iter().take(most).map(|one| self.place(&one.place)).collect(),
            more: more.map(|more| format!("... and {more} more (`--all` lists them)").into()).into_iter().collect(),
            is_done: false,
        })
    }
}

/// `3 postcodes: 2 certain and 1 possible`.
fn counted(kind: &str, found: &[&IdentifierReport]) -> String {
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
