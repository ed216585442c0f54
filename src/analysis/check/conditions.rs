//! Whether conditions can be met, one fact at a time.

use super::domain::{Sample, samples};
use crate::engine::{Outcome, tested};
use crate::review::Fact;
use crate::rubric::{Condition, Conditions, Measure, Rubric, Rule, Test};

/// What can be said of conditions of which some are to be met and some are to fail.
#[derive(Clone, Debug)]
pub(super) enum Verdict<'r> {
    /// They can: with these values, one for each fact, if facts do not depend on each other.
    Can(Vec<(&'static Fact, Sample)>),
    /// They cannot: no value of one fact does for all of these.
    Cannot(Vec<&'r Condition>),
    /// There are too many values to look at.
    Unknown,
}

impl Verdict<'_> {
    pub(super) fn is_possible(&self) -> bool {
        !matches!(self, Verdict::Cannot(_))
    }
}

/// A condition, and whether it is to be met or to fail.
pub(super) type Wanted<'r> = (&'r Condition, bool);

/// Whether there are values of the facts for which everything is as wanted.
pub(super) fn solve<'r>(rubric: &Rubric, wanted: &[Wanted<'r>]) -> Verdict<'r> {
    let mut values = Vec::new();
    let mut unknown = false;
    for group in by_fact(wanted) {
        let Some((first, _)) = group.first() else { continue };
        let conditions: Vec<&Condition> = group.iter().map(|(condition, _)| *condition).collect();
        let Some(samples) = samples(rubric, first.fact, &conditions) else {
            unknown = true;
            continue;
        };
        match samples.into_iter().find(|sample| fits(&group, sample)) {
            Some(sample) => values.push((first.fact, sample)),
            None => return Verdict::Cannot(conditions),
        }
    }
    if unknown { Verdict::Unknown } else { Verdict::Can(values) }
}

fn fits(wanted: &[Wanted<'_>], sample: &Sample) -> bool {
    wanted.iter().all(|(condition, met)| tested(condition, &sample.value()) == Outcome::certain(*met))
}

/// The conditions on the same fact together, in the order in which facts are first named.
fn by_fact<'r>(wanted: &[Wanted<'r>]) -> Vec<Vec<Wanted<'r>>> {
    let mut groups: Vec<Vec<Wanted<'r>>> = Vec::new();
    for one in wanted {
        let same =
            |group: &&mut Vec<Wanted<'r>>| group.first().is_some_and(|(first, _)| is_same(first.fact, one.0.fact));
        match groups.iter_mut().find(same) {
            Some(group) => group.push(*one),
            None => groups.push(vec![*one]),
        }
    }
    groups
}

pub(super) fn is_same(a: &Fact, b: &Fact) -> bool {
    a.scope == b.scope && a.name == b.name
}

pub(super) fn all(conditions: &[Condition], met: bool) -> Vec<Wanted<'_>> {
    conditions.iter().map(|condition| (condition, met)).collect()
}

/// What a rule looks at, in the parts that matter here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks<'r> {
    /// What an item, or the review, is like that the rule looks at.
    pub(super) base: &'r [Condition],
    pub(super) must: &'r [Condition],
    pub(super) any: &'r [Conditions],
}

/// What a rule that tests a share looks at; of the review itself that is what applies. `None` for another rule.
pub(super) fn looks(rule: &Rule) -> Option<Looks<'_>> {
    let Measure::Share(share) = &rule.measure else { return None };
    let base = if share.each.is_some() { &share.selects } else { &rule.applies_when };
    Some(Looks { base, must: &share.must, any: &share.any })
}

impl<'r> Looks<'r> {
    /// For each way of meeting the rule (one for each table of `any`) whether it can be gone.
    pub(super) fn holds(&self, rubric: &Rubric) -> Vec<Verdict<'r>> {
        let with = |table: &'r [Condition]| {
            let parts = [all(self.base, true), all(self.must, true), all(table, true)].concat();
            solve(rubric, &parts)
        };
        if self.any.is_empty() { vec![with(&[])] } else { self.any.iter().map(|table| with(table)).collect() }
    }

    /// Whether the rule can fail where its base is met; the first way found.
    pub(super) fn fails(&self, rubric: &Rubric) -> Verdict<'r> {
        /// The most ways of failing all tables of `any` that are tried.
        const MOST_WAYS: usize = 2_000;
        let mut ways: Vec<Vec<Wanted<'r>>> = self.must.iter().map(|condition| vec![(condition, false)]).collect();
        let mut together: Vec<Vec<Wanted<'r>>> = vec![Vec::new()];
        for table in self.any {
            let longer = |way: &Vec<Wanted<'r>>| {
                table.iter().map(|condition| [way.as_slice(), &[(condition, false)]].concat()).collect::<Vec<_>>()
            };
            together = together.iter().flat_map(longer).collect();
            if together.len() > MOST_WAYS {
                return Verdict::Unknown;
            }
        }
        if !self.any.is_empty() {
            ways.extend(together);
        }
        let mut verdict = Verdict::Cannot(Vec::new());
        for way in ways {
            match solve(rubric, &[all(self.base, true), way].concat()) {
                Verdict::Can(values) => return Verdict::Can(values),
                Verdict::Unknown => verdict = Verdict::Unknown,
                Verdict::Cannot(_) => {}
            }
        }
        verdict
    }
}

/// Pairs of different facts that one rule tests together and that are worked out from the same keys, so that one may
/// depend on the other.
pub(super) fn dependent_facts(rule: &Rule) -> Vec<(&'static Fact, &'static Fact)> {
    let mut conditions: Vec<&Condition> = Vec::new();
    match &rule.measure {
        Measure::Share(_) => {
            if let Some(Looks { base, must, any }) = looks(rule) {
                conditions.extend(base.iter().chain(must).chain(any.iter().flatten()));
            }
        }
        Measure::Count { selects, .. } => conditions.extend(selects),
        Measure::Number { .. } | Measure::Ask { .. } => conditions.extend(&rule.applies_when),
    }
    let measured = if let Measure::Number { fact, .. } = &rule.measure { Some(*fact) } else { None };
    let mut facts: Vec<&'static Fact> = Vec::new();
    for fact in conditions.iter().map(|condition| condition.fact).chain(measured) {
        if !facts.iter().any(|known| is_same(known, fact)) {
            facts.push(fact);
        }
    }
    let mut pairs = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        for other in facts.iter().skip(at + 1).filter(|other| share_a_key(fact, other)) {
            // That there is a document says nothing of what is in it.
            if is_only_wanted(fact, &conditions) || is_only_wanted(other, &conditions) {
                continue;
            }
            pairs.push((*fact, *other));
        }
    }
    pairs
}

/// True for a document of which the conditions ask no more than that it is there.
fn is_only_wanted(fact: &Fact, conditions: &[&Condition]) -> bool {
    let mut own = conditions.iter().filter(|condition| is_same(condition.fact, fact)).peekable();
    let is_document = fact.is_of_document() && !fact.is_derived();
    is_document && own.peek().is_some() && own.all(|own| own.tests.iter().all(|test| matches!(test, Test::Present)))
}

fn share_a_key(a: &Fact, b: &Fact) -> bool {
    let keys = b.read_keys();
    a.read_keys().iter().any(|key| keys.contains(key))
}
