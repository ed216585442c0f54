//! Texts, numbers and words of JSON.

use super::{JsonReader, Read};
use crate::document::tree::Text;
use crate::document::{Diagnostic, Kind, Node, numbers};
use crate::text::Span;

impl JsonReader<'_> {
    /// Reads a text in quotes.
    pub(super) fn string(&mut self) -> Read<Text> {
        let (start, quote) = (self.at, self.byte());
        self.at += 1;
        let mut escaped = None;
        let mut from = self.at;
        loop {
            self.at += plain_length(self.text.as_bytes().get(self.at..).unwrap_or_default());
            match self.byte() {
                byte if byte == quote && byte.is_some() => break,
                Some(b'\\') => {
                    let mut own: String = escaped.take().unwrap_or_default();
                    own.push_str(self.slice(self.since(from)));
                    own.push(self.escape()?);
                    escaped = Some(own);
                    from = self.at;
                }
                None | Some(b'\n') => return self.open_string(start),
                Some(byte) if byte < 0x20 => self.control(byte)?,
                Some(_) => self.at += 1,
            }
        }
        let rest = self.since(from);
        self.take();
        if quote == Some(b'\'') {
            self.single_quotes(self.since(start))?;
        }
        Ok(match escaped {
            None => self.text.substr(rest.start..rest.end),
            Some(own) => (own + self.slice(rest)).into(),
        })
    }

    /// Reads an escape.
    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        let kind = self.text.as_bytes().get(start + 1).copied();
        self.at += 2;
        let found = match kind {
            Some(own @ (b'"' | b'\\' | b'/')) => Some(char::from(own)),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'u') => self.unicode(),
            Some(_) | None => None,
        };
        match found {
            Some(character) => Ok(character),
            None => self.no_escape(start),
        }
    }

    /// Reads the digits of a `\u`, and of a second one where the two are one character.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let second = self.text.get(self.at..self.at + 2).filter(|next| *next == "\\u");
        self.at += second?.len();
        let second = self.four_digits().filter(|second| (0xdc00..0xe000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    }

    /// Reads a number, `true`, `false` or `null`, or says what to write for another word.
    pub(super) fn word(&mut self) -> Read<Node> {
        let start = self.at;
        let ends = |byte: u8| byte.is_ascii_whitespace() || b",:{}[]\"'/#".contains(&byte) || !byte.is_ascii();
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
        let is_whole = rest.get(length).is_none_or(|next| next.is_ascii_whitespace() || b",]}".contains(next));
        let span = Span::new(start, start + length);
        let text: &str = self.text;
        let kind = match text.get(span.start..span.end).unwrap_or("") {
            _ if !is_whole => return self.other_word(),
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "null" => Kind::Null,
            number if is_number(number.as_bytes()) => numbers::json(number, span, &mut self.errors),
            _ => return self.other_word(),
        };
        (self.at, self.end) = (span.end, span.end);
        self.count(span)?;
        Ok(Node { span, kind })
    }

    /// Says that a control character stands in a text.
    fn control(&mut self, byte: u8) -> Read<()> {
        let (name, escape) = match byte {
            b'\t' => ("a tab".to_owned(), "`\\t`".to_owned()),
            b'\r' => ("a line end".to_owned(), "`\\n`".to_owned()),
            _ => ("a control character".to_owned(), format!("`\\u{byte:04x}`")),
        };
        let place = Span::new(self.at, self.at + 1);
        self.at += 1;
        self.spoilt(
            Diagnostic::error("json-string", format!("{name} stands in the text as it is"))
                .at(place, format!("write {escape}, or remove it")),
        )
    }
}

/// Returns how many bytes at the start are neither quotes, escapes nor control characters. Eight are checked in one go.
fn plain_length(bytes: &[u8]) -> usize {
    let is_special = |byte: u8| matches!(byte, b'"' | b'\'' | b'\\' | 0..0x20);
    let (blocks, rest) = bytes.as_chunks();
    let mut length = 0;
    for block in blocks {
        let special = special_bytes(u64::from_le_bytes(*block));
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += block.len();
    }
    length + rest.iter().take_while(|byte| !is_special(**byte)).count()
}

/// Returns the high bit of each of eight bytes that is special, and no other bit at or below the first of these.
fn special_bytes(bytes: u64) -> u64 {
    let every = |byte| u64::from_ne_bytes([byte; 8]);
    let below = |bytes: u64, least| bytes.wrapping_sub(every(least)) & !bytes & every(0x80);
    let same = |byte| below(bytes ^ every(byte), 1);
    below(bytes, 0x20) | same(b'"') | same(b'\'') | same(b'\\')
}

/// Whether this is a number as JSON writes it.
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(text);
    let Some((first, mut rest)) = text.split_at_checked(whole) else { return false };
    if whole == 0 || whole > 1 && first.starts_with(b"0") {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        rest = fraction.get(length..).unwrap_or_default();
        if length == 0 {
            return false;
        }
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_special_byte_ends_what_is_plain() {
        for byte in 0..=u8::MAX {
            let is_special = byte < 0x20 || b"\"'\\".contains(&byte);
            for at in 0..20 {
                let mut bytes = [b'~', 0x80, b' ', 0xff, b'!', b'#', b'[', b']', b'&', b'('].repeat(3);
                bytes[at] = byte;
                assert_eq!(plain_length(&bytes), if is_special { at } else { 30 }, "{byte} at {at}");
            }
        }
    }
}
