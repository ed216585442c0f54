//! The cheapest way to a grade, exactly: a search over what each rule can be brought to.
//!
//! Needs are sums, so rules are taken one after another, and partial choices whose sums are the same are one. First inside
//! each criterion, once for each grade that matters to the whole, by the needs of that grade alone; then over the criteria.
//! What can no longer reach its goal is left out, and so is what is both dearer and no further than another. Should there be
//! too many partial choices all the same, the cheapest of those that are about as far are kept, and the answer says that it
//! is *at most* so long.

use std::collections::HashSet;

use super::cost::Cost;
use super::effort_bound::EffortBound;
use super::layers::{ChoiceTable, End};
use super::need::Sum;
use super::state::{Presence, Range, State};
use super::step::Step;
use crate::review::Grade;
use crate::rubric::{Criterion, CriterionId, Need, Part, Profile, Rubric};

/// One level that a rule can be brought to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) cost: Cost,
    /// The number of ways to bring it there.
    pub(super) ways: u128,
    pub(super) state: Option<State>,
}

/// The cheapest choice of all.
#[derive(Clone, Debug)]
pub(super) struct Cheapest {
    pub(super) cost: Cost,
    /// For each criterion and rule the number of its choice.
    pub(super) chosen: Vec<Vec<usize>>,
    /// How many choices are as cheap, this one included.
    pub(super) ways: u128,
}

/// A search for the cheapest choices by which the floor is at least some grade.
pub(super) struct Search<'r> {
    rubric: &'r Rubric,
    /// The needs of the whole, of the grades that will do.
    wanted: Profile,
    criteria: Vec<Vec<CriterionLevel>>,
}

/// A grade that a criterion may have to reach, and its rules as they add to the needs of it and to those of the whole.
struct CriterionLevel {
    /// `None` for any grade.
    floor: Option<Grade>,
    table: ChoiceTable,
}

/// What a criterion can be brought to, at its cheapest.
struct CriterionChoice {
    floor: Option<Grade>,
    end: End,
}

impl<'r> Search<'r> {
    /// `choices` says for each criterion and rule what it can be brought to; the first is what it is.
    pub(super) fn new(rubric: &'r Rubric, choices: &[Vec<Vec<Choice>>], target: Grade) -> Self {
        let wanted = rubric.overall.at_least(target);
        let whole = Members::from_profile(&wanted);
        let criteria = rubric.criteria.iter().zip(choices).enumerate();
        let criteria =
            criteria.map(|(at, (criterion, choices))| levels(rubric, (at, criterion), choices, &whole, target));
        Search { rubric, criteria: criteria.collect(), wanted }
    }

    /// Returns an effort below which nothing reaches the grade.
    pub(super) fn least(&self) -> usize {
        let whole = Members::from_profile(&self.wanted);
        let levels = |(at, (levels, criterion)): (usize, (&Vec<CriterionLevel>, &Criterion))| -> Vec<Step> {
            let part = Part::Criterion(CriterionId::new(at));
            let step = |level: &CriterionLevel, state: Option<State>| Step {
                number: 0,
                cost: Cost { effort: level.table.least(), ticks: 0 },
                ways: 1,
                presence: None,
                across: None,
                adds: whole.adds(part, criterion.weight, state).collect(),
            };
            let worst = self.wanted.scale.worst();
            let present = levels.iter().map(|level| step(level, Some(State::certain(level.floor.unwrap_or(worst)))));
            let absent = levels.iter().filter(|level| !level.table.is_surely_present()).map(|level| step(level, None));
            present.chain(absent).collect()
        };
        let parts: Vec<Vec<Step>> = self.criteria.iter().zip(&self.rubric.criteria).enumerate().map(levels).collect();
        // What single rules add to the needs of the whole is not known here.
        let is_known = |need: &Need| need.parts.iter().all(|part| matches!(part, Part::Criterion(_)));
        EffortBound::new(&self.wanted, &parts, is_known).effort()
    }

