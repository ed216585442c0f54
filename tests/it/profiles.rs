//! Rubrics that grade areas and give the review no grade.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program in a folder and returns what it says and prints.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stderr), text(&output.stdout))
}

#[test]
fn a_profile_without_an_overall_grade_has_no_grade_that_may_change() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "profile.toml",
        "[rubric]\nid = \"profile\"\ntitle = \"Profile\"\nversion = \"1\"\n[grading]\noverall = false\n\
         [[criteria]]\nid = \"a\"\ntitle = \"Area\"\n\
         [[criteria.rules]]\nid = \"P1\"\ntitle = \"Anonymised\"\nmust = { \"publication.anonymised\" = true }\nmet = \"good\"\n\
         [[criteria.rules]]\nid = \"P2\"\ntitle = \"Read\"\nask = \"Can it be read?\"\n",
    );
    for name in ["r.toml", "s.toml"] {
        write(name, &format!("review = {{ id = \"{name}\", record = \"whole\" }}\npublication.anonymised = true\n"));
    }
    for names in [&["r.toml"][..], &["r.toml", "s.toml"]] {
        let arguments: Vec<&str> = ["grade", "--rubric", "profile.toml"].iter().chain(names).copied().collect();
        let (said, printed) = run(folder.path(), &arguments);
        assert!(printed.contains("Area") && !printed.contains("may change"), "{said}{printed}");
    }
    let (_, lines) = run(folder.path(), &["grade", "--rubric", "profile.toml", "--format", "ndjson", "r.toml"]);
    assert!(lines.contains("profile-only") && !lines.contains("\"may-change\":true"), "{lines}");
}
