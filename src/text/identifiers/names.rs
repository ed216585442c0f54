//! NameList that the author keeps confidential, and what may stay all the same.

use std::collections::HashMap;

use super::common_words::is_common;
use super::{Confidence, Identifier, IdentifierKind};
use crate::text::Span;
use crate::text::folded::Folded;

/// The author's list of confidential names, with what may stay though it looks like an identifier.
///
/// Its form is a text: a name a line, as it is written in the report; `#` begins a comment; `allow: ` before a text lets that
/// text stay. It never shows what it holds: there is no way to print one.
#[derive(Clone, Default)]
pub struct NameList {
    names: Phrases,
    allowed: Phrases,
}

/// Why a list of names cannot be read; it never says what the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// The line has neither letters nor digits.
    Nothing {
        /// The line, from 1.
        line: usize,
    },
    /// `allow:` is not followed by what may stay.
    AllowsNothing {
        /// The line, from 1.
        line: usize,
    },
}

impl std::fmt::Debug for NameList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameList").field("count", &self.names.count).finish_non_exhaustive()
    }
}

/// Phrases by the word that they begin with.
#[derive(Clone, Debug, Default)]
struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
    /// The letters that the first words begin with, small and large: most words of a text begin with another.
    initials: Vec<char>,
    count: usize,
}

/// A name: its words in small letters, the first left out.
#[derive(Clone, Debug)]
struct Phrase {
    rest: Vec<String>,
    /// Which of the list it is, from 1.
    number: usize,
    /// True if it is a name only where its words begin with a large letter.
    capitals: bool,
}

impl NameList {
    /// Reads a list.
    ///
    /// # Errors
    /// Every line that holds nothing that could be found.
    pub fn read(text: &str) -> Result<NameList, Vec<NameError>> {
        let mut names = NameList::default();
        let mut wrong = Vec::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line_number = at + 1;
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            if let Some(allowed) = allow(line) {
                if !names.allowed.add(allowed, false) {
                    wrong.push(NameError::AllowsNothing { line: line_number });
                }
            } else if !names.names.add(line, true) {
                wrong.push(NameError::Nothing { line: line_number });
            }
        }
        if wrong.is_empty() { Ok(names) } else { Err(wrong) }
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.count
    }

    /// True if there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.count == 0
    }

    /// Adds the names in a plain text to `found`.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Identifier>) {
        let hits = self.names.find(text).into_iter().map(|(span, number)| Identifier {
            span,
            kind: IdentifierKind::ConfidentialName,
            confidence: Confidence::Certain,
            name: Some(number),
        });
        found.extend(hits);
    }

    /// Where a plain text holds what may stay.
    pub(super) fn allowed(&self, text: &str) -> Vec<Span> {
        self.allowed.find(text).into_iter().map(|(span, _)| span).collect()
    }
}

/// What a line lets stay, if it is one that lets something stay.
fn allow(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once(':')?;
    word.trim().eq_ignore_ascii_case("allow").then_some(rest)
}

impl Phrases {
    /// Adds a line; false if there is no word in it.
    fn add(&mut self, line: &str, are_names: bool) -> bool {
        let folded = Folded::new(line);
        let words: Vec<String> = words(&folded.text).map(|word| word.text.to_lowercase()).collect();
        let Some((first, rest)) = words.split_first() else { return false };
        self.count += 1;
        let capitals = are_names && words.iter().all(|word| is_common(word));
        let phrase = |rest: &[String]| Phrase { rest: rest.to_vec(), number: self.count, capitals };
        let mut spellings = vec![(first.clone(), phrase(rest))];
        if let [others @ .., last] = words.as_slice()
            && !others.is_empty()
        {
            // `janesmith`, and `Smith, Jane`.
            spellings.push((words.concat(), phrase(&[])));
            spellings.push((last.clone(), phrase(others)));
        }
        for (first, phrase) in spellings {
            let initial = first.chars().next();
            self.initials
                .extend(initial.into_iter().flat_map(|letter| std::iter::once(letter).chain(letter.to_uppercase())));
            self.by_first.entry(first).or_default().push(phrase);
        }
        true
    }

    /// Where the phrases stand in a plain text, and which they are: of those that begin at one place the longest.
    fn find(&self, text: &str) -> Vec<(Span, usize)> {
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let words: Vec<Word<'_>> = words(text).collect();
        let mut small = String::new();
        let mut found = Vec::new();
        for at in 0..words.len() {
            let (before, from) = words.split_at(at);
            let Some((first, rest)) = from.split_first() else { break };
            if !first.text.starts_with(self.initials.as_slice()) {
                continue;
            }
            small.clear();
            small.extend(first.text.chars().flat_map(char::to_lowercase));
            let phrases = self.beginning_with(&small);
            let ends = phrases.filter_map(|phrase| Some((phrase.end(text, first, rest)?, phrase)));
            let Some((end, phrase)) = ends.max_by_key(|(end, _)| *end) else { continue };
            if !(phrase.rest.is_empty() && is_in_a_date(&small, before.last(), rest.first())) {
                found.push((Span::new(first.at, end), phrase.number));
            }
        }
        found
    }

