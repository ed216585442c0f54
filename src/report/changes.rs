//! What changed between two drafts of a review, in words.

use super::Style;
use super::page::{ReviewPage, RulePage};
use crate::review::Review;
use crate::text::{Mask, and_list};

/// Two states of one review: its page and what its file says.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'d> {
    /// The page.
    pub page: &'d ReviewPage,
    /// The review.
    pub review: &'d Review,
}

/// What changed from `old` to `new`: the grade, the rules, what was solved and what is new, and the items that vanished or
/// changed class (where the grade rose with them, that is said).
#[must_use]
pub fn changes(old: Draft<'_>, new: Draft<'_>, mask: &Mask, style: Style) -> String {
    let mut text = String::new();
    let mut say = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("{}\n", style.bold(title)));
            for line in lines {
                text.push_str(&style.wrap(&format!("- {line}"), "  ", "    "));
            }
        }
    };
    let pairs = pairs(old.page, new.page);
    let moved = |up: bool| {
        let changed = pairs
            .iter()
            .filter(|(before, after)| if up { after.floor > before.floor } else { after.floor < before.floor });
        let line = |(before, after): &(&RulePage, &RulePage)| {
            format!("{}: {} to {}  {}", after.title, word(before), word(after), after.id)
        };
        changed.map(line).collect::<Vec<_>>()
    };
    say("Raised", moved(true));
    say("Lowered", moved(false));
    say("Solved", pairs.iter().flat_map(|(before, after)| only_in(before, after)).collect());
    say("New", pairs.iter().flat_map(|(before, after)| only_in(after, before)).collect());
    let gone = vanished(old.review, new.review, mask);
    let rose = new.page.floor > old.page.floor && !gone.is_empty();
    say("Vanished, or of another class now", gone);
    if rose {
        text.push_str(&style.wrap(
            "The grade rose as these went: a review does not get better by saying less.",
            "  ",
            "  ",
        ));
    }
    if text.is_empty() { "nothing changed in what is graded\n".to_owned() } else { text }
}

fn word(rule: &RulePage) -> &'static str {
    rule.floor.map_or("not there", |floor| floor.word())
}

/// The rules of both pages, each with itself.
fn pairs<'p>(old: &'p ReviewPage, new: &'p ReviewPage) -> Vec<(&'p RulePage, &'p RulePage)> {
    let rules = |page: &'p ReviewPage| page.criteria.iter().flat_map(|criterion| &criterion.rules);
    rules(old).zip(rules(new)).collect()
}

/// What falls short in `one` and not in `other`.
fn only_in(one: &RulePage, other: &RulePage) -> Vec<String> {
    let short = |rule: &RulePage| {
        let short = rule.reasons.iter().filter(|reason| reason.kind == "short");
        short.map(|reason| reason.text.clone()).collect::<Vec<_>>()
    };
    let known = short(other);
    short(one).into_iter().filter(|text| !known.contains(text)).map(|text| format!("{text}  {}", one.id)).collect()
}

/// Items with an id that are no longer there, and findings and actions that are classed otherwise.
fn vanished(old: &Review, new: &Review, mask: &Mask) -> Vec<String> {
    let mut lines = Vec::new();
    let mut gone = |noun: &str, before: Vec<&str>, after: Vec<&str>| {
        let lost: Vec<&str> = before.into_iter().filter(|id| !after.contains(id)).collect();
        if !lost.is_empty() {
            lines.push(format!("{noun} {}", mask.shown(&and_list(&lost))));
        }
    };
    gone("agency", ids(&old.agencies, |item| &item.id), ids(&new.agencies, |item| &item.id));
    gone("event", ids(&old.events, |item| &item.id), ids(&new.events, |item| &item.id));
    gone("finding", ids(&old.findings, |item| &item.id), ids(&new.findings, |item| &item.id));
    gone("action", ids(&old.actions, |item| &item.id), ids(&new.actions, |item| &item.id));
    for before in old.findings.iter().flatten() {
        let after = new.findings.iter().flatten().find(|after| after.id.is_some() && after.id == before.id);
        if after
            .is_some_and(|after| before.kind.is_some() && (after.kind != before.kind || after.levels != before.levels))
        {
            lines.push(format!("finding {} is classed otherwise", mask.shown(before.id.as_deref().unwrap_or(""))));
        }
    }
    for before in old.actions.iter().flatten() {
        let after = new.actions.iter().flatten().find(|after| after.id.is_some() && after.id == before.id);
        if after.is_some_and(|after| before.kind.is_some() && after.kind != before.kind) {
            lines.push(format!("action {} is classed otherwise", mask.shown(before.id.as_deref().unwrap_or(""))));
        }
    }
    lines
}

fn ids<T>(items: &Option<Vec<T>>, id: impl Fn(&T) -> &Option<String>) -> Vec<&str> {
    items.iter().flatten().filter_map(|item| id(item).as_deref()).collect()
}
