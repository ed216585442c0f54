//! Reviews that are in two sets, paired by their ids.
//!
//! Of the first set a review is kept as its grade and what each rule came to, a few bytes a rule; of the second only those
//! that moved are.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::category::{Category, MOST};
use super::entry::Entry;
use super::statistics::sign_test;
use crate::analysis::{RuleStates, moved};
use crate::engine::{Range, RuleOutcome, State, States};
use crate::review::Grade;
use crate::rubric::Rubric;

/// How a review that is in both sets moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// To a better grade.
    Up,
    /// It is of the same grade, or of none in both.
    Same,
    /// To a worse grade.
    Down,
    /// To a grade from none: too little was stated before.
    Gained,
    /// From a grade to none: too little is stated now.
    Lost,
}

impl Move {
    /// From one category to another.
    #[must_use]
    pub(crate) fn between(was: Category, now: Category) -> Move {
        match (was.grade(), now.grade()) {
            (Some(was), Some(now)) if now > was => Move::Up,
            (Some(was), Some(now)) if now < was => Move::Down,
            (Some(_), Some(_)) | (None, None) => Move::Same,
            (None, Some(_)) => Move::Gained,
            (Some(_), None) => Move::Lost,
        }
    }
}

/// The result of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its outcome.
    pub outcome: RuleOutcome,
    /// The grades that it can come to; `None` where it is absent.
    pub judged: Option<State>,
}

/// A rule with another outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleMove {
    /// Its id.
    pub id: Arc<str>,
    /// Its result; `None` if there was no such rule.
    pub was: Option<Mark>,
    /// What it comes to now; `None` if there is no such rule.
    pub now: Option<Mark>,
}

/// What moved a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MovedBy {
    /// These rules: with them alone judged as they are now it gets the other grade, and none of them can be left out.
    Rules(Vec<RuleMove>),
    /// How rules combine, or how much has to be stated, has its part in it; these rules have another outcome.
    Combining(Vec<RuleMove>),
    /// That is not known: it was not graded by one rubric that is at hand. These rules have another outcome.
    NotKnown(Vec<RuleMove>),
    /// Somebody recorded one of the two grades; these rules are at the worse of the two grades, or below it.
    Recorded(Vec<RuleMove>),
}

impl MovedBy {
    /// The rules.
    #[must_use]
    pub(crate) fn rules(&self) -> &[RuleMove] {
        match self {
            MovedBy::Rules(rules) | MovedBy::Combining(rules) | MovedBy::NotKnown(rules) | MovedBy::Recorded(rules) => {
                rules
            }
        }
    }
}

/// A review that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedEntry {
    /// Its id.
    pub id: Box<str>,
    /// What it was counted as.
    pub was: Category,
    /// What it is counted as now.
    pub now: Category,
    /// What moved it.
    pub by: MovedBy,
}

/// The result of pairing.
#[derive(Clone, Debug, Default)]
pub struct Paired {
    /// How many of the reviews in both came from each category, in the order of [`Category::all`], to each.
    pub cells: [[u64; MOST]; MOST],
    /// How many of each category are in the first set only.
    pub gone: [u64; MOST],
    /// How many are in the second only.
    pub new: [u64; MOST],
    /// Those in both that moved, in the order of the second set.
    pub(crate) moved: Vec<MovedEntry>,
    /// The ids of those in the first only, in their order.
    pub gone_ids: Vec<Box<str>>,
    /// The ids of those in the second only, in their order.
    pub new_ids: Vec<Box<str>>,
    /// The titles of the rules, by id.
    pub titles: IndexMap<Arc<str>, Arc<str>>,
}

impl Paired {
    /// How many reviews are in both.
    #[must_use]
    pub(crate) fn both(&self) -> u64 {
        self.cells.iter().flatten().sum()
    }

    /// How many of those in both moved so.
    #[must_use]
    pub(crate) fn count(&self, wanted: Move) -> u64 {
        let rows = Category::all().zip(&self.cells);
        let cells = rows.flat_map(|(was, row)| Category::all().zip(row).map(move |(now, count)| (was, now, count)));
        cells.filter(|(was, now, _)| Move::between(*was, *now) == wanted).map(|(_, _, count)| count).sum()
    }

    /// The exact sign test of those that went up against those that went down.
    #[must_use]
    pub(crate) fn test(&self) -> f64 {
        sign_test(self.count(Move::Up), self.count(Move::Down))
    }

