//! A rule that two sets, or two drafts, judge differently.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Range;
use crate::tables::{Mark, RuleMove};
use crate::text::{Mask, Shown};
use crate::wording::outcome as outcome_words;

/// A rule with another outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RuleMoveReport {
    /// Its id.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// Its result: a grade, `inadequate to good`, `not-applicable`, ...; null if there was no such rule.
    pub was: Option<String>,
    /// What it comes to now; null if there is no such rule.
    pub now: Option<String>,
    /// The grades that it could be before and can be now, where it took part.
    #[serde(skip)]
    pub ranges: [Option<Range>; 2],
}

impl RuleMoveReport {
    /// Describes a rule with another outcome; `titles` are by id.
    pub(super) fn new(titles: &IndexMap<Arc<str>, Arc<str>>, rule: &RuleMove, mask: &Mask) -> Self {
        let word = |mark: Option<Mark>| mark.map(|mark| outcome_words(mark.outcome, mark.judged));
        RuleMoveReport {
            rule: mask.shown(&rule.id),
            title: titles.get(&rule.id).map_or_else(Shown::default, |title| mask.shown(title)),
            was: word(rule.was),
            now: word(rule.now),
            ranges: [rule.was, rule.now].map(|mark| mark?.judged.map(|judged| judged.range)),
        }
    }
}
