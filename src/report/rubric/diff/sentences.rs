//! Two rubrics laid side by side: what was added, removed and changed, by id.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::aspects::{self, Aspect};
use crate::rubric::{Criterion, Rubric, Rule};
use crate::text::{Mask, Shown};
use crate::wording::percent_of;

/// A part of a rubric that differs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ChangedPart {
    /// `rubric`, or the id of a criterion or rule.
    pub of: Shown,
    /// Its title.
    pub title: Shown,
    /// `added`, `removed` or `changed`.
    #[schemars(extend("enum" = ["added", "removed", "changed"]))]
    pub how: &'static str,
    /// What differs, sentence by sentence; of a part added or removed what it says or said.
    pub differences: Vec<Difference>,
}

/// Something that differs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Difference {
    /// What it is about: `title`, `weight`, `what it asks`.
    pub about: Cow<'static, str>,
    /// What it was; `None` if there was nothing.
    pub was: Option<Shown>,
    /// What it is now; `None` if there is nothing.
    pub now: Option<Shown>,
}

/// What differs, the rubric first, then part by part in the order of the new rubric, what was removed after it.
pub(super) fn changes(old: &Rubric, new: &Rubric, mask: &Mask) -> Vec<ChangedPart> {
    let mut changes = Vec::new();
    let whole = differences(&aspects::of_rubric(old), &aspects::of_rubric(new), mask);
    changes.extend(changed("rubric", &new.title, whole, mask));
    let scale = Scale::between(old, new);
    for criterion in &new.criteria {
        changes.extend(of_criterion(old, new, criterion, &scale, mask));
    }
    for criterion in &old.criteria {
        if !new.criteria.iter().any(|own| own.id == criterion.id) {
            changes.push(whole_part(
                &criterion.id,
                &criterion.title,
                "removed",
                &aspects::of_criterion(old, criterion),
                mask,
            ));
        }
        for rule in criterion.rules.iter().filter(|rule| by_id(new, &rule.id).is_none()) {
            changes.push(whole_part(&rule.id, &rule.title, "removed", &aspects::of_rule(criterion, rule), mask));
        }
    }
    changes
}

fn of_criterion(old: &Rubric, new: &Rubric, criterion: &Criterion, scale: &Scale, mask: &Mask) -> Vec<ChangedPart> {
    let mut changes = Vec::new();
    let said = aspects::of_criterion(new, criterion);
    match old.criteria.iter().find(|own| own.id == criterion.id) {
        None => changes.push(whole_part(&criterion.id, &criterion.title, "added", &said, mask)),
        Some(before) => {
            let mut found = differences(&aspects::of_criterion(old, before), &said, mask);
            if scale.differs(before.weight, criterion.weight) {
                let share =
                    |rubric: &Rubric, weight| percent(weight, rubric.criteria.iter().map(|own| own.weight).sum());
                found.push(weight(&share(old, before.weight), &share(new, criterion.weight), "the whole", mask));
            }
            changes.extend(changed(&criterion.id, &criterion.title, found, mask));
        }
    }
    for rule in &criterion.rules {
        let said = aspects::of_rule(criterion, rule);
        match by_id(old, &rule.id) {
            None => changes.push(whole_part(&rule.id, &rule.title, "added", &said, mask)),
            Some((home, before)) => {
                let mut found = differences(&aspects::of_rule(home, before), &said, mask);
                if scale.differs(before.weight, rule.weight) {
                    let share =
                        |own: &Criterion, weight| percent(weight, own.rules.iter().map(|rule| rule.weight).sum());
                    found.push(weight(
                        &share(home, before.weight),
                        &share(criterion, rule.weight),
                        "its criterion",
                        mask,
                    ));
                }
                changes.extend(changed(&rule.id, &rule.title, found, mask));
            }
        }
    }
    changes
}

fn by_id<'r>(rubric: &'r Rubric, id: &str) -> Option<(&'r Criterion, &'r Rule)> {
    let rules = rubric.criteria.iter().flat_map(|own| own.rules.iter().map(move |rule| (own, rule)));
    rules.into_iter().find(|(_, rule)| rule.id == id)
}

fn changed(of: &str, title: &str, differences: Vec<Difference>, mask: &Mask) -> Option<ChangedPart> {
    let part = ChangedPart { of: mask.shown(of), title: mask.shown(title), how: "changed", differences };
    (!part.differences.is_empty()).then_some(part)
}

/// A part that only one of the two has.
fn whole_part(of: &str, title: &str, how: &'static str, said: &[Aspect], mask: &Mask) -> ChangedPart {
    let text = |words: &String| Some(mask.shown(words));
    let difference = |(about, words): &Aspect| match how {
        "added" => Difference { about: about.clone(), was: None, now: text(words) },
        _ => Difference { about: about.clone(), was: text(words), now: None },
    };
    let differences = said.iter().filter(|(about, _)| about != "title").map(difference).collect();
    ChangedPart { of: mask.shown(of), title: mask.shown(title), how, differences }
}

/// What was said and is not, and the other way round: of one aspect pair by pair in their order.
fn differences(old: &[Aspect], new: &[Aspect], mask: &Mask) -> Vec<Difference> {
    let only = |own: &[Aspect], other: &[Aspect]| {
        let mut left = other.to_vec();
        let gone = own.iter().filter(|aspect| match left.iter().position(|known| known == *aspect) {
            Some(at) => {
                left.remove(at);
                false
            }
            None => true,
        });
        gone.cloned().collect::<Vec<Aspect>>()
    };
    let (gone, mut come) = (only(old, new), only(new, old));
    let mut found: Vec<Difference> = Vec::new();
    for (about, words) in gone {
        let pair = come.iter().position(|(other, _)| *other == about).map(|at| come.remove(at).1);
        found.push(Difference {
            about,
            was: Some(mask.shown(&words)),
            now: pair.as_deref().map(|text| mask.shown(text)),
        });
    }
    found.extend(come.iter().map(|(about, words)| Difference {
        about: about.clone(),
        was: None,
        now: Some(mask.shown(words)),
    }));
    found
}

fn weight(was: &str, now: &str, of: &str, mask: &Mask) -> Difference {
    let words = |share: &str| Some(mask.shown(&format!("{share} of {of}")));
    Difference { about: "weight".into(), was: words(was), now: words(now) }
}

fn percent(weight: u64, total: u64) -> String {
    format!("{}%", percent_of(weight, total))
}

/// How the weights of one rubric compare with those of the other: each rubric's are kept as whole numbers on a scale of its
/// own, so that two are the same where their ratio is that of most.
struct Scale {
    ratio: Option<(u64, u64)>,
}

impl Scale {
    fn between(old: &Rubric, new: &Rubric) -> Self {
        let mut counts: BTreeMap<(u64, u64), usize> = BTreeMap::new();
        let criteria = new
            .criteria
            .iter()
            .filter_map(|own| Some((old.criteria.iter().find(|other| other.id == own.id)?.weight, own.weight)));
        let rules = new.rules().filter_map(|rule| Some((by_id(old, &rule.id)?.1.weight, rule.weight)));
        for pair in criteria.chain(rules) {
            *counts.entry(lowest(pair)).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(ratio, count)| (*count, std::cmp::Reverse(*ratio)));
        Scale { ratio: most.map(|(ratio, _)| ratio) }
    }

    fn differs(&self, old: u64, new: u64) -> bool {
        self.ratio.is_some_and(|ratio| lowest((old, new)) != ratio)
    }
}

fn lowest((one, other): (u64, u64)) -> (u64, u64) {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    let divisor = a.max(1);
    (one / divisor, other / divisor)
}
