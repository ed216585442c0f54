//! Days as people write them.

use jiff::civil::Date;

/// The days that `text` can mean: a day, a month and a year in any order that is in use, the month as a number or by its English
/// name. None if it is no such thing, two where the day can be the month.
///
/// ```
/// use casegrade::text::days;
/// let read = |text| days(text).iter().map(ToString::to_string).collect::<Vec<_>>();
/// assert_eq!(read("31/03/2010"), ["2010-03-31"]);
/// assert_eq!(read("3.4.2010"), ["2010-04-03", "2010-03-04"]);
/// assert_eq!(read("12th May 2009"), ["2009-05-12"]);
/// assert!(read("31/03/10").is_empty() && read("2010").is_empty());
/// ```
#[must_use]
pub fn days(text: &str) -> Vec<Date> {
    let is_mark = |c: char| matches!(c, '/' | '.' | '-' | '–' | '—' | '−' | ',') || c.is_whitespace();
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return Vec::new() };
    let readings: Vec<Option<Date>> = match (month(a), month(b)) {
        (_, Some(month)) => vec![date(c, month, ordinal(a))],
        (Some(month), None) => vec![date(c, month, ordinal(b))],
        (None, None) if a.len() == 4 => vec![number(b).and_then(|month| date(a, month, number(c)))],
        (None, None) => vec![
            number(b).and_then(|month| date(c, month, number(a))),
            number(a).and_then(|month| date(c, month, number(b))),
        ],
    };
    let mut days: Vec<Date> = readings.into_iter().flatten().collect();
    days.dedup();
    days
}

/// The months that `text` can mean, as `2009-05`: a month by its number or its English name, and a year.
#[must_use]
pub(crate) fn month_of_year(text: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '/' | '.' | '-' | '–' | ',') || c.is_whitespace();
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    let &[month_part, year] = parts.as_slice() else { return None };
    let day = date(year, month(month_part).or(number(month_part))?, Some(1))?;
    Some(format!("{:04}-{:02}", day.year(), day.month()))
}

fn date(year: &str, month: i8, day: Option<i8>) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Date::new(year.parse().ok().filter(|_| is_year)?, month, day?).ok()
}

/// A number of one or two digits.
fn number(text: &str) -> Option<i8> {
    text.parse().ok().filter(|_| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `12`, or `12th`.
fn ordinal(text: &str) -> Option<i8> {
    number(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()))
}

/// A month by its English name or the first three letters of it.
fn month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    let found = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(&text))?;
    i8::try_from(found + 1).ok()
}
