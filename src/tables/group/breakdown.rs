//! What a breakdown is made of: the plan, the groups, and why there is no total.

use super::super::category::MOST;
use super::super::count::Counts;
use super::super::entry::{By, CountBy, DateOf};
use super::super::nested::Shared;
use super::super::period::{Days, Division};
use crate::engine::Headline;

/// What is counted, and in which groups.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The groups; none for all in one.
    pub by: Vec<By>,
    /// How periods are made from dates; `None` takes them as recorded.
    pub division: Option<Division>,
    /// The date that periods are made from.
    pub date: DateOf,
    /// Which grade is counted.
    pub count: CountBy,
}

/// One group with its counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What its reviews have in common, in the order of [`Plan::by`]; `None` is not stated.
    pub key: Vec<Option<String>>,
    /// Its days, if it is a period and they are known.
    pub days: Option<Days>,
    /// How many of what.
    pub counts: Counts,
    /// How many of its grades may change, since a question for a person is open.
    pub provisional: u64,
    /// Which of its counts hold figures that were worked out from what was published, in the order of [`Category::all`](crate::tables::Category::all).
    pub derived: [bool; MOST],
    /// Who published its tallies, each once.
    pub published_by: Vec<String>,
    /// The days of the reviews that were counted one by one; see [`super::extent`].
    pub(super) single: Option<Option<Days>>,
}

/// What a footnote says of all reviews together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notable {
    /// Reviews that were graded by a rubric.
    pub graded: u64,
    /// Those of them whose grade may change, since a question for a person is open.
    pub provisional: u64,
    /// Those of them that would be counted otherwise by their headline, without people's judgement, by their floor, ceiling and recorded grade.
    pub differ: [u64; 5],
    /// Those of them that people graded better, worse, or where only one of the two is a grade.
    pub departed: [u64; 3],
    /// Those of them with a recorded grade.
    pub with_recorded: u64,
    /// Reviews of which only a recorded grade is known.
    pub recorded: u64,
    /// Reviews in tallies.
    pub tallied: u64,
}

impl Notable {
    /// The ways of counting in the order of [`Notable::differ`].
    pub(crate) const WAYS: [CountBy; 5] =
        [CountBy::Headline, CountBy::Tool, CountBy::Floor, CountBy::Ceiling, CountBy::Recorded];

    /// How many reviews people graded otherwise than the rubric.
    #[must_use]
    pub(crate) fn all_departed(&self) -> u64 {
        self.departed.iter().sum()
    }

    pub(super) fn depart(&mut self, from: Headline, to: Headline) {
        let [better, worse, other] = &mut self.departed;
        match (from, to) {
            (Headline::Grade(from), Headline::Grade(to)) if to > from => *better += 1,
            (Headline::Grade(from), Headline::Grade(to)) if to < from => *worse += 1,
            (from, to) => *other += u64::from(from != to),
        }
    }
}

/// All groups, and their total where there is one.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// The groups, periods by their days, others by name, what is not stated last.
    pub groups: Vec<Group>,
    /// The groups that share what they are grouped by first, together; of each two or more of them where all may be added.
    pub subtotals: Vec<Group>,
    /// All groups together, or why they are not added up.
    pub total: Result<Group, NoTotal>,
    /// What footnotes say.
    pub(crate) notable: Notable,
    /// What was grouped by and no entry states, with what is stated instead.
    pub never_stated: Vec<By>,
    /// The keys of `[custom]` and columns that were stated.
    pub stated: Vec<String>,
    /// The pairs of groups that do not stand apart: the numbers of both, and what they share.
    pub shared: Vec<(usize, usize, Shared)>,
    /// The spellings of names that are counted as one, the first of each first.
    pub spellings: Vec<Vec<String>>,
}

/// Why groups are compared and never added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTotal {
    /// Reviews are in both of these.
    Overlap(String, String),
    /// Whether reviews are in both of these is not known.
    NotKnown(String, String),
}

/// Tallies that overlap and fall into one group: they cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The first.
    pub first: String,
    /// The second.
    pub second: String,
    /// The period of both, where the groups are periods already.
    pub period: Option<String>,
}
