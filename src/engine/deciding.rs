//! The facts that decide: of all that is not stated, what would settle the grade.

use super::combine::{Presence, State, States, combine};
use super::measure::Range;
use crate::review::Grade;
use crate::rubric::{Rubric, RuleId};

/// A cause that is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciding {
    /// The rule.
    pub rule: RuleId,
    /// The cause's number, from 0, among those of the rule's result.
    pub cause: usize,
}

/// So many combinations are tried for the fewest; beyond, an answer of which nothing can be spared.
const MOST_TRIED: usize = 5_000;

/// The fewest undecided rules that, at their best, lift the floor to the ceiling; all of them if none do.
///
/// Exact for up to three rules (and [`MOST_TRIED`] combinations); beyond that no rule of the answer can be spared, but there
/// may be a shorter one.
pub(super) fn fewest(rubric: &Rubric, states: &States) -> Vec<RuleId> {
    let undecided: Vec<RuleId> = rubric.rule_ids().filter(|id| id.find(states).is_some_and(is_undecided)).collect();
    let Some(ceiling) = combine(rubric, states).overall.map(|judged| judged.range.ceiling) else {
        return undecided;
    };
    let lifts = |chosen: &[RuleId]| floor_with(rubric, states, chosen).is_some_and(|floor| floor >= ceiling);
    if !lifts(&undecided) {
        return undecided;
    }
    let mut tried = 0;
    for size in 1..=3 {
        let mut chosen = Vec::new();
        if let Some(found) = choose(&undecided, size, 0, &mut chosen, &mut tried, &lifts) {
            return found;
        }
    }
    let mut kept = undecided;
    let mut number = kept.len();
    while number > 0 {
        number -= 1;
        let mut without = kept.clone();
        without.remove(number);
        if lifts(&without) {
            kept = without;
        }
    }
    kept
}

/// Tries the choices of `size` of `from` in order.
fn choose(
    from: &[RuleId],
    size: usize,
    start: usize,
    chosen: &mut Vec<RuleId>,
    tried: &mut usize,
    lifts: &impl Fn(&[RuleId]) -> bool,
) -> Option<Vec<RuleId>> {
    if size == 0 {
        *tried += 1;
        return lifts(chosen).then(|| chosen.clone());
    }
    for (number, place) in from.iter().enumerate().skip(start) {
        if *tried >= MOST_TRIED {
            return None;
        }
        chosen.push(*place);
        let found = choose(from, size - 1, number + 1, chosen, tried, lifts);
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
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
