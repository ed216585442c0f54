//! Syllables, as the patterns divide a word that also break lines: Liang's algorithm.
//!
//! The patterns are those of LibreOffice for American English, `hyph_en_US.dic`, free to use with the notice beside them.
//! They never part a single letter from a word, so that *area* has one syllable: the count is a little low, in every text
//! alike.

use std::sync::LazyLock;

/// The patterns: a letter before each digit, `.` for the border of a word.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(include_str!("hyph_en_US.dic")));

/// So few letters never stand alone at the beginning or the end.
const FEWEST: usize = 2;

/// So many words are remembered; a word takes the place of another that was there.
const MOST_KNOWN: usize = 1 << 14;

/// Longer words are no words, and are counted as one syllable.
const LONGEST: usize = 100;

/// Counts the syllables of words, and remembers them.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    known: Vec<(Box<str>, usize)>,
    values: Vec<u8>,
}

impl Syllables {
    /// How many syllables `word` has; it is in small letters, without punctuation.
    pub(super) fn of(&mut self, word: &str) -> usize {
        if word.len() <= 3 || word.len() > LONGEST {
            // Two letters at each end leave nothing to divide.
            return 1;
        }
        if self.known.is_empty() {
            self.known.resize(MOST_KNOWN, Default::default());
        }
        let place = place(word);
        if let Some((_, count)) = self.known.get(place).filter(|(known, _)| **known == *word) {
            return *count;
        }
        let count = PATTERNS.breaks(word, &mut self.values) + 1;
        if let Some(known) = self.known.get_mut(place) {
            *known = (word.into(), count);
        }
        count
    }
}

/// Where a word is remembered: its bytes mixed by the method of Fowler, Noll and Vo.
fn place(word: &str) -> usize {
    let mixed = word.bytes().fold(0x811c_9dc5_u32, |mixed, byte| (mixed ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    usize::try_from(mixed ^ (mixed >> 15)).unwrap_or(0) % MOST_KNOWN
}

/// A tree of patterns, letter by letter.
#[derive(Debug, Default)]
struct Patterns {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    next: Vec<(char, usize)>,
    /// The digits of the pattern that ends here: before its first letter, between its letters, after its last.
    values: Vec<u8>,
}

impl Patterns {
    fn read(text: &str) -> Patterns {
        let mut patterns = Patterns { nodes: vec![Node::default()] };
        let is_pattern =
            |line: &&str| !line.starts_with(|first: char| first.is_ascii_uppercase() || "%#".contains(first));
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).filter(is_pattern) {
            patterns.add(line);
        }
        patterns
    }

    fn add(&mut self, pattern: &str) {
        let (mut at, mut values) = (0, vec![0]);
        for character in pattern.chars() {
            match (character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()), values.last_mut()) {
                (Some(digit), Some(last)) => *last = digit,
                (Some(_), None) | (None, _) => {
                    at = self.step(at, character);
                    values.push(0);
                }
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.values = values;
        }
    }

    /// The node after `at` by `character`, made if it is not there.
    fn step(&mut self, at: usize, character: char) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Some((_, next)) = node.next.iter().find(|(known, _)| *known == character) {
            return *next;
        }
        node.next.push((character, new));
        self.nodes.push(Node::default());
        new
    }

    /// In how many places `word` can be divided; `values` is space to work in.
    fn breaks(&self, word: &str, values: &mut Vec<u8>) -> usize {
        let letters: Vec<char> = std::iter::once('.').chain(word.chars()).chain(['.']).collect();
        values.clear();
        values.resize(letters.len() + 1, 0);
        for start in 0..letters.len() {
            let mut node = self.nodes.first();
            for letter in letters.iter().skip(start) {
                let next = node.and_then(|node| node.next.iter().find(|(known, _)| known == letter));
                node = next.and_then(|(_, at)| self.nodes.get(*at));
                let Some(node) = node else { break };
                for (value, own) in values.iter_mut().skip(start).zip(&node.values) {
                    *value = (*value).max(*own);
                }
            }
        }
        // The value at 1 stands before the word's first letter.
        let inner = values.iter().skip(1 + FEWEST).take((letters.len() - 2).saturating_sub(2 * FEWEST - 1));
        inner.filter(|value| **value % 2 == 1).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_as_by_pyphen() {
        let mut syllables = Syllables::default();
        let known = [
            ("practitioner", 4),
            ("safeguarding", 3),
            ("supervision", 4),
            ("area", 1),
            ("area-less", 2),
            ("the", 1),
            ("idea", 1),
            ("reviewed", 2),
            ("association", 5),
            ("naïve", 1),
        ];
        for (word, count) in known {
            assert_eq!(syllables.of(word), count, "{word}");
        }
    }
}
