//! A rule in plain sentences.

use super::bands;
use super::conditions::clause;
use super::grades::percent_of;
use crate::review::FactType;
use crate::rubric::{Conditions, Criterion, Limit, Measure, Rubric, Rule, ShareRule};
use crate::text::{and_list, capital};

/// What the rule says, sentence by sentence.
pub(crate) fn sentences(rule: &Rule) -> Vec<String> {
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
            sentences.push(sentence(&bands::number_bands(bands, list.nouns().1)));
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
            sentences.push(sentence(&bands::number_bands(bands, &unit)));
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
            sentences.push(sentence(&bands::share_bands(&share.bands, true)));
            if share.bands.bands.iter().any(|(_, threshold)| threshold.all_but.is_some()) {
                sentences.push("A miss is excused only if two or more are as they should be.".to_owned());
            }
            sentences.push(format!("If there are none, it {}.", bands::empty(share.empty)));
        }
        None => {
            sentences.push(format!("Wants: {wants}."));
            sentences.push(sentence(&bands::share_bands(&share.bands, false)));
        }
    }
}

fn clauses(conditions: &Conditions) -> String {
    and_list(&conditions.iter().map(clause).collect::<Vec<_>>())
}

fn sentence(text: &str) -> String {
    format!("{}.", capital(text))
}

/// The facts that a rule rests on, each with its kind.
pub(crate) fn rests_on(rule: &Rule) -> String {
    if rule.is_asked() {
        return "A person's answer.".to_owned();
    }
    let facts: Vec<String> =
        rule.facts().iter().map(|fact| format!("{} ({})", fact.name, fact.basis.phrase())).collect();
    format!("{}.", and_list(&facts))
}

/// What a rule weighs in its criterion.
pub(crate) fn weight(criterion: &Criterion, rule: &Rule) -> String {
    let total: u64 = criterion.rules.iter().map(|rule| rule.weight).sum();
    let percent = percent_of(rule.weight, total);
    format!("{percent}% of {} where all its rules apply.", criterion.title)
}

/// The limit that looks at `rule`, if there is one.
pub(crate) fn limits(rubric: &Rubric, rule: &Rule) -> Option<String> {
    let limit = rubric.limits.iter().find(|limit| limit.when == rule.id)?;
    Some(capital(&limit_of("while this", limit)))
}

/// What a limit says of `what`: `while this is inadequate, the review is at best adequate: because`.
pub(crate) fn limit_of(what: &str, limit: &Limit) -> String {
    let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
    let or_worse = if limit.when_at.is_worst() { "" } else { " or worse" };
    format!("{what} is {}{or_worse}, the review is at best {}{because}.", limit.when_at, limit.overall)
}
