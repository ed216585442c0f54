//! Texts that only fill their place.

use crate::document::{Diagnostic, Kind, Node};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Scope};

/// Warns of every text of a review that `is_unfilled` says of its fact: it counts as not given.
pub(crate) fn placeholders(root: &Node, is_unfilled: impl Fn(&Fact, &str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |fact: &Fact, node: Option<&Node>| {
        let Some((Kind::Str(text), place)) = node.map(|node| (&node.kind, node.span)) else { return };
        if !text.trim().is_empty() && is_unfilled(fact, text) {
            let text = text.trim();
            let named = if text.chars().count() <= 40 { format!("`{text}`") } else { "this text".to_owned() };
            let message = format!("{named} is a placeholder, so it does not count as the {}", fact.noun);
            let help = "write the text, or leave the key out: a placeholder counts as nothing given";
            found.push(Diagnostic::warning("placeholder", message).at(place, "says nothing").help(help));
        }
    };
    // No other fact can have a placeholder.
    let texts = |scope| vocabulary::facts(scope).filter(|fact| fact.kind == FactType::Text && !fact.is_derived());
    for fact in texts(Scope::Review) {
        look(fact, root.find_dotted(fact.key()));
    }
    for list in ListName::ALL {
        let items = root.find_dotted(list.name()).map(|node| &node.kind);
        let Some(Kind::Seq(items)) = items else { continue };
        let facts: Vec<&Fact> = texts(Scope::Item(list)).collect();
        for item in items {
            for fact in &facts {
                look(fact, item.entry(fact.name).map(|entry| &entry.value));
            }
        }
    }
    found
}
