//! What a rubric can come to.

use std::collections::BTreeSet;

use crate::engine::{Presence, Range, State, States, combine};
use crate::review::Grade;
use crate::rubric::{Empty, Measure, Rubric, Rule};

/// What a part or the review comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// This grade, for certain.
    Grade(Grade),
    /// It has no place.
    NotApplicable,
    /// What is not stated could change it.
    NotStated,
    /// A question that nobody has answered.
    Unanswered,
    /// Too little is stated to grade the review.
    NotEnoughStated,
}

impl Came {
    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Came::Grade(grade) => grade.word(),
            Came::NotApplicable => "not-applicable",
            Came::NotStated => "not-stated",
            Came::Unanswered => "unanswered",
            Came::NotEnoughStated => "not-enough-stated",
        }
    }
}

/// What `rule` can come to: the grades that its bands give, and whether it can be absent, open or unanswered.
#[must_use]
pub fn rule_outcomes(rule: &Rule) -> Vec<Came> {
    let mut outcomes: Vec<Came> = rule_grades(rule).into_iter().map(Came::Grade).collect();
    if may_be_absent(rule) {
        outcomes.push(Came::NotApplicable);
    }
    outcomes.push(if rule.is_asked() { Came::Unanswered } else { Came::NotStated });
    outcomes
}

/// The grades that a rule gives, the best first.
#[must_use]
pub fn rule_grades(rule: &Rule) -> Vec<Grade> {
    match &rule.measure {
        Measure::Share(share) => {
            let bands = share.bands.bands.iter().map(|(grade, _)| *grade);
            let bands: Vec<Grade> = if share.each.is_some() { bands.collect() } else { bands.take(1).collect() };
            bands.into_iter().chain([share.bands.unmet]).collect()
        }
        Measure::Count { bands, .. } | Measure::Number { bands, .. } => {
            bands.bands.iter().map(|(grade, _)| *grade).chain([bands.unmet]).collect()
        }
        Measure::Ask { .. } => Grade::BEST_FIRST.to_vec(),
    }
}

/// True if a rule can turn out not to apply.
#[must_use]
pub fn may_be_absent(rule: &Rule) -> bool {
    let empty = match &rule.measure {
        Measure::Share(share) => share.each.is_some() && share.empty == Empty::NotApplicable,
        Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } => false,
    };
    empty || !rule.applies_when.is_empty()
}

/// Grades that the criterion of this number, from 0, is sure to come to for some grades of its rules, the best first.
///
/// Found by walking from every rule at its best to every rule at its worst, in several orders: each grade given here is
/// reached on the way; one that no walk meets is left out.
#[must_use]
pub fn criterion_grades(rubric: &Rubric, criterion: usize) -> Vec<Grade> {
    met_on_walks(rubric, |c| c == criterion, |combined| combined.criteria.get(criterion).copied().flatten())
}

/// Grades that the review is sure to come to for some grades of the rules, the best first; found likewise.
#[must_use]
pub fn overall_grades(rubric: &Rubric) -> Vec<Grade> {
    met_on_walks(rubric, |_| true, |combined| combined.overall)
}

fn met_on_walks(
    rubric: &Rubric,
    takes_part: impl Fn(usize) -> bool,
    judged: impl Fn(&crate::engine::Combined) -> Option<State>,
) -> Vec<Grade> {
    let mut met = BTreeSet::new();
    for without_optional in [false, true] {
        let places = places(rubric, &takes_part, without_optional);
        for walk in walks(&places) {
            let mut grades: Vec<usize> = vec![0; places.len()];
            let mut look = |grades: &[usize]| {
                let combined = combine(rubric, &states(rubric, &places, grades));
                met.extend(judged(&combined).map(|state| state.range.floor));
            };
            look(&grades);
            for step in walk {
                if let Some(grade) = grades.get_mut(step) {
                    *grade += 1;
                }
                look(&grades);
            }
        }
    }
    met.into_iter().rev().collect()
}

/// A rule that takes part: its criterion's number, its own there, and its grades, the best first.
struct Place {
    at: (usize, usize),
    grades: Vec<Grade>,
}

/// The rules that take part in a walk, with or without those that can be absent.
fn places(rubric: &Rubric, takes_part: impl Fn(usize) -> bool, without_optional: bool) -> Vec<Place> {
    let rules = rubric
        .criteria
        .iter()
        .enumerate()
        .filter(|(c, _)| takes_part(*c))
        .flat_map(|(c, criterion)| criterion.rules.iter().enumerate().map(move |(r, rule)| ((c, r), rule)));
    let present = |(_, rule): &((usize, usize), &Rule)| !(without_optional && (may_be_absent(rule) || rule.is_asked()));
    rules.filter(present).map(|(at, rule)| Place { at, grades: rule_grades(rule) }).collect()
}

/// Orders in which all rules sink to their worst, one grade of one rule a step: rule by rule and all together, from the
/// first and from the last.
fn walks(places: &[Place]) -> [Vec<usize>; 4] {
    let steps = |place: &Place| place.grades.len().saturating_sub(1);
    let by_rule: Vec<usize> =
        places.iter().enumerate().flat_map(|(at, place)| std::iter::repeat_n(at, steps(place))).collect();
    let deepest = places.iter().map(steps).max().unwrap_or(0);
    let at_level = |level: usize| places.iter().enumerate().filter(move |(_, place)| level < steps(place));
    let by_level: Vec<usize> = (0..deepest).flat_map(|level| at_level(level).map(|(at, _)| at)).collect();
    let last_rule_first = by_rule.iter().rev().copied().collect();
    let last_first_by_level = (0..deepest)
        .flat_map(|level| at_level(level).map(|(at, _)| at).collect::<Vec<_>>().into_iter().rev())
        .collect();
    [by_rule, by_level, last_rule_first, last_first_by_level]
}

fn states(rubric: &Rubric, places: &[Place], grades: &[usize]) -> States {
    let mut states: States = rubric.criteria.iter().map(|criterion| vec![None; criterion.rules.len()]).collect();
    for (place, at) in places.iter().zip(grades) {
        let rules = states.get_mut(place.at.0);
        let (Some(state), Some(grade)) = (rules.and_then(|rules| rules.get_mut(place.at.1)), place.grades.get(*at))
        else {
            continue;
        };
        *state = Some(State { range: Range { floor: *grade, ceiling: *grade }, presence: Presence::Sure });
    }
    states
}
