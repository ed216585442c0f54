//! The reasons that are about an item of a list.

use super::super::conditions::{clause, wanted, whether};
use super::super::places;
use super::super::templates::Filler;
use super::super::values::label;
use super::advice::{correction, lacking, names, state_advice};
use super::writer::{ReasonWriter, Words};
use crate::engine::{self, Item, Outcome, failed, open, with_outcome};
use crate::review::vocabulary::ListName;
use crate::review::{FactType, Value};
use crate::rubric::{Condition, Found, ShareRule, Test};
use crate::text::{and_list, capital, or_list};

impl ReasonWriter<'_> {
    /// An item that is selected and fails.
    pub(in crate::wording) fn miss(&self, rule: &ShareRule, at: usize) -> Words {
        let failed = failed(rule, self.quoted.facts, at);
        let by_any = !failed.iter().any(|condition| rule.must.iter().any(|own| std::ptr::eq(own, *condition)));
        let filler = Filler { quoted: self.quoted, item: at, tally: self.tally, failed: &failed };
        let silent = self.is_silent(&failed, at);
        let unread = if silent { places::unread(self.quoted.facts, &failed) } else { Vec::new() };
        let silent_texts = self.silent_texts(&failed, at);
        let quotes_none = || {
            let quotes = self.rule.reason.as_ref().is_some_and(|template| template.quotes(Found::Matched));
            quotes && filler.fill_found(Found::Matched).is_empty()
        };
        let empty = !silent_texts.is_empty() && (silent_texts.len() == failed.len() || quotes_none());
        let text = match &self.rule.reason {
            _ if empty => self.lacks(rule, &silent_texts, at),
            _ if silent && !unread.is_empty() => {
                format!("there is no document to read this from: {}", or_list(&unread))
            }
            _ if silent => self.silence(rule, &failed, at),
            Some(template) => filler.fill(template),
            None => match rule.each {
                Some(list) => format!("{} {} does not meet the standard", list.nouns().0, label(self.quoted, list, at)),
                None => format!("{}: no", self.rule.title),
            },
        };
        let text = text + &places::after(self.quoted, self.rule.reason.as_ref(), &failed, at);
        Words {
            text,
            item: rule.each.filter(|_| self.details).map(|list| label(self.quoted, list, at)),
            lacks: self.details.then(|| lacking(&failed)).flatten(),
            marks: if self.details { places::marks(self.quoted.facts, &failed, at) } else { Vec::new() },
            facts: names(&failed),
            found: self.found(&failed, at),
            wanted: self.wants(&failed, by_any),
            advice: match &self.rule.advice {
                _ if empty => Some(state_advice(&silent_texts, &[])),
                _ if silent && !unread.is_empty() => Some(format!("name the document in {}", and_list(&unread))),
                _ if silent && by_any => Some(state_advice(&[], &failed)),
                _ if silent => Some(state_advice(&failed, &[])),
                advice => advice.as_ref().map(|template| filler.fill(template)),
            },
        }
    }

    /// What these conditions want of an item: all of them, or one if `any` is set.
    fn wants(&self, failed: &[&Condition], any: bool) -> String {
        let numbers: Vec<*const Condition> = failed.iter().map(|condition| std::ptr::from_ref(*condition)).collect();
        let mut last = self.last_wants.borrow_mut();
        if last.0 != numbers {
            let wants: Vec<String> = failed.iter().map(|condition| wanted(condition)).collect();
            *last = (numbers, if any { or_list(&wants) } else { and_list(&wants) });
        }
        last.1.clone()
    }

    /// True if nothing is wrong but that the review is silent on what only a yes, a class or a number can say.
    pub(super) fn is_silent(&self, failed: &[&Condition], at: usize) -> bool {
        let says_nothing = |condition: &&Condition| {
            let textual =
                matches!(condition.fact.kind, FactType::Text | FactType::Name | FactType::List(None) | FactType::Date);
            let asks_for_word = condition.tests.iter().any(|test| matches!(test, Test::Stated));
            !textual && !asks_for_word && self.quoted.facts.read(condition.fact, at) == Value::Absent
        };
        !failed.is_empty() && failed.iter().all(says_nothing)
    }

    /// The tests that fail of what a text says where there is no text: the reason must not be that it says something wrong.
    fn silent_texts<'c>(&self, failed: &[&'c Condition], at: usize) -> Vec<&'c Condition> {
        let of_words = |test: &Test| matches!(test, Test::Words { .. } | Test::Not(_));
        let is_textual = |condition: &Condition| matches!(condition.fact.kind, FactType::Text | FactType::Name);
        let is_silent = |condition: &&Condition| {
            is_textual(condition)
                && condition.tests.iter().any(of_words)
                && engine::says_nothing(&self.quoted.facts.read(condition.fact, at))
        };
        failed.iter().copied().filter(is_silent).collect()
    }

    /// That texts are missing, in words.
    fn lacks(&self, rule: &ShareRule, failed: &[&Condition], at: usize) -> String {
        let nouns = or_list(&failed.iter().map(|condition| condition.fact.noun).collect::<Vec<_>>());
        match rule.each {
            Some(list) => format!("{} {} has no {nouns}", list.nouns().0, label(self.quoted, list, at)),
            None => format!("the review has no {nouns}"),
        }
    }

    /// That the review is silent, in words: not that the opposite is so.
    pub(super) fn silence(&self, rule: &ShareRule, failed: &[&Condition], at: usize) -> String {
        let what = |condition: &&Condition| match condition.fact.kind {
            FactType::YesNo => format!("whether {}", condition.fact.meaning),
            FactType::Number(unit) => format!("how many {unit}"),
            FactType::Choice(_) | FactType::List(_) | FactType::Text | FactType::Name | FactType::Date => {
                format!("its {}", condition.fact.noun)
            }
        };
        let what = or_list(&failed.iter().map(what).collect::<Vec<_>>());
        match rule.each {
            Some(list) => {
                format!("for {} {}, the review does not say {what}", list.nouns().0, label(self.quoted, list, at))
            }
            None => format!("the review does not say {what}"),
        }
    }

    /// An item that would matter if the record said more.
    pub(in crate::wording) fn unsettled(&self, rule: &ShareRule, at: usize) -> Words {
        let [all, one_of] = open(rule, self.quoted.facts, at);
        let advice = state_advice(&all, &one_of);
        let open = [all, one_of].concat();
        let text = self.unknown(rule.each, &open, at);
        Words {
            text,
            facts: names(&open),
            found: "not known".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wanted(condition)).collect::<Vec<_>>()),
            advice: Some(advice),
            ..Words::default()
        }
    }

    /// That the review does not say whether these conditions hold, of an item or of the review itself.
    pub(super) fn unknown(&self, list: Option<ListName>, open: &[&Condition], at: usize) -> String {
        let what = or_list(&open.iter().map(|condition| whether(condition)).collect::<Vec<_>>());
        match list {
            Some(list) => {
                format!("for {} {}, the review does not say {what}", list.nouns().0, label(self.quoted, list, at))
            }
            None => format!("the review does not say {what}"),
        }
    }

    /// What to fix in an item so that it is selected and met: what fails, what is not stated, or both.
    pub(in crate::wording) fn to_mend(&self, rule: &ShareRule, at: usize, item: Item) -> Words {
        if item.is_miss() {
            return self.miss(rule, at);
        }
        let open = self.unsettled(rule, at);
        if item.met != Outcome::NotMet {
            return open;
        }
        let miss = self.miss(rule, at);
        let advice: Vec<String> = [open.advice, miss.advice].into_iter().flatten().collect();
        Words {
            text: format!("{}. {}", open.text, capital(&miss.text)),
            advice: (!advice.is_empty())
                .then(|| advice.iter().map(|one| capital(one.trim_end_matches('.'))).collect::<Vec<_>>().join(". ")),
            ..miss
        }
    }

    /// What to do about an item, from what the rule tests of it.
    pub(in crate::wording) fn plain_advice(&self, rule: &ShareRule, at: usize) -> Option<String> {
        let must = with_outcome(&rule.must, self.quoted.facts, at, Outcome::NotMet);
        let failed = failed(rule, self.quoted.facts, at);
        let steps: Vec<String> = failed.iter().map(|condition| correction(condition)).collect();
        let advice = if must.is_empty() { or_list(&steps) } else { and_list(&steps) };
        (!steps.is_empty()).then_some(advice)
    }

    pub(in crate::wording) fn nothing_selected(&self, rule: &ShareRule) -> Words {
        let list = rule.each.unwrap_or(ListName::Findings);
        let (_, many) = list.nouns();
        let which = if rule.selects.is_empty() || self.quoted.facts.len(list) == 0 {
            String::new()
        } else {
            format!(" where {}", and_list(&rule.selects.iter().map(clause).collect::<Vec<_>>()))
        };
        Words {
            text: format!("the review has no {many}{which}"),
            facts: vec![list.name()],
            found: "none".to_owned(),
            wanted: format!("{many}{which}"),
            advice: rule.selects.is_empty().then(|| format!("list each of them under `{}`", list.name())),
            ..Words::default()
        }
    }

    /// An item that may or may not count, because that is not stated.
    pub(in crate::wording) fn open_item(&self, list: ListName, selects: &[Condition], at: usize) -> Words {
        let open = with_outcome(selects, self.quoted.facts, at, Outcome::NotStated);
        Words {
            text: self.unknown(Some(list), &open, at),
            facts: names(&open),
            found: "not known".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wanted(condition)).collect::<Vec<_>>()),
            advice: Some(state_advice(&open, &[])),
            ..Words::default()
        }
    }
}
