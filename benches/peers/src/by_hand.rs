//! The rules written by hand in Rust over the typed review, with a sentence for each item that misses.

use std::collections::HashSet;

use casegrade::review::Review;

use crate::input::Rule;

/// Returns the grade of each rule, from 3 for outstanding to 0, and adds a sentence for each miss.
pub fn grade(review: &Review, rules: &[Rule], reasons: &mut Vec<String>) -> Vec<i64> {
    let (agencies, events) =
        (review.agencies.as_deref().unwrap_or_default(), review.events.as_deref().unwrap_or_default());
    let (findings, actions) =
        (review.findings.as_deref().unwrap_or_default(), review.actions.as_deref().unwrap_or_default());
    let event_agencies: HashSet<&str> = events.iter().filter_map(|event| event.agency.as_deref()).collect();
    let finding_events: HashSet<&str> = findings.iter().flat_map(|finding| texts(&finding.events)).collect();
    let addressed: HashSet<&str> = actions.iter().flat_map(|action| texts(&action.addresses)).collect();
    let id = |id: &Option<String>| id.clone().unwrap_or_default();
    let mut grades = Vec::with_capacity(rules.len());
    for rule in rules {
        let mut count = Count { met: 0, all: 0, reasons: &mut *reasons };
        let involved = || agencies.iter().filter(|agency| agency.involved == Some(true));
        match rule.kind {
            0 => involved().for_each(|item| {
                count.add(item.submitted == Some(true), || format!("{} gave no review of its own", id(&item.id)))
            }),
            1 => involved().for_each(|item| {
                let met = item.id.as_deref().is_some_and(|id| event_agencies.contains(id));
                count.add(met, || format!("the chronology has no entry for {}", id(&item.id)));
            }),
            2 => findings.iter().for_each(|item| {
                let met = item.levels.iter().flatten().any(|level| matches!(level.word(), "frontline" | "supervision"));
                count.add(met, || format!("{} does not reach frontline practice", id(&item.id)));
            }),
            3 => findings.iter().for_each(|item| {
                count.add(texts(&item.events).next().is_some(), || {
                    format!("{} is not based on any event", id(&item.id))
                });
            }),
            4 => events.iter().filter(|event| event.missed_opportunity == Some(true)).for_each(|item| {
                let met = item.id.as_deref().is_some_and(|id| finding_events.contains(id));
                count.add(met, || format!("no finding discusses {}", id(&item.id)));
            }),
            5 => findings.iter().for_each(|item| {
                count.add(item.why.as_deref().is_some_and(|why| !why.is_empty()), || {
                    format!("{} does not say why", id(&item.id))
                });
            }),
            6 => findings.iter().for_each(|item| {
                let met = item.id.as_deref().is_some_and(|id| addressed.contains(id));
                count.add(met, || format!("no action addresses {}", id(&item.id)));
            }),
            7 => actions.iter().for_each(|item| {
                let missing: Vec<&str> = [
                    ("owner", item.owner.is_some()),
                    ("due date", item.due.is_some()),
                    ("measure", item.measured_by.is_some()),
                ]
                .into_iter()
                .filter_map(|(name, is_given)| (!is_given).then_some(name))
                .collect();
                count.add(missing.is_empty(), || format!("{} has no {}", id(&item.id), missing.join(", ")));
            }),
            8 => actions.iter().for_each(|item| {
                count.add(texts(&item.addresses).next().is_some(), || format!("{} addresses no finding", id(&item.id)));
            }),
            _ => actions.iter().for_each(|item| {
                let kind = item.kind.map(|kind| kind.word());
                let met = matches!(kind, Some("practice" | "supervision" | "resource" | "system"));
                count.add(met, || format!("{} changes neither practice nor the system", id(&item.id)));
            }),
        }
        grades.push(band(count.met, count.all, rule));
    }
    grades
}

fn texts(list: &Option<Vec<String>>) -> impl Iterator<Item = &str> {
    list.iter().flatten().map(String::as_str)
}

struct Count<'r> {
    met: usize,
    all: usize,
    reasons: &'r mut Vec<String>,
}

impl Count<'_> {
    fn add(&mut self, met: bool, reason: impl FnOnce() -> String) {
        self.all += 1;
        if met {
            self.met += 1;
        } else {
            self.reasons.push(reason());
        }
    }
}

/// Returns the grade for a share.
pub fn band(met: usize, all: usize, rule: &Rule) -> i64 {
    match all {
        0 => 0,
        _ if met == all => 3,
        _ if met * 100 >= all * rule.good => 2,
        _ if met * 100 >= all * rule.adequate => 1,
        _ => 0,
    }
}
