//! What a grade needs, in words.

use super::bands::percent;
use crate::engine::Points;
use crate::review::Grade;
use crate::rubric::{Exact, Need, Part, Profile, Quantity, Rubric};
use crate::text::and_list;

/// What a need of the whole asks: `more than half of the criteria must be good or better`.
pub(crate) fn need(need: &Need, rubric: &Rubric) -> String {
    need_among(need, rubric, "the areas")
}

/// What a need asks of `all`, unless it is of some parts only: `more than half of its rules must be good or better`.
pub(crate) fn need_among(need: &Need, rubric: &Rubric, all: &str) -> String {
    clause(need, rubric, all, ["must be", "must be", "must score"])
}

/// The need as a condition: `more than half of its rules are good or better`.
pub(crate) fn need_met(need: &Need, rubric: &Rubric, all: &str) -> String {
    clause(need, rubric, all, ["is", "are", "score"])
}

/// The needs of a grade in the words that `describe` gives one, those of which one is enough in one sentence.
pub(crate) fn needs_in_words(profile: &Profile, grade: Grade, describe: impl Fn(&Need) -> String) -> Vec<String> {
    let mut ways = profile.grades.iter().filter(|(own, _)| *own == grade).map(|(_, needs)| needs);
    let Some(first) = ways.next() else { return Vec::new() };
    let mut words: Vec<String> = first.iter().map(&describe).collect();
    let others: Vec<String> = ways.filter_map(|needs| needs.last()).map(describe).collect();
    if let Some(last) = words.last_mut().filter(|_| !others.is_empty()) {
        *last = format!("either {last}, or {}", others.join(", or "));
    }
    words
}

fn clause(need: &Need, rubric: &Rubric, all: &str, [is, are, score]: [&str; 3]) -> String {
    let parts = parts(need, rubric, all);
    let weighed = if is_weighed(need, rubric) { ", by weight," } else { "" };
    let how_many = match need.quantity {
        Quantity::Every => format!("all of {parts}"),
        Quantity::Most => format!("more than half{weighed} of {parts}"),
        Quantity::Half => format!("at least half{weighed} of {parts}"),
        Quantity::Share(share) => format!("at least {}{weighed} of {parts}", percent(share)),
        Quantity::Count(count) => format!("at least {count} of {parts}"),
        Quantity::Mean(points) => {
            let unit = if points == Exact::whole(1) { "point" } else { "points" };
            return format!("{parts} {score} at least {points} {unit} on average");
        }
        Quantity::Percent(percent) => {
            return format!("{parts} {score} at least {percent}% of the best possible points");
        }
        Quantity::AllBut(misses) => format!("all but {misses} of {parts}"),
    };
    let verb = if matches!(need.quantity, Quantity::Count(1)) { is } else { are };
    format!("{how_many} {verb} {}", or_better(need.at_least))
}

/// How many points parts have: `75% of the best possible points`, `2 to 2.5 points on average (the questions)`.
pub(crate) fn points(points: &Points) -> String {
    let (low, high) = (cut(points.low), cut(points.high));
    let number = if low == high { low } else { format!("{low} to {high}") };
    let words = if points.is_percent {
        format!("{number}% of the best possible points")
    } else {
        format!("{number} {} on average", if number == "1" { "point" } else { "points" })
    };
    match &points.of {
        None => words,
        Some(names) => format!("{words} for {}", and_list(names)),
    }
}

/// Two places, cut off rather than rounded: what falls short of a threshold must not look as if it met it.
fn cut(number: f64) -> String {
    let text = format!("{:.2}", ((number * 100.0 + 1e-6).floor()) / 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether a need asks for a share of parts of different weights, so that it is not a share of their number.
pub(crate) fn is_weighed(need: &Need, rubric: &Rubric) -> bool {
    if !matches!(need.quantity, Quantity::Most | Quantity::Half | Quantity::Share(_)) {
        return false;
    }
    let mut weights = need.parts.iter().map(|part| rubric.weight(*part));
    weights.next().is_some_and(|first| weights.any(|own| own != first))
}

/// `good or better`; the best grade alone.
fn or_better(grade: Grade) -> String {
    if grade.is_best() { grade.to_string() } else { format!("{grade} or better") }
}

/// The parts that a need ranges over, in words: by number where there are many, by title where there are few.
fn parts(need: &Need, rubric: &Rubric, all: &str) -> String {
    let Some(names) = &need.of else { return all.to_owned() };
    if names.iter().all(|name| name == "asked") {
        return "the questions that people have answered".to_owned();
    }
    let titles: Vec<&str> = need.parts.iter().map(|part| rubric.title(*part)).collect();
    if titles.len() <= 3 {
        return and_list(&titles);
    }
    let criteria = need.parts.iter().all(|part| matches!(part, Part::Criterion(_)));
    let rules = need.parts.iter().all(|part| matches!(part, Part::Rule(..)));
    let what = if criteria {
        "areas"
    } else if rules {
        "rules"
    } else {
        "parts"
    };
    match names.as_slice() {
        [name] => format!("the {} {name} {what}", titles.len()),
        several => format!("the {} {what} tagged {}", titles.len(), and_list(several)),
    }
}
