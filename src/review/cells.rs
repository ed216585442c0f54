//! What a cell of a list says, as the key of its column wants it.

use jiff::civil::Date;

use super::import::{DateOrder, Dated, written_date};
use super::{FactType, When};
use crate::document::csv::Cell;
use crate::document::{Kind, Node};
use crate::text::{days, nearest, or_list, same_but_for_case};

/// What is wrong with a cell: said after what it says.
pub(crate) struct Wrong {
    /// A stable word for programs.
    pub(crate) code: &'static str,
    /// What goes on after the text of the cell: `is not a date`.
    pub(crate) message: String,
    /// What to say at its place.
    pub(crate) label: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl Wrong {
    fn new(code: &'static str, message: impl Into<String>, label: impl Into<String>) -> Self {
        Wrong { code, message: message.into(), label: label.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Wrong { help: Some(help.into()), ..self }
    }
}

/// Reads a cell that is not empty.
pub(super) fn read(kind: FactType, cell: &Cell<'_>, order: DateOrder) -> Result<Kind, Wrong> {
    if FAILED_FORMULAS.contains(&cell.text.as_ref()) {
        return Err(Wrong::new(
            "csv-formula",
            "is what a spreadsheet writes where a formula failed",
            "write here what it should say",
        ));
    }
    match kind {
        FactType::Text | FactType::Name => Ok(Kind::Str(cell.text.as_ref().into())),
        FactType::YesNo => yes_or_no(&cell.text),
        FactType::Date => date(&cell.text, order).map(|day| Kind::Date(day.to_string().into())),
        FactType::Choice(words) => word(&cell.text, words).map(|word| Kind::Str(word.into())),
        FactType::Number(_) => number(&cell.text),
        FactType::List(words) => list(cell, words),
    }
}

/// The code of a text that is no date and is meant as none: `Immediate`, `ongoing`.
pub(super) const VAGUE: &str = "csv-no-date";

/// A date in a column whose days and months are in this order, with or without a time.
fn date(text: &str, order: DateOrder) -> Result<When, Wrong> {
    day(text).or_else(|wrong| match written_date(text, order) {
        Some(Dated::Sure(when)) => Ok(when),
        Some(Dated::Doubtful(_, why)) if what_is_wrong(text) == NO_DATE => {
            Err(Wrong::new(VAGUE, format!("is not taken for a date: {why}"), "not known"))
        }
        Some(Dated::Doubtful(..)) | None => Err(wrong),
    })
}

const FAILED_FORMULAS: [&str; 7] = ["#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"];

fn yes_or_no(text: &str) -> Result<Kind, Wrong> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "✓" | "seen" => Ok(Kind::Bool(true)),
        "false" | "no" | "n" | "✗" | "not seen" => Ok(Kind::Bool(false)),
        "x" | "1" => Err(Wrong::new("csv-yes-no", YES_NO, "write TRUE for yes")),
        "0" => Err(Wrong::new("csv-yes-no", YES_NO, "write FALSE for no")),
        _ => Err(Wrong::new("csv-yes-no", YES_NO, "write TRUE for yes or FALSE for no, or leave the cell empty")),
    }
}

const YES_NO: &str = "is neither TRUE nor FALSE, yes nor no";

fn number(text: &str) -> Result<Kind, Wrong> {
    text.parse().map(Kind::Int).map_err(|_| Wrong::new("csv-number", "is not a whole number", "write digits only"))
}

fn word(text: &str, words: &'static [&'static str]) -> Result<&'static str, Wrong> {
    same_but_for_case(text, words.iter().copied()).ok_or_else(|| {
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let wanted = format!("wanted {}", or_list(&quoted));
        match nearest(text, words.iter().copied()) {
            Some(word) => {
                let meant = format!("did you mean `{word}`?");
                Wrong::new("unknown-value", format!("is not known: {meant}"), meant).help(wanted)
            }
            None => Wrong::new("unknown-value", "is not known", wanted),
        }
    })
}

/// The parts of a cell that holds several: semicolons, commas and line ends stand between them.
fn list(cell: &Cell<'_>, words: Option<&'static [&'static str]>) -> Result<Kind, Wrong> {
    let mut items = Vec::new();
    let mut from = 0;
    for part in cell.text.split([';', ',', '\n']) {
        let text = part.trim();
        let start = from + part.len() - part.trim_start().len();
        from += part.len() + 1;
        if !text.is_empty() {
            let text = match words {
                Some(words) => word(text, words)?.into(),
                None => text.into(),
            };
            let span = cell.part(start, start + part.trim().len());
            items.push(Node { span, kind: Kind::Str(text) });
        }
    }
    Ok(Kind::Seq(items))
}

/// A date as people and spreadsheets write it, never guessed.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn day(text: &str) -> Result<When, Wrong> {
    if let Ok(when) = text.parse() {
        return Ok(when);
    }
    let not_a_date = |label: &str| Wrong::new("csv-date", "is not a date", label).help(ISO);
    let years = |days: &[Date]| days.iter().all(|day| day.to_string().parse::<When>().is_ok());
    match days(text).as_slice() {
        days if !years(days) => Err(not_a_date("is this year right?")),
        [day] => Ok(When::from(*day)),
        [one, other] => {
            let message = format!("can be {one} or {other}");
            Err(Wrong::new("csv-date-ambiguous", message, "which of the two?").help(ISO))
        }
        _ => Err(not_a_date(what_is_wrong(text))),
    }
}

const NO_DATE: &str = "wanted a date";

/// What is wrong with something that is no date.
fn what_is_wrong(text: &str) -> &'static str {
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [number] if number.len() == 5 && digits(number) => {
            "a spreadsheet counts days so: give the column a date format"
        }
        [day, _, year] if digits(day) && digits(year) && year.len() == 2 => "write the year with four digits",
        [day, month, year] if digits(day) && digits(month) && digits(year) => "there is no such day",
        _ => NO_DATE,
    }
}

const ISO: &str = "write dates as year-month-day, `2010-03-31` (`2010-03` or `2010` where no more is known); a spreadsheet does \
                   so where the column has the date format `yyyy-mm-dd`";
