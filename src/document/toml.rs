//! TOML into the tree, with every syntax error of the file.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::instead::{bare_word, instead};
use super::limits::{too_deep, too_many};
use super::mistaken::in_another_format;
use super::{Diagnostic, Entry, Format, Kind, Limits, Node, Parsed};
use crate::text::{Lines, Span};

/// Reads a TOML text.
pub(super) fn parse(text: &str, limits: Limits) -> Parsed<'_> {
    if let Some(diagnostic) = beyond(text, limits) {
        return Parsed::unreadable(Format::Toml, vec![diagnostic]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if let Some(other) = in_another_format(text, Format::Toml).filter(|_| !errors.is_empty()) {
        return Parsed::unreadable(Format::Toml, vec![other]);
    }
    let mut found: Vec<Diagnostic> = errors.iter().map(|error| syntax_error(text, error)).collect();
    let span = Span::from(table.span());
    let root = Node { span: Span::new(span.start, span.start), kind: map(table.into_inner(), text, &mut found) };
    found.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    let rest_is_sound = found.iter().all(|diagnostic| LOCAL.contains(&diagnostic.code));
    let lines = Lines::new(text);
    found.dedup_by_key(|diagnostic| diagnostic.span().map(|span| lines.place(span.start).line));
    if found.len() > MOST_SYNTAX_ERRORS {
        let more = found.len() - MOST_SYNTAX_ERRORS;
        found.truncate(MOST_SYNTAX_ERRORS);
        let place = found.last().and_then(Diagnostic::span).unwrap_or_default();
        let message = format!("and {more} more lines that cannot be read");
        found.push(
            Diagnostic::error("toml-syntax", message)
                .at(place, "the last one shown")
                .help("is this a review? save it as plain text, not as a document of a word processor"),
        );
    }
    Parsed::read(Format::Toml, root, found, rest_is_sound)
}

/// What is beyond the limits, found before the tree is made.
fn beyond(text: &str, limits: Limits) -> Option<Diagnostic> {
    let (mut items, mut depth) = (0_usize, 0_usize);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Equals | TokenKind::Comma => items += 1,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                items += 1;
                depth += 1;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            TokenKind::Newline
            | TokenKind::Dot
            | TokenKind::Whitespace
            | TokenKind::Comment
            | TokenKind::LiteralString
            | TokenKind::BasicString
            | TokenKind::MlLiteralString
            | TokenKind::MlBasicString
            | TokenKind::Atom
            | TokenKind::Eof => {}
        }
        let span = token.span();
        let at = Span::new(span.start(), span.end());
        if depth > limits.depth {
            return Some(too_deep(limits, at));
        }
        if items > limits.items {
            return Some(too_many(limits, at));
        }
    }
    None
}

/// So many lines that cannot be read are shown.
const MOST_SYNTAX_ERRORS: usize = 20;

/// Errors that do not disturb what stands around them.
const LOCAL: [&str; 5] = ["toml-unquoted", "toml-date", "toml-duplicate-key", "toml-trailing", "number-out-of-range"];

fn syntax_error(text: &str, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().map_or_else(Span::default, Span::from);
    let found = text.get(span.start..span.end).unwrap_or("");
    let message = error.message();
    let begins = |starts: &[&str]| starts.iter().any(|start| message.starts_with(start));
    if begins(&["string values must be quoted", "invalid float", "invalid boolean"]) || begins(&NOT_A_NUMBER) {
        let whole = if begins(&["string values"]) { span } else { bare_word(text, span.start) };
        return unquoted(whole, text.get(whole.start..whole.end).unwrap_or(""));
    }
    if begins(&["invalid date"]) {
        return date(span, found, message);
    }
    if message == "duplicate key" {
        return Diagnostic::error("toml-duplicate-key", format!("`{found}` is written twice"))
            .at(span, "the second one")
            .help("keep one of the two; items of a list are written with double brackets, `[[actions]]`");
    }
    if begins(&["unexpected key or value", "extra `=`"]) {
        return trailing(text, span);
    }
    if begins(&["invalid basic string", "invalid literal string"]) {
        let message = "a text in quotes is not closed, or holds a character that must be written otherwise";
        return Diagnostic::error("toml-string", message).at(span, "here").help(
            "end the text with the quote it began with; write a quote inside it as `\\\"`, and a text of several lines between \
             `\"\"\"` and `\"\"\"`",
        );
    }
    Diagnostic::error("toml-syntax", format!("this cannot be read: {message}")).at(span, "here").help(
        "a line is `key = value`, `[part]` or `[[list]]`; a key of several words is joined by `-`, as in `child-seen`",
    )
}

