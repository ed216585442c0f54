//! The agencies that a document names, each with an id that others can point to.

use std::collections::HashMap;

use super::columns::words;
use super::draft::{Part, Value};
use crate::text::Span;

/// Agencies in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Agencies {
    parts: Vec<Part>,
    /// Names and ids in small letters, and the part that they belong to.
    known: HashMap<String, usize>,
    /// How many ids were tried that begin with the same words.
    tried: HashMap<String, usize>,
}

/// Words by which a name is known to be an agency's.
const KINDS: [&str; 24] = [
    "police",
    "constabulary",
    "trust",
    "nhs",
    "council",
    "services",
    "service",
    "school",
    "college",
    "academy",
    "hospital",
    "board",
    "partnership",
    "authority",
    "probation",
    "cafcass",
    "department",
    "nursery",
    "surgery",
    "practice",
    "charity",
    "association",
    "centre",
    "foundation",
];

/// An agency's name is at most so long.
const LONGEST_NAME: usize = 80;

impl Agencies {
    /// The id of the one agency that a text names; `None` if it names several, or is no name.
    pub(super) fn named(&mut self, text: &str, span: Span) -> Option<String> {
        let name = text.trim().trim_end_matches('.').trim();
        let lower = name.to_lowercase();
        if let Some(id) = self.id(&lower) {
            return Some(id.to_owned());
        }
        let several =
            [",", ";", "/", "\n", " and ", "&", "all "].iter().any(|sign| lower.contains(sign)) || lower == "all";
        if several || name.len() > LONGEST_NAME || !name.contains(char::is_alphabetic) {
            return None;
        }
        Some(self.add(name, span))
    }

    /// The id of the agency that a text names, if it is known, or if the words of the name say that it is one.
    pub(super) fn surely_named(&mut self, text: &str, span: Span) -> Option<String> {
        let is_known = self.id(&text.trim().to_lowercase()).is_some();
        let says_so =
            text.starts_with(char::is_uppercase) && words(text).iter().any(|word| KINDS.contains(&word.as_str()));
        if is_known || says_so { self.named(text, span) } else { None }
    }

    /// Adds an agency of this name, unless there is one, and gives its id.
    pub(super) fn add(&mut self, name: &str, span: Span) -> String {
        let lower = name.to_lowercase();
        if let Some(id) = self.id(&lower) {
            return id.to_owned();
        }
        let id = self.free_id(&lower);
        let part = Part::item("agencies", span);
        self.parts.push(part.with(Value::text("id", id.clone(), span)).with(Value::text("name", name, span)));
        self.known.insert(id.clone(), self.parts.len() - 1);
        self.known.insert(lower, self.parts.len() - 1);
        id
    }

    /// The id of the agency of this name or id, in small letters.
    fn id(&self, lower: &str) -> Option<&str> {
        self.parts.get(*self.known.get(lower)?)?.text("id")
    }

    /// Adds a value to the agency of this id.
    pub(super) fn put(&mut self, id: &str, value: Value) {
        let own = self.known.get(id).and_then(|at| self.parts.get_mut(*at));
        if let Some(part) = own.filter(|part| part.values.iter().all(|known| known.key != value.key)) {
            part.values.push(value);
        }
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    /// A short id: the first words of the name, joined by dashes.
    fn free_id(&mut self, name: &str) -> String {
        let name = name.replace(['\'', '’'], "");
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.filter(|word| !["the", "of", "for", "nhs"].contains(word)).take(3).collect();
        let base = if words.is_empty() { "agency".to_owned() } else { words.join("-") };
        let number = self.tried.entry(base.clone()).or_insert(0);
        loop {
            *number += 1;
            let id = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            if !self.known.contains_key(&id) {
                return id;
            }
        }
    }
}
