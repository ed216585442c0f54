//! Conditions in words.
//!
//! The same words serve `explain` (what a rule wants) and reasons (what was wanted here). They must read well to somebody
//! who has never seen a rubric.

use crate::review::{Fact, FactType};
use crate::rubric::{Bound, Condition, Exact, Literal, Side, Test};
use crate::text::{and_list, or_list, plural, plural_of};

/// What a condition says, as a clause: `the owner is given`, `the date of the decision is before 2009-12-01`.
pub(crate) fn clause(condition: &Condition) -> String {
    let parts: Vec<String> = condition.tests.iter().map(|test| one_clause(condition.fact, test)).collect();
    and_list(&parts)
}

/// The question whether a condition holds: `whether the owner is given`. A denial is asked without its negation.
pub(super) fn whether(condition: &Condition) -> String {
    let fact = condition.fact;
    match condition.tests.as_slice() {
        [Test::Is(Literal::YesNo(_)) | Test::Not(Literal::YesNo(_))] => format!("whether {}", fact.meaning),
        [Test::Stated] if fact.kind == FactType::YesNo => format!("whether {}", fact.meaning),
        [Test::Stated] => format!("whether there is {}", a(fact.noun)),
        [Test::Not(value)] => format!("whether the {} is {}", fact.noun, literal(value)),
        _ => format!("whether {}", clause(condition)),
    }
}

fn one_clause(fact: &Fact, test: &Test) -> String {
    let noun = fact.noun;
    match test {
        Test::Present | Test::Is(Literal::YesNo(true)) if fact.kind == FactType::YesNo => fact.meaning.to_owned(),
        Test::Is(Literal::YesNo(_)) | Test::Not(Literal::YesNo(true)) => {
            format!("it is not the case that {}", fact.meaning)
        }
        Test::Not(Literal::YesNo(false)) => format!("the review does not deny that {}", fact.meaning),
        Test::Present if matches!(fact.kind, FactType::List(_) | FactType::Number(_)) => {
            format!("there is at least one {noun}")
        }
        Test::Present => format!("there is {}", a(noun)),
        Test::Absent if fact.kind == FactType::YesNo => format!("the review does not say that {}", fact.meaning),
        Test::Absent if matches!(fact.kind, FactType::List(_) | FactType::Number(_)) => format!("there is no {noun}"),
        Test::Absent => format!("there is no {noun}"),
        Test::Stated if fact.kind == FactType::YesNo => format!("the review says whether {}", fact.meaning),
        Test::Stated => format!("the review gives the {noun}, or says that it has no {noun}"),
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
            | FactType::Date => format!("the {noun} {} {}", if is_plural(noun) { "are" } else { "is" }, bound(*range)),
        },
        Test::From(day) => format!("the {noun} is {day} or later"),
        Test::Before(day) => format!("the {noun} is before {day}"),
        Test::IncludesAny(names) => format!("the {noun} includes {}", or_list(names)),
        Test::IncludesAll(names) => format!("the {noun} includes {}", and_list(names)),
        Test::Words { name, bounds, per, .. } => format!("the {noun} has {}", words_wanted(name, bounds, *per)),
        Test::MinWords(least) => format!("the {noun} has at least {}", words_of(*least)),
    }
}

/// What all of `conditions` require, after `have`: `an owner, a due date and a measure`. `None` if one is not about having.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
pub(super) fn to_have(conditions: &[Condition]) -> Option<String> {
    let of_test = |fact: &Fact, test: &Test| match test {
        Test::Present if fact.kind == FactType::YesNo => None,
        Test::Present if matches!(fact.kind, FactType::List(_) | FactType::Number(_)) => {
            Some(format!("at least one {}", fact.noun))
        }
        Test::Present => Some(a(fact.noun)),
        Test::Number(range) if matches!(fact.kind, FactType::List(_)) => Some(bounded(*range, fact.noun)),
        _ => None,
    };
    let of = |condition: &Condition| -> Option<Vec<String>> {
        condition.tests.iter().map(|test| of_test(condition.fact, test)).collect()
    };
    let nouns: Option<Vec<Vec<String>>> = conditions.iter().map(of).collect();
    nouns.map(|nouns| and_list(&nouns.concat()))
}

/// What a condition wants of an item, as a noun: `an owner`, `a kind of practice, supervision or system`.
pub(super) fn wanted(condition: &Condition) -> String {
    let parts: Vec<String> = condition.tests.iter().map(|test| one_wanted(condition.fact, test)).collect();
    and_list(&parts)
}

fn one_wanted(fact: &Fact, test: &Test) -> String {
    let noun = fact.noun;
    match test {
        Test::Present if fact.kind != FactType::YesNo => a(noun),
        Test::Stated if fact.kind != FactType::YesNo => format!("{}, or a statement that it has no {noun}", a(noun)),
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
        Test::MinWords(least) => format!("{} of at least {}", a(noun), words_of(*least)),
        Test::Present | Test::Absent | Test::Stated | Test::Is(_) | Test::Not(_) | Test::From(_) | Test::Before(_) => {
            one_clause(fact, test)
        }
    }
}

/// The noun with `a` or `an`.
pub(super) fn a(noun: &str) -> String {
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

/// Whether a noun is a plural, such as `months to complete`.
fn is_plural(noun: &str) -> bool {
    noun.split(' ').next().is_some_and(|first| first.ends_with('s'))
}

fn is_one(bound: Bound) -> bool {
    bound.than == Exact::whole(1)
}

/// A bound with the noun it counts: `at least 1 finding`, `more than 2 findings`.
fn bounded(range: Bound, noun: &str) -> String {
    format!("{} {}", bound(range), if is_one(range) { noun.to_owned() } else { plural_of(noun) })
}

/// `at most 2 words from the list `blame` in every 1000`.
fn words_wanted(name: &str, bounds: &[Bound], per: Option<u32>) -> String {
    let of = per.map_or_else(String::new, |per| format!(" in every {per}"));
    format!("{} from the list `{name}`{of}", words_bound(bounds))
}

fn words_bound(bounds: &[Bound]) -> String {
    match bounds {
        [Bound { side: Side::AtMost, than }] if *than == Exact::whole(0) => "no words".to_owned(),
        _ => and_list(&bounds.iter().map(|range| bounded(*range, "word")).collect::<Vec<_>>()),
    }
}

fn words_of(least: u32) -> String {
    plural(usize::try_from(least).unwrap_or(usize::MAX), "word", "words")
}
