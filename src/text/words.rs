//! Lists of words and phrases, found in a text as whole words.

use std::borrow::Cow;
use std::ops::Range;

use super::finder::Finder;
use super::inflect::inflected;
use super::quotations::quotations;

/// What a list looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Words and phrases.
    pub any: Vec<String>,
    /// Phrases within which nothing counts, such as `fault line` beside the word `fault`.
    pub except: Vec<String>,
    /// True if all of these count with the endings that English gives them too: `blame` finds *blames*, *blamed* and *blaming*.
    pub inflected: bool,
    /// False if nothing counts that stands between quotation marks.
    pub quoted: bool,
}

impl Words {
    /// What it looks for, piece by piece: its words, then what goes for them.
    #[must_use]
    pub(crate) fn descriptions(&self) -> Vec<String> {
        let except = self.except.iter().map(|phrase| format!("not in “{phrase}”"));
        let endings = self.inflected.then(|| "with their endings".to_owned());
        let unquoted = (!self.quoted).then(|| "not in quotations".to_owned());
        self.any.iter().cloned().chain(endings).chain(except).chain(unquoted).collect()
    }
}

impl From<Vec<String>> for Words {
    fn from(any: Vec<String>) -> Self {
        Words { any, except: Vec::new(), inflected: false, quoted: true }
    }
}

/// A list of words and phrases to look for: whole words only, case does not matter, the longest phrase wins.
#[derive(Clone, Debug)]
pub struct WordList {
    finder: Option<Finder>,
    exceptions: Option<Finder>,
    quoted: bool,
}

impl WordList {
    /// Prepares `words` for searching. Returns `None` if the list is too large to search (many megabytes).
    #[must_use]
    pub fn new(words: &Words) -> Option<Self> {
        let own = |phrases: &[String]| {
            let phrases = phrases.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
            let forms = phrases.flat_map(|word| if words.inflected { inflected(word) } else { vec![word.to_owned()] });
            forms.flat_map(|form| spellings(&form)).collect::<Vec<_>>()
        };
        Some(WordList {
            finder: finder(own(&words.any))?,
            exceptions: finder(own(&words.except))?,
            quoted: words.quoted,
        })
    }

    /// The same list where everything counts, in quotations and exceptions too.
    #[must_use]
    pub(crate) fn without_exceptions(&self) -> Self {
        WordList { exceptions: None, quoted: true, ..self.clone() }
    }

    /// The words of the list that `text` holds, each as the text spells it, in the order of the text.
    ///
    /// Any space counts as one, a line end too, and soft hyphens count as nothing, so that a phrase is found however it is set; a
    /// blank line parts paragraphs, and no phrase or
    /// quotation reaches across it.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.ranges(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    /// Where the words of the list stand in `text`, in bytes, in the order of the text.
    #[must_use]
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let searched = Searched::new(text);
        let line = &searched.text;
        let mut found = longest(whole_words(finder, line));
        if let Some(exceptions) = self.exceptions.as_ref().filter(|_| !found.is_empty()) {
            leave_out(&mut found, &whole_words(exceptions, line));
        }
        if !self.quoted && !found.is_empty() {
            leave_out(&mut found, &quotations(line));
        }
        found.into_iter().map(|range| searched.original(range)).collect()
    }
}

/// What finds any of `words`, every time; `Some(None)` where there are none.
fn finder(words: Vec<String>) -> Option<Option<Finder>> {
    if words.is_empty() {
        return Some(None);
    }
    Finder::new(words).ok().map(Some)
}

/// The ways of writing a word that the search does not take for one by itself: with either apostrophe, and in any case where
/// it has letters beyond those of English.
fn spellings(word: &str) -> Vec<String> {
    let straight = word.replace('’', "'");
    let mut all = vec![straight.replace('\'', "’"), straight];
    if !word.is_ascii() {
        let capital = super::capital(&word.to_lowercase());
        all.extend([word.to_owned(), word.to_lowercase(), word.to_uppercase(), capital]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A text as it is searched: one space for any space within a paragraph, and nothing for what only says where a word may be
/// divided.
struct Searched<'t> {
    text: Cow<'t, str>,
    /// For each byte of it the byte of the original; `None` where they are the same.
    places: Option<Vec<usize>>,
}

impl<'t> Searched<'t> {
    fn new(text: &'t str) -> Self {
        if !needs_change(text) {
            return Searched { text: Cow::Borrowed(text), places: None };
        }
        let (mut own, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if is_division(character) {
                continue;
            }
            let mut encoded = [0; 4];
            let mut piece: &str = character.encode_utf8(&mut encoded);
            if is_any_space(character) {
                let mut lines = usize::from(character == '\n');
                while let Some((_, next)) = characters.next_if(|(_, next)| is_any_space(*next)) {
                    lines += usize::from(next == '\n');
                }
                // A blank line parts paragraphs.
                piece = if lines > 1 { "\n\n" } else { " " };
                places.extend(piece.bytes().map(|_| at));
            } else {
                places.extend((at..).take(piece.len()));
            }
            own.push_str(piece);
        }
        Searched { text: Cow::Owned(own), places: Some(places) }
    }

    /// The same range of the original.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let Some(places) = &self.places else { return range };
        let start = places.get(range.start).copied().unwrap_or(range.start);
        let last = range.end.checked_sub(1).and_then(|last| places.get(last)).copied().unwrap_or(start);
        start..last + 1
    }
}

/// Whether there is anything in a text that is searched as something else.
fn needs_change(text: &str) -> bool {
    let (bytes, next) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or_default());
    // Most texts are plain. Without a way out, they are checked many bytes at a time.
    if bytes.iter().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return bytes.iter().zip(next).fold(false, |any, (a, b)| any | ((*a == b' ') & (*b == b' ')));
    }
    let mut before = 'a';
    text.chars().any(|character| {
        let doubled = before == ' ' && character == ' ';
        before = character;
        doubled || character != ' ' && is_any_space(character) || is_division(character)
    })
}

