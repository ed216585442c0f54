//! The reasons: what holds the grade down, what is not stated, what is open, and what is strong.

use super::{REASONS, STRENGTHS, Writer, at_best, range_words};
use crate::document::{Format, Source};
use crate::report::page::{CriterionPage, ReasonPage, RulePage};
use crate::review::Grade;
use crate::text::{capital, plural};

impl Writer<'_> {
    /// What is settled, and no better than the review as a whole.
    pub(super) fn holds_down(&self) -> String {
        let review = self.review;
        let bar = review.headline_grade().or(review.ceiling);
        let mut text = String::new();
        for limit in review.limits.iter().filter(|limit| limit.surely || review.headline_grade().is_some()) {
            let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
            let name = self.name(limit.when.as_str());
            text.push_str(&self.style.wrap(
                &if limit.surely {
                    format!("“{name}” is {}, so the review is {}{because}", limit.when_at, at_best(limit.overall))
                } else {
                    format!(
                        "“{name}” may be {}, and the review is then {}{because}",
                        limit.when_at,
                        at_best(limit.overall)
                    )
                },
                "  ",
                "  ",
            ));
        }
        let mut criteria: Vec<&CriterionPage> = review.criteria.iter().collect();
        // What matters most first: how far a criterion falls short, by its weight.
        let ranks = |floor: Grade| u64::from(floor.scale().best().rank() - floor.rank());
        let lost = |criterion: &CriterionPage| criterion.weight * criterion.floor.map_or(0, ranks);
        criteria.sort_by_key(|criterion| std::cmp::Reverse(lost(criterion)));
        for criterion in criteria {
            let below = |rule: &&RulePage| {
                rule.floor.is_some_and(|floor| floor < rule.best && bar.is_none_or(|bar| floor <= bar))
                    && rule.reasons.iter().any(|reason| reason.kind == "short")
            };
            let mut rules: Vec<&RulePage> = criterion.rules.iter().filter(below).collect();
            if rules.is_empty() {
                continue;
            }
            rules.sort_by_key(|rule| (rule.floor, std::cmp::Reverse(rule.weight)));
            text.push_str(&format!("  {}\n", self.style.bold(criterion.title.as_str())));
            for rule in rules {
                text.push_str(&self.rule_head(rule));
                let short: Vec<&ReasonPage> = rule.reasons.iter().filter(|reason| reason.kind == "short").collect();
                text.push_str(&self.reasons(&short));
            }
        }
        self.section("Holds the grade down", &text)
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

    fn rule_head(&self, rule: &RulePage) -> String {
        let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
        let grade = range_words(rule.floor, rule.ceiling, rule.may_not_apply);
        self.style.wrap(&format!("{}{counted} ({grade}){}", rule.title, self.id(&rule.id)), "    ", "      ")
    }

    /// Some reasons of a rule, each with its place; the rest as a number.
    fn reasons(&self, reasons: &[&ReasonPage]) -> String {
        let most = if self.options.all { reasons.len() } else { REASONS };
        let mut text = String::new();
        for reason in reasons.iter().take(most) {
            text.push_str(&self.reason(reason));
        }
        if let Some(more) = reasons.len().checked_sub(most).filter(|more| *more > 0) {
            text.push_str(&self.style.wrap(
                &format!("... and {more} more of this kind (`--all` shows them)"),
                "      ",
                "      ",
            ));
        }
        text
    }

    fn reason(&self, reason: &ReasonPage) -> String {
        let mut sentence = reason.text.to_string();
        if !reason.wanted.is_empty() && reason.kind == "short" {
            sentence.push_str(&format!(" (wanted: {}; found: {})", reason.wanted, reason.found));
        }
        if !sentence.ends_with(['.', '?', '!']) {
            sentence.push('.');
        }
        if let Some(advice) = &reason.advice {
            sentence.push_str(&format!(" {}.", capital(advice.as_str().trim_end_matches('.'))));
        }
        self.style.wrap(&sentence, "      - ", "        ") + &self.place(&reason.place, "        ")
    }

    pub(super) fn not_stated(&self) -> String {
        let review = self.review;
        let mut text = String::new();
        for fact in &review.deciding {
            let advice =
                fact.advice.as_ref().map_or_else(String::new, |advice| format!(". {}", capital(advice.as_str())));
            text.push_str(&self.style.wrap(&format!("- {}{advice}{}", fact.text, self.id(&fact.rule)), "  ", "    "));
            text.push_str(&self.place(&fact.place, "    "));
        }
        let open = review
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.rules)
            .filter(|rule| rule.outcome == "not-stated")
            .count();
        if open > 0 && !self.options.all {
            text.push_str(&self.style.wrap(
                &format!(
                    "{} cannot be settled on what is stated (`--all` shows {})",
                    plural(open, "rule", "rules"),
                    if open == 1 { "it" } else { "them" }
                ),
                "  ",
                "  ",
            ));
        }
        let purpose = match (review.headline_grade(), review.ceiling) {
            (Some(floor), Some(ceiling)) if floor < ceiling => {
                format!("Not stated (the review does not say): decides between {floor} and {ceiling}")
            }
            (None, _) => "Not stated (the review does not say): these would tell most".to_owned(),
            _ => "Not stated (the review does not say)".to_owned(),
        };
        self.section(&purpose, &text)
    }

    pub(super) fn questions(&self) -> String {
        let rules = self
            .review
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.rules)
            .filter(|rule| rule.outcome == "unanswered");
        let mut text = String::new();
        for rule in rules {
            for question in rule.reasons.iter().filter(|reason| reason.kind == "question") {
                text.push_str(&self.style.wrap(&format!("- {}{}", question.text, self.id(&rule.id)), "  ", "    "));
            }
        }
        if !text.is_empty() {
            text.push_str(&self.style.wrap(&self.where_answers_go(), "  ", "  "));
        }
        self.section("Questions for a person, not answered yet", &text)
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

    pub(super) fn strengths(&self) -> String {
        let mut strong: Vec<(u64, &RulePage, &ReasonPage)> = Vec::new();
        for criterion in &self.review.criteria {
            for rule in criterion.rules.iter().filter(|rule| rule.floor.is_some_and(|floor| floor.is_strong())) {
                strong.extend(
                    rule.reasons
                        .iter()
                        .find(|reason| reason.kind == "strength")
                        .map(|reason| (criterion.weight * rule.weight, rule, reason)),
                );
            }
        }
        strong.sort_by_key(|(weight, _, _)| std::cmp::Reverse(*weight));
        let most = if self.options.all { strong.len() } else { STRENGTHS };
        let mut text = String::new();
        for (_, rule, reason) in strong.iter().take(most) {
            text.push_str(&self.style.wrap(&format!("- {}{}", reason.text, self.id(&rule.id)), "  ", "    "));
        }
        if let Some(more) = strong.len().checked_sub(most).filter(|more| *more > 0) {
            text.push_str(&self.style.wrap(&format!("... and {more} more (`--all` shows them)"), "  ", "  "));
        }
        self.section("Strengths", &text)
    }

    /// Every rule of every criterion, with all its reasons.
    pub(super) fn every_rule(&self) -> String {
        let mut text = String::new();
        for criterion in &self.review.criteria {
            text.push_str(&format!("  {}\n", self.style.bold(criterion.title.as_str())));
            for rule in &criterion.rules {
                let outcome = rule.outcome.replace('-', " ");
                let counted = if rule.counted.is_empty() { String::new() } else { format!(": {}", rule.counted) };
                let grade = if rule.floor.is_some() {
                    format!(", {}", range_words(rule.floor, rule.ceiling, rule.may_not_apply))
                } else {
                    String::new()
                };
                text.push_str(&self.style.wrap(
                    &format!("{}{counted} ({outcome}{grade}){}", rule.title, self.id(&rule.id)),
                    "    ",
                    "      ",
                ));
                for reason in rule.reasons.iter().filter(|reason| ["not-stated", "short"].contains(&reason.kind)) {
                    text.push_str(&self.reason(reason));
                }
            }
        }
        self.section("Every rule", &text)
    }
}
