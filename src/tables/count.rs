//! Counting: how many reviews are of each grade, and how their criteria and rules came out.

use std::sync::Arc;

use indexmap::IndexMap;

use super::category::{Category, MOST};
use super::entry::{CountBy, CriterionEntry, Entry, Standing};
use super::statistics::Share;
use crate::engine::{Headline, Range, RuleOutcome};
use crate::review::{Grade, Scale};

/// Why a sound entry is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No criterion of the rubric applies to it.
    NothingToGrade,
    /// Its rubric gives no overall grade.
    ProfileOnly,
    /// Recorded grades are counted, and it has none.
    NoRecordedGrade,
}

impl Category {
    /// What an entry is counted as.
    ///
    /// # Errors
    /// Why it cannot be counted.
    pub fn from_entry(entry: &Entry, by: CountBy) -> Result<Category, LeftOut> {
        let (headline, range) = match entry.standing {
            Standing::Recorded(grade) => return Ok(grade.into()),
            Standing::Graded { headline: Headline::ProfileOnly, .. } => return Err(LeftOut::ProfileOnly),
            Standing::Graded { headline, range, .. } => (headline, range.ok_or(LeftOut::NothingToGrade)?),
        };
        match by {
            CountBy::Headline | CountBy::Tool => match entry.tool.filter(|_| by == CountBy::Tool).unwrap_or(headline) {
                Headline::Grade(grade) => Ok(grade.into()),
                Headline::NotEnoughStated => Ok(Category::NotEnoughStated),
                Headline::NothingToGrade => Err(LeftOut::NothingToGrade),
                Headline::ProfileOnly => Err(LeftOut::ProfileOnly),
            },
            CountBy::Floor => Ok(range.floor.into()),
            CountBy::Ceiling => Ok(range.ceiling.into()),
            CountBy::Recorded => entry.recorded.map(Category::from).ok_or(LeftOut::NoRecordedGrade),
        }
    }
}

/// How many reviews of each category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many reviews there are.
    pub n: u64,
    /// For each category, the count and the total for which it is known.
    cells: [Share; MOST],
}

impl Counts {
    /// The count of a category and the total for which it is published; `None` if it is published for none.
    #[must_use]
    pub fn get(&self, category: Category) -> Option<Share> {
        let cell = self.cells.get(category.index()).copied().unwrap_or_default();
        (cell.of > 0 || self.n == 0).then_some(cell)
    }

    /// Adds one review.
    pub(super) fn add(&mut self, category: Category) {
        self.add_all(1, Category::all().map(|own| Some(u64::from(own == category))));
    }

    /// Adds a number of reviews with the count of each category; `None` is not known.
    pub(super) fn add_all(&mut self, n: u64, counts: impl IntoIterator<Item = Option<u64>>) {
        self.n += n;
        for (cell, count) in self.cells.iter_mut().zip(counts) {
            if let Some(count) = count {
                cell.count += count;
                cell.of += n;
            }
        }
    }

    /// Adds the counts of others.
    pub(super) fn merge(&mut self, other: &Counts) {
        self.n += other.n;
        for (cell, more) in self.cells.iter_mut().zip(other.cells) {
            cell.count += more.count;
            cell.of += more.of;
        }
    }
}

/// How the criteria and rules of reviews came out. Parts of different rubrics are kept apart.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    criteria: IndexMap<(usize, Arc<str>), CriterionCount>,
}

/// How one criterion came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CriterionCount {
    /// Its title.
    pub title: String,
    /// How many reviews were judged by it.
    pub n: u64,
    /// How many came to each grade, the best first.
    pub grades: [u64; Scale::MOST],
    /// How many it is not settled for.
    pub not_stated: u64,
    /// How many it does not apply to.
    pub not_applicable: u64,
    /// The number of reviews with its questions unanswered.
    pub unanswered: u64,
    /// Its rules by id, in the order of the rubric.
    pub(crate) rules: IndexMap<Arc<str>, RuleCount>,
}

/// How one rule came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleCount {
    /// Its title.
    pub title: String,
    /// How many reviews were judged by it.
    pub n: u64,
    /// How many of each outcome, in the order of [`RuleOutcome::ALL`].
    pub outcomes: [u64; 5],
}

impl RuleCount {
    /// How many came out so.
    #[must_use]
    pub(crate) fn get(&self, outcome: RuleOutcome) -> u64 {
        let counts = RuleOutcome::ALL.iter().zip(self.outcomes);
        counts.filter(|(own, _)| **own == outcome).map(|(_, count)| count).sum()
    }

    /// The number that do not meet it, of those it applies to and whose result cannot change.
    #[must_use]
    pub(crate) fn not_met(&self) -> Share {
        let not_met = self.get(RuleOutcome::NotMet);
        Share::new(not_met, not_met + self.get(RuleOutcome::Met))
    }
}

impl Parts {
    /// Adds the parts of one review, judged by the rubric of this number.
    pub fn add(&mut self, rubric: usize, criteria: &[CriterionEntry], by: CountBy) {
        for criterion in criteria {
            let count = self.criteria.entry((rubric, Arc::clone(&criterion.id))).or_default();
            if count.n == 0 {
                criterion.title.as_ref().clone_into(&mut count.title);
            }
            count.add(criterion, by);
        }
    }

    /// The criteria in the order in which they came, each with the number of its rubric and its id.
    pub(crate) fn criteria(&self) -> impl Iterator<Item = (usize, &str, &CriterionCount)> {
        self.criteria.iter().map(|((rubric, id), count)| (*rubric, id.as_ref(), count))
    }
}

impl CriterionCount {
    fn add(&mut self, criterion: &CriterionEntry, by: CountBy) {
        self.n += 1;
        match criterion.range {
            Some(range) => match settled(range, by) {
                Some(grade) => {
                    let ranks = grade.scale().best_first().zip(&mut self.grades);
                    ranks.filter(|(own, _)| *own == grade).for_each(|(_, count)| *count += 1);
                }
                None => self.not_stated += 1,
            },
            None if criterion.rules.iter().any(|rule| rule.outcome == RuleOutcome::Unanswered) => self.unanswered += 1,
            None => self.not_applicable += 1,
        }
        for rule in &criterion.rules {
            let count = self.rules.entry(Arc::clone(&rule.id)).or_default();
            if count.n == 0 {
                rule.title.as_ref().clone_into(&mut count.title);
            }
            count.n += 1;
            let outcomes = RuleOutcome::ALL.iter().zip(&mut count.outcomes);
            outcomes.filter(|(own, _)| **own == rule.outcome).for_each(|(_, count)| *count += 1);
        }
    }
}

/// The grade of a part that is counted: its floor or ceiling where these are, otherwise the one that is settled.
#[must_use]
pub(super) fn settled(range: Range, by: CountBy) -> Option<Grade> {
    match by {
        CountBy::Floor => Some(range.floor),
        CountBy::Ceiling => Some(range.ceiling),
        CountBy::Headline | CountBy::Tool | CountBy::Recorded => (range.floor == range.ceiling).then_some(range.floor),
    }
}
