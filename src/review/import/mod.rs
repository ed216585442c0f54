//! A structured review as far as a document gives it: what its sections, tables, lists and numbered points hold, and never
//! what would have to be guessed.
//!
//! [`import`] reads the passages of a document into a [`Draft`], each value with its place. First come the sections
//! (`sections`) with what each is about (`topics`) and the tables with what their columns hold (`columns`, `grid`); then one
//! reader for each kind of thing. What is certain is in [`Draft::tree`], which is read like a file of any other format; what
//! is not is kept beside it with the reason, for a person to check.

mod again;
mod agencies;
mod called;
mod chronology;
mod closest;
mod columns;
mod dates;
mod draft;
mod facts;
mod findings;
mod findings_table;
mod front;
mod grid;
mod harm;
mod ids;
mod offers;
mod people;
mod plan;
mod point;
mod points;
mod sections;
mod taken;
mod terms;
mod text;
mod topics;
mod whole;

pub(in crate::review) use columns::{Column, column};
pub(crate) use dates::{DateOrder, Dated, order_of, whole as written_date};
pub use draft::{Draft, Found, Part, Value};
pub use taken::{Taken, taken};

use crate::document::passages::Passages;
use agencies::Agencies;
use sections::Sections;

/// Reads a document into a review called `id`: a part record, since a document says more than a form can hold.
#[must_use]
pub fn import(passages: &Passages, id: &str) -> Draft {
    import_with(passages, id, None)
}

/// Reads a document as [`import`] does, with the dates in its tables read in the given order.
pub(crate) fn import_with(passages: &Passages, id: &str, order: Option<DateOrder>) -> Draft {
    let mut draft = Draft::default();
    let id = if id.trim().is_empty() { "review" } else { id };
    let own = |key, text: &str| Value { key, found: Found::Text(text.to_owned()), span: None, doubt: None };
    draft.put("review", own("id", id));
    draft.put("review", own("record", "part"));
    draft.notes.extend(notes(passages));
    let mut sections = Sections::new(passages);
    sections.order = order;
    let mut agencies = Agencies::default();
    front::header(passages, &mut draft);
    if let Some(board) = draft.text("review", "partnership") {
        agencies.set_board(board);
    }
    facts::read(&sections, &mut draft);
    terms::read(&sections, &mut draft);
    people::read(&sections, &mut agencies, &mut draft);
    chronology::read(&sections, &agencies, &mut draft);
    let points = points::read(&sections);
    let findings = findings::read(&points, &agencies, &mut draft);
    plan::read(&sections, &points, &mut agencies, &findings, &mut draft);
    draft.parts.extend(agencies.into_parts());
    if sections.months_first() {
        draft.notes.push("The month comes first in its dates: 03/14/2027 is 14 March 2027.".to_owned());
    }
    offers::add(&sections, &mut draft);
    closest::add(&mut draft);
    draft.doubt_placeholders(&[]);
    whole::close(&mut draft);
    draft.parts.sort_by_key(|part| ORDER.iter().position(|name| *name == part.name));
    draft
}

/// How a document was read, where that is not plain.
fn notes(passages: &Passages) -> Vec<String> {
    let bold = match passages.promoted {
        0 => None,
        1 => Some("1 bold line was read as a heading.".to_owned()),
        many => Some(format!("{many} bold lines were read as headings.")),
    };
    bold.into_iter().chain(passages.warnings.iter().map(|warning| warning.message.clone())).collect()
}

/// How many actions stand in the action plans of a document, tables that have the headings of one.
#[must_use]
pub(crate) fn tabled_actions(passages: &Passages) -> usize {
    plan::count(passages)
}

/// The order of tables and lists in a review's file.
const ORDER: [&str; 11] = [
    "review",
    "dates",
    "terms",
    "terms.questions",
    "chair",
    "author",
    "panel",
    "agencies",
    "events",
    "findings",
    "actions",
];
