//! The reasons: what is lowering the grade, what is not known, what is unanswered, and what is strong.

use super::writer::{Writer, range_words};
use crate::document::{Format, Source};
use crate::engine::{ReasonKind, RuleOutcome};
use crate::report::doc::{Block, Item, Line};
use crate::report::page::{CriterionReport, LimitReport, MeasureReport, ReasonReport, RuleReport};
use crate::review::Grade;
use crate::text::{and_list, capital, plural};
use crate::wording::{Fault, no_better, sentences_of, spaced};

/// Maximum number of standards that a short report names as lowering the grade.
const LOWEST: usize = 3;
/// Maximum number of strengths in a short report.
const STRENGTHS: usize = 3;

impl Writer<'_> {
    /// The limits that act, and the standards that are not met: in a short report those that lower the grade most.
    pub(super) fn lowers(&self) -> Option<Block> {
        let review = self.review;
        let limits = review.limits.iter().filter(|limit| limit.surely || review.headline_grade().is_some());
        let is_lowest = |limit: &&LimitReport| {
            let same = |other: &&LimitReport| other.when == limit.when && other.surely >= limit.surely;
            review.limits.iter().filter(same).all(|other| other.overall >= limit.overall)
        };
        // A limit above what another allows for sure changes nothing more.
        let least = review.limits.iter().filter(|limit| limit.surely).map(|limit| limit.overall).min();
        let binds = |limit: &&LimitReport| self.all || least.is_none_or(|least| limit.overall <= least);
        let limits = limits.filter(is_lowest).filter(binds);
        let mut blocks: Vec<Block> = limits.map(|limit| Block::paragraph(self.limit(limit))).collect();
        let by_criterion = self.not_met();
        let mut title = "What is lowering the grade".to_owned();
        if self.all {
            blocks.extend(by_criterion.into_iter().map(|(criterion, rules)| Block::Group {
                title: Line::default().strong(criterion.title.as_str()),
                blocks: rules.into_iter().map(|rule| self.short_in_full(rule)).collect(),
            }));
        } else {
            let mut rules: Vec<&RuleReport> = by_criterion.into_iter().flat_map(|(_, rules)| rules).collect();
            if rules.len() > LOWEST {
                title = format!("{title} most ({LOWEST} of {} standards to improve; `--all` lists them)", rules.len());
            }
            rules.truncate(LOWEST);
            blocks.extend(Block::list(rules.into_iter().map(short).collect()));
        }
        Block::section(title, blocks)
    }

    /// The rules that are no better than the review as a whole and fall short, by criterion, what matters most first.
    pub(super) fn not_met(&self) -> Vec<(&CriterionReport, Vec<&RuleReport>)> {
        let bar = self.review.headline_grade().or(self.review.ceiling);
        let mut criteria: Vec<&CriterionReport> = self.review.criteria.iter().collect();
        let ranks = |floor: Grade| u64::from(floor.scale().best().rank() - floor.rank());
        let lost = |criterion: &CriterionReport| criterion.weight * criterion.floor.map_or(0, ranks);
        criteria.sort_by_key(|criterion| std::cmp::Reverse(lost(criterion)));
        let below = |rule: &&RuleReport| {
            rule.floor.is_some_and(|floor| floor < rule.best && bar.is_none_or(|bar| floor <= bar))
                && rule.reasons.iter().any(|reason| reason.kind == ReasonKind::Short)
        };
        let mut found: Vec<(&CriterionReport, Vec<&RuleReport>)> =
            criteria.into_iter().map(|own| (own, own.rules.iter().filter(below).collect())).collect();
        found.iter_mut().for_each(|(_, rules)| rules.sort_by_key(|rule| (rule.floor, std::cmp::Reverse(rule.weight))));
        found.retain(|(_, rules)| !rules.is_empty());
        found
    }

    /// A limit that acts, or may.
    fn limit(&self, limit: &LimitReport) -> String {
        let because =
            limit.because.as_ref().map_or_else(String::new, |because| format!(". {}", capital(because.as_str())));
        let (name, at, then) = (self.name(limit.when.as_str()), limit.when_at, no_better(limit.overall));
        if limit.surely {
            format!("Limiting judgement: {then}, because “{name}” is {at}{because}.")
        } else {
            format!("Possible limiting judgement: {then} if “{name}” turns out to be {at}{because}.")
        }
    }

    /// The title of the criterion or rule with this id.
    pub(super) fn name(&self, id: &str) -> String {
        let criteria = self.review.criteria.iter();
        let mut titles = criteria.flat_map(|criterion| {
            std::iter::once((&criterion.id, &criterion.title))
                .chain(criterion.rules.iter().map(|rule| (&rule.id, &rule.title)))
        });
        titles.find(|(own, _)| own.as_str() == id).map_or_else(|| id.to_owned(), |(_, title)| title.to_string())
    }

    /// A rule that falls short with all its reasons, each with its place.
    fn short_in_full(&self, rule: &RuleReport) -> Block {
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let grade = range_words(rule.floor, rule.ceiling, rule.may_not_apply);
        let reasons: Vec<&ReasonReport> =
            rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Short).collect();
        let advice = if self.every_rule { None } else { shared_advice(&reasons) };
        let items = reasons.iter().map(|reason| match &advice {
            Some(_) => Item::from(sentence(reason.text.as_str())).at(self.place(&reason.place)),
            None => self.reason(reason),
        });
        let list = Block::list(items.collect());
        let advice =
            advice.map(|advice| Block::Paragraph(Line::default().strong("What to do:").text(format!(" {advice}"))));
        Block::Group {
            title: Line::from(format!("{}{counted} ({grade})", rule.title)).id(&rule.id),
            blocks: list.into_iter().chain(advice).collect(),
        }
    }

    fn reason(&self, reason: &ReasonReport) -> Item {
        let mut sentence = if self.is_page { capital(reason.text.as_str()) } else { reason.text.to_string() };
        if self.every_rule && !reason.wanted.is_empty() && reason.kind == ReasonKind::Short {
            sentence.push_str(&format!(" (needed: {}; found: {})", reason.wanted, reason.found));
        }
        if !sentence.ends_with(['.', '?', '!']) {
            sentence.push('.');
        }
        if let Some(advice) = &reason.advice {
            sentence.push_str(&format!(" {}.", capital(advice.as_str().trim_end_matches('.'))));
        }
        Item::from(sentence).at(self.place(&reason.place))
    }

    pub(super) fn not_known(&self) -> Option<Block> {
        let review = self.review;
        let facts = review.deciding.iter().map(|fact| {
            let advice = fact
                .advice
                .as_ref()
                .map_or_else(String::new, |advice| format!(" {}.", capital(advice.as_str().trim_end_matches('.'))));
            let item = Item::from(
                Line::from(format!("{}.{advice}", capital(fact.text.as_str().trim_end_matches('.')))).id(&fact.rule),
            );
            if self.all { item.at(self.place(&fact.place)) } else { item }
        });
        let mut blocks: Vec<Block> = Block::list(facts.collect()).into_iter().collect();
        let open = self.rules().filter(|rule| rule.outcome == RuleOutcome::NotStated).count();
        if open > 0 && !self.every_rule {
            let them = if open == 1 { "it" } else { "them" };
            let hint = if self.all { String::new() } else { format!(" (`--all` lists {them})") };
            let rules = plural(open, "standard", "standards");
            blocks.push(Block::paragraph(format!("{rules} cannot be judged yet{hint}.")));
        }
        let title = match (review.headline_grade(), review.ceiling) {
            (Some(floor), Some(ceiling)) if floor < ceiling => {
                format!("Not known from the review: this decides between {floor} and {ceiling}")
            }
            _ => "Not known from the review".to_owned(),
        };
        Block::section(title, blocks)
    }

    pub(super) fn questions(&self) -> Option<Block> {
        let questions = self.rules().filter(|rule| rule.outcome == RuleOutcome::Unanswered).flat_map(|rule| {
            let questions = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Question);
            questions.map(|question| Item::from(Line::from(&question.text).id(&rule.id)))
        });
        let list = Block::list(questions.collect())?;
        let title = format!("Questions for a person ({})", self.where_answers_go());
        Block::section(title, vec![list])
    }

    /// The questions that a person has said do not apply, with why.
    pub(super) fn not_applicable(&self) -> Option<Block> {
        let items = self.rules().flat_map(|rule| {
            let reasons = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::NotApplicable);
            reasons.map(|reason| Item::from(Line::from(&reason.text).id(&rule.id)))
        });
        Block::section("Questions that do not apply", Block::list(items.collect()).into_iter().collect())
    }

    fn where_answers_go(&self) -> String {
        let source = self.review.source.as_str();
        if self.review.line.is_some() || source == Source::STANDARD_INPUT {
            return "answer in NAME.judgement.toml, next to a review with its own file".to_owned();
        }
        let is_spreadsheet = |(_, ending): &(&str, &str)| ["csv", "tsv", "xlsx", "xlsm", "xls", "ods"].contains(ending);
        if source.rsplit_once('.').as_ref().is_some_and(is_spreadsheet) {
            return format!("answer in {source}");
        }
        let is_known = |ending: &str| self.review.is_document || Format::of_ending(ending).is_some();
        let known = source.rsplit_once('.').filter(|(_, ending)| is_known(ending));
        format!("answer in {}.judgement.toml", known.map_or(source, |(name, _)| name))
    }

    pub(super) fn strengths(&self) -> Option<Block> {
        let mut strong: Vec<(u64, &RuleReport, &ReasonReport)> = Vec::new();
        for criterion in &self.review.criteria {
            for rule in criterion.rules.iter().filter(|rule| rule.floor.is_some_and(crate::review::Grade::is_strong)) {
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
        let items = strong.iter().take(most).map(|(_, rule, reason)| self.strength(rule, reason).into());
        let title = if strong.len() > most {
            format!("Strengths ({most} of {}; `--all` lists them)", strong.len())
        } else {
            "Strengths".to_owned()
        };
        Block::section(title, Block::list(items.collect()).into_iter().collect())
    }

    /// A standard that is met: in a full report with the answer that says so.
    fn strength(&self, rule: &RuleReport, reason: &ReasonReport) -> Line {
        let text = if self.all || rule.counted.is_empty() { reason.text.to_string() } else { rule.title.to_string() };
        Line::from(text).id(&rule.id)
    }

    /// Every rule of every criterion, with all its reasons.
    pub(super) fn every_rule(&self) -> Option<Block> {
        let criteria = self.review.criteria.iter().map(|criterion| Block::Group {
            title: Line::default().strong(criterion.title.as_str()),
            blocks: criterion.rules.iter().map(|rule| self.whole(rule)).collect(),
        });
        Block::section("Every rule", criteria.collect())
    }

    fn whole(&self, rule: &RuleReport) -> Block {
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let outcome = if rule.floor.is_some() {
            range_words(rule.floor, rule.ceiling, rule.may_not_apply)
        } else {
            spaced(rule.outcome.word())
        };
        let reasons = rule.reasons.iter().filter(|reason| {
            [ReasonKind::NotStated, ReasonKind::Short, ReasonKind::NotApplicable].contains(&reason.kind)
        });
        Block::Group {
            title: Line::from(format!("{}{counted} ({outcome})", rule.title)).id(&rule.id),
            blocks: Block::list(reasons.map(|reason| self.reason(reason)).collect()).into_iter().collect(),
        }
    }

    fn rules(&self) -> impl Iterator<Item = &RuleReport> {
        self.review.criteria.iter().flat_map(|criterion| &criterion.rules)
    }
}

/// The advice of several reasons that is the same but for the item: said of the first, with the others named.
fn shared_advice(reasons: &[&ReasonReport]) -> Option<String> {
    let plain = |reason: &&ReasonReport| {
        let advice = reason.advice.as_ref()?;
        Some(
            reason.item.as_ref().map_or_else(|| advice.to_string(), |item| advice.as_str().replace(item.as_str(), "…")),
        )
    };
    let [first, others @ ..] = reasons else { return None };
    let own = plain(first).filter(|_| !others.is_empty())?;
    if !others.iter().all(|other| plain(other).as_ref() == Some(&own)) {
        return None;
    }
    let names: Vec<String> = others.iter().filter_map(|other| Some(other.item.as_ref()?.to_string())).collect();
    let again = if own.contains('…') { format!(" Do the same for {}.", and_list(&names)) } else { String::new() };
    Some(sentence(first.advice.as_ref()?.as_str()) + &again)
}

/// A text as a sentence.
fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

/// A rule that falls short, with its faults in as few sentences as say them.
fn short(rule: &RuleReport) -> Item {
    let reasons = rule.reasons.iter().filter(|reason| reason.kind == ReasonKind::Short);
    let fault = |reason: &'_ ReasonReport| Fault {
        item: reason.item.as_ref().map(ToString::to_string),
        lacks: reason.lacks.as_ref().map(ToString::to_string),
        facts: reason.facts.clone(),
        text: reason.text.to_string(),
    };
    let faults: Vec<Fault> = reasons.map(fault).collect();
    let sentences = sentences_of(&faults);
    if sentences.starts_with(rule.title.as_str()) {
        return Item::from(Line::from(sentences).id(&rule.id));
    }
    // Of a number, an answer or a single item the reason says all.
    let is_counted = matches!(rule.measure, Some(MeasureReport::Share { of, .. }) if of > 1);
    let counted = if is_counted { format!(": {}", rule.counted) } else { String::new() };
    Item::from(Line::from(format!("{}{counted}. {sentences}", rule.title)).id(&rule.id))
}
