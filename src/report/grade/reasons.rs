//! The reasons: what holds the grade down, what is not stated, what is open, and what is strong.

use super::{REASONS, STRENGTHS, Writer, at_best, range_words};
use crate::document::{Format, Source};
use crate::engine::{ReasonKind, RuleOutcome};
use crate::report::doc::{Block, Item, Line};
use crate::report::page::{CriterionPage, LimitPage, ReasonPage, RulePage};
use crate::review::Grade;
use crate::text::{capital, plural};
use crate::wording::spaced;

impl Writer<'_> {
    /// What is settled, and no better than the review as a whole.
    pub(super) fn holds_down(&self) -> Option<Block> {
        let review = self.review;
        let bar = review.headline_grade().or(review.ceiling);
        let limits = review.limits.iter().filter(|limit| limit.surely || review.headline_grade().is_some());
        let mut blocks: Vec<Block> = limits.map(|limit| Block::paragraph(self.limit(limit))).collect();
        let mut criteria: Vec<&CriterionPage> = review.criteria.iter().collect();
        // What matters most first: how far a criterion falls short, by its weight.
        let ranks = |floor: Grade| u64::from(floor.scale().best().rank() - floor.rank());
        let lost = |criterion: &CriterionPage| criterion.weight * criterion.floor.map_or(0, ranks);
        criteria.sort_by_key(|criterion| std::cmp::Reverse(lost(criterion)));
        for criterion in criteria {
            let below = |rule: &&RulePage| {
                rule.floor.is_some_and(|floor| floor < rule.best && bar.is_none_or(|bar| floor <= bar))
                    && rule.reasons.iter().any(|reason| reason.kind == ReasonKind::Short)
            };
            let mut rules: Vec<&RulePage> = criterion.rules.iter().filter(below).collect();
            rules.sort_by_key(|rule| (rule.floor, std::cmp::Reverse(rule.weight)));
            let rules: Vec<Block> = rules.into_iter().map(|rule| self.short(rule)).collect();
            if !rules.is_empty() {
                blocks.push(Block::Group { title: Line::default().strong(criterion.title.as_str()), blocks: rules });
            }
        }
        Block::section("Holds the grade down", blocks)
    }

    /// A limit that acts, or may.
    fn limit(&self, limit: &LimitPage) -> String {
        let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
        let (name, at, then) = (self.name(limit.when.as_str()), limit.when_at, at_best(limit.overall));
        if limit.surely {
            format!("“{name}” is {at}, so the review is {then}{because}")
        } else {
            format!("“{name}” may be {at}, and the review is then {then}{because}")
        }
    }

    /// The title of the criterion or rule with this id.
    fn name(&self, id: &str) -> String {
        let criteria = self.review.criteria.iter();
        let mut titles = criteria.flat_map(|criterion| {
            std::iter::once((&criterion.id, &criterion.title))
                .chain(criterion.rules.iter().map(|rule| (&rule.id, &rule.title)))
        });
        titles.find(|(own, _)| own.as_str() == id).map_or_else(|| id.to_owned(), |(_, title)| title.to_string())
    }

    /// A rule that falls short with some of its reasons, each with its place; the rest as a number.
    fn short(&self, rule: &RulePage) -> Block {
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let grade = range_words(rule.floor, rule.ceiling, rule.may_not_apply);
        let reasons: Vec<&ReasonPage> = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Short).collect();
        let most = if self.all { reasons.len() } else { REASONS };
        let items = reasons.iter().take(most).map(|reason| self.reason(reason)).collect();
        let more = reasons.len().checked_sub(most).filter(|more| *more > 0);
        let more = more.map(|more| Block::paragraph(format!("... and {more} more of this kind (`--all` shows them)")));
        Block::Group {
            title: Line::from(format!("{}{counted} ({grade})", rule.title)).id(&rule.id),
            blocks: Block::list(items).into_iter().chain(more).collect(),
        }
    }

    fn reason(&self, reason: &ReasonPage) -> Item {
        let mut sentence = reason.text.to_string();
        if !reason.wanted.is_empty() && reason.kind == ReasonKind::Short {
            sentence.push_str(&format!(" (wanted: {}; found: {})", reason.wanted, reason.found));
        }
        if !sentence.ends_with(['.', '?', '!']) {
            sentence.push('.');
        }
        if let Some(advice) = &reason.advice {
            sentence.push_str(&format!(" {}.", capital(advice.as_str().trim_end_matches('.'))));
        }
        Item::from(sentence).at(self.place(&reason.place))
    }

    pub(super) fn not_stated(&self) -> Option<Block> {
        let review = self.review;
        let facts = review.deciding.iter().map(|fact| {
            let advice =
                fact.advice.as_ref().map_or_else(String::new, |advice| format!(". {}", capital(advice.as_str())));
            Item::from(Line::from(format!("{}{advice}", fact.text)).id(&fact.rule)).at(self.place(&fact.place))
        });
        let mut blocks: Vec<Block> = Block::list(facts.collect()).into_iter().collect();
        let open = self.rules().filter(|rule| rule.outcome == RuleOutcome::NotStated).count();
        if open > 0 && !self.every_rule {
            let them = if open == 1 { "it" } else { "them" };
            let hint = if self.all { String::new() } else { format!(" (`--all` shows {them})") };
            let rules = plural(open, "rule", "rules");
            blocks.push(Block::paragraph(format!("{rules} cannot be settled on what is stated{hint}")));
        }
        let purpose = match (review.headline_grade(), review.ceiling) {
            (Some(floor), Some(ceiling)) if floor < ceiling => {
                format!("Not stated (the review does not say): decides between {floor} and {ceiling}")
            }
            (None, _) => "Not stated (the review does not say): these would tell most".to_owned(),
            _ => "Not stated (the review does not say)".to_owned(),
        };
        Block::section(purpose, blocks)
    }

    pub(super) fn questions(&self) -> Option<Block> {
        let questions = self.rules().filter(|rule| rule.outcome == RuleOutcome::Unanswered).flat_map(|rule| {
            let questions = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Question);
            questions.map(|question| Item::from(Line::from(&question.text).id(&rule.id)))
        });
        let list = Block::list(questions.collect())?;
        let blocks = vec![list, Block::paragraph(self.where_answers_go())];
        Block::section("Questions for a person, not answered yet", blocks)
    }

    fn where_answers_go(&self) -> String {
        let source = self.review.source.as_str();
        if self.review.line.is_some() || source == Source::STANDARD_INPUT {
            return "Answers go into NAME.judgement.toml beside a review that has a file of its own".to_owned();
        }
        let is_known = |ending: &str| self.review.is_document || Format::of_ending(ending).is_some();
        let known = source.rsplit_once('.').filter(|(_, ending)| is_known(ending));
        format!("Answers go into {}.judgement.toml", known.map_or(source, |(name, _)| name))
    }

    pub(super) fn strengths(&self) -> Option<Block> {
        let mut strong: Vec<(u64, &RulePage, &ReasonPage)> = Vec::new();
        for criterion in &self.review.criteria {
            for rule in criterion.rules.iter().filter(|rule| rule.floor.is_some_and(|floor| floor.is_strong())) {
                strong.extend(
                    rule.reasons
                        .iter()
                        .find(|reason| reason.kind == ReasonKind::Strength)
                        .map(|reason| (criterion.weight * rule.weight, rule, reason)),
                );
            }
        }
        strong.sort_by_key(|(weight, _, _)| std::cmp::Reverse(*weight));
        let most = if self.all { strong.len() } else { STRENGTHS };
        let items = strong.iter().take(most).map(|(_, rule, reason)| Line::from(&reason.text).id(&rule.id).into());
        let more = strong.len().checked_sub(most).filter(|more| *more > 0);
        let more = more.map(|more| Block::paragraph(format!("... and {more} more (`--all` shows them)")));
        Block::section("Strengths", Block::list(items.collect()).into_iter().chain(more).collect())
    }

    /// Every rule of every criterion, with all its reasons.
    pub(super) fn every_rule(&self) -> Option<Block> {
        let criteria = self.review.criteria.iter().map(|criterion| Block::Group {
            title: Line::default().strong(criterion.title.as_str()),
            blocks: criterion.rules.iter().map(|rule| self.whole(rule)).collect(),
        });
        Block::section("Every rule", criteria.collect())
    }

    fn whole(&self, rule: &RulePage) -> Block {
        let outcome = spaced(rule.outcome.word());
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let grade = if rule.floor.is_some() {
            format!(", {}", range_words(rule.floor, rule.ceiling, rule.may_not_apply))
        } else {
            String::new()
        };
        let reasons =
            rule.reasons.iter().filter(|reason| [ReasonKind::NotStated, ReasonKind::Short].contains(&reason.kind));
        Block::Group {
            title: Line::from(format!("{}{counted} ({outcome}{grade})", rule.title)).id(&rule.id),
            blocks: Block::list(reasons.map(|reason| self.reason(reason)).collect()).into_iter().collect(),
        }
    }

    fn rules(&self) -> impl Iterator<Item = &RulePage> {
        self.review.criteria.iter().flat_map(|criterion| &criterion.rules)
    }
}
