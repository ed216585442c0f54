//! Which findings the text of a summary mentions.
//!
//! A finding is mentioned where its id stands as a word of its own (an id with a digit, `F2`, or the words *finding 2*), or
//! where one passage holds two thirds of the content words of its title; a finding without a title goes by the first
//! sentence of its text. Content words have four letters or more and are not common words; endings do not matter.

use std::collections::{HashMap, HashSet};

use super::Finding;
use crate::document::passages::Passages;
use crate::text::{NameList, WordList, Words, identifiers, reading};

/// What a summary says of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mention {
    /// Whether it is mentioned; `None` if the finding says nothing by which it could be told.
    pub(super) is_mentioned: Option<bool>,
    /// The content words that the passage which holds most of them lacks; none where it is mentioned by its id.
    pub(super) lacking: Vec<String>,
}

/// What `summary`, whose passages make `text`, says of each of `findings`. What identifies a person is no content word, as a
/// summary should not hold it.
pub(super) fn mentions(findings: &[Finding], summary: &Passages, text: &str, names: &NameList) -> Vec<Mention> {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, passage) in summary.list.iter().enumerate() {
        for word in content_words(&passage.text) {
            holders.entry(word.stem).or_default().push(at);
        }
    }
    findings.iter().map(|finding| mention(finding, &holders, text, names)).collect()
}

fn mention(finding: &Finding, holders: &HashMap<String, Vec<usize>>, text: &str, names: &NameList) -> Mention {
    let id = finding.id.as_deref().unwrap_or_default();
    if stands_in(id, text) {
        return Mention { is_mentioned: Some(true), lacking: Vec::new() };
    }
    let without = |text: &str| without_identifiers(text, names);
    let of_text = || finding.text.as_deref().map(|text| reading::first_sentence(&without(text)).to_owned());
    let Some(title) = finding.title.as_deref().map(without).or_else(of_text) else {
        let lacking = Some(id).filter(|id| !id.is_empty()).map(str::to_owned).into_iter().collect();
        return Mention { is_mentioned: None, lacking };
    };
    let words = content_words(&title);
    let mut held: HashMap<usize, usize> = HashMap::new();
    for at in words.iter().filter_map(|word| holders.get(&word.stem)).flatten() {
        *held.entry(*at).or_default() += 1;
    }
    let best = held.into_iter().max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
    let (passage, count) = best.map_or((None, 0), |(at, count)| (Some(at), count));
    let in_passage = |word: &&ContentWord| {
        holders.get(&word.stem).is_some_and(|passages| passages.iter().any(|at| Some(*at) == passage))
    };
    let mut lacking: Vec<String> =
        words.iter().filter(|word| !in_passage(word)).map(|word| word.written.clone()).collect();
    if words.is_empty() && !id.is_empty() {
        // Only its id could tell it.
        lacking.push(id.to_owned());
    }
    Mention { is_mentioned: Some(!words.is_empty() && count * 3 >= words.len() * 2), lacking }
}

/// `text` with a blank in the place of whatever may identify a person.
fn without_identifiers(text: &str, names: &NameList) -> String {
    let mut left = String::with_capacity(text.len());
    let mut reached = 0;
    for hit in identifiers(text, names) {
        left.push_str(text.get(reached..hit.span.start).unwrap_or_default());
        left.push(' ');
        reached = reached.max(hit.span.end);
    }
    left + text.get(reached..).unwrap_or_default()
}

/// Whether the id of a finding, or its number after the word *finding*, stands in `text`.
fn stands_in(id: &str, text: &str) -> bool {
    let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    if number.is_empty() {
        return false;
    }
    let mut names = vec![format!("finding {number}")];
    if number.len() < id.len() {
        names.push(id.to_owned());
    }
    WordList::new(&Words::from(names)).is_some_and(|list| !list.ranges(text).is_empty())
}

/// A word that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ContentWord {
    /// As it is written, in small letters.
    written: String,
    /// Without its ending.
    stem: String,
}

/// Shorter words say little.
const SHORTEST: usize = 4;

/// Long words that say little, in small letters.
const COMMON: [&str; 96] = [
    "about",
    "above",
    "after",
    "again",
    "against",
    "also",
    "although",
    "always",
    "among",
    "another",
    "anybody",
    "anything",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "cannot",
    "could",
    "does",
    "doing",
    "down",
    "during",
    "each",
    "either",
    "enough",
    "even",
    "ever",
    "every",
    "everybody",
    "everything",
    "from",
    "further",
    "have",
    "having",
    "here",
    "however",
    "into",
    "itself",
    "just",
    "less",
    "like",
    "many",
    "might",
    "more",
    "most",
    "much",
    "must",
    "neither",
    "never",
    "nobody",
    "none",
    "nothing",
    "only",
    "onto",
    "other",
    "over",
    "same",
    "should",
    "since",
    "some",
    "somebody",
    "someone",
    "something",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "under",
    "until",
    "upon",
    "very",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "whom",
    "whose",
    "will",
    "with",
    "without",
    "would",
    "your",
    "yours",
];

/// The content words of a text, each once.
fn content_words(text: &str) -> Vec<ContentWord> {
    let mut seen = HashSet::new();
    let mut words = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric()) {
        let written = word.to_lowercase();
        if written.chars().count() < SHORTEST || COMMON.binary_search(&written.as_str()).is_ok() {
            continue;
        }
        let stem = stem(&written);
        if seen.insert(stem.clone()) {
            words.push(ContentWord { written, stem });
        }
    }
    words
}

/// A word without the ending that English gave it, as far as that is told by its letters.
fn stem(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let endings = ["ings", "ing", "edly", "ed", "es", "s", "ly"];
    let bare =
        endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2)).unwrap_or(word);
    let bare = bare.strip_suffix('e').unwrap_or(bare);
    let mut letters = bare.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !"aeioulsz".contains(last) => {
            bare.strip_suffix(last).unwrap_or(bare).to_owned()
        }
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn endings_do_not_matter() {
        let alike =
            [("shared", "sharing"), ("agencies", "agency"), ("stopped", "stops"), ("assessments", "assessment")];
        for (a, b) in alike {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
        assert_ne!(stem("missed"), stem("missing persons"));
    }
}
