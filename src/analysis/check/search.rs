//! The search for a combination of judgements, exact and without trying all of them.
//!
//! A need is a sum: each part adds something to it, whatever the other parts come to. So the search goes through the parts
//! one by one, keeps for each need what the parts so far have added, and never goes twice where the sums are the same; it
//! turns back where no way of going on can reach the goal.

use std::collections::HashSet;

use crate::engine::{Bounds, Fate, Sum};
use crate::review::Grade;
use crate::rubric::{Need, Profile};

/// The most steps a search takes before it gives up and reports that.
const MOST_STEPS: usize = 300_000;

/// A search that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// One thing that a part can come to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Choice {
    /// Its judgement; `None` if it takes no part.
    pub(super) grade: Option<Grade>,
    /// What it adds to each need of the system.
    pub(super) adds: Vec<Sum>,
    /// For each limit whether it acts because of this part.
    pub(super) acts: Vec<bool>,
}

/// The needs of a profile, and everything that each of its parts can come to.
#[derive(Debug)]
pub(super) struct System<'r> {
    profile: &'r Profile,
    needs: Vec<&'r Need>,
    limits: usize,
    parts: Vec<Vec<Choice>>,
    /// For each part what it and those after it can add.
    ahead: Vec<Ahead>,
}

#[derive(Clone, Debug, Default)]
struct Ahead {
    bounds: Vec<Bounds>,
    /// For each limit whether one of them can make it act, and whether one must.
    acts: Vec<(bool, bool)>,
    /// Whether one of them can be present.
    present: bool,
}

/// What can become of a system, as far as a search has gone; of a whole combination, what did.
#[derive(Debug)]
pub(super) struct View<'v> {
    profile: &'v Profile,
    needs: Vec<Fate>,
    /// For each limit whether it can act and whether it can stay away.
    limits: Vec<(bool, bool)>,
    present: bool,
}

impl View<'_> {
    /// Whether all needs of one way to `grade` can hold, with one part present at least.
    pub(super) fn can_hold(&self, grade: Grade) -> bool {
        let open = |need: &Fate| need.can_hold || need.can_be_void;
        let holds = |needs: &[Fate]| needs.iter().all(open) && needs.iter().any(|need| need.can_hold);
        self.present && self.ways_to(grade).any(holds)
    }

    /// Whether a need of each way to `grade` can fail, with one part present at least.
    pub(super) fn can_fail(&self, grade: Grade) -> bool {
        let fails =
            |needs: &[Fate]| needs.iter().any(|need| need.can_fail) || needs.iter().all(|need| need.can_be_void);
        self.present && self.ways_to(grade).all(fails)
    }

    /// What can become of the needs of each way to `grade`.
    fn ways_to(&self, grade: Grade) -> impl Iterator<Item = &[Fate]> {
        let mut start = 0;
        let ways = self.profile.grades.iter().map(move |(own, needs)| {
            let first = start;
            start += needs.len();
            (*own, first..start)
        });
        ways.filter(move |(own, _)| *own == grade).filter_map(|(_, range)| self.needs.get(range))
    }

    /// The grades that the profile can give, the best first.
    pub(super) fn grades(&self) -> impl Iterator<Item = Grade> + '_ {
        self.profile.grades.iter().map(|(grade, _)| *grade).chain([self.profile.scale.worst()])
    }

    /// Whether the needs alone can come to exactly `grade`.
    pub(super) fn can_reach(&self, grade: Grade) -> bool {
        let better = self.profile.grades.iter().filter(|(other, _)| *other > grade);
        let given = self.profile.grades.iter().any(|(other, _)| *other == grade) && self.can_hold(grade);
        // The worst is what is left, but of nothing that any need speaks of there is no grade.
        let left = || self.present && self.needs.iter().any(|need| need.can_hold || need.can_fail);
        (given || grade.is_worst() && left()) && better.into_iter().all(|(other, _)| self.can_fail(*other))
    }

    pub(super) fn can_act(&self, limit: usize) -> bool {
        self.limits.get(limit).is_some_and(|(acts, _)| *acts)
    }

    pub(super) fn can_stay_away(&self, limit: usize) -> bool {
        self.limits.get(limit).is_none_or(|(_, stays)| *stays)
    }
}

