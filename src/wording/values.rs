//! Values in words.

use std::sync::LazyLock;

use crate::engine::Tally;
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, Facts, More, Scope, Value};
use crate::text::{Mask, and_list};

/// The facts that sentences quote, and the mask that what they quote goes through.
#[derive(Clone, Copy)]
pub(super) struct QuotedFacts<'e> {
    pub(super) facts: &'e Facts<'e>,
    pub(super) mask: &'e Mask,
}

impl QuotedFacts<'_> {
    /// A text short enough for a sentence.
    pub(super) fn short(&self, text: &str) -> String {
        self.mask.cut(text, 60)
    }
}

/// The number, where it is settled.
pub(super) fn value_words(tally: Tally) -> Option<String> {
    match tally {
        Tally::Number { low: Some(low), high: Some(high) } if low == high => Some(low.to_string()),
        Tally::Number { low: Some(low), high: Some(high) } => Some(format!("{low} to {high}")),
        Tally::Number { .. } | Tally::Share { .. } | Tally::Answer(_) => None,
    }
}

pub(super) fn known_bounds(tally: Tally, unit: &str) -> String {
    match tally {
        Tally::Number { low: Some(low), high: Some(high) } => {
            format!(" ({low} to {high} {unit}, from what the review says)")
        }
        Tally::Number { low: Some(low), high: None } if low > 0 => {
            format!(" (at least {low} {unit}, from what the review says)")
        }
        Tally::Number { .. } | Tally::Share { .. } | Tally::Answer(_) => String::new(),
    }
}

/// The facts that name the items of lists; of each list, the best first.
static NAMING: LazyLock<Vec<&'static Fact>> = LazyLock::new(|| {
    let names = |list: ListName| match list {
        ListName::Agencies => ["name", "id"].as_slice(),
        ListName::Panel => &["role", "agency"],
        ListName::Gaps | ListName::Restrictions => &["what"],
        ListName::Questions | ListName::Events | ListName::Findings | ListName::Actions => &["id"],
    };
    let facts = |list: ListName| names(list).iter().filter_map(move |name| vocabulary::find(Scope::Item(list), name));
    ListName::ALL.into_iter().flat_map(facts).collect()
});

/// What a person would call an item: its id, its name, its role or what it is about.
pub(super) fn label(quoted: QuotedFacts<'_>, list: ListName, at: usize) -> String {
    let naming = NAMING.iter().filter(|fact| fact.scope == Scope::Item(list));
    let value = naming.into_iter().find_map(|fact| match quoted.facts.read(fact, at) {
        Value::Text(text) if !text.trim().is_empty() => Some(quoted.short(text)),
        Value::Text(_)
        | Value::Absent
        | Value::Unknown
        | Value::YesNo(_)
        | Value::Number { .. }
        | Value::Date { .. }
        | Value::List(_) => None,
    });
    value.unwrap_or_else(|| format!("number {}", at + 1))
}

/// A value in words.
pub(super) fn value_text(quoted: QuotedFacts<'_>, value: &Value<'_>) -> String {
    match value {
        Value::Absent => "not given".to_owned(),
        Value::Unknown => "not known".to_owned(),
        Value::YesNo(value) => if *value { "yes" } else { "no" }.to_owned(),
        Value::Text(text) if text.trim().is_empty() => "not given".to_owned(),
        Value::Text(text) => quoted.short(text),
        Value::Number { low, high, .. } => match high {
            Some(high) if low == high => low.to_string(),
            Some(high) => format!("{low} to {high}"),
            None => format!("{low} or more"),
        },
        Value::Date { first, last, .. } => match (first, last) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} to {last}"),
            (Some(first), None) => format!("{first} or later"),
            (None, Some(last)) => format!("{last} or earlier"),
            (None, None) => "not known".to_owned(),
        },
        Value::List(members) => {
            let names = members.names.to_vec();
            let more = if members.more == More::None { "" } else { ", perhaps more" };
            let known: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
            match (known.as_slice(), members.names.len()) {
                ([], 0) => format!("none{more}"),
                ([], count) => format!("{count}{more}"),
                (known, _) => format!("{}{more}", and_list(known)),
            }
        }
    }
}
