//! Which values of a fact meet which conditions, worked out once for a whole rubric: comparing every pair of rules by
//! making up values each time takes too long where there are hundreds.

use std::collections::HashMap;

use super::conditions::{self, Looks, Verdict, is_same, looks, solve};
use super::domain::samples;
use crate::engine::{Outcome, tested};
use crate::review::Fact;
use crate::rubric::{Condition, Measure, Rubric, Rule};

/// For each condition of a rubric, the values that meet it.
pub(super) struct Values<'r> {
    rubric: &'r Rubric,
    /// By where a condition is in memory: of the values that all conditions on its fact tell apart, those that meet it.
    met: HashMap<usize, Met>,
}

/// A set of numbered values, 64 to a word.
type Met = Vec<u64>;

impl<'r> Values<'r> {
    pub(super) fn new(rubric: &'r Rubric) -> Self {
        let mut by_fact: Vec<(&'static Fact, Vec<&'r Condition>)> = Vec::new();
        for condition in rubric.rules().flat_map(all_conditions) {
            match by_fact.iter_mut().find(|(fact, _)| is_same(fact, condition.fact)) {
                Some((_, own)) => own.push(condition),
                None => by_fact.push((condition.fact, vec![condition])),
            }
        }
        let mut met = HashMap::new();
        for (fact, conditions) in by_fact {
            let Some(samples) = samples(rubric, fact, &conditions) else { continue };
            for condition in conditions {
                let mut words = vec![0u64; samples.len().div_ceil(64)];
                for (number, sample) in samples.iter().enumerate() {
                    let is_met = tested(condition, &sample.value()) == Outcome::Met;
                    if let Some(word) = words.get_mut(number / 64) {
                        *word |= u64::from(is_met) << (number % 64);
                    }
                }
                met.insert(place(condition), words);
            }
        }
        Values { rubric, met }
    }

    /// Whether the conditions on one fact in two tables are met by the same values of it.
    fn agree_on(&self, fact: &Fact, a: &[Condition], b: &[Condition]) -> bool {
        let own = |conditions: &'_ [Condition]| -> Vec<Condition> {
            conditions.iter().filter(|condition| is_same(condition.fact, fact)).cloned().collect()
        };
        let known = |conditions: &[Condition]| {
            let own = conditions.iter().filter(|condition| is_same(condition.fact, fact));
            own.map(|condition| self.met.get(&place(condition))).collect::<Option<Vec<_>>>().map(|met| all(&met))
        };
        if let Some((one, other)) = known(a).zip(known(b)) {
            return one == other;
        }
        let (a, b) = (own(a), own(b));
        let both: Vec<&Condition> = a.iter().chain(&b).collect();
        let Some(samples) = samples(self.rubric, fact, &both) else { return false };
        samples.iter().all(|sample| {
            let value = sample.value();
            let outcome = |conditions: &[Condition]| conditions.iter().map(|condition| tested(condition, &value)).min();
            outcome(&a) == outcome(&b)
        })
    }

    /// Whether two tables of conditions are met by the same values, fact by fact.
    pub(super) fn are_same(&self, a: &[Condition], b: &[Condition]) -> bool {
        let within = |some: &[Condition], others: &[Condition]| {
            some.iter().all(|own| others.iter().any(|other| is_same(own.fact, other.fact)))
        };
        within(a, b) && within(b, a) && a.iter().all(|condition| self.agree_on(condition.fact, a, b))
    }

    /// Whether `condition` is met by whatever meets all of `others`.
    pub(super) fn follows(&self, others: &[Condition], condition: &Condition) -> bool {
        let mut on_it = others.iter().filter(|other| is_same(other.fact, condition.fact)).peekable();
        if on_it.peek().is_none() {
            return false;
        }
        let known = on_it.map(|other| self.met.get(&place(other))).collect::<Option<Vec<_>>>();
        match known.zip(self.met.get(&place(condition))) {
            Some((others, own)) => all(&others).iter().zip(own).all(|(other, own)| other & !own == 0),
            None => {
                let besides = [conditions::all(others, true), vec![(condition, false)]].concat();
                matches!(solve(self.rubric, &besides), Verdict::Cannot(_))
            }
        }
    }

    /// Whether it is plain that one item, or one review, can meet both rules.
    pub(super) fn can_be_met_by_one(&self, a: &'r Rule, b: &'r Rule) -> bool {
        let (Some(one), Some(other)) = (looks(a), looks(b)) else { return false };
        let base: Vec<&Condition> = [one.base, one.must, other.base, other.must].into_iter().flatten().collect();
        let tables = |looks: Looks<'r>| -> Vec<&'r [Condition]> {
            if looks.any.is_empty() { vec![&[]] } else { looks.any.iter().map(Vec::as_slice).collect() }
        };
        let (own, others) = (tables(one), tables(other));
        own.iter().any(|own| {
            others.iter().any(|other| {
                let conditions: Vec<&Condition> = base.iter().copied().chain(*own).chain(*other).collect();
                self.can_all_be_met(&conditions)
            })
        })
    }

    fn can_all_be_met(&self, conditions: &[&Condition]) -> bool {
        conditions.iter().all(|condition| {
            let on_it = conditions.iter().filter(|other| is_same(other.fact, condition.fact));
            let met = on_it.map(|other| self.met.get(&place(other))).collect::<Option<Vec<_>>>();
            met.is_some_and(|met| all(&met).iter().any(|word| *word != 0))
        })
    }
}

/// The values that are in all of these sets.
fn all(sets: &[&Met]) -> Met {
    let Some((first, rest)) = sets.split_first() else { return Met::new() };
    let mut common = (*first).clone();
    for set in rest {
        common.iter_mut().zip(*set).for_each(|(word, other)| *word &= other);
    }
    common
}

/// Where a condition is in memory: the same as long as the rubric is borrowed.
fn place(condition: &Condition) -> usize {
    std::ptr::from_ref(condition).addr()
}

/// All conditions of a rule.
fn all_conditions(rule: &Rule) -> impl Iterator<Item = &Condition> {
    let (selects, must, any) = match &rule.measure {
        Measure::Share(share) => (&share.selects[..], &share.must[..], &share.any[..]),
        Measure::Count { selects, .. } => (&selects[..], &[][..], &[][..]),
        Measure::Number { .. } | Measure::Ask { .. } => (&[][..], &[][..], &[][..]),
    };
    rule.applies_when.iter().chain(selects).chain(must).chain(any.iter().flatten())
}
