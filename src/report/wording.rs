//! Small pieces of wording that several reports share.

use crate::engine::{RuleOutcome, State};

/// What a rule came to, in a word or two: `good`, `inadequate to good`, `not-applicable`.
pub(super) fn came_to(outcome: RuleOutcome, judged: Option<State>) -> String {
    match judged {
        Some(judged) if judged.range.floor == judged.range.ceiling => judged.range.floor.to_string(),
        Some(judged) => format!("{} to {}", judged.range.floor, judged.range.ceiling),
        None => outcome.word().to_owned(),
    }
}

/// A stable word as people say it: `not enough stated`.
pub(super) fn plain(word: &str) -> String {
    word.replace('-', " ")
}