    /// Returns the cheapest choices with no more effort than `most`, if there are any, and whether partial choices were dropped,
    /// so that there may be cheaper ones.
    pub(super) fn run(&self, most: usize) -> (Option<Cheapest>, bool) {
        let mut dropped = false;
        let outcomes: Vec<Vec<CriterionChoice>> =
            self.criteria.iter().map(|levels| outcomes(levels, most, &mut dropped)).collect();
        let whole = Members::from_profile(&self.wanted);
        let criteria = self.rubric.criteria.iter().zip(&outcomes).enumerate();
        let parts = criteria.map(|(at, (criterion, outcomes))| {
            let step = |(number, outcome): (usize, &CriterionChoice)| {
                outcome.step(number, (&self.wanted, &whole), Part::Criterion(CriterionId::new(at)), criterion.weight)
            };
            outcomes.iter().enumerate().map(step).collect()
        });
        let table = ChoiceTable::new(self.wanted.clone(), Vec::new(), parts.collect());
        let ends = table.ends(most, &mut dropped).into_iter().filter(|end| end.presence.is_some());
        let mut found: Option<End> = None;
        for end in ends {
            match &mut found {
                Some(known) if known.cost < end.cost => {}
                Some(known) if known.cost == end.cost => known.join(end),
                _ => found = Some(end),
            }
        }
        let chosen = |(outcomes, pick): (&Vec<CriterionChoice>, &usize)| {
            outcomes.get(*pick).map_or_else(Vec::new, |outcome| outcome.end.chosen.clone())
        };
        let found = found.map(|end| Cheapest {
            cost: end.cost,
            chosen: outcomes.iter().zip(&end.chosen).map(chosen).collect(),
            ways: end.ways,
        });
        (found, dropped)
    }
}

/// The needs of a profile with the parts they are about.
struct Members<'n>(Vec<(&'n Need, HashSet<Part>)>);

impl<'n> Members<'n> {
    fn from_profile(profile: &'n Profile) -> Self {
        Members(profile.needs().map(|need| (need, need.parts.iter().copied().collect())).collect())
    }

    /// Returns what a part adds to each need in the worst case.
    fn adds(&self, part: Part, weight: u64, state: Option<State>) -> impl Iterator<Item = Sum> {
        self.0.iter().map(move |(need, parts)| {
            let state = state.filter(|_| parts.contains(&part));
            state.map_or_else(Sum::default, |state| need.adds_at_worst(weight, state))
        })
    }

    fn needs(&self) -> Vec<Need> {
        self.0.iter().map(|(need, _)| (*need).clone()).collect()
    }
}

