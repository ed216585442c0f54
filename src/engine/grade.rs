//! Grading one review: every layer in turn, and the headline.

use super::cause::{About, Cause, ReasonKind, causes};
use super::combine::{Combined, combine, combine_criteria, judge_criterion, next_grade};
use super::coverage::{self, Coverage, Stated};
use super::deciding::deciding;
use super::finish::finish;
use super::graded::{CriterionResult, Graded, IfAnswered, RuleOutcome, RuleResult};
use super::headline::headline;
use super::measure::{Measured, Tally, measure};
use super::outcome::{self, Outcome};
use super::score::{self, Score};
use super::state::{Judged, Presence, Range, State, States};
use crate::judgement::{Answer, FromSheet, Judgements};
use crate::review::Facts;
use crate::rubric::{Measure, Rubric, Rule, RuleId};

/// Grades a review by `rubric`, with the answers that people gave.
#[must_use]
pub fn grade(rubric: &Rubric, facts: &Facts<'_>, judgements: &Judgements) -> Graded {
    let facts = &*facts.unfilled_by(&rubric.placeholders);
    let rules: Vec<Vec<RuleResult>> = rubric
        .criterion_ids()
        .map(|criterion| {
            let judge = |id: RuleId| judge_rule(rubric, id, facts, judgements.answer(&rubric[id].id));
            rubric.rule_ids_of(criterion).map(judge).collect()
        })
        .collect();
    let states: States = rules.iter().map(|rules| rules.iter().map(|rule| rule.judged).collect()).collect();
    let combined = combine(rubric, &states);
    let next = next_grade(rubric, &states, &combined);
    let Combined { criteria: judged, overall, limits } = combined;
    let if_answered = if_answered(rubric, &rules, &states, &judged);
    let criteria: Vec<CriterionResult> = rubric
        .criterion_ids()
        .zip(rules)
        .map(|(id, rules)| {
            let scores = rules.iter().filter_map(|result| Some((rubric[result.id].weight, result.score?)));
            CriterionResult { id, judged: *id.find(&judged), score: Score::mean(scores), rules }
        })
        .collect();
    // A form of dots states no more than an empty one.
    let says_nothing = facts.says_nothing();
    let answers_only = judgements.from_sheet == FromSheet::All;
    let coverage = if says_nothing { Coverage::none() } else { coverage(rubric, &criteria, answers_only) };
    let headline = headline(rubric, overall, &coverage, (says_nothing, answers_only));
    let scores = criteria.iter().filter_map(|result| Some((rubric[result.id].weight, result.score?)));
    let score = Score::mean(scores);
    let deciding = deciding(rubric, facts, &criteria, &states, overall, headline);
    let graded = Graded {
        headline,
        overall,
        coverage,
        if_answered,
        score,
        limits,
        next,
        criteria,
        deciding,
        finished: None,
        says_nothing,
        answers_only,
    };
    let finished = finish(rubric, facts, judgements, &graded);
    Graded { finished, ..graded }
}

fn judge_rule(rubric: &Rubric, id: RuleId, facts: &Facts<'_>, answer: Option<&Answer>) -> RuleResult {
    let rule = &rubric[id];
    let applies = outcome::all(&rule.applies_when, facts, 0);
    let absent =
        |outcome, causes| RuleResult { id, outcome, judged: None, tally: None, score: None, causes, stated: None };
    if applies == Outcome::NotMet {
        return absent(RuleOutcome::NotApplicable, Vec::new());
    }
    if answer.is_some_and(|answer| answer.grade.is_none()) {
        let cause = Cause { kind: ReasonKind::NotApplicable, about: About::Answer };
        return absent(RuleOutcome::NotApplicable, vec![cause]);
    }
    let measured = measure(rule, facts, answer.and_then(|answer| answer.grade));
    let causes = causes(rule, facts, &measured, applies, answer);
    let Some(state) = measured.state(applies) else {
        let outcome = if rule.is_asked() { RuleOutcome::Unanswered } else { RuleOutcome::NotApplicable };
        let causes = if rule.is_asked() { causes } else { Vec::new() };
        return RuleResult { tally: rule.is_asked().then_some(measured.tally), ..absent(outcome, causes) };
    };
    let outcome = if !state.is_settled() {
        RuleOutcome::NotStated
    } else if state.range.floor == rule.best() {
        RuleOutcome::Met
    } else {
        RuleOutcome::NotMet
    };
    RuleResult {
        id,
        outcome,
        judged: Some(state),
        tally: Some(measured.tally),
        score: Some(score::of_rule(rule, state.range, measured.worst_share)),
        causes,
        stated: stated(rule, &measured, state),
    }
}

