//! What the cells of a row say: dates, grades, and what the row can be grouped by.

use jiff::civil::{Date, date};

use super::sheet::{Row, Sheet};
use super::words::Reading;
use crate::document::Diagnostic;
use crate::review::import::{DateOrder, Dated, written_date};
use crate::review::{Scale, When, Wrong, day};
use crate::tables::entry::{About, DateOf};
use crate::tables::period::{doubt, usual};
use crate::text::{nearest, or_list};

/// How the dates of a sheet are read.
pub(super) struct Dates {
    /// The date that must be right.
    used: Option<DateOf>,
    orders: Vec<DateOrder>,
}

impl Dates {
    /// Says so where the month is taken to come first.
    pub(super) fn new(sheet: &Sheet<'_>, reading: &Reading, found: &mut Vec<Diagnostic>) -> Self {
        let is_date = |name: &str| {
            ["date", "from", "to"].contains(&name) || DateOf::ALL.into_iter().any(|date| date.word() == name)
        };
        let order = |(index, name): (usize, &String)| {
            let order = if is_date(name) { reading.order(sheet.cells(index)) } else { DateOrder::DayFirst };
            if order == DateOrder::MonthFirst && !reading.month_first {
                let message = format!("the dates in `{name}` are read with the month first");
                let label = "some of them cannot be read with the day first";
                found.push(Diagnostic::warning("month-first", message).at(sheet.column(index), label));
            }
            order
        };
        let orders = sheet.columns.iter().enumerate().map(order).collect();
        Dates { used: reading.used, orders }
    }

    fn order(&self, index: usize) -> DateOrder {
        self.orders.get(index).copied().unwrap_or_default()
    }
}

/// What a row can be grouped by: its columns of known name but those in `own`, and any other as its own. Of its dates, only
/// the one that is used must be right.
pub(super) fn about(
    row: &Row<'_>,
    sheet: &Sheet<'_>,
    own: &[&str],
    dates: &Dates,
    found: &mut Vec<Diagnostic>,
) -> About {
    let mut about = About::default();
    let mut date = None;
    let column = |name: &&str| sheet.columns.iter().position(|own| own == name);
    let has_days = ["from", "to"].iter().filter_map(column).any(|index| row.get(index).is_some());
    for (index, name) in sheet.columns.iter().enumerate() {
        let Some(cell) = row.get(index).filter(|_| !own.contains(&name.as_str())) else { continue };
        let text = || Some(cell.to_owned());
        let kept_date = DateOf::ALL.into_iter().find(|date| date.word() == name);
        match name.as_str() {
            "partnership" => about.partnership = text(),
            "region" => about.region = text(),
            "kind" => about.kind = text(),
            "status" => about.status = text(),
            "period" => {
                found.extend(doubtful_period(row, index, cell, has_days));
                about.period = Some(usual(cell));
            }
            "date" => date = when(row, index, cell, (dates, dates.used.is_some()), found),
            _ => match kept_date {
                Some(date) => {
                    *about.dates.slot(date) = when(row, index, cell, (dates, dates.used == Some(date)), found);
                }
                None if name.is_empty() => {}
                None => {
                    let name = name.strip_prefix("custom.").unwrap_or(name);
                    about.custom.insert(name.to_owned(), cell.to_owned());
                }
            },
        }
    }
    for kept in DateOf::ALL {
        let slot = about.dates.slot(kept);
        *slot = slot.or(date);
    }
    about
}

/// A warning where the name of a period may mean another than it says.
fn doubtful_period(row: &Row<'_>, index: usize, cell: &str, has_days: bool) -> Option<Diagnostic> {
    let doubt = doubt(cell).filter(|_| !has_days)?;
    let message = format!("{}: which days the period `{cell}` means is not known", row.called(index));
    let help = "the columns `from` and `to` give the days of a tally";
    Some(Diagnostic::warning("period-not-known", message).at(row.place(index), doubt).help(help))
}

/// A date in a cell; what is wrong with it is kept, as a warning where the row can do without.
pub(super) fn when(
    row: &Row<'_>,
    index: usize,
    cell: &str,
    (dates, is_used): (&Dates, bool),
    found: &mut Vec<Diagnostic>,
) -> Option<When> {
    let written = || match written_date(cell, dates.order(index)) {
        Some(Dated::Sure(when)) => Some(when),
        Some(Dated::Doubtful(..)) | None => None,
    };
    if let Some(date) = counted_days(cell) {
        let message = format!("{}: `{cell}` is read as {date}, the day with this number in Excel", row.called(index));
        let help = "give the column a date format in the spreadsheet, and this is certain";
        found.push(Diagnostic::warning("csv-day-number", message).at(row.place(index), "a number of days").help(help));
        return Some(When::from(date));
    }
    day(cell)
        .or_else(|wrong| written().ok_or(wrong))
        .map_err(|Wrong { code, message, label, help }| {
            let message = format!("{}: `{cell}` {message}", row.called(index));
            let diagnostic = if is_used {
                Diagnostic::error(code, message)
            } else {
                Diagnostic::warning(code, format!("{message}; the row is counted without it"))
            };
            found.push(Diagnostic { help, ..diagnostic.at(row.place(index), label) });
        })
        .ok()
}

/// The date that Excel means by a number of days, from 1954 to 2064: `39908` is 5 April 2009.
fn counted_days(cell: &str) -> Option<Date> {
    let (whole, _) = cell.split_once('.').unwrap_or((cell, ""));
    let number: i64 = cell.parse::<f64>().ok().and_then(|_| whole.parse().ok())?;
    let is_likely = whole.len() == 5 && (20_000..=60_000).contains(&number);
    date(1899, 12, 30).checked_add(jiff::Span::new().days(number)).ok().filter(|_| is_likely)
}

/// A cell that must hold something.
pub(super) fn needed<'r>(
    row: &'r Row<'_>,
    sheet: &Sheet<'_>,
    name: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<(usize, &'r str)> {
    let index = sheet.columns.iter().position(|own| own == name)?;
    let cell = row.get(index);
    if cell.is_none() {
        found.push(
            Diagnostic::error("csv-missing", format!("{}: the row has no `{name}`", row.called(index)))
                .at(row.place(index), "empty"),
        );
    }
    Some((index, cell?))
}

/// A word that is not a grade, with the one most likely meant.
pub(super) fn unknown_grade(cell: &str) -> (String, String) {
    let words: Vec<&str> = Scale::being_read().words().collect();
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let wanted = format!("wanted {}", or_list(&quoted));
    if Scale::being_read() == Scale::USUAL
        && cell.to_lowercase().replace(['-', '_'], " ").contains("requires improvement")
    {
        let of_later = "`requires improvement` belongs to a later scale. Read all grades by that scale with \
             `--scale outstanding,good,requires-improvement,inadequate`";
        return ("none of the four grades".to_owned(), format!("{wanted}: {of_later}"));
    }
    match nearest(cell, words) {
        Some(word) => (format!("did you mean `{word}`?"), wanted),
        None => {
            let map = format!("if it means one of these, add `--map \"{}=GRADE\"`", cell.replace(['"', '`'], ""));
            ("no grade".to_owned(), format!("{wanted}; {map}"))
        }
    }
}
