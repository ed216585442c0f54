//! Causes: what there is to say about a rule in a review, before it is put into words.
//!
//! Grading keeps causes only. The sentences are made by [`told`], where a report is written: over many reviews nobody reads
//! them, and making them would take longer than all the rest.

use super::evidence::Evidence;
use super::grade::RuleResult;
use super::measure::{Item, Measured, Range, Tally};
use super::outcome::Outcome;
use super::reason::{Reason, ReasonKind, Teller};
use crate::judgement::Answer;
use crate::review::{Facts, Grade, Scale};
use crate::rubric::{Measure, Rule};

/// What there is to say about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What it says about its rule.
    pub kind: ReasonKind,
    /// What it is about.
    pub(super) about: About,
}

/// What a cause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Whether the rule applies.
    Applicability,
    /// The rule as a whole.
    Rule,
    /// The item of that number, from 0.
    Item(usize),
    /// That nothing is selected.
    NothingSelected,
    /// That the list may go on.
    FurtherItems,
    /// The number measured or counted.
    Number,
    /// The answer to the question.
    Answer,
}

/// The causes for what a rule came to, the strength first; `applies` is whether it applies.
pub(super) fn causes(
    rule: &Rule,
    scale: &Scale,
    facts: &Facts<'_>,
    measured: &Measured,
    applies: Outcome,
    answer: Option<&Answer>,
) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut add = |kind, about| causes.push(Cause { kind, about });
    let range = measured.range;
    let is_best = range.is_some_and(|range| range.floor == rule.best());
    if is_best && !rule.is_asked() && applies == Outcome::Met {
        add(ReasonKind::Strength, About::Rule);
    }
    if applies == Outcome::NotStated {
        add(ReasonKind::NotStated, About::Applicability);
    }
    let is_open = range.is_some_and(|range| range.floor < range.ceiling) || measured.may_be_absent;
    let is_settled_short = range.is_some_and(|range| range.floor == range.ceiling && range.floor < rule.best());
    let goes_on = |list: Option<_>| is_open && list.is_some_and(|list| facts.may_go_on(list));
    match &rule.measure {
        Measure::Share(share) => {
            for (at, item) in measured.items.iter().enumerate() {
                if let Some(kind) = of_item(*item) {
                    add(kind, About::Item(at));
                }
            }
            let none = matches!(measured.tally, Tally::Share { of: 0, goes_on: false, .. });
            if share.each.is_some() && none && !is_best && range.is_some() {
                add(ReasonKind::Short, About::NothingSelected);
            }
            if goes_on(share.each) {
                add(ReasonKind::NotStated, About::FurtherItems);
            }
        }
        Measure::Count { list, .. } => {
            let open = |item: &Item| is_open && item.selected == Outcome::NotStated;
            for (at, _) in measured.items.iter().enumerate().filter(|(_, item)| open(item)) {
                add(ReasonKind::NotStated, About::Item(at));
            }
            if goes_on(Some(*list)) {
                add(ReasonKind::NotStated, About::FurtherItems);
            }
            if is_settled_short {
                add(ReasonKind::Short, About::Number);
            }
        }
        Measure::Number { .. } if is_open => add(ReasonKind::NotStated, About::Number),
        Measure::Number { .. } if is_settled_short => add(ReasonKind::Short, About::Number),
        Measure::Number { .. } => {}
        Measure::Ask { .. } => add(of_answer(scale, answer.map(|answer| answer.grade)), About::Answer),
    }
    causes
}

fn of_item(item: Item) -> Option<ReasonKind> {
    if item.is_miss() { Some(ReasonKind::Short) } else { (!item.is_settled()).then_some(ReasonKind::NotStated) }
}

fn of_answer(scale: &Scale, answer: Option<Grade>) -> ReasonKind {
    match answer {
        None => ReasonKind::Question,
        Some(grade) if scale.is_strong(grade) => ReasonKind::Strength,
        Some(_) => ReasonKind::Short,
    }
}

/// What was counted for a rule, in words: `6 of 7 agencies`. Empty where there is nothing to count.
#[must_use]
pub fn counted(rule: &Rule, result: &RuleResult) -> String {
    match result.tally {
        Some(tally) if result.judged.is_some() => super::reason::counted(rule, tally),
        Some(_) | None => String::new(),
    }
}

/// The reasons for what a rule came to, one for each cause and in their order: `facts` and `answer` are those that it was
/// graded with.
#[must_use]
pub fn told(rule: &Rule, result: &RuleResult, facts: &Facts<'_>, answer: Option<&Answer>) -> Vec<Reason> {
    result.causes.iter().map(|cause| told_one(rule, result, *cause, facts, answer)).collect()
}

/// The reason for one cause of what a rule came to.
#[must_use]
pub fn told_one(rule: &Rule, result: &RuleResult, cause: Cause, facts: &Facts<'_>, answer: Option<&Answer>) -> Reason {
    let range = result.judged.map(|judged| judged.range);
    Teller { rule, facts, tally: result.tally.unwrap_or(Tally::Answer(None)), range }.tell(cause, answer)
}

/// Where the evidence for a cause is.
pub(super) fn evidence(rule: &Rule, facts: &Facts<'_>, cause: Cause) -> Evidence {
    let teller = Teller { rule, facts, tally: Tally::Answer(None), range: None::<Range> };
    teller.evidence(cause)
}