/// How much of what a rule reads is stated: 1 where its grade is decided all the same, 0 for a list that may go on or a rule
/// that may not apply.
fn stated(rule: &Rule, measured: &Measured, state: State) -> Option<Stated> {
    if rule.is_asked() {
        return None;
    }
    if state.presence == Presence::Maybe {
        return Some(Stated::NONE);
    }
    if state.is_settled() {
        return Some(Stated::ALL);
    }
    let goes_on = match measured.tally {
        Tally::Share { goes_on, .. } => goes_on,
        Tally::Number { high, .. } => high.is_none(),
        Tally::Answer(_) => false,
    };
    let counted = matches!(rule.measure, Measure::Count { .. });
    let relevant = measured.items.iter().filter(|item| counted || item.selected != Outcome::NotMet);
    let (of, settled) = relevant.fold((0, 0), |(of, settled), item| (of + 1, settled + u64::from(item.is_settled())));
    Some(if goes_on || of == 0 { Stated::NONE } else { Stated { stated: settled, of } })
}

/// How much of the grading is settled; where only answers are known, questions count too.
fn coverage(rubric: &Rubric, criteria: &[CriterionResult], answers_only: bool) -> Coverage {
    let stated = |result: &RuleResult| match result.outcome {
        RuleOutcome::Unanswered if answers_only => Some(Stated::NONE),
        RuleOutcome::Met | RuleOutcome::NotMet if answers_only => Some(result.stated.unwrap_or(Stated::ALL)),
        RuleOutcome::Met
        | RuleOutcome::NotMet
        | RuleOutcome::NotStated
        | RuleOutcome::NotApplicable
        | RuleOutcome::Unanswered => result.stated,
    };
    let parts: Vec<(u64, Vec<(u64, Stated)>)> = criteria
        .iter()
        .map(|criterion| {
            let rules = criterion.rules.iter().filter_map(|result| Some((rubric[result.id].weight, stated(result)?)));
            (rubric[criterion.id].weight, rules.collect())
        })
        .collect();
    coverage::mean(&parts)
}

/// The result with every open question at its worst and at its best; `judged` is what the criteria come to without.
fn if_answered(
    rubric: &Rubric,
    rules: &[Vec<RuleResult>],
    states: &States,
    judged: &[Option<Judged>],
) -> Option<IfAnswered> {
    let open: Vec<&RuleResult> =
        rules.iter().flatten().filter(|result| result.outcome == RuleOutcome::Unanswered).collect();
    if open.is_empty() {
        return None;
    }
    let (mut states, mut judged) = (states.clone(), judged.to_vec());
    for result in &open {
        let rule = &rubric[result.id];
        let maybe =
            rule.may_be_answered_away() || result.causes.iter().any(|cause| cause.kind == ReasonKind::NotStated);
        let presence = if maybe { Presence::Maybe } else { Presence::Sure };
        let range = Range { floor: rule.worst(), ceiling: rule.best() };
        *result.id.find_mut(&mut states) = Some(State { range, presence });
    }
    for id in open.iter().map(|result| result.id.criterion()) {
        *id.find_mut(&mut judged) = judge_criterion(&rubric[id], id.find::<Vec<_>>(&states));
    }
    let overall = combine_criteria(rubric, &states, judged).overall?;
    Some(IfAnswered { open: open.len(), range: overall.range })
}
