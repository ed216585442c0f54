//! Syllables, as the patterns divide a word that also break lines.
//!
//! The patterns never part a single letter from a word, so that *area* has one syllable: the count is a little low, in every
//! text alike.

use hypher::{Lang, MAX_INLINE_SIZE, hyphenate_bounded};

/// So few letters never stand alone at the beginning or the end.
const FEWEST: usize = 2;

/// Longer words are no words, such as the address of a page, and are counted as one syllable; the patterns take no longer ones.
const LONGEST: usize = MAX_INLINE_SIZE;

/// How many words are remembered.
const SLOTS: usize = 1 << 12;

/// What was counted before: most words of a text occur in it many times.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Words, as the number that their bytes make, with their syllables.
    slots: Vec<(u128, usize)>,
}

impl Counted {
    /// How many syllables `word` has; it is in small letters, without punctuation.
    pub(super) fn syllables(&mut self, word: &str) -> usize {
        let mut bytes = [0; 16];
        let Some(own) = bytes.get_mut(..word.len()).filter(|own| own.len() > 3) else {
            return syllables(word);
        };
        own.copy_from_slice(word.as_bytes());
        let key = u128::from_le_bytes(bytes);
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (0, 0));
        }
        // The upper bits of a product depend on all of its factors.
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) >> 116;
        let slot = usize::try_from(mixed).ok().and_then(|slot| self.slots.get_mut(slot));
        let Some(slot) = slot else { return syllables(word) };
        if slot.0 != key {
            *slot = (key, syllables(word));
        }
        slot.1
    }
}

/// How many syllables `word` has; it is in small letters, without punctuation.
fn syllables(word: &str) -> usize {
    // Two letters at each end leave nothing to divide.
    if word.len() <= 3 || word.len() > LONGEST {
        1
    } else {
        hyphenate_bounded(word, Lang::English, FEWEST, FEWEST).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_where_lines_break_them() {
        let known = [
            ("practitioner", 4),
            ("safeguarding", 3),
            ("supervision", 4),
            ("area", 1),
            ("the", 1),
            ("idea", 1),
            ("reviewed", 2),
            ("association", 5),
            ("naïve", 1),
        ];
        for (word, count) in known {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn what_is_too_long_for_a_word_has_one_syllable() {
        let word = |letters: usize| "supervision".chars().cycle().take(letters).collect::<String>();
        assert!(syllables(&word(LONGEST)) > 4);
        assert_eq!([LONGEST + 1, 100, 1000].map(|letters| syllables(&word(letters))), [1, 1, 1]);
    }

    #[test]
    fn a_word_is_counted_the_same_once_more() {
        let mut counted = Counted::default();
        for word in ["practitioner", "naïve", "area", "the", "practitioner", "safeguardingsupervision", "area"] {
            assert_eq!(counted.syllables(word), syllables(word), "{word}");
        }
    }
}
