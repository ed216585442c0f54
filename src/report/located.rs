//! What the report on a review is made from: its texts with their places, and the rubric, facts and answers behind its grade.

use std::fmt::Write;

use super::page::PlaceReport;
use crate::document::passages::Passages;
use crate::document::{Node, Sources, Step};
use crate::engine::Evidence;
use crate::judgement::Judgements;
use crate::review::Facts;
use crate::rubric::Rubric;
use crate::text::Mask;

/// A review's file with the lists beside it, for looking up places.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The texts, the review's own first.
    pub sources: &'a Sources,
    /// Their tree.
    pub root: &'a Node,
    /// Where the review is a document: the passages of it, which say where things are.
    pub passages: Option<&'a Passages>,
    /// What may not be shown of them.
    pub mask: &'a Mask,
}

impl Located<'_> {
    /// Returns the place of the value at `path` of a form.
    pub(super) fn place_of(&self, path: &str, node: &Node) -> PlaceReport {
        let (source, span) = self.sources.find(node.span);
        let place = source.place(span.start);
        let beside = !std::ptr::eq(source, self.sources.first());
        PlaceReport {
            // The keys of `[custom]` are somebody's words.
            path: self.mask.shown(path).to_string(),
            source: beside.then(|| self.mask.shown(&source.name)),
            line: Some(place.line),
            column: Some(place.column),
            passage: None,
            quote: None,
            anchor: None,
        }
    }
}

/// Returns the steps to evidence from the root of the review's tree: those of [`Evidence::trail`], without a list of them.
pub(super) fn steps_to(evidence: Evidence) -> impl Iterator<Item = Step> {
    let (name, item, key) = match evidence {
        Evidence::Key(key) => (key, None, None),
        Evidence::Item { list, at, key } => (list.name(), Some(at), key),
    };
    Step::dotted(name).chain(item.map(Step::Item)).chain(key.map(|key| Step::Key(key.into())))
}

/// Returns the path to evidence as it is written.
pub(super) fn path_to(evidence: Evidence) -> String {
    let mut path = String::with_capacity(40);
    // A text takes all that is written into it.
    let _ = write!(path, "{evidence}");
    path
}

/// What a review was graded with: what its reasons are worded from.
#[derive(Clone, Copy, Debug)]
pub struct GradedWith<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The review's facts.
    pub facts: &'a Facts<'a>,
    /// People's answers.
    pub judgements: &'a Judgements,
}
