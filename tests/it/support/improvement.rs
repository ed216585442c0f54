//! Whether one review is at least as good as another in everything that a rubric's rules test.
//!
//! This is the premise of the theorem (an improvement never lowers anything), worked out from conditions and values alone.

use casegrade::engine::{Outcome, test};
use casegrade::review::vocabulary::{self, ListName};
use casegrade::review::{FactType, Facts, Members, More, Names, Scope, Value};
use casegrade::rubric::{Condition, Measure, NumberBands, Rubric, Rule, ShareRule, Test};

/// True if, with the same items, the same selection and the same applicability, every outcome and number that `rubric`
/// reads is at least as good in `after` as in `before`.
pub(crate) fn is_improved(rubric: &Rubric, before: &Facts<'_>, after: &Facts<'_>) -> bool {
    rubric.rules().all(|rule| rule_is_improved(rule, before, after))
}

fn rule_is_improved(rule: &Rule, before: &Facts<'_>, after: &Facts<'_>) -> bool {
    let applies = |facts| all(&rule.applies_when, facts, 0);
    let sound = match &rule.measure {
        Measure::Share(share) => share_is_improved(share, before, after),
        Measure::Count { list, selects, bands } => {
            let better = |at| {
                let (before, after) = (all(selects, before, at), all(selects, after, at));
                if bands.lower_is_better { after <= before } else { after >= before }
            };
            let kept = !bands.lower_is_better || list_is_there(*list, before) <= list_is_there(*list, after);
            kept && same_items(Some(*list), before, after).is_some_and(|count| (0..count).all(better))
        }
        Measure::Number { fact, bands } => {
            // A list that a whole record does not have is an empty one, unless a short one is better; another number that it
            // does not have is none.
            let read = |facts: &Facts<'_>| match (facts.read(fact, 0), fact.kind) {
                (Value::Absent, FactType::List(_)) if !bands.lower_is_better => interval(&Value::list(Names::Items(0))),
                (value, _) => interval(&value),
            };
            number_is_improved(bands, read(before), read(after))
        }
        Measure::Ask { .. } => true,
    };
    sound && applies(before) == applies(after)
}

fn share_is_improved(share: &ShareRule, before: &Facts<'_>, after: &Facts<'_>) -> bool {
    let met = |facts: &Facts<'_>, at| {
        let any = share.any.iter().map(|table| all(table, facts, at)).max();
        all(&share.must, facts, at).and(any.unwrap_or(Outcome::Met))
    };
    let item = |at| {
        let selected = all(&share.selects, before, at);
        selected == all(&share.selects, after, at) && (selected == Outcome::NotMet || met(after, at) >= met(before, at))
    };
    same_items(share.each, before, after).is_some_and(|count| (0..count).all(item))
}

/// True if a whole record has the list, be it empty; of part of one it does not matter.
fn list_is_there(list: ListName, facts: &Facts<'_>) -> bool {
    let fact = vocabulary::find(Scope::Review, list.name()).unwrap();
    facts.read(fact, 0) != Value::Absent
}

/// How many items both reviews have, if it is the same number and may go on in both or neither.
fn same_items(list: Option<ListName>, before: &Facts<'_>, after: &Facts<'_>) -> Option<usize> {
    let Some(list) = list else { return Some(1) };
    let same = before.len(list) == after.len(list) && before.may_go_on(list) == after.may_go_on(list);
    same.then(|| before.len(list))
}

/// What a number can be; `sure` is false if it may turn out to have no value.
struct Interval {
    low: i64,
    high: i64,
    sure: bool,
}

/// Numbers are intervals: both ends must be as good; no value is worse than any.
fn number_is_improved(bands: &NumberBands, before: Option<Interval>, after: Option<Interval>) -> bool {
    let (before, after) = match (before, after) {
        (None, _) => return true,
        (Some(_), None) => return false,
        (Some(before), Some(after)) => (before, after),
    };
    let better = if bands.lower_is_better {
        after.low <= before.low && after.high <= before.high
    } else {
        after.low >= before.low && after.high >= before.high
    };
    better && (after.sure || !before.sure)
}

fn interval(value: &Value<'_>) -> Option<Interval> {
    match value {
        Value::Number { low, high, stated } => {
            Some(Interval { low: *low, high: high.unwrap_or(i64::MAX), sure: *stated })
        }
        Value::List(Members { names, more, .. }) => {
            let low = i64::try_from(names.len()).unwrap_or(i64::MAX);
            let high = match more {
                More::None => low,
                More::AtMost(more) => low + i64::try_from(*more).unwrap_or(0),
                More::Any => i64::MAX,
            };
            Some(Interval { low, high, sure: true })
        }
        Value::Unknown => Some(Interval { low: 0, high: i64::MAX, sure: false }),
        Value::Absent | Value::YesNo(_) | Value::Text(_) | Value::Date { .. } => None,
    }
}

fn all(conditions: &[Condition], facts: &Facts<'_>, item: usize) -> Outcome {
    conditions.iter().map(|condition| one(condition, facts, item)).min().unwrap_or(Outcome::Met)
}

/// The outcome of one condition on one item.
pub(crate) fn one(condition: &Condition, facts: &Facts<'_>, item: usize) -> Outcome {
    let value = facts.read(condition.fact, item);
    let is_empty = matches!(&value, Value::Text(text) if text.trim().is_empty());
    if condition.earns && (value == Value::Absent || is_empty) {
        return Outcome::NotMet;
    }
    let outcome = |tested: &Test| match (tested, &value, condition.fact.kind) {
        // A missing key of a whole record is an empty list, whose length is 0.
        (Test::Number(_), Value::Absent, FactType::List(_)) => test(tested, &Value::list(Names::Items(0))),
        // What is not stated may turn out to be missing, and then it meets nothing that is earned.
        (_, Value::Number { stated: false, .. } | Value::Date { stated: false, .. }, _) if condition.earns => {
            test(tested, &value).min(Outcome::NotStated)
        }
        _ => test(tested, &value),
    };
    condition.tests.iter().map(outcome).min().unwrap_or(Outcome::Met)
}
