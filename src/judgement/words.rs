//! Answers in words: as files give them, and as people type them: the number of a level, its grade or its label.

use crate::document::Diagnostic;
use crate::review::Grade;
use crate::rubric::{Measure, Rubric, Rule};
use crate::text::{nearest, or_list};

/// The answer that a question does not apply.
pub(crate) const NOT_APPLICABLE: &str = "not-applicable";

/// Other words for the answer that a question does not apply.
const NOT: [&str; 5] = ["not-applicable", "not applicable", "n/a", "na", "n"];

/// Returns the grade that somebody typed as the answer to a question: a label, a grade in any case, or the number of a level
/// from the best, which is 1. `None` means that the question does not apply.
///
/// # Errors
/// A message that says what can be typed, with the nearest word.
pub(crate) fn typed_answer(rule: &Rule, word: &str, rubric: &Rubric) -> Result<Option<Grade>, String> {
    let exact = exact_answer(rule, word, rubric);
    let bare = word.replace(['*', '`'], "");
    let bare = bare
        .trim_matches(|c: char| c.is_whitespace() || "_\"'“”‘’".contains(c))
        .trim_end_matches(['.', ',', ';', '!', ' ']);
    // A word processor adds a full stop, and whoever writes adds emphasis.
    exact.or_else(|wrong| exact_answer(rule, bare, rubric).map_err(|_| wrong))
}

fn exact_answer(rule: &Rule, word: &str, rubric: &Rubric) -> Result<Option<Grade>, String> {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let Measure::Ask { answers, .. } = &rule.measure else { return Err(format!("`{}` is not a question", rule.id)) };
    let lower = word.to_lowercase();
    // Whoever copies a whole line of the list has the grade in front of its label.
    let grade = lower.split_once(':').map_or(lower.as_str(), |(grade, _)| grade.trim_end());
    // People type spaces where files have hyphens.
    let hyphened = grade.replace(' ', "-");
    let forms = [word.as_str(), lower.as_str(), grade, hyphened.as_str()];
    if let Some(grade) = forms.iter().find_map(|form| given_answer(&rule.id, form, rubric).ok()) {
        return Ok(grade);
    }
    if let Some(titled) = answers.iter().find(|own| own.title().to_lowercase() == lower) {
        return Ok(Some(*titled));
    }
    let numbered = || lower.parse::<usize>().ok().and_then(|number| answers.get(number.checked_sub(1)?));
    if let Some(grade) = numbered() {
        return Ok(Some(*grade));
    }
    if is_not_applicable(&word) {
        let (_, wrong) = match given_answer(&rule.id, NOT_APPLICABLE, rubric) {
            Ok(grade) => return Ok(grade),
            Err(wrong) => wrong,
        };
        return Err(wrong.message);
    }
    Err(unknown(&word, rule, answers))
}

/// Returns whether an answer says that the question does not apply, with or without a reason after it.
fn is_not_applicable(word: &str) -> bool {
    let lower = word.trim().to_lowercase();
    NOT.iter().any(|own| {
        let goes_on = |rest: &str| own.len() > 2 && rest.starts_with([':', ',', ' ', '(', '.']);
        lower.strip_prefix(own).is_some_and(|rest| rest.is_empty() || goes_on(rest))
    })
}

fn unknown(word: &str, rule: &Rule, answers: &[Grade]) -> String {
    let mut words: Vec<&str> = answers.iter().map(|grade| grade.word()).collect();
    if rule.may_be_answered_away() {
        words.push(NOT_APPLICABLE);
    }
    let meant = nearest(&word.to_lowercase(), words.iter().copied());
    let meant = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let count = answers.len();
    let end = if meant.is_empty() { "." } else { "" };
    format!(
        "`{word}` is not an answer to {}{meant}{end} Answer with {}, or a number from 1 to {count}",
        rule.id,
        or_list(&quoted)
    )
}

/// Returns the grade that `word` answers the question `rule` with: by its name, or by the label that the question gives it.
/// `None` means that the question does not apply.
///
/// # Errors
/// A label for the place of the word, and a diagnostic without a place yet.
#[allow(clippy::result_large_err, reason = "a mistake is rare")]
pub(crate) fn given_answer(rule: &str, word: &str, rubric: &Rubric) -> Result<Option<Grade>, (String, Diagnostic)> {
    let Some(Measure::Ask { levels, answers, may_not_apply, .. }) =
        rubric.rules().find(|own| own.id == rule).map(|own| &own.measure)
    else {
        return Err(("not a question".to_owned(), Diagnostic::error("unknown-question", "this is no question")));
    };
    if word == NOT_APPLICABLE {
        let message = format!("`{rule}` cannot be answered `{NOT_APPLICABLE}`: the rubric does not allow it");
        let help = "a question allows it with `may-not-apply = true` in the rubric";
        let wrong = || ("not allowed".to_owned(), Diagnostic::error("wrong-value", message).help(help));
        return if *may_not_apply { Ok(None) } else { Err(wrong()) };
    }
    let named = answers.iter().copied().find(|grade| grade.word() == word);
    let labelled = || levels.iter().find(|(_, label)| label.trim().eq_ignore_ascii_case(word.trim()));
    if let Some(grade) = named.or_else(|| labelled().map(|(grade, _)| *grade)) {
        return Ok(Some(grade));
    }
    let words: Vec<&str> = answers.iter().rev().map(|grade| grade.word()).collect();
    let meant = nearest(word, words.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
    let message = match &meant {
        Some(meant) => format!("unknown value `{word}`: {meant}"),
        None => format!("unknown value `{word}`"),
    };
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let wrong = Diagnostic::error("unknown-value", message).help(format!("wanted {}", or_list(&quoted)));
    Err((meant.unwrap_or_else(|| "unknown value".to_owned()), wrong))
}

/// Says which answers a sheet offers to a question.
pub(super) fn offered(rule: Option<&Rule>, word: &str, (label, wrong): (String, Diagnostic)) -> (String, Diagnostic) {
    let Some((rule, Measure::Ask { levels, answers, may_not_apply, .. })) = rule.map(|own| (own, &own.measure)) else {
        return (label, wrong);
    };
    let title = |grade: &Grade| {
        let label = levels.iter().find(|(own, _)| own == grade).map(|(_, label)| label.trim());
        let short = label.filter(|label| !label.is_empty() && label.chars().count() <= LONGEST_OFFER);
        format!("`{}`", short.unwrap_or(grade.title()))
    };
    let not = may_not_apply.then(|| format!("`{NOT_APPLICABLE}`"));
    let words: Vec<String> = answers.iter().map(title).chain(not).collect();
    let always = if is_not_applicable(word) { format!("`{}` always applies: ", rule.id) } else { String::new() };
    (label, wrong.help(format!("{always}answer with {}", or_list(&words))))
}

/// The longest label that is offered as an answer, in characters.
const LONGEST_OFFER: usize = 20;