fn is_any_space(character: char) -> bool {
    character.is_whitespace()
}

/// Whether a character only says where a word may be divided, or may not: a soft hyphen, a space without width.
fn is_division(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Everything that `finder` finds as whole words, overlapping where it does.
fn whole_words(finder: &Finder, text: &str) -> Vec<Range<usize>> {
    let whole = |range: &Range<usize>| !inside_word(text, range.start) && !inside_word(text, range.end);
    finder.for_length(text.len()).find_overlapping_iter(text).map(|found| found.range()).filter(whole).collect()
}

/// Of what overlaps the first, and of what begins together the longest.
fn longest(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut reached = 0;
    found.retain(|range| {
        let apart = range.start >= reached;
        reached = if apart { range.end } else { reached };
        apart
    });
    found
}

/// Takes away what touches one of `others`.
fn leave_out(found: &mut Vec<Range<usize>>, others: &[Range<usize>]) {
    let mut others = others.to_vec();
    others.sort_unstable_by_key(|range| range.start);
    // Where each ends who reaches farthest of those so far.
    let mut farthest = 0;
    let ends: Vec<usize> = others
        .iter()
        .map(|range| {
            farthest = farthest.max(range.end);
            farthest
        })
        .collect();
    found.retain(|range| {
        let before = others.partition_point(|other| other.start < range.end);
        before.checked_sub(1).and_then(|last| ends.get(last)).is_none_or(|end| *end <= range.start)
    });
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

    fn list(any: &[&str], except: &[&str], inflected: bool, quoted: bool) -> WordList {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        WordList::new(&Words { any: own(any), except: own(except), inflected, quoted }).unwrap()
    }

    #[test]
    fn whole_words_in_any_case_and_the_longest_phrase() {
        let plain = list(&["at fault", "fault", "poor", "should have", "at"], &[], false, true);
        assert_eq!(plain.find("She was At Fault; poorly default. Poor."), ["At Fault", "Poor"]);
        assert_eq!(plain.find("a façade, poor-ish, at faulty"), ["poor", "at"]);
        assert_eq!(plain.find("she should\nhave been;\n\nat\n\nfault"), ["should\nhave", "at", "fault"]);
        assert!(list(&[""], &[], false, true).find("anything").is_empty());
        assert_eq!(
            list(&["élan", "couldn't"], &[], false, true).find("ÉLAN couldn’t Élan"),
            ["ÉLAN", "couldn’t", "Élan"]
        );
    }

    #[test]
    fn a_phrase_is_found_however_it_is_set() {
        let list = list(&["should have asked"], &[], false, true);
        for text in [
            "she should  have asked",
            "she should\u{a0}have\tasked",
            "she shou\u{ad}ld have asked",
            "should \n have asked",
            "é should\u{2009}have \u{200b}asked",
        ] {
            let found = list.find(text);
            assert!(
                found.len() == 1 && found[0].starts_with("shou") && found[0].ends_with("asked"),
                "{text:?}: {found:?}"
            );
        }
        assert!(list.find("should have\n\nasked").is_empty());
    }

    #[test]
    fn endings_exceptions_and_quotations() {
        let blame = list(&["blame", "negligent", "fault", "fail to"], &["no fault", "fault line"], true, false);
        assert_eq!(
            blame.find("He blamed her, blames him, is blaming; negligently blameless. It failed to act, failing to."),
            ["blamed", "blames", "blaming", "negligently", "failed to", "failing to"]
        );
        assert_eq!(blame.find("No fault of hers. The fault lines. At fault line 3. Faults."), ["Faults"]);
        assert_eq!(
            blame.find("She said “I blame myself”. The author blames ‘the negligent few’ \"at fault\" here's fault"),
            ["blames", "fault"]
        );
    }
}
