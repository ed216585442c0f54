//! Fixes, and what prevents a fix, in words.

use super::conditions::clause;
use super::reasons::{ReasonWriter, Words, add_any};
use super::values::{QuotedFacts, label};
use crate::engine::{Barrier, Fix, ListGap, RuleResult, Target, judge_item};
use crate::review::Facts;
use crate::review::vocabulary::ListName;
use crate::rubric::{Measure, Rule};
use crate::text::{Mask, and_list};

/// A fix in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FixWords {
    /// What to call the item it settles, where it is one: `A3`.
    pub(crate) item: Option<String>,
    /// What is wrong now.
    pub(crate) text: String,
    /// What to do.
    pub(crate) advice: Option<String>,
}

/// Puts a fix of `rule`, which came to `result`, into words.
pub(crate) fn fix(rule: &Rule, result: &RuleResult, (facts, mask): (&Facts<'_>, &Mask), fix: &Fix) -> FixWords {
    let writer = ReasonWriter::new(rule, result, QuotedFacts { facts, mask });
    let item = match (rule.list(), fix.target) {
        (Some(list), Target::Item(at)) => Some(label(writer.quoted, list, at)),
        (Some(_), Target::NewItem | Target::Review | Target::List(..)) | (None, _) => None,
    };
    let (text, advice) = match fix.target {
        Target::List(list, gap) => {
            let (text, advice) = list_gap(list, gap);
            (text, Some(advice))
        }
        target @ (Target::Item(_) | Target::NewItem | Target::Review) => {
            let words = writer.lacking(target);
            (words.text, words.advice.or_else(|| writer.advice_by_rule(target)))
        }
    };
    FixWords { item, text, advice }
}

/// What a list lacks, and what to do about it.
fn list_gap(list: ListName, gap: ListGap) -> (String, String) {
    let many = list.nouns().1;
    let close = format!("add `{}` to `whole` under `review`", list.name());
    match gap {
        ListGap::PerhapsEmpty => (format!("the file has no {many}"), add_any(list)),
        ListGap::Empty => (format!("the file has no {many}"), "add them all, each with all its details".to_owned()),
        ListGap::MayGoOn => {
            (format!("the file does not say whether these are all the {many}"), format!("if they are, {close}"))
        }
    }
}

/// Why editing cannot fix a rule.
pub(crate) fn barrier(barrier: &Barrier) -> String {
    match barrier {
        Barrier::Answered => "a person has answered this, and only they can change it".to_owned(),
        Barrier::Done => "you cannot fix this by editing: it is about what was done".to_owned(),
        Barrier::Unstated(facts) => {
            let facts: Vec<String> = facts.iter().map(|fact| format!("`{fact}`")).collect();
            format!("it is a fact outside the document: if it is true, say so in {}", and_list(&facts))
        }
        Barrier::World => "you cannot fix this by editing: it is a fact outside the document".to_owned(),
        Barrier::Classes => "it depends on how items are classified, or on other entries".to_owned(),
    }
}

impl ReasonWriter<'_> {
    /// What a fix of the rule would change.
    fn lacking(&self, target: Target) -> Words {
        let is_open = self.range.is_some_and(|range| range.floor < range.ceiling);
        match (&self.rule.measure, target) {
            (Measure::Share(share), Target::NewItem) => self.nothing_selected(share),
            (Measure::Share(share), _) => {
                let at = if let Target::Item(at) = target { at } else { 0 };
                self.to_mend(share, at, judge_item(share, self.quoted.facts, at))
            }
            (Measure::Count { list, selects, .. }, Target::Item(at)) => self.open_item(*list, selects, at),
            (Measure::Count { list, bands, .. }, _) => self.of_count(*list, bands),
            (Measure::Number { fact, bands }, _) if is_open => self.open_number(fact, bands),
            (Measure::Number { fact, bands }, _) => self.of_number(fact, bands),
            // A question has no edit.
            (Measure::Ask { .. }, _) => self.strength(),
        }
    }

    /// What to do, from what the rule tests, where its author says nothing.
    fn advice_by_rule(&self, target: Target) -> Option<String> {
        match (&self.rule.measure, target) {
            (Measure::Share(share), Target::Item(at)) => self.plain_advice(share, at),
            (Measure::Share(share), Target::Review) => self.plain_advice(share, 0),
            (Measure::Count { list, selects, .. }, Target::NewItem) => {
                let wanted: Vec<String> = selects.iter().map(clause).collect();
                let of_which = if wanted.is_empty() { String::new() } else { format!(" where {}", and_list(&wanted)) };
                Some(format!("add one more {}{of_which}", list.nouns().0))
            }
            (Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } | Measure::Share(_), _) => None,
        }
    }
}
