//! Outcomes: a condition on an item is met, not met, or not stated.

use jiff::civil::Date;

use crate::review::{FactType, Facts, Members, More, Value};
use crate::rubric::{Bound, Condition, Exact, Literal, Side, Test};
use crate::text::reading;

/// The outcome of a condition. They combine by Kleene's three-valued logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Certainly not so.
    NotMet,
    /// The record does not say.
    NotStated,
    /// Certainly so.
    Met,
}

impl Outcome {
    /// Met or not met.
    #[must_use]
    pub fn certain(met: bool) -> Self {
        if met { Outcome::Met } else { Outcome::NotMet }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Outcome) -> Outcome {
        self.min(other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Outcome) -> Outcome {
        self.max(other)
    }
}

impl std::ops::Not for Outcome {
    type Output = Outcome;

    /// The opposite; not stated stays so.
    fn not(self) -> Outcome {
        match self {
            Outcome::Met => Outcome::NotMet,
            Outcome::NotStated => Outcome::NotStated,
            Outcome::NotMet => Outcome::Met,
        }
    }
}

/// The outcome of conditions that must all be met.
pub(super) fn all(conditions: &[Condition], facts: &Facts<'_>, item: usize) -> Outcome {
    let mut outcome = Outcome::Met;
    for condition in conditions {
        outcome = outcome.and(one(condition, facts, item));
        if outcome == Outcome::NotMet {
            break;
        }
    }
    outcome
}

/// The outcome of tables of which one must be met; met where there are none.
pub(super) fn any(tables: &[Vec<Condition>], facts: &Facts<'_>, item: usize) -> Outcome {
    if tables.is_empty() {
        return Outcome::Met;
    }
    tables.iter().fold(Outcome::NotMet, |outcome, table| outcome.or(all(table, facts, item)))
}

/// The outcome of one condition on one item.
pub(super) fn one(condition: &Condition, facts: &Facts<'_>, item: usize) -> Outcome {
    tested(condition, &facts.read(condition.fact, item))
}

/// The outcome of a condition where its fact has this value. A condition by which something is earned is met by no value
/// that is missing or an empty text, whatever it tests: leaving something out must never pay.
#[must_use]
pub fn tested(condition: &Condition, value: &Value<'_>) -> Outcome {
    if condition.earns {
        if says_nothing(value) {
            return Outcome::NotMet;
        }
        return condition.tests.iter().fold(Outcome::Met, |outcome, tested| outcome.and(if_said(tested, value)));
    }
    let no_list = matches!(value, Value::Absent) && matches!(condition.fact.kind, FactType::List(_));
    let of = |tested: &Test| {
        // A whole record without a list has an empty one, which differs from one written out only in not being stated.
        if let (true, Test::Number(bound)) = (no_list, tested) {
            within(&[*bound], 0, Some(0))
        } else {
            test(tested, value)
        }
    };
    condition.tests.iter().fold(Outcome::Met, |outcome, tested| outcome.and(of(tested)))
}

/// True if the value says nothing: a missing key, or a text that is empty or only fills its place.
pub(crate) fn says_nothing(value: &Value<'_>) -> bool {
    match value {
        Value::Absent => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Unknown | Value::YesNo(_) | Value::Number { .. } | Value::Date { .. } | Value::List(_) => false,
    }
}

/// The outcome of one test of a value that says something; a number or date that may turn out to be missing may fail.
fn if_said(tested: &Test, value: &Value<'_>) -> Outcome {
    match (test(tested, value), value) {
        (Outcome::Met, Value::Number { stated: false, .. } | Value::Date { stated: false, .. }) => Outcome::NotStated,
        (outcome, _) => outcome,
    }
}

/// The outcome of one test of a value.
#[must_use]
pub fn test(test: &Test, value: &Value<'_>) -> Outcome {
    match value {
        Value::Unknown => Outcome::NotStated,
        Value::Absent => of_nothing(test),
        Value::YesNo(value) => of_yes_no(test, *value),
        Value::Text(text) => of_text(test, text),
        Value::Number { low, high, stated } => unless_nothing(test, of_number(test, *low, *high, *stated), *stated),
        Value::Date { first, last, stated } => unless_nothing(test, of_date(test, *first, *last, *stated), *stated),
        Value::List(members) => of_list(test, members),
    }
}

/// What is not stated may turn out to have no value at all, whatever else bounds it.
fn unless_nothing(test: &Test, outcome: Outcome, stated: bool) -> Outcome {
    if stated || outcome == of_nothing(test) { outcome } else { Outcome::NotStated }
}

/// A whole record without a value: an empty text or list, otherwise nothing, which only is *not* something.
fn of_nothing(test: &Test) -> Outcome {
    match test {
        Test::Present
        | Test::Stated
        | Test::Is(_)
        | Test::OneOf(_)
        | Test::From(_)
        | Test::Before(_)
        | Test::IncludesAny(_)
        | Test::IncludesAll(_)
        | Test::MinWords(_) => Outcome::NotMet,
        Test::Absent | Test::Not(_) => Outcome::Met,
        // Only a list's length is 0; a number without a value is within no bounds.
        Test::Number(_) => Outcome::NotMet,
        Test::Words { bounds, .. } => within(bounds, 0, Some(0)),
    }
}

fn of_yes_no(test: &Test, value: bool) -> Outcome {
    let is = |literal: &Literal| Outcome::certain(*literal == Literal::YesNo(value));
    match test {
        Test::Present => Outcome::certain(value),
        Test::Absent => Outcome::certain(!value),
        Test::Stated => Outcome::Met,
        Test::Is(literal) => is(literal),
        Test::Not(literal) => !is(literal),
        Test::OneOf(literals) => literals.iter().map(is).fold(Outcome::NotMet, Outcome::or),
        Test::Number(_)
        | Test::From(_)
        | Test::Before(_)
        | Test::IncludesAny(_)
        | Test::IncludesAll(_)
        | Test::Words { .. }
        | Test::MinWords(_) => Outcome::NotMet,
    }
}

fn of_text(test: &Test, text: &str) -> Outcome {
    let is = |literal: &Literal| Outcome::certain(matches!(literal, Literal::Text(wanted) if wanted == text));
    match test {
        Test::Present => Outcome::certain(!text.trim().is_empty()),
        Test::Absent => Outcome::certain(text.trim().is_empty()),
        Test::Stated => Outcome::Met,
        Test::Is(literal) => is(literal),
        Test::Not(literal) => !is(literal),
        Test::OneOf(literals) => literals.iter().map(is).fold(Outcome::NotMet, Outcome::or),
        Test::Words { list, bounds, per, .. } => {
            let found = list.ranges(text).len();
            let rate = per.map_or_else(|| whole(found), |per| Exact::rate(found, reading::words(text), per));
            Outcome::certain(bounds.iter().all(|bound| passes(*bound, rate)))
        }
        Test::MinWords(least) => {
            Outcome::certain(reading::words(text) >= usize::try_from(*least).unwrap_or(usize::MAX))
        }
        Test::Number(_) | Test::From(_) | Test::Before(_) | Test::IncludesAny(_) | Test::IncludesAll(_) => {
            Outcome::NotMet
        }
    }
}

fn whole(count: usize) -> Exact {
    Exact::whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn of_number(test: &Test, low: i64, high: Option<i64>, stated: bool) -> Outcome {
    let is = |literal: &Literal| match literal {
        Literal::Number(number) => equal(*number, low, high),
        Literal::YesNo(_) | Literal::Text(_) | Literal::Date(_) => Outcome::NotMet,
    };
    match test {
        Test::Present => within(&[Bound { side: Side::MoreThan, than: Exact::whole(0) }], low, high),
        Test::Absent => within(&[Bound { side: Side::AtMost, than: Exact::whole(0) }], low, high),
        Test::Stated => {
            if stated {
                Outcome::Met
            } else {
                Outcome::NotStated
            }
        }
        Test::Is(literal) => is(literal),
        Test::Not(literal) => !is(literal),
        Test::OneOf(literals) => literals.iter().map(is).fold(Outcome::NotMet, Outcome::or),
        Test::Number(bound) => within(&[*bound], low, high),
        Test::From(_)
        | Test::Before(_)
        | Test::IncludesAny(_)
        | Test::IncludesAll(_)
        | Test::Words { .. }
        | Test::MinWords(_) => Outcome::NotMet,
    }
}

fn of_date(test: &Test, first: Option<Date>, last: Option<Date>, stated: bool) -> Outcome {
    let not_before = |day: Date| {
        if first.is_some_and(|first| first >= day) {
            Outcome::Met
        } else if last.is_some_and(|last| last < day) {
            Outcome::NotMet
        } else {
            Outcome::NotStated
        }
    };
    let is = |literal: &Literal| match literal {
        Literal::Date(when) => {
            let inside =
                first.is_some_and(|first| first >= when.first()) && last.is_some_and(|last| last <= when.last());
            let apart = last.is_some_and(|last| last < when.first()) || first.is_some_and(|first| first > when.last());
            if inside {
                Outcome::Met
            } else if apart {
                Outcome::NotMet
            } else {
                Outcome::NotStated
            }
        }
        Literal::YesNo(_) | Literal::Text(_) | Literal::Number(_) => Outcome::NotMet,
    };
    match test {
        Test::Present | Test::Stated => {
            if stated {
                Outcome::Met
            } else {
                Outcome::NotStated
            }
        }
        Test::Absent => {
            if stated {
                Outcome::NotMet
            } else {
                Outcome::NotStated
            }
        }
        Test::Is(literal) => is(literal),
        Test::Not(literal) => !is(literal),
        Test::OneOf(literals) => literals.iter().map(is).fold(Outcome::NotMet, Outcome::or),
        Test::From(day) => not_before(*day),
        Test::Before(day) => !not_before(*day),
        Test::Number(_) | Test::IncludesAny(_) | Test::IncludesAll(_) | Test::Words { .. } | Test::MinWords(_) => {
            Outcome::NotMet
        }
    }
}

fn of_list(test: &Test, members: &Members<'_>) -> Outcome {
    let (low, high) = length(members);
    let unless_more = |found: bool| match (found, members.more) {
        (true, _) => Outcome::Met,
        (false, More::None) if !members.unnamed => Outcome::NotMet,
        (false, More::None | More::AtMost(_) | More::Any) => Outcome::NotStated,
    };
    match test {
        Test::Present => within(&[Bound { side: Side::MoreThan, than: Exact::whole(0) }], low, high),
        Test::Absent => within(&[Bound { side: Side::AtMost, than: Exact::whole(0) }], low, high),
        Test::Stated => unless_more(members.more == More::None || !members.names.is_empty()),
        Test::Number(bound) => within(&[*bound], low, high),
        Test::IncludesAny(names) => unless_more(names.iter().any(|name| members.names.has(name))),
        Test::IncludesAll(names) => unless_more(names.iter().all(|name| members.names.has(name))),
        Test::Is(_)
        | Test::Not(_)
        | Test::OneOf(_)
        | Test::From(_)
        | Test::Before(_)
        | Test::Words { .. }
        | Test::MinWords(_) => Outcome::NotMet,
    }
}

/// The least and the most members that a list can have.
pub(super) fn length(members: &Members<'_>) -> (i64, Option<i64>) {
    let low = members.names.len();
    let high = match members.more {
        More::None => Some(low),
        More::AtMost(more) => Some(low + more),
        More::Any => None,
    };
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    (number(low), high.map(number))
}

/// Whether a number between `low` and `high` is within all bounds; not stated while it can be on both sides of one.
fn within(bounds: &[Bound], low: i64, high: Option<i64>) -> Outcome {
    bounds.iter().map(|bound| beside(*bound, low, high)).fold(Outcome::Met, Outcome::and)
}

fn beside(bound: Bound, low: i64, high: Option<i64>) -> Outcome {
    let low = Exact::whole(low);
    let high = high.map(Exact::whole);
    let than = bound.than;
    let above = |strictly: bool| {
        let passes = |number: Exact| if strictly { number > than } else { number >= than };
        if passes(low) {
            Outcome::Met
        } else if high.is_some_and(|high| !passes(high)) {
            Outcome::NotMet
        } else {
            Outcome::NotStated
        }
    };
    match bound.side {
        Side::AtLeast => above(false),
        Side::MoreThan => above(true),
        Side::AtMost => !above(true),
        Side::LessThan => !above(false),
    }
}

/// Whether a number that is known is within a bound.
fn passes(bound: Bound, number: Exact) -> bool {
    match bound.side {
        Side::AtLeast => number >= bound.than,
        Side::MoreThan => number > bound.than,
        Side::AtMost => number <= bound.than,
        Side::LessThan => number < bound.than,
    }
}

fn equal(number: Exact, low: i64, high: Option<i64>) -> Outcome {
    let (low, high) = (Exact::whole(low), high.map(Exact::whole));
    if low == number && high == Some(number) {
        Outcome::Met
    } else if number < low || high.is_some_and(|high| number > high) || number.parts().1 != 1 {
        Outcome::NotMet
    } else {
        Outcome::NotStated
    }
}
