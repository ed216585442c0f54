//! How a share changed from one set of reviews to another, and whether the numbers can tell.

use schemars::JsonSchema;

use super::statistics::{Interval, Share, difference, fisher};

/// A difference is told from chance where the test gives less than this.
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

    /// What two shares of different reviews tell: see [`TOO_FEW`], [`LEVEL`] and [`TOO_WIDE`].
    #[must_use]
    pub fn of(before: Share, after: Share) -> Verdict {
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
    /// What else can be said where no review is in both sets.
    pub told: Option<Told>,
}

/// The verdict on a change between sets that have no review in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// Newcombe's 95% interval of the difference.
    pub interval: Interval,
    /// Fisher's exact test.
    pub p: f64,
    /// What they tell.
    pub verdict: Verdict,
}

impl Change {
    /// How a share changed; `None` if either is of nothing. Interval and test take the two as apart: they are given only if
    /// that is so.
    #[must_use]
    pub fn of(before: Share, after: Share, apart: bool) -> Option<Self> {
        let interval = difference(before, after)?;
        let told = Told { interval, p: fisher(before, after), verdict: Verdict::of(before, after) };
        Some(Change { difference: after.value()? - before.value()?, told: apart.then_some(told) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(before: (u64, u64), after: (u64, u64)) -> Verdict {
        Verdict::of(Share::new(before.0, before.1), Share::new(after.0, after.1))
    }

    #[test]
    fn what_the_published_figures_tell() {
        assert_eq!(verdict((59, 173), (18, 114)), Verdict::Fell);
        assert_eq!(verdict((40, 173), (45, 114)), Verdict::Rose);
        assert_eq!(verdict((74, 173), (51, 114)), Verdict::Chance);
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
        let change = Change::of(Share::new(1, 4), Share::new(3, 4), false);
        assert_eq!(change, Some(Change { difference: 0.5, told: None }));
        assert_eq!(Change::of(Share::new(0, 0), Share::new(3, 4), true), None);
    }
}
