//! Says what is missing where a condition fails or is not stated, and what to write.

use super::super::conditions::clause;
use crate::review::FactType;
use crate::review::vocabulary::ListName;
use crate::rubric::{Condition, Test};
use crate::text::{and_list, or_list};

/// What to do about an empty list that may be complete.
pub(in crate::wording) fn add_any(list: ListName) -> String {
    format!("add them. If the review has none, add `{}` to `whole` under `review`", list.name())
}

/// `no owner or due date`, where nothing is wrong but that these are not given.
pub(super) fn lacking(failed: &[&Condition]) -> Option<String> {
    let is_lack = |condition: &&Condition| {
        let kind = &condition.fact.kind;
        matches!(kind, FactType::Text | FactType::Name | FactType::Date | FactType::Choice(_) | FactType::List(_))
            && condition.tests.iter().all(|test| matches!(test, Test::Present | Test::Stated))
    };
    let nouns: Vec<&str> = failed.iter().map(|condition| condition.fact.noun).collect();
    (!failed.is_empty() && failed.iter().all(is_lack)).then(|| format!("no {}", or_list(&nouns)))
}

pub(super) fn names(conditions: &[&Condition]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = conditions.iter().map(|condition| condition.fact.name).collect();
    names.dedup();
    names
}

/// What to write so that it is stated: all of `all`, and one of `one_of`.
pub(super) fn state_advice(all: &[&Condition], one_of: &[&Condition]) -> String {
    let keys = |conditions: &[&Condition]| {
        let mut keys: Vec<String> = Vec::new();
        for fact in conditions.iter().map(|condition| condition.fact) {
            let key = format!("`{}`", fact.name);
            if !fact.is_derived() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    };
    match (keys(all).as_slice(), keys(one_of).as_slice()) {
        ([], []) => "say so in the review".to_owned(),
        (all, []) => format!("fill in {}", and_list(all)),
        ([], one_of) => format!("fill in {}", or_list(one_of)),
        (all, one_of) => format!("fill in {}, and {}", and_list(all), or_list(one_of)),
    }
}

/// What to do so that a condition is met.
pub(super) fn correction(condition: &Condition) -> String {
    let fact = condition.fact;
    let wants_a_value = condition.tests.iter().all(|test| matches!(test, Test::Present | Test::Stated));
    match fact.kind {
        _ if fact.is_derived() => format!("make sure that {}", clause(condition)),
        FactType::YesNo => format!("if {}, say so in `{}`", clause(condition), fact.name),
        _ if wants_a_value => format!("fill in `{}`", fact.name),
        FactType::Number(_)
        | FactType::Text
        | FactType::Name
        | FactType::Choice(_)
        | FactType::Date
        | FactType::List(_) => format!("make sure that {}", clause(condition)),
    }
}
