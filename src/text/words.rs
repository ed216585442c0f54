//! Lists of words and phrases, found in a text as whole words.

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of words and phrases to look for: whole words only, case does not matter, the longest phrase wins.
#[derive(Clone, Debug)]
pub struct WordList {
    finder: Option<AhoCorasick>,
}

impl WordList {
    /// Prepares `words` for searching. Returns `None` if the list is too large to search (many megabytes).
    #[must_use]
    pub fn new<S: AsRef<str>>(words: &[S]) -> Option<Self> {
        let words: Vec<&str> = words.iter().map(|word| word.as_ref().trim()).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Some(WordList { finder: None });
        }
        let built =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words);
        built.ok().map(|finder| WordList { finder: Some(finder) })
    }

    /// The words of the list that `text` holds, each as the text spells it, in the order of the text.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let whole = |range: &std::ops::Range<usize>| !inside_word(text, range.start) && !inside_word(text, range.end);
        let ranges = finder.find_iter(text).map(|found| found.range());
        ranges.filter(whole).filter_map(|range| text.get(range)).collect()
    }
}

/// True if the letters on both sides of byte `at` belong to one word.
fn inside_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|part| part.chars().next_back());
    let after = text.get(at..).and_then(|part| part.chars().next());
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    letter(before) && letter(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_case_and_the_longest_phrase() {
        let list = WordList::new(&["at fault", "fault", "poor", "should have"]).unwrap();
        assert_eq!(list.find("She was At Fault; poorly default. Poor."), ["At Fault", "Poor"]);
        assert_eq!(list.find("a façade, poor-ish"), ["poor"]);
        assert!(WordList::new(&[""]).unwrap().find("anything").is_empty());
    }
}