/// Returns the grades of a criterion that matter to the needs of the whole, the worst first, each with its search.
fn levels(
    rubric: &Rubric,
    (at, criterion): (usize, &Criterion),
    choices: &[Vec<Choice>],
    whole: &Members<'_>,
    target: Grade,
) -> Vec<CriterionLevel> {
    let id = CriterionId::new(at);
    let part = Part::Criterion(id);
    let acting = rubric.limits.iter().filter(|limit| limit.overall < target);
    let grades = || criterion.profile.grades.iter().map(|(grade, _)| *grade);
    let given = |will_do: &dyn Fn(Grade) -> bool| grades().filter(|grade| will_do(*grade)).min();
    // The worst grade by which no limit on the criterion acts; `Some(None)` where no grade will do, and only absence does.
    let own = acting.clone().filter(|limit| limit.part == part);
    let uncapped = own.map(|limit| given(&|grade| grade > limit.when_at)).max_by_key(|grade| (grade.is_none(), *grade));
    let about = whole.0.iter().filter(|(_, parts)| parts.contains(&part)).flat_map(|(need, _)| {
        // Points tell all grades apart.
        if need.points.is_empty() { vec![need.at_least] } else { grades().collect() }
    });
    let mut floors: Vec<Grade> =
        about.filter_map(|least| given(&|grade| grade >= least)).chain(uncapped.flatten()).collect();
    floors.sort_unstable();
    floors.dedup();
    let floors = std::iter::once(None).chain(floors.into_iter().map(Some));
    let is_limited = |number: usize, state: Option<State>| {
        let mut limits = acting.clone().filter(|limit| limit.part == Part::Rule(id.rule(number)));
        limits.any(|limit| state.is_some_and(|state| state.range.floor <= limit.when_at))
    };
    let level = |floor: Option<Grade>| {
        let own = floor.map_or_else(
            || Profile { grades: Vec::new(), ..criterion.profile.clone() },
            |floor| criterion.profile.at_least(floor),
        );
        let members = Members::from_profile(&own);
        let rules = criterion.rules.iter().zip(choices).enumerate();
        let parts = rules.map(|(number, (rule, choices))| {
            let open = choices.iter().enumerate().filter(|(_, choice)| !is_limited(number, choice.state));
            let step = |(chosen, choice): (usize, &Choice)| {
                let part = Part::Rule(id.rule(number));
                let own = members.adds(part, rule.weight, choice.state);
                Step {
                    number: chosen,
                    cost: choice.cost,
                    ways: choice.ways,
                    presence: presence(choice.state).filter(|_| criterion.profile.parts.contains(&part)),
                    across: presence(choice.state).filter(|_| rubric.overall.parts.contains(&part)),
                    adds: own.chain(whole.adds(part, rule.weight, choice.state)).collect(),
                }
            };
            open.map(step).collect()
        });
        let mut table = ChoiceTable::new(own.clone(), whole.needs(), parts.collect());
        table.only_absent = uncapped.is_some_and(|least| least.is_none() || floor < least);
        CriterionLevel { floor, table }
    };
    floors.map(level).collect()
}

/// Returns everything that a criterion can be brought to, each at its cheapest, in the order of what is chosen.
fn outcomes(levels: &[CriterionLevel], most: usize, dropped: &mut bool) -> Vec<CriterionChoice> {
    let mut outcomes: Vec<CriterionChoice> = Vec::new();
    // From the best grade to the worst: what reaches the better one is among what reaches the worse one too.
    let mut better: Vec<End> = Vec::new();
    for level in levels.iter().rev() {
        let ends = level.table.ends(most, dropped);
        let ends: Vec<End> = ends.into_iter().filter(|end| level.floor.is_none() || end.presence.is_some()).collect();
        for end in &ends {
            let same = better.iter().find(|other| other.is_like(end) && other.cost == end.cost);
            let others = same.filter(|other| other.ways < u128::MAX).map_or(0, |other| other.ways);
            let ways = end.ways.saturating_sub(others);
            let admitted = !level.table.only_absent || end.presence.is_none();
            if ways > 0 && admitted {
                outcomes.push(CriterionChoice { floor: level.floor, end: End { ways, ..end.clone() } });
            }
        }
        better = ends;
    }
    outcomes.sort_by(|a, b| a.end.chosen.cmp(&b.end.chosen));
    outcomes
}

impl CriterionChoice {
    fn step(&self, number: usize, wanted: (&Profile, &Members<'_>), part: Part, weight: u64) -> Step {
        let (goal, whole) = wanted;
        let about_whole = goal.parts.contains(&part);
        // What can be better plays no part here: the floor is what is raised.
        let floor = self.floor.unwrap_or(goal.scale.worst());
        let range = Range { floor, ceiling: floor };
        let state = self.end.presence.map(|presence| State { range, presence });
        let adds = whole.adds(part, weight, state).zip(&self.end.carried).map(|(own, rules)| own.plus(*rules));
        let End { cost, ways, across, .. } = self.end;
        let presence = presence(state).filter(|_| about_whole).max(across);
        Step { number, cost, ways, presence, across: None, adds: adds.collect() }
    }
}

fn presence(state: Option<State>) -> Option<Presence> {
    state.map(|state| state.presence)
}
