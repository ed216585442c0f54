//! Text made plain for searching: one spelling for what looks the same.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::Span;
use super::shown::is_hidden;

/// A text in which wide digits, accents, kinds of spaces and dashes, and what hides between letters make no difference, and
/// the way back to the text as it stands.
#[derive(Debug)]
pub(super) struct Folded<'t> {
    original: &'t str,
    /// The plain text.
    pub(super) text: Cow<'t, str>,
    /// Where a stretch begins that runs along with the original: in the plain text and in the original.
    steps: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    /// Makes `text` plain.
    pub(super) fn new(text: &'t str) -> Self {
        Folded::with(text, is_plain, |text| text.chars().next().map(|character| (character, character.len_utf8())))
    }

    /// Makes the text of a file plain, in which a character may be written as an escape: `\\n`, `\\u00e9`.
    pub(super) fn file(text: &'t str) -> Self {
        Folded::with(text, |byte| is_plain(byte) && byte != b'\\', escaped)
    }

    fn with(text: &'t str, is_plain: impl Fn(u8) -> bool, read: impl Fn(&str) -> Option<(char, usize)>) -> Self {
        if text.bytes().all(&is_plain) {
            return Folded { original: text, text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut steps = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
            let (same, other) = rest.split_at(at);
            plain.push_str(same);
            let Some((character, length)) = read(other) else { break };
            let before = plain.len();
            fold(character, &mut plain);
            rest = other.get(length..).unwrap_or_default();
            if plain.len() - before != length {
                steps.push((before, text.len() - other.len()));
                steps.push((plain.len(), text.len() - rest.len()));
            }
        }
        plain.push_str(rest);
        Folded { original: text, text: Cow::Owned(plain), steps }
    }

    /// Where `start..end` of the plain text stands in the original: whole characters, with what hides after them.
    pub(super) fn original(&self, start: usize, end: usize) -> Span {
        Span::new(
            self.original.floor_char_boundary(self.origin(start)),
            self.original.ceil_char_boundary(self.origin(end)),
        )
    }

    /// Where `at` of the plain text stands in the original, between characters or in one.
    fn origin(&self, at: usize) -> usize {
        let next = self.steps.partition_point(|&(plain, _)| plain <= at);
        let Some(&(plain, original)) = next.checked_sub(1).and_then(|last| self.steps.get(last)) else { return at };
        let most = self.steps.get(next).map_or(self.original.len(), |&(_, original)| original);
        (original + (at - plain)).min(most)
    }
}

/// True for bytes that stay as they are.
fn is_plain(byte: u8) -> bool {
    (b' '..0x7f).contains(&byte) && byte != b'_'
}

/// The character that a text of a file begins with, as it is or as an escape, and its length in bytes.
fn escaped(text: &str) -> Option<(char, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let code = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.and_then(char::from_u32).map(|character| (character, 2 + digits))
    };
    let escape = match (first, characters.next()) {
        ('\\', Some('n' | 'r')) => Some(('\n', 2)),
        ('\\', Some('t')) => Some((' ', 2)),
        ('\\', Some('x')) => code(2),
        ('\\', Some('u')) => code(4),
        ('\\', Some('U')) => code(8),
        (_, _) => None,
    };
    Some(escape.unwrap_or((first, first.len_utf8())))
}

fn fold(character: char, plain: &mut String) {
    match character {
        '\n' => plain.push('\n'),
        // Marks of this program around what is cut when it is shown.
        '\t' | '\u{fdd0}'..='\u{fdef}' => plain.push(' '),
        '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => plain.push('-'),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{2032}' | '`' | '´' => plain.push('\''),
        // The number of a footnote is no digit of the number before it.
        '²' | '³' | '¹' | '\u{2070}'..='\u{209c}' => plain.push(' '),
        _ if hides(character) => {}
        _ if character.is_whitespace() => plain.push(' '),
        _ => decompose_compatible(character, |part| {
            if !is_combining_mark(part) {
                plain.push(part);
            }
        }),
    }
}

/// True for what is not seen between two characters.
fn hides(character: char) -> bool {
    is_hidden(character)
        || matches!(character, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same_and_its_place_is_known() {
        let text = "Jose\u{301} and José, ９４３\u{a0}47\u{200b}6–5919 a_b ﬁn\r\n";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "Jose and Jose, 943 476-5919 a-b fin\n");
        let back = |part: &str| {
            let at = folded.text.find(part).unwrap();
            let span = folded.original(at, at + part.len());
            &text[span.start..span.end]
        };
        assert_eq!(back("Jose"), "Jose\u{301}");
        assert_eq!(back("Jose,"), "José,");
        assert_eq!(back("943 476-5919"), "９４３\u{a0}47\u{200b}6–5919");
        assert_eq!(back("476"), "47\u{200b}6");
        assert_eq!(back("i"), "ﬁ");
        assert_eq!(back("a-b"), "a_b");
        let file = Folded::file(r"Jos\u00e9\n\x41\q\");
        assert_eq!(file.text, "Jose\nA\\q\\");
        assert_eq!(file.original(0, 4), Span::new(0, 9));
    }
}
