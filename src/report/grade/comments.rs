//! Reasons as comments in the author's own document.

use super::headline_doc;
use crate::engine::ReasonKind;
use crate::report::doc::{Block, Doc};
use crate::report::page::{ReasonReport, ReviewReport, RuleReport};
use crate::report::render::comments::Comment;

/// Returns a comment on the title with the grade and how to read the others, one for each reason beside the paragraph it is
/// about, and one on the title for what belongs nowhere in particular.
#[must_use]
pub fn comments(review: &ReviewReport) -> Vec<Comment> {
    let told = |reason: &&ReasonReport| reason.kind != ReasonKind::Strength;
    let rules = review.criteria.iter().flat_map(|criterion| &criterion.rules);
    let reasons = rules.flat_map(|rule| rule.reasons.iter().filter(told).map(move |reason| (rule, reason)));
    let (placed, loose): (Vec<_>, Vec<_>) = reasons.partition(|(_, reason)| reason.place.begins.is_some());
    let placed =
        placed.iter().map(|(rule, reason)| Comment { paragraph: reason.place.begins, lines: lines(rule, reason) });
    let identifiers = review.identifiers.iter().filter(|found| found.place.begins.is_some()).map(|found| Comment {
        paragraph: found.place.begins,
        lines: vec![format!("This paragraph may identify a person ({}, {}). Remove it.", found.kind, found.confidence)],
    });
    let mut elsewhere = vec!["Not about any one paragraph:".to_owned()];
    elsewhere.extend(loose.iter().map(|(rule, reason)| format!("{}: {}", rule.id, sentence(reason))));
    elsewhere.extend(review.second_look.iter().map(|look| format!("Worth a second look: {}", look.message)));
    let elsewhere = (elsewhere.len() > 1).then_some(Comment { paragraph: None, lines: elsewhere });
    std::iter::once(first(review)).chain(elsewhere).chain(placed).chain(identifiers).collect()
}

/// The grade, where it stands, and how to read this.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn first(review: &ReviewReport) -> Comment {
    let Doc { blocks, .. } = headline_doc(review);
    let said = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(line) | Block::Statement(line) => Some(line.plain()),
        _ => None,
    });
    let how = "Each comment by casegrade is a reason for this grade: the id of the rule, what is missing, and what to do. It sees what is written, not whether it is true.";
    Comment { paragraph: None, lines: said.chain([how.to_owned()]).collect() }
}

fn lines(rule: &RuleReport, reason: &ReasonReport) -> Vec<String> {
    vec![format!("{} {}", rule.id, rule.title), sentence(reason)]
}

fn sentence(reason: &ReasonReport) -> String {
    let advice = reason.advice.as_ref().map_or_else(String::new, |advice| {
        format!(" {}.", crate::text::capital(advice.as_str().trim_end_matches('.')))
    });
    format!("{}.{advice}", reason.text.as_str().trim_end_matches('.'))
}
