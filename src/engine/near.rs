//! How near a review is to another grade: what would follow if one criterion alone were one grade better or worse.

use super::combine::combine_criteria;
use super::state::{Judged, State, States};
use crate::review::Grade;
use crate::rubric::Rubric;

/// Another grade of the review, and the criterion that alone would bring it about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    /// The number of the criterion in the rubric, from 0.
    pub criterion: usize,
    /// The next grade of the criterion, up or down.
    pub grade: Grade,
    /// The grade that the review would have.
    pub overall: Grade,
}

/// Returns the other grades that the review would have if one of its `criteria` alone were one grade better or worse,
/// in the order of the rubric. The worst case counts, before and after. Nothing is near where `floor` is not what the
/// criteria give, because a person gave the grade or the rules are not known.
#[must_use]
pub(crate) fn near(rubric: &Rubric, states: &States, criteria: &[Option<Judged>], floor: Grade) -> Vec<Near> {
    let overall = |criteria: &[Option<Judged>]| {
        combine_criteria(rubric, states, criteria.to_vec()).overall.map(|judged| judged.range.floor)
    };
    if overall(criteria) != Some(floor) {
        return Vec::new();
    }
    let with = |at: usize, grade: Grade| {
        let changed = |(own, judged): (usize, &Option<Judged>)| {
            if own == at { Some(State::certain(grade)) } else { *judged }
        };
        let overall = overall(&criteria.iter().enumerate().map(changed).collect::<Vec<_>>())?;
        (overall != floor).then_some(Near { criterion: at, grade, overall })
    };
    let steps = criteria.iter().enumerate().filter_map(|(at, judged)| Some((at, neighbours((*judged)?.range.floor))));
    steps.flat_map(|(at, grades)| grades.into_iter().flatten().filter_map(move |grade| with(at, grade))).collect()
}

/// Returns the next grades of the scale, up and down.
fn neighbours(grade: Grade) -> [Option<Grade>; 2] {
    let scale = grade.scale();
    let up = scale.best_first().rev().find(|own| *own > grade);
    [up, scale.best_first().find(|own| *own < grade)]
}
