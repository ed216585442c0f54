//! How judgements combine: rules into criteria, criteria into the review, by needs and limits.
//!
//! Two passes over the same profile: the worst case takes every part at its floor, the best case at its ceiling. A part
//! that *may* not apply has no place among the grades; it is tested need by need: in the worst case it counts against each
//! need it falls short of and towards none, in the best case towards each need it meets and against none.

use super::need::{Sum, Verdict};
use super::state::{Judged, Presence, Range, State, States};
use crate::review::Grade;
use crate::rubric::{Criterion, Limit, Need, Part, Profile, Rubric};

/// A grade that is not reached for certain, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfReach {
    /// The grade.
    pub grade: Grade,
    /// The number, from 0, of its entry in the overall profile: of several ways to reach it, the one that lacks least.
    pub way: usize,
    /// The numbers, from 0, of the needs there that do not hold in the worst case.
    pub needs: Vec<usize>,
}

/// The result of combining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// Each criterion; `None` where it is absent.
    pub criteria: Vec<Option<Judged>>,
    /// The review, limits applied; `None` if there is nothing to grade.
    pub overall: Option<Judged>,
    /// For each limit whether it caps the floor and the ceiling.
    pub limits: Vec<(bool, bool)>,
}

/// Combines the rules' `states` by the rubric's profiles and limits.
#[must_use]
pub fn combine(rubric: &Rubric, states: &States) -> Combined {
    combine_departing(rubric, states, &[])
}

/// Combines as [`combine`] does, with the grade that a person gives in place of a criterion's, where there is one.
pub(super) fn combine_departing(rubric: &Rubric, states: &States, departing: &[Option<Grade>]) -> Combined {
    let judge = |(criterion, rules): (&Criterion, &Vec<Option<State>>)| judge_criterion(criterion, rules);
    let mut criteria: Vec<Option<Judged>> = rubric.criteria.iter().zip(states).map(judge).collect();
    for (judged, grade) in criteria.iter_mut().zip(departing) {
        *judged = grade.map(State::certain).or(*judged);
    }
    combine_criteria(rubric, states, criteria)
}

/// Returns what a criterion comes to by the states of its rules; `None` where it is absent.
pub(super) fn judge_criterion(criterion: &Criterion, rules: &[Option<State>]) -> Option<Judged> {
    let own = |part: Part| match part {
        Part::Rule(id) => Some((id.rule_of(&criterion.rules).weight, (*id.rule_of(rules))?)),
        Part::Criterion(_) => None,
    };
    judge(&criterion.profile, own)
}

/// Combines what the criteria come to; of the rules, it reads those that the overall profile and the limits name.
pub(super) fn combine_criteria(rubric: &Rubric, states: &States, criteria: Vec<Option<Judged>>) -> Combined {
    let part = |part: Part| find(rubric, states, &criteria, part);
    let judged = judge(&rubric.overall, part);
    let limits: Vec<(bool, bool)> =
        rubric.limits.iter().map(|limit| acts(limit, part(limit.part).map(|(_, state)| state))).collect();
    let overall = judged.map(|judged| limited(judged, &rubric.limits, &limits));
    Combined { criteria, overall, limits }
}

/// The weight and state of a part of the whole; `None` where it is absent.
fn find(rubric: &Rubric, states: &States, criteria: &[Option<Judged>], part: Part) -> Option<(u64, State)> {
    let state = match part {
        Part::Criterion(id) => *id.find(criteria),
        Part::Rule(id) => *id.find(states),
    };
    Some((rubric.weight(part), state?))
}

/// The next grade above the floor that the rubric gives, with the needs of it that do not hold (none where only a limit
/// prevents it); `None` at the best, or where there is nothing to grade.
#[must_use]
pub(crate) fn next_grade(rubric: &Rubric, states: &States, combined: &Combined) -> Option<OutOfReach> {
    let floor = combined.overall?.range.floor;
    let part = |part: Part| find(rubric, states, &combined.criteria, part);
    let grade = rubric.overall.grades.iter().map(|(grade, _)| *grade).filter(|grade| *grade > floor).min()?;
    let lacking = |(way, (_, needs)): (usize, &(Grade, Vec<Need>))| OutOfReach {
        grade,
        way,
        needs: lacking(needs, |need| sum(need, Pass::Worst, &part)),
    };
    let ways = rubric.overall.grades.iter().enumerate().filter(|(_, (own, _))| *own == grade);
    ways.map(lacking).min_by_key(|way| way.needs.len())
}

/// The numbers of the needs that do not hold.
fn lacking(needs: &[Need], sum: impl Fn(&Need) -> Sum) -> Vec<usize> {
    let verdicts: Vec<Verdict> = needs.iter().map(|need| need.verdict(sum(need))).collect();
    // If none fails and none holds, the reason is that all are void.
    let all = verdicts.iter().all(|verdict| *verdict == Verdict::Void);
    let lacking = verdicts.iter().enumerate().filter(|(_, verdict)| all || **verdict == Verdict::Fails);
    lacking.map(|(number, _)| number).collect()
}

/// Whether a limit caps the floor and the ceiling.
fn acts(limit: &Limit, part: Option<State>) -> (bool, bool) {
    part.map_or((false, false), |state| {
        let ceiling = state.presence == Presence::Sure && state.range.ceiling <= limit.when_at;
        (state.range.floor <= limit.when_at, ceiling)
    })
}

fn limited(judged: Judged, limits: &[Limit], acting: &[(bool, bool)]) -> Judged {
    let mut range = judged.range;
    for (limit, (floor, ceiling)) in limits.iter().zip(acting) {
        if *floor {
            range.floor = range.floor.min(limit.overall);
        }
        if *ceiling {
            range.ceiling = range.ceiling.min(limit.overall);
        }
    }
    Judged { range, ..judged }
}

/// A case: every part at its floor or at its ceiling.
#[derive(Clone, Copy)]
enum Pass {
    Worst,
    /// The part named is taken to be present: of parts that all may be absent, one at least is not.
    Best(Option<Part>),
}

/// Returns the judgement of a whole by its profile, `None` where no part that a need speaks of takes part; `find` gives a
/// part's weight and state.
fn judge(profile: &Profile, find: impl Fn(Part) -> Option<(u64, State)>) -> Option<Judged> {
    let present = || profile.parts.iter().filter_map(|part| find(*part).map(|(_, state)| (*part, state)));
    let sure = present().any(|(_, state)| state.presence == Presence::Sure);
    present().next()?;
    let reached = |surely, pass| profile.reached(surely, |_, need| sum(need, pass, &find));
    let floor = reached(sure, Pass::Worst);
    // The best case differs from the worst only in what is not settled.
    let ceiling = if present().all(|(_, state)| state.is_settled()) {
        floor
    } else if sure {
        reached(true, Pass::Best(None))
    } else {
        present().map(|(part, _)| reached(true, Pass::Best(Some(part)))).max().unwrap_or(floor)
    };
    let presence = if sure { Presence::Sure } else { Presence::Maybe };
    Some(Judged { range: Range { floor, ceiling: ceiling.max(floor) }, presence })
}

/// Returns what all parts of a need add to it.
fn sum(need: &Need, pass: Pass, find: &impl Fn(Part) -> Option<(u64, State)>) -> Sum {
    let adds = |part: &Part| {
        let (weight, state) = find(*part)?;
        Some(match pass {
            Pass::Worst => need.adds_at_worst(weight, state),
            Pass::Best(forced) => need.adds_at_best(weight, state, forced == Some(*part)),
        })
    };
    need.parts.iter().filter_map(adds).fold(Sum::default(), Sum::plus)
}
