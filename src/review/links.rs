//! Who names whom: the links between the items of a review, looked up once.
//!
//! A link is read from the side that states it (an event states its agency) and answered from the other side (the events
//! of an agency). What is not stated may be a link to anything, so each answer knows how many more there may be.

use std::collections::HashMap;

use super::facts::Openness;
use super::value::More;
use super::{ActionKind, Review};

/// The links into one item of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Linked<'a> {
    /// The ids of the items that name this one; an item without an id is the empty text.
    pub(super) ids: Vec<&'a str>,
}

/// All links of a review.
#[derive(Clone, Debug)]
pub(super) struct Links<'a> {
    pub(super) agency_events: Inverse<'a>,
    pub(super) agency_findings: Inverse<'a>,
    pub(super) agency_actions: Inverse<'a>,
    pub(super) agency_seats: Inverse<'a>,
    pub(super) event_findings: Inverse<'a>,
    pub(super) finding_actions: Inverse<'a>,
    pub(super) finding_questions: Inverse<'a>,
    /// For each finding the kinds of the actions that address it, and whether one of them has no kind stated.
    pub(super) finding_action_kinds: Vec<(Vec<ActionKind>, bool)>,
    /// For each action the ids of the findings it addresses that the summary holds.
    pub(super) action_summary_findings: Vec<Vec<&'a str>>,
}

/// One kind of link, seen from the side that is named.
#[derive(Clone, Debug)]
pub(super) struct Inverse<'a> {
    /// For each item the items that name it.
    pub(super) of: Vec<Linked<'a>>,
    /// How many further items may name any of them.
    pub(super) more: More,
}

impl<'a> Inverse<'a> {
    /// Gathers the links from `sources` (id and the ids it names; `None` if not given) to `targets`.
    fn new<I>(targets: &HashMap<&'a str, usize>, count: usize, sources: I, open: bool, key_open: bool) -> Self
    where
        I: Iterator<Item = (&'a str, Option<&'a [String]>)>,
    {
        let mut of = vec![Linked::default(); count];
        let mut unplaced = 0;
        for (id, names) in sources {
            match names {
                None if key_open => unplaced += 1,
                None => {}
                Some(names) => {
                    for target in names.iter().filter_map(|name| targets.get(name.as_str())) {
                        if let Some(linked) = of.get_mut(*target) {
                            linked.ids.push(id);
                        }
                    }
                }
            }
        }
        Inverse {
            of,
            more: if open { More::Any } else { More::at_most(unplaced) },
        }
    }
}

impl<'a> Links<'a> {
    pub(super) fn new(review: &'a Review, open: &Openness<'_>) -> Self {
        let agencies = review.agencies.as_deref().unwrap_or_default();
        let events = review.events.as_deref().unwrap_or_default();
        let findings = review.findings.as_deref().unwrap_or_default();
        let actions = review.actions.as_deref().unwrap_or_default();
        let panel = review.panel.as_deref().unwrap_or_default();
        let questions = review.terms.questions.as_deref().unwrap_or_default();
        let agency_of = index(agencies.iter().map(|item| &item.id));
        let event_of = index(events.iter().map(|item| &item.id));
        let finding_of = index(findings.iter().map(|item| &item.id));
        let agency_events = Inverse::new(
            &agency_of,
            agencies.len(),
            events.iter().map(|item| (name(&item.id), one(&item.agency))),
            open.list("events"),
            open.key("events.agency"),
        );
        let agency_findings = Inverse::new(
            &agency_of,
            agencies.len(),
            findings.iter().map(|item| (name(&item.id), item.agencies.as_deref())),
            open.list("findings"),
            open.key("findings.agencies"),
        );
        let agency_actions = Inverse::new(
            &agency_of,
            agencies.len(),
            actions.iter().map(|item| (name(&item.id), one(&item.agency))),
            open.list("actions"),
            open.key("actions.agency"),
        );
        let agency_seats = Inverse::new(
            &agency_of,
            agencies.len(),
            panel.iter().map(|item| (name(&item.role), one(&item.agency))),
            open.list("panel"),
            open.key("panel.agency"),
        );
        let event_findings = Inverse::new(
            &event_of,
            events.len(),
            findings.iter().map(|item| (name(&item.id), item.events.as_deref())),
            open.list("findings"),
            open.key("findings.events"),
        );
        let finding_actions = Inverse::new(
            &finding_of,
            findings.len(),
            actions.iter().map(|item| (name(&item.id), item.addresses.as_deref())),
            open.list("actions"),
            open.key("actions.addresses"),
        );
        let finding_questions = Inverse::new(
            &finding_of,
            findings.len(),
            questions
                .iter()
                .map(|item| (name(&item.id), item.answered_by.as_deref())),
            open.list("terms.questions"),
            open.key("terms.questions.answered-by"),
        );
        let mut finding_action_kinds = vec![(Vec::new(), false); findings.len()];
        for action in actions {
            for target in action
                .addresses
                .iter()
                .flatten()
                .filter_map(|id| finding_of.get(id.as_str()))
            {
                let Some((kinds, unstated)) = finding_action_kinds.get_mut(*target) else {
                    continue;
                };
                match action.kind {
                    Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                    Some(_) => {}
                    None => *unstated = *unstated || open.key("actions.kind"),
                }
            }
        }
        let in_summary = review.summary.findings.as_deref().unwrap_or_default();
        let held = |action: &'a super::Action| {
            let addressed = action.addresses.as_deref().unwrap_or_default().iter();
            addressed
                .filter(|id| in_summary.contains(id))
                .map(String::as_str)
                .collect()
        };
        let action_summary_findings = actions.iter().map(held).collect();
        Links {
            agency_events,
            agency_findings,
            agency_actions,
            agency_seats,
            event_findings,
            finding_actions,
            finding_questions,
            finding_action_kinds,
            action_summary_findings,
        }
    }
}

fn index<'a>(ids: impl Iterator<Item = &'a Option<String>>) -> HashMap<&'a str, usize> {
    ids.enumerate()
        .filter_map(|(at, id)| Some((id.as_deref()?, at)))
        .collect()
}

fn name(id: &Option<String>) -> &str {
    id.as_deref().unwrap_or("")
}

fn one(name: &Option<String>) -> Option<&[String]> {
    name.as_ref().map(std::slice::from_ref)
}
