//! Leaving a text out, or filling it with dots, never earns anything, and a form that says nothing is at its worst.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::collections::BTreeSet;

use casegrade::engine::{Graded, Headline, grade};
use casegrade::judgement::{Answer, Judgements};
use casegrade::review::vocabulary::VOCABULARY;
use casegrade::review::{FactType, Facts, Grade};
use casegrade::rubric::{Rubric, Rule, shipped};

use crate::support::{review, rubric};

/// The keys of free texts, without those of documents.
fn text_keys() -> BTreeSet<&'static str> {
    let texts =
        VOCABULARY.iter().filter(|fact| fact.kind == FactType::Text && !fact.is_derived() && !fact.is_of_document());
    texts.map(|fact| fact.key().rsplit('.').next().unwrap()).collect()
}

/// Writes `text` in place of every free text.
fn fill(value: &mut toml::Value, keys: &BTreeSet<&str>, text: &str) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table.iter_mut() {
                match value {
                    toml::Value::String(own) if keys.contains(key.as_str()) => text.clone_into(own),
                    _ => fill(value, keys, text),
                }
            }
        }
        toml::Value::Array(items) => items.iter_mut().for_each(|item| fill(item, keys, text)),
        _ => {}
    }
}

/// Answers every question of the rubric as well as can be.
fn best_answers(rubric: &Rubric) -> Judgements {
    let answer = |rule: &Rule| Answer {
        rule: rule.id.clone(),
        grade: Some(rule.best()),
        because: Some("as well as can be".to_owned()),
        by: None,
        on: None,
    };
    let answers = rubric.rules().filter(|rule| rule.is_asked()).map(answer).collect();
    Judgements { answers, ..Judgements::default() }
}

/// The fictional reviews, as tables without documents.
fn reviews() -> Vec<(String, toml::Table)> {
    let folders = ["examples/fictional", "examples/successors"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.to_str().is_some_and(|path| path.ends_with(".toml") && !path.contains(".judgement")))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{files:?}");
    let read = |path: std::path::PathBuf| {
        let mut table: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        table.remove("lists");
        table.remove("documents");
        (path.display().to_string(), table)
    };
    files.into_iter().map(read).collect()
}

/// The paths of all free texts below a value.
fn texts_below(value: &toml::Value, keys: &BTreeSet<&str>, path: &[Step], found: &mut Vec<Vec<Step>>) {
    let below = |step: Step| path.iter().cloned().chain([step]).collect::<Vec<_>>();
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = below(Step::Key(key.clone()));
                if value.is_str() && keys.contains(key.as_str()) {
                    found.push(path);
                } else {
                    texts_below(value, keys, &path, found);
                }
            }
        }
        toml::Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| texts_below(item, keys, &below(Step::Item(at)), found));
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Item(usize),
}

fn remove(table: &mut toml::Table, path: &[Step]) {
    let [Step::Key(first), rest @ ..] = path else { panic!("{path:?}") };
    let [middle @ .., Step::Key(last)] = rest else {
        table.remove(first);
        return;
    };
    let value = middle.iter().fold(&mut table[first], |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Item(at) => &mut value[*at],
    });
    value.as_table_mut().unwrap().remove(last);
}

/// What a grade is worth, the headline first: too little stated is worth less than any grade.
fn worth(graded: &Graded) -> (Option<Grade>, Option<Grade>) {
    let headline = match graded.headline {
        Headline::Grade(grade) => Some(grade),
        Headline::NotEnoughStated | Headline::NothingToGrade | Headline::ProfileOnly => None,
    };
    (headline, graded.overall.map(|judged| judged.range.floor))
}

/// The rubrics that come with the program, each with the best answers.
fn rubrics() -> Vec<(Rubric, Judgements)> {
    let loaded = shipped().iter().map(|shipped| rubric(shipped.text));
    loaded.map(|rubric| (best_answers(&rubric), rubric)).map(|(answers, rubric)| (rubric, answers)).collect()
}

