//! Words, labels and names in the text of a document.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use regex::Regex;

use crate::text::is_placeholder;

/// The words of a text, in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '#' && c != '\'' && c != '’');
    let bare = split.map(|word| word.trim_matches(['\'', '’']).replace('’', "'"));
    bare.filter(|word| !word.is_empty()).map(|word| word.to_lowercase()).collect()
}

/// True if the words of a text hold one of these phrases, word for word.
pub(super) fn holds(text: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        text.windows(phrase.len()).any(|window| window.iter().zip(&phrase).all(|(word, wanted)| word == wanted))
    })
}

/// A pattern that is known to be sound.
#[expect(clippy::expect_used, reason = "the pattern is fixed in the source")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a sound pattern")
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)]|\d{1,2}\t|\([a-zA-Z0-9]{1,2}\)|[a-z]\)|\(?[ivx]{1,4}\))\s+")
});

/// A number or letter typed in front of a text, and the text after it.
pub(super) fn typed_label(text: &str) -> (Option<&str>, &str) {
    match LABEL.find(text) {
        Some(found) => (Some(found.as_str().trim()), text.get(found.end()..).unwrap_or_default()),
        None => (None, text.trim_start()),
    }
}

/// Words that say nothing of what a text is about.
const EMPTY: [&str; 19] = [
    "the", "a", "an", "of", "to", "and", "in", "for", "is", "be", "that", "should", "on", "by", "at", "with", "it",
    "as", "was",
];

/// The words that say what a text is about, each once.
#[derive(Default)]
pub(super) struct Gist {
    /// A number for each word, in order. Two words have the same only by an unlikely chance.
    words: Vec<u64>,
    /// Likewise for those that have a digit.
    with_digits: Vec<u64>,
}

impl Gist {
    pub(super) fn from_text(text: &str) -> Self {
        let number = |word: &String| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        };
        let once = |mut numbers: Vec<u64>| {
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let mut full = words(text);
        full.retain(|word| !EMPTY.contains(&word.as_str()));
        let has_digit = |word: &&String| word.contains(|character: char| character.is_ascii_digit());
        let with_digits = once(full.iter().filter(has_digit).map(number).collect());
        Gist { words: once(full.iter().map(number).collect()), with_digits }
    }

    /// True if two texts say the same: most of the words of the shorter are in the other. Texts that each have a number of
    /// their own, such as `ward 3` and `ward 4`, do not.
    pub(super) fn is_same(&self, other: &Gist) -> bool {
        let has_own = |one: &Gist, other: &Gist| {
            one.with_digits.iter().any(|number| other.with_digits.binary_search(number).is_err())
        };
        if has_own(self, other) && has_own(other, self) {
            return false;
        }
        let (shorter, longer) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        if shorter.len() < 4 {
            return shorter == longer;
        }
        // The shorter one may lack this many.
        let mut lacking = shorter.len() - (shorter.len() * 8).div_ceil(10);
        let mut others = longer.iter().peekable();
        shorter.iter().all(|own| {
            while others.next_if(|next| *next < own).is_some() {}
            others.peek() == Some(&own) || lacking.checked_sub(1).map(|less| lacking = less).is_some()
        })
    }
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?;]['’”]?\s+"));
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in END.find_iter(text) {
        let next_is_large = text.get(end.end()..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_lowercase()));
        if next_is_large {
            sentences.extend(text.get(start..end.start() + 1));
            start = end.end();
        }
    }
    sentences.extend(text.get(start..));
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

/// Why a text is not taken at its word: it is still to be filled in. None if it is a value.
pub(super) fn unsettled(text: &str) -> Option<&'static str> {
    if is_bracketed(text) {
        return Some("it says what belongs here");
    }
    let own = text.trim().to_lowercase();
    let begins = ["to be agreed", "to be confirmed", "to be decided", "tbc ", "not yet known"];
    if is_placeholder(text) || begins.iter().any(|begin| own.starts_with(begin)) {
        return Some("this is not settled");
    }
    let boxes = text.chars().filter(|c| matches!(c, '☐' | '☑' | '☒' | '✓' | '✗')).count();
    (boxes > 0).then_some("a box is beside it")
}

/// True for text of a template: all of it in square brackets, which no masked text is.
pub(super) fn is_bracketed(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.starts_with("masked") && !inner.contains(['[', ']']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_a_number_are_not_the_same() {
        let is_same = |one: &str, other: &str| Gist::from_text(one).is_same(&Gist::from_text(other));
        let review = "The trust should review the night rota of ward";
        assert!(is_same(&format!("{review} 3"), &format!("{review} 3 at once")));
        assert!(is_same(review, &format!("{review} 3 by 1 May 2010")));
        assert!(!is_same(&format!("{review} 3"), &format!("{review} 4")));
        assert!(!is_same(&format!("{review} 3 by 1 May 2010"), &format!("{review} 4 by 1 May 2010")));
    }
}
