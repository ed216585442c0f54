//! Grades, ranges of grades and shares in words: the one place for each.

use crate::engine::{Range, RuleOutcome, State};
use crate::review::Grade;

/// A range of grades: `good`, `inadequate to good`.
pub(crate) fn range(range: Range) -> String {
    between(range.floor, range.ceiling)
}

/// The grades from `floor` to `ceiling`: `good`, `inadequate to good`.
pub(crate) fn between(floor: Grade, ceiling: Grade) -> String {
    if floor == ceiling { floor.to_string() } else { format!("{floor} to {ceiling}") }
}

/// The result of a rule: `good`, `inadequate to good`, `not-applicable`.
pub(crate) fn outcome(outcome: RuleOutcome, judged: Option<State>) -> String {
    judged.map_or_else(|| outcome.word().to_owned(), |judged| range(judged.range))
}

/// A stable word as people say it: `no grade yet`, `not met`.
pub(crate) fn spaced(word: &str) -> String {
    match word {
        "not-enough-stated" => "no grade yet".to_owned(),
        "not-stated" => "not known".to_owned(),
        other => other.replace('-', " "),
    }
}

/// A part of a whole as a percentage, rounded to the nearest; 0 where there is no whole.
pub(crate) fn percent_of(part: u64, whole: u64) -> u64 {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

/// A share from 0 to 1 as a whole percentage: `38%`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
