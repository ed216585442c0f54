//! TOML into the tree, with every mistake of the file.
//!
//! [`lines`] leaves out what cannot be read at all, so that mistakes after it are found too; [`broken`] and [`values`] say
//! what to type instead.

mod braces;
mod broken;
mod cause;
mod lines;
mod values;

use arcstr::ArcStr;
use toml::de::{DeTable, DeValue};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use self::cause::Causes;
use super::diagnostic::MOST_MISTAKES;
use super::limits::{too_deep, too_many};
use super::mistaken::in_another_format;
use super::tree::shared;
use super::{Diagnostic, Entry, Format, Kind, Limits, Node, Parsed};
use crate::text::{Lines, Span};

/// The most unreadable lines that are shown.
const MOST_SYNTAX_ERRORS: usize = 20;

/// A name has fewer parts than this: the reader of TOML takes no more.
const MOST_PARTS: usize = 80;

/// Reads a TOML text.
pub(super) fn parse(text: &ArcStr, limits: Limits) -> Parsed {
    if let Some(diagnostic) = beyond(text, limits).or_else(|| old_line_ends(text)) {
        return Parsed::unreadable(Format::Toml, vec![diagnostic]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let mut found = Vec::new();
        let root = tree(table, text, &mut found);
        return match root.deeper_than(limits.depth) {
            Some(place) => Parsed::unreadable(Format::Toml, vec![too_deep(limits, place)]),
            None => finished(root, found, text),
        };
    }
    if let Some(other) = in_another_format(text, Format::Toml) {
        return Parsed::unreadable(Format::Toml, vec![other]);
    }
    let Some(repaired) = lines::without_broken(text, &errors) else {
        let mut found = values_wrong(text, text, &errors);
        let root = tree(table, text, &mut found);
        return finished(root, found, text);
    };
    let (table, errors) = DeTable::parse_recoverable(&repaired.text);
    let mut found = values_wrong(text, &repaired.text, &errors);
    let root = tree(table, text, &mut found);
    found.extend(repaired.broken.iter().map(|broken| broken::diagnose(text, broken)));
    let parsed = finished(root, found, text);
    Parsed { rest_is_sound: repaired.is_sound, may_lack_keys: true, ..parsed }
}

/// What is wrong with single values of a text, of which the reader was given what is not broken, and found these errors.
fn values_wrong(text: &str, given: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let causes = Causes::new(given);
    let places = errors.iter().map(|error| error.span().map_or_else(Span::default, Span::from));
    places.filter_map(|place| values::diagnose(text, place, &causes)).collect()
}

/// Refuses a text in which carriage returns alone end the lines: in TOML they end none, so that each would be a mistake.
fn old_line_ends(text: &str) -> Option<Diagnostic> {
    let bytes = text.as_bytes();
    let alone = |at: &usize| bytes.get(*at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n');
    let mut ends = (0..bytes.len()).filter(alone);
    let first = ends.next()?;
    if text.contains('\n') && ends.nth(MOST_MISTAKES).is_none() {
        return None;
    }
    Some(
        Diagnostic::error("line-ends", "the lines end as they did on old Macs, so that all of it is one line")
            .at(Span::new(first, first + 1), "a carriage return alone")
            .help("save it again with the line ends of Unix or Windows: in most editors, Save as, and there the line ends"),
    )
}

/// The first line whose key or heading has more parts than there may be levels.
fn longest_name(text: &str, limits: Limits) -> Span {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let name = line.split('=').next().unwrap_or_default().trim_end();
        if name.matches('.').count() >= limits.depth {
            return Span::new(start, start + name.len());
        }
        start += line.len();
    }
    Span::default()
}

/// The tree of a table; what is wrong with its numbers is added to what was found before.
fn tree(table: toml::Spanned<DeTable<'_>>, text: &ArcStr, found: &mut Vec<Diagnostic>) -> Node {
    let start = table.span().start;
    Node { span: Span::new(start, start), kind: map(table.into_inner(), text, found) }
}

/// Puts the mistakes in order, one a line, and sets aside the values that are not known because of them.
fn finished(mut root: Node, mut found: Vec<Diagnostic>, text: &str) -> Parsed {
    let start = |diagnostic: &Diagnostic| diagnostic.span().map_or(0, |span| span.start);
    // Where lines were blanked, the reader may point into the middle of a character that stood there.
    for mark in found.iter_mut().flat_map(|diagnostic| &mut diagnostic.marks) {
        mark.span = Span::new(text.floor_char_boundary(mark.span.start), text.ceil_char_boundary(mark.span.end));
    }
    found.sort_by_key(start);
    let lines = Lines::new(text);
    found.dedup_by_key(|diagnostic| lines.line(start(diagnostic)));
    without_doubled_sections(&mut found, text);
    let wrong: Vec<usize> = found.iter().filter(|error| VALUES.contains(&error.code)).map(start).collect();
    let mut unread = Vec::new();
    set_aside(&mut root, &wrong, &mut unread);
    let known = found.iter().all(|error| VALUES.contains(&error.code) || leaves_all(error, text));
    let may_lack_keys = !known || unread.len() < wrong.len();
    let errors = shortened(found);
    Parsed { unread, may_lack_keys, ..Parsed::read(Format::Toml, root, errors, true) }
}

/// Mistakes that leave a value unknown and all else as it is.
const VALUES: [&str; 3] = ["toml-unquoted", "toml-date", "number-out-of-range"];

/// True for something left over at the end of a line that holds no key.
fn leaves_all(error: &Diagnostic, text: &str) -> bool {
    let rest = error.span().and_then(|span| text.get(span.start..span.end)).unwrap_or_default();
    error.code == "toml-trailing" && !rest.contains('=')
}

/// Drops what is said to be written twice only because the heading above it is.
fn without_doubled_sections(found: &mut Vec<Diagnostic>, text: &str) {
    // Everything up to the next heading belongs to the duplicate one.
    let mut section_end = 0;
    found.retain(|error| {
        let Some(at) = error.span().map(|span| span.start).filter(|_| error.code == "toml-duplicate-key") else {
            return true;
        };
        let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        if text.get(line..at).is_some_and(|before| before.trim_start().starts_with('[')) {
            let below = text.get(at..).unwrap_or_default().split_inclusive('\n');
            let mut length = 0;
            let own = |(number, line): &(usize, &str)| *number == 0 || !line.trim_start().starts_with('[');
            below.enumerate().take_while(own).for_each(|(_, line)| length += line.len());
            section_end = at + length;
            return true;
        }
        at >= section_end
    });
}

/// Takes away the values that one of the places in `wrong`, which are in order, is in, and keeps their keys in `unread`.
fn set_aside(node: &mut Node, wrong: &[usize], unread: &mut Vec<Span>) {
    if wrong.is_empty() {
        return;
    }
    match &mut node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                let is_table = matches!(&entry.value.kind, Kind::Map(_))
                    || matches!(&entry.value.kind, Kind::Seq(items) if items.iter().any(|item| matches!(item.kind, Kind::Map(_))));
                let first = wrong.partition_point(|at| *at < entry.key_span.start);
                let inside = wrong.get(first).is_some_and(|at| *at <= entry.value.span.end);
                if is_table {
                    set_aside(&mut entry.value, wrong, unread);
                } else if inside {
                    entry.value.kind = Kind::Null;
                    unread.push(entry.key_span);
                }
            }
        }
        Kind::Seq(items) => items.iter_mut().for_each(|item| set_aside(item, wrong, unread)),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {}
    }
}

