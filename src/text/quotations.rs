//! What stands between quotation marks.

use std::ops::Range;

/// The quotations of `text` with their marks, in its order. None reaches over a blank line.
///
/// Double marks are told by their shape, straight ones by taking turns; one that is never closed is no quotation, unless it is
/// a curly one, which then reaches to the end of its paragraph, as where a quotation goes on in the next. A single mark opens
/// where no letter stands before it and one after, and closes where no letter stands after it: an apostrophe does neither. Two
/// closing marks, `”so”`, are a quotation too.
#[must_use]
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        in_paragraph(paragraph, start, &mut all);
        start += paragraph.len() + 2;
    }
    all
}

fn in_paragraph(text: &str, offset: usize, all: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, char)> = None;
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    // A curly mark that is opened and not closed reaches to the end.
    let mut goes_on = false;
    while let Some((at, mark)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        match open {
            None => {
                open = closer(mark, before, after).map(|close| (at, close));
                goes_on = mark == '“';
            }
            Some((from, close)) if mark == close && closes(mark, before, after) => {
                all.push(offset + from..offset + at + mark.len_utf8());
                open = None;
            }
            Some(_) => {}
        }
        before = mark;
    }
    if let Some((from, _)) = open.filter(|_| goes_on) {
        all.push(offset + from..offset + text.len());
    }
}

/// The mark that closes what `mark` opens; `None` if it opens nothing.
fn closer(mark: char, before: char, after: char) -> Option<char> {
    let free = !before.is_alphanumeric() && after.is_alphanumeric();
    match mark {
        '“' => Some('”'),
        '«' => Some('»'),
        // A straight mark after a digit is an inch.
        '"' if !before.is_numeric() => Some('"'),
        '”' if free => Some('”'),
        '‘' if free => Some('’'),
        '\'' if free => Some('\''),
        _ => None,
    }
}

fn closes(mark: char, before: char, after: char) -> bool {
    match mark {
        '’' | '\'' => !after.is_alphanumeric() && !before.is_whitespace(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn every_kind_of_mark_and_no_apostrophe() {
        let text = "a “b c” d ‘e f’ g \"h\" i 'j k' l's m’s «n» 6\" o \"p";
        let found: Vec<&str> = quotations(text).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, ["“b c”", "‘e f’", "\"h\"", "'j k'", "«n»"]);
        let found: Vec<&str> =
            quotations("a ”b c” d”e f").into_iter().filter_map(|range| "a ”b c” d”e f".get(range)).collect();
        assert_eq!(found, ["”b c”"]);
        let text = "“a b\n\nc d “e\n\n\"f\n\ng";
        let found: Vec<&str> = quotations(text).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, ["“a b", "“e"]);
    }
}
