//! What a rubric declares and never uses.

use super::findings::{Findings, Warning};
use crate::document::{Diagnostic, KeyPath};
use crate::rubric::{Condition, Measure, Rubric, Test};

/// Looks for word lists, bands, tags and profiles that nothing uses.
pub(super) fn check(rubric: &Rubric, found: &mut Findings<'_>) {
    let tested = tested_words(rubric);
    for (name, _) in rubric.words.iter().filter(|(name, _)| !tested.contains(&name.as_str())) {
        let place = KeyPath::dotted("words").key(name.clone());
        found.add(Some(unused(&format!("no rule looks for the words of `{name}`"), &place, found)));
    }
    let used = found.bands_in_use();
    for name in found.keys(&KeyPath::dotted("bands")).into_iter().filter(|name| !used.contains(name)) {
        let place = KeyPath::dotted("bands").key(name.clone());
        found.add(Some(unused(&format!("no rule uses the bands `{name}`"), &place, found)));
    }
    let common = KeyPath::dotted("grading.criterion");
    let takes_it = rubric.criterion_ids().any(|id| found.profile_of(id) == "criterion");
    if found.has(&common) && !takes_it {
        let message = "every criterion names a profile of its own, so nothing uses `criterion`";
        found.add(Some(unused(message, &common, found)));
    }
    tags(rubric, found);
}

/// Tags that no need names, each once, where it is first borne.
fn tags(rubric: &Rubric, found: &mut Findings<'_>) {
    let profiles = rubric.criteria.iter().map(|criterion| &criterion.profile).chain([&rubric.overall]);
    let needs = profiles.flat_map(|profile| profile.grades.iter().flat_map(|(_, needs)| needs));
    let mut known: Vec<String> = needs.filter_map(|need| need.of.clone()).flatten().collect();
    let mut borne: Vec<(&String, KeyPath)> = Vec::new();
    for (c, criterion) in rubric.criteria.iter().enumerate() {
        let trail = KeyPath::dotted("criteria").item(c);
        borne.extend(criterion.tags.iter().enumerate().map(|(at, tag)| (tag, trail.key("tags").item(at))));
        for (r, rule) in criterion.rules.iter().enumerate() {
            let trail = trail.key("rules").item(r).key("tags");
            borne.extend(rule.tags.iter().enumerate().map(|(at, tag)| (tag, trail.item(at))));
        }
    }
    for (tag, place) in borne {
        if !known.contains(tag) {
            known.push(tag.clone());
            found.add(Some(unused(&format!("no need is about the tag `{tag}`"), &place, found)));
        }
    }
}

fn unused(message: &str, place: &KeyPath, found: &Findings<'_>) -> Warning {
    let diagnostic = Diagnostic::warning("unused", message);
    Warning { diagnostic: found.at(diagnostic, place, "never used").help("use it or remove it"), witness: None }
}

/// The names of the word lists that rules look for.
fn tested_words(rubric: &Rubric) -> Vec<&str> {
    let conditions = rubric.rules().flat_map(|rule| {
        let tested: Vec<&Condition> = match &rule.measure {
            Measure::Share(share) => {
                share.selects.iter().chain(&share.must).chain(share.any.iter().flatten()).collect()
            }
            Measure::Count { selects, .. } => selects.iter().collect(),
            Measure::Number { .. } | Measure::Ask { .. } => Vec::new(),
        };
        rule.applies_when.iter().chain(tested)
    });
    let tests = conditions.flat_map(|condition| &condition.tests);
    tests.filter_map(|test| if let Test::Words { name, .. } = test { Some(name.as_str()) } else { None }).collect()
}