    /// The phrases that begin with this word; those of one word may stand in the plural.
    fn beginning_with(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        let stems = ["s", "es"].into_iter().filter_map(|ending| self.by_first.get(word.strip_suffix(ending)?));
        let plurals = stems.flatten().filter(|phrase| phrase.rest.is_empty());
        self.by_first.get(word).into_iter().flatten().chain(plurals)
    }
}

impl Phrase {
    /// Where it ends in `text`, if it is there: its first word is.
    fn end(&self, text: &str, first: &Word<'_>, rest: &[Word<'_>]) -> Option<usize> {
        let mut end = first.end();
        if self.capitals && !first.is_large() {
            return None;
        }
        for (at, wanted) in self.rest.iter().enumerate() {
            let word = rest.get(at)?;
            let between = text.get(end..word.at)?;
            let joins = between.len() <= 4 && between.bytes().all(|byte| b" \n-'.,\"".contains(&byte));
            let small = word.text.to_lowercase();
            let is_last = at + 1 == self.rest.len();
            let is_wanted = small == *wanted || is_last && is_plural(&small, wanted);
            if !joins || !is_wanted || self.capitals && !word.is_large() {
                return None;
            }
            end = word.end();
        }
        Some(end)
    }
}

fn is_plural(word: &str, of: &str) -> bool {
    word.strip_prefix(of).is_some_and(|ending| matches!(ending, "s" | "es"))
}

/// True for a month that is part of a date: `12 May`, `May 2009`.
fn is_in_a_date(word: &str, before: Option<&Word<'_>>, after: Option<&Word<'_>>) -> bool {
    let is_number = |word: &Word<'_>| word.text.starts_with(|letter: char| letter.is_ascii_digit());
    let is_day = |word: &Word<'_>| is_number(word) || matches!(word.text, "st" | "nd" | "rd" | "th");
    matches!(word, "april" | "may" | "june" | "august") && (before.is_some_and(is_day) || after.is_some_and(is_number))
}

/// A run of letters or of digits.
struct Word<'t> {
    at: usize,
    text: &'t str,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// True if its first letter is large, or it has none.
    fn is_large(&self) -> bool {
        !self.text.starts_with(char::is_lowercase)
    }
}

/// The words of a plain text.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let first = rest.chars().next()?;
        let of_word = |letter: char| letter.is_alphanumeric() && letter.is_numeric() == first.is_numeric();
        let at = text.len() - rest.len();
        let (word, after) = rest.split_at(rest.find(|letter| !of_word(letter)).unwrap_or(rest.len()));
        rest = after;
        Some(Word { at, text: word })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &str, text: &str) -> Vec<String> {
        let names = NameList::read(list).unwrap();
        let hits = crate::text::identifiers(text, &names);
        hits.iter().map(|hit| text[hit.span.start..hit.span.end].to_owned()).collect()
    }

    #[test]
    fn whole_words_with_what_they_may_be_followed_by() {
        assert_eq!(
            found("Okafor", "Okafor's, the Okafors, okafor-2009, OKAFOR and Okaforian"),
            ["Okafor", "Okafors", "okafor", "OKAFOR"]
        );
        assert_eq!(
            found("Jane Smith", "Jane Smith’s, jane-smith-2009, JANE_SMITH, Smith, Jane; JaneSmith Jane\nSmith; Jane"),
            ["Jane Smith", "jane-smith", "JANE_SMITH", "Smith, Jane", "JaneSmith", "Jane\nSmith"]
        );
        assert_eq!(
            found("O'Brien\nSmith-Jones", "O’Brien, OBrien, Smith Jones; Smith and Jones"),
            ["O’Brien", "OBrien", "Smith Jones"]
        );
        assert_eq!(found("José", "Jose\u{301} and JOSE"), ["Jose\u{301}", "JOSE"]);
    }

    #[test]
    fn common_words_are_names_only_with_a_large_letter() {
        let text = "Mark may mark it with grace; May saw Grace on 12 May 2009, 3rd May and in May 2009. MARK";
        assert_eq!(found("Mark\nGrace\nMay", text), ["Mark", "May", "Grace", "MARK"]);
        assert_eq!(found("Mark May", "the mark may be; Mark May"), ["Mark May"]);
    }

    #[test]
    fn what_is_allowed_stays_and_a_line_without_words_is_told_by_its_number() {
        let list = "\u{feff}# family\nGrace # a child\n\nallow: Grace Road\nAllow: 0808 800 5000\n";
        assert_eq!(found(list, "Grace of Grace Road rang 08088005000 and 0113 496 0123"), ["Grace", "0113 496 0123"]);
        let wrong = NameList::read("a\n--\nallow:\n").unwrap_err();
        assert_eq!(wrong, [NameError::Nothing { line: 2 }, NameError::AllowsNothing { line: 3 }]);
        assert!(!format!("{:?}", NameList::read("Grace").unwrap()).contains("Grace"));
    }
}
