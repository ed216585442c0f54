//! Which lines of a text cannot be read, so that the rest can be.
//!
//! One broken line makes the reader misread what follows: the rest of a list, the text after a quote. So a line that is
//! broken is blanked, with those that belong to it, and the text is read again, until nothing is broken any more. What stays
//! keeps its place.

use std::collections::HashSet;

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::cause::{Cause, Causes};
use crate::text::Span;

/// The number of times that a text is read again.
const MOST_ROUNDS: usize = 20;

/// Lines that cannot be read, and the first thing that was wrong with them.
#[derive(Debug)]
pub(super) struct Broken {
    /// From the first character of the first line to the end of the last.
    pub(super) span: Span,
    /// True if what they begin would go on after them: a list or a text that is left open.
    pub(super) goes_on: bool,
    /// What is wrong.
    pub(super) cause: Cause,
    /// Where.
    pub(super) at: Span,
    /// What the reader says of it.
    pub(super) message: String,
}

/// A text without its broken lines.
#[derive(Debug)]
pub(super) struct Repaired {
    /// The text, the broken lines blank.
    pub(super) text: String,
    /// What was blanked, in the order of the text.
    pub(super) broken: Vec<Broken>,
    /// True if nothing is broken any more.
    pub(super) is_sound: bool,
}

/// Blanks the broken lines of `text`; `None` if none of the `errors` that the reader found spoils a line.
pub(super) fn without_broken(text: &str, errors: &[toml::de::Error]) -> Option<Repaired> {
    let mut repaired = Repaired { text: text.to_owned(), broken: Vec::new(), is_sound: false };
    if !repaired.blank(errors) {
        return None;
    }
    for _ in 0..MOST_ROUNDS {
        let errors = DeTable::parse_recoverable(&repaired.text).1;
        if !repaired.blank(&errors) {
            repaired.is_sound = true;
            break;
        }
    }
    repaired.broken.sort_by_key(|broken| broken.span.start);
    Some(repaired)
}

/// An error of the reader: where it is, what is wrong there, and what the reader says.
type Found = (Span, Cause, String);

impl Repaired {
    /// Blanks every line that is broken by itself, and leaves what may only follow from it for the next time; false if none is.
    fn blank(&mut self, errors: &[toml::de::Error]) -> bool {
        let errors = found(&self.text, errors);
        if errors.iter().all(|(_, cause, _)| cause.is_local()) {
            return false;
        }
        let statements = statements(&self.text);
        let mut reached = 0;
        let mut from = 0;
        while let Some((at, ..)) = errors.get(from) {
            let statement = statement_of(&self.text, &statements, at.start);
            let inside = errors.iter().skip(from).take_while(|(at, ..)| at.start < statement.end).count().max(1);
            let of_it = errors.get(from..from + inside).unwrap_or_default();
            from += inside;
            let broken = of_it.iter().any(|(_, cause, _)| !cause.is_local());
            if let Some((at, cause, message)) = of_it.first().filter(|_| broken && statement.start >= reached) {
                let span = lines_of(&self.text, statement.start);
                let goes_on = self.text.get(span.end..statement.end).is_some_and(|rest| !rest.trim().is_empty());
                self.broken.push(Broken { span, goes_on, cause: *cause, at: *at, message: message.clone() });
                blank(&mut self.text, span);
                reached = statement.end.max(span.end);
            }
        }
        true
    }
}

/// What is wrong with a text of which the reader found these errors, in the order of the text.
fn found(text: &str, errors: &[toml::de::Error]) -> Vec<Found> {
    let causes = Causes::new(text);
    let mut found: Vec<Found> = errors
        .iter()
        .map(|error| {
            let at = error.span().map_or_else(Span::default, Span::from);
            (at, causes.at(at), error.message().to_owned())
        })
        .collect();
    if found.iter().any(|(_, cause, _)| *cause == Cause::Duplicate) {
        let brackets = single_brackets(text).into_iter();
        found.extend(brackets.map(|at| (at, Cause::SingleBrackets, String::new())));
    }
    found.sort_by_key(|(at, ..)| at.start);
    found
}

