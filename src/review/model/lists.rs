//! The lists of tables of a review.

use super::super::vocabulary::{Fact, FactType, Get, Mark, Scope};
use super::super::{Review, When};
use super::declare::{Item, lists};
use super::tables::{Action, Agency, Event, Finding, Gap, Person, Question, Restriction};

lists! { $
    /// `terms.questions`
    Questions "terms.questions" [terms.questions] Question, "question in the terms", "questions in the terms of reference", "what the review was asked"
        => id id [text];
    /// `terms.restrictions`
    Restrictions "terms.restrictions" [terms.restrictions] Restriction, "restriction", "restrictions", "what the author was told to leave out", Confesses
        => [what, because];
    /// `panel`
    Panel "panel" [panel] Person, "panel member", "panel members", "the members of the panel"
        => [role];
    /// `agencies`
    Agencies "agencies" [agencies] Agency, "agency", "agencies", "the agencies of the case"
        => id id [name];
    /// `gaps`
    Gaps "gaps" [gaps] Gap, "gap", "gaps", "information that could not be had", Confesses
        => [what, pursued];
    /// `events`
    Events "events" [events] Event, "event", "events", "the chronology"
        => id id [what] at date;
    /// `findings`
    Findings "findings" [findings] Finding, "finding", "findings", "what the review found", Confesses
        => id id [text, title];
    /// `actions`
    Actions "actions" [actions] Action, "action", "actions", "the action plan"
        => id id [text];
}

impl ListName {
    /// True if its items own up to something, so that leaving one out must never pay; `by` are the facts that select them.
    #[must_use]
    pub(crate) fn confesses(self, by: &[&'static Fact]) -> bool {
        self.fact().has(Mark::Confesses)
            || by.iter().any(|fact| fact.scope == Scope::Item(self) && fact.has(Mark::Confesses))
    }

    /// The list of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ListName::ALL.into_iter().find(|list| list.name() == name)
    }
}
