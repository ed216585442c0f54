//! Everything people read is plain English: messages, help, doc comments and docs.
//!
//! The first test fails on the habits of a translation; its exceptions each have a reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where something is wrong")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use casegrade::text::{Reader, Reading};
use regex::Regex;

/// What gives a translation away, and what to write instead.
const HABITS: &[(&str, &str)] = &[
    (r"\b(?:is|are|was|were) (?:there )?(?:already )?there twice\b|\bstands? twice\b", "is a duplicate"),
    (r"\b(?:is|are) there already\b", "already exists"),
    (r"\b(?:and|which|it|that) (?:is|are) none\b", "is not one"),
    (r"\bof which (?:there|it|this)\b", "say who does what"),
    (r"\bof which it can be said\b", "where"),
    (r"\bnobody has answered\b|\bthat nobody answered\b", "unanswered"),
    (
        r"\b[Ww]hat (?:came|comes) (?:of|to)\b|\b(?:came|comes|come) to (?:a|the|another|anything|nothing|at)\b",
        "is judged, the result",
    ),
    (r"\b[Ss]o many\b", "write what is counted"),
    (r"\bas it should be\b|\bas they should be\b", "meets the standard"),
    (r"\b(?:take|takes|taken) (?:it|them|one|a row) away\b|\btake away\b", "remove"),
    (r"\bmend(?:s|ed)?\b", "fix"),
    (r"\bis (?:to be )?wanted\b|\bwanted:", "is needed"),
    (r"\bborne by\b", "used on"),
    (r"\bbare word\b", "the author's statement"),
    (r"\bis (?:told|said) of\b|\bnothing is said\b", "missing"),
    (r"\b(?:let|Let) (?:its|the) name (?:end|begin)\b", "rename it so that"),
    (r"\bstands? (?:beside|in the way|for it|on its own place)\b", "is next to"),
    (r"\bsettles? \S+ of the grading\b", "gives the information needed"),
    (r"\bNOT ENOUGH STATED\b", "No grade yet"),
    (r"\bHolds? the grade down\b", "What is lowering the grade"),
    (r"\b(?:there|There) are \d{4,} ", "several"),
    (r"\bno (?:number|unit|date|file|id)[:;]", "is not a number"),
    (r"\bthe standard (?:input|output)\b", "standard input"),
    (r"\bit is not so\b|\bit is so\b", "no, yes"),
    (r"\b[Ww]hy (?:there|it) is none\b|\bfull stop is none\b|\bempty \w+ is none\b", "say what is missing"),
    (r"\bcan stand (?:in|under|beside)\b", "put it in"),
    (r"\bwhere fewer is better\b|\bthe more, the better\b", "if fewer is better"),
];

/// Places of a text in which a habit is none: the file ends in this, and the line holds this; and why.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("tests/it/english.rs", "", "it names the habits"), ("CHANGELOG.md", "", "what was written stays written")];

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|own| ending == *own)) {
            found.push(path);
        }
    }
}

