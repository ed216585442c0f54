//! What facts belong to, which types they have, and what they rest on.

use super::super::model::ListName;

/// What a fact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The review as a whole.
    Review,
    /// Each item of a list.
    Item(ListName),
}

/// The type of a fact: which tests it can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactType {
    /// True or false.
    YesNo,
    /// Free text: only `"present"`, `"stated"` and `words` can test it.
    Text,
    /// A name or id, compared as a whole.
    Name,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number of this unit.
    Number(&'static str),
    /// A date.
    Date,
    /// A list of these words, or of names where there are none; a number test reads its length.
    List(Option<&'static [&'static str]>),
}

impl FactType {
    /// Its name in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            FactType::YesNo => "yes or no",
            FactType::Text => "text",
            FactType::Name => "name",
            FactType::Choice(_) => "one of some words",
            FactType::Number(_) => "number",
            FactType::Date => "date",
            FactType::List(_) => "list",
        }
    }
}

/// What a fact rests on: how far it can be checked, and what it would take to change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The author's statement: something ticked.
    Word,
    /// A class picked from a list.
    Class,
    /// Text that is there or not.
    Text,
    /// A link between two items of the review.
    Link,
    /// Worked out from other facts.
    Computed,
    /// The world outside the document: no edit can change it.
    World,
    /// A person's answer.
    Person,
}

impl Basis {
    /// All of them, in the order of reports.
    pub const ALL: [Basis; 7] =
        [Basis::Word, Basis::Text, Basis::Link, Basis::Class, Basis::Computed, Basis::World, Basis::Person];

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Basis::Word => "word",
            Basis::Class => "class",
            Basis::Text => "text",
            Basis::Link => "link",
            Basis::Computed => "worked out from other entries",
            Basis::World => "world",
            Basis::Person => "person",
        }
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Basis::Word => "the author's statement",
            Basis::Class => "options chosen",
            Basis::Text => "text in the review",
            Basis::Link => "cross-references",
            Basis::Computed => "worked out from other entries",
            Basis::World => "facts outside the document",
            Basis::Person => "people's answers",
        }
    }
}

/// What is special about a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The key stands in every starting review, whether a rule reads it or not: tables group by it, or nobody could tell what
    /// an item is.
    Offered,
    /// The key sets an item apart although it is not a class.
    SetsApart,
    /// The class only ever adds to what an item claims for itself.
    Claims,
    /// The author owns up to something by it.
    Confesses,
    /// `none` is an answer, and no placeholder.
    TakesNone,
}
