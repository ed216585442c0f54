//! Texts that fill a place and say nothing: `TBC`, `n/a`, `-`, `<owner>`.

use std::sync::LazyLock;

use super::folded::Folded;

/// The phrases that say nothing where they are a whole text, or where nothing else is in one. Case, accents, punctuation and
/// spaces make no difference: `n/a` is also `N.A.`.
const PHRASES: &str = "na, n/a, not applicable, none, none yet, nil, null, nothing yet, nothing to add, unknown, not known, not stated, \
    not given, not specified, not available, not yet, not yet known, not yet available, not yet agreed, not yet \
    decided, not yet identified, tbc, tba, tbd, to be confirmed, to be added, to be advised, to be agreed, to be \
    allocated, to be announced, to be appointed, to be arranged, to be assigned, to be completed, to be decided, to \
    be determined, to be established, to be filled in, to be finalised, to be identified, to be inserted, to be \
    provided, to be set, to be supplied, to be updated, to be written, to come, to follow, awaited, awaiting, \
    awaiting confirmation, awaiting information, awaiting update, pending, in progress, wip, draft, todo, to do, \
    fixme, as above, as below, as before, above, below, see above, see below, see attached, see overleaf, see \
    report, see previous, refer above, same, the same, same as above, same again, ditto, idem, ibid, vacant, post \
    vacant, vacant post, blank, left blank, leave blank, intentionally blank, intentionally left blank, left \
    intentionally blank, empty, no text, no entry, no data, text, text here, your text here, some text, sample text, \
    example text, insert here, insert text, insert text here, add text, add text here, enter text, enter text here, \
    type here, type text here, write here, click or tap here to enter text, click here to enter text, click or tap \
    to enter a date, click here to enter a date, choose an item, choose a date, select an item, please complete, \
    please specify, placeholder, lorem ipsum, test, testing, asdf, qwerty, abc, abcd, blah, bla, foo, etc";

/// The phrases that say nothing.
pub(crate) fn placeholders() -> impl Iterator<Item = &'static str> {
    PHRASES.split(", ")
}

/// The words after the first in phrases that begin alike.
type Endings = Vec<Vec<&'static str>>;

/// For each letter of the alphabet the first words of phrases, each with the words after it in each phrase that begins so.
static BY_LETTER: LazyLock<[Vec<(&str, Endings)>; 26]> = LazyLock::new(|| {
    let mut by_letter: [Vec<(&str, Endings)>; 26] = Default::default();
    for phrase in placeholders() {
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let rest = rest.split_whitespace().collect();
        let Some(alike) = initial(first).and_then(|letter| by_letter.get_mut(letter)) else { continue };
        match alike.iter_mut().find(|(word, _)| *word == first) {
            Some((_, endings)) => endings.push(rest),
            None => alike.push((first, vec![rest])),
        }
    }
    by_letter
});

/// For each letter that a phrase begins with, a bit for each letter that follows it there.
static BEGINNINGS: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let mut beginnings = [0; 26];
    for (first, second) in placeholders().filter_map(first_letters) {
        if let Some(seconds) = beginnings.get_mut(first) {
            *seconds |= 1_u32 << second;
        }
    }
    beginnings
});

/// The number in the alphabet, from 0, of a letter of English.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
}

/// The number of the letter that a text begins with; `None` if it begins otherwise.
fn initial(text: &str) -> Option<usize> {
    text.bytes().next().and_then(letter)
}

/// The numbers of the two letters that a text begins with; `None` if it begins otherwise.
fn first_letters(text: &str) -> Option<(usize, usize)> {
    let [first, second, ..] = text.as_bytes() else { return None };
    letter(*first).zip(letter(*second))
}

/// Whether a phrase begins with these two letters, given by their numbers in the alphabet.
fn is_beginning(first: usize, second: usize) -> bool {
    BEGINNINGS.get(first).is_some_and(|seconds| seconds >> second & 1 == 1)
}

/// What follows `word` in each phrase that begins with it, whatever the case of the word.
fn phrases_after(word: &str) -> &'static [Vec<&'static str>] {
    let mut alike = initial(word).and_then(|letter| BY_LETTER.get(letter)).into_iter().flatten();
    alike.find(|(first, _)| first.eq_ignore_ascii_case(word)).map_or(&[], |(_, endings)| endings)
}

/// The kinds of text that say nothing besides [`placeholders`], for whoever lists them.
pub(crate) const PLACEHOLDER_FORMS: &[&str] = &[
    "no letter or digit: `-`, `.`, `...`, `?`, `____`, or characters that cannot be seen",
    "`x` or `xx`, or the same letter three times or more: `xxx`, `zzzz`",
    "a name between angle brackets or braces: `<owner>`, `{{date}}`",
    "an instruction or the name of a field between square or round brackets: `[insert name]`, `(name of agency)`",
    "a text that begins `lorem ipsum`",
];

