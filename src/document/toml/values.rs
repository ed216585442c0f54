//! Finds what is wrong with a value, or next to it, in a line that is otherwise readable.

use super::broken::odd_space;
use super::cause::{Cause, Causes};
use crate::document::instead::instead;
use crate::document::{Diagnostic, Format};
use crate::text::{Span, days};

/// What is wrong at a place, and what to type instead, if it spoils no more than the value or key there.
pub(super) fn diagnose(text: &str, place: Span, causes: &Causes<'_>) -> Option<Diagnostic> {
    match causes.at(place) {
        Cause::Date => Some(date(causes.span(place), text)),
        Cause::Duplicate => Some(duplicate(text, place)),
        Cause::Trailing => Some(trailing(text, place)),
        Cause::NoValue => Some(no_value(text, causes.span(place))),
        Cause::SingleBrackets
        | Cause::LongText
        | Cause::ShortText
        | Cause::Escape
        | Cause::List
        | Cause::ExtraEquals
        | Cause::Syntax => None,
    }
}

/// A word or number that is no value, or no value at all.
fn no_value(text: &str, whole: Span) -> Diagnostic {
    let line = text.get(whole.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let is_first = text.get(..whole.start).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('='));
    let found = text.get(whole.start..whole.end).unwrap_or("");
    let several = || ids(line, whole).filter(|_| is_first);
    odd_space(line, whole.start).or_else(several).unwrap_or_else(|| unquoted(whole, found))
}

/// Several words without quotes, a comma between each and the next.
fn ids(line: &str, first: Span) -> Option<Diagnostic> {
    let words: Vec<&str> = line.split('#').next()?.split(',').map(str::trim).collect();
    let is_id = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if words.len() < 2 || !words.iter().all(is_id) {
        return None;
    }
    let list: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let message = format!("`{}` is neither a list nor text in quotes", words.join(", "));
    let end = first.start + line.split('#').next()?.trim_end().len();
    Some(
        Diagnostic::error("toml-unquoted", message)
            .at(Span::new(first.start, end), format!("write `[{}]`", list.join(", "))),
    )
}

fn unquoted(span: Span, found: &str) -> Diagnostic {
    if found.is_empty() {
        return Diagnostic::error("toml-unquoted", "there is no value after the `=`")
            .at(span, "write a value, or take the key away");
    }
    let message = format!("`{found}` is neither text in quotes, a number, a date, `true` nor `false`");
    Diagnostic::error("toml-unquoted", message).at(span, instead(found, Format::Toml))
}

fn date(span: Span, text: &str) -> Diagnostic {
    let found = text.get(span.start..span.end).unwrap_or("");
    let error = |message: String, help: String| Diagnostic::error("toml-date", message).at(span, "here").help(help);
    if let Some(date) = found.strip_suffix('.') {
        return error(format!("`{found}` is not a date"), format!("take the full stop away: `{date}`"));
    }
    let detail = outside(found).unwrap_or_default();
    let help = match days(found).as_slice() {
        [day] => format!("write `{day}`"),
        [one, other] => format!("write `{one}` or `{other}`"),
        _ if found.len() <= 7 => format!("put a date without a day in quotes: `\"{found}\"`"),
        _ => "write a date as year-month-day, `2009-05-12`".to_owned(),
    };
    error(format!("`{found}` is not a date{detail}"), help)
}

/// Which part of a date is outside what there is: ": its month must be one of 01 to 12".
fn outside(date: &str) -> Option<String> {
    let mut parts = date.get(..10).unwrap_or(date).split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<u32>().ok()?;
    let month = parts.next()?.parse::<u32>().ok()?;
    let Some(day) = parts.next() else { return Some(": it has no day".to_owned()) };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=12).contains(&month) {
        return Some(": its month must be one of 01 to 12".to_owned());
    }
    let is_outside = !(1..=last).contains(&day.parse::<u32>().ok()?);
    is_outside.then(|| format!(": its day must be one of 01 to {last}"))
}

/// The number of lines searched for the heading above a key.
const FURTHEST: usize = 200;

/// A duplicate heading or key.
fn duplicate(text: &str, span: Span) -> Diagnostic {
    let found = text.get(span.start..span.end).unwrap_or("");
    let before = text.get(..span.start).unwrap_or_default();
    let error = |message: String| Diagnostic::error("toml-duplicate-key", message).at(span, "the second one");
    if before.trim_end_matches([' ', '\t']).ends_with('[') {
        return error(format!("the heading `[{found}]` is written twice"))
            .help("put all its keys under one of the two; only items of a list are begun again, as `[[actions]]` is");
    }
    let heading = before.lines().rev().take(FURTHEST).map(str::trim).find(|line| line.starts_with('['));
    let error = error(format!("`{found}` is written twice"));
    match heading.filter(|heading| heading.starts_with("[[")) {
        Some(item) => error.help(format!("keep one of the two; write `{item}` above each further item of the list")),
        None => error.help("keep one of the two"),
    }
}

/// Something after a value.
fn trailing(text: &str, span: Span) -> Diagnostic {
    let line = text.get(..span.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let whole = text.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let rest = whole.trim_end();
    if let Some(odd) = odd_space(whole, span.start) {
        return odd;
    }
    let is_list = rest.strip_prefix(',').is_some_and(|more| !more.trim().is_empty());
    let help = if is_list {
        "put several things between square brackets: `[\"F1\", \"F2\"]`"
    } else if rest == "," {
        "drop the comma: in TOML each key has a line of its own, with nothing after the value"
    } else if rest == "." {
        "take the full stop away: nothing stands after a value"
    } else if rest.starts_with("//") {
        "a note begins with `#`"
    } else if rest.contains('=') {
        "write it on a line of its own"
    } else if line.contains('\'') && rest.ends_with('\'') {
        "put a text with an apostrophe in it between double quotes, `\"`"
    } else if rest.contains('"') {
        "write a quote inside a text as `\\\"`"
    } else {
        "each key has a line of its own, with nothing after the value but a note that begins with `#`"
    };
    let message = if rest.is_empty() {
        "something is left over at the end of the line".to_owned()
    } else {
        format!("`{rest}` is left over at the end of the line")
    };
    Diagnostic::error("toml-trailing", message).at(Span::new(span.start, span.start + rest.len()), "here").help(help)
}
