//! A rule in plain sentences.

use super::Style;
use crate::review::{FactType, usual};
use crate::rubric::wording::{self, clause};
use crate::rubric::{Conditions, Criterion, Limit, Measure, Rubric, Rule, ShareRule};
use crate::text::{Mask, and_list, capital};

/// What `rule` of `criterion` asks, how it is graded, why, and where it comes from.
#[must_use]
pub fn explain(rubric: &Rubric, criterion: &Criterion, rule: &Rule, mask: &Mask, style: Style) -> String {
    let show = |text: &str| mask.shown(text).to_string();
    let mut text = style.spread(&style.bold(&show(&rule.title)), &show(&rule.id), "");
    text.push_str(&style.wrap(
        &format!("{}, in the rubric {} {}", show(&criterion.title), show(&rubric.id), show(&rubric.version)),
        "",
        "",
    ));
    text.push('\n');
    for sentence in sentences(rule) {
        text.push_str(&style.wrap(&show(&sentence), "  ", "  "));
    }
    let mut section = |title: &str, body: Option<&String>| {
        if let Some(body) = body {
            text.push('\n');
            text.push_str(&style.bold(title));
            text.push('\n');
            text.push_str(&style.wrap(&show(body), "  ", "  "));
        }
    };
    section("Why", rule.why.as_ref());
    section("Source", rule.source.as_ref());
    section("Rests on", Some(&rests_on(rule)));
    section("Weight", Some(&weight(criterion, rule)));
    let limits = limits(rubric, rule);
    section("Limit", limits.as_ref());
    if !rule.fixable {
        section("Can an edit mend it?", Some(&"No: it is about what was done, not about what is written.".to_owned()));
    }
    text
}

/// What the rule says, sentence by sentence.
pub(super) fn sentences(rule: &Rule) -> Vec<String> {
    let mut sentences = Vec::new();
    if !rule.applies_when.is_empty() {
        sentences.push(format!("Applies when {}.", clauses(&rule.applies_when)));
    }
    match &rule.measure {
        Measure::Share(share) => of_share(share, &mut sentences),
        Measure::Count { list, selects, bands } => {
            let which = if selects.is_empty() {
                String::new()
            } else {
                format!(" of which it can be said that {}", clauses(selects))
            };
            sentences.push(format!("Counts the {}{which}.", list.nouns().1));
            sentences.push(sentence(&wording::number_bands(bands, list.nouns().1)));
        }
        Measure::Number { fact, bands } => {
            let unit = fact.unit();
            sentences.push(match fact.kind {
                FactType::List(_) => format!("Counts the {unit}."),
                FactType::Number(_)
                | FactType::YesNo
                | FactType::Text
                | FactType::Name
                | FactType::Choice(_)
                | FactType::Date => {
                    format!("Measures the {}: {}.", fact.noun, fact.meaning)
                }
            });
            sentences.push(sentence(&wording::number_bands(bands, &unit)));
        }
        Measure::Ask { question, levels, .. } => {
            sentences.push(format!("Asks a person: {question}"));
            for (grade, level) in levels {
                sentences.push(format!("{}: {level}.", capital(grade.word())));
            }
            sentences.push("Until somebody answers, the rule takes no part and the grade is provisional.".to_owned());
        }
    }
    sentences
}

fn of_share(share: &ShareRule, sentences: &mut Vec<String>) {
    let mut wants = Vec::new();
    if !share.must.is_empty() {
        wants.push(clauses(&share.must));
    }
    if !share.any.is_empty() {
        let tables: Vec<String> = share.any.iter().map(clauses).collect();
        wants.push(format!("either {}", tables.join(", or ")));
    }
    let wants = wants.join(", and ");
    match share.each {
        Some(list) => {
            let which = if share.selects.is_empty() {
                String::new()
            } else {
                format!(" of which it can be said that {}", clauses(&share.selects))
            };
            sentences.push(format!("Looks at every {}{which}.", list.nouns().0));
            sentences.push(format!("Wants of each: {wants}."));
            sentences.push(sentence(&wording::share_bands(&share.bands, true)));
            if share.bands.bands.iter().any(|(_, threshold)| threshold.all_but.is_some()) {
                sentences.push("A miss is excused only if two or more are as they should be.".to_owned());
            }
            sentences.push(format!("If there are none, it {}.", wording::empty(share.empty)));
        }
        None => {
            sentences.push(format!("Wants: {wants}."));
            sentences.push(sentence(&wording::share_bands(&share.bands, false)));
        }
    }
}

fn clauses(conditions: &Conditions) -> String {
    and_list(&conditions.iter().map(clause).collect::<Vec<_>>())
}

fn sentence(text: &str) -> String {
    format!("{}.", capital(text))
}

fn rests_on(rule: &Rule) -> String {
    if rule.is_asked() {
        return "A person's answer.".to_owned();
    }
    let facts: Vec<String> =
        rule.facts().iter().map(|fact| format!("{} ({})", fact.name, fact.basis.phrase())).collect();
    format!("{}.", and_list(&facts))
}

fn weight(criterion: &Criterion, rule: &Rule) -> String {
    let total: u64 = criterion.rules.iter().map(|rule| rule.weight).sum();
    let percent = (rule.weight * 100 + total / 2).checked_div(total).unwrap_or(0);
    format!("{percent}% of {} where all its rules apply.", criterion.title)
}

fn limits(rubric: &Rubric, rule: &Rule) -> Option<String> {
    let limit = rubric.limits.iter().find(|limit| limit.when == rule.id)?;
    Some(capital(&limit_of("while this", limit)))
}

/// What a limit says of `what`: `while this is inadequate, the review is at best adequate: because`.
pub(super) fn limit_of(what: &str, limit: &Limit) -> String {
    let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
    let or_worse = if limit.when_at == usual::INADEQUATE { "" } else { " or worse" };
    format!("{what} is {}{or_worse}, the review is at best {}{because}.", limit.when_at, limit.overall)
}
