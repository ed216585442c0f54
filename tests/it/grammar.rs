//! Generated sentences are grammatical for none, one, two and many: reports of reviews with that many items of each list, and
//! with that many items that lack each key, hold no `1 findings`, no `2 action`, no `a owner` and no empty brackets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is wrong"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use regex::Regex;
use serde_json::{Map, Value};

/// Whole fictional reviews, each with the rubric for its kind.
const REVIEWS: &[(&str, &str)] = &[
    ("examples/fictional/linmouth-2009.toml", "scr-2009"),
    ("examples/successors/sallowby-2023.toml", "lcspr"),
    ("examples/successors/marrowick-2024.toml", "sar"),
];

/// How many items there are, or lack a key.
const NUMBERS: [usize; 4] = [0, 1, 2, 7];

/// What no generated sentence holds, and what it is called.
const FAULTS: &[(&str, &str)] = &[
    (
        r"\b1 (?:other )?(?:findings|actions|events|agencies|questions|gaps|restrictions|members|recommendations|standards|months|days|pages|words|times|aspects|areas|reviews|changes|people)\b",
        "a plural after 1",
    ),
    (
        r"\b(?:0|[2-9]|[1-9]\d+) (?:finding|action|event|agency|question|gap|restriction|member|recommendation|standard|month|day|page|word|time|aspect|area|review|change|person)\b",
        "a singular after a number",
    ),
    (
        r"\b[Aa] (?:action|agency|event|owner|author|item|id|answer|adequate|inadequate|outstanding|[aeio]\w*)\b",
        "`a` before a vowel",
    ),
    (r"\b[Aa]n (?:[bcdfgjklmnpqrstvwyz]\w*)\b", "`an` before a consonant"),
    (r"\(\s*\)|\(\s|\s\)|\(\(", "empty or odd brackets"),
    (r"\s[,.;:](?:\s|$)|,\s*[.,;]|:\s*[.,;]|\.\.(?:\s|$)", "odd punctuation"),
    (
        r"\b(?:and|or) (?:and|or)\b|\b(?:of|the|has|a|an) (?:and|or|of)\b|\b(?:is|in|no|are) (?:and|or)\b",
        "a word missing",
    ),
    (r"\b(\d+) of (?:0|1) (?:findings|actions|events|agencies|questions|gaps)\b", "a plural after `of 1`"),
    (r"\{[a-z-]*\}", "an unfilled template"),
    (
        r"\b(?:are|have) (?:is|has)\b|\b(?:Finding|Action|Agency|Question|Event) \S+ (?:have|are|do)\b",
        "a verb of the wrong number",
    ),
];

/// What looks like a fault and is none, with the reason.
const EXCEPTIONS: &[(&str, &str)] =
    &[("a one", "`one` begins with the sound of a consonant"), ("A adequate", "a letter with the grade it stands for")];

/// TOML as JSON: dates become texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, own)| (key, json(own))).collect()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
    }
}

/// The lists of a review by their tables: `""` for those at its top.
fn lists(review: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in review.as_object().unwrap() {
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => found.push((String::new(), key.clone())),
            Value::Object(table) => found.extend(
                table
                    .iter()
                    .filter(|(_, own)| own.as_array().is_some_and(|items| items.iter().any(Value::is_object)))
                    .map(|(own, _)| (key.clone(), own.clone())),
            ),
            _ => {}
        }
    }
    found
}

fn items<'r>(review: &'r mut Value, (table, key): &(String, String)) -> &'r mut Vec<Value> {
    let table = if table.is_empty() { review } else { &mut review[table.as_str()] };
    table[key.as_str()].as_array_mut().unwrap()
}

/// The ids of all items.
fn ids(review: &Value) -> BTreeSet<String> {
    let mut copy = review.clone();
    let of_list = |list: &(String, String)| {
        let own = items(&mut copy, list).iter().filter_map(|item| item.get("id")?.as_str().map(str::to_owned));
        own.collect::<Vec<_>>()
    };
    lists(review).iter().flat_map(of_list).collect()
}

/// Leaves out the links to items that are gone.
fn without_links(value: &mut Value, gone: &BTreeSet<String>) {
    let is_gone = |own: &Value| own.as_str().is_some_and(|text| gone.contains(text));
    match value {
        Value::Object(table) => {
            table.retain(|key, own| key == "id" || !is_gone(own));
            table.values_mut().for_each(|own| without_links(own, gone));
        }
        Value::Array(items) => {
            items.retain(|own| !is_gone(own));
            items.iter_mut().for_each(|own| without_links(own, gone));
        }
        _ => {}
    }
}

