//! What to type instead of something that is no value: the same advice in every format.

use super::Format;
use crate::text::{Span, days, month_of_year};

/// What to write instead of `found`, which stands without quotes where a value must stand.
pub(super) fn instead(found: &str, format: Format) -> String {
    // Which key the value is for is not known here.
    if let Some(advice) = yes_or_no(found) {
        return format!("{advice}; any other word stands in quotes: `\"{found}\"`");
    }
    match found.to_lowercase().as_str() {
        "true" => "write `true`, in small letters".to_owned(),
        "false" => "write `false`, in small letters".to_owned(),
        "nan" | "inf" | "infinity" | "-infinity" if format == Format::Json => {
            "JSON has no such number: write `null`, or leave the key away".to_owned()
        }
        "none" | "nil" | "undefined" | "null" if format == Format::Json => {
            "write `null`, or leave the key away".to_owned()
        }
        _ if number(found).is_some() => {
            let number = number(found).unwrap_or_default();
            format!("write the number as `{number}`, or text in quotes: `\"{found}\"`")
        }
        _ if found.starts_with('(') && found.ends_with(')') => {
            let inside = found.trim_start_matches('(').trim_end_matches(')');
            format!("a list stands between square brackets: `[{inside}]`")
        }
        _ if found.ends_with('.') => match found.trim_end_matches('.') {
            word if yes_or_no(word).is_some() => yes_or_no(word).unwrap_or_default(),
            value => format!("take the full stop away: `{value}`, or put text in quotes: `\"{found}\"`"),
        },
        _ if a_day(found, format).is_some() => a_day(found, format).unwrap_or_default(),
        _ if looks_like_date(found) => format!("write a date as year-month-day, {}", a_date(format)),
        _ if percent(found).is_some() => {
            let share = percent(found).unwrap_or_default();
            format!("write a share as `{share}`, or put text in quotes: `\"{found}\"`")
        }
        _ if counted(found).is_some() => {
            let number = counted(found).unwrap_or_default();
            format!("write the number alone, `{number}`, or put text in quotes: `\"{found}\"`")
        }
        _ if found.starts_with(CURLY) => "use straight quotes, `\"`, before and after the text".to_owned(),
        word if spelled(word).is_some() => {
            let number = spelled(word).unwrap_or_default();
            format!("write a number in digits, `{number}`, or put text in quotes: `\"{found}\"`")
        }
        _ => format!("put text in quotes: `\"{found}\"`"),
    }
}

/// The number that a word spells.
fn spelled(word: &str) -> Option<usize> {
    let words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    words.iter().position(|own| *own == word)
}

/// The number that somebody meant who began it with a plus or with zeros.
fn number(found: &str) -> Option<&str> {
    let number = found.trim_start_matches('+').trim_start_matches('0');
    let is_number =
        found.starts_with(['+', '0']) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// How to write the day or month that somebody meant.
fn a_day(found: &str, format: Format) -> Option<String> {
    let quoted = |date: &str| if format == Format::Json { format!("`\"{date}\"`") } else { format!("`{date}`") };
    match (days(found).as_slice(), month_of_year(found)) {
        ([day], _) => Some(format!("write {}", quoted(&day.to_string()))),
        ([one, other], _) => Some(format!("write {} or {}", quoted(&one.to_string()), quoted(&other.to_string()))),
        (_, Some(month)) => Some(format!("write `\"{month}\"`")),
        _ => None,
    }
}

/// The share that somebody meant who wrote whole percents: `50%` is 0.5.
fn percent(found: &str) -> Option<String> {
    let percent: u8 = found.strip_suffix('%')?.parse().ok().filter(|percent| *percent <= 100)?;
    let fraction = format!("{}.{:02}", percent / 100, percent % 100);
    Some(fraction.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// The number of something like `14 pages`.
fn counted(found: &str) -> Option<&str> {
    let (number, unit) = found.split_once(' ')?;
    let is_unit = unit.chars().all(|c| c.is_alphabetic() || c == ' ') && !unit.trim().is_empty();
    (is_unit && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// The word for yes or no that somebody meant.
pub(super) fn yes_or_no(found: &str) -> Option<String> {
    match found.to_lowercase().as_str() {
        "yes" | "y" | "on" => Some("write `true` for yes".to_owned()),
        "no" | "n" | "off" => Some("write `false` for no".to_owned()),
        _ => None,
    }
}

/// Quotes as word processors set them.
pub(super) const CURLY: [char; 5] = ['“', '”', '„', '‘', '’'];

/// A date as the format writes it.
pub(super) fn a_date(format: Format) -> &'static str {
    match format {
        Format::Toml | Format::Yaml => "`2009-05-12`",
        Format::Json => "in quotes: `\"2009-05-12\"`",
    }
}

/// True for three numbers with marks between them.
pub(super) fn looks_like_date(found: &str) -> bool {
    let parts: Vec<&str> = found.split(['/', '.', '-']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The run of characters around byte `at` that can be a value without quotes.
pub(super) fn bare_word(text: &str, at: usize) -> Span {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | ',' | '#' | '[' | ']' | '{' | '}' | '"' | '\'');
    let before = text.get(..at).unwrap_or("");
    let start = before
        .rfind(ends)
        .map_or(0, |end| end + before.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let rest = text.get(start..).unwrap_or("");
    Span::new(start, start + rest.find(ends).unwrap_or(rest.len()))
}
