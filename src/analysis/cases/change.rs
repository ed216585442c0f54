//! Changes of a review's tree, each at a way into it as people write it.
//!
//! A way is keys joined by dots; an item of a list is called by its `id`, a plain value by itself, and an item without an
//! id by its number from 1: `chair.independent`, `findings.F2.events.E7`, `gaps.1.pursued`.

use crate::document::{Diagnostic, Entry, Kind, Node};
use crate::review::vocabulary::ListName;
use crate::text::{Span, and_list, nearest};

/// A value to put somewhere: the way to it, where it is written, and the value.
struct Leaf {
    way: String,
    span: Span,
    value: Node,
}

/// Why a change cannot be made.
enum PathError {
    /// Nothing has this name in the place named before it; those are the names there are.
    NoSuchName(String, Vec<String>),
    /// What is there cannot hold anything.
    HoldsNothing(String),
    /// What is there is no list.
    NoList(String),
}

/// Takes away what `way` names.
pub(super) fn remove(root: &mut Node, way: &str, span: Span, found: &mut Vec<Diagnostic>) {
    if let Err(trouble) = take(root, way) {
        found.push(trouble.diagnostic(way, "remove", span));
    }
}

/// Puts in place what the table `changes` holds, table into table, anything else instead of what is there.
pub(super) fn set(root: &mut Node, changes: &Node, found: &mut Vec<Diagnostic>) {
    for leaf in leaves(changes) {
        let (way, span) = (leaf.way.clone(), leaf.span);
        if let Err(trouble) = set_value(root, "", &way, leaf) {
            found.push(trouble.diagnostic(&way, "set", span));
        }
    }
}

/// Puts the items of the lists that the table `changes` holds at the ends of those lists.
pub(super) fn add(root: &mut Node, changes: &Node, found: &mut Vec<Diagnostic>) {
    for leaf in leaves(changes) {
        let (way, span) = (leaf.way.clone(), leaf.span);
        if !matches!(leaf.value.kind, Kind::Seq(_)) {
            found.push(
                Diagnostic::error("wrong-type", format!("`add` takes a list of what `{way}` gets more of"))
                    .at(span, "wanted a list, `[...]`")
                    .help("`set` gives a key its value; `add` makes a list longer"),
            );
        } else if let Err(trouble) = append(root, &way, leaf) {
            found.push(trouble.diagnostic(&way, "add to", span));
        }
    }
}

impl PathError {
    fn diagnostic(self, way: &str, what: &str, span: Span) -> Diagnostic {
        let (message, label, help) = match self {
            PathError::NoSuchName(name, known) => {
                let meant = nearest(&name, known.iter().map(String::as_str));
                let suffix = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
                let label = meant.map_or_else(|| "not there".to_owned(), |meant| format!("did you mean `{meant}`?"));
                let help = match known.len() {
                    0 => "there is nothing in that place; `add` puts items into a list".to_owned(),
                    1..=40 => {
                        format!("in that place {} {}", if known.len() == 1 { "is" } else { "are" }, and_list(&known))
                    }
                    _ => "an item of a list is called by its `id`, or by its number from 1 if it has none".to_owned(),
                };
                (format!("there is no `{name}` in the base to {what} with `{way}`{suffix}"), label, help)
            }
            PathError::HoldsNothing(name) => (
                format!("`{name}` is a single value: it has nothing to {what} with `{way}`"),
                "goes too far".to_owned(),
                format!("name `{name}` itself"),
            ),
            PathError::NoList(name) => (
                format!("`{name}` is no list"),
                "wanted the name of a list".to_owned(),
                "`set` gives a key its value; `add` makes a list longer".to_owned(),
            ),
        };
        Diagnostic::error("unknown-way", message).at(span, label).help(help)
    }
}

/// The values in a table and the tables in it, each with the way to it.
fn leaves(changes: &Node) -> Vec<Leaf> {
    let Kind::Map(entries) = &changes.kind else { return Vec::new() };
    let within = |entry: &Entry| -> Vec<Leaf> {
        let deeper = leaves(&entry.value);
        if deeper.is_empty() {
            return vec![Leaf { way: entry.key.to_string(), span: entry.key_span, value: entry.value.clone() }];
        }
        let prefixed = |leaf: Leaf| Leaf { way: format!("{}.{}", entry.key, leaf.way), ..leaf };
        deeper.into_iter().map(prefixed).collect()
    };
    entries.iter().flat_map(within).collect()
}

/// What the things in a node are called.
fn names(node: &Node) -> Vec<String> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().map(|entry| entry.key.to_string()).collect(),
        Kind::Seq(items) => items.iter().enumerate().map(|(at, item)| item_name(at, item)).collect(),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => Vec::new(),
    }
}

