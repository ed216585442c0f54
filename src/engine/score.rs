//! The score: 0 to 100, for watching a draft grow. It never decides anything.

use super::measure::Case;
use super::state::Range;
use crate::review::Grade;
use crate::rubric::{Exact, Measure, Rule, ShareThreshold};

/// A score between 0 and 100, kept as a whole number of trillionths so that improving anything never lowers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u128);

impl Score {
    const FULL: u128 = 1_000_000_000_000;

    /// The nearest floating-point number between 0 and 100.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display only")]
    pub fn approximate(self) -> f64 {
        (self.0 as f64) * 100.0 / (Self::FULL as f64)
    }

    /// The score as people are shown it, a whole number.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "it is at most 100")]
    pub fn rounded(self) -> u32 {
        ((self.0 * 100 + Self::FULL / 2) / Self::FULL) as u32
    }

    pub(super) fn of_grade(grade: Grade) -> Self {
        Score(part_of(Self::FULL, grade))
    }

    /// The weighted mean of scores; `None` of nothing.
    pub(super) fn mean(parts: impl Iterator<Item = (u64, Score)>) -> Option<Self> {
        let add = |(weights, sum): (u128, u128), (weight, score): (u64, Score)| {
            (weights + u128::from(weight), sum + u128::from(weight) * score.0)
        };
        let (weights, sum) = parts.fold((0, 0), add);
        (weights > 0).then(|| Score(sum / weights))
    }
}

/// The score of a rule that takes part, in the worst case: a share counts as far as it goes towards its best threshold,
/// anything else as the rank of its grade.
pub(super) fn of_rule(rule: &Rule, range: Range, worst: Option<Case>) -> Score {
    let (Measure::Share(share), Some(case)) = (&rule.measure, worst) else {
        return Score::of_grade(range.floor);
    };
    let Some((best, threshold)) = share.bands.bands.first() else {
        return Score::of_grade(range.floor);
    };
    Score(part_of(progress(case, threshold), *best))
}

/// As much of `whole` as the rank of `grade` is of the best rank.
fn part_of(whole: u128, grade: Grade) -> u128 {
    whole * u128::from(grade.rank()) / u128::from(grade.scale().best().rank()).max(1)
}

/// How far a case goes towards a threshold, of [`Score::FULL`].
fn progress(case: Case, threshold: &ShareThreshold) -> u128 {
    if case.further == Some(false) {
        return 0;
    }
    let (met, of) = (u128::from(case.met), u128::from(case.met + case.missed));
    let share = threshold.share.map(Exact::parts).map(|(numer, denom)| (numer.unsigned_abs(), denom.unsigned_abs()));
    // All but k of n: n - k of them, and two at least where there are as many.
    let all_but = threshold.all_but.map(|misses| (of.saturating_sub(u128::from(misses)).max(of.min(2)), of));
    let towards = |(numer, denom): (u128, u128)| {
        if numer == 0 || of == 0 { Score::FULL } else { (Score::FULL * met * denom / (of * numer)).min(Score::FULL) }
    };
    let share = share.map(|(numer, denom)| towards((u128::from(numer), u128::from(denom))));
    share.max(all_but.map(towards)).unwrap_or(Score::FULL)
}
