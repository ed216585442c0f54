//! The request for a comparison, and what was counted to answer it.

use crate::report::table::{TableCounts, TableRequest};
use crate::tables::{Again, CountBy, DateOf, NoTotal, Paired, Plan, Protection};
use crate::text::Mask;

/// How to compare two sets.
#[derive(Clone, Copy, Debug)]
pub struct CompareRequest<'a> {
    /// The day it stands for, ISO 8601.
    pub as_of: &'a str,
    /// The command that made the request.
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

/// What was counted in the two sets.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the two sets are called.
    pub names: [String; 2],
    /// Their counts, the earlier first; each is one group.
    pub sides: [TableCounts; 2],
    /// The reviews that are in both.
    pub paired: Paired,
    /// Why tallies of the two may be of the same reviews, if they may.
    pub overlap: Option<NoTotal>,
    /// The result of grading reviews of each again.
    pub again: [Again; 2],
}

impl CompareRequest<'_> {
    /// Returns the request for the table of one set.
    pub(super) fn table(&self) -> TableRequest {
        let plan = Plan { by: Vec::new(), division: None, date: DateOf::Completed, count: self.count };
        TableRequest {
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
