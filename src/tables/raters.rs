//! Several raters' grades of the same reviews, side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::agreement::{Agreement, Ratings};
use super::entry::RuleEntry;
use crate::review::{Grade, Scale};

/// What one rater says of one review.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rating {
    /// The grade of the review; `None` if the rater gives none.
    pub grade: Option<Grade>,
    /// The grade of each criterion that the rater grades, by its id, with its title.
    pub criteria: IndexMap<Arc<str>, (Arc<str>, Grade)>,
    /// The result of each rule, where the rater used a rubric.
    pub rules: Vec<RuleEntry>,
}

/// A rater and what they say of each review, by its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rater {
    /// What to call the rater.
    pub name: String,
    /// What the rater says.
    pub ratings: BTreeMap<String, Rating>,
}

/// A review to which two raters gave different grades.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dissent<'r> {
    /// Its id.
    pub id: &'r str,
    /// How many steps the two grades that are furthest apart are from each other.
    pub steps: u8,
    /// The grade of each rater.
    pub grades: Vec<Option<Grade>>,
    /// The rules that came to different grades, or where one rater alone used a rubric, those that are furthest from the
    /// others' grades.
    pub rules: Vec<RuleDissent<'r>>,
}

/// The result of a rule for each rater.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RuleDissent<'r> {
    /// The rule.
    pub rule: &'r RuleEntry,
    /// Its grade for each rater, where it has one.
    pub grades: Vec<Option<Grade>>,
}

/// The ratings of some raters on one scale.
#[derive(Clone, Debug)]
pub(crate) struct Raters<'r> {
    scale: Scale,
    raters: &'r [Rater],
}

impl<'r> Raters<'r> {
    /// Puts `raters` side by side.
    #[must_use]
    pub(crate) fn new(scale: Scale, raters: &'r [Rater]) -> Self {
        Raters { scale, raters }
    }

    /// Every review that somebody rated, by id.
    fn ids(&self) -> Vec<&'r str> {
        let mut ids: Vec<&str> =
            self.raters.iter().flat_map(|rater| rater.ratings.keys().map(String::as_str)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The grades of all reviews, those of all criteria where `criterion` names one.
    #[must_use]
    pub(crate) fn ratings(&self, criterion: Option<&str>) -> Ratings {
        let grade = |rating: &Rating| match criterion {
            None => rating.grade,
            Some(id) => rating.criteria.get(id).map(|(_, grade)| *grade),
        };
        let row = |id: &str| {
            let ratings = self.raters.iter().map(|rater| rater.ratings.get(id).and_then(grade));
            ratings.map(|grade| grade.map(|grade| place(self.scale, grade))).collect()
        };
        let rows = self.ids().into_iter().map(row).collect();
        Ratings::new(self.raters.len(), self.scale.count(), rows).unwrap_or_else(|| Ratings::none(self.raters.len()))
    }

    /// How far they agree on each criterion that two of them grade, in the order in which they come.
    #[must_use]
    pub(crate) fn criteria(&self) -> Vec<(Arc<str>, Arc<str>, Agreement)> {
        let mut known: IndexMap<Arc<str>, Arc<str>> = IndexMap::new();
        let ratings = self.raters.iter().flat_map(|rater| rater.ratings.values());
        for (id, (title, _)) in ratings.flat_map(|rating| &rating.criteria) {
            known.entry(Arc::clone(id)).or_insert_with(|| Arc::clone(title));
        }
        let all = known.into_iter().map(|(id, title)| {
            let agreement = self.ratings(Some(&id)).agreement();
            (id, title, agreement)
        });
        all.filter(|(_, _, agreement)| agreement.exact.of > 0).collect()
    }

    /// The reviews that they grade differently, those furthest apart first.
    #[must_use]
    pub(crate) fn dissents(&self) -> Vec<Dissent<'r>> {
        let dissent = |id: &'r str| {
            let ratings: Vec<Option<&'r Rating>> = self.raters.iter().map(|rater| rater.ratings.get(id)).collect();
            let grades: Vec<Option<Grade>> = ratings.iter().map(|rating| rating.and_then(|own| own.grade)).collect();
            let ranks = || grades.iter().flatten().map(|grade| grade.rank());
            let steps = ranks().max()? - ranks().min()?;
            (steps > 0).then(|| Dissent { id, steps, rules: rules_behind(&ratings, &grades), grades })
        };
        let mut dissents: Vec<Dissent<'r>> = self.ids().into_iter().filter_map(dissent).collect();
        dissents.sort_by_key(|dissent| std::cmp::Reverse(dissent.steps));
        dissents
    }
}

/// The place of a grade on its scale, the best first.
fn place(scale: Scale, grade: Grade) -> usize {
    scale.count().saturating_sub(1 + usize::from(grade.rank()))
}

/// How many rules are named where one rater alone used a rubric.
const FURTHEST: usize = 5;

/// The rules that explain why two grades differ.
fn rules_behind<'r>(ratings: &[Option<&'r Rating>], grades: &[Option<Grade>]) -> Vec<RuleDissent<'r>> {
    let floor = |rule: &RuleEntry| rule.judged.map(|state| state.range.floor);
    let mut rules: IndexMap<&'r str, RuleDissent<'r>> = IndexMap::new();
    for (at, rating) in ratings.iter().enumerate() {
        for rule in rating.iter().flat_map(|rating| &rating.rules) {
            let none = || RuleDissent { rule, grades: vec![None; ratings.len()] };
            let own = rules.entry(&rule.id).or_insert_with(none);
            if let Some(grade) = own.grades.get_mut(at) {
                *grade = floor(rule);
            }
        }
    }
    let with_rules = ratings.iter().filter(|rating| rating.is_some_and(|rating| !rating.rules.is_empty())).count();
    if with_rules > 1 {
        let differs = |own: &RuleDissent<'_>| {
            let used =
                ratings.iter().zip(&own.grades).filter(|(rating, _)| rating.is_some_and(|own| !own.rules.is_empty()));
            let mut grades = used.map(|(_, grade)| grade);
            let first = grades.next();
            grades.any(|grade| Some(grade) != first)
        };
        return rules.into_values().filter(differs).collect();
    }
    // Of the one rater who used a rubric, the rules that are further than the grade itself from what the others say.
    let Some(at) = ratings.iter().position(|rating| rating.is_some_and(|rating| !rating.rules.is_empty())) else {
        return Vec::new();
    };
    let own = grades.get(at).copied().flatten();
    let others = grades.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, grade)| *grade);
    let Some((own, other)) = own.zip(others.max_by_key(|other| own.map_or(0, |own| own.rank().abs_diff(other.rank()))))
    else {
        return Vec::new();
    };
    let grade = |rule: &RuleDissent<'_>| rule.grades.get(at).copied().flatten();
    let mut behind: Vec<RuleDissent<'r>> = rules
        .into_values()
        .filter(|rule| grade(rule).is_some_and(|grade| if own < other { grade < other } else { grade > other }))
        .collect();
    behind.sort_by_key(|rule| std::cmp::Reverse(grade(rule).map_or(0, |grade| grade.rank().abs_diff(other.rank()))));
    behind.truncate(FURTHEST);
    behind
}
