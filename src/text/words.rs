//! Lists of words and phrases, found in a text as whole words.

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::AhoCorasick;

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
    pub fn said(&self) -> Vec<String> {
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
    finder: Option<AhoCorasick>,
    exceptions: Option<AhoCorasick>,
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
            finder: finder(&own(&words.any))?,
            exceptions: finder(&own(&words.except))?,
            quoted: words.quoted,
        })
    }

    /// The words of the list that `text` holds, each as the text spells it, in the order of the text.
    ///
    /// A line end counts as a space, so that a phrase is found across lines; a blank line parts paragraphs, and no phrase or
    /// quotation reaches across it.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.ranges(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    /// Where the words of the list stand in `text`, in bytes, in the order of the text.
    #[must_use]
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let line = on_one_line(text);
        let mut found = longest(whole_words(finder, &line));
        if let Some(exceptions) = self.exceptions.as_ref().filter(|_| !found.is_empty()) {
            leave_out(&mut found, &whole_words(exceptions, &line));
        }
        if !self.quoted && !found.is_empty() {
            leave_out(&mut found, &quotations(&line));
        }
        found
    }
}

/// What finds any of `words`, every time; `Some(None)` where there are none.
fn finder(words: &[String]) -> Option<Option<AhoCorasick>> {
    if words.is_empty() {
        return Some(None);
    }
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok().map(Some)
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

/// `text` with a space for each line end that does not part paragraphs: every byte stays where it is.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let parts = |at: &usize| {
        let blank = |rest: &str| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let before = text.get(..*at).unwrap_or_default().trim_end_matches([' ', '\t', '\r']);
        before.ends_with('\n') || text.get(at + 1..).is_some_and(blank)
    };
    let single: Vec<usize> = ends.into_iter().filter(|at| !parts(at)).collect();
    if single.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut from = 0;
    for at in single {
        line.push_str(text.get(from..at).unwrap_or_default());
        line.push(' ');
        from = at + 1;
    }
    line.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(line)
}

/// Everything that `finder` finds as whole words, overlapping where it does.
fn whole_words(finder: &AhoCorasick, text: &str) -> Vec<Range<usize>> {
    let whole = |range: &Range<usize>| !inside_word(text, range.start) && !inside_word(text, range.end);
    finder.find_overlapping_iter(text).map(|found| found.range()).filter(whole).collect()
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
