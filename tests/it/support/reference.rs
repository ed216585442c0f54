//! How judgements combine, once more and naively, over exact fractions.
//!
//! It reads a rubric's model, not the rubric that the crate built from its text, and shares no code with the engine.

use casegrade::engine::{Presence, Range, State, States};
use casegrade::review::{Grade, usual};
use num_rational::Ratio;

use super::rubrics::{Model, Need, Part, Profile, Quantity};

type Weight = Ratio<i128>;

/// A part that takes part or may, as a need sees it.
#[derive(Clone, Copy)]
struct Seen {
    part: Part,
    weight: Weight,
    state: State,
}

/// The worst case, or the best one in which this part is present.
#[derive(Clone, Copy)]
enum Pass {
    Worst,
    Best(Option<Part>),
}

/// Each criterion, the review, and for each limit whether it caps the floor and the ceiling.
pub(crate) type Combined = (Vec<Option<State>>, Option<State>, Vec<(bool, bool)>);

/// What the rules' `states` come to.
pub(crate) fn combine(model: &Model, states: &States) -> Combined {
    let rule = |criterion: usize, rule: usize| {
        let weight = model.criteria[criterion].rules[rule].weight.value;
        states[criterion][rule].map(|state| Seen { part: Part::Rule(criterion, rule), weight, state })
    };
    let mut criteria = Vec::new();
    for (at, criterion) in model.criteria.iter().enumerate() {
        let find = |part: Part| if let Part::Rule(_, number) = part { rule(at, number) } else { None };
        let parts = |of: Option<&[String]>| model.within(at, of);
        criteria.push(judge(&criterion.profile, &Whole { parts: &parts, find: &find }));
    }
    let find = |part: Part| match part {
        Part::Rule(criterion, number) => rule(criterion, number),
        Part::Criterion(at) => {
            let weight = model.criteria[at].weight.value;
            criteria[at].map(|state| Seen { part, weight, state })
        }
    };
    let parts = |of: Option<&[String]>| model.across(of);
    let mut overall = judge(&model.overall, &Whole { parts: &parts, find: &find });
    let mut limits = Vec::new();
    for limit in &model.limits {
        let seen = named(model, &limit.when).and_then(find);
        let at_floor = seen.is_some_and(|seen| seen.state.range.floor <= limit.when_at);
        let applies = seen.is_some_and(|seen| seen.state.presence == Presence::Sure);
        let at_ceiling = applies && seen.is_some_and(|seen| seen.state.range.ceiling <= limit.when_at);
        if let Some(judged) = &mut overall {
            cap(&mut judged.range.floor, limit.overall, at_floor);
            cap(&mut judged.range.ceiling, limit.overall, at_ceiling);
        }
        limits.push((at_floor, at_ceiling));
    }
    (criteria, overall, limits)
}

fn cap(grade: &mut Grade, at: Grade, acts: bool) {
    if acts && *grade > at {
        *grade = at;
    }
}

fn named(model: &Model, id: &str) -> Option<Part> {
    for (at, criterion) in model.criteria.iter().enumerate() {
        if criterion.id == id {
            return Some(Part::Criterion(at));
        }
        if let Some(rule) = criterion.rules.iter().position(|rule| rule.id == id) {
            return Some(Part::Rule(at, rule));
        }
    }
    None
}

/// The parts that a profile may speak of: which there are, and those of them that take part.
struct Whole<'w> {
    parts: &'w dyn Fn(Option<&[String]>) -> Vec<Part>,
    find: &'w dyn Fn(Part) -> Option<Seen>,
}

impl Whole<'_> {
    fn seen(&self, of: Option<&[String]>) -> Vec<Seen> {
        (self.parts)(of).into_iter().filter_map(self.find).collect()
    }
}

fn counts_heads(profile: &Profile) -> bool {
    profile.iter().flat_map(|(_, needs)| needs).any(|need| matches!(need.quantity, Quantity::Count(_)))
}

