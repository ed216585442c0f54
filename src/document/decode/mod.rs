//! Any serde type from the tree, with *every* mistake collected.
//!
//! Serde stops at the first error. So the tree is read again with the offending entry left out until nothing offends
//! any more; every round yields one diagnostic at its own place. What was left out is remembered in [`Decoded::left_out`],
//! so that later checks do not complain about what is missing only because it was wrong.

mod mistake;
mod reader;
mod written;

use std::collections::HashSet;

use serde::Deserialize;

use super::diagnostic::{MOST_MISTAKES, Subject};
use super::{Diagnostic, Format, Node};
use crate::text::Span;
pub(crate) use mistake::Misnamed;
use reader::NodeReader;

/// The most nodes that are read again to find further mistakes; of a very large text fewer are shown.
const MOST_NODES_READ: usize = 20_000_000;

/// The key at the top of any document that names its schema for editors; it is never read.
const FOR_EDITORS: &str = "$schema";

/// The result of filling a type from a tree.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, with what was wrong left out; `None` if even that could not be made.
    pub value: Option<T>,
    /// What was wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The keys and items that were left out.
    pub left_out: Vec<Span>,
    /// The unknown keys among them whose meaning is plain, each with the right one.
    pub(crate) misnamed: Vec<Misnamed>,
}

/// Fills a `T` from `root`, which was read as `format`, and collects all mistakes.
pub fn decode<T: for<'de> Deserialize<'de>>(root: &Node, format: Format) -> Decoded<T> {
    decode_without(root, format, &[])
}

/// The same without the entries whose keys are at the places in `unread`: what is wrong with them was said before.
pub(crate) fn decode_without<T: for<'de> Deserialize<'de>>(root: &Node, format: Format, unread: &[Span]) -> Decoded<T> {
    let most = (MOST_NODES_READ / root.size().max(1)).clamp(5, MOST_MISTAKES);
    let mut skipped: HashSet<usize> = root.entry(FOR_EDITORS).map(|entry| entry.key_span.start).into_iter().collect();
    skipped.extend(unread.iter().map(|key| key.start));
    let mut decoded = Decoded { value: None, diagnostics: Vec::new(), left_out: unread.to_vec(), misnamed: Vec::new() };
    loop {
        let error = match T::deserialize(NodeReader { node: root, skipped: &skipped }) {
            Ok(value) => {
                decoded.value = Some(value);
                break;
            }
            Err(error) => error,
        };
        let culprit = error.culprit();
        decoded.misnamed.extend(error.misnamed(root));
        decoded.diagnostics.push(error.into_diagnostic(root, format));
        let Some(culprit) = culprit.filter(|span| skipped.insert(span.start)) else {
            break;
        };
        decoded.left_out.push(culprit);
        if decoded.diagnostics.len() >= most {
            decoded.diagnostics.push(Diagnostic::too_many(most, culprit));
            break;
        }
    }
    without_misspelt_lists(&mut decoded.diagnostics);
    decoded.diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    decoded
}

/// Drops that a list has no heading of its own where one is there and misspelt.
fn without_misspelt_lists(found: &mut Vec<Diagnostic>) {
    let nearest = |found: &Diagnostic| match found.subject.as_deref() {
        Some(Subject::Unknown { nearest, .. }) => *nearest,
        Some(Subject::NoHeading(_)) | None => None,
    };
    let meant: Vec<&str> = found.iter().filter_map(nearest).collect();
    let is_there = |name: &String| meant.contains(&name.as_str());
    found.retain(|found| !matches!(found.subject.as_deref(), Some(Subject::NoHeading(name)) if is_there(name)));
}
