//! A structured review as far as a document gives it: what stands in tables, lists and numbered points, never what would
//! have to be guessed.
//!
//! [`import`] reads the passages of a document into a [`Draft`], each value with its place. What is certain is in
//! [`Draft::tree`], which is read like a file of any other format; what is not is kept beside it with the reason, for a
//! person to look at.

mod agencies;
mod columns;
mod dates;
mod draft;
mod front;
mod ids;
mod people;
mod plan;
mod points;

pub use draft::{Draft, Found, Part, Value};

use crate::document::passages::Passages;
use agencies::Agencies;

/// Reads a document into a review called `id`: a part record, since a document says more than a form can hold.
#[must_use]
pub fn import(passages: &Passages, id: &str) -> Draft {
    let mut draft = Draft::default();
    let id = if id.trim().is_empty() { "review" } else { id };
    let own = |key, text: &str| Value { key, found: Found::Text(text.to_owned()), span: None, doubt: None };
    draft.put("review", own("id", id));
    draft.put("review", own("record", "part"));
    front::header(passages, &mut draft);
    front::dates(passages, &mut draft);
    let mut agencies = Agencies::default();
    people::read(passages, &mut agencies, &mut draft);
    let findings = points::findings(passages, &mut draft);
    let actions = plan::read(passages, &mut agencies, &findings, &mut draft);
    points::recommendations(passages, actions, &mut draft);
    draft.parts.extend(agencies.into_parts());
    let lists: Vec<String> = ["findings", "actions"]
        .into_iter()
        .filter(|list| draft.items(list).next().is_some())
        .map(str::to_owned)
        .collect();
    if !lists.is_empty() {
        let doubt = Some("if these lists below are complete".to_owned());
        draft.put("review", Value { key: "whole", found: Found::Ids(lists), span: None, doubt });
    }
    draft.parts.sort_by_key(|part| ORDER.iter().position(|name| *name == part.name));
    draft
}

/// How many actions stand in the action plans of a document, tables that have the headings of one.
#[must_use]
pub fn tabled_actions(passages: &Passages) -> usize {
    plan::count(passages)
}

/// The order of tables and lists in a review's file.
const ORDER: [&str; 9] = ["review", "dates", "terms", "chair", "author", "panel", "agencies", "findings", "actions"];
