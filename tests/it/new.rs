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
        assert!(said(&again).contains("already exists"), "{}", said(&again));
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
        "\"Text of some words\"".to_owned()
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

/// The shell lets no file grow, as on a full disk.
#[cfg(unix)]
#[test]
fn what_cannot_be_written_whole_leaves_nothing() {
    for command in ["new review.toml", "rubric new rubric.toml", "import draft.md -o review.toml"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("draft.md"), "# Findings\n\n1. Nobody asked the school what it knew.\n").unwrap();
        let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {command}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_casegrade")]).current_dir(folder.path());
        let output = shell.output().unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!((output.status.code(), left.len()), (Some(2), 1), "{command}: {left:?} {}", said(&output));
    }
}

/// A name under which it would not be read is refused, with one under which it is.
#[test]
fn it_is_written_under_the_name_of_a_review_only() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.md"), "# A review\n").unwrap();
    let meant = [
        ("kid.json", "kid.toml"),
        ("kid.odt", "kid.toml"),
        ("kid", "kid.toml"),
        ("v1.2", "v1.2.toml"),
        ("x.judgement.toml", "x.toml"),
        ("x.cases.toml", "x.toml"),
    ];
    for (name, meant) in meant {
        for command in [&["new", name][..], &["import", "draft.md", "-o", name]] {
            let refused = casegrade(folder.path(), command);
            assert_eq!(refused.status.code(), Some(2));
            assert!(said(&refused).contains(&format!("`{meant}`")), "{}", said(&refused));
            assert!(!folder.path().join(name).exists());
        }
    }
}

/// The command that is shown next can be copied into a shell, and grades by the same rubric: the one for the kind.
#[test]
fn the_kind_chooses_the_rubric_and_the_next_command_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let written = casegrade(folder.path(), &["new", "--kind", "sar", "Mrs A.toml"]);
    let out = String::from_utf8_lossy(&written.stdout).into_owned();
    assert!(out.ends_with("casegrade grade 'Mrs A.toml'\n"), "{out}");
    let text = fs::read_to_string(folder.path().join("Mrs A.toml")).unwrap();
    assert!(text.contains("the rubric sar ") && text.contains("kind = \"sar\""), "{text}");
}

/// Whoever copies the example of an id copies one of the right list.
#[test]
fn a_list_of_ids_is_explained_by_ids_of_what_it_points_to() {
    let folder = tempfile::tempdir().unwrap();
    casegrade(folder.path(), &["new", "all.toml"]);
    let text = fs::read_to_string(folder.path().join("all.toml")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for (key, ids) in [("agencies", "[\"csc\"]"), ("events", "[\"E1\"]"), ("addresses", "[\"F1\", \"F2\"]")] {
        let at = lines.iter().position(|line| *line == format!("#{key} =")).unwrap();
        assert!(lines[at - 1].contains(&format!("a list of ids, such as {ids}")), "{}", lines[at - 1]);
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

/// A line that leads an editor to a schema stands only where it leads somewhere.
#[test]
fn what_it_writes_names_the_schema_that_is_kept_beside_or_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let first_line = |file: &str| {
        let written = casegrade(folder.path(), &["new", file]);
        assert_eq!(written.status.code(), Some(0), "{}", said(&written));
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert!(first_line("before.toml").starts_with("# A review"));
    let schema = casegrade(folder.path(), &["schema", "review", "--output", "review.schema.json"]);
    assert_eq!(schema.status.code(), Some(0), "{}", said(&schema));
    fs::create_dir_all(folder.path().join("2010/north")).unwrap();
    assert_eq!(first_line("beside.toml"), "#:schema ./review.schema.json");
    assert_eq!(first_line("2010/north/below.toml"), "#:schema ../../review.schema.json");
    let graded = casegrade(folder.path(), &["grade", "beside.toml"]);
    assert_eq!(graded.status.code(), Some(0), "{}", said(&graded));
}

/// A schema is written over an older one, and over nothing else.
#[test]
fn a_schema_is_written_over_a_schema_only() {
    let folder = tempfile::tempdir().unwrap();
    let schema = |file: &str| casegrade(folder.path(), &["schema", "review", "-o", file]);
    for _ in 0..2 {
        let written = schema("review.schema.json");
        assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    }
    for text in ["[review]\nid = \"draft\"\n", "{}", ""] {
        fs::write(folder.path().join("draft.toml"), text).unwrap();
        let refused = schema("draft.toml");
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).contains("already exists"), "{}", said(&refused));
        assert_eq!(fs::read_to_string(folder.path().join("draft.toml")).unwrap(), text);
    }
    assert_eq!(schema("no-such-folder/review.schema.json").status.code(), Some(2));
}
