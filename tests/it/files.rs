//! Every file is written whole or not at all, and read only where that is allowed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const REVIEW: &str = "[review]\nid = \"k\"\nrecord = \"whole\"\n";

fn casegrade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casegrade")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn where_the_disk_is_full_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("k.toml"), REVIEW).unwrap();
    fs::write(folder.join("draft.md"), "# Overview\n\n## Findings\n\n1. Nobody asked.\n").unwrap();
    fs::write(folder.join("there.html"), "as it was").unwrap();
    let before = names(folder);
    let writes = [
        "schema review -o s.json",
        "new n.toml",
        "rubric new r.toml",
        "import draft.md -o i.toml",
        "grade k.toml -o g.html -o g.json -o g.xlsx",
        "grade k.toml -o there.html",
        "grade k.toml --out-dir .",
        "table k.toml -o t.html",
    ];
    for write in writes {
        // No file may grow beyond nothing: what a full disk does.
        let program = env!("CARGO_BIN_EXE_casegrade");
        let limited = format!("trap '' XFSZ; ulimit -f 0; exec {program} {write} 2>&1 | cat");
        let output = Command::new("sh").current_dir(folder).args(["-c", &limited]).output().unwrap();
        assert!(said(&output).contains("cannot write"), "{write}: {}", said(&output));
        assert_eq!(names(folder), before, "{write} leaves something: {}", said(&output));
    }
    assert_eq!(fs::read_to_string(folder.join("there.html")).unwrap(), "as it was");
}

#[test]
fn a_target_that_is_read_only_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("k.toml"), REVIEW).unwrap();
    let target = folder.join("r.html");
    fs::write(&target, "as it was").unwrap();
    let mut permissions = fs::metadata(&target).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&target, permissions).unwrap();
    let output = casegrade(folder, &["grade", "k.toml", "-o", "r.html"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("it is read-only"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&target).unwrap(), "as it was");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_reads_is_given_up_and_an_interrupt_leaves_nothing() {
    use std::time::{Duration, Instant};
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("k.toml"), REVIEW).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.html")).status().unwrap().success());
    let before = names(folder);
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
        command.current_dir(folder).args(["grade", "k.toml", "-o", "r.json", "-o", "pipe.html"]);
        command.stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let waits = |child: &mut std::process::Child| {
        let since = Instant::now();
        while names(folder) == before {
            assert!(child.try_wait().unwrap().is_none(), "it does not wait");
            assert!(since.elapsed() < Duration::from_secs(60), "it writes nothing");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let mut child = start();
    waits(&mut child);
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(folder), before);
    let output = start().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("nobody read it"), "{}", said(&output));
    assert_eq!(names(folder), before);
}

#[test]
fn bases_of_cases_outside_their_folder_are_read_only_where_that_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("rubrics");
    fs::create_dir(&inner).unwrap();
    assert_eq!(casegrade(&inner, &["rubric", "new", "own.toml"]).status.code(), Some(0));
    fs::write(folder.path().join("base.toml"), REVIEW).unwrap();
    let cases = inner.join("own.cases.toml");
    let text = fs::read_to_string(&cases).unwrap() + "\n[bases.away]\nfile = \"../base.toml\"\n";
    fs::write(&cases, text).unwrap();
    let refused = said(&casegrade(&inner, &["rubric", "test", "own.toml"]));
    assert!(refused.contains("outside the folder of the cases"), "{refused}");
    let allowed = said(&casegrade(&inner, &["rubric", "test", "own.toml", "--allow-outside"]));
    assert!(!allowed.contains("outside the folder"), "{allowed}");
}

#[test]
fn results_with_a_byte_order_mark_are_results() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("k.toml"), REVIEW).unwrap();
    for format in ["json", "ndjson"] {
        let results = casegrade(folder, &["grade", "k.toml", "--format", format, "--as-of", "2010-01-01"]).stdout;
        let name = format!("r.{format}");
        fs::write(folder.join(&name), [b"\xef\xbb\xbf".as_slice(), &results].concat()).unwrap();
        let output = casegrade(folder, &["table", &name]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).contains("1 review"), "{}", said(&output));
    }
}

#[test]
fn a_year_out_of_range_is_named_and_no_date_is_advised_that_is_refused_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for date in ["9999-12-31", "\"9999-12-31\"", "\"31/12/9999\"", "0001-01-01", "\"9999\""] {
        fs::write(folder.join("k.toml"), format!("{REVIEW}[[actions]]\nid = \"A1\"\ndue = {date}\n")).unwrap();
        let output = said(&casegrade(folder, &["grade", "k.toml"]));
        assert!(output.contains("1900 to 2199"), "{date}: {output}");
        assert!(!output.contains("write `9999"), "{date}: {output}");
    }
}

#[cfg(unix)]
#[test]
fn a_command_that_is_offered_can_be_pasted_into_a_shell() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["Mrs A's form.toml", "$(touch gone) `x`.toml", "-form.toml", "a\"b.toml"] {
        let path = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
        let output = said(&casegrade(folder, &["new", &path]));
        let command = output.split("then run: casegrade ").nth(1).unwrap_or_else(|| panic!("{output}")).trim();
        let program = env!("CARGO_BIN_EXE_casegrade");
        let pasted =
            Command::new("sh").current_dir(folder).args(["-c", &format!("{program} {command}")]).output().unwrap();
        assert_ne!(pasted.status.code(), Some(2), "{command}: {}", said(&pasted));
    }
    assert!(!folder.join("gone").exists());
}
