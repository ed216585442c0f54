//! The tree of a base: its own keys, its id and its places.

use super::raw::RawBase;
use crate::document::{Entry, Kind, Node};
use crate::text::Span;

/// A base's own keys, and the review's.
pub(super) fn split(base: &Node) -> (Node, Node) {
    let entries: &[Entry] = match &base.kind {
        Kind::Map(entries) => entries,
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Seq(_) => &[],
    };
    let (own, review) = entries.iter().cloned().partition(|entry: &Entry| RawBase::KEYS.contains(&&*entry.key));
    (Node { span: base.span, kind: Kind::Map(own) }, Node { span: base.span, kind: Kind::Map(review) })
}

/// Calls a review by the name of its base, unless it says what to call it.
pub(super) fn give_id(root: &mut Node, name: &str, span: Span) {
    let has_id = root.entry("review").is_some_and(|entry| entry.value.entry("id").is_some());
    if has_id {
        return;
    }
    let Kind::Map(entries) = &mut root.kind else { return };
    let id = Entry { key: "id".into(), key_span: span, value: Node { span, kind: Kind::Str(name.to_owned().into()) } };
    match entries.iter_mut().find(|entry| entry.key == "review") {
        Some(Entry { value: Node { kind: Kind::Map(header), .. }, .. }) => header.push(id),
        Some(_) => {}
        None => {
            let value = Node { span, kind: Kind::Map(vec![id]) };
            entries.push(Entry { key: "review".into(), key_span: span, value });
        }
    }
}

/// The same tree, all of it at one place.
pub(super) fn placed(node: Node, place: Span) -> Node {
    let kind = match node.kind {
        Kind::Seq(items) => Kind::Seq(items.into_iter().map(|item| placed(item, place)).collect()),
        Kind::Map(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|entry| Entry { key: entry.key, key_span: place, value: placed(entry.value, place) })
                .collect(),
        ),
        kind @ (Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_)) => kind,
    };
    Node { span: place, kind }
}