/// What an instruction to fill something in begins with, between brackets.
const INSTRUCTIONS: [&str; 14] = [
    "insert", "add", "enter", "type", "write", "put", "fill", "give", "complete", "describe", "choose", "select",
    "click", "your",
];

/// The words that name a field, between brackets, with those that join them.
const FIELDS: [&str; 26] = [
    "name", "names", "owner", "date", "dates", "agency", "agencies", "role", "title", "text", "age", "place", "author",
    "outcome", "measure", "status", "reason", "details", "initials", "number", "due", "job", "of", "the", "and",
    "here",
];

/// More words than any phrase of the list, or any two of them, has.
const MOST_WORDS: usize = 12;

/// Whether `text` says nothing: a mark or phrase that only fills its place, and nothing else beside it.
///
/// ```
/// use casegrade::text::is_placeholder;
/// assert!(is_placeholder("TBC"));
/// assert!(is_placeholder("[insert owner]"));
/// assert!(!is_placeholder("None of the agencies knew"));
/// ```
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    !begins_as_prose(text) && is_folded_placeholder(text)
}

fn is_folded_placeholder(text: &str) -> bool {
    let small = Folded::new(text).text.trim().to_lowercase();
    let words = words(&small, MOST_WORDS + 1);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.starts_with(&["lorem", "ipsum"])
        || words.len() <= MOST_WORDS && (says_nothing(&words) || is_a_field(&small, &words))
}

/// Whether `text` is one of `phrases`, case, accents, punctuation and spaces apart.
#[must_use]
pub(crate) fn is_one_of(text: &str, phrases: &[impl AsRef<str>]) -> bool {
    let plain = |text: &str| words(&Folded::new(text).text.to_lowercase(), usize::MAX);
    let letters = first_letters(text);
    // Most phrases begin otherwise, and nothing need be folded to know that.
    let may_be = |phrase: &&str| letters.zip(first_letters(phrase)).is_none_or(|(own, other)| own == other);
    let mut alike = phrases.iter().map(AsRef::as_ref).filter(may_be).peekable();
    if alike.peek().is_none() {
        return false;
    }
    let own = plain(text);
    !own.is_empty() && alike.any(|phrase| plain(phrase) == own)
}

/// The words of a text in small letters, `most` at most. Single letters without a space between are one word: `n/a` and `N.A.` are both `na`.
fn words(text: &str, most: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for run in text.split_whitespace() {
        let mut was_letter = false;
        for word in run.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let is_letter = word.chars().nth(1).is_none();
            let is_full = words.len() == most;
            match words.last_mut().filter(|_| is_letter && was_letter) {
                Some(last) => last.push_str(word),
                None if is_full => return words,
                None => words.push(word.to_owned()),
            }
            was_letter = is_letter;
        }
    }
    words
}

/// Whether words are phrases of the list and nothing else, one after the other.
fn says_nothing(text: &[&str]) -> bool {
    let Some((first, rest)) = text.split_first() else {
        return true;
    };
    let after = |phrase: &Vec<&str>| rest.strip_prefix(phrase.as_slice()).is_some_and(says_nothing);
    is_one_letter(first) && says_nothing(rest) || phrases_after(first).iter().any(after)
}

/// Whether a text begins with one or two words that no placeholder begins with. Most texts do, which saves folding all of them.
/// `false` where folding might change those words.
fn begins_as_prose(text: &str) -> bool {
    let is_screened = |(first, second)| first != second && !is_beginning(first, second);
    // No folding changes two letters of English that stand side by side.
    if first_letters(text).is_some_and(is_screened) {
        return true;
    }
    let Some((word, rest)) = plain_word(text) else { return false };
    let is_letter = word.len() == 1 && !word.eq_ignore_ascii_case("x");
    let is_same = |byte: u8| word.bytes().all(|other| other.eq_ignore_ascii_case(&byte));
    if is_letter && rest.is_empty() || !is_letter && word.bytes().next().is_some_and(is_same) {
        return false;
    }
    let phrases = phrases_after(word);
    let goes_on =
        |second: &str| phrases.iter().any(|phrase| phrase.first().is_none_or(|own| own.eq_ignore_ascii_case(second)));
    phrases.is_empty() || plain_word(rest.trim_start()).is_some_and(|(second, _)| !goes_on(second))
}

