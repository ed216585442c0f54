//! Text made plain for searching: one spelling for what looks the same.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::Span;
use super::shown::is_hidden;

/// A text in which the width and script of digits, accents, letters with a stroke, kinds of quotes, spaces and dashes, and
/// what hides between letters make no difference, and the way back to the text as it stands. What is not ASCII in it is a
/// letter or digit.
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
        Folded::with(text, is_plain, |text| {
            let own = text.chars().next().map(|character| (character, character.len_utf8()));
            referred(text).or_else(|| encoded(text)).or(own)
        })
    }

    /// Makes the text of a file plain, in which a character may be written as an escape: `\\n`, `\\u00e9`.
    pub(super) fn file(text: &'t str) -> Self {
        Folded::with(text, |byte| is_plain(byte) && byte != b'\\', escaped)
    }

    fn with(text: &'t str, is_plain: impl Fn(u8) -> bool, read: impl Fn(&str) -> Option<(char, usize)>) -> Self {
        // Blocks without a way out are checked many bytes at a time.
        let is_plain_block = |block: &[u8]| block.iter().fold(true, |all, byte| all & is_plain(*byte));
        let first_other = |text: &str| {
            let block = text.as_bytes().chunks(64).position(|block| !is_plain_block(block))?;
            let rest = text.as_bytes().get(64 * block..)?;
            rest.iter().position(|byte| !is_plain(*byte)).map(|at| 64 * block + at)
        };
        if first_other(text).is_none() {
            return Folded { original: text, text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut steps = Vec::new();
        let mut rest = text;
        while let Some(at) = first_other(rest) {
            let (same, other) = rest.split_at(at);
            plain.push_str(same);
            let Some((character, length)) = read(other) else {
                break;
            };
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
        let Some(&(plain, original)) = next.checked_sub(1).and_then(|last| self.steps.get(last)) else {
            return at;
        };
        let most = self.steps.get(next).map_or(self.original.len(), |&(_, original)| original);
        (original + (at - plain)).min(most)
    }
}

/// Whether a byte stays as it is.
fn is_plain(byte: u8) -> bool {
    (b' '..0x7f).contains(&byte) && byte != b'&' && byte != b'%' || matches!(byte, b'\t' | b'\n' | b'\r')
}

/// The character that a text begins with as a reference of HTML, `&nbsp;` or `&#160;`, and its length in bytes.
fn referred(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let name = rest.get(..rest.bytes().take(9).position(|byte| byte == b';')?)?;
    let character = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" => '\u{ad}',
        "apos" | "lsquo" | "rsquo" => '\'',
        "quot" => '"',
        "ndash" | "mdash" => '-',
        "commat" => '@',
        _ => {
            let digits = name.strip_prefix('#')?;
            let hexadecimal = digits.strip_prefix(['x', 'X']);
            let code = hexadecimal.map_or_else(|| digits.parse(), |digits| u32::from_str_radix(digits, 16));
            char::from_u32(code.ok()?)?
        }
    };
    Some((character, name.len() + 2))
}

/// The mark that a text begins with as addresses of pages write it, `%40`, and its length in bytes.
fn encoded(text: &str) -> Option<(char, usize)> {
    let mark = match text.get(..3)? {
        "%40" => '@',
        "%20" => ' ',
        "%2B" | "%2b" => '+',
        "%2E" | "%2e" => '.',
        "%27" => '\'',
        _ => return None,
    };
    Some((mark, 3))
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
        // The end of a line that goes on, and the escapes of quotes, strokes and underlines.
        ('\\', Some('\n')) => Some((' ', 2)),
        ('\\', Some(same @ ('"' | '\\' | '/' | '\'' | '_' | '-' | '.'))) => Some((same, 2)),
        ('\\', Some('x')) => code(2),
        ('\\', Some('u')) => code(4),
        ('\\', Some('U')) => code(8),
        (_, _) => None,
    };
    Some(escape.or_else(|| referred(text)).or_else(|| encoded(text)).unwrap_or((first, first.len_utf8())))
}

