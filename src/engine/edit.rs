//! Edits: what a fix is made of before it is put into words, and the words.

use schemars::JsonSchema;

use super::evidence::Evidence;
use super::fill::label;
use super::measure::{Range, Tally, look};
use super::reason::{Reason, Teller};
use crate::review::Facts;
use crate::rubric::{Measure, Rule, ShareRule, wording};
use crate::text::and_list;

/// What a fix takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum FixKind {
    /// Say what is not stated.
    State,
    /// Write something.
    Write,
    /// Link two items.
    Link,
    /// Tick a yes or no; it must be so.
    Tick,
}

impl FixKind {
    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            FixKind::State => "state",
            FixKind::Write => "write",
            FixKind::Link => "link",
            FixKind::Tick => "tick",
        }
    }
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it takes.
    pub kind: FixKind,
    /// What to call the item it settles, where it is one: `A3`.
    pub item: Option<String>,
    /// What is wrong now, in words.
    pub text: String,
    /// What to do.
    pub advice: Option<String>,
    /// Where.
    pub evidence: Evidence,
}

/// An edit of a rule, not yet in words: there may be one for every item, and most are never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What it takes.
    pub(super) kind: FixKind,
    /// What it settles.
    pub(super) of: Of,
    /// Where, if not where the reason for it is.
    pub(super) evidence: Option<Evidence>,
}

/// What an edit settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The item of that number, from 0.
    Item(usize),
    /// A new item.
    NewItem,
    /// The review itself, or its number.
    Review,
}

/// A rule with what it came to: what edits are worded from.
pub(super) struct Edited<'e> {
    pub(super) rule: &'e Rule,
    pub(super) facts: &'e Facts<'e>,
    pub(super) tally: Tally,
    pub(super) range: Range,
}

impl Edited<'_> {
    /// The edit in words.
    pub(super) fn fix(&self, edit: Edit) -> Fix {
        let reason = self.reason(edit.of);
        let list = match &self.rule.measure {
            Measure::Share(ShareRule { each, .. }) => *each,
            Measure::Count { list, .. } => Some(*list),
            Measure::Number { .. } | Measure::Ask { .. } => None,
        };
        let item = match (list, edit.of) {
            (Some(list), Of::Item(at)) => Some(label(self.facts, list, at)),
            (Some(_), Of::NewItem | Of::Review) | (None, _) => None,
        };
        Fix {
            kind: edit.kind,
            item,
            text: reason.text,
            advice: reason.advice.or_else(|| self.plain_advice(edit.of)),
            evidence: edit.evidence.unwrap_or(reason.evidence),
        }
    }

    fn teller(&self) -> Teller<'_> {
        Teller { rule: self.rule, facts: self.facts, tally: self.tally, range: Some(self.range) }
    }

    /// What to do, from what the rule tests, where its author says nothing.
    fn plain_advice(&self, of: Of) -> Option<String> {
        match (&self.rule.measure, of) {
            (Measure::Share(share), Of::Item(at)) => self.teller().plain_advice(share, at),
            (Measure::Share(share), Of::Review) => self.teller().plain_advice(share, 0),
            (Measure::Count { list, selects, .. }, Of::NewItem) => {
                let wanted: Vec<String> = selects.iter().map(wording::clause).collect();
                let of_which =
                    if wanted.is_empty() { String::new() } else { format!(" of which {}", and_list(&wanted)) };
                Some(format!("write one more {}{of_which}", list.nouns().0))
            }
            (Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } | Measure::Share(_), _) => None,
        }
    }

    fn reason(&self, of: Of) -> Reason {
        let teller = self.teller();
        match (&self.rule.measure, of) {
            (Measure::Share(share), Of::NewItem) => teller.nothing_selected(share),
            (Measure::Share(share), Of::Item(_) | Of::Review) => {
                let at = if let Of::Item(at) = of { at } else { 0 };
                teller.to_mend(share, at, look(share, self.facts, at))
            }
            (Measure::Count { list, selects, .. }, Of::Item(at)) => teller.open_item(*list, selects, at),
            (Measure::Count { list, bands, .. }, Of::NewItem | Of::Review) => teller.of_count(*list, bands),
            (Measure::Number { fact, bands }, _) if self.range.floor < self.range.ceiling => {
                teller.open_number(fact, bands)
            }
            (Measure::Number { fact, bands }, _) => teller.of_number(fact, bands),
            // A question has no edit.
            (Measure::Ask { .. }, _) => teller.strength(),
        }
    }
}