/// The word of English letters and digits that a text begins with, and the rest after a comma or another mark; `None` where
/// folding might change the word.
fn plain_word(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
    let rest = rest.strip_prefix([',', '.', ';', ':', '!', '?']).unwrap_or(rest);
    let ends_plainly = rest.is_empty() || rest.starts_with(' ') && rest.as_bytes().get(1).is_none_or(u8::is_ascii);
    ends_plainly.then_some((word, rest))
}

/// Whether a word is `x` or `xx`, or one letter three times or more. `iii` is a number.
fn is_one_letter(word: &str) -> bool {
    let least = if word.starts_with('x') { 1 } else { 3 };
    let first = word.chars().next().filter(|letter| letter.is_alphabetic() && *letter != 'i');
    first.is_some_and(|first| word.chars().all(|letter| letter == first)) && word.chars().count() >= least
}

/// Whether a text between brackets says what belongs in its place.
fn is_a_field(text: &str, words: &[&str]) -> bool {
    let between = |open: char, close: char| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?.trim_start_matches(open).trim_end_matches(close);
        (!inner.contains([open, close])).then_some(())
    };
    let has_digits = text.contains(|character: char| character.is_numeric());
    if between('<', '>').is_some() || between('{', '}').is_some() {
        return !has_digits;
    }
    let is_instruction = words.first().is_some_and(|first| INSTRUCTIONS.contains(first));
    let is_bracketed = between('[', ']').is_some() || between('(', ')').is_some();
    is_bracketed && (is_instruction || words.iter().all(|word| FIELDS.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_place_says_nothing() {
        let texts = concat!(
            "| |-|–|—|.|...|…|?|???|____|-- --|x|X|xx|XXX|zzzz|n/a|N/A|N.A.|na|none|None.|NONE|tbc|T.B.C.|",
            "TBC|tbc?|[TBC]|(tbc)|TBC/TBA|To be confirmed (TBC)|to follow|To follow…|see above|As above|",
            "“ditto”|Vacant|<owner>|<name of the lead agency>|{{owner}}|{date}|lorem ipsum|",
            "Lorem ipsum dolor sit amet, consectetur|[insert text]|[insert the name of the agency here]|",
            "(insert date)|[name]|(name of agency)|\u{200b}|\u{3164}|\u{2800}|\u{feff}|\u{a0}\u{a0}|\u{115f}|",
            "ＴＢＣ|t\u{200b}bc|n/a n/a|Click or tap here to enter text.|Choose an item.|TODO|n/a - see above|",
            "not applicable|\u{2022}|□"
        );
        for text in texts.split('|') {
            assert!(is_placeholder(text), "{text:?}");
        }
        assert!(placeholders().all(is_placeholder));
    }

    #[test]
    fn what_says_something_is_kept() {
        let texts = [
            "None of the agencies asked",
            "none identified by the panel",
            "no",
            "yes",
            "Police",
            "Training",
            "A",
            "B2",
            "III",
            "Head of Service",
            "Nora",
            "Nana",
            "Xi",
            "Max",
            "Tina",
            "Samesh",
            "1",
            "42",
            "100%",
            "TBC by the board in May",
            "To be confirmed by the partnership at its meeting",
            "see finding F2",
            "As above, with the police added",
            "Vacant property",
            "Test results were not shared",
            "the text of the letter",
            "Draft the protocol",
            "<5 children; >3 visits",
            "<b>Train</b> staff",
            "[redacted]",
            "[masked: name 1]",
            "(Police)",
            "[the mother] said so",
            "Pending the trial, the agency did not act",
            "Insert the chronology into the file",
            "Add a column",
            "无",
            "他叫王小明",
            "Etc House",
            "Blank forms were filed",
            "{1, 2}",
            "ABC Nursery",
            "Unknown male",
            "Not known to social care",
            "Awaiting trial",
            "Empty house",
            "The same worker",
        ];
        for text in texts {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn prose_is_recognised_by_its_first_word(text in "(tbc|To|none|Xx|the|[a-z]{2}|N/A|\\PC{0,2})[ ./,\u{301}\u{200b}]{0,2}(\\PC{0,3}|be set|yet)") {
            proptest::prop_assert!(!begins_as_prose(&text) || !is_folded_placeholder(&text));
        }
    }

    #[test]
    fn a_list_of_ones_own_is_matched_whole() {
        let own = ["Per LSCB".to_owned(), "wird noch ergänzt".to_owned()];
        assert!(is_one_of("per lscb.", &own) && is_one_of("Wird noch erganzt", &own));
        assert!(!is_one_of("per LSCB procedures", &own) && !is_one_of("", &own) && !is_one_of("x", &own[..0]));
    }
}
