//! Dates as people in England write them: `31 March 2027`, `31/03/27`, `Mar-27`, `Q2 2026/27`.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::text::pattern;
use crate::review::When;
use crate::text::{days, month_of_year};

/// What a text says that should be a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dated {
    /// A date.
    Sure(When),
    /// A date that is not certain, or none: the likelier one, if there is one, and why.
    Doubtful(Option<When>, String),
}

/// Whether the first of two numbers is the day or the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// `03/04/2027` is 3 April, as in England.
    #[default]
    DayFirst,
    /// `03/04/2027` is 4 March.
    MonthFirst,
}

/// Words before a date that do not change it. *Before* and *after* do.
static LEAD_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:by|on|in|the|at|end|of|from|date:?|completed|complete|due|started|circa|around|c\.|w/c|week commencing|about|early|late|mid-?|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[\s:,]+|c\.)+",
    )
});
/// A time of day after a date.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)[\s,]+(?:at\s+)?\d{1,2}(?:[:.]\d{2}(?::\d{2})?\s*(?:am|pm|hrs|hours)?|\s*(?:am|pm))$")
});
/// A year of two digits after a day and a month, or after a month.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.,-]+|[a-z]{3,9}[\s/.,'’-]+)[’']?(\d{2})$")
});
static QUARTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:q|quarter\s*)([1-4])\s*(?:of\s+)?[,\s]*(\d{4})\s*(?:[/–-]\s*(\d{2,4}))?$"));
static REMARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*\d)\s*[(\[].*$"));

/// Reads a text that is a date and nothing else; `None` if it is empty.
pub(crate) fn whole(text: &str, order: DateOrder) -> Option<Dated> {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim();
    let text = LEAD_IN.replace(text, "");
    let own = TIME.replace(text.trim(), "");
    if own.trim().is_empty() {
        return None;
    }
    if let Some(date) = plain(&own, order) {
        return Some(Dated::Sure(date));
    }
    if let Some(date) = first_of_span(&own, order) {
        return Some(Dated::Sure(date));
    }
    let before = REMARK.captures(&own).and_then(|found| plain(found.get(1)?.as_str(), order));
    Some(match before {
        Some(date) => Dated::Doubtful(Some(date), "it has a remark".to_owned()),
        None => Dated::Doubtful(None, "this is not a date".to_owned()),
    })
}

/// A date without anything around it.
fn plain(text: &str, order: DateOrder) -> Option<When> {
    let text = text.split_whitespace().filter(|word| *word != "of").collect::<Vec<_>>().join(" ");
    let text = text.trim_matches([',', '.', ' ']);
    if let Ok(date) = text.parse::<When>() {
        return Some(date);
    }
    if let Some(found) = QUARTER.captures(text) {
        return quarter(&found);
    }
    let long = SHORT_YEAR.replace(text, |found: &Captures<'_>| {
        let year: u16 = found.get(2).and_then(|year| year.as_str().parse().ok()).unwrap_or(0);
        let before = found.get(1).map_or("", |before| before.as_str());
        format!("{}{:04}", before, if year < 60 { 2000 + year } else { 1900 + year })
    });
    let long = long.replace('’', "'").replace(" '", " ");
    match (days(&long).as_slice(), month_of_year(&long), order) {
        (&[day], ..) | (&[day, _], _, DateOrder::DayFirst) | (&[_, day], _, DateOrder::MonthFirst) => within_range(day),
        (_, Some(month), _) => month.parse().ok(),
        (_, None, _) => None,
    }
}

/// A quarter is its last month; those of `2024/25` are of a financial year, which begins in April.
fn quarter(found: &Captures<'_>) -> Option<When> {
    let number: u16 = found.get(1)?.as_str().parse().ok()?;
    let year: u16 = found.get(2)?.as_str().parse().ok()?;
    let (year, month) = match (found.get(3), number) {
        (Some(_), 4) => (year + 1, 3),
        (Some(_), _) => (year, 3 + number * 3),
        (None, _) => (year, number * 3),
    };
    format!("{year:04}-{month:02}").parse().ok()
}

/// The beginning of a span: `3-5 May 2010`, `April – July 2014`.
fn first_of_span(text: &str, order: DateOrder) -> Option<When> {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*(?:[–—-]|\bto\b|\buntil\b|\band\b)\s*"));
    for sign in SPAN.find_iter(text) {
        let (from, to) = (text.get(..sign.start())?, text.get(sign.end()..)?);
        let from =
            from.trim().strip_prefix("between ").or_else(|| from.trim().strip_prefix("Between ")).unwrap_or(from);
        let Some(end) = plain(to, order) else { continue };
        let own = plain(from, order).or_else(|| completed(from, to, order));
        return own.filter(|own| own.first() <= end.last());
    }
    None
}

/// The beginning of a span that lacks the year, or month and year, which its end gives.
fn completed(from: &str, to: &str, order: DateOrder) -> Option<When> {
    let to: Vec<&str> = to.split_whitespace().collect();
    (1..to.len()).rev().find_map(|at| plain(&format!("{} {}", from.trim(), to.get(to.len() - at..)?.join(" ")), order))
}

/// A day of a year that a review can speak of.
fn within_range(day: Date) -> Option<When> {
    day.to_string().parse().ok()
}

/// The order of a column of dates: the month comes first only if one of them cannot be read otherwise, and none with the day
/// first.
pub(crate) fn order_of<'t>(texts: impl Iterator<Item = &'t str>) -> DateOrder {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b"));
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        for found in NUMBERS.captures_iter(text) {
            let number = |at| found.get(at).and_then(|own| own.as_str().parse::<u8>().ok()).unwrap_or(0);
            day_first |= number(1) > 12;
            month_first |= number(2) > 12 && number(1) <= 12;
        }
    }
    if month_first && !day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

