//! A rule in plain sentences.

use super::bands;
use super::conditions::{clause, to_have};
use super::grades::percent_of;
use crate::review::{FactType, Grade};
use crate::rubric::{Conditions, Criterion, Limit, Measure, Rubric, Rule, ShareRule, SourceBasis};
use crate::text::{and_list, capital};

/// The heading of where the rule comes from, which says how far the author of the rubric checked that.
pub(crate) fn source_title(rule: &Rule) -> &'static str {
    match rule.basis {
        Some(SourceBasis::Read) => "Source (read)",
        Some(SourceBasis::Recalled) => "Source (from memory, not checked)",
        Some(SourceBasis::Ours) | None => "Source",
    }
}

/// What the rule says, sentence by sentence.
pub(crate) fn sentences(rule: &Rule) -> Vec<String> {
    let mut sentences = Vec::new();
    if !rule.applies_when.is_empty() {
        sentences.push(format!("Applies when {}.", clauses(&rule.applies_when)));
    }
    match &rule.measure {
        Measure::Share(share) => of_share(share, &mut sentences),
        Measure::Count { list, selects, bands } => {
            let which = if selects.is_empty() { String::new() } else { format!(" where {}", clauses(selects)) };
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
        Measure::Ask { question, levels, may_not_apply, .. } => {
            sentences.push(format!("Asks a person: {question}"));
            for (grade, level) in levels {
                sentences.push(format!("{}: {level}.", capital(&grade.to_string())));
            }
            if *may_not_apply {
                sentences.push("The person can also answer that this does not apply, and say why.".to_owned());
            }
            sentences.push("Until it is answered, the rule is left out and the grade may change.".to_owned());
        }
    }
    sentences
}

/// The bands of a rule in a few words; `None` for a question.
pub(crate) fn bands_of(rule: &Rule) -> Option<String> {
    match &rule.measure {
        Measure::Share(share) => Some(bands::short_share_bands(&share.bands, share.each.is_some())),
        Measure::Count { list, bands, .. } => Some(bands::short_number_bands(bands, list.nouns().1)),
        Measure::Number { fact, bands } => Some(bands::short_number_bands(bands, &fact.unit())),
        Measure::Ask { .. } => None,
    }
}

fn of_share(share: &ShareRule, sentences: &mut Vec<String>) {
    match share.each {
        Some(list) => {
            let which =
                if share.selects.is_empty() { String::new() } else { format!(" where {}", clauses(&share.selects)) };
            sentences.push(format!("Looks at every {}{which}.", list.nouns().0));
            sentences.push(required(share, "Each", "For each of them, it must be true that"));
            sentences.push(sentence(&bands::share_bands(&share.bands, true)));
            if share.bands.bands.iter().any(|(_, threshold)| threshold.all_but.is_some()) {
                sentences.push("A gap is allowed only if at least two others meet the standard.".to_owned());
            }
            sentences.push(format!("If there are none, {}.", bands::empty(share.empty)));
        }
        None => {
            sentences.push(required(share, "The review", "It must be true that"));
            sentences.push(sentence(&bands::share_bands(&share.bands, false)));
        }
    }
}

/// What `who` must have or, after `start`, what must be true.
fn required(share: &ShareRule, who: &str, start: &str) -> String {
    if share.any.is_empty()
        && let Some(nouns) = to_have(&share.must)
    {
        return format!("{who} must have {nouns}.");
    }
    let mut wants = Vec::new();
    if !share.must.is_empty() {
        wants.push(clauses(&share.must));
    }
    if !share.any.is_empty() {
        let tables: Vec<String> = share.any.iter().map(clauses).collect();
        wants.push(format!("either {}", tables.join(", or ")));
    }
    format!("{start} {}.", wants.join(", and "))
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
        return "People's answers.".to_owned();
    }
    let facts: Vec<String> =
        rule.facts().iter().map(|fact| format!("{} (`{}`): {}", fact.noun, fact.name, fact.basis.phrase())).collect();
    format!("{}.", capital(&facts.join("; ")))
}

/// What a rule weighs in its criterion.
pub(crate) fn weight(criterion: &Criterion, rule: &Rule) -> String {
    let total: u64 = criterion.rules.iter().map(|rule| rule.weight).sum();
    let percent = percent_of(rule.weight, total);
    format!("This rule counts for {percent}% of “{}” when all its rules apply.", criterion.title)
}

/// The limit that looks at `rule`, if there is one.
pub(crate) fn limits(rubric: &Rubric, rule: &Rule) -> Option<String> {
    let limit = rubric.limits.iter().find(|limit| limit.when == rule.id)?;
    Some(capital(&limit_of("while this", limit)))
}

/// What a limit says of `what`: `while this is inadequate, the review is no better than adequate: because`.
pub(crate) fn limit_of(what: &str, limit: &Limit) -> String {
    let because = limit.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
    let or_worse = if limit.when_at.is_worst() { "" } else { " or worse" };
    format!("{what} is {}{or_worse}, the review is {}{because}.", limit.when_at, no_better(limit.overall))
}

/// What a limit leaves: `no better than adequate`, or the worst grade itself.
pub(crate) fn no_better(grade: Grade) -> String {
    if grade.is_worst() { grade.to_string() } else { format!("no better than {grade}") }
}
