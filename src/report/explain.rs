//! A rule in plain sentences.

use schemars::JsonSchema;
use serde::Serialize;

use super::doc::{Block, Doc};
use super::page::{RubricHead, Tool};
use super::rubric::RuleText;
use super::rubric::show::{explain_criterion, origin};
use super::{Report, View};
use crate::rubric::{Criterion, Rubric, Rule};
use crate::text::{Mask, Shown};
use crate::wording;

/// A rule read out, or all rules of a criterion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ExplainReport {
    /// What made it.
    pub tool: Tool,
    /// The rubric.
    pub rubric: RubricHead,
    /// The id of the criterion.
    pub criterion: Shown,
    /// Its title.
    pub area: Shown,
    /// The rule, or all of its rules.
    pub rules: Vec<RuleText>,
    #[serde(skip)]
    doc: Doc,
}

impl ExplainReport {
    /// Reads out `rule` of `criterion`.
    #[must_use]
    pub(crate) fn from_rule(rubric: &Rubric, criterion: &Criterion, rule: &Rule, mask: &Mask) -> Self {
        Self::new(rubric, criterion, std::slice::from_ref(rule), explain(rubric, criterion, rule, mask), mask)
    }

    /// Reads out all rules of `criterion`.
    #[must_use]
    pub(crate) fn from_criterion(rubric: &Rubric, criterion: &Criterion, mask: &Mask) -> Self {
        Self::new(rubric, criterion, &criterion.rules, explain_criterion(rubric, criterion, mask), mask)
    }

    fn new(rubric: &Rubric, criterion: &Criterion, rules: &[Rule], doc: Doc, mask: &Mask) -> Self {
        ExplainReport {
            tool: Tool::THIS,
            rubric: RubricHead::from_rubric(rubric, mask),
            criterion: mask.shown(&criterion.id),
            area: mask.shown(&criterion.title),
            rules: rules.iter().map(|rule| RuleText::from_rule(rubric, criterion, rule, mask)).collect(),
            doc,
        }
    }
}

impl Report for ExplainReport {
    fn doc(&self, _: View) -> Doc {
        self.doc.clone()
    }
}

/// Returns what `rule` of `criterion` asks, how it is graded, why, and where it comes from.
#[must_use]
pub fn explain(rubric: &Rubric, criterion: &Criterion, rule: &Rule, mask: &Mask) -> Doc {
    let show = |text: &str| mask.shown(text).to_string();
    let origin = origin(rubric, &rule.id).map_or_else(String::new, |origin| format!(" {origin}"));
    let from = format!("Area: {}. Rubric: {} {}.{origin}", criterion.title, rubric.id, rubric.version);
    let head =
        [Block::Title { title: show(&rule.title).into(), aside: show(&rule.id).into() }, Block::paragraph(show(&from))];
    let asks = wording::sentences(rule).iter().map(|sentence| Block::paragraph(show(sentence))).collect();
    let own = |title: &str, body: Option<String>| {
        Block::section(title, body.iter().map(|body| Block::paragraph(show(body))).collect())
    };
    let edit = (!rule.fixable).then(|| "No. It is about what was done, not about what is written.".to_owned());
    let sections = [
        Block::section("What it asks", asks),
        own("Why", rule.why.clone()),
        own(wording::source_title(rule), rule.source.clone()),
        own("Based on", Some(wording::rests_on(rule))),
        own("Weight", Some(wording::weight(criterion, rule))),
        own("Limit", wording::limits(rubric, rule)),
        own("Can you fix it by editing?", edit),
    ];
    Doc { title: show(&rule.title), blocks: head.into_iter().chain(sections.into_iter().flatten()).collect() }
}
