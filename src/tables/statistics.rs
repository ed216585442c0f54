//! Intervals and tests for shares.
//!
//! Sources: E. B. Wilson, *Probable inference, the law of succession, and statistical inference* (1927), for the interval of
//! one share; R. G. Newcombe, *Interval estimation for the difference between independent proportions* (1998), method 10,
//! for the difference of two; R. A. Fisher's exact test, two-sided as the sum of all tables that are no likelier.

/// The point of the normal distribution with 97.5% below it: an interval that leaves out 2.5% at each end.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// Two tables whose likelihoods differ by less than this part of them are taken as equally likely.
const AS_LIKELY: f64 = 1e-7;

/// Beside the likelihood of what was found, less than this is nothing.
const NOTHING: f64 = 1e-30;

/// A count out of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many; at most `of`.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

/// From the lower to the higher end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The higher end.
    pub high: f64,
}

impl Share {
    /// `count` of `of`.
    #[must_use]
    pub fn new(count: u64, of: u64) -> Self {
        Share { count, of }
    }

    /// The share from 0 to 1; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| real(self.count) / real(self.of))
    }

    /// Wilson's 95% interval for the share, within 0 to 1; `None` of nothing.
    ///
    /// ```
    /// use casegrade::tables::Share;
    /// let interval = Share::new(18, 114).interval().unwrap();
    /// assert_eq!((format!("{:.3}", interval.low), format!("{:.3}", interval.high)), ("0.102".into(), "0.236".into()));
    /// ```
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        let share = self.value()?;
        let n = real(self.of);
        let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let low = if self.count == 0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if self.count == self.of { 1.0 } else { (middle + half).min(1.0) };
        Some(Interval { low, high })
    }
}

/// Newcombe's 95% interval for `after - before`, two shares of different reviews; `None` if either is of nothing.
#[must_use]
pub fn difference(before: Share, after: Share) -> Option<Interval> {
    let (old, new) = (before.value()?, after.value()?);
    let (around_old, around_new) = (before.interval()?, after.interval()?);
    let change = new - old;
    let below = (new - around_new.low).hypot(around_old.high - old);
    let above = (around_new.high - new).hypot(old - around_old.low);
    Some(Interval { low: change - below, high: change + above })
}

/// Fisher's exact test of two shares of different reviews: how likely shares at least so far apart are if there is no
/// difference but chance (two-sided); 1 if either is of nothing.
#[must_use]
pub fn fisher(before: Share, after: Share) -> f64 {
    let column = before.count + after.count;
    let least = column.saturating_sub(after.of);
    let most = column.min(before.of);
    // Likelihoods relative to that of the table that was found, by the ratio of neighbours: no factorial is ever formed.
    let ratio = |count: u64| {
        // From `count` to `count + 1` in the first row.
        let up = real(before.of - count) * real(column - count);
        let down = real(count + 1) * real(after.of + count + 1 - column);
        up / down
    };
    let found = before.count;
    let mut as_unlikely = 1.0;
    let mut all = 1.0;
    let mut weigh = |likelihood: f64| {
        all += likelihood;
        if likelihood <= 1.0 + AS_LIKELY {
            as_unlikely += likelihood;
        }
    };
    let mut likelihood = 1.0;
    for count in found..most {
        let step = ratio(count);
        likelihood *= step;
        weigh(likelihood);
        if is_settled(likelihood, step) {
            break;
        }
    }
    likelihood = 1.0;
    for count in (least..found).rev() {
        let up = ratio(count);
        likelihood /= up;
        weigh(likelihood);
        if is_settled(likelihood, 1.0 / up) {
            break;
        }
    }
    if all.is_finite() { (as_unlikely / all).min(1.0) } else { 0.0 }
}

/// Whether further terms change nothing: they have overflowed, or are vanishing and fall ever faster.
fn is_settled(likelihood: f64, step: f64) -> bool {
    likelihood.is_infinite() || (step < 1.0 && likelihood < NOTHING)
}

/// The exact sign test of reviews that were graded twice: how likely a split of those that moved at least as uneven as `up`
/// against `down` is if each might as well have moved the other way (two-sided); 1 if none moved.
///
/// It is the binomial test of one half, W. J. Dixon and A. M. Mood, *The statistical sign test* (1946).
#[must_use]
pub fn sign_test(up: u64, down: u64) -> f64 {
    let (few, moved) = (up.min(down), up + down);
    // Likelihoods of ever fewer, relative to that of what was found, by the ratio of neighbours; and of all from there to the
    // middle, so that nothing is too small to be told from nothing.
    let below = |from: u64| {
        let (mut likelihood, mut sum) = (1.0, 0.0);
        for count in (0..from).rev() {
            let step = real(count + 1) / real(moved - count);
            likelihood *= step;
            sum += likelihood;
            if is_settled(likelihood, step) {
                break;
            }
        }
        sum
    };
    let (mut likelihood, mut above) = (1.0, 0.0);
    for count in few..moved {
        let step = real(moved - count) / real(count + 1);
        likelihood *= step;
        above += likelihood;
        if is_settled(likelihood, step) {
            break;
        }
    }
    let tail = 1.0 + below(few);
    let all = tail + above;
    if all.is_finite() { (2.0 * tail / all).min(1.0) } else { 0.0 }
}

/// A number of reviews for a division.
#[expect(clippy::cast_precision_loss, reason = "no count of reviews is large enough to lose digits")]
fn real(number: u64) -> f64 {
    number as f64
}
