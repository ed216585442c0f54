//! JSON into the tree, in one pass.
//!
//! What is valid is read as it comes. At a mistake the reader says what to type instead, and goes on where it is plain how the rest
//! was meant: after a comment, a comma too many, quotes of another kind. Otherwise it stops.

mod mistakes;
mod scalars;

use arcstr::ArcStr;

use super::keys::without_second_ones;
use super::limits::{too_deep, too_many};
use super::tree::Text;
use super::{Diagnostic, Entry, Format, Kind, Limits, Node, Parsed};
use crate::text::Span;

/// Reads a JSON text.
pub(super) fn parse(text: &ArcStr, limits: Limits) -> Parsed {
    let mut reader = JsonReader {
        text,
        at: 0,
        end: 0,
        open: Vec::new(),
        entries: Vec::new(),
        nodes: Vec::new(),
        items: 0,
        limits,
        errors: Vec::new(),
        told_to: 0,
        is_sound: true,
    };
    let root = reader.document();
    let JsonReader { mut errors, is_sound, .. } = reader;
    errors.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    match root {
        Ok(Some(root)) if is_sound => Parsed::read(Format::Json, root, errors, true),
        Ok(None) if errors.is_empty() => Parsed { rest_is_sound: true, ..Parsed::unreadable(Format::Json, errors) },
        Ok(_) | Err(Stop) => Parsed::unreadable(Format::Json, errors),
    }
}

/// Nothing can be said of the rest.
struct Stop;

type Read<T> = Result<T, Stop>;

struct JsonReader<'t> {
    text: &'t ArcStr,
    /// The next byte.
    at: usize,
    /// The end of the last token.
    end: usize,
    /// The places of the tables and lists that are not closed.
    open: Vec<usize>,
    /// The keys of the tables that are not closed, one table after another, and the items of such lists likewise.
    entries: Vec<Entry>,
    nodes: Vec<Node>,
    items: usize,
    limits: Limits,
    errors: Vec<Diagnostic>,
    /// Up to here, the end of a line, quotes were complained of.
    told_to: usize,
    /// Whether the rest was read as it was meant.
    is_sound: bool,
}

impl JsonReader<'_> {
    /// Reads the text; `None` if there is nothing in it.
    fn document(&mut self) -> Read<Option<Node>> {
        match self.next()? {
            None => Ok(None),
            Some(b'{') => {
                let root = self.table()?;
                match self.next()? {
                    None => Ok(Some(root)),
                    Some(_) => self.second_value(),
                }
            }
            Some(_) => self.no_object(),
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over what stands between two tokens and returns the byte after it.
    fn next(&mut self) -> Read<Option<u8>> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/' | b'#') if self.comment()? => {}
                Some(byte) if byte.is_ascii() && byte != 0x0b && byte != 0x0c => return Ok(Some(byte)),
                None => return Ok(None),
                Some(byte) => {
                    self.odd_space()?;
                    return Ok(Some(byte));
                }
            }
        }
    }

    /// Takes one byte, the end of a token.
    fn take(&mut self) {
        self.at += 1;
        self.end = self.at;
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Reads the value at a byte.
    fn value(&mut self, first: u8) -> Read<Node> {
        match first {
            b'{' => self.table(),
            b'[' => self.list(),
            b'"' | b'\'' => {
                let start = self.at;
                let text = self.string()?;
                self.count(self.since(start))?;
                Ok(Node { span: self.since(start), kind: Kind::Str(text) })
            }
            _ => self.word(),
        }
    }

    /// Counts a value.
    fn count(&mut self, span: Span) -> Read<()> {
        self.items += 1;
        if self.items > self.limits.items { self.stop(too_many(self.limits, span)) } else { Ok(()) }
    }

    fn begin(&mut self) -> Read<Span> {
        let bracket = Span::new(self.at, self.at + 1);
        self.count(bracket)?;
        self.open.push(self.at);
        self.take();
        if self.open.len() > self.limits.depth { self.stop(too_deep(self.limits, bracket)) } else { Ok(bracket) }
    }

    fn list(&mut self) -> Read<Node> {
        let span = self.begin()?;
        let own = self.nodes.len();
        while let Some(first) = self.element(b']', self.nodes.len() > own)? {
            let item = self.value(first)?;
            self.nodes.push(item);
        }
        Ok(Node { span, kind: Kind::Seq(self.nodes.drain(own..).collect()) })
    }

    fn table(&mut self) -> Read<Node> {
        let span = self.begin()?;
        let own = self.entries.len();
        while let Some(first) = self.element(b'}', self.entries.len() > own)? {
            let start = self.at;
            let key = self.key(first)?;
            let key_span = self.since(start);
            let first = self.colon(key_span)?;
            let value = self.value(first)?;
            self.entries.push(Entry { key, key_span, value });
        }
        let entries = self.entries.drain(own..).collect();
        Ok(Node { span, kind: Kind::Map(without_second_ones(entries, Format::Json, &mut self.errors)) })
    }

    /// Passes over the comma before an item or a key, and returns its first byte; `None` after the bracket that closes them.
    fn element(&mut self, close: u8, is_later: bool) -> Read<Option<u8>> {
        let (mut first, mut comma) = (self.next()?, None);
        if first == Some(b',') {
            comma = Some(self.at);
            if !is_later {
                return self.no_value_before();
            }
            self.take();
            first = self.next()?;
        }
        match first {
            None => self.not_closed(),
            Some(byte) if byte == close => {
                if let Some(comma) = comma {
                    self.last_comma(comma)?;
                }
                self.open.pop();
                self.take();
                Ok(None)
            }
            Some(b'}' | b']') => self.other_bracket(close),
            Some(b',') => self.no_value_before(),
            Some(byte) => {
                if is_later && comma.is_none() {
                    self.no_comma(byte)?;
                }
                Ok(Some(byte))
            }
        }
    }

    fn key(&mut self, first: u8) -> Read<Text> {
        match first {
            b'"' | b'\'' => self.string(),
            _ => self.key_without_quotes(first),
        }
    }

    /// Passes over the colon after a key, and returns the first byte of its value.
    fn colon(&mut self, key: Span) -> Read<u8> {
        match self.next()? {
            Some(b':') => self.take(),
            found => return self.no_colon(key, found),
        }
        match self.next()? {
            Some(b'}' | b']' | b',') => self.no_value_after(Span::new(self.at, self.at + 1)),
            Some(b':') => self.no_key(),
            Some(byte) => Ok(byte),
            None => self.not_closed(),
        }
    }
}
