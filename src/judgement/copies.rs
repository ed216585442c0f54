//! Answers for one rubric that count for another, which asks the same.

use super::raw::RawAnswer;
use crate::rubric::{Rubric, inside, load, question};

/// The questions of the rubric `other`, each with the id of its rule, where `rubric` extends it or it comes with the program.
pub(super) fn questions_of(other: &str, rubric: &Rubric) -> Vec<(String, String)> {
    let mut base = rubric.base.as_ref();
    while let Some(own) = base.filter(|own| own.id != other) {
        base = own.base.as_deref();
    }
    if let Some(base) = base {
        return base.questions.clone();
    }
    let loaded = inside(other).and_then(|own| load(&own.source()).rubric);
    loaded.iter().flat_map(Rubric::rules).filter_map(question).collect()
}

/// Whether `rubric` asks in the same words what `questions` ask under the id that the answer names.
pub(super) fn is_same_question(answer: &RawAnswer, questions: &[(String, String)], rubric: &Rubric) -> bool {
    let Some(id) = answer.rule.as_deref() else { return false };
    let own = rubric.rules().filter_map(question).find(|(own, _)| own == id);
    own.is_some_and(|own| questions.contains(&own))
}
