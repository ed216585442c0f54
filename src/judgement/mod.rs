//! What people say about a review: their answers to a rubric's questions.
//!
//! They stand in a file of their own beside the review, `NAME.judgement.toml`, since the author of a review and the
//! person who judges it are not the same. Waivers and departures will have their place here.

use std::collections::HashMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::document::schema;
use crate::document::{Decoded, Diagnostic, Kind, Node, Parsed, Trail, decode, is_full, note};
use crate::review::{Grade, When};
use crate::rubric::{Measure, Rubric};
use crate::text::{Span, and_list, nearest, or_list};

/// A person's answer to a question of the rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the rule that asks.
    pub rule: String,
    /// The grade given; `None` if the question does not apply.
    pub grade: Option<Grade>,
    /// Why.
    pub because: Option<String>,
    /// Who answered.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
}

/// All that people say about one review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    /// Their answers, each to a question of the rubric, no question twice.
    pub answers: Vec<Answer>,
}

impl Judgements {
    /// The answer to the question of this rule.
    #[must_use]
    pub fn answer(&self, rule: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.rule == rule)
    }
}

/// What people say about a review: the file `NAME.judgement.toml` beside `NAME.toml` (or JSON or YAML).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a person's judgements (a table)")]
struct RawJudgements {
    /// The id of the rubric whose questions are answered; any unless given.
    rubric: Option<String>,
    /// Answers to the rubric's questions, none answered twice.
    answers: Vec<RawAnswer>,
}

/// `[[answers]]`: an answer to a question of the rubric.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "an answer (a table)")]
#[schemars(rename = "Answer", extend("required" = ["rule", "grade"]))]
struct RawAnswer {
    /// The id of the rule that asks.
    #[schemars(required)]
    rule: Option<String>,
    /// The grade given, or the label that the rubric gives it; `not-applicable` where the question allows that.
    #[schemars(required, regex(pattern = r"\S"))]
    grade: Option<String>,
    /// Why.
    because: Option<String>,
    /// Who answered.
    by: Option<String>,
    /// When.
    on: Option<When>,
}

/// The JSON Schema of a judgement file.
#[must_use]
pub fn json_schema() -> Schema {
    schema::of_input::<RawJudgements>()
}

