//! How to compare, and what was counted.

use crate::report::table::{Asked, Made};
use crate::tables::{Again, CountBy, DateOf, NoTotal, Paired, Plan, Protection};
use crate::text::Mask;

/// How to compare.
#[derive(Clone, Copy, Debug)]
pub struct CompareAsked<'a> {
    /// The day it stands for, ISO 8601.
    pub as_of: &'a str,
    /// The command that asked for it.
    pub command: &'a str,
    /// Which grade is counted.
    pub count: CountBy,
    /// Intervals and tests beside the changes.
    pub interval: bool,
    /// Counts from 1 to one less than this are hidden.
    pub suppress_below: Option<u64>,
    /// What may not be shown.
    pub mask: &'a Mask,
}

/// What was counted.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the two sets are called.
    pub names: [String; 2],
    /// Their counts, the earlier first; each is one group.
    pub sides: [Made; 2],
    /// The reviews that are in both.
    pub paired: Paired,
    /// Why tallies of the two may be of the same reviews, if they may.
    pub overlap: Option<NoTotal>,
    /// The result of grading reviews of each again.
    pub again: [Again; 2],
}

impl CompareAsked<'_> {
    /// Returns the question of one set, as a table.
    pub(super) fn table(&self) -> Asked {
        let plan = Plan { by: Vec::new(), division: None, date: DateOf::Completed, count: self.count };
        Asked {
            as_of: self.as_of.to_owned(),
            command: self.command.to_owned(),
            inputs: Vec::new(),
            plan,
            further: Vec::new(),
            subtotals: false,
            interval: false,
            protection: self.suppress_below.map(Protection::new),
            round: None,
            criteria: false,
            rules: false,
            matrix: None,
        }
    }
}
