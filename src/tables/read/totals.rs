//! Rows of totals among tallies: each review in them is counted in another row already.

use super::sheet::Row;
use crate::document::Diagnostic;
use crate::tables::entry::{By, Tally};

/// What a row of totals is called.
const TOTALS: [&str; 9] =
    ["total", "totals", "grand total", "overall", "all", "all reviews", "all periods", "all regions", "sum"];

/// In a sheet of more rows nobody looks for sums: published tallies are few.
const MOST_ROWS: usize = 500;

const HELP: &str = "remove the total row: the program adds the other rows up itself where it can";

/// True if a tally is called a total, whatever it is grouped by.
pub(super) fn is_total(tally: &Tally) -> bool {
    let about = &tally.about;
    let fixed = [By::Period, By::Region, By::Partnership, By::Kind, By::Status];
    let own = about.custom.values().map(String::as_str);
    let mut names = fixed.iter().filter_map(|by| about.value(by)).chain(own);
    names.any(is_total_name)
}

/// Whether a total is called so.
pub(super) fn is_total_name(name: &str) -> bool {
    let name = name.trim().trim_end_matches(':').to_lowercase();
    TOTALS.contains(&name.as_str())
}

/// Says that a row is called a total.
pub(super) fn total(row: &Row<'_>, tally: &Tally) -> Diagnostic {
    let period = tally.about.period.as_deref().unwrap_or_default();
    let message = format!("row {} is a total, `{period}`, and would be counted beside what it adds up", row.number());
    Diagnostic::error("total-row", message).at(row.span(), "a row of totals").help(HELP)
}

/// Warns of rows that are the sum of all others, or of the others of their period, and are not known to be of all their days.
pub(super) fn sums(tallies: &[(Row<'_>, Tally)]) -> Vec<Diagnostic> {
    let sum = |at: usize, row: &Row<'_>, tally: &Tally| {
        let others = || tallies.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, (_, other))| other);
        let of_period: Vec<&Tally> = others().filter(|other| other.about.period == tally.about.period).collect();
        let which = if is_sum(tally, &others().collect::<Vec<_>>()) {
            "all other rows"
        } else if is_sum(tally, &of_period) {
            "the other rows of its period"
        } else {
            return None;
        };
        let message = format!("row {} is the sum of {which}: is it a total?", row.number());
        Some(Diagnostic::warning("total-row", message).at(row.span(), "counted as a row of its own").help(HELP))
    };
    let few = Some(tallies).filter(|tallies| tallies.len() <= MOST_ROWS).into_iter().flatten();
    few.enumerate().filter_map(|(at, (row, tally))| sum(at, row, tally)).collect()
}

/// True if `tally` is the sum of two or more others, its days not known to hold theirs.
fn is_sum(tally: &Tally, others: &[&Tally]) -> bool {
    let holds =
        |other: &&&Tally| tally.days.zip(other.days).is_some_and(|(own, others)| own != others && own.hold(others));
    let counts =
        |at: usize| -> Option<u64> { others.iter().map(|other| other.counts.get(at).copied().flatten()).sum() };
    others.len() > 1
        && tally.n > 0
        && tally.n == others.iter().map(|other| other.n).sum::<u64>()
        && tally.counts.iter().enumerate().all(|(at, own)| own.is_some() && *own == counts(at))
        && others.iter().filter(holds).count() < others.len()
}
