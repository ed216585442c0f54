//! One result a line: in order, the same as in JSON, and counted the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it should be"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn casegrade(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // The program may write before it has read all.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Reviews of every grade and of none, a line each.
fn reviews(count: usize) -> String {
    let regions = ["North", "South", "West"];
    let review = |number: usize| {
        let actions: Vec<Value> = (0..number % 7)
            .map(|at| {
                let mut action = json!({"id": format!("A{at}"), "text": "Audit", "owner": "the head of service"});
                if !(number + at).is_multiple_of(3) {
                    action["due"] = json!("2010-01-01");
                }
                action
            })
            .collect();
        let header = json!({
            "id": format!("R{number}"), "region": regions[number % 3],
            "record": if number.is_multiple_of(2) { "whole" } else { "part" }
        });
        json!({"review": header, "dates": {"completed": "2009-05-12"}, "actions": actions}).to_string() + "\n"
    };
    (0..count).map(review).collect()
}

const AS_OF: [&str; 2] = ["--as-of", "2010-01-01"];
const LINES: [&str; 4] = ["grade", "-", "--input-format", "ndjson"];

fn grade(format: &str, more: &[&str], input: &str) -> Output {
    casegrade(&[&LINES, &AS_OF[..], &["--format", format], more].concat(), input)
}

#[test]
fn lines_come_in_the_order_of_the_reviews_and_say_what_the_json_says() {
    let input = reviews(100);
    let all = grade("ndjson", &[], &input);
    let (found, wanted) = (lines(&all), grade("json", &[], &input));
    let wanted: Value = serde_json::from_slice(&wanted.stdout).unwrap();
    let reviews = wanted["reviews"].as_array().unwrap();
    assert_eq!((all.status.code(), found.len(), reviews.len()), (Some(0), 100, 100));
    for (line, review) in found.iter().zip(reviews) {
        let keys = ["id", "line", "source", "grade", "floor", "ceiling", "coverage", "provisional", "score", "about"];
        for key in keys {
            assert_eq!(line[key], review[key], "{key} of {}", line["id"]);
        }
        for key in ["id", "version", "hash", "title"] {
            assert_eq!(line["rubric"][key], wanted["rubric"][key]);
        }
        let settled = line["floor"] == line["ceiling"] && line["provisional"] == false && !line["floor"].is_null();
        assert_eq!(line["final"], settled);
        let mut lowered = line["lowered"].as_array().unwrap().iter();
        for criterion in review["criteria"].as_array().unwrap() {
            let own = &line["criteria"][criterion["id"].as_str().unwrap()];
            let (floor, ceiling) = (&criterion["floor"], &criterion["ceiling"]);
            let between = json!({"floor": floor, "ceiling": ceiling});
            assert!(if floor == ceiling { own == floor } else { *own == between }, "{own}");
            for rule in criterion["rules"].as_array().unwrap() {
                let is_lower = rule["outcome"] != "met" && rule["outcome"] != "not-applicable";
                if is_lower && !rule["floor"].is_null() {
                    let line = lowered.next().unwrap();
                    assert_eq!((&line["rule"], &line["outcome"]), (&rule["id"], &rule["outcome"]));
                    let paths: Vec<&Value> =
                        rule["reasons"].as_array().unwrap().iter().map(|own| &own["path"]).collect();
                    assert!(line["paths"].as_array().unwrap().iter().all(|path| paths.contains(&path)), "{line}");
                }
            }
        }
        assert!(lowered.next().is_none());
    }
    let with_rules = lines(&grade("ndjson", &["--all"], &input));
    for (line, review) in with_rules.iter().zip(reviews) {
        for criterion in review["criteria"].as_array().unwrap() {
            assert_eq!(line["rules"][criterion["id"].as_str().unwrap()], criterion["rules"]);
        }
    }
}

