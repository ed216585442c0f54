//! The sentences that a rubric gives as templates, filled with what was found.

use super::places;
use super::values::{QuotedFacts, label, value_text, value_words};
use crate::engine::Tally;
use crate::review::{Fact, Scope, Value};
use crate::rubric::{Condition, Found, Piece, Template};
use crate::text::or_list;

/// A length that few sentences exceed.
const USUAL_LENGTH: usize = 128;

/// Fills templates.
pub(super) struct Filler<'e> {
    pub(super) quoted: QuotedFacts<'e>,
    pub(super) item: usize,
    pub(super) tally: Tally,
    pub(super) failed: &'e [&'e Condition],
}

impl Filler<'_> {
    pub(super) fn fill(&self, template: &Template) -> String {
        let mut text = String::with_capacity(USUAL_LENGTH);
        for piece in &template.pieces {
            match piece {
                Piece::Text(fixed) => text.push_str(fixed),
                Piece::Fact(fact)
                    if fact.name == "id" || fact.name == "name" || fact.name == "role" || fact.name == "what" =>
                {
                    text.push_str(&self.name(fact));
                }
                Piece::Fact(fact) => text.push_str(&value_text(self.quoted, &self.quoted.facts.read(fact, self.item))),
                Piece::Found(found) => text.push_str(&self.fill_found(*found)),
            }
        }
        if text.contains(" 1 times") { text.replace(" 1 times", " once") } else { text }
    }

    /// What an item is called, even where its file does not say.
    fn name(&self, fact: &Fact) -> String {
        match (self.quoted.facts.read(fact, self.item), fact.scope) {
            (Value::Text(text), _) if !text.trim().is_empty() => self.quoted.short(text),
            (_, Scope::Item(list)) => label(self.quoted, list, self.item),
            (value, Scope::Review) => value_text(self.quoted, &value),
        }
    }

    /// Returns the text for a placeholder.
    pub(super) fn fill_found(&self, found: Found) -> String {
        match (found, self.tally) {
            (Found::Failed, _) => or_list(&self.failed.iter().map(|condition| condition.fact.noun).collect::<Vec<_>>()),
            (Found::Matched, _) => places::matched(self.quoted, self.failed, self.item),
            (Found::Met, Tally::Share { met, .. }) => met.to_string(),
            (Found::Of, Tally::Share { of, .. }) => of.to_string(),
            (Found::Value, tally) => value_words(tally).unwrap_or_else(|| "no".to_owned()),
            (Found::Met | Found::Of, Tally::Number { .. } | Tally::Answer(_)) => String::new(),
        }
    }
}
