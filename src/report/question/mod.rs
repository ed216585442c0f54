//! The questions of a rubric that a person answers, each with what helps to answer it, and the sheet to answer them on.

mod doc;
mod document;
mod quotes;
mod sheet;

pub(crate) use sheet::{AnswerSheet, SheetRow};

use super::located::{GradedWith, Located};
use super::page::{ReviewReport, RuleReport};
use crate::engine::{ReasonKind, RuleOutcome};
use crate::rubric::{Criterion, Measure, Rule};
use crate::text::{Mask, Shown, sentence};
use quotes::Quotes;

pub use quotes::Quote;

/// A question with what helps to answer it; every text is masked.
#[derive(Clone, Debug)]
pub struct QuestionReport {
    /// The id of the rule that asks.
    pub rule: Shown,
    /// The title of the rule.
    pub title: Shown,
    /// The title of its criterion.
    pub area: Shown,
    /// The question.
    pub question: Shown,
    /// The answers that it takes, the best first.
    pub(crate) levels: Vec<LevelReport>,
    /// Whether it may be answered not applicable.
    pub may_not_apply: bool,
    /// Why it is asked.
    pub why: Option<Shown>,
    /// What the other rules of the criterion found, a sentence each.
    pub results: Vec<String>,
    /// What the review says about it.
    pub quotes: Vec<Quote>,
    /// How many further texts the review has about it.
    pub more: usize,
}

/// An answer that a question takes.
#[derive(Clone, Debug)]
pub(crate) struct LevelReport {
    /// The grade.
    pub grade: &'static str,
    /// What the rubric says it means; empty where it does not say.
    pub meaning: Shown,
}

/// Returns the question of a rule without what helps to answer it; `None` where it asks nothing.
fn question_report(criterion: &Criterion, rule: &Rule, mask: &Mask) -> Option<QuestionReport> {
    let Measure::Ask { question, levels, answers, may_not_apply } = &rule.measure else { return None };
    let meaning = |grade| levels.iter().find(|(own, _)| *own == grade).map_or("", |(_, meaning)| meaning);
    let level = |grade: crate::review::Grade| LevelReport { grade: grade.word(), meaning: mask.shown(meaning(grade)) };
    Some(QuestionReport {
        rule: mask.shown(&rule.id),
        title: mask.shown(&rule.title),
        area: mask.shown(&criterion.title),
        question: mask.shown(question),
        levels: answers.iter().map(|grade| level(*grade)).collect(),
        may_not_apply: *may_not_apply,
        why: rule.why.as_deref().map(|why| mask.shown(why)),
        results: Vec::new(),
        quotes: Vec::new(),
        more: 0,
    })
}

/// The most reasons of a rule that a question shows.
const MOST_REASONS: usize = 2;

/// The questions that a rubric asks about a review.
#[derive(Debug)]
pub struct Questions<'a> {
    with: GradedWith<'a>,
    file: Located<'a>,
    page: &'a ReviewReport,
    quotes: Quotes<'a>,
}

impl<'a> Questions<'a> {
    /// Prepares the questions about the review in `file`, graded as `page` says.
    #[must_use]
    pub fn new(with: GradedWith<'a>, file: Located<'a>, page: &'a ReviewReport) -> Self {
        Questions { with, file, page, quotes: Quotes::new(with.facts, file) }
    }

    /// Returns the rules that ask something about this review, in the order of the rubric.
    #[must_use]
    pub fn rules(&self) -> Vec<&'a Rule> {
        let ids = self.with.rubric.rule_ids();
        let applies = |rule: &RuleReport| rule.outcome != RuleOutcome::NotApplicable;
        let asked = ids.filter(|id| self.with.rubric[*id].is_asked());
        let rules = asked.filter(|id| applies(id.rule_of(&id.criterion().find(&self.page.criteria).rules)));
        rules.map(|id| &self.with.rubric[id]).collect()
    }

    /// Returns the question of a rule with at most `most` texts of the review; `None` where it asks nothing.
    #[must_use]
    pub fn page(&self, rule: &Rule, most: usize) -> Option<QuestionReport> {
        let Measure::Ask { question, .. } = &rule.measure else { return None };
        let (criterion, _) = self.with.rubric.rule(&rule.id)?;
        let (quotes, more) = self.quotes.about(criterion, question, most);
        let results = self.results(criterion);
        Some(QuestionReport { results, quotes, more, ..question_report(criterion, rule, self.file.mask)? })
    }

    /// What the rules of a criterion that ask nobody found.
    fn results(&self, criterion: &Criterion) -> Vec<String> {
        let Some(at) = self.with.rubric.criteria.iter().position(|own| own.id == criterion.id) else {
            return Vec::new();
        };
        let pages = self.page.criteria.get(at).map_or(&[][..], |page| page.rules.as_slice());
        criterion
            .rules
            .iter()
            .zip(pages)
            .filter(|(rule, _)| !rule.is_asked())
            .filter_map(|(_, page)| result(page))
            .collect()
    }
}

/// What a rule found, in a sentence; `None` where it does not apply.
fn result(rule: &RuleReport) -> Option<String> {
    let outcome = match rule.outcome {
        RuleOutcome::Met => "Met",
        RuleOutcome::NotMet => "Not met",
        RuleOutcome::NotStated => "Not known",
        RuleOutcome::NotApplicable | RuleOutcome::Unanswered => return None,
    };
    let counted = if rule.counted.is_empty() { String::new() } else { format!(" ({})", rule.counted) };
    let short = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Short);
    let reasons: Vec<String> = short.clone().take(MOST_REASONS).map(|reason| sentence(reason.text.as_str())).collect();
    let more = match short.count().saturating_sub(MOST_REASONS) {
        0 => String::new(),
        more => format!(" And {more} more."),
    };
    let reasons = if reasons.is_empty() { String::new() } else { format!(" {}", reasons.join(" ")) };
    Some(format!("{outcome}: {}{counted}.{reasons}{more}", rule.title))
}