/// The headings in single brackets of which others have double ones.
fn single_brackets(text: &str) -> Vec<Span> {
    let heading = |start: usize| text.get(start..)?.lines().next()?.split('#').next().map(str::trim);
    let starts = statements(text);
    let headings = starts.iter().filter_map(|start| Some((*start, heading(*start)?)));
    let headings: Vec<(usize, &str)> = headings.filter(|(_, heading)| heading.starts_with('[')).collect();
    let doubled: HashSet<&str> =
        headings.iter().filter_map(|(_, heading)| heading.strip_prefix("[[")?.strip_suffix("]]")).collect();
    let is_doubled = |heading: &str| {
        heading.strip_prefix('[').and_then(|name| name.strip_suffix(']')).is_some_and(|name| doubled.contains(name))
    };
    let wrong = headings.iter().filter(|(_, heading)| is_doubled(heading));
    wrong.map(|(start, heading)| Span::new(*start, start + heading.len())).collect()
}

/// Puts spaces in place of all characters of a stretch but line ends.
fn blank(text: &mut String, span: Span) {
    let Some(broken) = text.get(span.start..span.end) else { return };
    let blank = broken.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' });
    let blank: String = blank.collect();
    text.replace_range(span.start..span.end, &blank);
}

/// Where the headings and the keys of a text begin, as its reader sees it.
fn statements(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let (mut begins, mut is_heading, mut depth) = (true, false, 0_usize);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Comment | TokenKind::Eof => continue,
            TokenKind::Newline => {
                begins = begins || is_heading || depth == 0;
                continue;
            }
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket if !begins => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket if !begins => depth = depth.saturating_sub(1),
            TokenKind::LeftSquareBracket
            | TokenKind::LeftCurlyBracket
            | TokenKind::RightSquareBracket
            | TokenKind::RightCurlyBracket
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Dot
            | TokenKind::LiteralString
            | TokenKind::BasicString
            | TokenKind::MlLiteralString
            | TokenKind::MlBasicString
            | TokenKind::Atom => {}
        }
        if begins {
            (begins, depth) = (false, 0);
            is_heading = token.kind() == TokenKind::LeftSquareBracket;
            starts.push(token.span().start());
        }
    }
    starts
}

/// The statement that byte `at` is in, up to the next one; before the first, the line.
fn statement_of(text: &str, starts: &[usize], at: usize) -> Span {
    let next = starts.partition_point(|start| *start <= at);
    let end = starts.get(next).copied().unwrap_or(text.len() + 1);
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let start = next.checked_sub(1).and_then(|own| starts.get(own)).copied().unwrap_or(line);
    Span::new(start, end)
}

/// The lines from the one of byte `at` up to the next that begins something of its own; of a heading, all that is below it.
fn lines_of(text: &str, at: usize) -> Span {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let own = if is_heading(first) { is_heading } else { begins_something };
    let length: usize = lines.take_while(|line| !own(line)).map(str::len).sum();
    let end = start + first.len() + length;
    let trimmed = text.get(start..end).unwrap_or_default().trim_end().len();
    Span::new(start, start + trimmed)
}

/// True for a line that is a heading.
pub(super) fn is_heading(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// True for a line that begins like a heading, a key or a note.
fn begins_something(line: &str) -> bool {
    let line = line.trim_start();
    let key = line.split(['=', '"', '\'', ':']).next().unwrap_or_default();
    let mark = line.get(key.len()..).unwrap_or_default().chars().next();
    let is_word = !key.trim().is_empty() && !key.trim().contains(char::is_whitespace);
    let is_key = match mark {
        Some('=') => !key.trim().is_empty() && !key.starts_with(['{', '(', ',']) && key.len() <= LONGEST_KEY,
        Some('"' | '\'' | ':') => is_word && key.len() <= LONGEST_KEY,
        Some(_) | None => false,
    };
    is_heading(line) || line.starts_with('#') || is_key
}

/// The most bytes that can be meant as a key.
const LONGEST_KEY: usize = 40;
