//! Which rules can apply to one and the same review: conditions on one fact, such as a date, can exclude each other.

use super::conditions::{is_same, solve};
use super::domain::{Sample, samples};
use crate::engine::{Outcome, tested};
use crate::review::Fact;
use crate::rubric::{Condition, Rubric};

/// The most sets of rules that are told apart; of more, every rule is taken to apply or not by itself.
const MOST_WORLDS: usize = 48;

/// The fact that says of which kind a review is; a rubric names the kinds that it is for.
const KIND: &str = "review.kind";

/// For each rule, criterion by criterion, whether it applies.
pub(super) type Applying = Vec<Vec<bool>>;

/// The sets of rules that can apply together, each once; `None` if they are too many to tell apart.
pub(super) fn applying(rubric: &Rubric) -> Option<Vec<Applying>> {
    let conditions: Vec<&Condition> = rubric.rules().flat_map(|rule| &rule.applies_when).collect();
    let mut facts: Vec<&'static Fact> = Vec::new();
    for condition in &conditions {
        if !facts.iter().any(|fact| is_same(fact, condition.fact)) {
            facts.push(condition.fact);
        }
    }
    // For each condition whether it is met.
    let mut worlds: Vec<Vec<bool>> = vec![vec![true; conditions.len()]];
    for fact in facts {
        let outcomes = outcomes(rubric, fact, &conditions)?;
        let mut next: Vec<Vec<bool>> = Vec::new();
        for (world, outcome) in worlds.iter().flat_map(|world| outcomes.iter().map(move |outcome| (world, outcome))) {
            let both: Vec<bool> = world.iter().zip(outcome).map(|(own, other)| *own && *other).collect();
            if !next.contains(&both) {
                next.push(both);
            }
            if next.len() > MOST_WORLDS {
                return None;
            }
        }
        worlds = next;
    }
    let mut all: Vec<Applying> = Vec::new();
    for world in worlds {
        let applying = rules_of(rubric, &world);
        if !all.contains(&applying) {
            all.push(applying);
        }
    }
    Some(all)
}

/// What the values of one fact make of the conditions, each once; conditions on other facts are taken as met.
fn outcomes(rubric: &Rubric, fact: &Fact, conditions: &[&Condition]) -> Option<Vec<Vec<bool>>> {
    let own: Vec<&Condition> = conditions.iter().copied().filter(|own| is_same(own.fact, fact)).collect();
    let values = if fact.name == KIND && !rubric.kinds.is_empty() {
        rubric.kinds.iter().cloned().map(Sample::Text).collect()
    } else {
        samples(rubric, fact, &own)?
    };
    let mut all: Vec<Vec<bool>> = Vec::new();
    for value in &values {
        let met = |own: &&Condition| !is_same(own.fact, fact) || tested(own, &value.value()) == Outcome::Met;
        let outcome: Vec<bool> = conditions.iter().map(met).collect();
        if !all.contains(&outcome) {
            all.push(outcome);
        }
        if all.len() > MOST_WORLDS {
            return None;
        }
    }
    Some(all)
}

fn rules_of(rubric: &Rubric, met: &[bool]) -> Applying {
    let mut met = met.iter();
    // Every rule takes as many as it has conditions.
    let mut applies = |conditions: usize| met.by_ref().take(conditions).filter(|met| !**met).count() == 0;
    let criteria = rubric.criteria.iter();
    criteria.map(|criterion| criterion.rules.iter().map(|rule| applies(rule.applies_when.len())).collect()).collect()
}

/// What `applies-when` asks of a review that the rubric is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByKind {
    /// Every kind of review meets it.
    Always,
    /// No kind of review meets it.
    Never,
    /// It is open.
    Open,
}

/// What the kinds of the rubric make of a condition on the kind of review.
pub(super) fn by_kind(rubric: &Rubric, condition: &Condition) -> ByKind {
    if condition.fact.name != KIND || rubric.kinds.is_empty() || !solve(rubric, &[(condition, true)]).is_possible() {
        return ByKind::Open;
    }
    let met = |kind: &String| tested(condition, &Sample::Text(kind.clone()).value()) == Outcome::Met;
    match rubric.kinds.iter().filter(|kind| met(kind)).count() {
        0 => ByKind::Never,
        count if count == rubric.kinds.len() => ByKind::Always,
        _ => ByKind::Open,
    }
}
