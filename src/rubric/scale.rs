//! Weights on one scale, and names that mean one thing.

use std::collections::HashMap;

use num_rational::Ratio;

use super::builder::Builder;
use super::exact::Exact;
use super::model::Criterion;
use super::parts::{Parts, RESERVED};
use super::raw::RawRubric;
use crate::document::{Diagnostic, KeyPath, Node};

/// Weights are kept as whole numbers; a common scale beyond this is refused.
const FINEST_WEIGHTS: i64 = 1_000_000_000;

impl Builder<'_> {
    /// Brings all weights to one scale on which they are whole.
    pub(super) fn weights(&mut self, raw: &RawRubric, criteria: &mut [Criterion]) {
        let mut all: Vec<(KeyPath, Exact)> = Vec::new();
        for (at, criterion) in raw.criteria.iter().enumerate() {
            let trail = KeyPath::dotted("criteria").item(at);
            all.push((trail.key("weight"), criterion.weight.unwrap_or(Exact::whole(1))));
            let rules = criterion.rules.iter().enumerate();
            all.extend(
                rules.map(|(at, rule)| {
                    (trail.key("rules").item(at).key("weight"), rule.weight.unwrap_or(Exact::whole(1)))
                }),
            );
        }
        let mut scale: i64 = 1;
        for (trail, weight) in &all {
            if *weight <= Exact::whole(0) {
                self.error("out-of-range", format!("a weight must be above 0, not {weight}"), trail, "here");
                self.help("to leave a rule out, remove it from the file");
            }
            let (_, denom) = weight.parts();
            let common = Ratio::new(scale, denom).reduced();
            match scale.checked_mul(*common.denom()).filter(|scale| *scale <= FINEST_WEIGHTS) {
                Some(next) => scale = next,
                None => {
                    self.error(
                        "out-of-range",
                        "the weights of this rubric have too many different fractions to be kept exactly",
                        trail,
                        "here",
                    );
                }
            }
        }
        let mut weights = all.into_iter().map(|(trail, weight)| {
            let (numer, denom) = weight.parts();
            let whole = u64::try_from(numer.saturating_mul(scale / denom)).unwrap_or(1);
            (trail, whole)
        });
        let mut next = |found: &mut Vec<Diagnostic>, root: &Node| {
            let (trail, weight) = weights.next()?;
            if weight > 1_000_000_000_000 {
                found.push(
                    Diagnostic::error("out-of-range", "the weight is too large compared with the others")
                        .at(root.locate(&trail), "here"),
                );
            }
            Some(weight.clamp(1, 1_000_000_000_000))
        };
        for criterion in criteria.iter_mut() {
            criterion.weight = next(&mut self.found, self.root).unwrap_or(1);
            for rule in &mut criterion.rules {
                rule.weight = next(&mut self.found, self.root).unwrap_or(1);
            }
        }
    }

    /// Ids and tags: each id once, no tag that is an id, no tag on both criteria and rules.
    pub(super) fn ids(&mut self, criteria: &[Criterion]) {
        let parts = parts(criteria);
        let known = self.ids_once(&parts);
        self.tags(&parts, &known);
    }

    /// Returns where each id is, in small letters; reports one that is used twice.
    fn ids_once(&mut self, parts: &[NamedPart<'_>]) -> HashMap<String, KeyPath> {
        let mut known: HashMap<String, KeyPath> = HashMap::new();
        for NamedPart { id, trail, .. } in parts {
            let folded = id.to_lowercase();
            if folded.is_empty() {
                continue;
            }
            if RESERVED.contains(&folded.as_str()) {
                let message = match folded.as_str() {
                    Parts::ASKED => format!("`{id}` cannot be an id: it is the tag of every question"),
                    _ => format!("`{id}` cannot be an id: cases use this name for something else"),
                };
                self.wrong_value("reserved", message, &trail.key("id"), "take another id");
            }
            if let Some(first) = known.get(&folded) {
                let place = self.place(&first.key("id"));
                let diagnostic = Diagnostic::error("duplicate-id", format!("the id `{id}` is used twice"))
                    .at(self.place(&trail.key("id")), "the second one")
                    .at(place, "the first one");
                self.found.push(diagnostic);
            } else {
                known.insert(folded, trail.clone());
            }
        }
        known
    }

    fn tags(&mut self, parts: &[NamedPart<'_>], known: &HashMap<String, KeyPath>) {
        let mut tags: HashMap<&str, (bool, KeyPath)> = HashMap::new();
        for NamedPart { tags: own, is_criterion, trail, .. } in parts {
            for (at, tag) in own.iter().enumerate() {
                let trail = trail.key("tags").item(at);
                if tag == Parts::ASKED {
                    self.error("reserved", "every `ask` rule already has the tag `asked`", &trail, "remove it");
                } else if known.contains_key(&tag.to_lowercase()) {
                    self.error(
                        "ambiguous-tag",
                        format!("`{tag}` is a tag here and an id elsewhere"),
                        &trail,
                        "give the tag another name",
                    );
                } else if tags.get(tag.as_str()).is_some_and(|(other, _)| other != is_criterion) {
                    self.error(
                        "ambiguous-tag",
                        format!("the tag `{tag}` is used on both criteria and rules"),
                        &trail,
                        "use a tag on criteria or on rules, not both",
                    );
                } else {
                    tags.insert(tag, (*is_criterion, trail));
                }
            }
        }
    }
}

/// A criterion or a rule: what it is called, and where it is written.
struct NamedPart<'a> {
    id: &'a str,
    tags: &'a [String],
    is_criterion: bool,
    trail: KeyPath,
}

fn parts(criteria: &[Criterion]) -> Vec<NamedPart<'_>> {
    let mut parts = Vec::new();
    for (at, criterion) in criteria.iter().enumerate() {
        let trail = KeyPath::dotted("criteria").item(at);
        let rules = criterion.rules.iter().enumerate().map(|(at, rule)| {
            let trail = trail.key("rules").item(at);
            NamedPart { id: &rule.id, tags: &rule.tags, is_criterion: false, trail }
        });
        let rules: Vec<NamedPart<'_>> = rules.collect();
        parts.push(NamedPart { id: &criterion.id, tags: &criterion.tags, is_criterion: true, trail });
        parts.extend(rules);
    }
    parts
}
