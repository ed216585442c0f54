//! What a document is, before anything in it is read.

use crate::document::{Diagnostic, Format, Kind, Node};
use crate::text::same_but_for_case;

/// What a document is by its first look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// It has the table `review`.
    Review,
    /// A rubric.
    Rubric,
    /// The cases of a rubric.
    Cases,
    /// A person's judgements.
    Judgements,
    /// A result of this program.
    Result,
    /// Nothing.
    Nothing,
    /// A list, a text, a number: no table.
    NoTable,
    /// A table of something else.
    Unknown,
}

impl Content {
    /// Looks at the first keys of a document.
    #[must_use]
    pub(crate) fn detect(root: &Node) -> Content {
        let keys = match &root.kind {
            Kind::Map(entries) => entries,
            Kind::Null => return Content::Nothing,
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Seq(_) => {
                return Content::NoTable;
            }
        };
        let given = |key| root.entry(key).is_some_and(|entry| !matches!(entry.value.kind, Kind::Null));
        match () {
            () if given("review") => Content::Review,
            () if is_result(root) => Content::Result,
            () if given("cases") => Content::Cases,
            () if given("answers") || given("departures") || given("waivers") => Content::Judgements,
            () if given("rubric") => Content::Rubric,
            () if keys.is_empty() => Content::Nothing,
            () => Content::Unknown,
        }
    }
}

/// Whether the first heading of the review is misspelled, which has its own error.
pub(super) fn has_review_misspelled(root: &Node) -> bool {
    let Kind::Map(entries) = &root.kind else { return false };
    entries.iter().any(|entry| same_but_for_case(&entry.key, ["review"]).is_some())
}

/// True for what this program writes as JSON: it names itself first.
fn is_result(root: &Node) -> bool {
    let name = root.entry("tool").and_then(|tool| tool.value.entry("name"));
    name.is_some_and(|name| matches!(&name.value.kind, Kind::Str(name) if name == env!("CARGO_PKG_NAME")))
}

pub(super) fn not_a_review(root: &Node, content: Content, format: Format) -> Diagnostic {
    let message = match content {
        Content::Rubric => "this is a rubric, not a review",
        Content::Cases => "these are the cases of a rubric, not a review",
        Content::Judgements => "these are answers to a rubric's questions, not a review",
        Content::Result => "this is a result of grading, not a review",
        Content::Nothing => "the file is empty, or has nothing in it but notes",
        Content::NoTable => "this is no table of keys and values, as a review is",
        Content::Review | Content::Unknown => "the table `review` is missing",
    };
    let id = format.pair("id", "\"...\"");
    Diagnostic::error("not-a-review", message)
        .at(root.span, "here")
        .help(format!("a review begins with {} and an {id} in it", format.table("review")))
}
