//! The profiles of a rubric that gives none.

use super::exact::Exact;
use super::model::{Criterion, Need, Profile, Quantity};
use super::parts::{Parts, criteria_parts, rule_parts};
use crate::review::{Scale, usual};

/// How the rules of a criterion combine.
pub(super) fn criterion(at: usize, criterion: &Criterion) -> Profile {
    let need = |quantity, at_least| Need {
        quantity,
        at_least,
        of: None,
        parts: rule_parts(at, criterion),
        points: Vec::new(),
    };
    let grades = vec![
        (usual::OUTSTANDING, vec![need(Quantity::Every, usual::GOOD), need(Quantity::Most, usual::OUTSTANDING)]),
        (usual::GOOD, vec![need(Quantity::Every, usual::ADEQUATE), need(Quantity::Most, usual::GOOD)]),
        (usual::ADEQUATE, vec![need(Quantity::Most, usual::ADEQUATE)]),
    ];
    Profile::new(Scale::USUAL, grades, rule_parts(at, criterion).into_iter())
}

/// How the criteria combine; people's answers must support each grade.
pub(super) fn overall(criteria: &[Criterion]) -> Profile {
    let parts = Parts::new(criteria);
    let all = criteria_parts(criteria);
    let asked = parts.overall(Parts::ASKED).unwrap_or_default();
    let need = |quantity, at_least| Need { quantity, at_least, of: None, parts: all.clone(), points: Vec::new() };
    let of_asked = |quantity, at_least| Need {
        quantity,
        at_least,
        of: Some(vec![Parts::ASKED.to_owned()]),
        parts: asked.clone(),
        points: Vec::new(),
    };
    let grades = vec![
        (
            usual::OUTSTANDING,
            vec![
                need(Quantity::Every, usual::GOOD),
                need(Quantity::Half, usual::OUTSTANDING),
                of_asked(Quantity::Every, usual::GOOD),
                of_asked(Quantity::Most, usual::OUTSTANDING),
            ],
        ),
        (
            usual::GOOD,
            vec![
                need(Quantity::AllBut(1), usual::ADEQUATE),
                need(Quantity::Most, usual::GOOD),
                of_asked(Quantity::Most, usual::GOOD),
                of_asked(Quantity::AllBut(1), usual::ADEQUATE),
            ],
        ),
        (
            usual::ADEQUATE,
            vec![
                need(Quantity::Share(Exact::fraction(2, 3)), usual::ADEQUATE),
                of_asked(Quantity::Half, usual::ADEQUATE),
            ],
        ),
    ];
    Profile::new(Scale::USUAL, grades, all.iter().copied())
}
