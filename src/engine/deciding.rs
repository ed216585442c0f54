//! The facts that decide: of all that is not stated, what would settle the grade.

use super::combine::{Presence, State, States, combine};
use super::measure::Range;
use super::minimal;
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

/// Returns the fewest undecided rules that, at their best, lift the floor to the ceiling; all of them if none do.
///
/// Exact for up to three rules (and as many combinations as are tried); beyond that no rule of the answer can be spared, but
/// there may be a shorter one.
pub(super) fn fewest(rubric: &Rubric, states: &States) -> Vec<RuleId> {
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