/// How the reader begins to complain of something that only looks like a number.
const NOT_A_NUMBER: [&str; 5] = [
    "invalid mantissa",
    "invalid fraction",
    "invalid exponent",
    "unexpected leading zero",
    "`_` may only go between digits",
];

fn unquoted(span: Span, found: &str) -> Diagnostic {
    if found.is_empty() {
        return Diagnostic::error("toml-unquoted", "there is no value after the `=`")
            .at(span, "write a value, or take the key away");
    }
    let message = format!("`{found}` is neither text in quotes, a number, a date, `true` nor `false`");
    Diagnostic::error("toml-unquoted", message).at(span, instead(found, Format::Toml))
}

fn date(span: Span, found: &str, message: &str) -> Diagnostic {
    let partial = found.len() <= 7;
    let help = if partial {
        format!("put a date without a day in quotes: `\"{found}\"`")
    } else {
        "write a date as year-month-day, `2009-05-12`".to_owned()
    };
    let detail = message.strip_prefix("invalid date, ").unwrap_or(message);
    Diagnostic::error("toml-date", format!("`{found}` is not a date: {detail}")).at(span, "here").help(help)
}

fn trailing(text: &str, span: Span) -> Diagnostic {
    let rest = text.get(span.start..).unwrap_or("").lines().next().unwrap_or("").trim_end();
    let help = if rest.contains('"') || rest.contains('\'') {
        "write a quote inside a text as `\\\"`, and an apostrophe only in a text between double quotes"
    } else if rest.trim_start().starts_with(',') {
        "drop the comma: in TOML each key has a line of its own, with nothing after the value"
    } else {
        "each key has a line of its own, with nothing after the value but a comment"
    };
    let message = if rest.is_empty() {
        "something is left over at the end of the line".to_owned()
    } else {
        format!("`{rest}` is left over at the end of the line")
    };
    Diagnostic::error("toml-trailing", message).at(span, "here").help(help)
}

fn map<'a>(table: DeTable<'a>, text: &str, errors: &mut Vec<Diagnostic>) -> Kind<'a> {
    let entries = table.into_iter().map(|(key, value)| {
        let key_span = Span::from(key.span());
        Entry { key: key.into_inner(), key_span, value: node(value, text, errors) }
    });
    Kind::Map(entries.collect())
}

fn node<'a>(value: toml::Spanned<DeValue<'a>>, text: &str, errors: &mut Vec<Diagnostic>) -> Node<'a> {
    let span = Span::from(value.span());
    let kind = match value.into_inner() {
        DeValue::String(string) => Kind::Str(string),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Kind::Int(number),
            Err(_) => out_of_range(span, text, errors),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Kind::Float(number),
            Ok(_) | Err(_) => out_of_range(span, text, errors),
        },
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(date) => Kind::Date(Cow::Owned(date.to_string())),
        DeValue::Array(items) => Kind::Seq(items.into_iter().map(|item| node(item, text, errors)).collect()),
        DeValue::Table(table) => map(table, text, errors),
    };
    Node { span, kind }
}

/// A number that cannot be kept; nothing is said where it was found not to be a number at all.
fn out_of_range<'a>(span: Span, text: &str, errors: &mut Vec<Diagnostic>) -> Kind<'a> {
    let known =
        |error: &Diagnostic| error.span().is_some_and(|other| other.start >= span.start && other.start <= span.end);
    if !errors.iter().any(known) {
        let number = text.get(span.start..span.end).unwrap_or("");
        let message = format!("the number `{number}` is out of range");
        errors.push(Diagnostic::error("number-out-of-range", message).at(span, "here"));
    }
    Kind::Null
}
