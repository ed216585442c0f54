//! Fixes: what an author could write, state, link or tick, as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::evidence::Evidence;
use crate::review::vocabulary::ListName;

/// What a fix takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum FixKind {
    /// Say what is not stated.
    State,
    /// Write something.
    Write,
    /// Link two items.
    Link,
    /// Tick a yes or no; it must be so.
    Tick,
}

/// One edit of a rule. There may be one for every item, and most are never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it takes.
    pub(crate) kind: FixKind,
    /// What it settles.
    pub(crate) target: Target,
    /// Where.
    pub evidence: Evidence,
}

/// What a fix settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The item of that number, from 0.
    Item(usize),
    /// A new item.
    NewItem,
    /// The review itself, or its number.
    Review,
    /// A list that several rules may read.
    List(ListName, ListGap),
}

/// What a list lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListGap {
    /// It has no items, and no rule wants any: perhaps there are none.
    PerhapsEmpty,
    /// It has no items, and a rule wants some.
    Empty,
    /// It may go on.
    MayGoOn,
}
