//! Causes: what there is to say about a rule in a review, before it is put into words.
//!
//! Grading keeps causes only; [`crate::wording`] puts them into sentences where a report is written. Over many reviews nobody
//! reads them, and making them would take longer than all the rest.

use schemars::JsonSchema;
use serde::Serialize;

use super::evidence::Evidence;
use super::measure::{Item, Measured, Tally, judge_item};
use super::outcome::{self, Outcome};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, Facts, Grade};
use crate::rubric::{Condition, Measure, Rule, ShareRule};

/// What a reason says about its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ReasonKind {
    /// Something falls short.
    Short,
    /// Something is not stated, and would make a difference.
    NotStated,
    /// An unanswered question.
    Question,
    /// Something meets the standard.
    Strength,
    /// A person has said that the question does not apply.
    NotApplicable,
}

impl ReasonKind {
    /// Returns its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ReasonKind::Short => "short",
            ReasonKind::NotStated => "not-stated",
            ReasonKind::Question => "question",
            ReasonKind::Strength => "strength",
            ReasonKind::NotApplicable => "not-applicable",
        }
    }
}

/// What there is to say about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What it says about its rule.
    pub kind: ReasonKind,
    /// What it is about.
    pub(crate) about: About,
}

/// What a cause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
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

/// The causes for the result of a rule, the strength first; `applies` is whether it applies.
pub(super) fn causes(
    rule: &Rule,
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
        Measure::Ask { .. } => add(of_answer(answer.and_then(|answer| answer.grade)), About::Answer),
    }
    causes
}

fn of_item(item: Item) -> Option<ReasonKind> {
    if item.is_miss() { Some(ReasonKind::Short) } else { (!item.is_settled()).then_some(ReasonKind::NotStated) }
}

fn of_answer(answer: Option<Grade>) -> ReasonKind {
    match answer {
        None => ReasonKind::Question,
        Some(grade) if grade.is_strong() => ReasonKind::Strength,
        Some(_) => ReasonKind::Short,
    }
}

/// Where the evidence for a cause is.
#[must_use]
pub(crate) fn evidence(rule: &Rule, facts: &Facts<'_>, cause: Cause) -> Evidence {
    let first = |conditions, at, outcome| first_with_outcome(conditions, facts, at, outcome);
    match (&rule.measure, cause.about) {
        (_, About::Applicability) => Evidence::locate(None, 0, first(&rule.applies_when, 0, Outcome::NotStated)),
        (Measure::Share(share), About::Item(at)) if cause.kind == ReasonKind::Short => {
            let of_any = || share.any.iter().find_map(|table| first(table, at, Outcome::NotMet));
            Evidence::locate(share.each, at, first(&share.must, at, Outcome::NotMet).or_else(of_any))
        }
        (Measure::Share(share), About::Item(at)) => {
            Evidence::locate(share.each, at, open(share, facts, at).concat().first().map(|condition| condition.fact))
        }
        (Measure::Count { list, selects, .. }, About::Item(at)) => {
            Evidence::locate(Some(*list), at, first(selects, at, Outcome::NotStated))
        }
        (Measure::Number { fact, .. }, About::Number) => Evidence::Key(fact.key()),
        (Measure::Ask { .. }, About::Answer) => Evidence::Key("review"),
        (Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. }, _) => {
            let list = rule.list().map(ListName::name);
            Evidence::Key(list.or_else(|| rule.facts().first().map(|fact| fact.key())).unwrap_or(""))
        }
    }
}

/// The fact of the first condition whose outcome for an item, or for the review, is `wanted`.
fn first_with_outcome(
    conditions: &[Condition],
    facts: &Facts<'_>,
    at: usize,
    wanted: Outcome,
) -> Option<&'static Fact> {
    conditions.iter().find(|condition| outcome::one(condition, facts, at) == wanted).map(|condition| condition.fact)
}

/// The conditions of which a selected item, or the review, fails: of `must`, or else of `any`.
pub(crate) fn failed<'c>(rule: &'c ShareRule, facts: &Facts<'_>, at: usize) -> Vec<&'c Condition> {
    let failed = with_outcome(&rule.must, facts, at, Outcome::NotMet);
    if failed.is_empty() { with_outcome(rule.any.iter().flatten(), facts, at, Outcome::NotMet) } else { failed }
}

/// The conditions that are not stated of an item and matter: those of `where` and `must`, and those of `any`.
pub(crate) fn open<'c>(rule: &'c ShareRule, facts: &Facts<'_>, at: usize) -> [Vec<&'c Condition>; 2] {
    let mut all = with_outcome(&rule.selects, facts, at, Outcome::NotStated);
    let mut one_of = Vec::new();
    if judge_item(rule, facts, at).met == Outcome::NotStated {
        all.extend(with_outcome(&rule.must, facts, at, Outcome::NotStated));
        one_of = with_outcome(rule.any.iter().flatten(), facts, at, Outcome::NotStated);
    }
    [all, one_of]
}

/// The conditions whose outcome for an item, or for the review, is `wanted`.
pub(crate) fn with_outcome<'c>(
    conditions: impl IntoIterator<Item = &'c Condition>,
    facts: &Facts<'_>,
    at: usize,
    wanted: Outcome,
) -> Vec<&'c Condition> {
    conditions.into_iter().filter(|condition| outcome::one(condition, facts, at) == wanted).collect()
}
