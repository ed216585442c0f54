//! Who names whom: the links between the items of a review, looked up once.
//!
//! A link is read from the side that states it (an event states its agency) and answered from the other side (the events
//! of an agency). What is not stated may be a link to anything, so each answer knows how many more there may be.

use std::collections::BTreeMap;

use super::openness::Openness;
use super::value::More;
use super::{Action, ActionKind, Review};

/// The links into one item of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Linked<'a> {
    /// The ids of the items that name this one; an item without an id is the empty text.
    pub(super) ids: Vec<&'a str>,
    /// True if the id of one of them is not stated.
    pub(super) unnamed: bool,
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

/// The items that can be named: where each id is, and how many items there are.
struct Targets<'a> {
    at: BTreeMap<&'a str, usize>,
    count: usize,
}

impl<'a> Targets<'a> {
    fn new<T>(items: &'a [T], id: impl Fn(&'a T) -> &'a Option<String>) -> Self {
        let at = items.iter().enumerate().filter_map(|(at, item)| Some((id(item).as_deref()?, at))).collect();
        Targets { at, count: items.len() }
    }

    /// Gathers the links from `sources`, each an id and the ids that it names (`None` if not given).
    ///
    /// `list` is where they stand, `id` their own name and `key` where they name others: what is open there may hold further
    /// links.
    fn named_by<I>(&self, sources: I, list: &str, [id, key]: [&str; 2], open: &Openness<'_>) -> Inverse<'a>
    where
        I: Iterator<Item = (&'a Option<String>, Option<&'a [String]>)>,
    {
        let mut of = vec![Linked::default(); self.count];
        let mut unplaced = 0;
        let id_open = open.key(id);
        for (id, names) in sources {
            if names.is_none() && open.key(key) {
                unplaced += 1;
            }
            for target in names.unwrap_or_default().iter().filter_map(|name| self.at.get(name.as_str())) {
                if let Some(linked) = of.get_mut(*target) {
                    linked.ids.push(id.as_deref().unwrap_or(""));
                    linked.unnamed = linked.unnamed || id.is_none() && id_open;
                }
            }
        }
        Inverse { of, more: if open.list(list) { More::Any } else { More::at_most(unplaced) } }
    }
}

impl<'a> Links<'a> {
    pub(super) fn new(review: &'a Review, open: &Openness<'_>) -> Self {
        let events = review.events.as_deref().unwrap_or_default();
        let findings = review.findings.as_deref().unwrap_or_default();
        let actions = review.actions.as_deref().unwrap_or_default();
        let panel = review.panel.as_deref().unwrap_or_default();
        let questions = review.terms.questions.as_deref().unwrap_or_default();
        let agency = Targets::new(review.agencies.as_deref().unwrap_or_default(), |item| &item.id);
        let event = Targets::new(events, |item| &item.id);
        let finding = Targets::new(findings, |item| &item.id);

        let of_events = events.iter().map(|item| (&item.id, one(&item.agency)));
        let of_actions = actions.iter().map(|item| (&item.id, one(&item.agency)));
        let of_panel = panel.iter().map(|item| (&item.role, one(&item.agency)));
        let of_findings = findings.iter().map(|item| (&item.id, item.agencies.as_deref()));
        let resting = findings.iter().map(|item| (&item.id, item.events.as_deref()));
        let addressing = actions.iter().map(|item| (&item.id, item.addresses.as_deref()));
        let asking = questions.iter().map(|item| (&item.id, item.answered_by.as_deref()));
        Links {
            agency_events: agency.named_by(of_events, "events", ["events.id", "events.agency"], open),
            agency_findings: agency.named_by(of_findings, "findings", ["findings.id", "findings.agencies"], open),
            agency_actions: agency.named_by(of_actions, "actions", ["actions.id", "actions.agency"], open),
            agency_seats: agency.named_by(of_panel, "panel", ["panel.role", "panel.agency"], open),
            event_findings: event.named_by(resting, "findings", ["findings.id", "findings.events"], open),
            finding_actions: finding.named_by(addressing, "actions", ["actions.id", "actions.addresses"], open),
            finding_questions: finding.named_by(
                asking,
                "terms.questions",
                ["terms.questions.id", "terms.questions.answered-by"],
                open,
            ),
            finding_action_kinds: action_kinds(actions, &finding, open),
            action_summary_findings: held_by_summary(review, actions),
        }
    }
}

/// For each finding the kinds of the actions that address it, and whether the kind of one of them is not stated.
fn action_kinds(actions: &[Action], finding: &Targets<'_>, open: &Openness<'_>) -> Vec<(Vec<ActionKind>, bool)> {
    let mut of = vec![(Vec::new(), false); finding.count];
    for action in actions {
        for target in action.addresses.iter().flatten().filter_map(|id| finding.at.get(id.as_str())) {
            let Some((kinds, unstated)) = of.get_mut(*target) else { continue };
            match action.kind {
                Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                Some(_) => {}
                None => *unstated = *unstated || open.key("actions.kind"),
            }
        }
    }
    of
}

/// For each action the ids of the findings it addresses that the summary holds.
fn held_by_summary<'a>(review: &'a Review, actions: &'a [Action]) -> Vec<Vec<&'a str>> {
    let held = review.summary.findings.as_deref().unwrap_or_default();
    let of = |action: &'a Action| {
        let addressed = action.addresses.as_deref().unwrap_or_default().iter();
        addressed.filter(|id| held.contains(id)).map(String::as_str).collect()
    };
    actions.iter().map(of).collect()
}

fn one(name: &Option<String>) -> Option<&[String]> {
    name.as_ref().map(std::slice::from_ref)
}
