//! Whether a text names the board or partnership itself, which acts and publishes and is no agency under review.

use std::collections::HashSet;

/// Words by which a name is known to be the board's.
const BOARD: [&str; 3] = ["board", "partnership", "safeguarding"];
/// What the initials of boards end in.
const INITIALS: [&str; 4] = ["scb", "scp", "sab", "csp"];

/// True if `text` names the board or partnership called `partnership`, by its name, a part of it or its initials.
///
/// `partnership` is empty where no name is known.
pub(crate) fn names_board(partnership: &str, text: &str) -> bool {
    let (known, own) = (with_initials(partnership), telling_words(text));
    let is_short = |word: &String| word.len() < 6 && known.contains(word);
    let is_initials = |word: &String| word.len() <= 6 && INITIALS.iter().any(|end| word.ends_with(end));
    let says_so = own.iter().any(|word| BOARD.contains(&word.as_str()) || is_short(word) || is_initials(word));
    says_so && own.iter().all(|word| known.contains(word) || BOARD.contains(&word.as_str()) || is_initials(word))
}

/// The words of a name that tell it from others, in small letters and without the endings of plurals and genitives.
pub(crate) fn telling_words(name: &str) -> Vec<String> {
    const EMPTY: [&str; 7] = ["the", "of", "for", "and", "a", "in", "on"];
    let plain = name.replace('’', "'").to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|word| word.trim_matches('\''));
    words.filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(|word| stem(word).to_owned()).collect()
}

fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.strip_suffix('s').filter(|rest| rest.len() > 3).unwrap_or(word)
}

/// The words of a name, with the initials of each run of them: `ccg` for a Clinical Commissioning Group.
pub(crate) fn with_initials(name: &str) -> HashSet<String> {
    let words = telling_words(name);
    let initials: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
    let runs = (2..=5).flat_map(|length| initials.windows(length).map(|run| run.iter().collect::<String>()));
    runs.chain(words.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_is_known_by_its_name_and_its_initials() {
        let name = "Marlsworth Safeguarding Children Board";
        for text in ["MSCB", "the Board", "Safeguarding Children Board", "Marlsworth SCB", name] {
            assert!(names_board(name, text), "{text}");
        }
        for text in ["MSCB Business Manager", "Marlsworth Council", "Marlsworth", "Partnership Trust", ""] {
            assert!(!names_board(name, text), "{text}");
        }
        assert!(names_board("Eastholm Community Safety Partnership", "Eastholm CSP"));
    }
}
