//! The word lists of a rubric.

use super::builder::Builder;
use super::raw::RawRubric;
use crate::document::KeyPath;
use crate::text::{WordList, Words};

impl Builder<'_> {
    /// Commas and stars, which no text that is searched has between its words: a list is not written that way.
    fn marks(&mut self, words: &Words, trail: &KeyPath) {
        for (at, word) in words.any.iter().chain(&words.except).enumerate() {
            let (mark, help) = if word.contains(',') {
                ("comma", "write each word in quotes of its own: `[\"one\", \"two\"]`")
            } else if word.contains('*') {
                ("star", "to find a word with its endings, write `{ any = [\"neglect\"], inflected = true }`")
            } else {
                continue;
            };
            let table = self.root.find(trail).is_some_and(|node| node.entry("any").is_some());
            let place = match at.checked_sub(words.any.len()) {
                Some(at) => trail.key("except").item(at),
                None if table => trail.key("any").item(at),
                None => trail.item(at),
            };
            self.error(
                "wrong-value",
                format!("`{word}` has a {mark}, which nothing in a text matches"),
                &place,
                "here",
            );
            self.help(help);
        }
    }

    /// Exceptions that leave out nothing: those without a word of the list in them.
    fn exceptions(&mut self, words: &Words, list: &WordList, trail: &KeyPath) {
        let list = list.without_exceptions();
        for (at, phrase) in words.except.iter().enumerate() {
            let place = trail.key("except").item(at);
            if phrase.trim().is_empty() {
                self.error("empty-list", "the exception has no words", &place, "an exception needs at least one word");
            } else if !words.any.iter().any(|word| touches(&list, word, phrase)) {
                let message = format!("no word on the list occurs in `{}`", phrase.trim());
                self.error("no-effect", message, &place, "this exception has no effect");
                self.help(
                    "an exception is a phrase that contains a word on the list, such as `fault line` for `fault`",
                );
            }
        }
    }

    pub(super) fn word_lists(&mut self, raw: &RawRubric) {
        for (name, words) in &raw.words {
            let trail = KeyPath::dotted("words").key(name.clone());
            let words = Words::from(words);
            if words.any.iter().all(|word| word.trim().is_empty()) && !self.was_left_out(&trail, "any") {
                self.error(
                    "empty-list",
                    format!("the word list `{name}` has no words"),
                    &trail,
                    "add at least one word",
                );
            }
            self.marks(&words, &trail);
            match WordList::new(&words) {
                Some(list) => {
                    self.exceptions(&words, &list, &trail);
                    self.words.insert(name.clone(), list);
                }
                None => {
                    self.error("too-large", format!("the word list `{name}` is too long to search"), &trail, "here");
                }
            }
        }
    }
}

/// True if `phrase` holds a word of `list`, or begins or ends as `word`, a phrase of the list, ends or begins.
fn touches(list: &WordList, word: &str, phrase: &str) -> bool {
    let (own, other): (Vec<&str>, Vec<&str>) = (word.split_whitespace().collect(), phrase.split_whitespace().collect());
    let alike = |a: &[&str], b: &[&str]| a.iter().zip(b).all(|(a, b)| a.eq_ignore_ascii_case(b));
    let overlaps = |first: &[&str], second: &[&str]| {
        (1..=first.len().min(second.len()))
            .any(|some| alike(first.get(first.len() - some..).unwrap_or_default(), second))
    };
    !list.find(phrase).is_empty() || overlaps(&own, &other) || overlaps(&other, &own)
}
