//! Dates known to the day, the month or the year.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;

use crate::text::{days, month_of_year};

/// Years outside this range are taken for slips of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A date to the day, the month or the year; the last two stand for any of their days.
///
/// ```
/// use casegrade::review::When;
/// let august: When = "2007-08".parse().unwrap();
/// assert_eq!((august.first().to_string(), august.last().to_string()), ("2007-08-01".into(), "2007-08-31".into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    first: Date,
    last: Date,
}

impl When {
    /// The earliest day it can be.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// The latest day it can be.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        When { first: day, last: day }
    }
}

impl FromStr for When {
    type Err = String;

    /// Reads `2007-08-12`, `2007-08` or `2007`.
    ///
    /// # Errors
    /// A message that says how a date is written.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date: {}", instead(text));
        let mut parts = text.trim().split('-');
        let year = number::<i16>(parts.next(), 4).ok_or_else(wrong)?;
        if !YEARS.contains(&year) {
            return Err(far_away(text));
        }
        let month = parts.next().map(|part| number::<i8>(Some(part), 2).ok_or_else(wrong)).transpose()?;
        let day = parts.next().map(|part| number::<i8>(Some(part), 2).ok_or_else(wrong)).transpose()?;
        if parts.next().is_some() {
            return Err(wrong());
        }
        let date = |month, day| Date::new(year, month, day).map_err(|_| wrong());
        match (month, day) {
            (Some(month), Some(day)) => date(month, day).map(When::from),
            (Some(month), None) => date(month, 1).map(|first| When { first, last: first.last_of_month() }),
            (None, _) => Ok(When { first: date(1, 1)?, last: date(12, 31)? }),
        }
    }
}

/// Why a year is taken for a slip of the pen.
fn far_away(text: &str) -> String {
    format!("the year of `{}` is not from 1900 to 2199: correct it, or leave the date out", text.trim())
}

/// How to write the date that somebody meant.
fn instead(text: &str) -> String {
    match (days(text).as_slice(), month_of_year(text)) {
        ([day], _) if !YEARS.contains(&day.year()) => {
            "its year is not from 1900 to 2199: correct it, or leave the date out".to_owned()
        }
        ([day], _) => format!("write `{day}`"),
        _ if day_with_time(text).is_some() => {
            format!("write `{}`, without the time", day_with_time(text).unwrap_or_default())
        }
        ([one, other], _) => format!("it can be `{one}` or `{other}`, write the one that is meant"),
        (_, Some(month)) => format!("write `\"{month}\"`"),
        _ => {
            "write year, month and day, `2009-05-12`, or `\"2009-05\"` or `\"2009\"` where no more is known".to_owned()
        }
    }
}

/// The day of a day with a time.
fn day_with_time(text: &str) -> Option<&str> {
    let (day, _) = text.split_once(['T', ' '])?;
    day.parse::<When>().ok().filter(|when| when.first == when.last).map(|_| day)
}

fn number<N: FromStr>(part: Option<&str>, digits: usize) -> Option<N> {
    part.filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        if first == last {
            write!(f, "{first}")
        } else if first.month() == last.month() {
            write!(f, "{:04}-{:02}", first.year(), first.month())
        } else {
            write!(f, "{:04}", first.year())
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WhenVisitor)
    }
}

struct WhenVisitor;

impl Visitor<'_> for WhenVisitor {
    type Value = When;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date, `2009-05-12`, or `\"2009-05\"` or `\"2009\"` where no more is known")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<When, E> {
        year.to_string().parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<When, E> {
        year.to_string().parse().map_err(E::custom)
    }
}

impl When {
    /// A date as a regular expression: years as in [`YEARS`], each month with its days as in a leap year.
    pub(crate) const PATTERN: &str = concat!(
        r"^\s*(19|20|21)[0-9]{2}(-((0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?",
        r"|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|[12][0-9]))?))?\s*$"
    );

    /// The JSON Schema of a date in quotes: of rubrics, which take no year without them.
    pub(crate) fn text_schema() -> Schema {
        json_schema!({ "type": "string", "pattern": When::PATTERN, "patternErrorMessage": "write a date as 2009-05-12, 2009-05 or 2009" })
    }
}

impl JsonSchema for When {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = When::text_schema();
        schema.insert("type".to_owned(), json!(["string", "integer"]));
        schema.insert("minimum".to_owned(), json!(YEARS.start()));
        schema.insert("maximum".to_owned(), json!(YEARS.end()));
        schema
    }
}

/// Whole months from `from` to `to`, a begun month counted in full: at most 4 means *within four months*. 0 if `to` is not later.
///
/// ```
/// use casegrade::review::months_between;
/// use jiff::civil::date;
/// assert_eq!(months_between(date(2008, 12, 9), date(2009, 4, 9)), 4);
/// assert_eq!(months_between(date(2008, 12, 9), date(2009, 4, 10)), 5);
/// assert_eq!(months_between(date(2009, 1, 31), date(2009, 2, 28)), 1);
/// ```
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    if to <= from {
        return 0;
    }
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month());
    let reached = to.day() <= from.day() || to == to.last_of_month() && from.day() > to.day();
    if reached { months } else { months + 1 }
}
