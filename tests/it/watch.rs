//! `casegrade grade --watch` grades again on each save and says what changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
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

#[test]
fn each_save_is_graded_again_and_what_changed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.toml");
    fs::write(&file, BEFORE).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(["grade", "w.toml", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in output.lines() {
            if sender.send(line.unwrap()).is_err() {
                break;
            }
        }
    });
    let first = until(&lines, "watching");
    assert!(first.contains("What is lowering the grade most"), "{first}");

    fs::write(&file, BEFORE.replace("id = \"F2\"", "id = \"F2\"\nwhy = \"it was far\"")).unwrap();
    let mended = until(&lines, "finding F2 says what happened and not why");
    assert!(mended.contains("Rules now judged better") && mended.contains("Now met"), "{mended}");

    // A save that cannot be read is passed over, the next good one is compared with the last good one.
    fs::write(&file, "[review").unwrap();
    std::thread::sleep(Duration::from_millis(600));
    fs::write(&file, BEFORE.split("[[findings]]\nid = \"F2\"").next().unwrap()).unwrap();
    until(&lines, "Vanished, set aside or of another class");
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
