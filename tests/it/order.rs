//! Nothing depends on the order of keys, tables and items.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::{Format, Limits, parse};
use casegrade::engine::{Graded, grade};
use casegrade::judgement::{self, Judgements};
use casegrade::review::{Facts, Review};
use casegrade::rubric::Rubric;
use toml::{Table, Value};

use crate::support::reviews::{Document, Scheme};
use crate::support::rubrics::{Model, Palette, form};
use crate::support::{Choices, check, judgements, review, rubric, same, try_review};

/// The same file with the keys of every table in any order, and the members of those lists that `mixed` names.
fn shuffled(choices: &Choices, text: &str, mixed: &dyn Fn(&str) -> bool) -> String {
    let table: Table = toml::from_str(text).unwrap();
    toml::to_string(&keys_shuffled(choices, table, mixed)).unwrap()
}

fn keys_shuffled(choices: &Choices, table: Table, mixed: &dyn Fn(&str) -> bool) -> Table {
    let mut entries: Vec<(String, Value)> = table.into_iter().collect();
    choices.shuffle(&mut entries);
    entries.into_iter().map(|(key, value)| (key.clone(), within(choices, &key, value, mixed))).collect()
}

fn within(choices: &Choices, key: &str, value: Value, mixed: &dyn Fn(&str) -> bool) -> Value {
    match value {
        Value::Table(table) => Value::Table(keys_shuffled(choices, table, mixed)),
        Value::Array(mut items) => {
            if mixed(key) {
                choices.shuffle(&mut items);
            }
            Value::Array(items.into_iter().map(|item| within(choices, key, item, mixed)).collect())
        }
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => value,
    }
}

/// The lists of a rubric whose order is the order of its reports.
fn is_reported(key: &str) -> bool {
    ["criteria", "rules", "limits"].contains(&key) || is_scale(key)
}

/// The lists whose order is the order of the grades.
fn is_scale(key: &str) -> bool {
    ["grades", "titles", "letters", "points"].contains(&key)
}

fn result(rubric: &Rubric, review: &Review, judgements: &Judgements) -> Graded {
    grade(rubric, &Facts::new(review), judgements)
}

#[test]
fn the_order_of_a_random_review_and_rubric_does_not_matter() {
    check(250, |choices| {
        let palette = Palette::random(choices);
        let text = Model::random(choices, &|choices| form(choices, &palette)).text();
        let document = Document::random(choices, &Scheme::of(palette.facts())).text();
        let Ok(first) = try_review(&document) else { return Ok(()) };
        let (mixed_rubric, mixed_review) =
            (shuffled(choices, &text, &|key| !is_reported(key)), shuffled(choices, &document, &|_| true));
        let texts = [
            ("rubric", text.as_str()),
            ("review", &document),
            ("rubric, mixed", &mixed_rubric),
            ("review, mixed", &mixed_review),
        ];
        let none = Judgements::default();
        let come_to = |text: &str, review: &Review| {
            let rubric = rubric(text);
            judgements(&rubric, &result(&rubric, review, &none))
        };
        let wanted = come_to(&text, &first);
        let found = come_to(&mixed_rubric, &review(&mixed_review));
        same(&found, &wanted, "another order, another result", &texts)
    });
}

/// What each criterion and rule comes to by its id, and what they come to together.
fn by_id(rubric: &Rubric, graded: &Graded) -> Vec<String> {
    let mut lines = vec![format!(
        "{:?} {:?} {:?} {:?} {:?}",
        graded.headline, graded.overall, graded.coverage, graded.score, graded.if_answered
    )];
    for (criterion, result) in rubric.criteria.iter().zip(&graded.criteria) {
        lines.push(format!("{} {:?} {:?}", criterion.id, result.judged, result.score));
        let rules = criterion.rules.iter().zip(&result.rules);
        lines
            .extend(rules.map(|(rule, result)| {
                format!("{} {:?} {:?} {:?}", rule.id, result.judged, result.tally, result.score)
            }));
    }
    lines.sort();
    lines
}

#[test]
fn the_order_of_criteria_rules_and_limits_changes_no_judgement() {
    check(150, |choices| {
        let palette = Palette::random(choices);
        let text = Model::random(choices, &|choices| form(choices, &palette)).text();
        let document = Document::random(choices, &Scheme::of(palette.facts())).text();
        let Ok(review) = try_review(&document) else { return Ok(()) };
        let mixed = shuffled(choices, &text, &|key| !is_scale(key));
        let (one, other) = (rubric(&text), rubric(&mixed));
        let none = Judgements::default();
        let (wanted, found) =
            (by_id(&one, &result(&one, &review, &none)), by_id(&other, &result(&other, &review, &none)));
        same(
            &found,
            &wanted,
            "another order, another result",
            &[("rubric", &text), ("rubric, mixed", &mixed), ("review", &document)],
        )
    });
}

/// The reviews of a folder of examples, each with what people said about it.
fn examples(folder: &str) -> Vec<(PathBuf, Option<PathBuf>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let reviews = paths.iter().filter(|path| {
        path.to_string_lossy().ends_with(".toml") && !path.to_string_lossy().ends_with(".judgement.toml")
    });
    reviews
        .map(|path| (path.clone(), Some(path.with_extension("judgement.toml")).filter(|path| path.exists())))
        .collect()
}

fn answered(path: Option<&Path>, rubric: &Rubric) -> Judgements {
    let Some(path) = path else { return Judgements::default() };
    let text = fs::read_to_string(path).unwrap();
    let parsed = parse(&text, Format::Toml, Limits::USUAL);
    let (judgements, diagnostics) = judgement::read(&parsed, rubric);
    assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", path.display());
    judgements
}

#[test]
fn the_order_of_the_examples_does_not_matter() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rubrics/scr-2009.toml")).unwrap();
    let shipped = rubric(&text);
    let all = [examples("fictional"), examples("published")].concat();
    assert!(all.len() >= 5, "found {} examples", all.len());
    for (seed, (path, answers)) in (0u64..).zip(&all) {
        let choices = Choices::new(seed, u32::MAX);
        let document = fs::read_to_string(path).unwrap();
        let said = answered(answers.as_deref(), &shipped);
        let wanted = judgements(&shipped, &result(&shipped, &review(&document), &said));
        let mixed_rubric = rubric(&shuffled(&choices, &text, &|key| !is_reported(key)));
        let mixed_review = shuffled(&choices, &document, &|_| true);
        let found = judgements(&mixed_rubric, &result(&mixed_rubric, &review(&mixed_review), &said));
        assert_eq!(found, wanted, "{}, mixed:\n{mixed_review}", path.display());
    }
}
