//! Kinds of review that no built-in rubric is for: a rubric names them, and all commands follow it.

#![allow(clippy::unwrap_used, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const RUBRIC: &str = "[rubric]\nid = \"cpr\"\ntitle = \"Child practice reviews\"\nversion = \"1\"\nkinds = [\"cpr\"]\n\n\
    [[criteria]]\nid = \"plan\"\ntitle = \"The plan\"\n\n[[criteria.rules]]\nid = \"P1\"\n\
    title = \"Every action has an owner\"\neach = \"actions\"\nmust = { owner = \"present\" }\n\
    bands = { outstanding = 1, good = 0.5 }\nempty = \"unmet\"\nreason = \"action {id} has no {failed}\"\n\
    advice = \"say in `owner` who does {id}\"\n";

fn casegrade(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code(), text)
}

/// A folder with the rubric and a review of this kind.
fn folder(kind: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cpr.rubric"), RUBRIC).unwrap();
    fs::create_dir(folder.path().join("reviews")).unwrap();
    let review = format!(
        "[review]\nid = \"e\"\nkind = \"{kind}\"\nrecord = \"whole\"\n\n[[actions]]\nid = \"A1\"\nowner = \"Head of Nursing\"\n"
    );
    fs::write(folder.path().join("reviews/e.toml"), review).unwrap();
    folder
}

#[test]
fn a_kind_that_a_rubric_names_is_graded_and_counted() {
    let folder = folder("cpr");
    for arguments in [["grade", "reviews/e.toml"], ["grade", "reviews"], ["table", "reviews"]] {
        let (code, said) = casegrade(folder.path(), &[&arguments[..], &["--rubric", "cpr.rubric"]].concat());
        assert_eq!(code, Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("warning"), "{arguments:?}: {said}");
    }
    let (_, tables) = casegrade(folder.path(), &["table", "reviews", "--rubric", "cpr.rubric", "--by", "kind"]);
    assert!(tables.contains("cpr"), "{tables}");
}

#[test]
fn a_kind_without_a_rubric_is_refused_at_once() {
    let folder = folder("lcpsr");
    for arguments in [&["grade", "reviews/e.toml"][..], &["grade", "reviews"], &["new", "--kind", "lcpsr", "n.toml"]] {
        let (code, said) = casegrade(folder.path(), arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains("no built-in rubric is for reviews of the kind `lcpsr`"), "{arguments:?}: {said}");
        assert!(said.contains("did you mean `lcspr`?"), "{arguments:?}: {said}");
    }
    assert!(!folder.path().join("n.toml").exists());
}

#[test]
fn another_kind_than_the_rubric_is_for_is_said() {
    let folder = folder("crp");
    let (_, said) = casegrade(folder.path(), &["grade", "reviews/e.toml", "--rubric", "cpr.rubric"]);
    assert!(said.contains("the rubric `cpr` is for cpr, and this review is `crp`"), "{said}");
    assert!(said.contains("did you mean `cpr`?"), "{said}");
    let new = ["new", "--kind", "sar", "--rubric", "cpr.rubric", "n.toml"];
    let (code, said) = casegrade(folder.path(), &new);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("the rubric `cpr` is for cpr, not for `sar`"), "{said}");
}

#[test]
fn a_form_of_the_rubric_has_its_kind() {
    let folder = folder("cpr");
    for kind in [&["--kind", "cpr"][..], &[]] {
        let file = format!("new{}.toml", kind.len());
        let (code, said) = casegrade(folder.path(), &[&["new", "--rubric", "cpr.rubric", &file], kind].concat());
        assert_eq!(code, Some(0), "{said}");
        let form = fs::read_to_string(folder.path().join(&file)).unwrap();
        assert!(form.contains("\nkind = \"cpr\""), "{form}");
    }
    fs::write(folder.path().join("draft.md"), "# Child E\n\n## Recommendations\n\n1. The Board should write.\n")
        .unwrap();
    let (code, said) =
        casegrade(folder.path(), &["import", "draft.md", "--rubric", "cpr.rubric", "--output", "draft.toml"]);
    assert_eq!(code, Some(0), "{said}");
    let form = fs::read_to_string(folder.path().join("draft.toml")).unwrap();
    assert!(form.contains("\nkind = \"cpr\""), "{form}");
}

#[test]
fn kinds_of_a_rubric_are_words() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = RUBRIC.replace("[\"cpr\"]", "[\"child practice review\"]");
    fs::write(folder.path().join("r.toml"), rubric).unwrap();
    let (code, said) = casegrade(folder.path(), &["rubric", "check", "r.toml"]);
    assert_ne!(code, Some(0), "{said}");
    assert!(said.contains("a kind is one word"), "{said}");
}
