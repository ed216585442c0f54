//! Which values of a fact meet which conditions, worked out once for a whole rubric: comparing every pair of rules by
//! making up values each time takes too long where there are hundreds.

use std::collections::HashMap;

use super::conditions::{self, Looks, Verdict, is_same, looks, solve};
use super::domain::{Sample, samples};
use crate::engine::{Outcome, tested};
use crate::review::{Fact, Value};
use crate::rubric::{Condition, Measure, Rubric, Rule};

/// For each condition of a rubric, the values that meet it.
pub(super) struct Values<'r> {
    rubric: &'r Rubric,
    /// By where a condition is in memory: of the values that all conditions on its fact tell apart, those that meet it.
    met: HashMap<usize, Met>,
    /// For conditions on facts with too many values, by their address: a value that meets the condition, and one that fails it.
    examples: HashMap<usize, Vec<Sample>>,
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
        let (mut met, mut examples) = (HashMap::new(), HashMap::new());
        for (fact, conditions) in by_fact {
            let Some(samples) = samples(rubric, fact, &conditions) else {
                examples.extend(conditions.into_iter().map(|own| (place(own), examples_for(rubric, own))));
                continue;
            };
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
        Values { rubric, met, examples }
    }

    fn examples_of(&self, condition: &Condition) -> &[Sample] {
        self.examples.get(&place(condition)).map_or(&[], Vec::as_slice)
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
        let on_it = |condition: &&Condition| is_same(condition.fact, fact);
        let worst = |conditions: &[Condition], value: &Value<'_>| {
            conditions.iter().filter(on_it).map(|condition| tested(condition, value)).min()
        };
        let mut known = a.iter().chain(b).filter(on_it).flat_map(|own| self.examples_of(own));
        if known.any(|sample| worst(a, &sample.value()) != worst(b, &sample.value())) {
            return false;
        }
        let (a, b) = (own(a), own(b));
        let both: Vec<&Condition> = a.iter().chain(&b).collect();
        let Some(samples) = samples(self.rubric, fact, &both) else { return false };
        samples.iter().all(|sample| {
            let value = sample.value();
            worst(&a, &value) == worst(&b, &value)
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
                let is_met = |own: &Condition, sample: &Sample| tested(own, &sample.value()) == Outcome::Met;
                let on_it = || others.iter().filter(|other| is_same(other.fact, condition.fact));
                let mut examples = on_it().chain([condition]).flat_map(|own| self.examples_of(own));
                if examples.any(|sample| on_it().all(|other| is_met(other, sample)) && !is_met(condition, sample)) {
                    return false;
                }
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
            let on_it = || conditions.iter().filter(|other| is_same(other.fact, condition.fact));
            let met = on_it().map(|other| self.met.get(&place(other))).collect::<Option<Vec<_>>>();
            let is_met = |sample: &Sample| on_it().all(|own| tested(own, &sample.value()) == Outcome::Met);
            met.map_or_else(
                || on_it().flat_map(|own| self.examples_of(own)).any(is_met),
                |met| all(&met).iter().any(|word| *word != 0),
            )
        })
    }
}

/// Returns the first value that meets a condition and the first that does not, as far as they can be made up.
fn examples_for(rubric: &Rubric, condition: &Condition) -> Vec<Sample> {
    let samples = samples(rubric, condition.fact, &[condition]).unwrap_or_default();
    let is_met = |sample: &&Sample| tested(condition, &sample.value()) == Outcome::Met;
    let (met, failed) = (samples.iter().find(is_met), samples.iter().find(|sample| !is_met(sample)));
    met.into_iter().chain(failed).cloned().collect()
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