/// Where a date stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) date: When,
}

static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    pattern(&format!(
        r"(?i)\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{month}\.?,?\s+\d{{4}}|{month}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|{month}\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b"
    ))
});

/// The dates within a text, in its order.
pub(super) fn within(text: &str) -> Vec<Place> {
    let place = |found: regex::Match<'_>| {
        let date = plain(&found.as_str().replace('.', "/").replace("/ ", " "), DateOrder::DayFirst)
            .or_else(|| plain(found.as_str(), DateOrder::DayFirst))?;
        Some(Place { start: found.start(), end: found.end(), date })
    };
    WITHIN.find_iter(text).filter_map(place).collect()
}

/// The first and the last day of a period: two dates in a text, in their order.
pub(super) fn period(text: &str) -> Option<(When, When)> {
    match within(text).as_slice() {
        [from, to] if from.date.first() <= to.date.last() => Some((from.date, to.date)),
        [to] => {
            year_before(text.get(..to.start)?).filter(|from| from.first() < to.date.first()).map(|from| (from, to.date))
        }
        _ => None,
    }
}

/// The year that a period begins with: `from the beginning of 2018`.
fn year_before(text: &str) -> Option<When> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:from|since|between)\s+(?:the\s+)?(?:(?:beginning|start|end)\s+of\s+|early\s+|late\s+)?(\d{4})\b",
        )
    });
    YEAR.captures(text)?.get(1)?.as_str().parse().ok()
}

/// The year that a line gives and nothing else, for the days that stand below it.
pub(super) fn year_of(line: &str) -> Option<&str> {
    let own = line.trim().trim_end_matches([':', '.']);
    (own.len() == 4 && matches!(own.parse::<u16>(), Ok(1950..=2100))).then_some(own)
}

/// The date that a text begins with, and what follows it; a day or month without a year is one of `year`.
pub(super) fn leading_in(text: &str, year: Option<&str>) -> Option<(When, String)> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:on|in|by|early|late|mid-?)\s+)?(?:the\s+)?((?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
        )
    });
    if let Some((date, rest)) = leading(text) {
        return Some((date, rest.to_owned()));
    }
    let end = DAY.captures(text)?.get(1)?.end();
    let (day, rest) = text.split_at_checked(end)?;
    leading(&format!("{day} {}{rest}", year?)).map(|(date, rest)| (date, rest.to_owned()))
}

