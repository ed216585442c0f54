//! Which rules move a review from one grade to another between two rubrics.

use crate::engine::{Graded, Range, State, States, combine};
use crate::rubric::Rubric;

/// What moves a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The ids of the rules: with these alone judged as by the other rubric, the review comes to the other grade. None of
    /// them can be left out.
    pub rules: Vec<String>,
    /// True if no change of rules explains it: the needs, weights or limits do, or how much has to be stated. Then `rules`
    /// are all that are judged otherwise.
    pub combining: bool,
}

/// A review graded by a rubric.
#[derive(Clone, Copy, Debug)]
pub struct GradedBy<'g> {
    /// The rubric.
    pub rubric: &'g Rubric,
    /// What the review came to.
    pub graded: &'g Graded,
}

/// What moves a review from the one result to the other.
///
/// Tried first: the old rubric with some rules judged as by the new one; then the new one with some judged as by the old one,
/// which sees rules that only the new one has. Up to two rules are sought among all pairs; more are found by leaving out what
/// is not needed, so that there may be a smaller set.
#[must_use]
pub fn moved(old: GradedBy<'_>, new: GradedBy<'_>) -> Moved {
    let otherwise = judged_otherwise(old, new);
    let way = |own: GradedBy<'_>, other: GradedBy<'_>| {
        let goal = range(other.graded);
        let states = own.graded.states();
        fewest(&otherwise, |ids| swapped(own.rubric, &states, other, ids) == goal)
    };
    let rules = if range(old.graded) == range(new.graded) { None } else { way(old, new).or_else(|| way(new, old)) };
    match rules {
        Some(rules) => Moved { rules, combining: false },
        None => Moved { rules: otherwise.iter().map(|id| (*id).to_owned()).collect(), combining: true },
    }
}

fn range(graded: &Graded) -> Option<Range> {
    graded.overall.map(|judged| judged.range)
}

/// The ids of the rules that are judged otherwise, those of the new rubric first.
fn judged_otherwise<'r>(old: GradedBy<'r>, new: GradedBy<'r>) -> Vec<&'r str> {
    let mut ids: Vec<&str> = new.rubric.rules().map(|rule| rule.id.as_str()).collect();
    let gone = old.rubric.rules().map(|rule| rule.id.as_str()).filter(|id| place(new.rubric, id).is_none());
    ids.extend(gone);
    ids.retain(|id| state(old, id) != state(new, id));
    ids
}

fn place(rubric: &Rubric, id: &str) -> Option<(usize, usize)> {
    let mut criteria = rubric.criteria.iter().enumerate();
    criteria.find_map(|(c, own)| Some((c, own.rules.iter().position(|rule| rule.id == id)?)))
}

/// What a rule came to; `None` if it is absent or not there at all.
fn state(by: GradedBy<'_>, id: &str) -> Option<State> {
    let (c, r) = place(by.rubric, id)?;
    by.graded.criteria.get(c)?.rules.get(r)?.judged
}

/// What the review comes to if the rules `ids` are judged as by the other rubric.
fn swapped(rubric: &Rubric, states: &States, other: GradedBy<'_>, ids: &[&str]) -> Option<Range> {
    let mut states = states.clone();
    for id in ids {
        let Some((c, r)) = place(rubric, id) else { continue };
        if let Some(own) = states.get_mut(c).and_then(|rules| rules.get_mut(r)) {
            *own = state(other, id);
        }
    }
    combine(rubric, &states).overall.map(|judged| judged.range)
}

/// A set of `ids`, as small as is sought, that does it; `None` if not even all of them do.
fn fewest(ids: &[&str], does: impl Fn(&[&str]) -> bool) -> Option<Vec<String>> {
    let owned = |set: &[&str]| set.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    if !does(ids) {
        return None;
    }
    if let Some(one) = ids.iter().find(|id| does(&[id])) {
        return Some(owned(&[one]));
    }
    for (at, first) in ids.iter().enumerate() {
        if let Some(second) = ids.iter().skip(at + 1).find(|second| does(&[first, second])) {
            return Some(owned(&[first, second]));
        }
    }
    let mut left: Vec<&str> = ids.to_vec();
    for id in ids {
        let without: Vec<&str> = left.iter().copied().filter(|other| other != id).collect();
        if does(&without) {
            left = without;
        }
    }
    Some(owned(&left))
}
