//! Where reasons are in the Word documents of a review: their paragraphs and, where they are about words, the words.

use std::cell::OnceCell;
use std::ops::Range;

use super::page::Anchor;
use super::render::comments::ExactWords;
use crate::document::passages::{Passage, Passages};
use crate::document::{KeyPath, Kind, Node};
use crate::engine::Evidence;
use crate::review::{DocumentKey, Facts};
use crate::wording::Mark;

/// A text of fewer words than this is in too many places to be looked for.
const FEWEST_WORDS: usize = 3;

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
    let own = root.find(&evidence.trail()).and_then(text);
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
    let own = root.find(&evidence.trail()).and_then(Node::text).filter(long);
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

/// Where a stretch of a passage is.
pub(super) fn stretch(document: DocumentKey, passage: &Passage, range: Range<usize>) -> Option<Anchor> {
    // In a text that is no Word document nothing needs to be counted.
    let paragraph = passage.begins?;
    let text = passage.text.get(range.clone())?.to_owned();
    let before = passage.text.get(..range.start)?.matches(text.as_str()).count();
    let words = ExactWords { text, before, further: further(passage) };
    Some(Anchor { document, paragraph, words: Some(words) })
}

/// How many paragraphs a passage can have after its first.
fn further(passage: &Passage) -> usize {
    passage.text.matches('\n').count()
}
