//! How a share changed from one set of reviews to another, and whether the numbers can tell.

use schemars::JsonSchema;

use super::statistics::{Interval, Share, difference, fisher};

/// A difference below this likelihood is unlikely to be chance.
pub const LEVEL: f64 = 0.05;

/// With fewer reviews in either set, no verdict is given.
pub const TOO_FEW: u64 = 10;

/// Where the test sees no difference and the interval is wider than this, not even a large one could be seen.
pub const TOO_WIDE: f64 = 0.3;

/// What the numbers tell of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum Verdict {
    /// The share rose, by more than chance alone would easily do.
    Rose,
    /// It fell, by more than chance alone would easily do.
    Fell,
    /// Chance alone could do it.
    Chance,
    /// The numbers are too small to tell.
    TooSmall,
}

impl Verdict {
    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Rose => "rose",
            Verdict::Fell => "fell",
            Verdict::Chance => "chance",
            Verdict::TooSmall => "too-small",
        }
    }

    /// Judges how two shares of different reviews differ: see [`TOO_FEW`], [`LEVEL`] and [`TOO_WIDE`].
    #[must_use]
    pub fn between(before: Share, after: Share) -> Verdict {
        let Some(interval) = difference(before, after).filter(|_| before.of.min(after.of) >= TOO_FEW) else {
            return Verdict::TooSmall;
        };
        if fisher(before, after) < LEVEL {
            return if after.value() > before.value() { Verdict::Rose } else { Verdict::Fell };
        }
        if interval.high - interval.low > TOO_WIDE { Verdict::TooSmall } else { Verdict::Chance }
    }
}

/// How a share changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The share after less the share before, from -1 to 1.
    pub difference: f64,
    /// The test of the change; `None` if a review is in both sets.
    pub test: Option<Test>,
}

/// The verdict on a change between sets that have no review in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Newcombe's 95% interval of the difference.
    pub interval: Interval,
    /// Fisher's exact test.
    pub p: f64,
    /// What the interval and the test show.
    pub verdict: Verdict,
}

impl Change {
    /// How a share changed; `None` if either is of nothing. Interval and test take the two as apart: they are given only if
    /// that is so.
    #[must_use]
    pub fn between(before: Share, after: Share, apart: bool) -> Option<Self> {
        let interval = difference(before, after)?;
        let test = Test { interval, p: fisher(before, after), verdict: Verdict::between(before, after) };
        Some(Change { difference: after.value()? - before.value()?, test: apart.then_some(test) })
    }
}

/// The likelihoods of several tests, corrected by S. Holm's method (1979): those below a level are unlikely to be chance even together.
#[must_use]
pub(crate) fn corrected(likelihoods: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..likelihoods.len()).collect();
    let own = |at: &usize| likelihoods.get(*at).copied().unwrap_or(1.0);
    order.sort_by(|one, two| own(one).total_cmp(&own(two)));
    let mut corrected = vec![1.0; likelihoods.len()];
    let mut least = 0.0_f64;
    for (rank, at) in order.iter().enumerate() {
        least = least.max(own(at) * (likelihoods.len() - rank) as f64).min(1.0);
        corrected.iter_mut().skip(*at).take(1).for_each(|own| *own = least);
    }
    corrected
}

/// The least number that is expected in each cell for [`overall`], by W. G. Cochran's rule.
const EXPECTED: f64 = 5.0;

/// Pearson's chi-squared test of two sets of counts; `None` where fewer than `EXPECTED` are expected in a cell, or where
/// there is nothing to compare.
#[must_use]
pub fn overall(before: &[u64], after: &[u64]) -> Option<f64> {
    let pairs: Vec<(u64, u64)> =
        before.iter().copied().zip(after.iter().copied()).filter(|(one, two)| one + two > 0).collect();
    let sizes = pairs.iter().fold((0, 0), |(one, two), (own, other)| (one + own, two + other));
    let all = (sizes.0 + sizes.1) as f64;
    let mut sum = 0.0;
    for (one, two) in &pairs {
        for (count, size) in [(*one, sizes.0), (*two, sizes.1)] {
            let expected = (one + two) as f64 * size as f64 / all;
            if expected < EXPECTED {
                return None;
            }
            sum += (count as f64 - expected).powi(2) / expected;
        }
    }
    (pairs.len() > 1).then(|| chi_squared(sum, pairs.len() - 1))
}