/// What the review is worth by each rubric.
fn worths(table: &toml::Table, rubrics: &[(Rubric, Judgements)]) -> Vec<(Option<Grade>, Option<Grade>)> {
    let review = review(&toml::to_string(table).unwrap());
    rubrics.iter().map(|(rubric, answers)| worth(&grade(rubric, &Facts::new(&review), answers))).collect()
}

#[test]
fn leaving_a_text_out_never_raises_a_grade() {
    let (keys, rubrics) = (text_keys(), rubrics());
    let mut tried = 0;
    for (name, table) in reviews() {
        let mut texts = Vec::new();
        texts_below(&toml::Value::Table(table.clone()), &keys, &[], &mut texts);
        let before = worths(&table, &rubrics);
        for text in &texts {
            let mut changed = table.clone();
            remove(&mut changed, text);
            let after = worths(&changed, &rubrics);
            let is_higher = after.iter().zip(&before).any(|(after, before)| after > before);
            assert!(!is_higher, "{name}: {text:?}: {before:?} {after:?}");
            tried += 1;
        }
    }
    assert!(tried > 300, "only {tried}");
}

/// The tables of findings and actions, and everything.
const PARTS: [&[&str]; 3] = [&["findings"], &["actions"], &[]];

#[test]
fn leaving_all_texts_out_never_raises_a_grade() {
    let (keys, rubrics) = (text_keys(), rubrics());
    for (name, table) in reviews() {
        for part in PARTS {
            let mut changed = table.clone();
            let mut texts = Vec::new();
            texts_below(&toml::Value::Table(table.clone()), &keys, &[], &mut texts);
            texts.retain(|path| part.is_empty() || matches!(&path[0], Step::Key(key) if part.contains(&key.as_str())));
            texts.iter().for_each(|path| remove(&mut changed, path));
            let (before, after) = (worths(&table, &rubrics), worths(&changed, &rubrics));
            let is_higher = after.iter().zip(&before).any(|(after, before)| after > before);
            assert!(!is_higher, "{name}: {part:?}: {before:?} {after:?}");
        }
    }
}

#[test]
fn a_form_that_says_nothing_is_at_its_worst_whatever_the_answers() {
    let (keys, rubrics) = (text_keys(), rubrics());
    let mut wrong = Vec::new();
    for (name, table) in reviews() {
        let mut texts = Vec::new();
        texts_below(&toml::Value::Table(table.clone()), &keys, &[], &mut texts);
        let mut silent = table.clone();
        texts.iter().for_each(|path| remove(&mut silent, path));
        let dotted = [".", "-", "TBC", "  "].map(|filler| {
            let mut value = toml::Value::Table(table.clone());
            fill(&mut value, &keys, filler);
            value.as_table().cloned().unwrap()
        });
        for form in dotted.iter().chain([&silent]) {
            for ((headline, _), (rubric, _)) in worths(form, &rubrics).into_iter().zip(&rubrics) {
                if let Some(grade) = headline
                    && grade != rubric.scale.worst()
                {
                    wrong.push(format!("{name} by {}: {}", rubric.id, grade.word()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn texts_that_a_rubric_adds_count_as_nothing_given() {
    let shipped = shipped().iter().find(|shipped| shipped.id == "scr-2009").unwrap();
    let usual = rubric(shipped.text);
    let own =
        rubric(&shipped.text.replacen("\n[rubric]\n", "\n[rubric]\nplaceholders = [\"as the board decides\"]\n", 1));
    assert_eq!(own.placeholders.len(), 1, "the rubric has a table `[rubric]`");
    let form = reviews().into_iter().find(|(name, _)| name.ends_with("child-k.toml")).unwrap().1;
    let filled = |filler: &str| {
        let mut value = toml::Value::Table(form.clone());
        fill(&mut value, &text_keys(), filler);
        review(&toml::to_string(&value).unwrap())
    };
    let judged = |rubric: &Rubric, text: &str| {
        let graded = grade(rubric, &Facts::new(&filled(text)), &Judgements::default());
        (graded.headline, graded.criteria.iter().map(|own| own.judged).collect::<Vec<_>>())
    };
    let decided = "As the Board decides.";
    assert_eq!(judged(&own, decided), judged(&usual, "."));
    assert_ne!(judged(&usual, decided), judged(&usual, "."));
}
