//! The vocabulary: everything that a rule can read, a row each.
//!
//! Rubrics are checked against this table and compiled against it once. A new fact is one row here: its name, its type,
//! a noun for sentences, what it means, what it rests on, and how it is read. The grade that somebody recorded
//! (`[recorded]`) and `[custom]` are not here on purpose: no rule may read them.

mod documents;
mod kinds;
mod readers;
mod rows;

use super::facts::Facts;
use super::value::Value;
use crate::text::plural_of;

pub use kinds::{Basis, FactType, ListName, Scope};
pub use rows::VOCABULARY;

use rows::{ACTION, AGENCY, EVENT, FINDING, REVIEW};

/// How a fact is read: `None` is a missing key.
pub(super) type Get = for<'f> fn(&'f Facts<'f>, usize) -> Option<Value<'f>>;

/// A row of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// What it belongs to.
    pub scope: Scope,
    /// Its name in a rubric.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// A noun for sentences: "action A3 has no *owner*".
    pub noun: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// Where a reader should look: the dotted key it reads, or the list or key that a derived fact is worked out from.
    key: &'static str,
    pub(super) get: Get,
}

impl Fact {
    /// The dotted key of the file where a reader should look, from the review's root: `actions.owner`; of a derived fact of
    /// items the list, `agencies`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// What it counts, as a plural: of a number its unit, of a list its items.
    #[must_use]
    pub fn unit(&self) -> String {
        if let FactType::Number(unit) = self.kind { unit.to_owned() } else { plural_of(self.noun) }
    }

    /// The most that it can be by its nature, where it is a number that nature bounds.
    #[must_use]
    pub fn most(&self) -> Option<i64> {
        let row = MOST.iter().find(|(scope, name, _)| *scope == self.scope && *name == self.name);
        row.map(|(_, _, most)| *most)
    }

    /// The keys of the file that it is read or worked out from.
    #[must_use]
    pub fn read_keys(&self) -> Vec<&'static str> {
        let derived = DERIVED_FROM.iter().find(|(scope, name, _)| *scope == self.scope && *name == self.name);
        derived.map_or_else(|| vec![self.key], |(_, _, keys)| keys.to_vec())
    }

    /// True if it is read from the text of a document, so that it has no value where that is not given.
    #[must_use]
    pub fn is_of_document(&self) -> bool {
        !self.documents().is_empty()
    }

    /// The keys that name the documents it is read from.
    #[must_use]
    pub fn documents(&self) -> Vec<&'static str> {
        self.read_keys().into_iter().filter(|key| key.starts_with(DOCUMENTS)).collect()
    }

    /// True if it is worked out from other keys rather than read from one of its own.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        match self.scope {
            Scope::Review => self.key != self.name,
            Scope::Item(list) => self.key == list.name(),
        }
    }
}

/// The table of keys that name documents.
const DOCUMENTS: &str = "documents.";

/// Numbers that nature bounds, and the most that each can be.
static MOST: &[(Scope, &str, i64)] = &[
    (REVIEW, "identity-considered", 5),
    // One syllable a word, one word a sentence.
    (REVIEW, "overview.reading-ease", 121),
    (REVIEW, "summary.reading-ease", 121),
];

