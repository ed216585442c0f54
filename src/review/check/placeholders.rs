//! Texts that only fill their place.

use super::Check;
use crate::document::{Diagnostic, Kind, Node, Trail};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, Scope};
use crate::text::cut;

impl Check<'_> {
    /// Warns of every text that says nothing: it counts as not given.
    pub(super) fn placeholders(&mut self) {
        for fact in vocabulary::of(Scope::Review) {
            self.placeholder(fact, self.root.find(&Trail::dotted(fact.key())));
        }
        for list in ListName::ALL {
            let items = self.root.find(&Trail::dotted(list.name())).map(|node| &node.kind);
            let Some(Kind::Seq(items)) = items else { continue };
            for item in items {
                for fact in vocabulary::of(Scope::Item(list)) {
                    self.placeholder(fact, item.entry(fact.name).map(|entry| &entry.value));
                }
            }
        }
    }

    fn placeholder(&mut self, fact: &Fact, node: Option<&Node>) {
        let Some((Kind::Str(text), place)) = node.map(|node| (&node.kind, node.span)) else { return };
        if !text.trim().is_empty() && fact.is_unfilled(text) {
            let message = format!("`{}` only fills the place of the {}", cut(text.trim(), 40), fact.noun);
            let help = "write the text, or leave the key out: a placeholder counts as nothing given";
            self.push(Diagnostic::warning("placeholder", message).at(place, "says nothing").help(help));
        }
    }
}