/// The date that a text begins with, and what follows it.
pub(super) fn leading(text: &str) -> Option<(When, &str)> {
    static START: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:on|in|by|c\.|circa|between|from|during|early|late|mid-?|the|week commencing|w/c|monday|tuesday|wednesday|thursday|friday|saturday|sunday)?[\s,]*(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[a-z]{3,9}\s*(?:–|-|to|and)\s*)?",
        )
    });
    static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[–—:,.|-]|\t)*\s*"));
    let start = START.find(text).map_or(0, |found| found.end());
    let places = within(text);
    let first = places.first().filter(|place| place.start <= start)?;
    let second = places.get(1).filter(|second| {
        text.get(first.end..second.start).is_some_and(|gap| ["–", "-", "to", "and", "until"].contains(&gap.trim()))
    });
    let end = second.map_or(first.end, |second| second.end);
    let begin = text.get(..end).and_then(|span| first_of_span(span.trim(), DateOrder::DayFirst)).unwrap_or(first.date);
    let rest = text.get(end..)?;
    Some((begin, rest.get(GAP.find(rest).map_or(0, |found| found.end())..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match whole(text, DateOrder::DayFirst) {
            Some(Dated::Sure(date)) => date.to_string(),
            Some(Dated::Doubtful(Some(date), _)) => format!("{date}?"),
            Some(Dated::Doubtful(None, _)) => "?".to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "31 March 2027",
            "31st March, 2027",
            "by 31 Mar 2027.",
            "March 31, 2027",
            "2027-03-31",
            "31/03/2027",
            "Wednesday 31 March 2027",
            "31.3.2027",
            "31st of March 2027",
            "31\u{a0}March\u{a0}2027",
            "31/03/27",
            "31.03.27",
            "31 Mar 27",
            "31-Mar-27",
            "31/03/2027 10.15",
            "w/c 31 March 2027",
            "Completed 31/03/2027",
        ] {
            assert_eq!(read(text), "2027-03-31", "{text}");
        }
        for (text, date) in [
            ("By end of March 2027", "2027-03"),
            ("Sept 2027", "2027-09"),
            ("Mar-10", "2010-03"),
            ("2027", "2027"),
            ("03/04/2027", "2027-04-03"),
            ("Q2 2024/25", "2024-09"),
            ("Q4 2024/25", "2025-03"),
            ("3-5 May 2010", "2010-05-03"),
            ("April – July 2014", "2014-04"),
            ("circa 2009", "2009"),
            ("September – November 2013", "2013-09"),
            ("November 2014 – March 2015", "2014-11"),
            ("  ", ""),
            ("Between 5 August and 20 September 2019", "2019-08-05"),
            ("end of Q2 2015/16", "2015-09"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_doubtful() {
        for text in [
            "ongoing",
            "Immediate",
            "within 3 months",
            "31 June 2027",
            "before March 2027",
            "March 2027 or later",
            "Autumn 2022",
            "3/4",
            "1/15",
        ] {
            assert_eq!(read(text), "?", "{text}");
        }
        assert_eq!(read("31 March 2015 (extended from 31 January 2015)"), "2015-03-31?");
    }

    #[test]
    fn the_month_comes_first_only_where_it_must() {
        assert_eq!(order_of(["03/04/2027", "03/14/2027"].into_iter()), DateOrder::MonthFirst);
        assert_eq!(order_of(["03/04/2027", "14/03/2027"].into_iter()), DateOrder::DayFirst);
        assert_eq!(order_of(["14/03/2027", "03/14/2027"].into_iter()), DateOrder::DayFirst);
    }

    #[test]
    fn dates_are_found_within_a_sentence() {
        let found = within("It was decided on 3 May 2009, not in June 2009, to go on until May.");
        assert_eq!(found.iter().map(|place| place.date.to_string()).collect::<Vec<_>>(), ["2009-05-03", "2009-06"]);
        let both = |text| period(text).map(|(from, to)| format!("{from} {to}"));
        assert_eq!(
            both("from 1 January 2007, when they moved, to 31 March 2009"),
            Some("2007-01-01 2009-03-31".into())
        );
        assert_eq!(both("January 2007"), None);
    }

    #[test]
    fn a_date_may_begin_a_text() {
        let read = |text| leading(text).map(|(date, rest)| format!("{date} {rest}"));
        assert_eq!(
            read("7 January 2016 Tideway Homes: Inspection"),
            Some("2016-01-07 Tideway Homes: Inspection".into())
        );
        assert_eq!(read("15 June 2021 – A neighbour called"), Some("2021-06-15 A neighbour called".into()));
        assert_eq!(read("January to March 2022 – The bank wrote"), Some("2022-01 The bank wrote".into()));
        assert_eq!(read("In January 2019, the school noticed"), Some("2019-01 the school noticed".into()));
        assert_eq!(read("The review began on 3 May 2009"), None);
    }
}
