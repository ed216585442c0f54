//! End-to-end cases: the program runs in each folder of `tests/cases`, and what it says must be what the folder expects.
//!
//! `tests/cases/README.md` says which files make a case. After a deliberate change of what the program says,
//!
//! ```text
//! CASEGRADE_REWRITE=1 cargo test cases::
//! ```
//!
//! rewrites the expectations that differ, only those that are there already; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be read or run must fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use snapbox::report::{Palette, write_diff};

/// The reviews that a case may have, one of them; the command names it.
const REVIEWS: [&str; 4] = ["review.toml", "review.json", "review.yaml", "reviews.ndjson"];

/// What the names of narrative documents end in, those that are read and others.
const DOCUMENTS: [&str; 6] = [".docx", ".odt", ".md", ".txt", ".pdf", ".doc"];

/// What a case may expect, by the name of the file that does.
const EXPECTATIONS: [&str; 4] = ["expected.out", "expected.err", "expected.json", "expected.code"];

#[test]
fn every_case_says_what_it_should() {
    let folders = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    assert!(!folders.is_empty(), "there are no cases");
    let rewrite = std::env::var_os("CASEGRADE_REWRITE").is_some_and(|value| value == "1");
    let failures = failures(&folders, rewrite);
    assert!(
        failures.is_empty(),
        "{} differences in {} cases\n\n{}",
        failures.len(),
        folders.len(),
        failures.join("\n")
    );
}

#[test]
fn a_folder_that_is_no_case_fails() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| fs::write(folder.path().join(name), "").unwrap();
    file("review.toml");
    assert!(check(folder.path(), false)[0].contains("has no expected.code"));
    file("expected.code");
    file("expected.text");
    assert!(check(folder.path(), false)[0].contains("`expected.text`"));
    assert!(folders(folder.path()).is_empty());
}

/// What differs in all of `folders`, in their order; every core takes the next one that is left.
fn failures(folders: &[PathBuf], rewrite: bool) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let taken = std::iter::from_fn(|| {
            let at = next.fetch_add(1, Ordering::Relaxed);
            folders.get(at).map(|folder| (at, folder))
        });
        taken
            .flat_map(|(at, folder)| check(folder, rewrite).into_iter().map(move |difference| (at, difference)))
            .collect()
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<(usize, String)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker: std::thread::ScopedJoinHandle<'_, Vec<_>>| worker.join().unwrap())
            .collect()
    });
    found.sort();
    found.into_iter().map(|(_, difference)| difference).collect()
}

/// The folders within `folder`, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Runs the case in `folder` and says where it differs from what it expects.
fn check(folder: &Path, rewrite: bool) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let names: Vec<String> = files.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let known = |name: &str| {
        ["rubric.toml", "command", "stdin"].contains(&name)
            || REVIEWS.contains(&name)
            || name.contains(".judgement.")
            || name.ends_with(".cases.toml")
            || name.ends_with(".csv")
            || name.starts_with("out.")
            || name.starts_with("results") && name.ends_with(".json")
            || DOCUMENTS.iter().any(|ending| name.ends_with(ending))
            || EXPECTATIONS.contains(&name)
    };
    let has = |name: &str| names.iter().any(|own| own == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return vec![format!("{}: `{name}` has no meaning in a case", folder.display())];
    }
    if !has("expected.code") {
        return vec![format!("{}: the case has no expected.code", folder.display())];
    }
    let mut arguments = match fs::read_to_string(folder.join("command")) {
        Ok(line) => words(&line),
        Err(_) => {
            let review = REVIEWS.into_iter().find(|name| has(name)).unwrap_or(REVIEWS[0]);
            let rubric = if has("rubric.toml") { " --rubric rubric.toml" } else { "" };
            words(&format!("grade {review} --as-of 2026-01-01{rubric}"))
        }
    };
    let [out, err, code] = run(folder, &arguments);
    let mut found = vec![("expected.out", out), ("expected.err", err), ("expected.code", code)];
    if has("expected.json") {
        arguments.extend(words("--format json"));
        let [json, _, code] = run(folder, &arguments);
        found.extend([("expected.json", pretty(&json)), ("expected.code", code)]);
    }
    for written in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if written.file_stem().is_some_and(|stem| stem == "out") {
            fs::remove_file(written).unwrap();
        }
    }
    found.retain(|(name, _)| has(name));
    found.into_iter().filter_map(|(name, found)| compare(&folder.join(name), &found, rewrite)).collect()
}

/// What the program says on both streams, and its exit code.
fn run(folder: &Path, arguments: &[String]) -> [String; 3] {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    let stdin = fs::File::open(folder.join("stdin")).map_or_else(|_| Stdio::null(), Stdio::from);
    let output = command.args(arguments).current_dir(folder).stdin(stdin).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
    [text(output.stdout), text(output.stderr), code + "\n"]
}

/// The words of a line, those in double quotes taken together.
fn words(line: &str) -> Vec<String> {
    let part = |(at, part): (usize, &str)| -> Vec<String> {
        if at % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
    };
    line.split('"').enumerate().flat_map(part).collect()
}

/// JSON as a text to compare, without what changes with every version.
fn pretty(json: &str) -> String {
    let mut value: Value = serde_json::from_str(json).unwrap_or_else(|_| Value::from(json));
    for (place, word) in [("/tool/version", "[VERSION]"), ("/rubric/hash", "[HASH]"), ("/rubrics/0/hash", "[HASH]")] {
        if let Some(found) = value.pointer_mut(place) {
            *found = Value::from(word);
        }
    }
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

/// The difference between what `file` holds and what was found, if there is any; it is mended where that is asked for.
fn compare(file: &Path, found: &str, rewrite: bool) -> Option<String> {
    let expected = fs::read_to_string(file).unwrap().replace("\r\n", "\n");
    let expected = if file.ends_with("expected.json") { pretty(&expected) } else { expected };
    if expected == found {
        return None;
    }
    if rewrite {
        fs::write(file, found).unwrap();
        return None;
    }
    let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(file).display().to_string();
    let (expected, found) = (snapbox::Data::text(expected).raw(), snapbox::Data::text(found).raw());
    let mut difference = String::new();
    write_diff(&mut difference, &expected, &found, Some(&name), Some(&"what it says"), Palette::plain()).unwrap();
    Some(difference)
}
