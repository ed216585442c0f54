//! What is not JSON in a JSON text, all of it, with what to type instead.

use std::ops::ControlFlow;

use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::tokens::Token;
use jsonc_parser::{ParseStringErrorKind, Scanner, ScannerOptions};

use super::super::instead::{CURLY, bare_word, instead};
use super::super::limits::{too_deep, too_many};
use super::super::mistaken::in_another_format;
use super::super::{Diagnostic, Format, Limits};
use crate::text::Span;

/// Reading stops after so many mistakes.
const MOST_MISTAKES: usize = 20;

/// Mistakes that do not change what stands around them, and that the lenient reader can take.
const LOCAL: [&str; 4] = ["json-comment", "json-comma", "json-quotes", "json-key"];

/// What a walk over the tokens found.
pub(super) struct Walked {
    pub(super) errors: Vec<Diagnostic>,
    pub(super) rest_is_sound: bool,
}

/// Walks over the tokens of `text`.
pub(super) fn walk(text: &str, limits: Limits) -> Walked {
    let mut walk = Walk {
        text,
        limits,
        open: Vec::new(),
        last: Last::Nothing,
        last_span: Span::default(),
        items: 0,
        found: Vec::new(),
    };
    let ended = walk.all();
    let rest_is_sound = ended.is_continue() && walk.found.iter().all(|error| LOCAL.contains(&error.code));
    Walked { errors: walk.found, rest_is_sound }
}

/// What stood before a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Open,
    Key,
    Colon,
    Value,
    Comma,
}

/// A table or list that is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    bracket: char,
    at: Span,
}

struct Walk<'t> {
    text: &'t str,
    limits: Limits,
    open: Vec<Open>,
    last: Last,
    last_span: Span,
    items: usize,
    found: Vec<Diagnostic>,
}

/// To go on, or to stop since nothing can be said of the rest.
type Flow = ControlFlow<()>;

impl<'t> Walk<'t> {
    fn all(&mut self) -> Flow {
        let mut from = 0;
        while let Some(resume) = self.stretch(from)? {
            from = resume;
        }
        match self.open.last().copied() {
            None => Flow::Continue(()),
            Some(open) => self.not_closed(open),
        }
    }

    fn not_closed(&mut self, last: Open) -> Flow {
        let close: String = self.open.iter().rev().map(|open| if open.bracket == '{' { '}' } else { ']' }).collect();
        let end = Span::new(self.last_span.end, self.last_span.end);
        self.stop(
            Diagnostic::error("json-syntax", format!("the text ends before what `{}` began is closed", last.bracket))
                .at(end, format!("`{close}` is missing here, or before"))
                .at(last.at, "this is the last that is not closed"),
        )
    }

    /// Walks from byte `from` to the end, or to a word that is no token: then where to go on.
    fn stretch(&mut self, from: usize) -> ControlFlow<(), Option<usize>> {
        let rest = self.text.get(from..).unwrap_or("");
        let options = ScannerOptions { allow_extended_string_escapes: false, ..ScannerOptions::default() };
        let mut scanner = Scanner::new(rest, &options);
        let mut end = from;
        loop {
            let scanned = scanner.scan();
            let span = Span::new(from + scanner.token_start(), from + scanner.token_end());
            self.gap(end, span.start)?;
            end = span.end;
            let token = match scanned {
                Ok(Some(token)) => token,
                Ok(None) => return ControlFlow::Continue(None),
                Err(error) => return self.no_token(span.start, &error).map_continue(Some),
            };
            if let Some(word) = self.word_beyond(&token, span) {
                self.word(word)?;
                return ControlFlow::Continue(Some(word.end));
            }
            self.token(&token, span)?;
        }
    }

    /// What stands between two tokens must be spaces and line ends.
    fn gap(&mut self, start: usize, end: usize) -> Flow {
        let gap = self.text.get(start..end).unwrap_or("");
        let Some((at, odd)) = gap.char_indices().find(|(_, c)| !matches!(c, ' ' | '\t' | '\n' | '\r')) else {
            return Flow::Continue(());
        };
        let span = Span::new(start + at, start + at + odd.len_utf8());
        let message = format!("the character U+{:04X} looks like a space and is none in JSON", u32::from(odd));
        self.stop(Diagnostic::error("json-syntax", message).at(span, "write a plain space, or nothing"))
    }

