//! `casegrade new` writes a review that can be graded as it stands, and whose every line can be filled in.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use casegrade::rubric::shipped;

fn casegrade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_it_writes_passes_the_reader_and_is_never_written_over() {
    for rubric in shipped() {
        let folder = tempfile::tempdir().unwrap();
        let written = casegrade(folder.path(), &["new", "--rubric", rubric.id, "Fall \u{e9} 1.toml"]);
        assert_eq!(written.status.code(), Some(0), "{}", said(&written));
        let graded = casegrade(folder.path(), &["grade", "--rubric", rubric.id, "Fall \u{e9} 1.toml"]);
        assert_eq!(graded.status.code(), Some(0), "{}", said(&graded));
        assert_eq!(said(&graded), "");
        let before = fs::read(folder.path().join("Fall \u{e9} 1.toml")).unwrap();
        let again = casegrade(folder.path(), &["new", "--rubric", rubric.id, "Fall \u{e9} 1.toml"]);
        assert_eq!(again.status.code(), Some(2));
        assert!(said(&again).contains("is not written over"), "{}", said(&again));
        assert_eq!(fs::read(folder.path().join("Fall \u{e9} 1.toml")).unwrap(), before);
    }
}

/// A value of the shape that an explanation names.
fn value(explanation: &str) -> String {
    let shape = explanation.rsplit_once(" (read by").map_or(explanation, |(shape, _)| shape);
    let after = |word: &str| shape.rsplit_once(word).map(|(_, rest)| rest.to_owned());
    if shape.ends_with("true or false") {
        "true".to_owned()
    } else if shape.ends_with(": a date") {
        "2009-01-01".to_owned()
    } else if shape.contains(": a number of") {
        "1".to_owned()
    } else if shape.contains("list of ids") {
        "[]".to_owned()
    } else if let Some(list) = after("such as ") {
        list
    } else if let Some(words) = after("one of ") {
        format!("\"{}\"", words.split(',').next().unwrap())
    } else {
        "\"x\"".to_owned()
    }
}

#[test]
fn every_line_can_be_filled_in_as_it_is_explained() {
    for rubric in shipped() {
        let folder = tempfile::tempdir().unwrap();
        casegrade(folder.path(), &["new", "--rubric", rubric.id, "all.toml"]);
        let text = fs::read_to_string(folder.path().join("all.toml")).unwrap();
        let (filled, keys) = filled(&text);
        assert!(keys > 15, "{}: only {keys} keys were found", rubric.id);
        fs::write(folder.path().join("all.toml"), &filled).unwrap();
        let graded = casegrade(folder.path(), &["grade", "--rubric", rubric.id, "all.toml"]);
        assert_eq!(graded.status.code(), Some(0), "{}: {}\n{filled}", rubric.id, said(&graded));
        assert_eq!(said(&graded), "");
    }
}

/// A starting review with every line filled in, and how many keys that are.
fn filled(text: &str) -> (String, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let mut filled = Vec::new();
    let mut keys = 0;
    for (at, line) in lines.iter().enumerate() {
        match line.strip_prefix('#') {
            Some(key) if key.starts_with("[[") => filled.push(key.to_owned()),
            Some(key) if key.ends_with(" =") && !key.starts_with(' ') => {
                // Nobody is independent of an agency that was involved, and a link needs something to point to.
                let skipped = key.starts_with("agency ");
                if !skipped {
                    keys += 1;
                    filled.push(format!("{key} {}", value(lines[at - 1])));
                }
            }
            Some(_) | None => filled.push((*line).to_owned()),
        }
    }
    (filled.join("\n"), keys)
}
