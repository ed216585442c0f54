//! Which rules move a review from one grade to another between two rubrics.

use crate::engine::minimal::fewest;
use crate::engine::{Graded, Range, State, States, combine};
use crate::rubric::{Rubric, RuleId};

/// What moves a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The ids of the rules: with these alone judged as by the other rubric, the review gets the other grade. None of
    /// them can be left out.
    pub(crate) rules: Vec<String>,
    /// Where `rules` is one rule, others of which each alone does the same.
    pub(crate) others: Vec<String>,
    /// True if no change of rules explains it: the needs, weights or limits do, or how much has to be stated. Then `rules`
    /// are all that are judged otherwise.
    pub(crate) combining: bool,
}

/// What a review came to by a rubric: as much of it as combining needs.
#[derive(Clone, Debug)]
pub(crate) struct RuleStates<'r> {
    /// The rubric.
    pub(crate) rubric: &'r Rubric,
    /// The result of each rule.
    pub(crate) states: States,
    /// What the review came to; `None` if there is nothing to grade.
    pub(crate) range: Option<Range>,
}

impl<'r> RuleStates<'r> {
    /// What a review that was graded by `rubric` came to.
    #[must_use]
    pub(crate) fn from_graded(rubric: &'r Rubric, graded: &Graded) -> Self {
        RuleStates { rubric, states: graded.states(), range: graded.overall.map(|judged| judged.range) }
    }
}

/// What moves a review from the one result to the other.
///
/// Tried first: the old rubric with some rules judged as by the new one; then the new one with some judged as by the old one,
/// which sees rules that only the new one has. Up to two rules are sought among all pairs; more are found by leaving out what
/// is not needed, so that there may be a smaller set.
#[must_use]
pub(crate) fn moved(old: &RuleStates<'_>, new: &RuleStates<'_>) -> Moved {
    let otherwise = judged_otherwise(old, new);
    let way = |own: &RuleStates<'_>, other: &RuleStates<'_>| {
        let does = |ids: &[&str]| swapped(own, other, ids) == other.range;
        let rules = does(&otherwise).then(|| fewest(&otherwise, 2, does)).flatten()?;
        let other = |id: &&str| rules.len() == 1 && !rules.contains(id) && does(&[*id]);
        let others: Vec<&str> = otherwise.iter().copied().filter(other).collect();
        Some((rules, others))
    };
    let rules = if old.range == new.range { None } else { way(old, new).or_else(|| way(new, old)) };
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    match rules {
        Some((rules, others)) => Moved { rules: owned(&rules), others: owned(&others), combining: false },
        None => Moved { rules: owned(&otherwise), others: Vec::new(), combining: true },
    }
}

/// The ids of the rules that are judged otherwise, those of the new rubric first.
fn judged_otherwise<'r>(old: &RuleStates<'r>, new: &RuleStates<'r>) -> Vec<&'r str> {
    let mut ids: Vec<&str> = new.rubric.rules().map(|rule| rule.id.as_str()).collect();
    let gone = old.rubric.rules().map(|rule| rule.id.as_str()).filter(|id| find(new.rubric, id).is_none());
    ids.extend(gone);
    ids.retain(|id| state(old, id) != state(new, id));
    ids
}

fn find(rubric: &Rubric, id: &str) -> Option<RuleId> {
    rubric.rule_ids().find(|rule| rubric[*rule].id == id)
}

/// The result of a rule; `None` if it is absent or not there at all.
fn state(by: &RuleStates<'_>, id: &str) -> Option<State> {
    *find(by.rubric, id)?.find(&by.states)
}

/// What the review comes to if the rules `ids` are judged as by the other rubric.
fn swapped(own: &RuleStates<'_>, other: &RuleStates<'_>, ids: &[&str]) -> Option<Range> {
    let mut states = own.states.clone();
    for id in ids {
        if let Some(rule) = find(own.rubric, id) {
            *rule.find_mut(&mut states) = state(other, id);
        }
    }
    combine(own.rubric, &states).overall.map(|judged| judged.range)
}
