//! A rubric in plain sentences, generated from its conditions.
//!
//! The same words serve `explain` (what a rule wants) and reasons (what was wanted here). They must read well to somebody
//! who has never seen a rubric.

use super::exact::Exact;
use super::model::{
    Bound, Condition, Empty, Literal, Need, NumberBands, Part, Quantity, Rubric, ShareBands, ShareThreshold, Side, Test,
};
use crate::review::{Fact, FactType, Grade};
use crate::text::{and_list, or_list, plural, plural_of};

/// What a condition says, as a clause: `the owner is given`, `the date of the decision is before 2009-12-01`.
#[must_use]
pub fn clause(condition: &Condition) -> String {
    let parts: Vec<String> = condition.tests.iter().map(|test| one_clause(condition.fact, test)).collect();
    and_list(&parts)
}

fn one_clause(fact: &Fact, test: &Test) -> String {
    let noun = fact.noun;
    match test {
        Test::Present | Test::Is(Literal::YesNo(true)) if fact.kind == FactType::YesNo => fact.meaning.to_owned(),
        Test::Is(Literal::YesNo(_)) | Test::Not(Literal::YesNo(true)) => format!("it is not so that {}", fact.meaning),
        Test::Not(Literal::YesNo(false)) => format!("it is not said not to be so that {}", fact.meaning),
        Test::Present if matches!(fact.kind, FactType::List(_) | FactType::Number(_)) => {
            format!("there is at least one {noun}")
        }
        Test::Present => format!("the {noun} is given"),
        Test::Absent if fact.kind == FactType::YesNo => format!("it is not said that {}", fact.meaning),
        Test::Absent if matches!(fact.kind, FactType::List(_) | FactType::Number(_)) => format!("there is no {noun}"),
        Test::Absent => format!("the {noun} is not given"),
        Test::Stated if fact.kind == FactType::YesNo => format!("it says whether {}", fact.meaning),
        Test::Stated => format!("the {noun} is stated"),
        Test::Is(value) => format!("the {noun} is {}", literal(value)),
        Test::Not(value) => format!("the {noun} is not {}", literal(value)),
        Test::OneOf(values) => format!("the {noun} is {}", or_list(&literals(values))),
        Test::Number(range) => match fact.kind {
            FactType::List(_) => {
                format!("there {} {}", if is_one(*range) { "is" } else { "are" }, bounded(*range, noun))
            }
            FactType::Number(_)
            | FactType::YesNo
            | FactType::Text
            | FactType::Name
            | FactType::Choice(_)
            | FactType::Date => format!("the {noun} number {}", bound(*range)),
        },
        Test::From(day) => format!("the {noun} is {day} or later"),
        Test::Before(day) => format!("the {noun} is before {day}"),
        Test::IncludesAny(names) => format!("the {noun} includes {}", or_list(names)),
        Test::IncludesAll(names) => format!("the {noun} includes {}", and_list(names)),
        Test::Words { name, bounds, per, .. } => format!("the {noun} has {}", words_wanted(name, bounds, *per)),
    }
}

/// What a condition wants of an item, as a noun: `an owner`, `a kind of practice, supervision or system`.
#[must_use]
pub fn wanted(condition: &Condition) -> String {
    let parts: Vec<String> = condition.tests.iter().map(|test| one_wanted(condition.fact, test)).collect();
    and_list(&parts)
}

fn one_wanted(fact: &Fact, test: &Test) -> String {
    let noun = fact.noun;
    match test {
        Test::Present if fact.kind != FactType::YesNo => a(noun),
        Test::Stated if fact.kind != FactType::YesNo => format!("{} (or word that there is none)", a(noun)),
        Test::Number(range) if matches!(fact.kind, FactType::List(_)) => bounded(*range, noun),
        Test::Number(range) => match fact.kind {
            FactType::Number(unit) => bounded(*range, unit.strip_suffix('s').unwrap_or(unit)),
            FactType::YesNo
            | FactType::Text
            | FactType::Name
            | FactType::Choice(_)
            | FactType::Date
            | FactType::List(_) => bound(*range),
        },
        Test::OneOf(values) => or_list(&literals(values)),
        Test::IncludesAny(names) => or_list(names),
        Test::IncludesAll(names) => and_list(names),
        Test::Words { name, bounds, per, .. } => words_wanted(name, bounds, *per),
        Test::Present | Test::Absent | Test::Stated | Test::Is(_) | Test::Not(_) | Test::From(_) | Test::Before(_) => {
            one_clause(fact, test)
        }
    }
}

/// The noun with `a` or `an`.
#[must_use]
pub fn a(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

fn literals(values: &[Literal]) -> Vec<String> {
    values.iter().map(literal).collect()
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::YesNo(value) => if *value { "yes" } else { "no" }.to_owned(),
        Literal::Text(text) => text.clone(),
        Literal::Number(number) => number.to_string(),
        Literal::Date(when) => when.to_string(),
    }
}

fn bound(bound: Bound) -> String {
    let than = bound.than;
    match bound.side {
        Side::AtLeast => format!("at least {than}"),
        Side::AtMost => format!("at most {than}"),
        Side::MoreThan => format!("more than {than}"),
        Side::LessThan => format!("less than {than}"),
    }
}