    /// The whole word, where a number or word is only the beginning of one, as of `2009-05-12`.
    fn word_beyond(&self, token: &Token<'_>, span: Span) -> Option<Span> {
        let is_wordy = matches!(token, Token::Number(_) | Token::Boolean(_) | Token::Null | Token::Word(_));
        if !is_wordy || self.wants_key() {
            return None;
        }
        let word = bare_word(self.text, span.start);
        let is_number = || serde_json::from_str::<serde::de::IgnoredAny>(self.slice(span)).is_ok();
        (word.end > span.end || matches!(token, Token::Number(_)) && !is_number()).then_some(word)
    }

    fn token(&mut self, token: &Token<'_>, span: Span) -> Flow {
        match token {
            Token::CommentLine(_) | Token::CommentBlock(_) => self.comment(span),
            _ if self.open.is_empty() && self.last == Last::Value => self.second_value(span),
            _ if self.last == Last::Nothing && *token != Token::OpenBrace => self.no_object(span),
            Token::OpenBrace => self.opened('{', span),
            Token::OpenBracket => self.opened('[', span),
            Token::CloseBrace => self.closed('{', span),
            Token::CloseBracket => self.closed('[', span),
            Token::Comma => self.comma(span),
            Token::Colon => self.colon(span),
            Token::String(_) => self.string(span),
            Token::Word(_) if !self.wants_key() => self.word(span),
            Token::Word(_) | Token::Boolean(_) | Token::Number(_) | Token::Null => self.scalar(span),
        }
    }

    fn comment(&mut self, span: Span) -> Flow {
        self.mistake(Diagnostic::error("json-comment", "JSON has no comments").at(span, "take the comment away"))
    }

    fn opened(&mut self, bracket: char, span: Span) -> Flow {
        self.before_value(span)?;
        self.open.push(Open { bracket, at: span });
        if self.open.len() > self.limits.depth {
            return self.stop(too_deep(self.limits, span));
        }
        self.now(Last::Open, span)
    }

    fn closed(&mut self, bracket: char, span: Span) -> Flow {
        match (self.last, self.open.pop()) {
            (_, Some(open)) if open.bracket != bracket => {
                let close = self.slice(span);
                return self.stop(
                    Diagnostic::error("json-syntax", format!("`{close}` does not end what `{}` began", open.bracket))
                        .at(span, "this ends another kind of thing")
                        .at(open.at, "this was begun last")
                        .help("a table is between `{` and `}`, a list between `[` and `]`"),
                );
            }
            (_, None) => {
                return self
                    .stop(Diagnostic::error("json-syntax", "there is nothing to end here").at(span, "take this away"));
            }
            (Last::Comma, Some(_)) => {
                let comma = self.last_span;
                self.mistake(
                    Diagnostic::error("json-comma", "there is a comma after the last one")
                        .at(comma, "take this comma away"),
                )?;
            }
            (Last::Key | Last::Colon, Some(_)) => return self.no_value(span),
            (Last::Nothing | Last::Open | Last::Value, Some(_)) => {}
        }
        self.now(Last::Value, span)
    }

    fn comma(&mut self, span: Span) -> Flow {
        match self.last {
            Last::Value => {}
            Last::Key | Last::Colon => return self.no_value(span),
            Last::Nothing | Last::Open | Last::Comma => {
                return self.stop(
                    Diagnostic::error("json-syntax", "there is nothing before this comma")
                        .at(span, "take this comma away"),
                );
            }
        }
        self.now(Last::Comma, span)
    }

    fn colon(&mut self, span: Span) -> Flow {
        if self.last != Last::Key {
            let message = "`:` stands between a key and its value, and there is no key before it";
            return self.stop(Diagnostic::error("json-syntax", message).at(span, "here"));
        }
        self.now(Last::Colon, span)
    }

    fn no_value(&mut self, span: Span) -> Flow {
        let key = if self.last == Last::Key {
            "there is no `:` and no value after this key"
        } else {
            "there is no value after the `:`"
        };
        let at = if self.last == Last::Key { self.last_span } else { span };
        self.stop(Diagnostic::error("json-unquoted", key).at(at, "write a value, or take the key away"))
    }

