//! Syllables, as the patterns divide a word that also break lines.
//!
//! The patterns never part a single letter from a word, so that *area* has one syllable: the count is a little low, in every
//! text alike.

use hypher::{Lang, hyphenate_bounded};

/// So few letters never stand alone at the beginning or the end.
const FEWEST: usize = 2;

/// Longer words are no words, and are counted as one syllable.
const LONGEST: usize = 100;

/// How many syllables `word` has; it is in small letters, without punctuation.
pub(super) fn syllables(word: &str) -> usize {
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
}
