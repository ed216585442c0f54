//! Which passage of a document is about the same as a text of the form.

use std::collections::HashSet;

use crate::document::passages::{Passage, Passages};

/// How many characters of a text must be in a passage for both to be the same.
const SAME: usize = 60;
/// Shorter words say little.
const SHORTEST: usize = 5;
/// The number of words of a text that are looked for.
const LOOKED_FOR: usize = 12;
/// The fewest words that a passage must share with a text.
const LEAST: usize = 3;

/// A document of a review, prepared for looking up passages.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// What it is called.
    pub(super) name: &'static str,
    /// Its passages.
    pub(super) passages: &'a Passages,
    /// Each passage in small letters with single spaces, and its words with those of the headings above it.
    known: Vec<(String, HashSet<String>)>,
}

impl<'a> Document<'a> {
    pub(super) fn new(name: &'static str, passages: &'a Passages) -> Self {
        let known = passages.list.iter().map(|passage| {
            let headings = passages.headings(passage);
            let texts = headings.iter().map(|heading| heading.text.as_str()).chain([passage.text.as_str()]);
            (folded(&passage.text), texts.flat_map(words).collect())
        });
        Document { name, passages, known: known.collect() }
    }

    /// Returns the passage that holds the beginning of a text, or else the paragraph that shares most words with it, if that is
    /// at least half of them.
    pub(super) fn find(&self, text: &str) -> Option<&'a Passage> {
        let start: String = folded(text).chars().take(SAME).collect();
        if let Some(at) = self.known.iter().position(|(own, _)| own.contains(&start)) {
            return self.passages.list.get(at);
        }
        let mut wanted: Vec<String> = Vec::new();
        for word in words(text).take(LOOKED_FOR) {
            if !wanted.contains(&word) {
                wanted.push(word);
            }
        }
        let shared = |own: &HashSet<String>| wanted.iter().filter(|word| own.contains(*word)).count();
        let paragraphs = self.passages.list.iter().zip(&self.known).filter(|(passage, _)| !passage.is_heading());
        let counts = paragraphs.map(|(passage, (_, own))| (shared(own), passage));
        // Of several that share as many words the first is meant.
        let (count, passage) = counts.rev().max_by_key(|(count, _)| *count)?;
        (count >= LEAST && count * 2 >= wanted.len()).then_some(passage)
    }
}

/// A text in small letters with single spaces.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The long words of a text, in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= SHORTEST)
}
