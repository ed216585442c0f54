//! Which grades the bands of a rule can give.

use crate::engine::{number_grade, share_grade};
use crate::review::Grade;
use crate::rubric::{Exact, NumberBands, ShareBands, ShareThreshold};

/// The longest list that is examined item by item.
pub(super) const SHORT_LIST: u64 = 10;

/// A list, as the numbers of items that meet and do not meet the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Items {
    pub(super) met: u64,
    pub(super) missed: u64,
}

/// A short list that comes to `grade`, the shortest.
pub(super) fn short_list(bands: &ShareBands, grade: Grade) -> Option<Items> {
    lists(SHORT_LIST).find(|items| share_grade(bands, items.met, items.missed) == grade)
}

/// The shortest list of more than ten and at most a thousand items that comes to `grade`.
pub(super) fn longer_list(bands: &ShareBands, grade: Grade) -> Option<Items> {
    const LONGEST: u64 = 1_000;
    lists(LONGEST)
        .skip_while(|items| items.met + items.missed <= SHORT_LIST)
        .find(|items| share_grade(bands, items.met, items.missed) == grade)
}

/// Returns all lists of one to `most` items, shorter ones first, then those with more items met.
fn lists(most: u64) -> impl Iterator<Item = Items> {
    (1..=most).flat_map(|of| (0..=of).rev().map(move |met| Items { met, missed: of - met }))
}

/// Whether some list, however long, comes to `grade`.
pub(super) fn some_list(bands: &ShareBands, grade: Grade) -> bool {
    let Some(at) = bands.bands.iter().position(|(own, _)| *own == grade) else { return grade == bands.unmet };
    let better = bands.bands.get(..at).unwrap_or_default();
    let Some((_, threshold)) = bands.bands.get(at) else { return false };
    better.is_empty() || by_share(threshold, better) || by_misses(bands, threshold, grade)
}

/// Whether a share alone reaches a threshold and no better one. In a list that is long enough any share below 1 can be had
/// with more misses than are excused; a share of 1 has no miss, and every excuse covers that.
fn by_share(threshold: &ShareThreshold, better: &[(Grade, ShareThreshold)]) -> bool {
    let excused = better.iter().any(|(_, better)| better.all_but.is_some());
    threshold.share.is_some_and(|share| {
        let harder = better.iter().all(|(_, better)| better.share.is_none_or(|better| better > share));
        harder && (share < Exact::whole(1) || !excused)
    })
}

/// Whether excused misses alone reach a threshold and no better one: the most misses beside the fewest that meet the rule
/// are the hardest for the better ones.
fn by_misses(bands: &ShareBands, threshold: &ShareThreshold, grade: Grade) -> bool {
    threshold.all_but.is_some_and(|misses| share_grade(bands, 2, u64::from(misses)) == grade)
}

/// The whole numbers from 0 at which the grade of a number can change, and those beside them.
pub(super) fn turning_points(bands: &NumberBands, most: Option<i64>) -> Vec<i64> {
    let around = bands.bands.iter().flat_map(|(_, threshold)| {
        let (numer, denom) = threshold.parts();
        let floor = numer.div_euclid(denom);
        [floor.saturating_sub(1), floor, floor.saturating_add(1)]
    });
    let mut numbers: Vec<i64> = around.chain([0]).chain(most).collect();
    numbers.retain(|number| *number >= 0 && most.is_none_or(|most| *number <= most));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The least number among `numbers` that comes to `grade`.
pub(super) fn number_at(bands: &NumberBands, numbers: &[i64], grade: Grade) -> Option<i64> {
    numbers.iter().copied().find(|number| number_grade(bands, Some(*number)) == grade)
}