fn item_name(at: usize, item: &Node) -> String {
    match (&item.kind, item.entry("id").map(|entry| &entry.value.kind)) {
        (Kind::Str(text), _) | (_, Some(Kind::Str(text))) => text.to_string(),
        _ => (at + 1).to_string(),
    }
}

/// The thing in `node` that `way` begins with, and the rest of the way.
fn step<'w>(node: &Node, way: &'w str) -> Option<(usize, &'w str)> {
    let rest = |name: &String| match way.strip_prefix(name.as_str())? {
        "" => Some(""),
        rest => rest.strip_prefix('.').filter(|rest| !rest.is_empty()),
    };
    names(node).iter().enumerate().find_map(|(at, name)| Some((at, rest(name)?)))
}

fn first(way: &str) -> &str {
    way.split('.').next().unwrap_or(way)
}

fn child(node: &mut Node, at: usize) -> Option<&mut Node> {
    match &mut node.kind {
        Kind::Map(entries) => entries.get_mut(at).map(|entry| &mut entry.value),
        Kind::Seq(items) => items.get_mut(at),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => None,
    }
}

fn take(node: &mut Node, way: &str) -> Result<(), PathError> {
    let no_such = |node: &Node| PathError::NoSuchName(first(way).to_owned(), names(node));
    let Some((at, rest)) = step(node, way) else { return Err(no_such(node)) };
    if !rest.is_empty() {
        return match child(node, at) {
            Some(child) => take(child, rest),
            None => Err(no_such(node)),
        };
    }
    match &mut node.kind {
        Kind::Map(entries) => drop(entries.remove(at)),
        Kind::Seq(items) => drop(items.remove(at)),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {}
    }
    Ok(())
}

/// Puts `leaf` at `way` into `node`, which stands at `above` in the review.
fn set_value(node: &mut Node, above: &str, way: &str, leaf: Leaf) -> Result<(), PathError> {
    let Some((at, rest)) = step(node, way) else { return create(node, above, way, leaf) };
    if !rest.is_empty() {
        let name = way.strip_suffix(rest).unwrap_or(way).trim_end_matches('.');
        let above = if matches!(node.kind, Kind::Seq(_)) { above.to_owned() } else { join(above, name) };
        return match child(node, at) {
            Some(child) => set_value(child, &above, rest, leaf),
            None => Ok(()),
        };
    }
    match &mut node.kind {
        Kind::Map(entries) => {
            if let Some(entry) = entries.get_mut(at) {
                entry.key_span = leaf.span;
                entry.value = leaf.value;
            }
        }
        Kind::Seq(items) => {
            if let Some(item) = items.get_mut(at) {
                *item = leaf.value;
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {}
    }
    Ok(())
}

fn join(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}

/// Makes the tables on the way that are not there, and the key at its end; an item of a list is not made.
fn create(node: &mut Node, above: &str, way: &str, leaf: Leaf) -> Result<(), PathError> {
    let (name, rest) = way.split_once('.').unwrap_or((way, ""));
    let list = ListName::named(&join(above, name)).is_some();
    match &mut node.kind {
        Kind::Map(_) if list && !rest.is_empty() => Err(PathError::NoSuchName(first(rest).to_owned(), Vec::new())),
        Kind::Map(entries) => {
            let (key, key_span, span) = (name.into(), leaf.span, leaf.value.span);
            if rest.is_empty() {
                entries.push(Entry { key, key_span, value: leaf.value });
                return Ok(());
            }
            let mut table = Node { span, kind: Kind::Map(Vec::new()) };
            create(&mut table, &join(above, name), rest, leaf)?;
            entries.push(Entry { key, key_span, value: table });
            Ok(())
        }
        Kind::Seq(_) => Err(PathError::NoSuchName(name.to_owned(), names(node))),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {
            let end = leaf.way.len().saturating_sub(way.len());
            Err(PathError::HoldsNothing(leaf.way.get(..end).unwrap_or("").trim_end_matches('.').to_owned()))
        }
    }
}

fn append(node: &mut Node, way: &str, leaf: Leaf) -> Result<(), PathError> {
    match step(node, way) {
        None => create(node, "", way, leaf),
        Some((at, rest)) => match child(node, at) {
            Some(child) if !rest.is_empty() => append(child, rest, leaf),
            Some(Node { kind: Kind::Seq(items), .. }) => {
                if let Kind::Seq(more) = leaf.value.kind {
                    items.extend(more);
                }
                Ok(())
            }
            Some(_) | None => Err(PathError::NoList(leaf.way)),
        },
    }
}
