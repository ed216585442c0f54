//! What is not JSON in a JSON text, with what to type instead.

use super::{JsonReader, Read, Stop};
use crate::document::instead::{CURLY, bare_word, instead};
use crate::document::mistaken::in_another_format;
use crate::document::tree::Text;
use crate::document::{Diagnostic, Format, Kind, Node};
use crate::text::Span;

/// The number of mistakes after which reading stops.
const MOST_MISTAKES: usize = 20;

impl JsonReader<'_> {
    /// Adds a mistake that does not change what stands around it.
    fn mistake(&mut self, diagnostic: Diagnostic) -> Read<()> {
        self.errors.push(diagnostic);
        if self.errors.len() >= MOST_MISTAKES { Err(Stop) } else { Ok(()) }
    }

    /// Adds a mistake after which the rest is read only for further ones.
    pub(super) fn spoilt(&mut self, diagnostic: Diagnostic) -> Read<()> {
        self.is_sound = false;
        self.mistake(diagnostic)
    }

    /// Adds a mistake of quotes, once a line, since who writes one writes all of them so.
    fn of_quotes(&mut self, diagnostic: Diagnostic) -> Read<()> {
        let at = diagnostic.span().map_or(0, |span| span.start);
        if at < self.told_to && self.errors.last().is_some_and(|last| last.code == diagnostic.code) {
            return Ok(());
        }
        let rest = self.text.get(at..).unwrap_or("");
        self.told_to = at + rest.find('\n').unwrap_or(rest.len());
        self.mistake(diagnostic)
    }

    pub(super) fn stop<T>(&mut self, diagnostic: Diagnostic) -> Read<T> {
        self.errors.push(diagnostic);
        Err(Stop)
    }

    fn syntax<T>(&mut self, span: Span, message: &str, label: &str) -> Read<T> {
        self.stop(Diagnostic::error("json-syntax", message).at(span, label))
    }

    /// The place of the next byte.
    fn here(&self) -> Span {
        Span::new(self.at, (self.at + 1).min(self.text.len()))
    }

    fn line(&self, start: usize) -> Span {
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        Span::new(start, start + line.trim_end().len())
    }

    /// Passes over a comment; false if there is none.
    pub(super) fn comment(&mut self) -> Read<bool> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = match rest.get(..2) {
            Some("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ if rest.starts_with("//") || rest.starts_with('#') => self.line(self.at).end - self.at,
            _ => return Ok(false),
        };
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        self.mistake(Diagnostic::error("json-comment", "JSON has no comments").at(span, "take the comment away"))?;
        Ok(true)
    }

    /// Refuses a character that only looks like a space.
    pub(super) fn odd_space(&mut self) -> Read<()> {
        let is_odd = |c: &char| c.is_whitespace() || *c == '\u{feff}';
        let Some(odd) = self.text.get(self.at..).and_then(|rest| rest.chars().next()).filter(is_odd) else {
            return Ok(());
        };
        let message = format!("the character U+{:04X} looks like a space, but JSON does not allow it", u32::from(odd));
        let span = Span::new(self.at, self.at + odd.len_utf8());
        self.stop(Diagnostic::error("json-syntax", message).at(span, "write a plain space, or nothing"))
    }

    pub(super) fn second_value<T>(&mut self) -> Read<T> {
        let help = "a JSON file holds one document; a file of many, one a line, is NDJSON and ends in .ndjson";
        let message = "something stands after the end of the document";
        self.stop(Diagnostic::error("json-syntax", message).at(self.token(), "here").help(help))
    }

    pub(super) fn no_object<T>(&mut self) -> Read<T> {
        if let Some(other) = in_another_format(self.text, Format::Json) {
            return self.stop(other);
        }
        let found = Diagnostic::error("json-syntax", "a document in JSON begins with `{`")
            .at(self.token(), "this is something else");
        let help = "several reviews go into a file each, or one a line into a file that ends in .ndjson";
        self.stop(if self.byte() == Some(b'[') { found.help(help) } else { found })
    }

    /// The place of the word, or of the character, that comes next.
    fn token(&self) -> Span {
        let next = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let word = self.bare_word();
        Span::new(self.at, word.end.max(self.at + next))
    }

    /// The place of the word without quotes that comes next.
    fn bare_word(&self) -> Span {
        Span::new(self.at, bare_word(self.text, self.at).end.max(self.at))
    }

    pub(super) fn not_closed<T>(&mut self) -> Read<T> {
        let bracket = |at: usize| self.text.as_bytes().get(at).copied().map_or(' ', char::from);
        let close: String = self.open.iter().rev().map(|at| if bracket(*at) == '{' { '}' } else { ']' }).collect();
        let last = self.open.last().copied().unwrap_or(0);
        let message = format!("the text ends before what `{}` began is closed", bracket(last));
        self.stop(
            Diagnostic::error("json-syntax", message)
                .at(Span::new(self.end, self.end), format!("`{close}` is missing here, or before"))
                .at(Span::new(last, last + 1), "this is the last that is not closed"),
        )
    }

    pub(super) fn other_bracket<T>(&mut self, close: u8) -> Read<T> {
        let begun = if close == b'}' { '{' } else { '[' };
        let message = format!("`{}` does not end what `{begun}` began", self.slice(self.here()));
        let last = self.open.last().copied().unwrap_or(0);
        self.stop(
            Diagnostic::error("json-syntax", message)
                .at(self.here(), "this ends another kind of thing")
                .at(Span::new(last, last + 1), "this was begun last")
                .help("a table is between `{` and `}`, a list between `[` and `]`"),
        )
    }

    pub(super) fn last_comma(&mut self, at: usize) -> Read<()> {
        let message = "there is a comma after the last one";
        self.mistake(Diagnostic::error("json-comma", message).at(Span::new(at, at + 1), "take this comma away"))
    }

    pub(super) fn no_comma(&mut self, found: u8) -> Read<()> {
        if let Some(mark @ (b':' | b';' | b'=')) = Some(found) {
            return self.meaningless(mark);
        }
        let message = "there is no comma between this and the next";
        let end = Span::new(self.end, self.end);
        self.mistake(Diagnostic::error("json-comma", message).at(end, "write `,` here"))
    }

    pub(super) fn no_value_before<T>(&mut self) -> Read<T> {
        self.syntax(self.here(), "there is nothing before this comma", "take this comma away")
    }

    pub(super) fn no_key<T>(&mut self) -> Read<T> {
        let message = "`:` stands between a key and its value, and there is no key before it";
        self.syntax(self.here(), message, "here")
    }

    /// Refuses a mark that JSON does not have or that is in the wrong place.
    fn meaningless<T>(&mut self, mark: u8) -> Read<T> {
        match mark {
            b':' => self.no_key(),
            b'=' => self.syntax(self.here(), "`=` has no meaning in JSON", "write `:` between a key and its value"),
            b';' => self.syntax(self.here(), "`;` has no meaning in JSON", "write `,` between two values"),
            _ => self.syntax(self.here(), &format!("`{}` has no meaning here", char::from(mark)), "here"),
        }
    }

    pub(super) fn no_colon<T>(&mut self, key: Span, found: Option<u8>) -> Read<T> {
        match found {
            None => self.not_closed(),
            Some(mark @ (b'=' | b';')) => self.meaningless(mark),
            Some(b',' | b'}' | b']') => self.stop(
                Diagnostic::error("json-unquoted", "there is no `:` and no value after this key")
                    .at(key, "write a value, or take the key away"),
            ),
            Some(_) => self.syntax(key, "there is no `:` after this key", "write `:` after it"),
        }
    }

    pub(super) fn no_value_after<T>(&mut self, span: Span) -> Read<T> {
        let message = "there is no value after the `:`";
        self.stop(Diagnostic::error("json-unquoted", message).at(span, "write a value, or take the key away"))
    }

    /// Reads a key without quotes, and says so.
    pub(super) fn key_without_quotes(&mut self, first: u8) -> Read<Text> {
        if matches!(first, b'{' | b'[') {
            let help = "a table is written `{\"key\": value}`; a list is between `[` and `]`";
            let found = Diagnostic::error("json-syntax", "there is a value where a key must stand");
            return self.stop(found.at(self.here(), "here").help(help));
        }
        if matches!(first, b':' | b'=' | b';') {
            return self.meaningless(first);
        }
        let word = self.bare_word();
        let key = self.slice(word).split(':').next().unwrap_or("").to_owned();
        let span = Span::new(word.start, word.start + key.len());
        if key.starts_with(CURLY) {
            return self.curly(span, &key);
        }
        if key.is_empty() || !key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '$')) {
            let message = format!("`{key}` cannot be a key");
            let label = "write the key in double quotes, `\"...\"`";
            return self.stop(Diagnostic::error("json-key", message).at(span, label));
        }
        let message = format!("the key `{key}` stands without quotes");
        self.of_quotes(Diagnostic::error("json-key", message).at(span, format!("write `\"{key}\"`")))?;
        (self.at, self.end) = (span.end, span.end);
        Ok(key.into())
    }

    fn curly<T>(&mut self, span: Span, found: &str) -> Read<T> {
        let message = "this text stands between quotes of a word processor";
        self.stop(Diagnostic::error("json-unquoted", message).at(span, instead(found, Format::Json)))
    }

    /// Says what to write for a word where a value must stand.
    pub(super) fn other_word(&mut self) -> Read<Node> {
        let word = self.bare_word();
        let found = self.slice(word).to_owned();
        match found.bytes().next() {
            _ if found.starts_with(CURLY) => return self.curly(word, &found),
            Some(mark @ (b';' | b'=')) => return self.meaningless(mark),
            None => return self.meaningless(self.byte().unwrap_or(b' ')),
            Some(_) => {}
        }
        let message = format!("`{found}` is neither text in quotes, a number, `true`, `false` nor `null`");
        self.spoilt(Diagnostic::error("json-unquoted", message).at(word, instead(&found, Format::Json)))?;
        (self.at, self.end) = (word.end, word.end);
        self.count(word)?;
        Ok(Node { span: word, kind: Kind::Null })
    }

    pub(super) fn single_quotes(&mut self, span: Span) -> Read<()> {
        let message = "text stands between double quotes in JSON";
        self.of_quotes(Diagnostic::error("json-quotes", message).at(span, "write `\"` for `'`"))
    }

    pub(super) fn open_string<T>(&mut self, start: usize) -> Read<T> {
        let help = "end the text with `\"`; write a line end inside it as `\\n`, and a quote as `\\\"`";
        let found = Diagnostic::error("json-string", "a text in quotes is not closed on its line");
        self.stop(found.at(self.line(start), "here").help(help))
    }

    pub(super) fn no_escape<T>(&mut self, start: usize) -> Read<T> {
        let line = self.line(start);
        let end = self.text.ceil_char_boundary(self.at.min(line.end));
        let help = "write a backslash as `\\\\`; the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four digits";
        let found = Diagnostic::error("json-string", "`\\` begins an escape in JSON, and this is not a valid one");
        self.stop(found.at(Span::new(start, end), "here").help(help))
    }
}