fn is_one(bound: Bound) -> bool {
    bound.than == Exact::whole(1)
}

/// A bound with the noun it counts: `at least 1 finding`, `more than 2 findings`.
fn bounded(range: Bound, noun: &str) -> String {
    format!("{} {}", bound(range), if is_one(range) { noun.to_owned() } else { plural_of(noun) })
}

/// `at most 2 words of the list `blame` in 1000`.
fn words_wanted(name: &str, bounds: &[Bound], per: Option<u32>) -> String {
    let of = per.map_or_else(String::new, |per| format!(" in {per}"));
    format!("{} of the list `{name}`{of}", words_bound(bounds))
}

fn words_bound(bounds: &[Bound]) -> String {
    match bounds {
        [Bound { side: Side::AtMost, than }] if *than == Exact::whole(0) => "no words".to_owned(),
        _ => and_list(&bounds.iter().map(|range| bounded(*range, "word")).collect::<Vec<_>>()),
    }
}

/// A share as a percentage, or as a fraction where it is no whole percentage.
#[must_use]
pub fn percent(share: Exact) -> String {
    let (numer, denom) = share.parts();
    if (numer * 100) % denom == 0 { format!("{}%", numer * 100 / denom) } else { format!("{numer} in {denom}") }
}

/// What a threshold of a share asks: `at least 90%, or all but 1`.
#[must_use]
pub fn share_threshold(threshold: &ShareThreshold) -> String {
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
#[must_use]
pub fn share_bands(bands: &ShareBands, each: bool) -> String {
    if !each {
        return format!("{} if it is so, {} if not", bands.best(), bands.unmet);
    }
    let parts =
        bands.bands.iter().map(|(grade, threshold)| format!("{grade} if {} of them do", share_threshold(threshold)));
    format!("{}; otherwise {}", parts.collect::<Vec<_>>().join("; "), bands.unmet)
}

/// The bands of a number in a sentence.
#[must_use]
pub fn number_bands(bands: &NumberBands, unit: &str) -> String {
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
#[must_use]
pub fn in_units(value: &str, unit: &str) -> String {
    if value == "1" { format!("1 {}", singular(unit)) } else { format!("{value} {unit}") }
}

/// What a share is of no items, in a sentence.
#[must_use]
pub fn empty(empty: Empty) -> &'static str {
    match empty {
        Empty::Met => "counts as if all of them did",
        Empty::Unmet => "counts as if none of them did",
        Empty::NotApplicable => "leaves the rule out",
    }
}

/// What a need of the whole asks: `more than half of the questions for a person at least good`.
#[must_use]
pub fn need(need: &Need, rubric: &Rubric) -> String {
    need_among(need, rubric, "the criteria")
}

/// What a need asks of `all`, unless it is of some parts only: `more than half of its rules at least good`.
#[must_use]
pub fn need_among(need: &Need, rubric: &Rubric, all: &str) -> String {
    let grade = need.at_least;
    let parts = parts(need, rubric, all);
    match need.quantity {
        Quantity::Every => format!("all of {parts} at least {grade}"),
        Quantity::Most => format!("more than half of {parts} at least {grade}"),
        Quantity::Half => format!("at least half of {parts} at least {grade}"),
        Quantity::Share(share) => format!("at least {} of {parts} at least {grade}", percent(share)),
        Quantity::Count(count) => format!("{count} or more of {parts} at least {grade}"),
        Quantity::AllBut(misses) => format!("all but {misses} of {parts} at least {grade}"),
    }
}

/// The parts that a need ranges over, in words: by number where there are many, by title where there are few.
fn parts(need: &Need, rubric: &Rubric, all: &str) -> String {
    let Some(names) = &need.of else { return all.to_owned() };
    if names.iter().all(|name| name == "asked") {
        return "the questions that a person has answered".to_owned();
    }
    let title = |part: &Part| match part {
        Part::Criterion(at) => rubric.criteria.get(*at).map(|criterion| criterion.title.as_str()),
        Part::Rule(at, rule) => rubric.criteria.get(*at)?.rules.get(*rule).map(|rule| rule.title.as_str()),
    };
    let titles: Vec<&str> = need.parts.iter().filter_map(title).collect();
    if titles.len() <= 3 {
        return and_list(&titles);
    }
    let criteria = need.parts.iter().all(|part| matches!(part, Part::Criterion(_)));
    let rules = need.parts.iter().all(|part| matches!(part, Part::Rule(..)));
    let what = if criteria {
        "criteria"
    } else if rules {
        "rules"
    } else {
        "parts"
    };
    format!("the {} {what} of {}", titles.len(), and_list(names))
}

/// `3 of 5 findings`: a share with the noun that goes with its denominator.
#[must_use]
pub fn share(met: usize, of: usize, nouns: (&str, &str)) -> String {
    format!("{met} of {}", plural(of, nouns.0, nouns.1))
}

/// A grade with its article, for sentences.
#[must_use]
pub fn grade(grade: Grade) -> String {
    a(grade.word())
}
