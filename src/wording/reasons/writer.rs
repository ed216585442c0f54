//! The words of a reason, and the writer that has all a sentence about a rule needs.

use std::cell::RefCell;

use super::super::bands::{self, in_units};
use super::super::places::{self, Mark};
use super::super::values::{QuotedFacts, known_bounds, value_text, value_words};
use crate::engine::{Range, RuleResult, Tally};
use crate::rubric::{Condition, Measure, Rule, ShareRule};

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

/// All that a sentence about a rule needs.
pub(in crate::wording) struct ReasonWriter<'e> {
    pub(in crate::wording) rule: &'e Rule,
    pub(in crate::wording) quoted: QuotedFacts<'e>,
    /// What was counted.
    pub(in crate::wording) tally: Tally,
    /// The worst grade it can come to, and the best.
    pub(in crate::wording) range: Option<Range>,
    /// True if the name of an item, what it lacks and the words to mark are added.
    pub(super) details: bool,
    /// The conditions that were put into words last, by their addresses, and the words: many items fail the same ones.
    pub(super) last_wants: RefCell<(Vec<*const Condition>, String)>,
}

impl<'e> ReasonWriter<'e> {
    pub(in crate::wording) fn new(rule: &'e Rule, result: &RuleResult, quoted: QuotedFacts<'e>) -> Self {
        let range = result.judged.map(|judged| judged.range);
        let tally = result.tally.unwrap_or(Tally::Answer(None));
        ReasonWriter { rule, quoted, tally, range, details: true, last_wants: RefCell::default() }
    }

    /// The rule meets the standard.
    pub(in crate::wording) fn strength(&self) -> Words {
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
    pub(super) fn found(&self, conditions: &[&Condition], at: usize) -> String {
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

/// What was counted, in words.
pub(super) fn tallied(rule: &Rule, tally: Tally) -> String {
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
