//! The bands of shares and numbers in words.

use crate::review::Grade;
use crate::rubric::{Empty, Exact, NumberBands, ShareBands, ShareThreshold};
use crate::text::plural;

/// A share as a percentage, or as a fraction where it is no whole percentage.
pub(crate) fn percent(share: Exact) -> String {
    let (numer, denom) = share.parts();
    if (numer * 100) % denom == 0 { format!("{}%", numer * 100 / denom) } else { format!("{numer} in {denom}") }
}

/// What a threshold of a share asks: `at least 90%, or all but 1`.
pub(super) fn share_threshold(threshold: &ShareThreshold) -> String {
    let share = threshold
        .share
        .map(|share| if share == Exact::whole(1) { "all".to_owned() } else { format!("at least {}", percent(share)) });
    let all_but = threshold.all_but.map(|misses| format!("all but {misses}"));
    match (share, all_but) {
        (Some(share), Some(all_but)) => format!("{share}, or {all_but}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "all".to_owned(),
    }
}

/// The bands of a share in a sentence. `each` is false for a rule on the review itself.
pub(super) fn share_bands(bands: &ShareBands, each: bool) -> String {
    if !each {
        return format!("{} if so, {} if not", bands.best(), bands.unmet);
    }
    let parts =
        bands.bands.iter().map(|(grade, threshold)| format!("{grade} if {} of them do", share_threshold(threshold)));
    format!("{}; otherwise {}", parts.collect::<Vec<_>>().join("; "), bands.unmet)
}

/// The bands of a share in a few words: `good 90%, or all but 1; adequate 70%`.
pub(super) fn short_share_bands(bands: &ShareBands, each: bool) -> String {
    if !each {
        return format!("{} if so, {} if not", bands.best(), bands.unmet);
    }
    let part = |(grade, threshold): &(Grade, ShareThreshold)| {
        let words = share_threshold(threshold);
        format!("{grade} {}", words.strip_prefix("at least ").unwrap_or(&words))
    };
    bands.bands.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// The bands of a number in a few words: `good at most 6 months; adequate at most 12 months`.
pub(super) fn short_number_bands(bands: &NumberBands, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most " } else { "" };
    let parts =
        bands.bands.iter().map(|(grade, least)| format!("{grade} {side}{}", in_units(&least.to_string(), unit)));
    parts.collect::<Vec<_>>().join("; ")
}

/// The bands of a number in a sentence.
pub(super) fn number_bands(bands: &NumberBands, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    let one = |threshold: &Exact| if *threshold == Exact::whole(1) { singular(unit) } else { unit.to_owned() };
    let parts =
        bands.bands.iter().map(|(grade, threshold)| format!("{grade} with {side} {threshold} {}", one(threshold)));
    format!("{}; otherwise {}", parts.collect::<Vec<_>>().join("; "), bands.unmet)
}

/// One of what `unit` counts: units are plurals.
fn singular(unit: &str) -> String {
    match unit.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => unit.strip_suffix('s').unwrap_or(unit).to_owned(),
    }
}

/// `1 month`, `3 months`: a value with its unit, which is a plural.
pub(crate) fn in_units(value: &str, unit: &str) -> String {
    if value == "1" { format!("1 {}", singular(unit)) } else { format!("{value} {unit}") }
}

/// What a share is of no items, in a sentence.
pub(super) fn empty(empty: Empty) -> &'static str {
    match empty {
        Empty::Met => "the standard is met",
        Empty::Unmet => "the standard is not met",
        Empty::NotApplicable => "the rule does not apply",
    }
}

/// `3 of 5 findings`: a share with the noun that goes with its denominator.
pub(super) fn share(met: usize, of: usize, nouns: (&str, &str)) -> String {
    format!("{met} of {}", plural(of, nouns.0, nouns.1))
}
