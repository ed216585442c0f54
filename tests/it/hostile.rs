//! Input that means harm, or that something went wrong with: each is a clear error or a right answer, in bounded time and
//! memory, and nothing in it acts on the terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets something unforeseen must fail")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than anything here takes, on a slow machine and without optimization.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the program in a folder with some standard input; a run without end is a failure.
fn run(folder: &Path, arguments: &[&str], stdin: Stdio) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(arguments)
        .current_dir(folder)
        .stdin(stdin)
        .stdout(File::create(folder.join("said.out")).unwrap())
        .stderr(File::create(folder.join("said.err")).unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if started.elapsed() > PATIENCE => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{arguments:?} takes too long");
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    let said = |name: &str| fs::read(folder.join(name)).unwrap();
    Output { status, stdout: said("said.out"), stderr: said("said.err") }
}

/// What the program says about a file that it must refuse with `code`.
fn refused(folder: &Path, arguments: &[&str], code: &str) -> String {
    let output = run(folder, arguments, Stdio::null());
    let said = clean(&output);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    let wanted = format!("error[{code}]");
    assert!(said.contains(&wanted), "{arguments:?}: no {wanted} in {}", said.chars().take(2000).collect::<String>());
    said
}

/// Both streams, in which nothing acts on a terminal and which are short enough to read.
fn clean(output: &Output) -> String {
    let said = [output.stderr.as_slice(), output.stdout.as_slice()].concat();
    let said = String::from_utf8(said).unwrap();
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    assert!(!said.contains(acts), "{said:?}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(said.len() < 300_000, "{} bytes are said", said.len());
    said
}

fn folder_with(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Writes each file, and has it refused with its code.
fn all_refused(files: &[(&str, String, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, code) in files {
        fs::write(folder.path().join(name), text).unwrap();
        refused(folder.path(), &["grade", name], code);
    }
}

const TOML: &str = "[review]\nid = \"a\"\nrecord = \"whole\"\n";
const JSON: &str = "{\"review\": {\"id\": \"a\", \"record\": \"whole\"}";
const YAML: &str = "review:\n  id: a\n  record: whole\n";

#[test]
fn levels_without_end_are_refused() {
    for levels in [200, 200_000] {
        let nested = |open: &str, close: &str| open.repeat(levels) + "1" + &close.repeat(levels);
        let dots = "a.".repeat(levels);
        all_refused(&[
            ("arrays.toml", format!("{TOML}[custom]\nx = {}", nested("[", "]")), "too-deep"),
            ("tables.toml", format!("{TOML}[custom]\nx = {}", nested("{a=", "}")), "too-deep"),
            ("keys.toml", format!("{TOML}[custom]\n{dots}a = 1"), "too-deep"),
            ("header.toml", format!("{TOML}[custom.{dots}a]\nx = 1"), "too-deep"),
            ("lists.json", format!("{JSON}, \"custom\": {}}}", nested("[", "]")), "too-deep"),
            ("objects.json", format!("{JSON}, \"custom\": {}}}", nested("{\"a\":", "}")), "too-deep"),
            ("open.json", format!("{JSON}, \"custom\": {}", "[".repeat(levels)), "too-deep"),
            ("flow.yaml", format!("{YAML}custom: {}", nested("[", "]")), "too-deep"),
            ("mappings.yaml", format!("{YAML}custom: {}", nested("{a: ", "}")), "too-deep"),
            ("dashes.yaml", format!("{YAML}custom:\n  {}1", "- ".repeat(levels)), "too-deep"),
            ("questions.yaml", format!("{YAML}custom:\n  {}1", "? ".repeat(levels)), "too-deep"),
        ]);
    }
    let below: String = (0..100).map(|level| format!("{}a:\n", " ".repeat(level + 1))).collect();
    all_refused(&[("block.yaml", format!("{YAML}custom:\n{below}"), "too-deep")]);
}

#[test]
fn the_limits_can_be_moved() {
    let folder = folder_with(&[
        ("deep.toml", format!("{TOML}[custom]\na.b.c = 1\n")),
        ("deep.json", format!("{JSON}, \"custom\": {{\"a\": {{\"b\": {{\"c\": 1}}}}}}}}")),
        ("deep.yaml", format!("{YAML}custom: {{a: {{b: {{c: 1}}}}}}\n")),
    ]);
    for file in ["deep.toml", "deep.json", "deep.yaml"] {
        refused(folder.path(), &["grade", file, "--max-depth", "3"], "too-deep");
        refused(folder.path(), &["grade", file, "--max-depth", "5"], "wrong-type");
        refused(folder.path(), &["grade", file, "--max-items", "4"], "too-many-items");
        refused(folder.path(), &["grade", file, "--max-size", "40"], "too-large");
        let said = refused(folder.path(), &["grade", file, "--max-size", "1kB", "--max-items", "50"], "wrong-type");
        assert!(!said.contains("too-"), "{said}");
    }
}

#[test]
fn items_without_end_are_refused() {
    let numbers = "1,".repeat(1_000_001);
    all_refused(&[
        ("items.toml", format!("{TOML}[custom]\nx = [{numbers}]"), "too-many-items"),
        ("items.json", format!("{JSON}, \"custom\": {{\"x\": [{numbers}1]}}}}"), "too-many-items"),
        ("items.yaml", format!("{YAML}custom: [{numbers}]"), "too-many-items"),
    ]);
}

#[test]
fn an_alias_cannot_grow() {
    let level =
        |name: char, of: char| format!("{name}: &{name} [*{of},*{of},*{of},*{of},*{of},*{of},*{of},*{of},*{of}]\n");
    let bomb: String = ('b'..='z').zip('a'..).map(|(name, of)| level(name, of)).collect();
    all_refused(&[("bomb.yaml", format!("a: &a [1, 2]\n{bomb}"), "yaml-not-read")]);
}

#[test]
fn mistakes_without_end_are_told_in_short() {
    const MANY: usize = 3_000;
    let each = |line: &str| (0..MANY).map(|number| line.replace("{}", &number.to_string())).collect::<String>();
    all_refused(&[
        ("unknown.toml", format!("{TOML}{}", each("k{} = 1\n")), "unknown-key"),
        ("unknown.json", format!("{JSON}{}}}", each(", \"k{}\": 1")), "unknown-key"),
        ("unknown.yaml", format!("{YAML}{}", each("k{}: 1\n")), "unknown-key"),
        ("twice.toml", format!("{TOML}{}", each("title = \"x\"\n")), "toml-duplicate-key"),
        ("twice.json", format!("{JSON}{}}}", each(", \"title\": 1")), "json-duplicate-key"),
        ("twice.yaml", format!("{YAML}{}", each("  title: x\n")), "yaml-duplicate-key"),
        ("ids.toml", format!("{TOML}{}", each("[[findings]]\nid = \"F\"\n")), "duplicate-id"),
        ("links.toml", format!("{TOML}{}", each("[[actions]]\nid = \"A{}\"\naddresses = [\"F{}\"]\n")), "unknown-id"),
        ("ranges.toml", format!("{TOML}[custom]\n{}", each("k{} = 1e999\n")), "number-out-of-range"),
        (
            "ranges.json",
            format!("{JSON}, \"custom\": {{\"x\": 1{}}}}}", each(", \"k{}\": 1e999")),
            "number-out-of-range",
        ),
        ("anchors.yaml", format!("{YAML}custom:\n{}", each("  k{}: &x 1\n")), "yaml-not-read"),
        ("lines.toml", each("x y z\n"), "toml-line"),
        ("quotes.toml", each("a{} = \"\n"), "toml-string"),
        ("words.json", format!("{{{}", each("\"k{}\": x\n")), "json-unquoted"),
        ("commas.json", format!("{{{}", ",".repeat(MANY)), "json-syntax"),
        ("colons.yaml", each("a: b: c\n"), "yaml-colon"),
    ]);
}

#[test]
fn a_key_or_a_text_of_a_megabyte() {
    let long = "k".repeat(1_000_000);
    all_refused(&[
        ("key.toml", format!("{TOML}{long} = 1"), "unknown-key"),
        ("key.json", format!("{JSON}, \"{long}\": 1}}"), "unknown-key"),
        ("key.yaml", format!("{YAML}{long}: 1"), "yaml-key"),
        ("word.toml", format!("{TOML}title = {long}"), "toml-unquoted"),
        ("word.json", format!("{{\"review\": {long}}}"), "json-unquoted"),
        ("value.yaml", format!("review:\n  id: a\n  record: {long}"), "unknown-value"),
    ]);
}

#[test]
fn nothing_that_is_shown_acts() {
    let trick = "\u{1b}[2J\u{202e}evil\u{2066}\u{7}\r\u{9b}31m";
    let escaped: String = trick.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    let folder = folder_with(&[
        (
            "value.toml",
            format!(
                "[review]\nid = \"{escaped}\"\nrecord = \"whole\"\n[[actions]]\nid = \"{escaped}\"\ntext = \"{escaped}\"\n"
            ),
        ),
        (
            "value.json",
            format!(
                "{{\"review\": {{\"id\": \"{escaped}\", \"record\": \"whole\"}}, \"actions\": [{{\"id\": \"{escaped}\"}}]}}"
            ),
        ),
        ("value.yaml", format!("review: {{id: \"{escaped}\", record: whole}}\nactions:\n- id: \"{escaped}\"\n")),
        ("key.toml", format!("{TOML}\"{escaped}\" = 1\n")),
        ("key.json", format!("{JSON}, \"{escaped}\": 1}}")),
        ("key.yaml", format!("{YAML}\"{escaped}\": 1\n")),
        ("raw.toml", format!("{TOML}title = {trick}\n")),
        ("raw.json", format!("{{\"review\": {{\"id\": \"{trick}\", {trick}: 1}}}}")),
        ("raw.yaml", format!("{YAML}  title: {trick}\n  {trick}: x\n")),
        (&format!("{trick}.toml"), format!("{TOML}titel = \"x\"\n")),
    ]);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let plain = run(folder.path(), &["grade", &name, "--all"], Stdio::null());
        assert!(!clean(&plain).is_empty());
        clean(&run(folder.path(), &["grade", &name, "--format", "json"], Stdio::null()));
    }
    for arguments in [
        ["explain", trick, "--rubric", "scr-2009"],
        ["explain", "LA1", "--rubric", trick],
        ["grade", trick, "--rubric", trick],
    ] {
        let output = run(folder.path(), &arguments, Stdio::null());
        assert!(clean(&output).contains("evil"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn numbers_and_dates_out_of_range() {
    all_refused(&[
        ("number.toml", format!("{TOML}[summary]\npages = 99999999999999999999\n"), "number-out-of-range"),
        ("number.json", format!("{JSON}, \"summary\": {{\"pages\": 99999999999999999999}}}}"), "number-out-of-range"),
        ("number.yaml", format!("{YAML}summary:\n  pages: 99999999999999999999\n"), "number-out-of-range"),
        ("pages.toml", format!("{TOML}[summary]\npages = -1\n"), "wrong-value"),
        ("pages.json", format!("{JSON}, \"summary\": {{\"pages\": 4294967296}}}}"), "wrong-value"),
        ("infinite.yaml", format!("{YAML}custom:\n  x: .inf\n"), "number-out-of-range"),
        ("date.toml", format!("{TOML}[dates]\ndecided = 2009-02-30\n"), "toml-date"),
        ("date.json", format!("{JSON}, \"dates\": {{\"decided\": \"2009-02-30\"}}}}"), "wrong-value"),
        ("date.yaml", format!("{YAML}dates:\n  decided: 2009-02-30\n"), "wrong-value"),
        ("year.json", format!("{JSON}, \"dates\": {{\"decided\": 99999}}}}"), "wrong-value"),
        ("year.yaml", format!("{YAML}dates:\n  decided: 0000-01-01\n"), "wrong-value"),
    ]);
}

#[test]
fn a_file_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["large.toml", "large.json", "large.yaml", "large.judgement.toml"] {
        File::create(folder.path().join(name)).unwrap().set_len(1 << 30).unwrap();
    }
    for name in ["large.toml", "large.json", "large.yaml"] {
        refused(folder.path(), &["grade", name], "too-large");
    }
    fs::write(folder.path().join("large.toml"), TOML).unwrap();
    refused(folder.path(), &["grade", "large.toml"], "too-large");
    let rubric = run(folder.path(), &["explain", "LA1", "--rubric", "large.yaml"], Stdio::null());
    assert!(clean(&rubric).contains("it is larger than 32 MB"));
    let lines = format!("{JSON}}}\n{}\n{JSON}, \"x\": 1}}\n", "x".repeat(100_000));
    fs::write(folder.path().join("lines.ndjson"), lines).unwrap();
    let said = refused(folder.path(), &["grade", "lines.ndjson", "--max-size", "64kB"], "too-large");
    assert!(said.contains("`lines.ndjson:2`: it is larger than 64 kB") && said.contains("lines.ndjson:3:"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_read_within_bounds_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
    link("nowhere.toml", "dangling.toml");
    link("itself.toml", "itself.toml");
    link("/dev/zero", "zero.toml");
    link("/dev/null", "null.toml");
    fs::create_dir(folder.path().join("folder.toml")).unwrap();
    for (name, code) in [
        ("dangling.toml", "cannot-read"),
        ("itself.toml", "cannot-read"),
        ("folder.toml", "cannot-read"),
        ("zero.toml", "too-large"),
        ("null.toml", "not-a-review"),
    ] {
        refused(folder.path(), &["grade", name], code);
    }
    for format in ["toml", "json", "yaml", "ndjson"] {
        let endless = Stdio::from(File::open("/dev/zero").unwrap());
        let output = run(folder.path(), &["grade", "-", "--input-format", format, "--max-size", "2MB"], endless);
        assert_eq!(output.status.code(), Some(2));
        assert!(clean(&output).contains("it is larger than 2 MB"), "{format}");
    }
}

#[cfg(unix)]
fn pipe(folder: &Path, name: &str) {
    assert!(Command::new("mkfifo").arg(folder.join(name)).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_somebody_writes_to_it() {
    let folder = tempfile::tempdir().unwrap();
    pipe(folder.path(), "pipe.toml");
    let write = || {
        let pipe = folder.path().join("pipe.toml");
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(1));
            fs::write(pipe, TOML).unwrap();
        })
    };
    let writer = write();
    let output = run(folder.path(), &["grade", "pipe.toml"], Stdio::null());
    assert_eq!(output.status.code(), Some(0), "{}", clean(&output));
    writer.join().unwrap();
    fs::write(folder.path().join("table.md"), "there already").unwrap();
    let writer = write();
    let output = run(folder.path(), &["table", "pipe.toml", "--output", "table.md"], Stdio::null());
    assert_eq!(output.status.code(), Some(0), "{}", clean(&output));
    assert!(fs::read_to_string(folder.path().join("table.md")).unwrap().contains("1 review"));
    writer.join().unwrap();
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for_without_end() {
    let folder = folder_with(&[
        ("sound.toml", TOML.to_owned()),
        ("answered.toml", TOML.to_owned()),
        ("document.toml", format!("documents.overview = \"overview.docx\"\n{TOML}")),
    ]);
    for name in ["pipe.toml", "answered.judgement.toml", "overview.docx", "notes.txt"] {
        pipe(folder.path(), name);
    }
    refused(folder.path(), &["grade", "answered.toml"], "cannot-read");
    refused(folder.path(), &["grade", "document.toml"], "document-not-read");
    let said = refused(folder.path(), &["grade", "."], "cannot-read");
    assert!(said.contains("`./pipe.toml`: it is a pipe") && said.contains("./sound.toml"), "{said}");
    assert_eq!(said.matches("error[cannot-read]").count(), 2, "{said}");
    let said = refused(folder.path(), &["grade", "pipe.toml", "sound.toml"], "cannot-read");
    assert!(said.contains("nothing was written to it for 10 seconds") && said.contains("INADEQUATE"), "{said}");
    let output = run(folder.path(), &["grade", "pipe.toml", "--watch"], Stdio::null());
    assert!(output.status.code() == Some(2) && clean(&output).contains("needs a file"));
}
