//! The facts that decide: of all that is not stated, what would settle the grade.

use super::combine::{Presence, State, States, combine};
use super::measure::Range;
use super::minimal;
use crate::review::Grade;
use crate::rubric::Rubric;

/// A cause that is not stated, by its place: criterion, rule, cause, each from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciding {
    /// The criterion's number.
    pub criterion: usize,
    /// The rule's number in it.
    pub rule: usize,
    /// The cause's number in that.
    pub cause: usize,
}

type Place = (usize, usize);

/// Returns the fewest undecided rules that, at their best, lift the floor to the ceiling; all of them if none do.
///
/// Exact for up to three rules (and as many combinations as are tried); beyond that no rule of the answer can be spared, but
/// there may be a shorter one.
pub(super) fn fewest(rubric: &Rubric, states: &States) -> Vec<Place> {
    let undecided: Vec<Place> = places(states).filter(|place| at(states, *place).is_some_and(is_undecided)).collect();
    let Some(ceiling) = combine(rubric, states).overall.map(|judged| judged.range.ceiling) else {
        return undecided;
    };
    let lifts = |chosen: &[Place]| floor_with(rubric, states, chosen).is_some_and(|floor| floor >= ceiling);
    if !lifts(&undecided) {
        return undecided;
    }
    minimal::fewest(&undecided, 3, lifts).unwrap_or(undecided)
}

fn places(states: &States) -> impl Iterator<Item = Place> + '_ {
    states.iter().enumerate().flat_map(|(criterion, rules)| (0..rules.len()).map(move |rule| (criterion, rule)))
}

fn at(states: &States, (criterion, rule): Place) -> Option<State> {
    states.get(criterion)?.get(rule).copied()?
}

fn is_undecided(state: State) -> bool {
    state.range.floor < state.range.ceiling || state.presence == Presence::Maybe
}

/// The floor if the chosen rules were settled at their best.
fn floor_with(rubric: &Rubric, states: &States, chosen: &[Place]) -> Option<Grade> {
    let mut settled = states.clone();
    for (criterion, rule) in chosen {
        if let Some(Some(state)) = settled.get_mut(*criterion).and_then(|rules| rules.get_mut(*rule)) {
            let best = state.range.ceiling;
            *state = State { range: Range { floor: best, ceiling: best }, presence: Presence::Sure };
        }
    }
    combine(rubric, &settled).overall.map(|judged| judged.range.floor)
}
