//! Periods: stretches of days that reviews are grouped by.

use std::fmt;

use jiff::civil::Date;

use crate::review::When;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// True if a day is in both.
    #[must_use]
    pub(crate) fn overlap(self, other: Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// True if every day of `other` is in this.
    #[must_use]
    pub(crate) fn hold(self, other: Days) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

impl From<When> for Days {
    fn from(when: When) -> Self {
        Days { first: when.first(), last: when.last() }
    }
}

/// How time is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Calendar years.
    Year,
    /// Quarters of calendar years.
    Quarter,
    /// April to March.
    FinancialYear,
    /// Quarters of financial years, the first from April to June.
    FinancialQuarter,
    /// September to August.
    AcademicYear,
    /// January to June and July to December.
    HalfYear,
    /// Calendar months.
    Month,
}

/// A stretch of days with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// What to call it: `2009`, `2009 Q2`, `2008-09`.
    pub name: String,
    /// Its days.
    pub days: Days,
}

impl Division {
    /// The period that all of `days` lie in; `None` if there is none.
    #[must_use]
    pub fn period(self, days: Days) -> Option<Period> {
        let period = self.around(days.first)?;
        period.days.hold(days).then_some(period)
    }

    /// The period that holds a day.
    fn around(self, day: Date) -> Option<Period> {
        let year = day.year();
        match self {
            Division::Year => Some(Period { name: format!("{year:04}"), days: months(year, 1, 12)? }),
            Division::Quarter => {
                let quarter = (day.month() - 1) / 3;
                Some(Period { name: format!("{year:04} Q{}", quarter + 1), days: months(year, quarter * 3 + 1, 3)? })
            }
            Division::FinancialQuarter => {
                let begun = if day.month() < 4 { year - 1 } else { year };
                let number = (day.month() + 8) % 12 / 3;
                let name = format!("{begun:04}-{:02} Q{}", (begun + 1).rem_euclid(100), number + 1);
                Some(Period { name, days: months(year, (day.month() - 1) / 3 * 3 + 1, 3)? })
            }
            Division::AcademicYear => {
                let year = if day.month() < 9 { year - 1 } else { year };
                Some(Period { name: format!("{year:04}/{:04}", year + 1), days: months(year, 9, 12)? })
            }
            Division::HalfYear => {
                let half = (day.month() - 1) / 6;
                Some(Period { name: format!("{year:04} H{}", half + 1), days: months(year, half * 6 + 1, 6)? })
            }
            Division::Month => {
                // Not `2008-09`, which is a financial year.
                Some(Period { name: day.strftime("%b %Y").to_string(), days: months(year, day.month(), 1)? })
            }
            Division::FinancialYear => {
                let year = if day.month() < 4 { year - 1 } else { year };
                Some(Period {
                    name: format!("{year:04}-{:02}", (year + 1).rem_euclid(100)),
                    days: months(year, 4, 12)?,
                })
            }
        }
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Division::Year => "year",
            Division::Quarter => "quarter",
            Division::FinancialYear => "financial year (April to March)",
            Division::FinancialQuarter => "quarter of a financial year",
            Division::AcademicYear => "academic year (September to August)",
            Division::HalfYear => "half-year",
            Division::Month => "month",
        })
    }
}

/// The number of months from the first of one.
fn months(year: i16, month: i8, count: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    let last_month = month + count - 1;
    let (year, month) = if last_month > 12 { (year + 1, last_month - 12) } else { (year, last_month) };
    Some(Days { first, last: Date::new(year, month, 1).ok()?.last_of_month() })
}

/// The name of a period as this program writes it: a financial year is `2008-09`, whatever mark stands in it. Any other
/// name is as it was.
#[must_use]
pub(super) fn usual(name: &str) -> String {
    let with_hyphen = name.trim().replace(['/', '–', '−'], "-");
    let is_year = with_hyphen.len() == 7 && named(&with_hyphen).is_some();
    if is_year { with_hyphen } else { name.to_owned() }
}

/// What is suspicious about the name of a period that means no days: years in full, and what spreadsheets make of `2008-09`.
#[must_use]
pub(super) fn doubt(name: &str) -> Option<String> {
    let (one, two) = name.trim().split_once(['-', '/', '–', ' '])?;
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() == 4 || text.len() == 2);
    if let Some((first, last)) = year(one).zip(year(two)).filter(|_| one.len() == 4 && two.len() == 4) {
        let financial = format!("{first:04}-{:02}", last.rem_euclid(100));
        return (last == first + 1).then(|| format!("write `{financial}` for April to March"));
    }
    let month = |text: &str| text.len() == 3 && crate::text::month_of_year(&format!("{text} 2000")).is_some();
    let is_mangled = (month(one) && year(two).is_some()) || (month(two) && year(one).is_some());
    is_mangled.then(|| "is it a year that a spreadsheet took for a month? Give the column the format Text".to_owned())
}

