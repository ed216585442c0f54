//! `casegrade grade --watch` grades again on each save and says what changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const BEFORE: &str = r#"
[review]
id = "w"
record = "whole"

[[findings]]
id = "F1"
kind = "shortcoming"
why = "it was late"

[[findings]]
id = "F2"
kind = "shortcoming"
"#;

/// Reads lines until one holds `wanted`; all of them, for the message if it never comes.
fn until(lines: &Receiver<String>, wanted: &str) -> String {
    let mut seen = String::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(60)) {
            Ok(line) => {
                seen.push_str(&line);
                seen.push('\n');
                if line.contains(wanted) {
                    return seen;
                }
            }
            Err(_) => panic!("`{wanted}` was never said; this was:\n{seen}"),
        }
    }
}

/// Watches a file; what is said, line by line.
fn watch(folder: &Path, file: &str) -> (Child, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(["grade", file, "--watch"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = lines_of(child.stdout.take().unwrap());
    (child, lines)
}

/// The lines of a stream as they come.
fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            if sender.send(line.unwrap()).is_err() {
                break;
            }
        }
    });
    lines
}

#[test]
fn a_form_is_graded_again_when_its_draft_changes() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.md");
    fs::write(&draft, "# Review\n\nOne word.\n").unwrap();
    fs::write(folder.path().join("w.toml"), BEFORE.to_owned() + "\n[documents]\noverview = \"draft.md\"\n").unwrap();
    let (mut child, lines) = watch(folder.path(), "w.toml");
    until(&lines, "watching");
    fs::write(&draft, "# Review\n\nTwo words, or a few more of them.\n").unwrap();
    let said = until(&lines, "The draft has changed");
    assert!(said.contains("casegrade import draft.md --update w.toml"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_file_that_is_gone_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.toml");
    fs::write(&file, BEFORE).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(["grade", "w.toml", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let complaints = lines_of(child.stderr.take().unwrap());
    std::thread::sleep(Duration::from_millis(1500));
    fs::remove_file(&file).unwrap();
    until(&complaints, "`w.toml` is gone; waiting for it to come back");
    fs::write(&file, "[review").unwrap();
    until(&complaints, "error[");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn each_save_is_graded_again_and_what_changed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.toml");
    fs::write(&file, BEFORE).unwrap();
    let (mut child, lines) = watch(folder.path(), "w.toml");
    let first = until(&lines, "watching");
    assert!(first.contains("What is lowering the grade most"), "{first}");

    fs::write(&file, BEFORE.replace("id = \"F2\"", "id = \"F2\"\nwhy = \"it was far\"")).unwrap();
    let mended = until(&lines, "finding F2 says what happened but not why");
    assert!(mended.contains("Rules now judged better") && mended.contains("Now met"), "{mended}");

    // A save that cannot be read is passed over, the next good one is compared with the last good one.
    fs::write(&file, "[review").unwrap();
    std::thread::sleep(Duration::from_millis(600));
    fs::write(&file, BEFORE.split("[[findings]]\nid = \"F2\"").next().unwrap()).unwrap();
    until(&lines, "Removed or reclassified");
    let vanished = until(&lines, "finding F2");
    assert_eq!(vanished.trim(), "- finding F2 is no longer there");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn it_takes_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder.path()).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(
        run(&["grade", "--watch", "a.toml", "b.toml"]),
        (Some(2), "error: `--watch` needs exactly one file\n".to_owned())
    );
    assert_eq!(run(&["grade", "--watch", "."]).0, Some(2));
    assert_eq!(
        run(&["grade", "--watch", "gone.toml"]),
        (Some(2), "error: cannot read `gone.toml`: there is no such file\n".to_owned())
    );
}
