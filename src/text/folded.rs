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
        if text.bytes().all(is_plain) {
            return Folded { original: text, text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut steps = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
            let (same, other) = rest.split_at(at);
            plain.push_str(same);
            let mut characters = other.chars();
            if let Some(character) = characters.next() {
                let before = plain.len();
                fold(character, &mut plain);
                rest = characters.as_str();
                if plain.len() - before != character.len_utf8() {
                    steps.push((before, text.len() - other.len()));
                    steps.push((plain.len(), text.len() - rest.len()));
                }
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

fn fold(character: char, plain: &mut String) {
    match character {
        '\n' | '\t' => plain.push(' '),
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
        || matches!(character, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same_and_its_place_is_known() {
        let text = "Jose\u{301} and José, ９４３\u{a0}47\u{200b}6–5919 a_b ﬁn\r\n";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "Jose and Jose, 943 476-5919 a-b fin ");
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
    }
}
