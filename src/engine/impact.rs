//! What each rule matters now: what would follow if it alone were met, and if it alone failed.

use super::combine::{Combined, combine};
use super::graded::Graded;
use super::score::Score;
use super::state::{Range, State, States};
use crate::review::Grade;
use crate::rubric::{Rubric, RuleId};

/// What a rule that takes part matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// The rule.
    pub rule: RuleId,
    /// If it alone were at its best: the floor of its criterion and of the review.
    pub(crate) if_met: Floors,
    /// If it alone were at its worst.
    pub(crate) if_failed: Floors,
    /// The points that the review's score would gain if it alone were at its best.
    pub points: f64,
}

/// The floors of a criterion and of the review; `None` where they are as they are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Floors {
    /// The criterion's, if it would change.
    pub criterion: Option<Grade>,
    /// The review's, if it would change.
    pub review: Option<Grade>,
}

impl Impact {
    /// True if the rule's failing would lower its criterion or the review.
    #[must_use]
    pub(crate) fn is_decisive(&self) -> bool {
        self.if_failed.criterion.is_some() || self.if_failed.review.is_some()
    }
}

/// What each rule that takes part matters, in the order of the rubric.
#[must_use]
pub fn impacts(rubric: &Rubric, graded: &Graded) -> Vec<Impact> {
    let states = graded.states();
    let now = combine(rubric, &states);
    let mut impacts = Vec::new();
    for result in graded.rules() {
        let (Some(state), Some(score)) = (result.judged, result.score) else { continue };
        let rule = &rubric[result.id];
        let with = |grade: Grade| {
            floors(rubric, &states, &now, result.id, State { range: Range { floor: grade, ceiling: grade }, ..state })
        };
        impacts.push(Impact {
            rule: result.id,
            if_met: with(rule.best()),
            if_failed: with(rule.worst()),
            points: (Score::of_grade(rule.best()).approximate() - score.approximate())
                * share(rubric, graded, result.id),
        });
    }
    impacts
}

fn floors(rubric: &Rubric, states: &States, now: &Combined, rule: RuleId, state: State) -> Floors {
    let mut changed = states.clone();
    *rule.find_mut(&mut changed) = Some(state);
    let after = combine(rubric, &changed);
    let of = |combined: &Combined| rule.criterion().find(&combined.criteria).map(|judged| judged.range.floor);
    let overall = |combined: &Combined| combined.overall.map(|judged| judged.range.floor);
    Floors {
        criterion: of(&after).filter(|_| of(&after) != of(now)),
        review: overall(&after).filter(|_| overall(&after) != overall(now)),
    }
}

/// The share of the review's score that a rule carries.
#[expect(clippy::cast_precision_loss, reason = "for display only")]
fn share(rubric: &Rubric, graded: &Graded, rule: RuleId) -> f64 {
    let criteria = graded.criteria.iter().filter(|result| result.judged.is_some());
    let total: u64 = criteria.map(|result| rubric[result.id].weight).sum();
    let rules = graded[rule.criterion()].rules.iter().filter(|result| result.judged.is_some());
    let within: u64 = rules.map(|result| rubric[result.id].weight).sum();
    (rubric[rule.criterion()].weight as f64 / total as f64) * (rubric[rule].weight as f64 / within as f64)
}
