//! Reads what one review says of each fact of the vocabulary, and where it says it.

use std::ops::Range;

use super::facts::Facts;
use super::model::ListName;
use super::narratives::DocumentKey;
use super::value::Value;
use super::vocabulary::{Fact, FactType, Scope, VOCABULARY};
use crate::text::Mask;

/// Texts that only fill their places make a form that says nothing from this number on.
const LEAST_FILLED: usize = 3;

impl Facts<'_> {
    /// Where in its document a byte of the text that `fact` reads is: `5 Action plan, paragraph 2`. `None` for what is no text
    /// of a document.
    #[must_use]
    pub(crate) fn place_in_text(&self, fact: &Fact, byte: usize, mask: &Mask) -> Option<String> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.name == key.dotted())?;
        self.prose(key)?.place(self.narratives().passages(key)?, byte, mask)
    }

    /// The document, the number of the passage and the byte of it that a byte of the text is, which `fact` reads. `None` for what
    /// is no text of a document.
    #[must_use]
    pub(crate) fn passage_in_text(&self, fact: &Fact, byte: usize) -> Option<(DocumentKey, usize, usize)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.name == key.dotted())?;
        let (passage, byte) = self.prose(key)?.passage(byte)?;
        Some((key, passage, byte))
    }

    /// The document, the number of the passage and the bytes of it that are what `fact` measures. `None` for what is in no one
    /// place.
    #[must_use]
    pub(crate) fn passage_measured(&self, fact: &Fact) -> Option<(DocumentKey, usize, Range<usize>)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.key() == key.dotted())?;
        let (passage, range) = self.prose(key).filter(|_| is_about_sentences(fact))?.longest_in()?;
        Some((key, passage, range))
    }

    /// Where in its document what `fact` measures is, and how it begins. `None` for what is in no one place.
    #[must_use]
    pub(crate) fn measured_at(&self, fact: &Fact, mask: &Mask) -> Option<(String, &str)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.key() == key.dotted())?;
        let prose = self.prose(key).filter(|_| is_about_sentences(fact))?;
        let byte = prose.longest_at()?;
        Some((prose.place(self.narratives().passages(key)?, byte, mask)?, prose.text.get(byte..)?))
    }

    /// Whether the review gives free texts and each only fills its place, where no document says more. A text or two may be left
    /// open in a form that has no others.
    #[must_use]
    pub(crate) fn says_nothing(&self) -> bool {
        // A title says which review it is, and nothing of the case.
        let is_own = |fact: &&Fact| !fact.key().starts_with("review.") && !fact.is_derived() && !fact.is_of_document();
        let facts = VOCABULARY.iter().filter(|fact| fact.kind == FactType::Text).filter(is_own);
        let mut filled = 0;
        for fact in facts {
            let items = match fact.scope {
                Scope::Review => 1,
                Scope::Item(list) => self.len(list),
            };
            for item in 0..items {
                let Some(Value::Text(text)) = (fact.get)(self, item) else { continue };
                if !text.trim().is_empty() && !fact.is_unfilled(text, self.placeholders) {
                    return false;
                }
                filled += 1;
            }
        }
        filled >= LEAST_FILLED && DocumentKey::ALL.into_iter().all(|key| self.narratives().passages(key).is_none())
    }

    /// What the review says of `fact`; `item` counts from 0 and is read by facts of items only.
    #[must_use]
    pub fn read<'f>(&'f self, fact: &Fact, item: usize) -> Value<'f> {
        match (fact.get)(self, item) {
            // A placeholder is stated, and says no more than an empty text.
            Some(Value::Text(text)) if fact.is_unfilled(text, self.placeholders) => Value::Text(""),
            Some(value) => value,
            None => self.missing(fact.key()),
        }
    }

    /// True if the review is whole and has no such list, not even an empty one.
    #[must_use]
    pub(crate) fn lacks(&self, list: ListName) -> bool {
        matches!(self.read(&list.fact(), 0), Value::Absent)
    }

    /// What a missing key stands for.
    fn missing(&self, key: &str) -> Value<'static> {
        if self.open.key(key) { Value::Unknown } else { Value::Absent }
    }
}

/// Whether the longest sentence of a document shows what a fact is about.
fn is_about_sentences(fact: &Fact) -> bool {
    fact.name.ends_with(".longest-sentence") || fact.name.ends_with(".long-sentences")
}
