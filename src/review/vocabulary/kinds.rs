//! What facts belong to, which types they have, and what they rest on.

use super::Fact;

/// A list of tables, whose items rules can range over with `each` or `count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListName {
    /// `terms.questions`
    Questions,
    /// `terms.restrictions`
    Restrictions,
    /// `panel`
    Panel,
    /// `agencies`
    Agencies,
    /// `gaps`
    Gaps,
    /// `events`
    Events,
    /// `findings`
    Findings,
    /// `actions`
    Actions,
}

impl ListName {
    /// All of them.
    pub const ALL: [ListName; 8] = [
        ListName::Questions,
        ListName::Restrictions,
        ListName::Panel,
        ListName::Agencies,
        ListName::Gaps,
        ListName::Events,
        ListName::Findings,
        ListName::Actions,
    ];

    /// The name in a rubric and in a review.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ListName::Questions => "terms.questions",
            ListName::Restrictions => "terms.restrictions",
            ListName::Panel => "panel",
            ListName::Agencies => "agencies",
            ListName::Gaps => "gaps",
            ListName::Events => "events",
            ListName::Findings => "findings",
            ListName::Actions => "actions",
        }
    }

    /// One of its items and several, in words.
    #[must_use]
    pub fn nouns(self) -> (&'static str, &'static str) {
        match self {
            ListName::Questions => ("question of the terms", "questions of the terms"),
            ListName::Restrictions => ("restriction", "restrictions"),
            ListName::Panel => ("panel member", "panel members"),
            ListName::Agencies => ("agency", "agencies"),
            ListName::Gaps => ("gap", "gaps"),
            ListName::Events => ("event", "events"),
            ListName::Findings => ("finding", "findings"),
            ListName::Actions => ("action", "actions"),
        }
    }

    /// True if its items own up to something, so that leaving one out must never pay; `by` are the facts that select them.
    #[must_use]
    pub fn confesses(self, by: &[&'static Fact]) -> bool {
        let row = CONFESSIONS.iter().find(|(list, _)| *list == self);
        row.is_some_and(|(_, marker)| marker.is_none_or(|name| by.iter().any(|fact| fact.name == name)))
    }

    /// The list of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ListName::ALL.into_iter().find(|list| list.name() == name)
    }
}

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
    /// The author's bare word: something ticked.
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

/// Where an author owns up to something: a list, and of a list that holds other items too the fact that marks those.
static CONFESSIONS: &[(ListName, Option<&str>)] = &[
    (ListName::Restrictions, None),
    (ListName::Gaps, None),
    (ListName::Findings, None),
    (ListName::Events, Some("missed-opportunity")),
];
