//! How a table is written that stands where a list of tables must be, so that the right way can be named.

use super::super::{Kind, Node};
use crate::text::Span;

/// How a table came to be in a TOML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// By a heading of its own, `[actions]`: its name.
    Heading(String),
    /// Between braces, `actions = { ... }`: its key.
    Braces(String),
    /// Only by a heading below it, `[[criteria.rules]]`: its own name and that heading.
    Below(String, String),
}

/// How the table at `place` below `root` is written; `None` if there is none.
pub(super) fn written(root: &Node, place: Span) -> Option<Written> {
    within(root, place, "")
}

fn within(node: &Node, place: Span, path: &str) -> Option<Written> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().find_map(|entry| {
            let name = if path.is_empty() { entry.key.to_string() } else { format!("{path}.{}", entry.key) };
            match &entry.value.kind {
                Kind::Map(inner) if entry.value.span == place => Some(if place == entry.key_span {
                    let below = inner.first()?;
                    let name_below = format!("{name}.{}", below.key);
                    let is_list = matches!(below.value.kind, Kind::Seq(_));
                    Written::Below(name, if is_list { format!("[[{name_below}]]") } else { format!("[{name_below}]") })
                } else if place.start <= entry.key_span.start {
                    Written::Heading(name)
                } else {
                    Written::Braces(entry.key.to_string())
                }),
                Kind::Map(_)
                | Kind::Seq(_)
                | Kind::Null
                | Kind::Bool(_)
                | Kind::Int(_)
                | Kind::Float(_)
                | Kind::Str(_)
                | Kind::Date(_) => within(&entry.value, place, &name),
            }
        }),
        Kind::Seq(items) => items.iter().find_map(|item| within(item, place, path)),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => None,
    }
}
