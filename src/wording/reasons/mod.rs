//! Reasons: what was wanted, what was found, where, and what to do, in plain sentences.

mod advice;
mod items;
mod numbers;
mod writer;

pub(super) use advice::add_any;
pub(super) use writer::ReasonWriter;
pub use writer::Words;

use self::advice::{names, state_advice};
use self::writer::tallied;
use super::conditions::{clause, whether};
use super::values::QuotedFacts;
use crate::engine::{self, About, Cause, Evidence, Outcome, ReasonKind, RuleResult, with_outcome};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Facts, Grade};
use crate::rubric::{Measure, Rule, ShareRule};
use crate::text::{Mask, and_list, or_list};

/// A plain sentence with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it says about its rule.
    pub kind: ReasonKind,
    /// Where the evidence is: `actions[2].owner`.
    pub evidence: Evidence,
    /// The sentence and what belongs to it.
    pub words: Words,
}

/// The reasons for the result of a rule, one for each cause and in their order: `facts` and `answer` are those that it was
/// graded with, and what they quote goes through `mask`.
#[must_use]
pub fn reasons(
    rule: &Rule,
    result: &RuleResult,
    facts: &Facts<'_>,
    answer: Option<&Answer>,
    mask: &Mask,
) -> Vec<Reason> {
    of_causes(&ReasonWriter::new(rule, result, QuotedFacts { facts, mask }), result, answer)
}

/// The same without the names of items, what they lack, and the words to mark.
pub(crate) fn plain_reasons(
    rule: &Rule,
    result: &RuleResult,
    facts: &Facts<'_>,
    answer: Option<&Answer>,
    mask: &Mask,
) -> Vec<Reason> {
    let writer = ReasonWriter::new(rule, result, QuotedFacts { facts, mask });
    of_causes(&ReasonWriter { details: false, ..writer }, result, answer)
}

fn of_causes(writer: &ReasonWriter<'_>, result: &RuleResult, answer: Option<&Answer>) -> Vec<Reason> {
    result.causes.iter().map(|cause| writer.of_cause(*cause, answer)).collect()
}

/// The reason for one cause of the result of a rule.
#[must_use]
pub fn reason(
    rule: &Rule,
    (result, cause): (&RuleResult, Cause),
    facts: &Facts<'_>,
    answer: Option<&Answer>,
    mask: &Mask,
) -> Reason {
    ReasonWriter::new(rule, result, QuotedFacts { facts, mask }).of_cause(cause, answer)
}

/// What was counted for a rule, in words: `6 of 7 agencies`. Empty where there is nothing to count.
pub(crate) fn counted(rule: &Rule, result: &RuleResult) -> String {
    match result.tally {
        Some(tally) if result.judged.is_some() => tallied(rule, tally),
        Some(_) | None => String::new(),
    }
}

impl ReasonWriter<'_> {
    /// The reason for a cause, with its evidence.
    fn of_cause(&self, cause: Cause, answer: Option<&Answer>) -> Reason {
        let evidence = engine::evidence(self.rule, self.quoted.facts, cause);
        Reason { kind: cause.kind, evidence, words: self.reason(cause, answer) }
    }

    /// The words for a cause.
    fn reason(&self, cause: Cause, answer: Option<&Answer>) -> Words {
        match (&self.rule.measure, cause.about) {
            (_, About::Applicability) => self.may_not_apply(),
            (Measure::Share(share), About::Item(at)) if cause.kind == ReasonKind::Short => self.miss(share, at),
            (Measure::Share(share), About::Item(at)) => self.unsettled(share, at),
            (Measure::Share(share), About::NothingSelected) => self.nothing_selected(share),
            (Measure::Share(ShareRule { each: Some(list), .. }) | Measure::Count { list, .. }, About::FurtherItems) => {
                further_items(*list, self.quoted.facts.len(*list) == 0)
            }
            (Measure::Count { list, selects, .. }, About::Item(at)) => self.open_item(*list, selects, at),
            (Measure::Count { list, bands, .. }, About::Number) => self.of_count(*list, bands),
            (Measure::Number { fact, bands }, About::Number) if cause.kind == ReasonKind::NotStated => {
                self.open_number(fact, bands)
            }
            (Measure::Number { fact, bands }, About::Number) => self.of_number(fact, bands),
            (Measure::Ask { question, levels, .. }, About::Answer) => asked(question, levels, answer),
            // A cause is made for the measure of its rule, so what is left is the rule as a whole.
            (
                Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. },
                About::Rule
                | About::Item(_)
                | About::NothingSelected
                | About::FurtherItems
                | About::Number
                | About::Answer,
            ) => self.strength(),
        }
    }

    fn may_not_apply(&self) -> Words {
        let conditions = &self.rule.applies_when;
        let unstated = with_outcome(conditions, self.quoted.facts, 0, Outcome::NotStated);
        let clauses: Vec<String> = unstated.iter().map(|condition| clause(condition)).collect();
        let questions: Vec<String> = unstated.iter().map(|condition| whether(condition)).collect();
        Words {
            text: format!("this may not apply: the review does not say {}", or_list(&questions)),
            facts: names(&unstated),
            found: "not known".to_owned(),
            wanted: and_list(&clauses),
            advice: Some(state_advice(&unstated, &[])),
            ..Words::default()
        }
    }
}

fn asked(question: &str, levels: &[(Grade, String)], answer: Option<&Answer>) -> Words {
    let Some(answer) = answer else {
        return Words {
            text: question.to_owned(),
            facts: Vec::new(),
            found: "no answer".to_owned(),
            wanted: "a person's answer".to_owned(),
            advice: None,
            ..Words::default()
        };
    };
    let by = answer.by.as_deref().unwrap_or("a person");
    let Some(own) = answer.grade else {
        let because = answer.because.as_deref().unwrap_or_default();
        let text = format!("{question} Answered not applicable by {by}: {because}");
        return Words { text, found: "not applicable".to_owned(), ..Words::default() };
    };
    let level = levels.iter().find(|(grade, _)| *grade == own).map_or("", |(_, text)| text.as_str());
    // A label that is a word of its grade says nothing more.
    let level = if own.title().to_lowercase().contains(&level.to_lowercase()) { "" } else { level };
    let because = answer.because.as_deref().unwrap_or(level);
    let text = if because.is_empty() {
        format!("{question} Answered {own} by {by}")
    } else {
        format!("{question} Answered {own} by {by}: {because}")
    };
    Words {
        text,
        facts: Vec::new(),
        found: if level.is_empty() { own.to_string() } else { format!("{own}: {level}") },
        wanted: levels
            .iter()
            .rev()
            .find(|(grade, _)| *grade > own && grade.is_strong())
            .or(levels.first())
            .map_or_else(String::new, |(grade, text)| format!("{grade}: {text}")),
        advice: None,
        ..Words::default()
    }
}

fn further_items(list: ListName, is_empty: bool) -> Words {
    let many = list.nouns().1;
    let close = || format!("if they are, add `{}` to `whole` under `review`", list.name());
    Words {
        text: if is_empty {
            format!("the file has no {many}")
        } else {
            format!("the file does not say whether these are all the {many}")
        },
        facts: vec![list.name()],
        found: "the list may be incomplete".to_owned(),
        wanted: format!("all the {many}"),
        advice: Some(if is_empty { add_any(list) } else { close() }),
        ..Words::default()
    }
}
