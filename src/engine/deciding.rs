//! The facts that decide: of all that is not stated, what would settle the grade.

use std::collections::HashMap;

use super::cause::{ReasonKind, evidence};
use super::combine::combine;
use super::evidence::Evidence;
use super::graded::{CriterionResult, Deciding, RuleResult, find};
use super::headline::Headline;
use super::measure::{Case, Tally};
use super::minimal;
use super::state::{Judged, Presence, Range, State, States};
use super::weights::weight;
use crate::review::{Facts, Grade};
use crate::rubric::{Measure, Rubric, Rule, RuleId};

/// The most facts that are named when too little is stated.
const MOST_NAMED: usize = 5;

/// Returns the facts that decide where floor and ceiling differ, or would add most where too little is stated.
pub(super) fn deciding(
    rubric: &Rubric,
    facts: &Facts<'_>,
    criteria: &[CriterionResult],
    states: &States,
    overall: Option<Judged>,
    headline: Headline,
) -> Vec<Deciding> {
    match (headline, overall) {
        (Headline::Grade(_), Some(judged)) if judged.range.floor < judged.range.ceiling => {
            let places = fewest(rubric, states);
            let needed = settled_as_few(rubric, criteria, states, &places, judged.range.ceiling);
            let named = |(id, needed): (&RuleId, usize)| unstated(find(criteria, *id)).take(needed);
            places.iter().zip(needed).flat_map(named).collect()
        }
        (Headline::NotEnoughStated, _) => most_telling(rubric, criteria, facts),
        (Headline::Grade(_) | Headline::NothingToGrade | Headline::ProfileOnly, _) => Vec::new(),
    }
}

/// For each of `places`, rules that at their best lift the floor to `ceiling` together, how many of the items that it
/// leaves open must be settled as met; all of them where it cannot be told from the numbers alone.
fn settled_as_few(
    rubric: &Rubric,
    criteria: &[CriterionResult],
    states: &States,
    places: &[RuleId],
    ceiling: Grade,
) -> Vec<usize> {
    let mut settled = states.clone();
    let put = |settled: &mut States, id: RuleId, grade: Grade| {
        if let Some(state) = id.find_mut(settled) {
            *state = State { range: Range { floor: grade, ceiling: state.range.ceiling }, presence: Presence::Sure };
        }
    };
    for id in places {
        if let Some(state) = id.find(states) {
            put(&mut settled, *id, state.range.ceiling);
        }
    }
    let reaches =
        |settled: &States| combine(rubric, settled).overall.is_some_and(|judged| judged.range.floor >= ceiling);
    let mut needed = Vec::with_capacity(places.len());
    for place in places {
        let after = after_settling(&rubric[*place], find(criteria, *place));
        let enough = after.iter().position(|grade| {
            let mut tried = settled.clone();
            put(&mut tried, *place, *grade);
            reaches(&tried)
        });
        if let Some(grade) = enough.and_then(|at| after.get(at)) {
            put(&mut settled, *place, *grade);
        }
        needed.push(enough.map_or(usize::MAX, |at| at + 1));
    }
    needed
}

/// The floor of a share after one, two, ... of the items that it leaves open are settled as met; empty where the list may
/// go on or the rule may not apply.
fn after_settling(rule: &Rule, result: &RuleResult) -> Vec<Grade> {
    let (Measure::Share(share), Some(Tally::Share { met, of, not_stated, goes_on: false }), Some(judged)) =
        (&rule.measure, result.tally, result.judged)
    else {
        return Vec::new();
    };
    if judged.presence == Presence::Maybe {
        return Vec::new();
    }
    let missed = of.saturating_sub(met + not_stated);
    let case = |settled: usize| Case {
        met: (met + settled) as u64,
        missed: (missed + not_stated - settled) as u64,
        further: None,
    };
    (1..=not_stated).map(|settled| case(settled).grade(&share.bands)).collect()
}

fn unstated(result: &RuleResult) -> impl ExactSizeIterator<Item = Deciding> {
    let open = result.causes.iter().enumerate().filter(|(_, cause)| cause.kind == ReasonKind::NotStated);
    let open: Vec<usize> = open.map(|(cause, _)| cause).collect();
    let rule = result.id;
    open.into_iter().map(move |cause| Deciding { rule, cause })
}

/// The facts that would add most to the coverage, one for each place in the file.
fn most_telling(rubric: &Rubric, criteria: &[CriterionResult], facts: &Facts<'_>) -> Vec<Deciding> {
    let mut gains: Vec<(f64, Deciding)> = Vec::new();
    let mut known: HashMap<Evidence, usize> = HashMap::new();
    for criterion in criteria {
        let reading = criterion.rules.iter().filter(|result| result.stated.is_some());
        let total: f64 = reading.map(|result| weight(rubric[result.id].weight)).sum();
        for result in &criterion.rules {
            let Some(stated) = result.stated else { continue };
            let rule = &rubric[result.id];
            let lacking = 1.0 - weight(stated.stated) / weight(stated.of);
            let open = unstated(result);
            let gain = weight(rubric[criterion.id].weight) * weight(rule.weight) / total * lacking
                / weight(open.len().max(1) as u64);
            for deciding in open {
                let Some(cause) = result.causes.get(deciding.cause) else { continue };
                let place = evidence(rule, facts, *cause);
                let at = *known.entry(place).or_insert(gains.len());
                match gains.get_mut(at) {
                    Some((sum, _)) => *sum += gain,
                    None => gains.push((gain, deciding)),
                }
            }
        }
    }
    gains.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    gains.into_iter().take(MOST_NAMED).map(|(_, deciding)| deciding).collect()
}

/// Returns the fewest undecided rules that, at their best, lift the floor to the ceiling; all of them if none do.
///
/// Exact for up to three rules (and as many combinations as are tried); beyond that no rule of the answer can be spared, but
/// there may be a shorter one.
fn fewest(rubric: &Rubric, states: &States) -> Vec<RuleId> {
    let undecided: Vec<RuleId> = rubric.rule_ids().filter(|id| id.find(states).is_some_and(is_undecided)).collect();
    let Some(ceiling) = combine(rubric, states).overall.map(|judged| judged.range.ceiling) else {
        return undecided;
    };
    let lifts = |chosen: &[RuleId]| floor_with(rubric, states, chosen).is_some_and(|floor| floor >= ceiling);
    if !lifts(&undecided) {
        return undecided;
    }
    minimal::fewest(&undecided, 3, lifts).unwrap_or(undecided)
}

fn is_undecided(state: State) -> bool {
    state.range.floor < state.range.ceiling || state.presence == Presence::Maybe
}

/// The floor if the chosen rules were settled at their best.
fn floor_with(rubric: &Rubric, states: &States, chosen: &[RuleId]) -> Option<Grade> {
    let mut settled = states.clone();
    for id in chosen {
        if let Some(state) = id.find_mut(&mut settled) {
            let best = state.range.ceiling;
            *state = State { range: Range { floor: best, ceiling: best }, presence: Presence::Sure };
        }
    }
    combine(rubric, &settled).overall.map(|judged| judged.range.floor)
}