impl<'r> System<'r> {
    /// `parts` are the parts of the profile, each with all that it can come to, the likeliest first.
    pub(super) fn new(profile: &'r Profile, limits: usize, parts: Vec<Vec<Choice>>) -> Self {
        let needs: Vec<&Need> = profile.needs().collect();
        let none =
            Ahead { bounds: vec![Bounds::default(); needs.len()], acts: vec![(false, false); limits], present: false };
        let mut ahead = vec![none];
        for choices in parts.iter().rev() {
            let after = ahead.last().cloned().unwrap_or_default();
            ahead.push(before(&after, choices));
        }
        ahead.reverse();
        System { profile, needs, limits, parts, ahead }
    }

    /// A choice for each part, by number, that together reach `goal`; `None` if there is none.
    ///
    /// `goal` is asked of what can become of a part of a combination, and must be true as long as it can be reached.
    /// It may look at the needs of the grades in `about` only. Judgements near `near` are tried first.
    pub(super) fn find(
        &self,
        near: Grade,
        about: &dyn Fn(Grade) -> bool,
        goal: &dyn Fn(&View<'_>) -> bool,
    ) -> Result<Option<Vec<usize>>, TooLarge> {
        let grades = self.profile.grades.iter().flat_map(|(grade, needs)| needs.iter().map(|_| about(*grade)));
        let about = grades.collect();
        let mut search = Search { system: self, goal, about, near, steps: 0, seen: HashSet::new(), chosen: Vec::new() };
        let start =
            Reached { sums: vec![Sum::default(); self.needs.len()], acts: vec![false; self.limits], present: false };
        Ok(search.go_on(&start)?.then_some(search.chosen))
    }

    /// A choice for each part, by number, that makes the whole exactly `grade`, or absent, where other parts have come to
    /// `sums` already.
    pub(super) fn find_from(
        &self,
        sums: &[Sum],
        present: bool,
        grade: Option<Grade>,
    ) -> Result<Option<Vec<usize>>, TooLarge> {
        let Some(grade) = grade else { return Ok(self.absent(sums, present)) };
        let goal = |view: &View<'_>| view.can_reach(grade);
        let about = self.profile.grades.iter().flat_map(|(own, needs)| needs.iter().map(|_| *own >= grade)).collect();
        let (seen, chosen) = (HashSet::new(), Vec::new());
        let mut search = Search { system: self, goal: &goal, about, near: grade, steps: 0, seen, chosen };
        let start = Reached { sums: sums.to_vec(), acts: Vec::new(), present };
        Ok(search.go_on(&start)?.then_some(search.chosen))
    }

    /// A choice for each part by which the whole has no grade: all are absent, but those that no need is about.
    fn absent(&self, sums: &[Sum], present: bool) -> Option<Vec<usize>> {
        let is_absent = |choice: &Choice| choice.grade.is_none();
        let adds_nothing = |choice: &Choice| choice.adds.iter().all(|sum| *sum == Sum::default());
        let pick = |choices: &Vec<Choice>| {
            choices.iter().position(is_absent).or_else(|| choices.iter().position(adds_nothing))
        };
        let picked = self.parts.iter().map(pick).collect::<Option<Vec<usize>>>()?;
        let chosen = self.parts.iter().zip(&picked).filter_map(|(choices, at)| choices.get(*at));
        let present = present || chosen.into_iter().any(|choice| !is_absent(choice));
        (!present || self.profile.judged(sums).is_none()).then_some(picked)
    }

    fn view(&self, reached: &Reached, at: usize) -> View<'_> {
        let ahead = self.ahead.get(at).cloned().unwrap_or_default();
        let needs = self.needs.iter().zip(&reached.sums).zip(&ahead.bounds);
        let limits = reached.acts.iter().zip(&ahead.acts);
        View {
            profile: self.profile,
            needs: needs.map(|((need, sum), ahead)| need.fate(*sum, *ahead)).collect(),
            limits: limits.map(|(acts, (can, must))| (*acts || *can, !*acts && !*must)).collect(),
            present: reached.present || ahead.present,
        }
    }
}