/// Reads a judgement file against the rubric whose questions it answers.
///
/// A file that names another rubric in its key `rubric` answers nothing here, and a warning says so. Where the
/// diagnostics hold an error, the judgements are not to be used.
#[must_use]
#[allow(clippy::too_many_lines, reason = "one table or one sequence of steps")]
pub fn read(parsed: &Parsed, rubric: &Rubric) -> (Judgements, Vec<Diagnostic>) {
    let root = &parsed.root;
    let mut diagnostics = parsed.errors.clone();
    let mut judgements = Judgements::default();
    if !parsed.rest_is_sound {
        return (judgements, diagnostics);
    }
    let decoded: Decoded<RawJudgements> = rubric.scale.while_reading(|| decode(root, parsed.format));
    diagnostics.extend(decoded.diagnostics);
    let raw = decoded.value.unwrap_or_default();
    if let Some(other) = raw.rubric.filter(|named| *named != rubric.id) {
        diagnostics.push(to_another(&other, rubric, root));
        return (judgements, diagnostics);
    }
    let mut seen: HashMap<String, Trail> = HashMap::new();
    for (at, raw) in raw.answers.into_iter().enumerate() {
        if is_full(&diagnostics) {
            break;
        }
        let trail = Trail::dotted("answers").item(at);
        let given = |key| root.find(&trail).and_then(|node| node.entry(key));
        let has_value = |key| given(key).is_some_and(|entry| !matches!(entry.value.kind, Kind::Null));
        let unread = |key| parsed.may_lack_keys || has_value(key);
        let Some(rule) = raw.rule else {
            if !unread("rule") {
                note(&mut diagnostics, || {
                    Diagnostic::error("missing-key", "the answer has no `rule`")
                        .at(root.locate(&trail), "add `rule` with the id of the question it answers")
                });
            }
            continue;
        };
        if let Err(diagnostic) = question(&rule, rubric, root, &trail, &mut seen) {
            note(&mut diagnostics, || *diagnostic);
            continue;
        }
        match raw.grade {
            Some(word) => match given_answer(&rule, &word, rubric) {
                Ok(None) if raw.because.as_deref().is_none_or(|because| because.trim().is_empty()) => {
                    note(&mut diagnostics, || {
                        let message = format!("the answer `not-applicable` to `{rule}` has no `because`");
                        Diagnostic::error("missing-key", message)
                            .at(root.locate(&trail), "why does the question not apply?")
                    });
                }
                Ok(grade) => {
                    judgements.answers.push(Answer { rule, grade, because: raw.because, by: raw.by, on: raw.on });
                }
                Err((label, wrong)) => {
                    let place = given_at(root, &trail);
                    note(&mut diagnostics, || wrong.at(place, label));
                }
            },
            None if unread("grade") => {}
            None => note(&mut diagnostics, || {
                Diagnostic::error("missing-key", format!("the answer to `{rule}` has no `grade`"))
                    .at(root.locate(&trail), format!("{}?", or_list(&rubric.scale.words().collect::<Vec<_>>())))
            }),
        }
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    (judgements, diagnostics)
}

/// The place of an answer's grade.
fn given_at(root: &Node, trail: &Trail) -> Span {
    let node = root.find(&trail.key("grade"));
    node.map_or_else(|| root.locate(trail), |node| node.span)
}

/// Returns the grade that `word` answers the question `rule` with: by its name, or by the label that the question gives it.
/// `None` means that the question does not apply.
///
/// # Errors
/// A label for the place of the word, and a diagnostic without a place yet.
#[allow(clippy::result_large_err, reason = "a mistake is rare")]
pub fn given_answer(rule: &str, word: &str, rubric: &Rubric) -> Result<Option<Grade>, (String, Diagnostic)> {
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

/// The answer that a question does not apply.
const NOT_APPLICABLE: &str = "not-applicable";

/// Checks that `rule` is a question of the rubric.
///
/// # Errors
/// A diagnostic without a place yet, which lists the rubric's questions.
pub fn asked(rule: &str, rubric: &Rubric) -> Result<(), Box<Diagnostic>> {
    let questions: Vec<&str> = rubric.rules().filter(|rule| rule.is_asked()).map(|rule| rule.id.as_str()).collect();
    let message = match rubric.rules().find(|known| known.id == rule) {
        Some(known) if known.is_asked() => return Ok(()),
        Some(_) => format!("rule `{rule}` is not a question; casegrade decides it"),
        None => {
            let meant = nearest(rule, questions.iter().copied())
                .map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
            format!("the rubric `{}` has no rule `{rule}`{meant}", rubric.id)
        }
    };
    let listed = if questions.is_empty() {
        format!("the rubric `{}` has no questions", rubric.id)
    } else {
        format!("the questions of `{}` are {}", rubric.id, and_list(&questions))
    };
    Err(Box::new(Diagnostic::error("unknown-question", message).help(listed)))
}

/// Says that the answers are not read: the questions of two rubrics may have the same ids and not be the same.
fn to_another(other: &str, rubric: &Rubric, root: &Node) -> Diagnostic {
    let message = format!("these answers are for the rubric `{other}`, so the rubric `{}` ignores them", rubric.id);
    Diagnostic::warning("other-rubric", message).at(root.locate(&Trail::dotted("rubric")), "answers for another rubric")
}

/// Checks that `rule` is a question of the rubric that is not answered yet.
fn question(
    rule: &str,
    rubric: &Rubric,
    root: &Node,
    trail: &Trail,
    seen: &mut HashMap<String, Trail>,
) -> Result<(), Box<Diagnostic>> {
    let here = root.locate(&trail.key("rule"));
    let known = rubric.rules().any(|known| known.id == rule);
    let label = if known { "not a question" } else { "no such rule" };
    asked(rule, rubric).map_err(|wrong| Box::new(wrong.at(here, label)))?;
    if let Some(first) = seen.get(rule) {
        return Err(Box::new(
            Diagnostic::error("duplicate-answer", format!("`{rule}` is answered twice"))
                .at(here, "the second answer")
                .at(root.locate(first), "the first answer"),
        ));
    }
    seen.insert(rule.to_owned(), trail.key("rule"));
    Ok(())
}
