//! How hard a text is to read: its words, sentences and syllables, and the two figures of Flesch that follow from them.
//!
//! Words are what stands between spaces, without its punctuation; a dash with a word on each side parts them, a hyphen does
//! not. Syllables are counted as hyphenation patterns divide a word. So the figures are those of the Python
//! package `textstat`, but for its sentences: it ends one at every full stop, and these end where a reader would end them.

mod sentences;
mod syllables;

use std::ops::Range;

use sentences::ends_sentence;
use syllables::Counted;

/// What was counted in running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Words.
    pub words: usize,
    /// Sentences; the end of a paragraph ends one.
    pub sentences: usize,
    /// Syllables.
    pub syllables: usize,
    /// Sentences of more than 40 words.
    pub long_sentences: usize,
}

/// A sentence of more words than this is long.
const LONG: usize = 40;

impl Reading {
    /// Flesch's reading ease: about 100 for a text that a child reads, about 30 for one that needs a degree; any number.
    /// `None` without words.
    ///
    /// Flesch, 1948: 206.835 - 1.015 words a sentence - 84.6 syllables a word.
    #[must_use]
    pub fn ease(&self) -> Option<f64> {
        let (per_sentence, per_word) = self.means()?;
        Some(206.835 - 1.015 * per_sentence - 84.6 * per_word)
    }

    /// The grade level of Flesch and Kincaid: about how many years of school a reader needs; any number. `None` without words.
    ///
    /// Kincaid and others, 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    #[must_use]
    pub fn grade_level(&self) -> Option<f64> {
        let (per_sentence, per_word) = self.means()?;
        Some(0.39 * per_sentence + 11.8 * per_word - 15.59)
    }

    /// Words a sentence, and syllables a word.
    #[expect(clippy::cast_precision_loss, reason = "a text has fewer words than a float has exact whole numbers")]
    fn means(&self) -> Option<(f64, f64)> {
        let (words, sentences) = (self.words as f64, self.sentences as f64);
        (self.words > 0).then(|| (words / sentences, self.syllables as f64 / words))
    }
}

/// A sentence of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// How many words it has.
    pub words: usize,
    /// Where it is in its paragraph, in bytes.
    pub range: Range<usize>,
}

/// Counts paragraph after paragraph.
#[derive(Debug, Default)]
pub struct Reader {
    reading: Reading,
    word: String,
    counted: Counted,
}

impl Reader {
    /// Counts one more paragraph and gives its longest sentence, the first of those that are as long; `None` without words.
    ///
    /// ```
    /// use casegrade::text::{Reader, Sentence};
    /// let mut reader = Reader::default();
    /// let Some(Sentence { words, range }) = reader.paragraph("He left. She wrote to him.") else { panic!() };
    /// assert_eq!((words, range), (4, 9..26));
    /// assert_eq!(reader.reading().sentences, 2);
    /// ```
    pub fn paragraph(&mut self, text: &str) -> Option<Sentence> {
        let mut longest: Option<Sentence> = None;
        let mut open = Sentence::default();
        let mut tokens = tokens(text).peekable();
        while let Some((start, token)) = tokens.next() {
            let words = self.token(token);
            if open.words == 0 {
                open.range.start = start;
            }
            open.words += words;
            open.range.end = start + token.len();
            let next = tokens.peek().map(|(_, next)| *next);
            if open.words > 0 && next.is_none_or(|next| ends_sentence(token, next, open.words == words)) {
                self.reading.sentences += 1;
                self.reading.long_sentences += usize::from(open.words > LONG);
                self.reading.words += open.words;
                if longest.as_ref().is_none_or(|longest| longest.words < open.words) {
                    longest = Some(std::mem::take(&mut open));
                }
                open = Sentence::default();
            }
        }
        longest
    }

    /// What was counted so far.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Counts the words and syllables of what stands between two spaces.
    fn token(&mut self, token: &str) -> usize {
        let mut words = 0;
        if is_plain(token) {
            let bare = token.trim_matches(|character: char| !character.is_ascii_alphanumeric());
            if bare.is_empty() {
                return 0;
            }
            self.word.clear();
            self.word.push_str(bare);
            if !bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.word.retain(|character| character.is_ascii_alphanumeric());
            }
            self.word.make_ascii_lowercase();
            self.reading.syllables += self.counted.syllables(&self.word);
            return 1;
        }
        for part in parts(token) {
            self.word.clear();
            let letters = part.chars().filter(|character| character.is_alphanumeric());
            self.word.extend(letters.flat_map(char::to_lowercase));
            if !self.word.is_empty() {
                words += 1;
                self.reading.syllables += self.counted.syllables(&self.word);
            }
        }
        words
    }
}

/// How many words `text` has.
#[must_use]
pub fn words(text: &str) -> usize {
    let is_word = |part: &&str| part.chars().any(char::is_alphanumeric);
    let words = |(_, token)| {
        let is_one = is_plain(token) && token.bytes().any(|byte| byte.is_ascii_alphanumeric());
        if is_one { 1 } else { parts(token).filter(is_word).count() }
    };
    tokens(text).map(words).sum()
}

/// Whether a token is at most one word, as most are: letters of English, and perhaps a sign.
fn is_plain(token: &str) -> bool {
    token.is_ascii() && !(token.as_bytes().contains(&b'-') && token.contains("--"))
}

/// The first sentence of `text`, with its full stop.
#[must_use]
pub(crate) fn first_sentence(text: &str) -> &str {
    let mut tokens = tokens(text).peekable();
    let mut has_words = false;
    while let Some((start, token)) = tokens.next() {
        let first = !has_words;
        has_words |= words(token) > 0;
        let ends = tokens.peek().is_none_or(|(_, next)| ends_sentence(token, next, first));
        if has_words && ends {
            return text.get(..start + token.len()).unwrap_or(text).trim_start();
        }
    }
    text
}

/// What stands between spaces, each with its first byte.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    let whole = text.split_whitespace().flat_map(|token| {
        match missing_space(token).and_then(|at| token.split_at_checked(at)) {
            Some((one, other)) => [Some(one), Some(other)],
            None => [Some(token), None],
        }
    });
    whole.flatten().map(move |token| (token.as_ptr() as usize - base, token))
}

/// Where a sentence begins within a token because the space before it is missing: `late.The`.
fn missing_space(token: &str) -> Option<usize> {
    // Most tokens have a sign at most at their end.
    let (_, inner) = token.as_bytes().split_last()?;
    if !inner.iter().any(|byte| matches!(byte, b'.' | b'!' | b'?')) {
        return None;
    }
    let mut signs = token.match_indices(['.', '!', '?']);
    signs.find_map(|(at, _)| {
        let (before, after) = (token.get(..at)?, token.get(at + 1..)?);
        let small = before.chars().rev().take_while(|c| c.is_lowercase()).count();
        let mut next = after.chars();
        let begins = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
        (small > 2 && begins && !before.contains(['.', '/', '@', ':'])).then_some(at + 1)
    })
}

/// The words of a token: a long dash, or two short ones, parts them.
fn parts(token: &str) -> impl Iterator<Item = &str> {
    token.split(['—', '–']).flat_map(|part| part.split("--"))
}