/// How likely the chi-squared distribution exceeds a number, by its sums for whole degrees of freedom (Abramowitz and
/// Stegun, 26.4.4 and 26.4.5).
fn chi_squared(number: f64, freedom: usize) -> f64 {
    let half = number / 2.0;
    let (first, mut term, mut at) = if freedom.is_multiple_of(2) {
        (0.0, (-half).exp(), 1.0)
    } else {
        (beyond(half.sqrt()), (-half).exp() * (half / std::f64::consts::PI).sqrt() * 2.0, 1.5)
    };
    let mut sum = first;
    for _ in 0..freedom / 2 {
        sum += term;
        term *= half / at;
        at += 1.0;
    }
    sum.clamp(0.0, 1.0)
}

/// The complementary error function: its series for small numbers, otherwise its continued fraction.
fn beyond(number: f64) -> f64 {
    let square = number * number;
    if number < 2.0 {
        let mut term = number;
        let mut sum = number;
        for at in 1..60 {
            term *= -square / f64::from(at);
            sum += term / f64::from(2 * at + 1);
        }
        return 1.0 - sum * std::f64::consts::FRAC_2_SQRT_PI;
    }
    let fraction = (1..=80).rev().fold(0.0, |rest, at| f64::from(at) / 2.0 / (number + rest));
    (-square).exp() / ((number + fraction) * std::f64::consts::PI.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(before: (u64, u64), after: (u64, u64)) -> Verdict {
        Verdict::between(Share::new(before.0, before.1), Share::new(after.0, after.1))
    }

    #[test]
    fn what_the_published_figures_tell() {
        assert_eq!(verdict((59, 173), (18, 114)), Verdict::Fell);
        assert_eq!(verdict((40, 173), (45, 114)), Verdict::Rose);
        assert_eq!(verdict((74, 173), (51, 114)), Verdict::Chance);
    }

    #[test]
    fn all_grades_at_once() {
        // The points that leave 5% and 0.1% beyond them, from printed tables.
        for (number, freedom, likelihood) in [
            (3.841, 1, 0.05),
            (5.991, 2, 0.05),
            (7.815, 3, 0.05),
            (9.488, 4, 0.05),
            (16.266, 3, 0.001),
            (10.828, 1, 0.001),
        ] {
            let found = chi_squared(number, freedom);
            assert!((found - likelihood).abs() < likelihood / 100.0, "{number} {freedom}: {found}");
        }
        let p = overall(&[0, 40, 74, 59], &[0, 45, 51, 18]).unwrap();
        assert!((0.000_1..0.01).contains(&p), "{p}");
        assert_eq!(overall(&[1, 2, 3], &[3, 2, 1]), None, "too few are expected");
        assert_eq!(overall(&[10, 0], &[20, 0]), None, "only one grade");
    }

    #[test]
    fn several_tests_are_corrected_for_each_other() {
        let found = corrected(&[0.01, 0.04, 0.03, 0.5]);
        let wanted = [0.04, 0.09, 0.09, 0.5];
        assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-12), "{found:?}");
        assert_eq!(corrected(&[0.6, 0.9]), [1.0, 1.0]);
        assert!(corrected(&[]).is_empty());
    }

    #[test]
    fn small_numbers_tell_nothing() {
        assert_eq!(verdict((0, 9), (9, 9)), Verdict::TooSmall, "fewer than ten");
        assert_eq!(verdict((0, 10), (10, 10)), Verdict::Rose);
        assert_eq!(verdict((5, 20), (8, 20)), Verdict::TooSmall, "not even a large difference would be seen");
        assert_eq!(verdict((0, 0), (1, 100)), Verdict::TooSmall);
        assert_eq!(verdict((0, 50), (0, 50)), Verdict::Chance);
    }

    #[test]
    fn of_sets_that_are_not_apart_only_the_difference_is_said() {
        let change = Change::between(Share::new(1, 4), Share::new(3, 4), false);
        assert_eq!(change, Some(Change { difference: 0.5, test: None }));
        assert_eq!(Change::between(Share::new(0, 0), Share::new(3, 4), true), None);
    }
}