/// The review with `number` items in a list: the first ones, and again with other ids where there are too few.
fn with_items(review: &Value, list: &(String, String), number: usize) -> Value {
    let mut changed = review.clone();
    let own = items(&mut changed, list);
    let first = own.clone();
    own.clear();
    for (round, item) in (0..number).map(|at| (at / first.len(), &first[at % first.len()])) {
        let mut item = item.clone();
        if let (true, Some(Value::String(id))) = (round > 0, item.get_mut("id")) {
            write!(id, "-{round}").unwrap();
        }
        own.push(item);
    }
    let gone = ids(review).difference(&ids(&changed)).cloned().collect();
    without_links(&mut changed, &gone);
    changed
}

/// The review where so many items of a list lack `key`.
fn with_lacks(review: &Value, list: &(String, String), key: &str, number: usize) -> Value {
    let mut changed = review.clone();
    items(&mut changed, list).iter_mut().take(number).for_each(|item| {
        item.as_object_mut().unwrap().remove(key);
    });
    changed
}

/// All changes of a review that are tried.
fn changes(review: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    for list in lists(review) {
        found.extend(NUMBERS.map(|number| with_items(review, &list, number)));
        let many = with_items(review, &list, 7);
        let keys: BTreeSet<String> = items(&mut review.clone(), &list)
            .iter()
            .flat_map(|item| item.as_object().unwrap().keys().cloned())
            .collect();
        for key in keys.iter().filter(|key| *key != "id") {
            found.extend(NUMBERS.iter().skip(1).map(|number| with_lacks(&many, &list, key, *number)));
        }
    }
    for (table, value) in review.as_object().unwrap() {
        let Value::Object(own) = value else { continue };
        for key in own.keys().filter(|key| table != "review" || *key != "record") {
            let mut changed = review.clone();
            changed[table.as_str()].as_object_mut().unwrap_or(&mut Map::new()).remove(key);
            found.push(changed);
        }
    }
    found
}

/// What the program prints, a paragraph a line.
fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(arguments).args(["--width", "1000", "--color", "never"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of what is printed that are wrong, each with its fault.
fn wrong_lines(printed: &str) -> Vec<String> {
    let is_prose = |line: &&str| !line.contains('│') && !line.contains("##");
    let faults: Vec<(Regex, &str)> = FAULTS.iter().map(|(fault, name)| (Regex::new(fault).unwrap(), *name)).collect();
    let in_line = |line: &str| {
        let found = faults.iter().filter_map(|(fault, name)| Some((fault.find(line)?, *name)));
        let wrong = found.filter(|(found, _)| !EXCEPTIONS.iter().any(|(own, _)| found.as_str().starts_with(own)));
        wrong.map(|(found, name)| format!("{name}, `{}`: {}", found.as_str(), line.trim())).collect::<Vec<_>>()
    };
    printed.lines().filter(is_prose).flat_map(in_line).collect()
}

#[test]
fn sentences_are_grammatical_for_none_one_two_and_many() {
    let folder = tempfile::tempdir().unwrap();
    let (mut lines, mut wrong) = (0, BTreeSet::new());
    let mut read = |printed: String| {
        lines += printed.lines().count();
        wrong.extend(wrong_lines(&printed));
    };
    for (path, rubric) in REVIEWS {
        let review = json(toml::from_str(&fs::read_to_string(path).unwrap()).unwrap());
        let records = changes(&review).into_iter().enumerate().map(|(number, mut changed)| {
            changed["review"]["id"] = format!("r{number}").into();
            changed.to_string()
        });
        let records: Vec<String> = records.collect();
        let file = folder.path().join(format!("{rubric}.ndjson"));
        let name = file.to_str().unwrap();
        fs::write(&file, records.join("\n")).unwrap();
        let grade = ["grade", name, "--rubric", rubric, "--as-of", "2026-01-01"];
        read(printed(&grade));
        read(printed(&[&grade[..], &["--all"]].concat()));
        for number in NUMBERS.into_iter().chain([records.len()]) {
            fs::write(&file, records[..number].join("\n")).unwrap();
            let table = ["table", name, "--rubric", rubric, "--as-of", "2026-01-01"];
            read(printed(&[&table[..], &["--criteria", "--rules"]].concat()));
            read(printed(&[&table[..], &["--suppress-below", "5"]].concat()));
        }
        read(printed(&["rubric", "show", rubric]));
    }
    assert!(lines > 10_000, "only {lines} lines were read");
    assert!(wrong.is_empty(), "{} lines are wrong:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn each_fault_of_grammar_would_be_seen() {
    for wrong in [
        "1 findings",
        "2 action",
        "a owner",
        "an finding",
        "learned from ( (at least",
        "who was asked , when",
        "one of and two",
        "1 of 1 actions",
        "finding {id} has",
        "Action A3 have no owner",
    ] {
        assert!(!wrong_lines(wrong).is_empty(), "`{wrong}` is not seen");
    }
}
