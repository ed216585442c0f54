//! Where reasons are in the Word documents of a review: their paragraphs and, where they are about words, the words.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::located::steps_to;
use super::page::Anchor;
use super::render::comments::ExactWords;
use crate::document::passages::{Passage, Passages};
use crate::document::{KeyPath, Kind, Node};
use crate::engine::Evidence;
use crate::review::{DocumentKey, Facts};
use crate::wording::Mark;

/// A text of fewer words than this is in too many places to be looked for.
const FEWEST_WORDS: usize = 3;

/// The number of places in one passage that are many.
const MANY: usize = 16;

/// Finds the items of a form in the draft that the form names.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The paragraphs of the draft with the bytes at which they begin; in small letters, with single spaces.
    paragraphs: OnceCell<Vec<(usize, String)>>,
}

impl Draft {
    /// Where a text of the value or item at `evidence` is in the overview of a form.
    pub(super) fn anchor(&self, facts: &Facts<'_>, root: &Node, evidence: Evidence) -> Option<Anchor> {
        let overview = facts.narratives().overview.filter(|passages| !passages.has_lines)?;
        let paragraphs = self.paragraphs.get_or_init(|| paragraphs(overview));
        let texts = texts(root, evidence);
        let begins = |text: &String| paragraphs.iter().find(|(_, own)| own.contains(text)).map(|(begins, _)| *begins);
        let paragraph = texts.iter().find_map(begins)?;
        Some(Anchor { document: DocumentKey::Overview, paragraph, words: None })
    }
}

fn paragraphs(passages: &Passages) -> Vec<(usize, String)> {
    passages.list.iter().filter_map(|passage| Some((passage.begins?, plain(&passage.text)))).collect()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The texts to look for: that of the value itself, then those of its item, the longest first.
fn texts(root: &Node, evidence: Evidence) -> Vec<String> {
    let own = root.reach(steps_to(evidence)).1.and_then(text);
    let item = match evidence {
        Evidence::Item { list, at, .. } => root.find(&KeyPath::dotted(list.name()).item(at)),
        Evidence::Key(_) => None,
    };
    let mut others: Vec<String> =
        item.map_or(&[][..], Node::entries).iter().filter_map(|entry| text(&entry.value)).collect();
    others.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let long = |text: &String| text.split(' ').count() >= FEWEST_WORDS;
    own.into_iter().chain(others).filter(long).collect()
}

fn text(node: &Node) -> Option<String> {
    if let Kind::Str(text) = &node.kind { Some(plain(text.trim_end_matches('.'))) } else { None }
}

/// What a form writes in the value at `evidence`, or as the text of its item.
pub(super) fn quoted(root: &Node, evidence: Evidence) -> Option<&str> {
    let long = |text: &&str| text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    let own = root.reach(steps_to(evidence)).1.and_then(Node::text).filter(long);
    let Evidence::Item { list, at, .. } = evidence else { return own };
    let item = root.find(&KeyPath::dotted(list.name()).item(at))?;
    own.or_else(|| ["text", "what", "title"].into_iter().find_map(|key| item.entry(key)?.value.text().filter(long)))
}

/// Where the words of a mark are; `place` is where its reason is.
pub(super) fn marked(facts: &Facts<'_>, mark: &Mark, place: Option<&Anchor>) -> Option<Anchor> {
    let words = ExactWords { text: mark.text.clone(), before: mark.before, further: 0 };
    let Some((document, passage)) = mark.passage else {
        return place.map(|place| Anchor { words: Some(words), ..place.clone() });
    };
    let passage = facts.narratives().passages(document)?.list.get(passage)?;
    Some(Anchor {
        document,
        paragraph: passage.begins?,
        words: Some(ExactWords { further: further(passage), ..words }),
    })
}

/// Where stretches of a passage are, in their order; nowhere in a text that is no Word document, where nothing needs to be counted.
pub(super) fn stretches(document: DocumentKey, passage: &Passage, ranges: &[Range<usize>]) -> Vec<Option<Anchor>> {
    let Some(paragraph) = passage.begins else { return vec![None; ranges.len()] };
    let further = further(passage);
    let before = before(&passage.text, ranges);
    let anchor = |(range, before): (&Range<usize>, usize)| {
        let text = passage.text.get(range.clone())?.to_owned();
        Some(Anchor { document, paragraph, words: Some(ExactWords { text, before, further }) })
    };
    ranges.iter().zip(before).map(anchor).collect()
}

/// For each of these ranges of a text, in order, how often its words occur before it.
fn before(text: &str, ranges: &[Range<usize>]) -> Vec<usize> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut words: Vec<&str> = Vec::new();
    let own: Vec<usize> = ranges
        .iter()
        .map(|range| {
            let text = text.get(range.clone()).unwrap_or_default();
            *numbers.entry(text).or_insert_with(|| {
                words.push(text);
                words.len() - 1
            })
        })
        .collect();
    let count = |(range, own): (&Range<usize>, &usize)| {
        let before = text.get(..range.start).unwrap_or_default();
        words.get(*own).map_or(0, |words| before.matches(words).count())
    };
    // All are counted in one pass where there are many.
    let finder = (ranges.len() >= MANY).then(|| AhoCorasick::new(&words).ok()).flatten();
    let Some(finder) = finder else { return ranges.iter().zip(&own).map(count).collect() };
    let mut found = finder.find_overlapping_iter(text).peekable();
    // The number of times, and the end of the last.
    let mut counts = vec![(0, 0); words.len()];
    let mut all = Vec::with_capacity(ranges.len());
    for (range, own) in ranges.iter().zip(&own) {
        while let Some(next) = found.next_if(|next| next.end() <= range.start) {
            if let Some((count, end)) = counts.get_mut(next.pattern().as_usize())
                && next.start() >= *end
            {
                (*count, *end) = (*count + 1, next.end());
            }
        }
        all.push(counts.get(*own).map_or(0, |(count, _)| *count));
    }
    all
}

/// How many paragraphs a passage can have after its first.
fn further(passage: &Passage) -> usize {
    passage.text.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counting in one pass gives the same as counting one after another.
    #[test]
    fn words_are_counted_before_each_range() {
        let text = "aa a aaa aa b aaaa b aa ".repeat(9);
        let starts = text.char_indices().map(|(at, _)| at);
        let ranges: Vec<Range<usize>> = starts.map(|at| at..text.len().min(at + 1 + at % 4)).collect();
        let counted = |range: &Range<usize>| text[..range.start].matches(&text[range.clone()]).count();
        let expected: Vec<usize> = ranges.iter().map(counted).collect();
        assert!(ranges.len() > MANY);
        assert_eq!(before(&text, &ranges), expected);
        assert_eq!(before(&text, &ranges[50..60]), expected[50..60]);
    }
}
