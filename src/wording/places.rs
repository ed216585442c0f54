//! Where in a document what a reason speaks of is, in words that lead a person there.

use std::ops::Range;

use super::values::QuotedFacts;
use crate::review::{DocumentKey, Fact, Facts, Value};
use crate::rubric::{Condition, Exact, Found, Piece, Side, Template, Test};
use crate::text::{and_list, plural, reading};

/// The most different words that are named.
const MOST_WORDS: usize = 8;
/// The most places of one word that are named.
const MOST_PLACES: usize = 3;
/// The number of words that identify a sentence.
const FIRST_WORDS: usize = 6;
/// The number of words passed on to be shortened, so that masking sees them whole.
const GIVEN_WORDS: usize = 40;

/// Exact words that a reason is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The document and the number of its passage; `None` where they are in the text that the evidence is.
    pub passage: Option<(DocumentKey, usize)>,
    /// The words as they are written.
    pub text: String,
    /// How many times the same text has them before.
    pub before: usize,
}

/// The words of the rubric's lists that the failed texts hold and should hold less often, each as often as it is there.
pub(super) fn marks(facts: &Facts<'_>, failed: &[&Condition], item: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    for condition in failed {
        let value = facts.read(condition.fact, item);
        let Value::Text(text) = value else { continue };
        for test in &condition.tests {
            let Test::Words { list, bounds, .. } = test else { continue };
            // Where more of the words are needed, those that are there are not what is wrong.
            if !bounds.iter().any(|bound| matches!(bound.side, Side::AtMost | Side::LessThan)) {
                continue;
            }
            let within = |range: Range<usize>| mark(facts, condition.fact, text, range);
            marks.extend(list.ranges(text).into_iter().filter_map(within));
        }
    }
    marks
}

/// The words at this range of a text that `fact` reads.
fn mark(facts: &Facts<'_>, fact: &Fact, text: &str, range: Range<usize>) -> Option<Mark> {
    let words = text.get(range.clone())?;
    let place = facts.passage_in_text(fact, range.start);
    let begins = place.map_or(0, |(.., byte)| range.start - byte);
    let before = text.get(begins..range.start)?.matches(words).count();
    Some(Mark { passage: place.map(|(key, passage, _)| (key, passage)), text: words.to_owned(), before })
}

/// What a number measures, where it is in one place of a document.
pub(super) fn measured_mark(facts: &Facts<'_>, fact: &Fact) -> Option<Mark> {
    let (key, passage, range) = facts.passage_measured(fact)?;
    let text = facts.narratives().passages(key)?.list.get(passage)?.text.as_str();
    let words = text.get(range.clone())?.trim();
    let before = text.get(..range.start)?.matches(words).count();
    Some(Mark { passage: Some((key, passage)), text: words.to_owned(), before })
}

/// The words of the rubric's lists that the failed texts hold, each once, in quotes; of a document with their places.
pub(super) fn matched(QuotedFacts { facts, mask }: QuotedFacts<'_>, failed: &[&Condition], item: usize) -> String {
    let mut words: Vec<(String, Vec<String>)> = Vec::new();
    for condition in failed {
        let value = facts.read(condition.fact, item);
        let Value::Text(text) = value else { continue };
        for test in &condition.tests {
            let Test::Words { list, .. } = test else { continue };
            for range in list.ranges(text) {
                let place = facts.place_in_text(condition.fact, range.start, mask);
                let word = text.get(range).unwrap_or_default();
                add(&mut words, word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(), place);
            }
        }
    }
    let others = words.len().saturating_sub(MOST_WORDS);
    let mut said: Vec<String> = words.iter().take(MOST_WORDS).map(|(word, places)| with_places(word, places)).collect();
    if others > 0 {
        said.push(plural(others, "other", "others"));
    }
    and_list(&said)
}

fn add(words: &mut Vec<(String, Vec<String>)>, word: String, place: Option<String>) {
    match words.iter_mut().find(|(known, _)| *known == word) {
        Some((_, places)) => places.extend(place),
        None => words.push((word, place.into_iter().collect())),
    }
}

fn with_places(word: &str, places: &[String]) -> String {
    let mut different: Vec<&String> = Vec::new();
    for place in places {
        if !different.contains(&place) {
            different.push(place);
        }
    }
    let others = different.len().saturating_sub(MOST_PLACES);
    let mut said: Vec<String> = different.into_iter().take(MOST_PLACES).cloned().collect();
    if others > 0 {
        said.push(plural(others, "other place", "other places"));
    }
    if said.is_empty() { format!("“{word}”") } else { format!("“{word}” ({})", said.join("; ")) }
}

/// The keys of the documents that conditions would be read from and that were not given, in backticks.
pub(super) fn unread(facts: &Facts<'_>, conditions: &[&Condition]) -> Vec<String> {
    let mut keys: Vec<String> = conditions.iter().flat_map(|condition| unread_by(facts, condition.fact)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The same of one fact.
pub(super) fn unread_by(facts: &Facts<'_>, fact: &Fact) -> Vec<String> {
    let narratives = facts.narratives();
    let documents =
        DocumentKey::ALL.into_iter().filter(|key| narratives.passages(*key).is_none()).map(DocumentKey::dotted);
    let read = fact.documents();
    documents.filter(|key| read.contains(key)).map(|key| format!("`{key}`")).collect()
}

/// How many words of lists a document holds, where that is what was tested: the document itself is too long to be said.
pub(super) fn counted(condition: &Condition, value: &Value<'_>) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let count = |test: &Test| {
        let Test::Words { name, list, per, .. } = test else { return None };
        let found = list.ranges(text).len();
        let words = plural(found, "word", "words");
        let rate =
            per.map(|per| format!(", {:.1} in {per}", Exact::rate(found, reading::words(text), per).approximate()));
        Some(format!("{words} from the list `{name}`{}", rate.unwrap_or_default()))
    };
    let counts: Vec<String> = condition.tests.iter().filter_map(count).collect();
    (condition.fact.is_of_document() && !counts.is_empty()).then(|| and_list(&counts))
}

/// What leads to the places in documents that the failed conditions are about, to be said after a sentence; empty where it
/// holds them already, or where there are none.
pub(super) fn after(
    quoted: QuotedFacts<'_>,
    template: Option<&Template>,
    failed: &[&Condition],
    item: usize,
) -> String {
    let says_words = template
        .is_some_and(|template| template.pieces.iter().any(|piece| matches!(piece, Piece::Found(Found::Matched))));
    let mut said: Vec<String> = Vec::new();
    let of_text: Vec<&Condition> = failed.iter().filter(|one| one.fact.is_of_document()).copied().collect();
    let words = if says_words { String::new() } else { matched(quoted, &of_text, item) };
    if !words.is_empty() {
        said.push(words);
    }
    said.extend(failed.iter().filter_map(|condition| measured(quoted, condition.fact)));
    said.iter().map(|place| format!(": {place}")).collect()
}

/// Where what a number measures is, where it is in one place of a document: `“The review was told that …” (2 Findings,
/// paragraph 3)`.
pub(super) fn measured(QuotedFacts { facts, mask }: QuotedFacts<'_>, fact: &Fact) -> Option<String> {
    let (place, text) = facts.measured_at(fact, mask)?;
    let words = |count| text.split_whitespace().take(count).collect::<Vec<_>>().join(" ");
    Some(format!("“{}” ({place})", mask.cut(&words(GIVEN_WORDS), words(FIRST_WORDS).chars().count())))
}
