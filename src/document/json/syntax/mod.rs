//! What is not JSON in a JSON text, all of it, with what to type instead.

mod order;
mod tokens;

use std::ops::ControlFlow;

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::super::{Diagnostic, Limits};
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
        told_to: 0,
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
    /// Of quotes enough is said up to here, the end of a line.
    told_to: usize,
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
        if ["json-quotes", "json-key"].contains(&diagnostic.code) {
            let at = diagnostic.span().map_or(0, |span| span.start);
            if at < self.told_to && self.found.last().is_some_and(|last| last.code == diagnostic.code) {
                return Flow::Continue(());
            }
            let rest = self.text.get(at..).unwrap_or("");
            self.told_to = at + rest.find('\n').unwrap_or(rest.len());
        }
        self.found.push(diagnostic);
        if self.found.len() >= MOST_MISTAKES { Flow::Break(()) } else { Flow::Continue(()) }
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Flow {
        self.found.push(diagnostic);
        Flow::Break(())
    }
}