/// The lines of a file that people read: of code the comments and the strings, of anything else all.
fn read_by_people(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    if path.extension().is_none_or(|ending| ending != "rs") {
        return text.lines().map(str::to_owned).collect();
    }
    let string = Regex::new(r#""(?:[^"\\]|\\.)*""#).unwrap();
    let mut lines = Vec::new();
    for line in text.lines() {
        match line.trim_start().strip_prefix("//") {
            Some(comment) => lines.push(comment.trim_start_matches(['/', '!']).to_owned()),
            None => lines.extend(string.find_iter(line).map(|found| found.as_str().to_owned())),
        }
    }
    lines
}

/// How many habits each file has, with the first of them.
fn counted() -> BTreeMap<String, (usize, String)> {
    let habits: Vec<(Regex, &str)> =
        HABITS.iter().map(|(habit, better)| (Regex::new(habit).unwrap(), *better)).collect();
    let mut paths = vec![PathBuf::from("README.md"), PathBuf::from("CONTRIBUTING.md")];
    files(Path::new("src"), &["rs"], &mut paths);
    files(Path::new("docs"), &["md"], &mut paths);
    files(Path::new("rubrics"), &["toml"], &mut paths);
    let mut counts = BTreeMap::new();
    for path in paths {
        let name = path.to_string_lossy().replace('\\', "/");
        let lines = read_by_people(&path);
        let excused = |line: &str| EXCEPTIONS.iter().any(|(file, part, _)| name.ends_with(file) && line.contains(part));
        for line in lines.iter().filter(|line| !excused(line)) {
            for (habit, better) in &habits {
                for found in habit.find_iter(line) {
                    let first = format!("`{}`: write {better}, in: {}", found.as_str(), line.trim());
                    counts.entry(name.clone()).or_insert((0, first)).0 += 1;
                }
            }
        }
    }
    counts
}

#[test]
fn nobody_writes_like_a_translation() {
    let habits: Vec<String> =
        counted().iter().map(|(name, (count, first))| format!("{name}: {count}, for example {first}")).collect();
    assert!(habits.is_empty(), "write plain English instead:\n{}", habits.join("\n"));
}

/// The reports of all examples, each line a paragraph.
fn reports() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files(Path::new("examples/fictional"), &["toml"], &mut paths);
    paths.retain(|path| {
        !path.to_string_lossy().ends_with(".judgement.toml") && path.parent() == Some(Path::new("examples/fictional"))
    });
    assert!(paths.len() >= 6, "only {} examples were found", paths.len());
    let report = |path: &PathBuf| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
        command.arg("grade").arg(path).args(["--width", "1000", "--as-of", "2026-01-01", "--color", "never"]);
        let output = command.output().unwrap();
        (path.display().to_string(), String::from_utf8(output.stdout).unwrap())
    };
    paths.iter().map(report).collect()
}

/// Most words that a sentence of a report has.
const MOST_WORDS: usize = 25;
/// Sentences that may be longer: how they begin, and why.
const LONGER: &[(&str, &str)] =
    &[("- The review names a gap (records of the team", "it repeats what the review calls the gap")];

#[test]
fn sentences_of_reports_are_short() {
    let (mut all, mut long) = (0, Vec::new());
    for (name, report) in reports() {
        for line in report.lines().filter(|line| !line.contains("##")) {
            for sentence in line.split(['.', '?', ':', ';']).filter(|sentence| sentence.contains(' ')) {
                all += 1;
                let is_excused = LONGER.iter().any(|(begin, _)| sentence.trim().starts_with(begin));
                if sentence.split_whitespace().count() > MOST_WORDS && !is_excused {
                    long.push(format!("{name}: {}", sentence.trim()));
                }
            }
        }
    }
    assert!(all > 100, "only {all} sentences were read");
    assert!(long.is_empty(), "{} of {all} are long:\n{}", long.len(), long.join("\n"));
}

/// The reading ease that reports reach.
const EASE: f64 = 80.0;

#[test]
fn reports_are_easy_to_read() {
    for (name, report) in reports() {
        let mut reader = Reader::default();
        // The areas with their grades are a list of titles, not sentences.
        let (before, rest) = report.split_once("Grade of each area\n").unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        let lines = before.lines().skip(1).chain(after.lines());
        for line in lines.filter(|line| !line.trim().is_empty()) {
            for part in line.trim().trim_start_matches("- ").split("  ") {
                let _ = reader.paragraph(part);
            }
        }
        let reading: Reading = reader.reading();
        let ease = reading.ease().unwrap();
        assert!(ease >= EASE, "{name}: the report has a reading ease of {ease:.0}");
    }
}

#[test]
fn a_short_report_fits_on_one_page() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(["grade", "examples/fictional/child-k.toml", "--width", "100", "--as-of", "2026-01-01"]);
    let output = command.output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap().lines().count();
    assert!(lines <= 45, "the report of a draft has {lines} lines");
}
