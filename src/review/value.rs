//! What a fact answers.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// The answer of a fact for one review or one of its items.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'f> {
    /// The record is whole and holds no value: an empty text or list, otherwise no value at all.
    Absent,
    /// Not stated.
    Unknown,
    /// Yes or no.
    YesNo(bool),
    /// A text, a name or one of some words.
    Text(&'f str),
    /// A number between two bounds, both included.
    Number {
        /// The least it can be.
        low: i64,
        /// The most it can be; `None` where nothing bounds it.
        high: Option<i64>,
        /// False if it only follows from what else is known, and is itself not stated.
        stated: bool,
    },
    /// A day between two days, both included; `None` where nothing bounds it.
    Date {
        /// The earliest it can be.
        first: Option<Date>,
        /// The latest it can be.
        last: Option<Date>,
        /// False if it only follows from other dates, and is itself not stated.
        stated: bool,
    },
    /// A list.
    List(Members<'f>),
}

/// What is known of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Members<'f> {
    /// Those that are certain.
    pub names: Names<'f>,
    /// How many more there may be.
    pub more: More,
    /// True if the name of one that is certain is not stated.
    pub unnamed: bool,
}

/// The members of a list that are certain.
#[derive(Clone, Debug, PartialEq)]
pub enum Names<'f> {
    /// Texts of the file.
    Texts(&'f [String]),
    /// Ids of items.
    Ids(&'f [&'f str]),
    /// Words of the format.
    Words(Vec<&'static str>),
    /// Items without names.
    Items(usize),
}

/// How many more members a list may have than those that are certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// None: the list is complete.
    None,
    /// At most this many.
    AtMost(usize),
    /// Any number: the list may go on.
    Any,
}

impl More {
    /// The more of the two taken together.
    #[must_use]
    pub fn and(self, other: More) -> More {
        match (self, other) {
            (More::Any, _) | (_, More::Any) => More::Any,
            (More::None, more) | (more, More::None) => more,
            (More::AtMost(a), More::AtMost(b)) => More::AtMost(a + b),
        }
    }

    /// `AtMost`, or `None` for 0.
    #[must_use]
    pub fn at_most(count: usize) -> More {
        if count == 0 { More::None } else { More::AtMost(count) }
    }
}

impl<'f> Names<'f> {
    /// How many there are; duplicates count once.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Names::Texts(names) => distinct(names),
            Names::Ids(names) => distinct(names),
            Names::Words(names) => distinct(names),
            Names::Items(count) => *count,
        }
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True if `name` is one of them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Names::Texts(names) => names.iter().any(|known| known == name),
            Names::Ids(names) => names.contains(&name),
            Names::Words(names) => names.contains(&name),
            Names::Items(_) => false,
        }
    }

    /// The names, where they have any.
    #[must_use]
    pub fn to_vec(&self) -> Vec<&'f str> {
        match self {
            Names::Texts(names) => names.iter().map(String::as_str).collect(),
            Names::Ids(names) => names.to_vec(),
            Names::Words(names) => names.clone(),
            Names::Items(_) => Vec::new(),
        }
    }
}

/// The most names that are compared one by one.
const MOST_COMPARED: usize = 8;

/// How many different ones there are.
fn distinct<T: Ord>(names: &[T]) -> usize {
    match names {
        [] | [_] => names.len(),
        // A set costs more than to compare a few.
        few if few.len() <= MOST_COMPARED => {
            few.iter().enumerate().filter(|(at, name)| !few.iter().take(*at).any(|other| other == *name)).count()
        }
        names => names.iter().collect::<BTreeSet<_>>().len(),
    }
}

impl<'f> Value<'f> {
    /// A complete list.
    #[must_use]
    pub fn list(names: Names<'f>) -> Self {
        Value::List(Members { names, more: More::None, unnamed: false })
    }

    /// A number known exactly.
    #[must_use]
    pub fn number(number: i64) -> Self {
        Value::Number { low: number, high: Some(number), stated: true }
    }
}
