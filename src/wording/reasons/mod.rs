//! Reasons: what was wanted, what was found, where, and what to do, in plain sentences.

mod items;
use items::{names, state_advice};

mod numbers;

use super::conditions::{clause, whether};
use super::fixes::add_any;
use super::places::{self, Mark};
use super::values::{QuotedFacts, known_bounds, value_text, value_words};
use super::{bands, in_units};
use crate::engine::{self, About, Cause, Evidence, Outcome, Range, ReasonKind, RuleResult, Tally, with_outcome};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Facts, Grade};
use crate::rubric::{Condition, Measure, Rule, ShareRule};
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

/// The words of a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The sentence, without a final period. Text of the review in it is not cleaned.
    pub text: String,
    /// The names of the facts it rests on.
    pub facts: Vec<&'static str>,
    /// What was found.
    pub found: String,
    /// What was wanted.
    pub wanted: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// What to call the item it is about: `A3`.
    pub item: Option<String>,
    /// What the item lacks, where that is all that is wrong with it: `no owner or due date`.
    pub lacks: Option<String>,
    /// The exact words it is about, where it is about words.
    pub marks: Vec<Mark>,
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
    result.causes.iter().map(|cause| reason(rule, (result, *cause), facts, answer, mask)).collect()
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
    let words = ReasonWriter::new(rule, result, QuotedFacts { facts, mask }).reason(cause, answer);
    Reason { kind: cause.kind, evidence: engine::evidence(rule, facts, cause), words }
}

/// What was counted for a rule, in words: `6 of 7 agencies`. Empty where there is nothing to count.
pub(crate) fn counted(rule: &Rule, result: &RuleResult) -> String {
    match result.tally {
        Some(tally) if result.judged.is_some() => tallied(rule, tally),
        Some(_) | None => String::new(),
    }
}

/// All that a sentence about a rule can draw on.
pub(super) struct ReasonWriter<'e> {
    pub(super) rule: &'e Rule,
    pub(super) quoted: QuotedFacts<'e>,
    /// What was counted.
    pub(super) tally: Tally,
    /// The worst grade it can come to, and the best.
    pub(super) range: Option<Range>,
}

impl<'e> ReasonWriter<'e> {
    pub(super) fn new(rule: &'e Rule, result: &RuleResult, quoted: QuotedFacts<'e>) -> Self {
        let range = result.judged.map(|judged| judged.range);
        ReasonWriter { rule, quoted, tally: result.tally.unwrap_or(Tally::Answer(None)), range }
    }

    /// The reason for a cause.
    pub(super) fn reason(&self, cause: Cause, answer: Option<&Answer>) -> Words {
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

    /// The rule meets the standard.
    pub(super) fn strength(&self) -> Words {
        let facts = self.rule.facts();
        let counted = tallied(self.rule, self.tally);
        let text =
            if counted.is_empty() { self.rule.title.clone() } else { format!("{} ({counted})", self.rule.title) };
        Words {
            text,
            facts: facts.iter().map(|fact| fact.name).collect(),
            found: counted,
            wanted: String::new(),
            advice: None,
            ..Words::default()
        }
    }

    /// What the facts of `conditions` say, in words; one alone needs no name.
    fn found(&self, conditions: &[&Condition], at: usize) -> String {
        let say = |condition: &Condition| {
            let value = self.quoted.facts.read(condition.fact, at);
            places::counted(condition, &value).unwrap_or_else(|| value_text(self.quoted, &value))
        };
        match conditions {
            [one] => say(one),
            several => {
                several.iter().map(|one| format!("{}: {}", one.fact.noun, say(one))).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

fn tallied(rule: &Rule, tally: Tally) -> String {
    match (&rule.measure, tally) {
        (Measure::Share(ShareRule { each: Some(list), .. }), Tally::Share { met, of, goes_on, not_stated }) => {
            let open = if not_stated > 0 { format!(", {not_stated} not known") } else { String::new() };
            let more = if goes_on { ", perhaps more" } else { "" };
            let counted = if of == 0 { format!("no {}", list.nouns().1) } else { bands::share(met, of, list.nouns()) };
            format!("{counted}{open}{more}")
        }
        (Measure::Number { fact, .. }, tally @ Tally::Number { .. }) => {
            let unit = fact.unit();
            value_words(tally).map_or_else(
                || known_bounds(tally, &unit).trim_start_matches(", ").to_owned(),
                |value| in_units(&value, &unit),
            )
        }
        (Measure::Count { list, .. }, tally @ Tally::Number { .. }) => {
            let unit = list.nouns().1;
            value_words(tally).map_or_else(
                || known_bounds(tally, unit).trim_start_matches(", ").to_owned(),
                |value| in_units(&value, unit),
            )
        }
        (_, Tally::Answer(Some(grade))) => format!("answered {grade}"),
        (_, Tally::Answer(None)) => "not answered".to_owned(),
        (_, Tally::Share { met, not_stated, .. }) => if met > 0 {
            "yes"
        } else if not_stated > 0 {
            "not known"
        } else {
            "no"
        }
        .to_owned(),
        (Measure::Share(_) | Measure::Ask { .. }, Tally::Number { .. }) => String::new(),
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
