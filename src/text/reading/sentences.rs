//! Where a sentence ends: not at every full stop.

/// Words with a full stop that never end a sentence, since what they belong to follows; in small letters.
const BEFORE_A_NAME: [&str; 28] = [
    "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "revd", "st", "sgt", "insp", "supt", "det", "capt", "col", "gen",
    "hon", "messrs", "fr", "sr", "jr", "e.g", "eg", "i.e", "ie", "cf", "viz", "vs",
];

/// Words with a full stop that end no sentence where a number follows.
const BEFORE_A_NUMBER: [&str; 32] = [
    "no", "nos", "para", "paras", "p", "pp", "s", "ss", "sec", "sect", "vol", "fig", "figs", "ch", "art", "app", "ref",
    "ext", "c", "ca", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Signs that close what was opened before the end of a sentence: `(He left.)`.
const CLOSERS: [char; 10] = [')', ']', '}', '"', '\'', '”', '’', '»', '*', '_'];

/// Whether a sentence ends with `token`, where `next` follows in the same paragraph; `first` says that nothing of the
/// sentence stands before it. Tokens are what stands between spaces.
///
/// A sentence ends with `.`, `!`, `?` or `…`, quotation marks and brackets after it left aside, unless the next word begins
/// small, or the full stop belongs to a title (`Dr.`), an initial (`J.`), a word such as `e.g.`, one such as `para.` before
/// its number, or a number in front of the sentence (`3.`).
pub(super) fn ends_sentence(token: &str, next: &str, first: bool) -> bool {
    // Most words end in a letter.
    if token.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let bare = token.trim_end_matches(CLOSERS);
    if !bare.ends_with(['.', '!', '?', '…']) {
        return false;
    }
    let start = next.chars().find(|character| character.is_alphanumeric());
    if start.is_some_and(char::is_lowercase) {
        return false;
    }
    match bare.strip_suffix('.') {
        Some(word) => !keeps_on(word.trim_start_matches(|c: char| !c.is_alphanumeric()), start, first),
        None => true,
    }
}

/// Whether `word`, which has a full stop after it, goes on with what follows and begins with `start`.
fn keeps_on(word: &str, start: Option<char>, first: bool) -> bool {
    let mut letters = word.chars();
    let is_initial =
        matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase() && letter != 'I');
    let is_label = first && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_one_of = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let before_a_number = start.is_some_and(|start| start.is_ascii_digit()) && is_one_of(&BEFORE_A_NUMBER);
    is_initial || is_label || is_one_of(&BEFORE_A_NAME) || before_a_number
}

#[cfg(test)]
mod tests {
    use crate::text::Reader;

    fn sentences(text: &str) -> usize {
        let mut reader = Reader::default();
        reader.paragraph(text);
        reader.reading().sentences
    }

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        let one = [
            "Dr. Okafor met Mrs. A. Lund at 3.45 p.m. on the ward.",
            "The rules, e.g. those of section 3.2, i.e. the old ones, say so in para. 4.",
            "“Why now?” she asked.",
            "He waited ... and nobody came.",
            "3. The plan has no owner",
            "see www.example.org for more!",
            "On 12 Jan. 2009 she came.",
            "He lived near St.Mary and www.example.Org stood there.",
        ];
        for text in one {
            assert_eq!(sentences(text), 1, "{text}");
        }
        let two = [
            "She left. He stayed.",
            "The letter was late.The worker left.",
            "(She left.) He stayed.",
            "“She left.” He stayed.",
            "She left at 3 p.m. He stayed.",
            "Nobody came … Then it was too late.",
            "Where was she? No",
            "Nobody asked. “Why?” he said.",
            "It was no. 7. Élan followed.",
        ];
        for text in two {
            assert_eq!(sentences(text), 2, "{text}");
        }
        assert_eq!(sentences(" — … ! "), 0);
    }
}