fn judge(profile: &Profile, whole: &Whole<'_>) -> Option<State> {
    // What a need speaks of; a count is about heads, so that any part makes it say something.
    let needs = profile.iter().flat_map(|(_, needs)| needs);
    let mut members: Vec<Seen> = needs.flat_map(|need| whole.seen(need.of.as_deref())).collect();
    if counts_heads(profile) {
        members.extend(whole.seen(None));
    }
    if members.is_empty() {
        return None;
    }
    let sure = members.iter().any(|seen| seen.state.presence == Presence::Sure);
    let floor = reached(profile, Pass::Worst, !sure, whole);
    // Where nothing surely takes part, the grade is about the case in which something does: one of the members.
    let passes: Vec<Pass> =
        if sure { vec![Pass::Best(None)] } else { members.iter().map(|seen| Pass::Best(Some(seen.part))).collect() };
    let mut ceiling = floor;
    for pass in passes {
        ceiling = ceiling.max(reached(profile, pass, false, whole));
    }
    let presence = if sure { Presence::Sure } else { Presence::Maybe };
    Some(State { range: Range { floor, ceiling }, presence })
}

/// `nobody` is true where no part surely takes part: then a grade whose needs speak of all parts may rest on void needs.
fn reached(profile: &Profile, pass: Pass, nobody: bool, whole: &Whole<'_>) -> Grade {
    let named =
        |needs: &[Need]| -> Vec<Part> { needs.iter().flat_map(|need| (whole.parts)(need.of.as_deref())).collect() };
    let mut all: Vec<Part> = profile.iter().flat_map(|(_, needs)| named(needs)).collect();
    if counts_heads(profile) {
        all.extend((whole.parts)(None));
    }
    for (grade, needs) in profile {
        let verdicts: Vec<Option<bool>> =
            needs.iter().map(|need| holds(need, pass, &whole.seen(need.of.as_deref()))).collect();
        let own = named(needs);
        let rests = verdicts.contains(&Some(true)) || nobody && all.iter().all(|part| own.contains(part));
        if rests && !verdicts.contains(&Some(false)) {
            return *grade;
        }
    }
    usual::INADEQUATE
}

/// Whether a need holds; `None` if it is void.
fn holds(need: &Need, pass: Pass, parts: &[Seen]) -> Option<bool> {
    // The weights of the parts that count, and whether each meets the need.
    let mut counted: Vec<(Weight, bool)> = Vec::new();
    // The points that the parts have above those asked for, by weight.
    let mut balance = Weight::from_integer(0);
    for seen in parts {
        let (grade, against) = match pass {
            Pass::Worst => (seen.state.range.floor, true),
            Pass::Best(_) => (seen.state.range.ceiling, false),
        };
        let above = match &need.quantity {
            Quantity::Points(_, above) => above[usize::from(grade.rank())],
            _ => Weight::from_integer(if grade >= need.at_least { 0 } else { -1 }),
        };
        let meets = above >= Weight::from_integer(0);
        let forced = matches!(pass, Pass::Best(Some(part)) if part == seen.part);
        // Part by part: what may not apply counts against a need in the worst case, towards it in the best.
        if seen.state.presence == Presence::Sure || forced || meets != against {
            counted.push((seen.weight, meets));
            balance += seen.weight * above;
        }
    }
    let met: Vec<Weight> = counted.iter().filter(|(_, meets)| *meets).map(|(weight, _)| *weight).collect();
    let short = counted.len() - met.len();
    let all: Weight = counted.iter().map(|(weight, _)| *weight).sum();
    let share: Weight = met.iter().sum();
    Some(match &need.quantity {
        Quantity::Count(count) => met.len() >= *count,
        _ if counted.is_empty() => return None,
        Quantity::Every => short == 0,
        Quantity::Points(..) => balance >= Weight::from_integer(0),
        Quantity::Most => share > all / 2,
        Quantity::Half => share >= all / 2,
        Quantity::Share(wanted) => share >= all * wanted.value,
        Quantity::AllBut(misses) => short <= *misses && !met.is_empty(),
    })
}