#[test]
fn a_table_of_lines_is_the_table_of_their_reviews() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let input = reviews(90);
    std::fs::write(path("all.ndjson"), &input).unwrap();
    // Parts that other machines might have graded, added up.
    let parts = input.lines().collect::<Vec<_>>();
    for (number, part) in parts.chunks(40).enumerate() {
        let output = grade("ndjson", &[], &(part.join("\n") + "\n"));
        std::fs::write(path(&format!("part-{number}.ndjson")), output.stdout).unwrap();
    }
    let table = |files: &[String]| {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let more = ["--by", "region", "--criteria", "--format", "csv"];
        let output = casegrade(&[&["table"], &files[..], &AS_OF, &more].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        // Titles are in the rubric, and only ids in the lines.
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines()
            .filter(|line| line.contains("North") || line.contains("South"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let parts: Vec<String> = (0..3).map(|number| path(&format!("part-{number}.ndjson"))).collect();
    let (whole, added) = (table(&[path("all.ndjson")]), table(&parts));
    assert_eq!(whole, added);
    assert!(whole.len() > 1, "{whole:?}");
}

#[test]
fn a_wrong_line_is_said_at_once_and_the_others_are_graded() {
    let input = "{\"review\": {\"id\": \"a\"}}\nnonsense\n\n{\"review\": {\"id\": 3}}\n{\"review\": {\"id\": \"a\"}}\n";
    let output = grade("ndjson", &[], input);
    let ids: Vec<Value> = lines(&output).iter().map(|line| line["id"].clone()).collect();
    let complaints = String::from_utf8(output.stderr).unwrap();
    let begins: Vec<bool> = [2, 4, 5]
        .iter()
        .zip(complaints.lines().filter(|line| !line.contains(":1: ")))
        .map(|(number, line)| line.starts_with(&format!("standard input:{number}: ")))
        .collect();
    assert_eq!((output.status.code(), ids), (Some(2), vec![json!("a"), json!("a")]));
    assert_eq!(begins, [true; 3], "{complaints}");
    assert!(complaints.contains("warning: the id of this review is also that of `standard input:1`"), "{complaints}");
    let asked = grade("ndjson", &["--at-least", "good"], "{\"review\": {\"id\": \"a\"}}\n");
    assert_eq!(asked.status.code(), Some(1));
    let nothing = grade("ndjson", &[], "\n");
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn lines_of_several_files_follow_the_order_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional");
    std::fs::write(folder.path().join("b.ndjson"), reviews(3)).unwrap();
    for name in ["child-k", "harrowmere-2008"] {
        for ending in ["toml", "judgement.toml"] {
            let file = format!("{name}.{ending}");
            std::fs::copy(example.join(&file), folder.path().join(&file)).unwrap();
        }
    }
    let output = casegrade(&["grade", folder.path().to_str().unwrap(), "--format", "ndjson"], "");
    let ids: Vec<String> = lines(&output).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["R0", "R1", "R2", "child-k", "harrowmere-2008"]);
}

#[test]
fn tables_grade_each_kind_of_review_as_grade_does() {
    let printed = |arguments: &str| {
        let output = casegrade(&arguments.split_whitespace().collect::<Vec<_>>(), "");
        String::from_utf8(output.stdout).unwrap()
    };
    let reviews = "examples/fictional examples/successors --as-of 2026-01-01 --format json";
    let graded: Value = serde_json::from_str(&printed(&format!("grade {reviews}"))).unwrap();
    let table: Value = serde_json::from_str(&printed(&format!("table --matrix {reviews}"))).unwrap();
    let wanted: Vec<(&str, &str)> = graded["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| (review["id"].as_str().unwrap(), review["final"].as_str().unwrap()))
        .collect();
    assert_eq!(table["rubrics"].as_array().unwrap().len(), 4, "one rubric for each kind");
    let rows = table["matrix"]["reviews"].as_array().unwrap().iter();
    let found: Vec<(&str, &str)> =
        rows.map(|row| (row["id"].as_str().unwrap(), row["grade"].as_str().unwrap())).collect();
    assert_eq!(found.len(), wanted.len());
    assert!(wanted.iter().all(|own| found.contains(own)), "{wanted:?} {found:?}");
    let text = printed("table examples/fictional examples/successors --as-of 2026-01-01");
    assert!(text.contains("Different rubrics graded these reviews"), "{text}");
}