/// The first mistakes, and how many more there are.
fn shortened(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
    found
}

/// What is beyond the limits, found before the tree is made.
fn beyond(text: &str, limits: Limits) -> Option<Diagnostic> {
    let (mut items, mut depth, mut parts) = (0_usize, 0_usize, 0_usize);
    let mut before = TokenKind::Eof;
    for token in Source::new(text).lex() {
        parts = match token.kind() {
            TokenKind::Dot if before != TokenKind::Dot => parts + 1,
            TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString | TokenKind::Whitespace => parts,
            _ => 0,
        };
        before = token.kind();
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
        if parts >= MOST_PARTS {
            return Some(too_deep(limits, longest_name(text, limits)));
        }
        if items > limits.items {
            return Some(too_many(limits, at));
        }
    }
    None
}

fn map(table: DeTable<'_>, text: &ArcStr, errors: &mut Vec<Diagnostic>) -> Kind {
    let entries = table.into_iter().map(|(key, value)| {
        let key_span = Span::from(key.span());
        Entry { key: shared(text, key.as_ref()), key_span, value: node(value, text, errors) }
    });
    Kind::Map(entries.collect())
}

fn node(value: toml::Spanned<DeValue<'_>>, text: &ArcStr, errors: &mut Vec<Diagnostic>) -> Node {
    let span = Span::from(value.span());
    let kind = match value.into_inner() {
        DeValue::String(string) => Kind::Str(shared(text, &string)),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Kind::Int(number),
            Err(_) => out_of_range(span, text, errors),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Kind::Float(number),
            Ok(_) | Err(_) => out_of_range(span, text, errors),
        },
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(date) => Kind::Date(date.to_string().into()),
        DeValue::Array(items) => Kind::Seq(items.into_iter().map(|item| node(item, text, errors)).collect()),
        DeValue::Table(table) => map(table, text, errors),
    };
    Node { span, kind }
}

/// A number that is out of range; silent if it was already found not to be a number.
fn out_of_range(span: Span, text: &str, errors: &mut Vec<Diagnostic>) -> Kind {
    let known =
        |error: &Diagnostic| error.span().is_some_and(|other| other.start >= span.start && other.start <= span.end);
    if errors.len() <= MOST_MISTAKES && !errors.iter().any(known) {
        let number = text.get(span.start..span.end).unwrap_or("");
        let message = format!("the number `{number}` is out of range");
        errors.push(Diagnostic::error("number-out-of-range", message).at(span, "here"));
    }
    Kind::Null
}
