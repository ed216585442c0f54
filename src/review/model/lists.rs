//! The lists of tables of a review: the items of each, where it is, and its fact.

use super::super::vocabulary::{Fact, FactType, Get, Mark, Scope};
use super::super::{Review, When};
use super::declare::{Item, lists};
use super::list_name::ListName;
use super::tables::{Action, Agency, Event, Finding, Gap, Person, Question, Restriction};

lists! { $
    Questions [terms.questions] Question => id id [text];
    Restrictions [terms.restrictions] Restriction, Confesses => [what, because];
    Panel [panel] Person => [role];
    Agencies [agencies] Agency => id id [name];
    Gaps [gaps] Gap, Confesses => [what, pursued];
    Events [events] Event => id id [what] at date;
    Findings [findings] Finding, Confesses => id id [text, title];
    Actions [actions] Action => id id [text];
}

impl ListName {
    /// True if its items own up to something, so that leaving one out must never pay; `by` are the facts that select them.
    #[must_use]
    pub(crate) fn confesses(self, by: &[&'static Fact]) -> bool {
        self.fact().has(Mark::Confesses)
            || by.iter().any(|fact| fact.scope == Scope::Item(self) && fact.has(Mark::Confesses))
    }
}
