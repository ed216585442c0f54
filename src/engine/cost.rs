//! The cost of bringing rules to other levels.

/// What a choice costs: effort, and of as much effort the fewer ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// One for each fix, and more for a list (see [`super::raise`]).
    pub(super) effort: usize,
    pub(super) ticks: usize,
}

impl Cost {
    pub(super) fn and(self, other: Cost) -> Cost {
        Cost { effort: self.effort + other.effort, ticks: self.ticks + other.ticks }
    }
}
