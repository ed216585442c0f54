//! What is no token of JSON, or one that is not written as JSON writes it.

use std::ops::ControlFlow;

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::tokens::Token;

use super::super::super::instead::{CURLY, bare_word, instead};
use super::super::super::{Diagnostic, Format};
use super::{Flow, Last, Walk};
use crate::text::Span;

impl Walk<'_> {
    /// What stands between two tokens must be spaces and line ends.
    pub(super) fn gap(&mut self, start: usize, end: usize) -> Flow {
        let gap = self.text.get(start..end).unwrap_or("");
        let Some((at, odd)) = gap.char_indices().find(|(_, c)| !matches!(c, ' ' | '\t' | '\n' | '\r')) else {
            return Flow::Continue(());
        };
        let span = Span::new(start + at, start + at + odd.len_utf8());
        let message = format!("the character U+{:04X} looks like a space and is none in JSON", u32::from(odd));
        self.stop(Diagnostic::error("json-syntax", message).at(span, "write a plain space, or nothing"))
    }

    /// The whole word, where a number or word is only the beginning of one, as of `2009-05-12`.
    pub(super) fn word_beyond(&self, token: &Token<'_>, span: Span) -> Option<Span> {
        let is_wordy = matches!(token, Token::Number(_) | Token::Boolean(_) | Token::Null | Token::Word(_));
        if !is_wordy || self.wants_key() {
            return None;
        }
        let word = self.word_at(span.start);
        let is_number = || serde_json::from_str::<serde::de::IgnoredAny>(self.slice(span)).is_ok();
        (word.end > span.end || matches!(token, Token::Number(_)) && !is_number()).then_some(word)
    }

    /// The word without quotes around byte `at`, which begins after the colon of its key.
    fn word_at(&self, at: usize) -> Span {
        let word = bare_word(self.text, at);
        let colon = self.text.get(word.start..at).and_then(|before| before.rfind(':'));
        Span::new(colon.map_or(word.start, |colon| word.start + colon + 1), word.end)
    }

    pub(super) fn comment(&mut self, span: Span) -> Flow {
        self.mistake(Diagnostic::error("json-comment", "JSON has no comments").at(span, "take the comment away"))
    }

    /// A text in quotes: a key or a value.
    pub(super) fn string(&mut self, span: Span) -> Flow {
        let written = self.slice(span);
        if let Some(end) = written.find('\n') {
            let line = Span::new(span.start, span.start + written.get(..end).unwrap_or("").trim_end().len());
            return self.stop(
                Diagnostic::error("json-string", "a text in quotes is not closed on its line")
                    .at(line, "here")
                    .help("end the text with `\"`; write a line end inside it as `\\n`, and a quote as `\\\"`"),
            );
        }
        if written.starts_with('\'') {
            self.mistake(
                Diagnostic::error("json-quotes", "text stands between double quotes in JSON")
                    .at(span, "write `\"` for `'`"),
            )?;
        }
        if let Some((at, control)) = written.char_indices().find(|(_, c)| u32::from(*c) < 0x20) {
            let place = Span::new(span.start + at, span.start + at + 1);
            let (name, escape) = match control {
                '\t' => ("a tab".to_owned(), "`\\t`".to_owned()),
                '\r' => ("a line end".to_owned(), "`\\n`".to_owned()),
                _ => ("a control character".to_owned(), format!("`\\u{:04x}`", u32::from(control))),
            };
            self.mistake(
                Diagnostic::error("json-string", format!("{name} stands in the text as it is"))
                    .at(place, format!("write {escape}, or take it away")),
            )?;
        }
        self.scalar(span)
    }

    /// A word without quotes where a value must stand.
    pub(super) fn word(&mut self, span: Span) -> Flow {
        let found = self.slice(span);
        let message = format!("`{found}` is neither text in quotes, a number, `true`, `false` nor `null`");
        let mistake = Diagnostic::error("json-unquoted", message).at(span, instead(found, Format::Json));
        self.mistake(mistake)?;
        self.before_value(span)?;
        self.now(Last::Value, span)
    }

    /// Something that is no token at all, at byte `at`: says what, and where to go on.
    pub(super) fn no_token(&mut self, at: usize, error: &ParseError) -> ControlFlow<(), usize> {
        if let ParseErrorKind::String(kind) = error.kind() {
            return self.broken_string(at, error.range().end, kind).map_continue(|()| at);
        }
        let word = self.word_at(at);
        let found = self.slice(word);
        let first = found.chars().next();
        if self.text.get(at..).is_some_and(|rest| rest.starts_with('#')) {
            let line = self.text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
            let end = at + line.len();
            self.comment(Span::new(at, end))?;
            return ControlFlow::Continue(end);
        }
        if self.last == Last::Nothing {
            self.no_object(Span::new(at, word.end.max(at)))?;
        } else if first.is_none() || first == Some(';') {
            let next = self.text.get(at..).and_then(|rest| rest.chars().next());
            self.unexpected(at, next)?;
        } else if self.wants_key() && !found.starts_with(CURLY) {
            let message = format!("`{found}` cannot be a key");
            self.stop(Diagnostic::error("json-key", message).at(word, "write the key in double quotes, `\"...\"`"))?;
        } else if found.starts_with(CURLY) {
            let mistake = Diagnostic::error("json-unquoted", "this text stands between quotes of a word processor");
            self.stop(mistake.at(word, instead(found, Format::Json)))?;
        } else {
            self.word(word)?;
        }
        ControlFlow::Continue(word.end)
    }

    pub(super) fn unexpected(&mut self, at: usize, next: Option<char>) -> Flow {
        let span = Span::new(at, at + next.map_or(0, char::len_utf8));
        let (message, label) = match next {
            Some('=') => ("`=` has no meaning in JSON".to_owned(), "write `:` between a key and its value"),
            Some(';') => ("`;` has no meaning in JSON".to_owned(), "write `,` between two values"),
            Some(other) => (format!("`{other}` has no meaning here"), "here"),
            None => ("the text ends too early".to_owned(), "here"),
        };
        self.stop(Diagnostic::error("json-syntax", message).at(span, label))
    }

    pub(super) fn broken_string(&mut self, start: usize, end: usize, kind: &ParseStringErrorKind) -> Flow {
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        if matches!(kind, ParseStringErrorKind::UnterminatedStringLiteral) || end > start + line.len() {
            return self.stop(
                Diagnostic::error("json-string", "a text in quotes is not closed on its line")
                    .at(Span::new(start, start + line.trim_end().len()), "here")
                    .help("end the text with `\"`; write a line end inside it as `\\n`, and a quote as `\\\"`"),
            );
        }
        self.stop(
            Diagnostic::error("json-string", "`\\` begins an escape in JSON, and this is none")
                .at(Span::new(start, end), "here")
                .help("write a backslash as `\\\\`; the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four digits"),
        )
    }
}