/// Adds the plain spelling of a character.
fn fold(character: char, plain: &mut String) {
    match character {
        '\n' | '\t' | '\r' => plain.push(character),
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => plain.push('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{30fb}' => plain.push('-'),
        '\u{2018}'..='\u{201b}' | '\u{2b9}'..='\u{2bf}' | '\u{2032}' | '\u{55a}' | '`' | '´' => plain.push('\''),
        '\u{201c}'..='\u{201f}' | '«' | '»' | '\u{300a}'..='\u{300f}' => plain.push('"'),
        '·' | '•' | '‧' | '∙' | '⋅' | '。' => plain.push('.'),
        '、' | '،' => plain.push(','),
        '⁄' | '∕' => plain.push('/'),
        '£' | '€' | '¥' | '￡' => plain.push('$'),
        '№' => plain.push_str("No "),
        'ς' => plain.push('σ'),
        // The number of a footnote is no digit of the number before it.
        '²' | '³' | '¹' | '\u{2070}'..='\u{209c}' => plain.push(' '),
        _ if hides(character) => {}
        _ => decompose_compatible(character, |part| fold_part(part, plain)),
    }
}

/// Adds what a character is made of: a letter without its marks, a digit of any script, or a space for a sign.
fn fold_part(part: char, plain: &mut String) {
    match part {
        _ if part.is_ascii() => plain.push(part),
        _ if is_combining_mark(part) => {}
        'ł' | 'ƚ' => plain.push('l'),
        'Ł' | 'Ƚ' => plain.push('L'),
        'ø' | 'ɵ' => plain.push('o'),
        'Ø' => plain.push('O'),
        'đ' | 'ð' | 'ɖ' => plain.push('d'),
        'Đ' | 'Ð' | 'Ɖ' => plain.push('D'),
        'ħ' => plain.push('h'),
        'Ħ' => plain.push('H'),
        'ŧ' => plain.push('t'),
        'Ŧ' => plain.push('T'),
        'ı' | 'ɨ' => plain.push('i'),
        'Ɨ' => plain.push('I'),
        'ƀ' => plain.push('b'),
        'ɓ' => plain.push('b'),
        'Ɓ' => plain.push('B'),
        'ɗ' => plain.push('d'),
        'Ɗ' => plain.push('D'),
        'ƙ' | 'ĸ' => plain.push('k'),
        'Ƙ' => plain.push('K'),
        'ŋ' => plain.push_str("ng"),
        'Ŋ' => plain.push_str("Ng"),
        'ə' => plain.push('e'),
        'Ə' => plain.push('E'),
        'ß' => plain.push_str("ss"),
        'ẞ' => plain.push_str("SS"),
        'þ' => plain.push_str("th"),
        'Þ' => plain.push_str("Th"),
        'æ' => plain.push_str("ae"),
        'Æ' => plain.push_str("Ae"),
        'œ' => plain.push_str("oe"),
        'Œ' => plain.push_str("Oe"),
        _ => match same_look(part).or_else(|| digit(part)) {
            Some(plainer) => plain.push(plainer),
            None if part.is_alphanumeric() => plain.push(part),
            None => plain.push(' '),
        },
    }
}

/// The letter that a letter of Cyrillic looks like, in the same case. Names in Cyrillic are made plain in the same way.
fn same_look(letter: char) -> Option<char> {
    const CYRILLIC: &str = "аАвВеЕіІјЈкКмМнНоОрРсСтТуУхХѕЅһҺԁԛԜԝ";
    const LATIN: &str = "aAbBeEiIjJkKmMhHoOpPcCtTyYxXsShHdqWw";
    let is_cyrillic = ('\u{400}'..'\u{530}').contains(&letter);
    let at = CYRILLIC.chars().position(|known| is_cyrillic && known == letter)?;
    LATIN.chars().nth(at)
}

/// The digit that a character of another script stands for.
fn digit(character: char) -> Option<char> {
    const ZEROS: [u32; 66] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
        0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
        0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
        0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0,
        0x11de0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950,
    ];
    let code = u32::from(character);
    let last = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    char::from_digit(code.checked_sub(*ZEROS.get(last)?)?, 10)
}

/// Whether a character is not seen between two others, or one that a text cannot hold.
fn hides(character: char) -> bool {
    is_hidden(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same_and_its_place_is_known() {
        let text = "Jose\u{301} and José, ９４３\u{a0}47\u{200b}6–5919 ﬁn";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "Jose and Jose, 943 476-5919 fin");
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
        let file = Folded::file(r"Jos\u00e9\n\x41\q\");
        assert_eq!(file.text, "Jose\nA\\q\\");
        assert_eq!(file.original(0, 4), Span::new(0, 9));
    }

    #[test]
    fn letters_and_digits_without_a_decomposition_are_plain_too() {
        let plain = |text: &str| Folded::new(text).text.into_owned();
        assert_eq!(plain("Łukasz Søren Đorđe Groß Þór ıbrahim Æthel"), "Lukasz Soren Dorde Gross Thor ibrahim Aethel");
        assert_eq!(plain("٩٤٣ ۴۷۶ ५९१९ ９"), "943 476 5919 9");
        assert_eq!(plain("94\u{fdd0}\u{e03f}34\u{3164}76\u{2800}“x”…★"), "943476\"x\"... ");
    }
}
