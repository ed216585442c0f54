//! How facts are worked out from several keys.

use super::super::facts::Facts;
use super::super::value::{Members, More, Names, Value};
use super::super::{ActionKind, Review};
use crate::text::is_placeholder;

/// The item `at` of a list; what it lacks is missing.
pub(super) fn item<T>(items: &Option<Vec<T>>, at: usize) -> Option<&T> {
    items.as_ref()?.get(at)
}

pub(super) fn identity_considered(review: &Review) -> Option<Value<'static>> {
    let mut words: Vec<&str> = review.family.identity.as_ref()?.iter().map(|aspect| aspect.word()).collect();
    words.sort_unstable();
    words.dedup();
    Some(Value::number(i64::try_from(words.len()).unwrap_or(i64::MAX)))
}

pub(super) fn agency_concerned(facts: &Facts<'_>, at: usize) -> Option<bool> {
    let links = facts.links();
    let involved = facts.yes(item(&facts.review().agencies, at)?.involved, "agencies.involved");
    let named =
        facts.any_named([&links.agency_events, &links.agency_findings, &links.agency_actions, &links.agency_seats], at);
    or(involved, named)
}

pub(super) fn agency_examined(facts: &Facts<'_>, at: usize) -> Option<bool> {
    let links = facts.links();
    let agency = item(&facts.review().agencies, at)?;
    let named = |inverse| facts.any_named([inverse, inverse, inverse, inverse], at);
    let submitted = facts.yes(agency.submitted, "agencies.submitted");
    let excused =
        facts.yes(agency.no_finding_because.as_ref().map(|text| !is_placeholder(text)), "agencies.no-finding-because");
    and(and(submitted, named(&links.agency_events)), or(named(&links.agency_findings), excused))
}

pub(super) fn finding_action_kinds<'f>(facts: &'f Facts<'_>, at: usize) -> Option<Value<'f>> {
    let links = facts.links();
    let (kinds, unstated) = links.finding_action_kinds.get(at)?;
    let own = if *unstated { More::AtMost(ActionKind::WORDS.len()) } else { More::None };
    let names = Names::Words(kinds.iter().map(|kind| kind.word()).collect());
    Some(Value::List(Members { names, more: links.finding_actions.more.and(own), unnamed: false }))
}

pub(super) fn finding_in_summary(facts: &Facts<'_>, at: usize) -> Option<bool> {
    let finding = item(&facts.review().findings, at)?;
    let Some(held) = &facts.review().summary.findings else {
        return facts.yes(None, "summary.findings");
    };
    match &finding.id {
        Some(id) => Some(held.contains(id)),
        None => facts.yes(None, "findings.id"),
    }
}

pub(super) fn action_summary_findings<'f>(facts: &'f Facts<'_>, at: usize) -> Option<Value<'f>> {
    let review = facts.review();
    let addresses = &item(&review.actions, at)?.addresses;
    let held = facts.links().action_summary_findings.get(at).map_or(&[][..], Vec::as_slice);
    let more = match (addresses, &review.summary.findings) {
        (Some(addresses), None) if facts.yes(None, "summary.findings").is_none() => More::at_most(addresses.len()),
        (None, _) if facts.yes(None, "actions.addresses").is_none() => More::Any,
        (Some(_) | None, _) => More::None,
    };
    Some(Value::List(Members { names: Names::Ids(held), more, unnamed: false }))
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    and(a.map(|a| !a), b.map(|b| !b)).map(|neither| !neither)
}