    /// A text in quotes: a key or a value.
    fn string(&mut self, span: Span) -> Flow {
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
    fn word(&mut self, span: Span) -> Flow {
        let found = self.slice(span);
        let message = format!("`{found}` is neither text in quotes, a number, `true`, `false` nor `null`");
        let mistake = Diagnostic::error("json-unquoted", message).at(span, instead(found, Format::Json));
        self.mistake(mistake)?;
        self.before_value(span)?;
        self.now(Last::Value, span)
    }

    /// A value that is neither table nor list, or a key.
    fn scalar(&mut self, span: Span) -> Flow {
        let is_key = self.wants_key() || self.last == Last::Value && self.in_table();
        if !is_key {
            self.before_value(span)?;
            return self.now(Last::Value, span);
        }
        if self.last == Last::Value {
            self.no_comma()?;
        }
        if !self.slice(span).starts_with(['"', '\'']) {
            let key = self.slice(span);
            let message = format!("the key `{key}` stands without quotes");
            let advice = format!("write `\"{key}\"`");
            self.mistake(Diagnostic::error("json-key", message).at(span, advice))?;
        }
        self.now(Last::Key, span)
    }

    /// What must stand before a value.
    fn before_value(&mut self, span: Span) -> Flow {
        match self.last {
            Last::Value => self.no_comma()?,
            Last::Key => {
                return self.stop(
                    Diagnostic::error("json-syntax", "there is no `:` after this key")
                        .at(self.last_span, "write `:` after it"),
                );
            }
            Last::Open | Last::Comma if self.in_table() => {
                let help = "a table is written `{\"key\": value}`; a list is between `[` and `]`";
                return self.stop(
                    Diagnostic::error("json-syntax", "there is a value where a key must stand")
                        .at(span, "here")
                        .help(help),
                );
            }
            Last::Nothing | Last::Open | Last::Colon | Last::Comma => {}
        }
        self.items += 1;
        if self.items > self.limits.items { self.stop(too_many(self.limits, span)) } else { Flow::Continue(()) }
    }

    fn no_comma(&mut self) -> Flow {
        let end = Span::new(self.last_span.end, self.last_span.end);
        self.mistake(
            Diagnostic::error("json-comma", "there is no comma between this and the next").at(end, "write `,` here"),
        )
    }

    fn second_value(&mut self, span: Span) -> Flow {
        self.stop(
            Diagnostic::error("json-syntax", "something stands after the end of the document")
                .at(span, "here")
                .help("a JSON file holds one document; a file of many, one a line, is NDJSON and ends in .ndjson"),
        )
    }

    fn no_object(&mut self, span: Span) -> Flow {
        if let Some(other) = in_another_format(self.text, Format::Json) {
            return self.stop(other);
        }
        let is_list = self.slice(span) == "[";
        let diagnostic =
            Diagnostic::error("json-syntax", "a document in JSON begins with `{`").at(span, "this is something else");
        self.stop(if is_list {
            diagnostic.help("several reviews go into a file each, or one a line into a file that ends in .ndjson")
        } else {
            diagnostic
        })
    }

    /// Something that is no token at all, at byte `at`: says what, and where to go on.
    fn no_token(&mut self, at: usize, error: &ParseError) -> ControlFlow<(), usize> {
        if let ParseErrorKind::String(kind) = error.kind() {
            return self.broken_string(at, error.range().end, kind).map_continue(|()| at);
        }
        let word = bare_word(self.text, at);
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

    fn unexpected(&mut self, at: usize, next: Option<char>) -> Flow {
        let span = Span::new(at, at + next.map_or(0, char::len_utf8));
        let (message, label) = match next {
            Some('=') => ("`=` has no meaning in JSON".to_owned(), "write `:` between a key and its value"),
            Some(';') => ("`;` has no meaning in JSON".to_owned(), "write `,` between two values"),
            Some(other) => (format!("`{other}` has no meaning here"), "here"),
            None => ("the text ends too early".to_owned(), "here"),
        };
        self.stop(Diagnostic::error("json-syntax", message).at(span, label))
    }

    fn broken_string(&mut self, start: usize, end: usize, kind: &ParseStringErrorKind) -> Flow {
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

    fn in_table(&self) -> bool {
        self.open.last().is_some_and(|open| open.bracket == '{')
    }

    fn wants_key(&self) -> bool {
        self.in_table() && matches!(self.last, Last::Open | Last::Comma)
    }

    fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    fn now(&mut self, last: Last, span: Span) -> Flow {
        (self.last, self.last_span) = (last, span);
        Flow::Continue(())
    }

    /// Adds a mistake; quotes are complained of once a line, since who writes one writes all of them so.
    fn mistake(&mut self, diagnostic: Diagnostic) -> Flow {
        let is_more_of_it = |last: &Diagnostic| {
            let between = last.span().zip(diagnostic.span()).and_then(|(a, b)| self.text.get(a.start..b.start));
            last.code == diagnostic.code && between.is_some_and(|between| !between.contains('\n'))
        };
        if ["json-quotes", "json-key"].contains(&diagnostic.code) && self.found.last().is_some_and(is_more_of_it) {
            return Flow::Continue(());
        }
        self.found.push(diagnostic);
        if self.found.len() >= MOST_MISTAKES { Flow::Break(()) } else { Flow::Continue(()) }
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Flow {
        self.found.push(diagnostic);
        Flow::Break(())
    }
}
