//! The vocabulary: everything that a rule can read, a row each.
//!
//! Rubrics are checked against this table and compiled against it once. A new fact is one row: beside its field where it is
//! a key (in `model/tables.rs`), in `derived.rs` where it is worked out. The grade that somebody recorded
//! (`[recorded]`) and `[custom]` are not here on purpose: no rule may read them.

mod derived;
mod documents;
mod kinds;
mod readers;

use std::sync::LazyLock;

use super::facts::Facts;
use super::model::{
    AUTHOR, Action, Agency, CHAIR, Dates, Evaluation, Event, Family, Finding, Gap, Header, PANEL, Publication,
    Question, Restriction, Review, Summary, Terms,
};
use super::value::Value;
use crate::text::{is_one_of, is_placeholder, plural_of};

pub use super::model::ListName;
pub(crate) use kinds::Mark;
pub use kinds::{Basis, FactType, Scope};

/// How a fact is read: `None` is a missing key.
pub(super) type Get = for<'f> fn(&'f Facts<'f>, usize) -> Option<Value<'f>>;

/// How the key of a fact is copied from another review; of items, from one item to another.
type CopyKey = fn(&mut Review, &Review, (usize, usize));

/// A list of ids, or of other names.
pub(super) const IDS: FactType = FactType::List(None);

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
    pub(super) key: &'static str,
    /// The keys that a derived fact is worked out from.
    pub(super) from: &'static [&'static str],
    pub(super) most: Option<i64>,
    pub(super) marks: &'static [Mark],
    pub(super) copy: Option<CopyKey>,
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
        self.most
    }

    /// The keys of the file that it is read or worked out from.
    #[must_use]
    pub(crate) fn read_keys(&self) -> Vec<&'static str> {
        if self.is_derived() { self.from.to_vec() } else { vec![self.key] }
    }

    /// True if it is read from the text of a document, so that it has no value where that is not given.
    #[must_use]
    pub fn is_of_document(&self) -> bool {
        let is_document = |key: &str| key.starts_with(DOCUMENTS);
        if self.is_derived() { self.from.iter().any(|key| is_document(key)) } else { is_document(self.key) }
    }

    /// The keys that name the documents it is read from.
    #[must_use]
    pub fn documents(&self) -> Vec<&'static str> {
        self.read_keys().into_iter().filter(|key| key.starts_with(DOCUMENTS)).collect()
    }

    /// True if it is worked out from other keys rather than read from one of its own.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        !self.from.is_empty()
    }

    /// Whether `text` only fills the place of this fact and says nothing, as `TBC` does of an owner, or is one of `others`.
    #[must_use]
    pub(crate) fn is_unfilled(&self, text: &str, others: &[String]) -> bool {
        let takes_it = || self.has(Mark::TakesNone) && is_one_of(text, &["none"]);
        self.kind == FactType::Text
            && !self.is_derived()
            && !self.is_of_document()
            && (is_placeholder(text) || is_one_of(text, others))
            && !takes_it()
    }

    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Copies the key from another review; of items, from item `from` there to item `to`. Derived facts, lists and documents
    /// are not copied.
    pub(crate) fn copy(&self, own: &mut Review, other: &Review, (from, to): (usize, usize)) {
        if let Some(copy) = self.copy {
            copy(own, other, (from, to));
        }
    }

    /// True if the fact is a plain key, which [`Fact::copy`] copies.
    pub(crate) fn is_copied(&self) -> bool {
        self.copy.is_some()
    }

    /// A text about nothing in particular, for a row to be made of.
    pub(super) const fn blank(scope: Scope) -> Fact {
        Fact {
            scope,
            name: "",
            kind: FactType::Text,
            noun: "",
            meaning: "",
            basis: Basis::Text,
            key: "",
            from: &[],
            most: None,
            marks: &[],
            copy: None,
            get: |_, _| None,
        }
    }
}

/// The table of keys that name documents.
const DOCUMENTS: &str = "documents.";

/// Every fact, in the order of the file format.
pub static VOCABULARY: LazyLock<Vec<Fact>> = LazyLock::new(|| {
    let list = |list: ListName| vec![list.fact()];
    [
        Header::FACTS.to_vec(),
        Dates::FACTS.to_vec(),
        derived::DATES.to_vec(),
        Terms::FACTS.to_vec(),
        list(ListName::Questions),
        list(ListName::Restrictions),
        derived::TERMS.to_vec(),
        CHAIR.to_vec(),
        AUTHOR.to_vec(),
        list(ListName::Panel),
        list(ListName::Agencies),
        list(ListName::Gaps),
        Family::FACTS.to_vec(),
        derived::FAMILY.to_vec(),
        list(ListName::Events),
        list(ListName::Findings),
        list(ListName::Actions),
        Summary::FACTS.to_vec(),
        Publication::FACTS.to_vec(),
        Evaluation::FACTS.to_vec(),
        derived::DOCUMENTS.to_vec(),
        Question::FACTS.to_vec(),
        Restriction::FACTS.to_vec(),
        PANEL.to_vec(),
        Agency::FACTS.to_vec(),
        derived::OF_AGENCY.to_vec(),
        Gap::FACTS.to_vec(),
        Event::FACTS.to_vec(),
        derived::OF_EVENT.to_vec(),
        Finding::FACTS.to_vec(),
        derived::OF_FINDING.to_vec(),
        Action::FACTS.to_vec(),
        derived::OF_ACTION.to_vec(),
    ]
    .concat()
});

/// Finds a fact by name among those of `scope`.
#[must_use]
pub fn find(scope: Scope, name: &str) -> Option<&'static Fact> {
    VOCABULARY.iter().find(|fact| fact.scope == scope && fact.name == name)
}

/// The facts of `scope`.
pub fn facts(scope: Scope) -> impl Iterator<Item = &'static Fact> {
    VOCABULARY.iter().filter(move |fact| fact.scope == scope)
}

/// The lists that `whole` can close, by name.
#[must_use]
pub(crate) fn lists_to_close() -> Vec<&'static str> {
    ListName::ALL.iter().map(|list| list.name()).collect()
}

/// What `not-stated` can open: lists, keys, and tables of keys. Documents are given or not; nothing is open about them.
#[must_use]
pub(crate) fn keys_to_open() -> &'static [&'static str] {
    &KEYS_TO_OPEN
}

static KEYS_TO_OPEN: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
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
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_reads_keys_of_the_file() {
        let keys: Vec<&str> = VOCABULARY.iter().filter(|fact| !fact.is_derived()).map(Fact::key).collect();
        for fact in VOCABULARY.iter() {
            let read = fact.read_keys();
            assert!(read.iter().all(|key| keys.contains(key)), "{} reads {read:?}", fact.name);
        }
    }

    #[test]
    fn names_are_unique_within_their_scope() {
        for (at, fact) in VOCABULARY.iter().enumerate() {
            let twice =
                VOCABULARY.iter().skip(at + 1).any(|other| other.scope == fact.scope && other.name == fact.name);
            assert!(!twice, "{} is a duplicate", fact.name);
        }
    }
}
