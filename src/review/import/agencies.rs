//! The agencies that a document names, each with an id that others can point to.

use std::collections::HashMap;

use super::draft::{Found, Part, Value};
use super::text::words;
use crate::review::board::{names_board, telling_words, with_initials};
use crate::text::Span;

/// Agencies in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Agencies {
    parts: Vec<Part>,
    /// Ids and names in small letters, and the part that they belong to.
    known: HashMap<String, usize>,
    /// How many ids were tried that begin with the same words.
    tried: HashMap<String, usize>,
    /// The name of the board or partnership itself, which is no agency under review.
    board: String,
}

/// Words by which a name is known to be an agency's.
const KINDS: [&str; 55] = [
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
    "hospitals",
    "authority",
    "probation",
    "cafcass",
    "department",
    "nursery",
    "surgery",
    "practice",
    "practices",
    "charity",
    "aid",
    "association",
    "centre",
    "foundation",
    "ccg",
    "icb",
    "pct",
    "gp",
    "housing",
    "homes",
    "care",
    "refuge",
    "mind",
    "barnardo's",
    "university",
    "ambulance",
    "education",
    "immigration",
    "healthcare",
    "health",
    "group",
    "plc",
    "ltd",
    "concern",
    "helpline",
    "federation",
    "company",
    "society",
    "heddlu",
    "heddlu'r",
    "ysgol",
    "cyngor",
    "bwrdd",
    "prifysgol",
];
/// Words by which a name is known to be the board's.
const BOARD: [&str; 10] = ["board", "partnership", "lscb", "lscp", "csp", "sab", "scb", "mscb", "fscb", "safeguarding"];
/// What is written for everybody.
const EVERYBODY: [&str; 10] = [
    "all agencies",
    "all partners",
    "all",
    "all organisations",
    "partners",
    "all partner agencies",
    "agencies",
    "everyone",
    "all services",
    "multi-agency",
];

/// An agency's name is at most so long.
const LONGEST_NAME: usize = 90;

/// True for a name that says it is an agency's.
pub(super) fn is_agency_like(name: &str) -> bool {
    let words = words(name);
    let is_name = name.starts_with(char::is_uppercase) && words.len() <= 12;
    let kinds = words.iter().any(|word| KINDS.contains(&word.as_str()) || BOARD.contains(&word.as_str()));
    is_name && (kinds || name.split_whitespace().any(is_acronym))
}

fn is_acronym(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    (3..=6).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase())
}

impl Agencies {
    /// Remembers the name of the board or partnership.
    pub(super) fn set_board(&mut self, name: &str) {
        name.clone_into(&mut self.board);
    }

    /// True if a text names the board or partnership itself.
    pub(super) fn is_board(&self, text: &str) -> bool {
        names_board(&self.board, text)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The id of the one known agency that a text names.
    pub(super) fn find(&self, text: &str) -> Option<String> {
        let name = text.trim().trim_end_matches('.').trim();
        if let Some(id) = self.id(&name.to_lowercase()) {
            return Some(id.to_owned());
        }
        let own = telling_words(name);
        if own.is_empty() || name.len() > LONGEST_NAME {
            return None;
        }
        let fits = |part: &&Part| {
            let known = with_initials(part.text("name").unwrap_or_default());
            own.iter().all(|word| known.contains(word))
        };
        let mut found = self.parts.iter().filter(fits);
        let id = found.next()?.text("id")?.to_owned();
        found.next().is_none().then_some(id)
    }

    /// Who will act, as the value of an action's `agency`; what names several or nobody is doubted.
    pub(super) fn acting(&mut self, text: &str, span: Span) -> Value {
        let name = text.trim().trim_end_matches('.').trim();
        let name = name.strip_prefix("the ").unwrap_or(name);
        if self.is_board(name) {
            return Value::text("agency", name, span);
        }
        if let Some(id) = self.find(name) {
            return Value::text("agency", id, span);
        }
        let lower = name.to_lowercase();
        if EVERYBODY.contains(&lower.as_str()) || lower.starts_with("all ") {
            return Value::text("agency", name, span).doubted("this names no one agency");
        }
        if self.several(name) || is_post(name) || !is_agency_like(name) || name.len() > LONGEST_NAME {
            return Value::text("agency", name, span).doubted("is this one agency, and which?");
        }
        let id = self.add(name, span);
        Value::text("agency", id, span)
    }

    /// True if a text names more than one agency.
    fn several(&self, name: &str) -> bool {
        let parts = |sign: &str| name.split(sign).filter(|part| is_agency_like(part.trim())).count() > 1;
        name.contains([';', '\n']) || [",", "/", " & "].iter().any(|sign| parts(sign)) || {
            // `Fire and Rescue` is one name; `A and B` is two if each is an agency's.
            name.split(" and ")
                .filter(|part| self.find(part).is_some() || self.is_board(part) || ends_as_agency(part))
                .count()
                > 1
        }
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
    pub(super) fn add_value(&mut self, id: &str, value: Value) {
        let own = self.known.get(id).and_then(|at| self.parts.get_mut(*at));
        if let Some(part) = own.filter(|part| part.values.iter().all(|known| known.key != value.key)) {
            part.values.push(value);
        }
    }

    /// The ids of the agencies whose whole names a text holds.
    pub(super) fn named_in(&self, text: &str) -> Vec<String> {
        let named = |part: &&Part| part.text("name").is_some_and(|name| text.contains(name));
        self.parts.iter().filter(named).filter_map(|part| part.text("id").map(str::to_owned)).collect()
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

/// A post in an agency, which is no agency: `Headteacher of Marlow School`.
fn is_post(name: &str) -> bool {
    const POSTS: [&str; 7] = ["head", "headteacher", "director", "manager", "chair", "officer", "lead"];
    words(name).first().is_some_and(|word| POSTS.contains(&word.as_str())) || name.ends_with("Manager")
}

fn ends_as_agency(part: &str) -> bool {
    words(part)
        .last()
        .is_some_and(|word| KINDS.contains(&word.as_str()) && !["health", "care", "housing"].contains(&word.as_str()))
}

/// What follows the name of an agency in a list: ` – IMR`, `: a report`.
pub(super) fn name_of(text: &str) -> Option<&str> {
    let end = [" – ", " - ", " — ", ":", ";", "\n", ". "].iter().filter_map(|sign| text.find(sign)).min();
    let name = text.get(..end.unwrap_or(text.len()))?.trim().trim_end_matches(['.', ',']).trim();
    let name = name.strip_prefix("and ").unwrap_or(name);
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || name.starts_with("the ");
    let is_nobody = ["independent", "n/a", "none", "—", "–", "-"].contains(&name.to_lowercase().as_str());
    let fits = is_name && !is_nobody && name.split_whitespace().count() <= 13 && name.contains(char::is_alphabetic);
    fits.then_some(name)
}

/// `key = true`, which is certain or not.
pub(super) fn yes(key: &'static str, span: Span) -> Value {
    Value { key, found: Found::YesNo(true), span: Some(span), doubt: None }
}
