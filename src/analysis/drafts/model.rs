//! Two drafts, which of their items are the same, and how they differ.

use super::pairing::{Pairing, pair};
use crate::engine::{Graded, Range};
use crate::judgement::Judgements;
use crate::review::vocabulary::ListName;
use crate::review::{DocumentKey, Grade, Narratives, Review, by_list};

/// A draft with all that it was graded with.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'d> {
    /// The review.
    pub review: &'d Review,
    /// Its documents, as far as they were read.
    pub narratives: Narratives<'d>,
    /// What people say about it.
    pub judgements: &'d Judgements,
    /// Its result.
    pub graded: &'d Graded,
}

/// An item of a list, as people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The list.
    pub list: ListName,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// What it says; empty where it says nothing.
    pub said: String,
}

/// Something that the later draft says less of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// An item is no longer there.
    Vanished {
        /// The item, as the earlier draft calls it.
        item: Named,
        /// Its number there, from 0.
        at: usize,
    },
    /// An item is of another class: a rule no longer looks at it, or looks at it otherwise.
    Reclassed {
        /// The item, as the later draft calls it.
        item: Named,
        /// Its numbers in the two drafts, from 0.
        at: (usize, usize),
        /// The key that says its class, dotted from the review's root.
        key: &'static str,
        /// What that was; `None` if it was not stated.
        was: Option<String>,
        /// What it is now; `None` if it is no longer stated.
        now: Option<String>,
    },
    /// The author is to leave something out that was not to be left out before.
    Restricted {
        /// The restriction.
        item: Named,
        /// Its number in the later draft, from 0.
        at: usize,
    },
    /// A key of the review itself, by which rules apply or not, says something else.
    Redefined {
        /// The key.
        key: &'static str,
        /// What it was.
        was: String,
        /// What it is now; `None` if it is no longer stated.
        now: Option<String>,
    },
    /// The answer to a question is no longer there.
    Unanswered {
        /// The rule that asks.
        rule: String,
        /// What the answer was.
        grade: Grade,
    },
    /// A document is no longer named.
    NoDocument(DocumentKey),
}

/// An item that the two drafts call by different ids and that says the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The list.
    pub list: ListName,
    /// Its id in the earlier draft.
    pub was: String,
    /// Its id in the later one.
    pub now: String,
}

/// What the later draft would come to with what it says less of put back.
#[derive(Clone, Debug)]
pub struct PutBack {
    /// With all of it.
    pub graded: Graded,
    /// The fewest of the losses that make it worse when they are put back, and what it then comes to; `None` if nothing does, or
    /// the drafts are too long and differ too often to find them.
    pub fewest: Option<(Vec<usize>, Range)>,
}

/// What two drafts differ in, beside what they come to.
#[derive(Clone, Debug)]
pub struct Drafts {
    /// What the later one says less of.
    pub losses: Vec<Loss>,
    /// Items that are called otherwise.
    pub renamed: Vec<Renamed>,
    /// The earlier draft with its items called as in the later one; what is gone and would share an id is called `(earlier)`.
    pub called: Review,
    /// Items that were not there, restrictions left out.
    pub added: Vec<Named>,
    /// What it would come to with the losses put back; `None` if there are none.
    pub put_back: Option<PutBack>,
}

/// Which item is which, in each list.
#[derive(Clone, Debug)]
pub(super) struct Pairings(Vec<Pairing>);

impl Pairings {
    pub(super) fn new(before: &Review, after: &Review) -> Self {
        let pair = |list| by_list!(list, T => pair::<T>(before, after));
        Pairings(ListName::ALL.into_iter().map(pair).collect())
    }

    pub(super) fn pairing(&self, list: ListName) -> &Pairing {
        static NONE: Pairing = Pairing { pairs: Vec::new(), gone: Vec::new(), new: Vec::new() };
        self.0.get(list as usize).unwrap_or(&NONE)
    }
}
