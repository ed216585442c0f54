//! What grades need of the parts below them, and the judgements that cap the whole.

use super::ids::{CriterionId, RuleId};
use crate::review::{Grade, Scale};
use crate::rubric::Exact;

/// The needs of each grade; a grade that is not here is never given.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The scale of the grades.
    pub scale: Scale,
    /// The parts that make the whole take part where they do: those that a need speaks of, and all where a need counts heads.
    pub parts: Vec<Part>,
    /// The grades that have to be earned with their needs, the best first. The worst grade has none. A grade that can be
    /// reached in one of several ways (`any`) is here once for each: the ways differ in their last need.
    pub grades: Vec<(Grade, Vec<Need>)>,
}

impl Profile {
    pub(crate) fn new(scale: Scale, grades: Vec<(Grade, Vec<Need>)>, members: impl Iterator<Item = Part>) -> Self {
        let needs = || grades.iter().flat_map(|(_, needs)| needs);
        let counts = needs().any(|need| matches!(need.quantity, Quantity::Count(_)));
        let mut parts: Vec<Part> = if counts { members.collect() } else { Vec::new() };
        for part in needs().flat_map(|need| &need.parts) {
            if !parts.contains(part) {
                parts.push(*part);
            }
        }
        Profile { scale, parts, grades }
    }

    /// The profile of a whole that is judged no grade, until it has one.
    pub(crate) fn none(scale: Scale) -> Self {
        Profile { scale, parts: Vec::new(), grades: Vec::new() }
    }
}

/// Something that a grade needs of the parts below it.
#[derive(Clone, Debug)]
pub struct Need {
    /// How many of them.
    pub quantity: Quantity,
    /// Must be judged at least this.
    pub at_least: Grade,
    /// Which parts, by their ids and tags; `None` for all of them. For the wording only: `parts` says it exactly.
    pub of: Option<Vec<String>>,
    /// The parts it ranges over.
    pub parts: Vec<Part>,
    /// Of a mean or percentage: how far each grade's points are above the threshold, the worst first, on a scale on which all
    /// are whole. Otherwise empty.
    pub points: Vec<i128>,
}

/// A part that needs and limits speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A criterion.
    Criterion(CriterionId),
    /// A rule.
    Rule(RuleId),
}

/// How many parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// All.
    Every,
    /// More than half, by weight.
    Most,
    /// At least half, by weight.
    Half,
    /// At least this share, by weight.
    Share(Exact),
    /// At least this many.
    Count(usize),
    /// All but this many at most, and at least one.
    AllBut(usize),
    /// At least this many points on average, by weight.
    Mean(Exact),
    /// At least this percentage of the best possible points, by weight.
    Percent(Exact),
}

impl Quantity {
    pub(crate) fn is_of_points(self) -> bool {
        matches!(self, Quantity::Mean(_) | Quantity::Percent(_))
    }
}

/// A judgement that caps the overall grade.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Its id or title, as the rubric names it.
    pub when: String,
    /// The part.
    pub part: Part,
    /// While it is judged this or worse ...
    pub when_at: Grade,
    /// ... the review is no better than this.
    pub overall: Grade,
    /// Why.
    pub because: Option<String>,
}