/// The days that the name of a period plainly means: `2009`, `2009 Q2`, and `2008-09` or `2008/09` for April to March.
#[must_use]
pub(super) fn named(name: &str) -> Option<Days> {
    let name = name.trim();
    let (year, rest) = (name.get(..4)?, name.get(4..)?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let year: i16 = year.parse().ok().filter(|_| digits(year))?;
    if rest.is_empty() {
        return months(year, 1, 12);
    }
    if let Some(quarter) = rest.trim_start_matches([' ', '-']).strip_prefix('Q') {
        let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return months(year, (quarter - 1) * 3 + 1, 3);
    }
    let next = rest.strip_prefix(['-', '/']).filter(|next| next.len() == 2 && digits(next))?;
    let follows = next.parse::<i16>().is_ok_and(|next| next == (year + 1).rem_euclid(100));
    if follows { months(year, 4, 12) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(division: Division, when: &str) -> Option<String> {
        division.period(when.parse::<When>().unwrap().into()).map(|period| period.name)
    }

    #[test]
    fn a_date_is_in_one_period_or_it_is_not_known_which() {
        assert_eq!(period(Division::FinancialYear, "2009-03-31").as_deref(), Some("2008-09"));
        assert_eq!(period(Division::FinancialYear, "2009-04-01").as_deref(), Some("2009-10"));
        assert_eq!(period(Division::FinancialYear, "1999-12").as_deref(), Some("1999-00"));
        assert_eq!(period(Division::FinancialYear, "2009"), None);
        assert_eq!(period(Division::Quarter, "2009-12").as_deref(), Some("2009 Q4"));
        assert_eq!(period(Division::Year, "2009").as_deref(), Some("2009"));
    }

    #[test]
    fn each_division_names_its_periods() {
        assert_eq!(period(Division::FinancialQuarter, "2009-04-05").as_deref(), Some("2009-10 Q1"));
        assert_eq!(period(Division::FinancialQuarter, "2010-03-31").as_deref(), Some("2009-10 Q4"));
        assert_eq!(period(Division::FinancialQuarter, "2009-12").as_deref(), Some("2009-10 Q3"));
        assert_eq!(period(Division::AcademicYear, "2009-08-31").as_deref(), Some("2008/2009"));
        assert_eq!(period(Division::HalfYear, "2009-07-01").as_deref(), Some("2009 H2"));
        assert_eq!(period(Division::Month, "2009-02-28").as_deref(), Some("Feb 2009"));
        assert_eq!(period(Division::Month, "2009"), None);
    }

    #[test]
    fn names_that_plainly_mean_days() {
        let days = |first, last| Some(Days { first, last });
        assert_eq!(named("2008-09"), days(date(2008, 4, 1), date(2009, 3, 31)));
        assert_eq!(named("1999/00"), days(date(1999, 4, 1), date(2000, 3, 31)));
        assert_eq!(named("2009 Q4"), days(date(2009, 10, 1), date(2009, 12, 31)));
        assert_eq!([named("2008-12"), named("2009 Q5"), named("spring"), named("é"), named("")], [None; 5]);
    }

    #[test]
    fn a_financial_year_has_one_name_and_what_may_be_one_is_doubted() {
        let alike = ["2008-09", "2008/09", "2008–09", " 2008/09 "].map(usual);
        assert_eq!(alike, ["2008-09", "2008-09", "2008-09", "2008-09"]);
        assert_eq!(["Apr/May", "2008/10", "2009 Q2"].map(usual), ["Apr/May", "2008/10", "2009 Q2"]);
        assert!(["2008-2009", "Sep-08", "08-Sep", "2008-Sep"].iter().all(|name| doubt(name).is_some()));
        assert_eq!(["2008-09", "2007-2009", "Apr to Dec 2009", "2009", "Sep 5", "é"].map(doubt), [const { None }; 6]);
    }

    #[test]
    fn periods_made_from_dates_hold_their_dates() {
        for division in [Division::Year, Division::Quarter, Division::FinancialYear] {
            let mut day = date(2007, 1, 1);
            while day < date(2011, 1, 1) {
                let period = division.around(day).unwrap();
                assert!(period.days.hold(Days { first: day, last: day }), "{day} is not in {period:?}");
                assert_eq!(named(&period.name), Some(period.days));
                day = day.tomorrow().unwrap();
            }
        }
    }
}