/// What the derived facts are worked out from.
static DERIVED_FROM: &[(Scope, &str, &[&str])] = &[
    (REVIEW, "months-to-complete", &["dates.decided", "dates.completed"]),
    (REVIEW, "months-to-publish", &["dates.completed", "dates.published"]),
    (REVIEW, "longest-gap-months", &["terms.from", "terms.to", "events.date"]),
    (REVIEW, "identity-considered", &["family.identity"]),
    (REVIEW, "overview.words", &["documents.overview"]),
    (REVIEW, "overview.sentences", &["documents.overview"]),
    (REVIEW, "overview.longest-sentence", &["documents.overview"]),
    (REVIEW, "overview.reading-ease", &["documents.overview"]),
    (REVIEW, "overview.grade-level", &["documents.overview"]),
    (REVIEW, "overview.headings", &["documents.overview"]),
    (REVIEW, "overview.heading-text", &["documents.overview"]),
    (REVIEW, "overview.identifiers", &["documents.overview"]),
    (REVIEW, "summary.words", &["documents.summary"]),
    (REVIEW, "summary.sentences", &["documents.summary"]),
    (REVIEW, "summary.longest-sentence", &["documents.summary"]),
    (REVIEW, "summary.reading-ease", &["documents.summary"]),
    (REVIEW, "summary.grade-level", &["documents.summary"]),
    (REVIEW, "summary.headings", &["documents.summary"]),
    (REVIEW, "summary.heading-text", &["documents.summary"]),
    (REVIEW, "summary.identifiers", &["documents.summary"]),
    (REVIEW, "overview.tabled-actions", &["documents.overview"]),
    (REVIEW, "summary.percent-of-overview", &["documents.summary", "documents.overview"]),
    (AGENCY, "events", &["events.agency"]),
    (AGENCY, "findings", &["findings.agencies"]),
    (AGENCY, "actions", &["actions.agency"]),
    (AGENCY, "panel-seats", &["panel.agency"]),
    (
        AGENCY,
        "concerned",
        &["agencies.involved", "events.agency", "findings.agencies", "actions.agency", "panel.agency"],
    ),
    (AGENCY, "examined", &["agencies.submitted", "agencies.no-finding-because", "events.agency", "findings.agencies"]),
    (EVENT, "findings", &["findings.events"]),
    (FINDING, "actions", &["actions.addresses"]),
    (FINDING, "action-kinds", &["actions.addresses", "actions.kind"]),
    (FINDING, "questions", &["terms.questions.answered-by"]),
    (FINDING, "in-summary", &["summary.findings"]),
    (FINDING, "mentioned", &["documents.summary", "findings.id", "findings.title", "findings.text"]),
    (FINDING, "unmentioned-words", &["documents.summary", "findings.id", "findings.title", "findings.text"]),
    (ACTION, "findings-in-summary", &["actions.addresses", "summary.findings"]),
];

/// Finds a fact by name among those of `scope`.
#[must_use]
pub fn find(scope: Scope, name: &str) -> Option<&'static Fact> {
    VOCABULARY.iter().find(|fact| fact.scope == scope && fact.name == name)
}

/// The facts of `scope`.
pub fn of(scope: Scope) -> impl Iterator<Item = &'static Fact> {
    VOCABULARY.iter().filter(move |fact| fact.scope == scope)
}

/// The lists that `whole` can close, by name.
#[must_use]
pub fn lists_to_close() -> Vec<&'static str> {
    ListName::ALL.iter().map(|list| list.name()).collect()
}

/// What `not-stated` can open: lists, keys, and tables of keys. Documents are given or not; nothing is open about them.
#[must_use]
pub fn keys_to_open() -> Vec<&'static str> {
    let keys: Vec<&str> = lists_to_close()
        .into_iter()
        .chain(VOCABULARY.iter().map(Fact::key))
        .filter(|key| !key.starts_with(DOCUMENTS))
        .collect();
    let tables = keys.iter().flat_map(|key| key.match_indices('.').filter_map(|(dot, _)| key.get(..dot)));
    let mut all: Vec<&str> = keys.iter().copied().chain(tables).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_derived_fact_says_what_it_is_worked_out_from() {
        let keys: Vec<&str> = VOCABULARY.iter().filter(|fact| !fact.is_derived()).map(Fact::key).collect();
        for fact in VOCABULARY {
            let read = fact.read_keys();
            assert!(!read.is_empty(), "{} reads nothing", fact.name);
            assert!(read.iter().all(|key| keys.contains(key)), "{} reads {read:?}", fact.name);
            assert_eq!(
                fact.is_derived(),
                DERIVED_FROM.iter().any(|row| row.0 == fact.scope && row.1 == fact.name),
                "{}",
                fact.name
            );
        }
    }

    #[test]
    fn names_are_unique_within_their_scope() {
        for (at, fact) in VOCABULARY.iter().enumerate() {
            let twice =
                VOCABULARY.iter().skip(at + 1).any(|other| other.scope == fact.scope && other.name == fact.name);
            assert!(!twice, "{} is there twice", fact.name);
        }
    }
}
