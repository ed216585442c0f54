//! The lists of tables of a review, by name.

/// Declares the lists: the key of each, one of its items and several in words, and what the list is.
macro_rules! list_names {
    ($($(#[doc = $doc:literal])* $name:ident $key:literal, $one:literal, $many:literal, $meaning:literal;)+) => {
        /// A list of tables, whose items rules can range over with `each` or `count`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ListName { $($(#[doc = $doc])* $name),+ }

        impl ListName {
            /// All of them.
            pub const ALL: [ListName; [$($key),+].len()] = [$(ListName::$name),+];

            /// The name in a rubric and in a review.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ListName::$name => $key),+ }
            }

            /// One of its items and several, in words.
            #[must_use]
            pub const fn nouns(self) -> (&'static str, &'static str) {
                match self { $(ListName::$name => ($one, $many)),+ }
            }

            /// What the list is.
            pub(super) const fn meaning(self) -> &'static str {
                match self { $(ListName::$name => $meaning),+ }
            }
        }
    };
}

list_names! {
    /// `terms.questions`
    Questions "terms.questions", "question in the terms", "questions in the terms of reference", "what the review was asked";
    /// `terms.restrictions`
    Restrictions "terms.restrictions", "restriction", "restrictions", "what the author was told to leave out";
    /// `panel`
    Panel "panel", "panel member", "panel members", "the members of the panel";
    /// `agencies`
    Agencies "agencies", "agency", "agencies", "the agencies of the case";
    /// `gaps`
    Gaps "gaps", "gap", "gaps", "information that could not be had";
    /// `events`
    Events "events", "event", "events", "the chronology";
    /// `findings`
    Findings "findings", "finding", "findings", "what the review found";
    /// `actions`
    Actions "actions", "action", "actions", "the action plan";
}

impl ListName {
    /// The list of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ListName::ALL.into_iter().find(|list| list.name() == name)
    }
}
