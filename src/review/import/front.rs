//! What a document says of itself on its first pages: its title, its kind, whose it is, and whether it is a draft.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::{Draft, Value};
use super::text::{holds, pattern, words};
use crate::document::passages::{Passage, PassageKind, Passages};
use crate::text::Span;

/// The most passages that a title page can have.
const LONGEST_FRONT: usize = 30;

/// Adds the header.
pub(super) fn header(passages: &Passages, draft: &mut Draft) {
    let front: Vec<&Passage> = front(passages).collect();
    if let Some((title, span)) = title(passages, &front) {
        draft.put("review", Value::text("title", title, span));
    }
    let kinds = |text: &str| kind(text);
    let named = front.iter().find_map(|passage| Some((kinds(&passage.text)?, passage.span)));
    let told = || passages.list.iter().take(LONGEST_TEXT).find_map(|own| Some((kinds(&own.text)?, own.span)));
    if let Some((kind, span)) = named.or_else(told) {
        draft.put("review", Value::text("kind", kind, span));
    }
    let named = front.iter().find_map(|passage| Some((partnership(&passage.text)?, passage.span)));
    let told = || passages.list.iter().take(LONGEST_TEXT).find_map(|own| Some((commissioner(&own.text)?, own.span)));
    if let Some((name, span)) = named.or_else(told) {
        draft.put("review", Value::text("partnership", name, span));
    }
    let is_draft = |passage: &&&Passage| holds(&words(&passage.text), &["draft"]) && words(&passage.text).len() < 9;
    if let Some(passage) = front.iter().find(is_draft) {
        draft.put("review", Value::text("status", "draft", passage.span));
    }
}

/// The number of passages searched for what is not on the title page.
const LONGEST_TEXT: usize = 60;

/// What stands before the first heading that is not the title.
pub(super) fn front(passages: &Passages) -> impl Iterator<Item = &Passage> {
    let is_first = |at: usize| at == 0 && passages.list.iter().all(|own| own.kind != PassageKind::Title);
    let own = passages.list.iter().enumerate();
    let own = own.take_while(move |(at, own)| !matches!(own.kind, PassageKind::Heading(_)) || is_first(*at));
    own.map(|(_, passage)| passage).take(LONGEST_FRONT)
}

/// The title: the lines of it that do not only say whose the report is, or that it is one.
fn title(passages: &Passages, front: &[&Passage]) -> Option<(String, Span)> {
    let lines: Vec<&Passage> = passages.list.iter().filter(|own| own.kind == PassageKind::Title).take(6).collect();
    let first = passages.list.first().filter(|first| first.kind == PassageKind::Heading(1));
    let says = |own: &&&Passage| {
        let words = words(&own.text);
        let is_form = words.join(" ") == "overview report" || words.join(" ") == "executive summary";
        let is_marking = words.len() <= 5 && holds(&words, &["draft", "restricted", "confidential", "official"]);
        let names_writer = own.text.contains(':') && holds(&words, &["author", "reviewer", "chair", "date", "version"]);
        !is_form
            && !is_marking
            && !names_writer
            && partnership(&own.text).is_none_or(|name| name.len() + 4 < own.text.len())
    };
    let mut own: Vec<&Passage> = lines.iter().filter(says).copied().collect();
    if own.is_empty() {
        own.extend(lines.first().copied().or(first));
    }
    // A title that names only the kind of review goes on with the line that says of whom.
    if let [only] = own.as_slice()
        && kind(&only.text).is_some()
        && words(&only.text).len() <= 5
    {
        let about = |own: &&&Passage| {
            holds(&words(&own.text), &["death of", "respect of", "child", "adult", "concerning", "family"])
                && own.kind == PassageKind::Paragraph
                && own.text.len() < 100
        };
        own.extend(front.iter().find(about).copied());
    }
    let text: Vec<&str> = own.iter().map(|own| own.text.trim().trim_end_matches(':')).collect();
    Some((text.join(": "), own.first()?.span)).filter(|(text, _)| !text.is_empty())
}

/// The kind of review that a text names, if it names one.
fn kind(text: &str) -> Option<&'static str> {
    let words = words(text);
    let kinds: [(&[&str], &str); 4] = [
        (&["serious case review"], "scr"),
        (&["child safeguarding practice review", "lcspr", "cspr"], "lcspr"),
        (&["safeguarding adults review", "safeguarding adult review"], "sar"),
        (&["domestic homicide review", "domestic abuse related death review"], "dhr"),
    ];
    let mut found = kinds.into_iter().filter(|(phrases, _)| holds(&words, phrases)).map(|(_, kind)| kind);
    found.next().filter(|_| found.next().is_none())
}

const NAME: &str = r"(Safer\s+\w+\s+Partnership|(?:(?:[A-Z][\w’'-]*|and|&|of|the)\s+){1,8}(?:Safeguarding\s+(?:Children|Adults?|Childrens|Children’s)\s+(?:Board|Partnership)|Safeguarding\s+(?:Board|Partnership)|Community\s+Safety\s+Partnership|Safer\s+\w+\s+Partnership|Safeguarding\s+Children\s+and\s+Adults\s+(?:Board|Partnership)))";

/// The board or partnership that a line of the title page names.
fn partnership(text: &str) -> Option<String> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?i)^{NAME}(?:\\.|\\s*[,(–—|-].*)?$")));
    static BY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?:by|for|of)\\s+(?:the\\s+)?{NAME}\\.?$")));
    let text = text.trim();
    let found = BY.captures(text).or_else(|| LINE.captures(text))?;
    Some(found.get(1)?.as_str().trim_start_matches("the ").to_owned())
}

/// The board that a sentence says held the review.
fn commissioner(text: &str) -> Option<String> {
    static BY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!("(?:commissioned|arranged|undertaken|conducted) by (?:the )?{NAME}")));
    Some(BY.captures(text)?.get(1)?.as_str().to_owned())
}
