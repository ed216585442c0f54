//! Limits that can never bite, and limits of which one is enough.

use super::findings::{Findings, Warning};
use super::grades::parts_across;
use super::joint::{Joint, Judged, states};
use super::search::{System, TooLarge, View};
use super::witness::Witness;
use crate::document::{Diagnostic, KeyPath};
use crate::engine::combine;
use crate::review::Grade;
use crate::rubric::{Limit, Rubric};
use crate::text::and_list;

/// The limits with all that the parts can come to, in each set of rules that can apply together.
struct Limits<'j, 'r> {
    rubric: &'r Rubric,
    systems: Vec<(&'j Joint<'r>, System<'r>)>,
}

/// Looks at every limit.
pub(super) fn check(joints: &[Joint<'_>], found: &mut Findings<'_>) {
    let systems = joints.iter().map(|joint| Ok((joint, joint.across()?))).collect::<Result<Vec<_>, TooLarge>>();
    // Where the search is given up, `grades` says so.
    let (Ok(systems), Some(joint)) = (systems, joints.first()) else { return };
    let limits = Limits { rubric: joint.rubric, systems };
    let all = vec![true; limits.rubric.limits.len()];
    let mut idle = Vec::new();
    for (at, limit) in limits.rubric.limits.iter().enumerate() {
        match limits.bites(at, &all, &[]) {
            Ok(Some(_)) => {}
            Ok(None) => idle.push(at),
            Err(TooLarge) => found.too_large(&format!("whether the limit on `{}` can bite", limit.when)),
        }
    }
    if limits.report(&idle, found).is_err() {
        found.too_large("which limits can be removed");
    }
}

impl Limits<'_, '_> {
    /// Judgements under which the limit changes the grade, with those limits besides it that are `active`; those in `beside`
    /// act too.
    fn bites(&self, at: usize, active: &[bool], beside: &[usize]) -> Result<Option<Vec<Vec<Judged>>>, TooLarge> {
        let limits = &self.rubric.limits;
        let Some(limit) = limits.get(at) else { return Ok(None) };
        let Some(least) = self.rubric.scale.best_first().rev().find(|grade| *grade > limit.overall) else {
            return Ok(None);
        };
        let others: Vec<bool> = active.iter().enumerate().map(|(other, active)| *active && other != at).collect();
        self.find(&|view| {
            view.can_act(at) && beside.iter().all(|other| view.can_act(*other)) && exceeds(view, limits, &others, least)
        })
    }

    fn find(&self, goal: &dyn Fn(&View<'_>) -> bool) -> Result<Option<Vec<Vec<Judged>>>, TooLarge> {
        for (joint, system) in &self.systems {
            if let Some(chosen) = system.find(self.rubric.scale.best(), &|_| true, goal)? {
                return Ok(Some(joint.rules_across(&chosen)));
            }
        }
        Ok(None)
    }

    /// Reports the limits that change no grade as long as all others are there. Some of them may do the same as others: of
    /// those one must stay.
    fn report(&self, idle: &[usize], found: &mut Findings<'_>) -> Result<(), TooLarge> {
        let mut active = vec![true; self.rubric.limits.len()];
        let (mut removed, mut kept) = (Vec::new(), Vec::new());
        for at in idle.iter().rev() {
            if self.bites(*at, &active, &[])?.is_some() {
                kept.push(*at);
            } else {
                active.iter_mut().enumerate().filter(|(other, _)| other == at).for_each(|(_, own)| *own = false);
                removed.push(*at);
            }
        }
        removed.reverse();
        let mut grouped = Vec::new();
        for at in kept {
            let without: Vec<bool> = active.iter().enumerate().map(|(other, own)| *own && other != at).collect();
            let mut same = Vec::new();
            for other in &removed {
                if self.bites(*other, &without, &[at])?.is_some() {
                    same.push(*other);
                }
            }
            let judged = self.bites(at, &active, &same)?.or(self.bites(at, &active, &[])?);
            found.add(self.same(at, &same, judged, found));
            grouped.extend(same);
        }
        for at in removed.into_iter().filter(|at| !grouped.contains(at)) {
            found.add(self.idle(at, found)?);
        }
        Ok(())
    }

    /// That limits do the same as one that stays.
    fn same(
        &self,
        at: usize,
        same: &[usize],
        judged: Option<Vec<Vec<Judged>>>,
        found: &Findings<'_>,
    ) -> Option<Warning> {
        let limit = self.rubric.limits.get(at)?;
        let mut all: Vec<usize> = same.iter().copied().chain([at]).collect();
        all.sort_unstable();
        let names = all.iter().filter_map(|at| self.rubric.limits.get(*at)).map(|limit| format!("`{}`", limit.when));
        let mut names: Vec<String> = names.collect();
        names.dedup();
        let of = if let [name] = names.as_slice() {
            format!("{} limits on {name}", all.len())
        } else {
            format!("limits on {}", and_list(&names))
        };
        let (rest, help) = if all.len() == 2 {
            ("you can remove either, but not both", "remove the one whose reason says less")
        } else {
            ("keep one of them", "remove the others")
        };
        let mut diagnostic = Diagnostic::warning("limit-never-bites", format!("the {of} do the same: {rest}"));
        for at in &all {
            diagnostic = found.at(diagnostic, &KeyPath::dotted("limits").item(*at).key("when"), "this one");
        }
        let judged = judged?;
        let mut without = self.rubric.clone();
        all.iter().rev().for_each(|at| drop(without.limits.remove(*at)));
        let grade = |rubric: &Rubric| combine(rubric, &states(&judged)).overall.map(|overall| overall.range.floor);
        let (with, without) = (grade(self.rubric)?, grade(&without)?);
        let shows = format!("the review is {with}, and {without} without these limits");
        let witness = Witness::Judgements { parts: parts_across(self.rubric, &judged), shows };
        let warning = Warning { diagnostic: diagnostic.help(help), witness: Some(witness) };
        found.confirmed(with <= limit.overall && without > limit.overall, warning)
    }

    /// That a limit changes nothing.
    fn idle(&self, at: usize, found: &Findings<'_>) -> Result<Option<Warning>, TooLarge> {
        let limits = &self.rubric.limits;
        let Some(limit) = limits.get(at) else { return Ok(None) };
        let all = vec![true; limits.len()];
        // The best that there is while the limit acts shows that it takes nothing away.
        let mut best = None;
        for grade in self.rubric.scale.best_first().filter(|grade| *grade <= limit.overall) {
            let others: Vec<bool> = (0..limits.len()).map(|other| other != at).collect();
            best = self
                .find(&|view| view.can_act(at) && exceeds(view, limits, &others, grade))?
                .map(|found| (grade, found));
            if best.is_some() {
                break;
            }
        }
        // Of several others that each keep it from biting, the first is named.
        let mut because = None;
        for other in (0..limits.len()).filter(|other| *other != at) {
            let without: Vec<bool> = all.iter().enumerate().map(|(own, active)| *active && own != other).collect();
            if because.is_none() && self.bites(at, &without, &[])?.is_some() {
                because = limits.get(other);
            }
        }
        Ok(warning((self.systems.first().map(|(joint, _)| *joint), self.rubric), (at, limit, because), best, found))
    }
}

/// Whether a review can come to `least` or better with those limits only that are `active`.
fn exceeds(view: &View<'_>, limits: &[Limit], active: &[bool], least: Grade) -> bool {
    let is_active = |other: usize| active.get(other).copied().unwrap_or(false);
    let stays =
        |(other, limit): (usize, &Limit)| !is_active(other) || limit.overall >= least || view.can_stay_away(other);
    let reaches = view.grades().any(|grade| grade >= least && view.can_reach(grade));
    reaches && limits.iter().enumerate().all(stays)
}

fn warning(
    (joint, rubric): (Option<&Joint<'_>>, &Rubric),
    (at, limit, because): (usize, &Limit, Option<&Limit>),
    best: Option<(Grade, Vec<Vec<Judged>>)>,
    found: &Findings<'_>,
) -> Option<Warning> {
    let Limit { when, when_at, overall, .. } = limit;
    let how_low = if when_at.is_worst() { when_at.to_string() } else { format!("{when_at} or worse") };
    let (message, witness, confirmed) = match best {
        None => {
            let worst = joint.and_then(|joint| joint.worst(limit.part));
            let worst = worst.map(|worst| Witness::Says(format!("at its worst `{when}` is {worst}")));
            (format!("the limit on `{when}` can never bite: `{when}` is never {how_low}"), worst, true)
        }
        Some((grade, judged)) => {
            let why = because.map_or_else(
                || "anyway".to_owned(),
                |other| format!("because of the limit on `{}` at {}", other.when, other.when_at),
            );
            let message = format!(
                "the limit on `{when}` can never bite: while `{when}` is {how_low}, no review is better than {grade} {why}"
            );
            let shows = format!("the review is {grade} even without the limit, which allows {overall}");
            let witness = Witness::Judgements { parts: parts_across(rubric, &judged), shows };
            let confirmed = engine_agrees(rubric, at, grade, &judged);
            (message, Some(witness), confirmed)
        }
    };
    let place = KeyPath::dotted("limits").item(at).key("when");
    let diagnostic = found.at(Diagnostic::warning("limit-never-bites", message), &place, "no effect");
    let diagnostic = diagnostic.help("remove it");
    found.confirmed(confirmed, Warning { diagnostic, witness })
}

/// Whether the review is `grade` with and without the limit, which acts.
fn engine_agrees(rubric: &Rubric, at: usize, grade: Grade, judged: &[Vec<Judged>]) -> bool {
    let states = states(judged);
    let with = combine(rubric, &states);
    let mut without = rubric.clone();
    without.limits.remove(at);
    let without = combine(&without, &states).overall.map(|overall| overall.range.floor);
    let acts = with.limits.get(at).is_some_and(|(floor, _)| *floor);
    acts && without == Some(grade) && with.overall.map(|overall| overall.range.floor) == without
}