    /// True if any group of reviews that came from one category (or from nowhere) to another (or nowhere) has from 1 to
    /// `below - 1` members. Where none has, no sum or difference of such groups is the size of a smaller one.
    #[must_use]
    pub(crate) fn has_small(&self, below: u64) -> bool {
        let all = self.cells.iter().flatten().chain(&self.gone).chain(&self.new);
        all.into_iter().any(|count| (1..below).contains(count))
    }
}

/// A review of the first set.
#[derive(Clone, Debug)]
struct Kept {
    category: Category,
    range: Option<Range>,
    graded: Option<Graded>,
    is_paired: bool,
}

/// What the rules of a review came to.
#[derive(Clone, Debug)]
struct Graded {
    /// The number of the list of rules in [`Pairs::plans`].
    plan: usize,
    /// True if the rubric at hand graded it.
    by_own: bool,
    marks: Box<[Mark]>,
}

/// Pairs the reviews of two sets: all of the first go in before those of the second.
#[derive(Debug)]
pub struct Pairs<'r> {
    rubric: &'r Rubric,
    /// Lists of rules, in the order of a rubric.
    plans: Vec<Vec<Arc<str>>>,
    before: IndexMap<Box<str>, Kept>,
    paired: Paired,
}

impl<'r> Pairs<'r> {
    /// Nothing is paired yet; `rubric` is the one at hand.
    #[must_use]
    pub fn new(rubric: &'r Rubric) -> Self {
        Pairs { rubric, plans: Vec::new(), before: IndexMap::new(), paired: Paired::default() }
    }

    /// Takes a review of the first set that is counted as `category`; `hash` is that of the rubric that graded it.
    pub fn before(&mut self, entry: &Entry, category: Category, hash: Option<&str>) {
        let kept = self.kept(entry, category, hash);
        self.before.insert(entry.id.as_str().into(), kept);
    }

    /// Takes a review of the second set.
    pub fn after(&mut self, entry: &Entry, category: Category, hash: Option<&str>) {
        let now = self.kept(entry, category, hash);
        let Some(was) = self.before.get_mut(entry.id.as_str()) else {
            add(&mut self.paired.new, category);
            self.paired.new_ids.push(entry.id.as_str().into());
            return;
        };
        was.is_paired = true;
        if let Some(row) = self.paired.cells.get_mut(was.category.index()) {
            add(row, category);
        }
        if was.category != category {
            let was = was.clone();
            let by = self.moved_by(&was, &now);
            self.paired.moved.push(MovedEntry { id: entry.id.as_str().into(), was: was.category, now: category, by });
        }
    }

    /// The result.
    #[must_use]
    pub fn finish(self) -> Paired {
        let mut paired = self.paired;
        for (id, kept) in self.before.into_iter().filter(|(_, kept)| !kept.is_paired) {
            add(&mut paired.gone, kept.category);
            paired.gone_ids.push(id);
        }
        paired
    }

    fn kept(&mut self, entry: &Entry, category: Category, hash: Option<&str>) -> Kept {
        let range = entry.range();
        let graded = hash.filter(|_| !entry.criteria.is_empty()).map(|hash| Graded {
            plan: self.plan(entry),
            by_own: hash == self.rubric.hash,
            marks: entry.rules().map(|rule| Mark { outcome: rule.outcome, judged: rule.judged }).collect(),
        });
        Kept { category, range, graded, is_paired: false }
    }

    /// The number of a review's list of rules, which is kept.
    fn plan(&mut self, entry: &Entry) -> usize {
        let is_own = |plan: &Vec<Arc<str>>| plan.iter().eq(entry.rules().map(|rule| &rule.id));
        if let Some(known) = self.plans.iter().position(is_own) {
            return known;
        }
        for rule in entry.rules() {
            self.paired.titles.insert(Arc::clone(&rule.id), Arc::clone(&rule.title));
        }
        self.plans.push(entry.rules().map(|rule| Arc::clone(&rule.id)).collect());
        self.plans.len() - 1
    }

    fn moved_by(&self, was: &Kept, now: &Kept) -> MovedBy {
        let otherwise = self.judged_otherwise(was, now);
        if was.graded.is_some() != now.graded.is_some() {
            return MovedBy::Recorded(low(otherwise, was.category.grade().min(now.category.grade())));
        }
        let Some((was, now)) = self.came_to(was).zip(self.came_to(now)) else { return MovedBy::NotKnown(otherwise) };
        if was.range == now.range {
            return MovedBy::Combining(otherwise);
        }
        let why = moved(&was, &now);
        let named = otherwise.into_iter().filter(|rule| why.rules.iter().any(|id| **id == *rule.id)).collect();
        if why.combining { MovedBy::Combining(named) } else { MovedBy::Rules(named) }
    }

