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
use crate::rubric::Rubric;
use crate::text::{and_list, nearest, or_list};

/// A person's answer to a question of the rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the rule that asks.
    pub rule: String,
    /// The grade given.
    pub grade: Grade,
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
    /// The grade given.
    #[schemars(required)]
    grade: Option<Grade>,
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
            Some(grade) => {
                judgements.answers.push(Answer { rule, grade, because: raw.because, by: raw.by, on: raw.on });
            }
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
