//! Reasons as comments in the author's own document.

use std::collections::HashMap;

use super::review::headline_doc;
use crate::document::passages::{PassageKind, Passages};
use crate::engine::ReasonKind;
use crate::report::doc::{Block, Doc};
use crate::report::page::{Anchor, ReasonReport, ReviewReport, RuleReport};
use crate::report::render::comments::Comment;
use crate::review::DocumentKey;

/// The most words or paragraphs that one reason is a comment on.
const MOST: usize = 25;

/// Returns the comments for a copy of one document of a review, which has these passages: on the title the grade and how to
/// read the others, one for each reason on the words or the paragraph it is about, and one on the title for what belongs
/// nowhere in particular.
#[must_use]
pub fn comments(review: &ReviewReport, document: DocumentKey, passages: &Passages) -> Vec<Comment> {
    let is_low = |reason: &&ReasonReport| !matches!(reason.kind, ReasonKind::Strength | ReasonKind::NotApplicable);
    let rules = review.criteria.iter().flat_map(|criterion| &criterion.rules);
    let reasons = rules.flat_map(|rule| rule.reasons.iter().filter(is_low).map(move |reason| (rule, reason)));
    let title = title(passages);
    let mut elsewhere = vec!["Not about any one paragraph:".to_owned()];
    let mut questions = vec!["Questions for someone who did not write the review:".to_owned()];
    let mut placed = Placed::default();
    for (rule, reason) in reasons {
        let own: Vec<&Anchor> = reason.anchors.iter().filter(|anchor| anchor.document == document).collect();
        match own.as_slice() {
            _ if reason.kind == ReasonKind::Question => questions.push(format!("{}: {}", rule.id, sentence(reason))),
            [] => elsewhere.push(format!("{}: {}", rule.id, sentence(reason))),
            [one] if one.words.is_none() => placed.add(rule, reason, one.paragraph),
            _ => placed.comments.extend(on_words(rule, reason, &own)),
        }
    }
    let mut placed = placed.comments;
    let identifiers = review.identifiers.iter().filter_map(|found| {
        let line = format!("This may identify a person ({}, {}). Remove it.", found.kind, found.confidence);
        Some(on(found.place.anchor.as_ref().filter(|anchor| anchor.document == document)?, vec![line]))
    });
    placed.extend(identifiers);
    elsewhere.extend(review.second_look.iter().map(|look| format!("Worth a second look: {}", look.message)));
    let on_title = [questions, elsewhere].into_iter().filter(|lines| lines.len() > 1);
    let on_title = on_title.map(|lines| Comment { paragraph: title, words: None, lines });
    std::iter::once(first(review, title)).chain(on_title).chain(placed).collect()
}

/// Where the title is, or what the document begins with.
fn title(passages: &Passages) -> Option<usize> {
    let title = passages.list.iter().find(|passage| passage.kind == PassageKind::Title);
    title.or(passages.list.first()).and_then(|passage| passage.begins)
}

/// Comments on whole paragraphs and on words, in the order of their reasons.
#[derive(Default)]
struct Placed {
    comments: Vec<Comment>,
    /// Which comment is on a paragraph, by the paragraph and what the comment is about.
    known: HashMap<(usize, String), usize>,
}

impl Placed {
    /// Adds a reason to the comment on its paragraph that is about the same rule, or about what else is not known.
    fn add(&mut self, rule: &RuleReport, reason: &ReasonReport, paragraph: usize) {
        let is_unknown = reason.kind == ReasonKind::NotStated;
        let (about, line) = if is_unknown {
            ("Not known from the review:".to_owned(), format!("{}: {}", rule.id, sentence(reason)))
        } else {
            (format!("{} {}", rule.id, rule.title), sentence(reason))
        };
        let number = *self.known.entry((paragraph, about.clone())).or_insert(self.comments.len());
        if number == self.comments.len() {
            self.comments.push(Comment { paragraph: Some(paragraph), words: None, lines: vec![about] });
        }
        if let Some(comment) = self.comments.get_mut(number) {
            comment.lines.push(line);
        }
    }
}

/// The comments for one reason on each of its words: the first says it, the others lead there.
fn on_words(rule: &RuleReport, reason: &ReasonReport, anchors: &[&Anchor]) -> Vec<Comment> {
    let title = format!("{} {}", rule.id, rule.title);
    let all = anchors.len();
    let more = (all > MOST).then(|| format!("The first {MOST} of {all} places have a comment."));
    let first: Vec<String> = [title.clone(), sentence(reason)].into_iter().chain(more).collect();
    let further = vec![title, format!("The same applies here. See the first comment on {}.", rule.id)];
    let lines = |number: usize| if number == 0 { first.clone() } else { further.clone() };
    anchors.iter().take(MOST).enumerate().map(|(number, anchor)| on(anchor, lines(number))).collect()
}

fn on(anchor: &Anchor, lines: Vec<String>) -> Comment {
    Comment { paragraph: Some(anchor.paragraph), words: anchor.words.clone(), lines }
}

/// The grade, where it stands, and how to read this.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn first(review: &ReviewReport, title: Option<usize>) -> Comment {
    let Doc { blocks, .. } = headline_doc(review);
    let lines = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(line) | Block::Statement(line) => Some(line.plain()),
        _ => None,
    });
    let how = "Each comment by casegrade is a reason for this grade: the id of the rule, what is missing, and what to do. It sees what is written, not whether it is true.";
    Comment { paragraph: title, words: None, lines: lines.chain([how.to_owned()]).collect() }
}

/// The sentence of a reason, and what to do.
fn sentence(reason: &ReasonReport) -> String {
    let advice = reason.advice.as_ref().map(|advice| crate::text::capital(advice.as_str()));
    std::iter::once(crate::text::capital(reason.text.as_str()))
        .chain(advice)
        .map(|text| ended(&text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A sentence with its mark at the end.
fn ended(text: &str) -> String {
    if text.ends_with(['?', '!', '.']) { text.to_owned() } else { format!("{text}.") }
}
