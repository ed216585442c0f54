//! Lists that stand in files beside the review: what the file system can do, which a case cannot hold.

#![allow(clippy::unwrap_used, reason = "a test may stop where something is not as it should be")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const REVIEW: &str = "[review]\nid = \"a\"\n\n[lists]\nevents = \"events.csv\"\n";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_review_from_the_standard_input_has_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events.csv"), "id\nE1\n").unwrap();
    let mut command = program(folder.path());
    let mut child = command
        .args(["grade", "-", "--input-format", "toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(REVIEW.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("a review from standard input has no folder"), "{}", errors(&output));
}

#[cfg(unix)]
#[test]
fn a_link_may_lead_anywhere_in_the_folder_and_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("review");
    fs::create_dir_all(inside.join("lists")).unwrap();
    fs::write(inside.join("review.toml"), REVIEW).unwrap();
    fs::write(inside.join("lists/kept.csv"), "id\nE1\n").unwrap();
    fs::write(folder.path().join("other.csv"), "id\nE1\n").unwrap();
    let link = inside.join("events.csv");
    let grade = || program(&inside).args(["grade", "review.toml"]).output().unwrap();
    for (target, code, said) in [
        ("lists/kept.csv", 0, ""),
        ("../other.csv", 2, "is a link to a place outside the review's folder"),
        ("/dev/zero", 2, "is a link to a place outside the review's folder"),
        ("nothing.csv", 2, "it is a link to `nothing.csv`, which does not exist\n"),
        ("events.csv", 2, "cannot read `events.csv`"),
        ("lists", 2, "it is a folder"),
    ] {
        symlink(target, &link).unwrap();
        let output = grade();
        assert_eq!(output.status.code(), Some(code), "{target}: {}", errors(&output));
        assert!(errors(&output).contains(said), "{target}: {}", errors(&output));
        fs::remove_file(&link).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("review.toml"), REVIEW).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("events.csv")).status().unwrap().success());
    let output = program(folder.path()).args(["grade", "review.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("it is a pipe, a socket or a device, not a file"), "{}", errors(&output));
}

#[test]
fn a_list_is_bound_by_the_limits_of_a_review() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("review.toml"), REVIEW).unwrap();
    fs::write(folder.path().join("events.csv"), "id\n".to_owned() + &"E\n".repeat(2000)).unwrap();
    for (limit, said) in
        [(["--max-size", "1kB"], "it is larger than 1 kB"), (["--max-items", "1000"], "more than 1000")]
    {
        let output = program(folder.path()).args(["grade", "review.toml"]).args(limit).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(said), "{}", errors(&output));
    }
}

/// The same items in the review itself and in files give the same result, but for places.
#[test]
fn a_list_in_a_file_is_the_same_list() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional/thurlbeck-2010");
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read_to_string(example.join("thurlbeck-2010.toml")).unwrap();
    let (before, lists) = whole.split_once("[lists]\n").unwrap();
    let (_, after) = lists.split_once("\n\n").unwrap();
    let inline = before.to_owned()
        + after
        + &items(&example, "events", "chronology.csv", ',')
        + &items(&example, "actions", "action-plan.csv", ';');
    for part in [false, true] {
        let results = [whole.as_str(), inline.as_str()].map(|text| {
            let text = if part { text.replace("\"whole\"", "\"part\"") } else { text.to_owned() };
            for name in ["chronology.csv", "action-plan.csv"] {
                fs::copy(example.join(name), folder.path().join(name)).unwrap();
            }
            fs::write(folder.path().join("review.toml"), text).unwrap();
            let output = program(folder.path())
                .args(["grade", "review.toml", "--format", "json", "--as-of", "2010-09-01"])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", errors(&output));
            let mut result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            without_places(&mut result);
            result
        });
        assert_eq!(results[0], results[1]);
    }
}

/// The rows of a file as items in TOML, made without the program's own reader.
fn items(folder: &Path, list: &str, file: &str, separator: char) -> String {
    let text = fs::read_to_string(folder.join(file)).unwrap().replace("\r\n", "\n");
    let mut rows = records(text.trim_start_matches('\u{feff}'), separator).into_iter();
    let keys: Vec<String> = rows.next().unwrap().iter().map(|key| key.to_lowercase().replace(' ', "-")).collect();
    let mut toml = String::new();
    for row in rows {
        toml.push_str(&format!("\n[[{list}]]\n"));
        for (key, cell) in keys.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()) {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\\\"").replace('\n', "\\n"));
            let value = match (key.as_str(), cell.split('/').collect::<Vec<_>>().as_slice()) {
                ("addresses", _) => {
                    format!("[{}]", cell.split("; ").map(quoted).collect::<Vec<_>>().join(", "))
                }
                ("due", [day, month, year]) => format!("{year}-{month}-{day}"),
                ("date", _) => cell.clone(),
                ("contact" | "child-seen" | "missed-opportunity" | "in-summary", _) => cell.to_lowercase(),
                _ => quoted(cell),
            };
            toml.push_str(&format!("{key} = {value}\n"));
        }
    }
    toml
}

/// The records of a CSV text, character by character.
fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.last_mut().unwrap();
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => record.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            '\n' if !quoted => records.push(vec![String::new()]),
            _ if character == separator && !quoted => record.push(String::new()),
            _ => record.last_mut().unwrap().push(character),
        }
    }
    records.retain(|record| record.len() > 1);
    records
}

/// Takes away what says where something stands.
fn without_places(value: &mut serde_json::Value) {
    if let Some(fields) = value.as_object_mut() {
        for place in ["line", "column", "source"] {
            fields.remove(place);
        }
        fields.values_mut().for_each(without_places);
    }
    value.as_array_mut().into_iter().flatten().for_each(without_places);
}
