//! The final grade: what a review comes to with the waivers and departures of people.
//!
//! [`super::grade`] works the rubric's own grade out first, and nothing here changes it: coverage, the raise and what open
//! questions could change stay the rubric's.

use super::combine::combine_departing;
use super::graded::{Finished, Graded, WaiverEffect};
use super::headline::Headline;
use super::measure::{judge_item, measure_without};
use super::outcome::{self, Outcome};
use super::state::{State, States};
use crate::judgement::{Departure, Judgements, Subject, Waiver};
use crate::review::vocabulary::{self, ListName, Scope};
use crate::review::{Facts, Grade, Value};
use crate::rubric::{Measure, Rubric, Rule, RuleId};

/// Works out what `graded` comes to with waivers and departures; `None` where there are none.
pub(super) fn finish(rubric: &Rubric, facts: &Facts<'_>, judgements: &Judgements, graded: &Graded) -> Option<Finished> {
    if judgements.waivers.is_empty() && judgements.departures.is_empty() {
        return None;
    }
    let mut states = graded.states();
    let waivers = judgements.waivers.iter().map(|waiver| effect(rubric, facts, &states, waiver)).collect::<Vec<_>>();
    waive(rubric, facts, judgements, &waivers, &mut states);
    let departing: Vec<Option<Grade>> = rubric
        .criteria
        .iter()
        .map(|criterion| judgements.departure(&Subject::Criterion(criterion.id.clone())).map(|own| own.grade))
        .collect();
    let combined = combine_departing(rubric, &states, &departing);
    let (headline, overall) = match judgements.departure(&Subject::Review) {
        Some(departure) => (Headline::Grade(departure.grade), Some(State::certain(departure.grade))),
        None => (graded.headline_of(rubric, combined.overall), combined.overall),
    };
    let replaced = |departure: &Departure| match &departure.of {
        Subject::Review => match graded.headline {
            Headline::Grade(grade) => Some(grade),
            Headline::NotEnoughStated | Headline::NothingToGrade | Headline::ProfileOnly => None,
        },
        Subject::Criterion(id) => {
            let own = rubric.criteria.iter().zip(&graded.criteria).find(|(criterion, _)| criterion.id == *id);
            own.and_then(|(_, result)| result.judged).map(|judged| judged.range.floor)
        }
    };
    let departures = judgements.departures.iter().map(replaced).collect();
    Some(Finished { headline, overall, criteria: combined.criteria, waivers, departures })
}

/// The rule of a waiver.
fn rule_of(rubric: &Rubric, waiver: &Waiver) -> Option<RuleId> {
    rubric.rule_ids().find(|id| rubric[*id].id == waiver.rule)
}

fn effect(rubric: &Rubric, facts: &Facts<'_>, states: &States, waiver: &Waiver) -> WaiverEffect {
    let Some(id) = rule_of(rubric, waiver) else { return WaiverEffect::DoesNotApply };
    let rule = &rubric[id];
    let Some(item) = &waiver.item else {
        let is_open_question = rule.is_asked() && outcome::all(&rule.applies_when, facts, 0) != Outcome::NotMet;
        let takes_part = id.find(states).is_some() || is_open_question;
        return if takes_part { WaiverEffect::Used } else { WaiverEffect::DoesNotApply };
    };
    let items = rule.list().map_or_else(Vec::new, |list| items_called(facts, list, item));
    if items.is_empty() {
        WaiverEffect::NoSuchItem
    } else if id.find(states).is_none() {
        WaiverEffect::DoesNotApply
    } else if items.iter().any(|at| is_selected(rule, facts, *at)) {
        WaiverEffect::Used
    } else {
        WaiverEffect::NotSelected
    }
}

/// Takes what is waived out of the rules' states.
fn waive(rubric: &Rubric, facts: &Facts<'_>, judgements: &Judgements, effects: &[WaiverEffect], states: &mut States) {
    let used = || judgements.waivers.iter().zip(effects).filter(|(_, effect)| **effect == WaiverEffect::Used);
    for id in rubric.rule_ids() {
        let own: Vec<&Waiver> =
            used().map(|(waiver, _)| waiver).filter(|waiver| waiver.rule == rubric[id].id).collect();
        if own.is_empty() {
            continue;
        }
        let is_whole = own.iter().any(|waiver| waiver.item.is_none());
        *id.find_mut(states) = if is_whole { None } else { without(&rubric[id], facts, &own) };
    }
}

/// What a rule comes to without the items that are waived.
fn without(rule: &Rule, facts: &Facts<'_>, waivers: &[&Waiver]) -> Option<State> {
    let list = rule.list()?;
    let items = waivers.iter().filter_map(|waiver| waiver.item.as_ref());
    let mut waived: Vec<usize> = items.flat_map(|item| items_called(facts, list, item)).collect();
    waived.retain(|at| is_selected(rule, facts, *at));
    let applies = outcome::all(&rule.applies_when, facts, 0);
    measure_without(rule, facts, None, &waived).state(applies)
}

/// Whether a rule may look at an item.
fn is_selected(rule: &Rule, facts: &Facts<'_>, at: usize) -> bool {
    let selected = match &rule.measure {
        Measure::Share(share) => judge_item(share, facts, at).selected,
        Measure::Count { selects, .. } => outcome::all(selects, facts, at),
        Measure::Number { .. } | Measure::Ask { .. } => Outcome::NotMet,
    };
    selected != Outcome::NotMet
}

/// The items that somebody calls `name`: by their id, their name, their role or what they are about.
fn items_called(facts: &Facts<'_>, list: ListName, name: &str) -> Vec<usize> {
    let is_called = |at: usize, key: &str| {
        let fact = vocabulary::find(Scope::Item(list), key);
        fact.is_some_and(|fact| matches!(facts.read(fact, at), Value::Text(text) if text.trim() == name.trim()))
    };
    let called = |key: &'static str| (0..facts.len(list)).filter(move |at| is_called(*at, key)).collect::<Vec<_>>();
    ["id", "name", "role", "what"].into_iter().map(called).find(|items| !items.is_empty()).unwrap_or_default()
}
