//! The endings that English gives to words.

/// So short words take no endings.
const SHORTEST: usize = 3;

/// `phrase`, and the same with an ending at one of its words: *s*, *es*, *d*, *ed*, *ing*, *ly* and the possessive, written as
/// English writes them (`blame` gives *blaming*, `policy` *policies*, `stop` *stopped*). Not all of them are words; those that
/// are none do not occur.
pub(super) fn inflected(phrase: &str) -> Vec<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let mut forms = vec![words.join(" ")];
    for (at, word) in words.iter().enumerate() {
        for form in endings(word) {
            let with: Vec<&str> =
                words.iter().enumerate().map(|(own, word)| if own == at { &form } else { *word }).collect();
            forms.push(with.join(" "));
        }
    }
    forms
}

fn endings(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let (Some(&last), Some(&before)) = (letters.last(), letters.iter().rev().nth(1)) else { return Vec::new() };
    if letters.len() < SHORTEST || !last.is_alphabetic() {
        return Vec::new();
    }
    let vowel = |letter: char| "aeiou".contains(letter.to_ascii_lowercase());
    let stem = |suffix: &str| word.strip_suffix(last).map(|stem| format!("{stem}{suffix}"));
    let mut forms: Vec<String> =
        ["s", "es", "ed", "ing", "ly", "'s", "s'"].map(|ending| format!("{word}{ending}")).to_vec();
    match last.to_ascii_lowercase() {
        'e' => forms.extend([format!("{word}d")].into_iter().chain(stem("ing")).chain(stem("y"))),
        'y' if !vowel(before) => forms.extend([stem("ies"), stem("ied"), stem("ily")].into_iter().flatten()),
        letter if !vowel(letter) && vowel(before) && !"wxy".contains(letter) => {
            forms.extend(["ed", "ing"].map(|ending| format!("{word}{last}{ending}")));
        }
        _ => {}
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::inflected;

    #[test]
    fn words_take_their_endings() {
        let known = [
            ("blame", &["blames", "blamed", "blaming", "blame's"][..]),
            ("policy", &["policies", "policy's"]),
            ("stop", &["stops", "stopped", "stopping"]),
            ("negligent", &["negligently"]),
            ("incapable", &["incapably"]),
            ("fail to", &["fails to", "failed to", "failing to"]),
            ("of", &["of"]),
        ];
        for (word, wanted) in known {
            let forms = inflected(word);
            assert!(wanted.iter().all(|form| forms.iter().any(|own| own == form)), "{word}: {forms:?}");
        }
        assert_eq!(inflected("no"), ["no"]);
    }
}
