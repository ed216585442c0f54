//! What cases expect, of all that a rubric can come to.

use super::expect::Wish;
use super::read::Case;
use super::run::part_of;
use crate::analysis::check::reachable;
use crate::analysis::{Came, rule_outcomes};
use crate::engine::{Graded, Headline, Presence, RuleOutcome};
use crate::rubric::{Part, Rubric};

/// Something that a rubric can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The criterion or rule; `None` for the review.
    pub part: Option<Part>,
    /// What it comes to.
    pub(crate) came: Came,
}

/// All that a rubric can come to: each outcome of each rule, each grade of each criterion and of the review (none where there
/// are too many combinations to tell).
fn possible(rubric: &Rubric) -> Vec<Unit> {
    let reachable = reachable(rubric);
    let mut units = Vec::new();
    for criterion in rubric.criterion_ids() {
        let grades = criterion.find(&reachable.criteria).iter().flatten().copied().map(Came::Grade);
        units.extend(grades.map(|came| Unit { part: Some(Part::Criterion(criterion)), came }));
        for rule in rubric.rule_ids_of(criterion) {
            let part = Some(Part::Rule(rule));
            units.extend(rule_outcomes(&rubric[rule]).into_iter().map(|came| Unit { part, came }));
        }
    }
    let reads_the_record = rubric.rules().any(|rule| !rule.is_asked());
    let open = (reads_the_record && rubric.gives_overall()).then_some(Came::NotEnoughStated);
    let whole = reachable.overall.into_iter().flatten().map(Came::Grade).chain(open);
    units.extend(whole.map(|came| Unit { part: None, came }));
    units
}

/// What cases have shown so far of all that a rubric can come to.
#[derive(Clone, Debug)]
pub struct Covered {
    units: Vec<(Unit, bool)>,
}

impl Covered {
    /// Nothing shown yet.
    #[must_use]
    pub fn nothing(rubric: &Rubric) -> Self {
        Covered { units: possible(rubric).into_iter().map(|unit| (unit, false)).collect() }
    }

    /// Adds what `case` shows: what the parts that it expects something of came to. What nobody expected is not shown.
    pub fn add(&mut self, case: &Case, graded: &Graded) {
        for expectation in &case.expectations {
            let part = match &expectation.wish {
                Wish::Headline(_) => None,
                Wish::Part(part, _) => Some(*part),
                Wish::Floor(_) | Wish::Ceiling(_) | Wish::Score(_) | Wish::Fixes(_) => continue,
            };
            let came = came_of(graded, part);
            for (unit, shown) in &mut self.units {
                *shown |= unit.part == part && Some(unit.came) == came;
            }
        }
    }

    /// How many things are shown.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.units.iter().filter(|(_, shown)| *shown).count()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.units.len()
    }

    /// What no case shows.
    pub fn missing(&self) -> impl Iterator<Item = Unit> {
        self.units.iter().filter(|(_, shown)| !shown).map(|(unit, _)| *unit)
    }
}

/// The result of a part or of the review; `None` if it is not counted.
#[must_use]
pub(crate) fn came_of(graded: &Graded, part: Option<Part>) -> Option<Came> {
    let Some(part) = part else {
        return match graded.headline {
            Headline::Grade(grade) => Some(Came::Grade(grade)),
            Headline::NotEnoughStated => Some(Came::NotEnoughStated),
            Headline::NothingToGrade | Headline::ProfileOnly => None,
        };
    };
    let (outcome, judged) = part_of(graded, part);
    match (outcome, judged) {
        (Some(RuleOutcome::Unanswered), _) => Some(Came::Unanswered),
        (Some(RuleOutcome::NotStated), _) => Some(Came::NotStated),
        (_, None) => Some(Came::NotApplicable),
        (_, Some(judged)) => {
            let settled = judged.presence == Presence::Sure && judged.range.floor == judged.range.ceiling;
            Some(if settled { Came::Grade(judged.range.floor) } else { Came::NotStated })
        }
    }
}
