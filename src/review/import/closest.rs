//! What belongs together by its words: actions and questions to findings, findings to events and agencies. All of it is offered.

use std::collections::HashSet;

use super::draft::{Draft, Found, Part, Value};
use super::text::{holds, sentences, words};

/// Fewer words in common link nothing to an event: one is told in few words.
const LEAST_SHARED: usize = 3;
/// The most events that are offered of a finding.
const MOST_EVENTS: usize = 3;
/// A title that is made of a text is at most so long.
const LONGEST_TITLE: usize = 80;

/// An item with its id and the words that tell it from others.
struct Worded {
    id: String,
    words: HashSet<String>,
}

/// The items of a list that have texts under one of these keys.
fn items_with_words(draft: &Draft, list: &'static str, keys: &[&str]) -> Vec<Worded> {
    let items = draft.items(list).filter(|part| part.text("kind") != Some("good-practice"));
    items.filter_map(|part| Some(Worded { id: part.text("id")?.to_owned(), words: telling(part, keys) })).collect()
}

fn telling(part: &Part, keys: &[&str]) -> HashSet<String> {
    keys.iter().filter_map(|key| part.text(key)).flat_map(words).filter(|word| word.len() > 4).collect()
}

/// The items that have at least `least` words in common with `own`, the best first.
fn nearest<'t>(own: &HashSet<String>, among: &'t [Worded], least: usize) -> Vec<&'t Worded> {
    let shared = |told: &Worded| told.words.iter().filter(|word| own.contains(*word)).count();
    let mut found: Vec<(usize, &Worded)> =
        among.iter().map(|told| (shared(told), told)).filter(|(shared, _)| *shared >= least).collect();
    found.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    found.into_iter().map(|(_, told)| told).collect()
}

/// Offers the links between items.
pub(super) fn add(draft: &mut Draft) {
    let findings = items_with_words(draft, "findings", &["title", "text"]);
    let events = items_with_words(draft, "events", &["what"]);
    let agencies = items_with_words(draft, "agencies", &["name"]);
    let names = agency_names(draft);
    for part in &mut draft.parts {
        match part.name {
            "actions" => {
                let own = telling(part, &["text", "recommendation"]);
                link(part, "addresses", &nearest(&own, &findings, 1), 1);
                owner(part, &names);
                named(part, "agency", &agencies, &["text", "recommendation"]);
            }
            "terms.questions" => {
                let own = telling(part, &["text"]);
                link(part, "answered-by", &nearest(&own, &findings, 1), 1);
            }
            "findings" => {
                let own = telling(part, &["title", "text"]);
                link(part, "events", &nearest(&own, &events, LEAST_SHARED), MOST_EVENTS);
                let near: Vec<&Worded> = agencies.iter().filter(|told| shares_most(&told.words, &own)).collect();
                link(part, "agencies", &near, usize::MAX);
                title(part);
            }
            "events" => named(part, "agency", &agencies, &["what"]),
            "panel" => {
                named(part, "agency", &agencies, &["role"]);
                independent(part);
            }
            _ => {}
        }
    }
}

/// Offers a value, unless the part has one of this key.
fn offer(part: &mut Part, key: &'static str, found: Found, why: &str) {
    if part.values.iter().all(|value| value.key != key) {
        part.values.push(Value { key, found, span: Some(part.span), doubt: Some(why.to_owned()) });
    }
}

fn link(part: &mut Part, key: &'static str, to: &[&Worded], most: usize) {
    let ids: Vec<String> = to.iter().take(most).map(|told| told.id.clone()).collect();
    if !ids.is_empty() {
        offer(part, key, Found::Ids(ids), "their words are the closest");
    }
}

/// True if most words of a name are in a text.
fn shares_most(name: &HashSet<String>, text: &HashSet<String>) -> bool {
    let shared = name.iter().filter(|word| text.contains(*word)).count();
    shared > 0 && shared * 2 >= name.len()
}

/// Offers the agency whose name a text holds most of.
fn named(part: &mut Part, key: &'static str, agencies: &[Worded], from: &[&str]) {
    let own = telling(part, from);
    let best = nearest(&own, agencies, 1).into_iter().find(|told| shares_most(&told.words, &own));
    if let Some(told) = best {
        offer(part, key, Found::Text(told.id.clone()), "its words suggest it");
    }
}

/// The agencies' names by their ids.
fn agency_names(draft: &Draft) -> Vec<(String, String)> {
    let agencies = draft.items("agencies");
    agencies.filter_map(|part| Some((part.text("id")?.to_owned(), part.text("name")?.to_owned()))).collect()
}

/// Offers the agency as the owner, where a plan names nobody else.
fn owner(part: &mut Part, names: &[(String, String)]) {
    let Some(agency) = part.text("agency") else { return };
    let name = names.iter().find(|(id, _)| id == agency).map(|(_, name)| name.clone());
    if let Some(name) = name {
        offer(part, "owner", Found::Text(name), "the document names the agency, and nobody in it");
    }
}

/// Offers a title made of how the text of a finding begins.
fn title(part: &mut Part) {
    let Some(text) = part.text("text") else { return };
    let first = sentences(text).first().map(|first| first.trim().trim_end_matches('.').to_owned()).unwrap_or_default();
    let mut short = String::new();
    for word in first.split_whitespace() {
        if short.len() + word.len() >= LONGEST_TITLE {
            break;
        }
        short = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
    }
    if !short.is_empty() {
        offer(part, "title", Found::Text(short), "how the text begins");
    }
}

/// Offers whether a member of the panel comes from outside the case.
fn independent(part: &mut Part) {
    let Some(role) = part.text("role").map(words) else { return };
    let is_outside = holds(&role, &["independent", "lay member", "lay"]);
    let why = if is_outside { "the role says so" } else { "the role does not say that they are independent" };
    offer(part, "independent", Found::YesNo(is_outside), why);
}
