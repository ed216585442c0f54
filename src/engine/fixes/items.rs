//! What is wrong with an item, and what fixes it.

use super::super::evidence::Evidence;
use super::super::fix::{Fix, FixKind, Target};
use super::super::measure::Item;
use super::super::outcome::Outcome;
use crate::review::vocabulary::ListName;
use crate::review::{Basis, Value};
use crate::rubric::Condition;

/// True if the item lowers the share in the worst case.
pub(super) fn counts_against(item: Item) -> bool {
    match item.selected {
        Outcome::NotMet => false,
        Outcome::NotStated | Outcome::Met => item.met != Outcome::Met,
    }
}

pub(super) fn is_missing(value: &Value<'_>) -> bool {
    match value {
        Value::Absent | Value::Unknown => true,
        Value::List(members) => members.names.is_empty(),
        Value::YesNo(_) | Value::Text(_) | Value::Number { .. } | Value::Date { .. } => false,
    }
}

pub(super) fn ticks(open: &[(&Condition, Outcome)]) -> usize {
    open.iter()
        .filter(|(condition, outcome)| *outcome == Outcome::NotMet && condition.fact.basis == Basis::Word)
        .count()
}

pub(super) fn kind(open: &[(&Condition, Outcome)]) -> FixKind {
    let settled: Vec<Basis> = open
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::NotMet)
        .map(|(condition, _)| condition.fact.basis)
        .collect();
    if settled.is_empty() {
        FixKind::State
    } else if settled.contains(&Basis::Word) {
        FixKind::Tick
    } else if settled.iter().all(|basis| *basis == Basis::Link) {
        FixKind::Link
    } else {
        FixKind::Write
    }
}

pub(super) fn new_item(list: ListName) -> Fix {
    Fix { kind: FixKind::Write, target: Target::NewItem, evidence: Evidence::Key(list.name()) }
}
