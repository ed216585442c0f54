//! Which reviews a tally covers, as far as that is known.

use super::super::entry::{About, By};
use super::super::period::Days;

/// Which reviews a tally covers, as far as that is known.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    pub(super) name: String,
    pub(super) about: About,
    pub(super) days: Option<Days>,
}

impl Extent {
    /// Whether a review may be in both; `None` where that is not known.
    pub(super) fn overlap(&self, other: &Extent, by: &[By]) -> Option<bool> {
        if self.about.differs(&other.about, by) {
            return Some(false);
        }
        let by_days = self.days.zip(other.days).map(|(own, others)| own.overlap(others));
        by_days.or_else(|| (self.about.period == other.about.period).then_some(true))
    }

    /// Whether the days may be in both; `None` where that is not known.
    pub(super) fn meets(&self, days: Option<Days>) -> Option<bool> {
        self.days.zip(days).map(|(own, others)| own.overlap(others))
    }

    /// What people call it: its period, or its name.
    pub(super) fn called(&self) -> String {
        self.about.period.clone().unwrap_or_else(|| self.name.clone())
    }
}