fn before(after: &Ahead, choices: &[Choice]) -> Ahead {
    let bounds = after.bounds.iter().enumerate().map(|(need, ahead)| {
        ahead.plus(Bounds::around(choices.iter().filter_map(|choice| choice.adds.get(need).copied())))
    });
    let acts = after.acts.iter().enumerate().map(|(limit, (can, must))| {
        let acts = |choice: &Choice| choice.acts.get(limit).copied().unwrap_or(false);
        (*can || choices.iter().any(acts), *must || !choices.is_empty() && choices.iter().all(acts))
    });
    Ahead {
        bounds: bounds.collect(),
        acts: acts.collect(),
        present: after.present || choices.iter().any(|choice| choice.grade.is_some()),
    }
}

/// What the parts so far have come to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Reached {
    sums: Vec<Sum>,
    acts: Vec<bool>,
    present: bool,
}

struct Search<'s, 'r> {
    system: &'s System<'r>,
    goal: &'s dyn Fn(&View<'_>) -> bool,
    /// For each need whether the goal looks at it.
    about: Vec<bool>,
    near: Grade,
    steps: usize,
    seen: HashSet<(usize, Reached)>,
    chosen: Vec<usize>,
}

impl Search<'_, '_> {
    fn go_on(&mut self, reached: &Reached) -> Result<bool, TooLarge> {
        let at = self.chosen.len();
        let view = self.system.view(reached, at);
        if !(self.goal)(&view) {
            return Ok(false);
        }
        let Some(choices) = self.system.parts.get(at) else { return Ok(true) };
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooLarge);
        }
        if !self.seen.insert((at, self.settled(reached, &view))) {
            return Ok(false);
        }
        let mut order: Vec<usize> = (0..choices.len()).collect();
        order.sort_by_key(|number| choices.get(*number).map(|choice| distance(choice.grade, self.near)));
        for number in order {
            let Some(choice) = choices.get(number) else { continue };
            let next = self.with(reached, choice);
            self.chosen.push(number);
            if self.go_on(&next)? {
                return Ok(true);
            }
            self.chosen.pop();
        }
        Ok(false)
    }

    fn with(&self, reached: &Reached, choice: &Choice) -> Reached {
        let sums = self.system.needs.iter().zip(reached.sums.iter().zip(&choice.adds));
        Reached {
            sums: sums.map(|(need, (sum, adds))| need.essence(sum.plus(*adds))).collect(),
            acts: reached.acts.iter().zip(&choice.acts).map(|(before, now)| *before || *now).collect(),
            present: reached.present || choice.grade.is_some(),
        }
    }

    /// The same, with nothing said of needs that the goal does not look at or whose fate is settled: those are told apart
    /// by their fate only.
    fn settled(&self, reached: &Reached, view: &View<'_>) -> Reached {
        let fate = |((sum, fate), about): ((&Sum, &Fate), &bool)| match fate {
            _ if !about => Sum::default(),
            Fate { can_hold: true, can_fail: false, can_be_void: false } => Sum::HELD,
            Fate { can_hold: false, can_fail: true, can_be_void: false } => Sum::LOST,
            Fate { .. } => *sum,
        };
        let sums = reached.sums.iter().zip(&view.needs).zip(&self.about).map(fate);
        Reached { sums: sums.collect(), ..reached.clone() }
    }
}

/// The distance of a judgement from the required one; a part that does not apply is farthest.
fn distance(grade: Option<Grade>, near: Grade) -> u8 {
    grade.map_or(u8::MAX, |grade| grade.rank().abs_diff(near.rank()))
}