    /// What a review came to, if the rubric at hand graded it.
    fn came_to(&self, kept: &Kept) -> Option<RuleStates<'r>> {
        let graded = kept.graded.as_ref().filter(|graded| graded.by_own)?;
        let mut marks = graded.marks.iter().map(|mark| mark.judged);
        let states: States =
            self.rubric.criteria.iter().map(|criterion| marks.by_ref().take(criterion.rules.len()).collect()).collect();
        Some(RuleStates { rubric: self.rubric, states, range: kept.range })
    }

    /// The rules with another outcome, those of the later rubric first.
    fn judged_otherwise(&self, was: &Kept, now: &Kept) -> Vec<RuleMove> {
        let (was, now) = (self.marks(was), self.marks(now));
        let find = |marks: &[(&Arc<str>, Mark)], id: &Arc<str>| {
            marks.iter().find(|(own, _)| *own == id).map(|(_, mark)| *mark)
        };
        let new = now.iter().map(|(id, mark)| (*id, find(&was, id), Some(*mark)));
        let gone = was.iter().filter(|(id, _)| find(&now, id).is_none()).map(|(id, mark)| (*id, Some(*mark), None));
        let all = new.chain(gone).filter(|(_, was, now)| was != now);
        all.map(|(id, was, now)| RuleMove { id: Arc::clone(id), was, now }).collect()
    }

    fn marks(&self, kept: &Kept) -> Vec<(&Arc<str>, Mark)> {
        let Some(graded) = &kept.graded else { return Vec::new() };
        let plan = self.plans.get(graded.plan).map_or(&[][..], Vec::as_slice);
        plan.iter().zip(graded.marks.iter().copied()).collect()
    }
}

/// The rules that are at `grade` or below it, the worst first.
fn low(rules: Vec<RuleMove>, grade: Option<Grade>) -> Vec<RuleMove> {
    let floor = |rule: &RuleMove| Some(rule.was.or(rule.now)?.judged?.range.floor);
    let is_low = |rule: &RuleMove| floor(rule).zip(grade).is_some_and(|(floor, grade)| floor <= grade);
    let mut low: Vec<RuleMove> = rules.into_iter().filter(is_low).collect();
    low.sort_by_key(floor);
    low
}

/// What became of the rules of one review between two drafts.
#[derive(Clone, Debug)]
pub(crate) struct Between {
    /// What moved it.
    pub(crate) by: MovedBy,
    /// All rules with another outcome, those of the later rubric first.
    pub(crate) otherwise: Vec<RuleMove>,
    /// The titles of the rules, by id.
    pub titles: IndexMap<Arc<str>, Arc<str>>,
}

/// Compares two drafts of one review, each with the hash of the rubric that graded it; `rubric` is the one at hand.
#[must_use]
pub(crate) fn between(rubric: &Rubric, before: (&Entry, &str), after: (&Entry, &str)) -> Between {
    let mut pairs = Pairs::new(rubric);
    // What they are counted as plays no part.
    let was = pairs.kept(before.0, Category::NotEnoughStated, Some(before.1));
    let now = pairs.kept(after.0, Category::NotEnoughStated, Some(after.1));
    Between {
        by: pairs.moved_by(&was, &now),
        otherwise: pairs.judged_otherwise(&was, &now),
        titles: pairs.paired.titles,
    }
}

fn add(row: &mut [u64; MOST], category: Category) {
    if let Some(count) = row.get_mut(category.index()) {
        *count += 1;
    }
}

/// How many of the reviews whose earlier grade is known moved when they were graded again.
#[derive(Clone, Debug, Default)]
pub struct Again {
    known: HashMap<Box<str>, Category>,
    /// How many of them were graded again.
    pub n: u64,
    /// The ids of those that moved, with what they were and are counted as.
    pub moved: Vec<(Box<str>, Category, Category)>,
}

impl Again {
    /// Takes the earlier grade of a review.
    pub(crate) fn was(&mut self, id: &str, category: Category) {
        self.known.insert(id.into(), category);
    }

    /// Takes its grade now.
    pub(crate) fn is(&mut self, id: &str, category: Category) {
        let Some(was) = self.known.remove(id) else { return };
        self.n += 1;
        if was != category {
            self.moved.push((id.into(), was, category));
        }
    }
}
