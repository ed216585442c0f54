//! The ids of a review and the links that use them.

use std::collections::{HashMap, HashSet};

use super::model::Pairings;
use crate::review::vocabulary::ListName;
use crate::review::{Action, Agency, Event, Finding, Item, Person, Review};

/// Items of lists that links lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Agencies,
    Events,
    Findings,
}

impl Target {
    fn for_list(list: ListName) -> Option<Target> {
        match list {
            ListName::Agencies => Some(Target::Agencies),
            ListName::Events => Some(Target::Events),
            ListName::Findings => Some(Target::Findings),
            ListName::Questions | ListName::Restrictions | ListName::Panel | ListName::Gaps | ListName::Actions => None,
        }
    }
}

/// The earlier ids of items that are called otherwise beside the later draft, each with the other one.
#[derive(Clone, Debug, Default)]
struct Renamed {
    agencies: HashMap<String, String>,
    events: HashMap<String, String>,
    findings: HashMap<String, String>,
}

/// The earlier draft with its items called as in the later one, so that links can be compared.
pub(super) fn called_as(before: &Review, after: &Review, pairings: &Pairings) -> Review {
    let renamed = Renamed {
        agencies: names::<Agency>(before, after, pairings),
        events: names::<Event>(before, after, pairings),
        findings: names::<Finding>(before, after, pairings),
    };
    let mut review = before.clone();
    rename_items::<Agency>(&mut review, &renamed.agencies, |item| &mut item.id);
    rename_items::<Event>(&mut review, &renamed.events, |item| &mut item.id);
    rename_items::<Finding>(&mut review, &renamed.findings, |item| &mut item.id);
    rename_items::<Action>(&mut review, &names::<Action>(before, after, pairings), |item| &mut item.id);
    each_link(&mut review, &mut |target, names| {
        let renamed = match target {
            Target::Agencies => &renamed.agencies,
            Target::Events => &renamed.events,
            Target::Findings => &renamed.findings,
        };
        for name in names {
            if let Some(new) = renamed.get(name) {
                name.clone_from(new);
            }
        }
    });
    review
}

/// Items in both have the later id; an item that is gone has its own, unless another one has it now.
fn names<T: Item>(before: &Review, after: &Review, pairings: &Pairings) -> HashMap<String, String> {
    let (old, new) = (T::all(before), T::all(after));
    let pairing = pairings.pairing(T::LIST);
    let ids =
        pairing.pairs.iter().filter_map(|(from, to)| Some((old.get(*from)?.id()?, new.get(*to)?.id()?.to_owned())));
    let now: HashSet<&str> = new.iter().filter_map(Item::id).collect();
    let taken = |id: &&str| now.contains(id);
    let gone = pairing.gone.iter().filter_map(|at| old.get(*at)?.id()).filter(taken);
    let earlier = gone.map(|id| (id, format!("{id} (earlier)")));
    ids.chain(earlier).filter(|(old, new)| old != new).map(|(old, new)| (old.to_owned(), new)).collect()
}

fn rename_items<T: Item>(review: &mut Review, names: &HashMap<String, String>, id: fn(&mut T) -> &mut Option<String>) {
    for item in T::list_mut(review).iter_mut().flatten() {
        let id = id(item);
        if let Some(new) = id.as_ref().and_then(|old| names.get(old)) {
            *id = Some(new.clone());
        }
    }
}

/// Calls `visit` with each stated link of a review, and what it leads to.
fn each_link(review: &mut Review, visit: &mut dyn FnMut(Target, &mut [String])) {
    let mut one = |target, name: &mut Option<String>| visit(target, name.as_mut_slice());
    for person in [&mut review.chair, &mut review.author].into_iter().chain(review.panel.iter_mut().flatten()) {
        one(Target::Agencies, &mut person.agency);
    }
    for event in review.events.iter_mut().flatten() {
        one(Target::Agencies, &mut event.agency);
    }
    for action in review.actions.iter_mut().flatten() {
        one(Target::Agencies, &mut action.agency);
    }
    let mut many = |target, names: &mut Option<Vec<String>>| visit(target, names.as_deref_mut().unwrap_or_default());
    for finding in review.findings.iter_mut().flatten() {
        many(Target::Agencies, &mut finding.agencies);
        many(Target::Events, &mut finding.events);
    }
    for action in review.actions.iter_mut().flatten() {
        many(Target::Findings, &mut action.addresses);
    }
    for question in review.terms.questions.iter_mut().flatten() {
        many(Target::Findings, &mut question.answered_by);
    }
    many(Target::Findings, &mut review.summary.findings);
}

/// Gives `after` back the links to an item that had to go with it: those that `before`, called as the later draft calls
/// things, has on items that are in both.
pub(super) fn relink(after: &mut Review, before: &Review, list: ListName, id: &str, pairings: &Pairings) {
    let Some(target) = Target::for_list(list) else { return };
    match target {
        Target::Agencies => {
            relink_one::<Person>(after, before, id, pairings, |item| &mut item.agency);
            relink_one::<Event>(after, before, id, pairings, |item| &mut item.agency);
            relink_one::<Action>(after, before, id, pairings, |item| &mut item.agency);
            relink_many::<Finding>(after, before, id, pairings, |item| &mut item.agencies);
            for (own, other) in [(&mut after.chair, &before.chair), (&mut after.author, &before.author)] {
                if own.agency.is_none() && other.agency.as_deref() == Some(id) {
                    own.agency.clone_from(&other.agency);
                }
            }
        }
        Target::Events => relink_many::<Finding>(after, before, id, pairings, |item| &mut item.events),
        Target::Findings => {
            relink_many::<Action>(after, before, id, pairings, |item| &mut item.addresses);
            relink_many::<crate::review::Question>(after, before, id, pairings, |item| &mut item.answered_by);
            add(&mut after.summary.findings, before.summary.findings.as_ref(), id);
        }
    }
}

/// A link of an item to one other, where the later draft has none in its place.
fn relink_one<T: Item>(
    after: &mut Review,
    before: &Review,
    id: &str,
    pairings: &Pairings,
    link: fn(&mut T) -> &mut Option<String>,
) {
    each_pair::<T>(after, before, pairings, |own, mut other| {
        let (own, other) = (link(own), link(&mut other));
        if own.is_none() && other.as_deref() == Some(id) {
            own.clone_from(other);
        }
    });
}

/// A link of an item among several.
fn relink_many<T: Item>(
    after: &mut Review,
    before: &Review,
    id: &str,
    pairings: &Pairings,
    links: fn(&mut T) -> &mut Option<Vec<String>>,
) {
    each_pair::<T>(after, before, pairings, |own, mut other| add(links(own), links(&mut other).as_ref(), id));
}

fn each_pair<T: Item>(after: &mut Review, before: &Review, pairings: &Pairings, mut visit: impl FnMut(&mut T, T)) {
    let (old, Some(new)) = (T::all(before), T::list_mut(after)) else { return };
    for (from, to) in &pairings.pairing(T::LIST).pairs {
        if let (Some(from), Some(to)) = (old.get(*from), new.get_mut(*to)) {
            visit(to, from.clone());
        }
    }
}

fn add(own: &mut Option<Vec<String>>, other: Option<&Vec<String>>, id: &str) {
    let is_there = |names: Option<&Vec<String>>| names.is_some_and(|names| names.iter().any(|name| name == id));
    if is_there(other) && !is_there(own.as_ref()) {
        own.get_or_insert_default().push(id.to_owned());
    }
}
