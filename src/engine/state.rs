//! The grades that a rule, a criterion or the review can have, and whether it takes part.

use crate::review::Grade;

/// The worst and the best grade of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The worst it can be.
    pub floor: Grade,
    /// The best it can be.
    pub ceiling: Grade,
}

/// Whether a part takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It may turn out not to apply.
    Maybe,
    /// It does.
    Sure,
}

/// A rule that takes part, or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The worst and best grade it can have.
    pub range: Range,
    /// Whether it takes part.
    pub presence: Presence,
}

impl State {
    /// A grade that takes part, whatever is not stated.
    pub(super) fn certain(grade: Grade) -> Self {
        State { range: Range { floor: grade, ceiling: grade }, presence: Presence::Sure }
    }

    /// Whether it is one grade that surely takes part.
    pub(super) fn is_settled(self) -> bool {
        self.range.floor == self.range.ceiling && self.presence == Presence::Sure
    }
}

/// The state of a criterion or of the review.
pub type Judged = State;

/// The states of all rules, criterion by criterion; `None` where a rule is absent.
pub type States = Vec<Vec<Option<State>>>;
