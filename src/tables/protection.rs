//! How small a count must be to be hidden, and how well it is hidden.

/// The least bound that hides anything: below 2 there is only 1.
pub const LEAST_BOUND: u64 = 3;

/// What is hidden, and how well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Counts from 1 to one less than this are hidden.
    pub below: u64,
    /// A hidden count may be anything from 1 to this, as far as a reader can tell.
    pub upto: u64,
    /// Whether a group that is all of one grade is hidden too.
    pub full: bool,
}

impl Protection {
    /// Hides counts below a bound, which is taken as at least [`LEAST_BOUND`], and protects all values below it.
    #[must_use]
    pub fn new(below: u64) -> Self {
        let below = below.max(LEAST_BOUND);
        Protection { below, upto: below - 1, full: false }
    }

    /// Protects only the values 1 and 2: nobody can tell that a count is 1.
    #[must_use]
    pub fn ones(self) -> Self {
        Protection { upto: 2, ..self }
    }

    /// Whether a count is small.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        (1..self.below).contains(&count)
    }

    /// Whether a sum is too small to be known where its parts are hidden.
    pub(super) fn is_short(&self, sum: u64) -> bool {
        (1..=self.upto).contains(&sum)
    }
}
