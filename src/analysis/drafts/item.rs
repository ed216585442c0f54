//! The items of a review's lists, of whatever kind.

use std::fmt::Debug;

use crate::review::vocabulary::ListName;
use crate::review::{Action, Agency, Event, Finding, Gap, Person, Question, Restriction, Review};

/// An item of a list.
pub(super) trait Item: Clone + PartialEq + Debug {
    /// The list.
    const LIST: ListName;
    /// The list of a review.
    fn list(review: &Review) -> &Option<Vec<Self>>;
    /// The same to change.
    fn list_mut(review: &mut Review) -> &mut Option<Vec<Self>>;
    /// What links call it; items of some lists have no id.
    fn id(&self) -> Option<&str>;
    /// What it says, by which it is known whatever it is called.
    fn said(&self) -> String;
    /// Takes the value of a key, dotted from the review's root, from another item.
    fn take(&mut self, from: &Self, key: &str);

    /// The items of a review.
    fn all(review: &Review) -> &[Self] {
        Self::list(review).as_deref().unwrap_or_default()
    }
}

/// The first of these texts that says something, its words alone.
fn first_of(texts: &[Option<&str>]) -> String {
    let words = texts.iter().flatten().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    words.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// Declares the lists: the type of the items, where the list is, the id where there is one, what an item says, and its keys.
macro_rules! items {
    ($($type:ident $name:ident at [$($way:ident).+] $(id $id:ident)? said $said:expr, { $($key:literal $field:ident),* $(,)? })+) => {
        $(impl Item for $type {
            const LIST: ListName = ListName::$name;

            fn list(review: &Review) -> &Option<Vec<Self>> {
                &review.$($way).+
            }

            fn list_mut(review: &mut Review) -> &mut Option<Vec<Self>> {
                &mut review.$($way).+
            }

            fn id(&self) -> Option<&str> {
                None::<&str>$(.or(self.$id.as_deref()))?
            }

            fn said(&self) -> String {
                let said: fn(&Self) -> String = $said;
                said(self)
            }

            fn take(&mut self, from: &Self, key: &str) {
                match key {
                    $($key => self.$field.clone_from(&from.$field),)*
                    _ => {}
                }
            }
        })+
    };
}

items! {
    Question Questions at [terms.questions] id id said |item| first_of(&[item.text.as_deref()]), {
        "terms.questions.text" text, "terms.questions.answered-by" answered_by,
    }
    Restriction Restrictions at [terms.restrictions] said |item| first_of(&[item.what.as_deref(), item.because.as_deref()]), {
        "terms.restrictions.what" what, "terms.restrictions.because" because,
    }
    Person Panel at [panel] said |item| first_of(&[item.role.as_deref()]), {
        "panel.role" role, "panel.agency" agency, "panel.independent" independent,
    }
    Agency Agencies at [agencies] id id said |item| first_of(&[item.name.as_deref()]), {
        "agencies.name" name, "agencies.sector" sector, "agencies.involved" involved, "agencies.submitted" submitted,
        "agencies.author-independent" author_independent, "agencies.practitioners-seen" practitioners_seen,
        "agencies.no-finding-because" no_finding_because,
    }
    Gap Gaps at [gaps] said |item| first_of(&[item.what.as_deref(), item.pursued.as_deref()]), {
        "gaps.what" what, "gaps.pursued" pursued,
    }
    Event Events at [events] id id said |item| {
        let what = first_of(&[item.what.as_deref()]);
        if what.is_empty() { what } else { format!("{} {what}", item.date.map_or_else(String::new, |date| date.to_string())) }
    }, {
        "events.date" date, "events.agency" agency, "events.what" what, "events.contact" contact,
        "events.child-seen" child_seen, "events.missed-opportunity" missed_opportunity,
    }
    Finding Findings at [findings] id id said |item| first_of(&[item.text.as_deref(), item.title.as_deref()]), {
        "findings.title" title, "findings.text" text, "findings.why" why, "findings.kind" kind, "findings.levels" levels,
        "findings.agencies" agencies, "findings.events" events, "findings.evidence" evidence,
        "findings.research" research, "findings.wider" wider, "findings.no-action-because" no_action_because,
    }
    Action Actions at [actions] id id said |item| first_of(&[item.text.as_deref()]), {
        "actions.text" text, "actions.addresses" addresses, "actions.kind" kind, "actions.owner" owner,
        "actions.agency" agency, "actions.due" due, "actions.measured-by" measured_by, "actions.status" status,
        "actions.in-summary" in_summary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Limits, parse};
    use crate::review::vocabulary::{Scope, VOCABULARY};
    use crate::review::{Fact, read};

    /// A review with every key of an item of each list.
    const FILLED: &str = r#"
[review]
id = "x"
[[terms.questions]]
text = "x"
answered-by = []
[[terms.restrictions]]
what = "x"
because = "x"
[[panel]]
role = "x"
agency = "A"
independent = true
[[agencies]]
id = "A"
name = "x"
sector = "x"
involved = false
submitted = true
author-independent = true
practitioners-seen = 1
no-finding-because = "x"
[[gaps]]
what = "x"
pursued = "x"
[[events]]
date = 2009
agency = "A"
what = "x"
contact = true
child-seen = true
missed-opportunity = true
[[findings]]
title = "x"
text = "x"
why = "x"
kind = "systemic"
levels = []
agencies = ["A"]
events = []
evidence = []
research = "x"
wider = "x"
no-action-because = "x"
[[actions]]
text = "x"
addresses = []
kind = "system"
owner = "x"
agency = "A"
due = 2009
measured-by = "x"
status = "x"
in-summary = true
"#;

    /// The keys of a list that its items do not take from one another.
    fn not_taken<T: Item + Default>(filled: &Review) -> Vec<&'static str> {
        let own = VOCABULARY.iter().filter(|fact| fact.scope == Scope::Item(T::LIST) && !fact.is_derived());
        let keys = own.map(Fact::key).filter(|key| !key.ends_with(".id"));
        let is_left = |key: &&str| {
            let mut item = T::default();
            item.take(&T::all(filled)[0], key);
            item == T::default()
        };
        keys.filter(is_left).collect()
    }

    #[test]
    fn every_key_that_a_rule_can_read_is_taken() {
        let found = read(&parse(FILLED, Format::Toml, Limits::USUAL));
        let filled = found.review.unwrap_or_else(|| panic!("{:#?}", found.diagnostics));
        let left = [
            not_taken::<Question>(&filled),
            not_taken::<Restriction>(&filled),
            not_taken::<Person>(&filled),
            not_taken::<Agency>(&filled),
            not_taken::<Gap>(&filled),
            not_taken::<Event>(&filled),
            not_taken::<Finding>(&filled),
            not_taken::<Action>(&filled),
        ];
        assert!(left.concat().is_empty(), "{left:?}");
    }
}
