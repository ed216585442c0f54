//! The library as other programs embed it: reviews from paths and from memory, without a command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it should be"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use casegrade::load::{self, Bundle, Error, Loader};
use casegrade::rubric::shipped;
use casegrade::{Rubric, document::Limits};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn rubric() -> Rubric {
    Rubric::from_toml(shipped()[0].text).unwrap()
}

/// The files of a folder, each under its name.
fn folder(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().into(), std::fs::read(&path).unwrap())).collect()
}

fn in_memory(name: &str, files: &[(PathBuf, Vec<u8>)]) -> Result<Bundle, Error> {
    load::from_bytes(name, files.to_vec())
}

/// What the program writes of a review, but for the folder of its files.
fn json(bundle: &Bundle, folder: &str) -> String {
    casegrade::grade(&rubric(), bundle).unwrap().to_json().unwrap().replace(folder, "")
}

#[test]
fn a_review_in_memory_is_read_and_graded_as_on_the_disk() {
    let mut seen = [false; 3];
    for (path, name) in [
        ("examples/fictional", "child-k.toml"),
        ("examples/fictional/thurlbeck-2010", "thurlbeck-2010.toml"),
        ("examples/documents/tarnside-2010", "tarnside-2010.toml"),
    ] {
        let path = Path::new(ROOT).join(path);
        let files = folder(&path);
        let (disk, memory) = (load::open(path.join(name)).unwrap(), in_memory(name, &files).unwrap());
        let folder = format!("{}/", path.display());
        assert!(json(&disk, &folder) == json(&memory, &folder), "{name}");
        let has = [!memory.answers.is_empty(), memory.sources.iter().count() > 1, memory.overview.is_some()];
        seen = std::array::from_fn(|at| seen[at] || has[at]);
        // Whatever is lacking in memory is not looked for on the disk.
        for (lacking, _) in files.iter().filter(|(file, _)| file.as_os_str() != name) {
            let rest: Vec<_> = files.iter().filter(|(file, _)| file != lacking).cloned().collect();
            let is_answers = lacking.to_string_lossy() == name.replace(".toml", ".judgement.toml");
            let is_named = files.iter().any(|(file, bytes)| {
                file.as_os_str() == name && String::from_utf8_lossy(bytes).contains(&*lacking.to_string_lossy())
            });
            match in_memory(name, &rest) {
                Ok(bundle) => assert!(!(is_named || is_answers && !bundle.answers.is_empty()), "{}", lacking.display()),
                Err(error) => assert!(is_named && error.to_string().contains("cannot read"), "{error}"),
            }
        }
    }
    assert_eq!(seen, [true; 3], "answers, lists and documents");
}

#[test]
fn errors_say_the_place_and_every_mistake() {
    let text = b"[review]\nid = 5\nkind = 7\n".to_vec();
    let error = load::from_bytes("a.toml", [("a.toml", text)]).unwrap_err().to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert!(lines[0].starts_with("a.toml:2:6: ") && lines[1].starts_with("a.toml:3:8: "), "{error}");
    let error = load::from_bytes("a.toml", [("b.toml", Vec::new())]).unwrap_err().to_string();
    assert_eq!(error, "cannot read `a.toml`: there is no such file or folder: did you mean `b.toml`?");
    let rubric = Rubric::from_toml("[rubric]\nid = 5\n").unwrap_err().to_string();
    assert!(rubric.contains("rubric:2:6: "), "{rubric}");
}

#[test]
fn a_line_is_a_review_and_a_wrong_one_does_not_end_the_file() {
    let lines = b"{\"review\": {\"id\": \"a\"}}\n\n{\"review\": {\"id\": 3}}\n{\"review\": {\"id\": \"c\"}}".to_vec();
    let files = load::Files::in_memory([("all.ndjson", lines)]);
    let loader = Loader { files, limits: Limits::USUAL, ..Loader::default() };
    let read: Vec<_> = loader.lines("all.ndjson").unwrap().collect();
    let ids: Vec<_> = read.iter().map(|read| read.as_ref().ok()?.review.review.id.as_deref()).collect();
    assert_eq!(ids, [Some("a"), None, Some("c")]);
    assert!(read[1].as_ref().unwrap_err().to_string().starts_with("all.ndjson:3:19: "));
}

#[test]
fn without_the_command_line_nothing_of_a_terminal_is_needed() {
    let tree = |features: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(ROOT).args(["tree", "--offline", "-e", "normal", "--prefix", "none"]).args(features);
        String::from_utf8(cargo.output().unwrap().stdout).unwrap()
    };
    let (all, core) = (tree(&[]), tree(&["--no-default-features"]));
    for name in ["clap", "same-file", "tempfile", "terminal_size", "walkdir"] {
        let has = |tree: &str| tree.lines().any(|line| line.split(' ').next() == Some(name));
        assert!(has(&all) && !has(&core), "{name}");
    }
    assert!(core.contains("jsonc-parser"), "{core}");
}

/// Reviews among files in memory are found with what belongs to them, and what is something else is named.
#[test]
fn reviews_are_found_among_files() {
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let files = [
        text("a.toml", "[review]\nid = \"a\"\n[lists]\nevents = \"events.csv\"\n[documents]\noverview = \"a.md\"\n"),
        text("a.judgement.toml", ""),
        text("a.md", "# A\n"),
        text("b.md", "# B\n"),
        text("broken.json", "{"),
        text("events.csv", "id,date\nE1,2009-05-12\n"),
        text("grades.csv", "id,grade\n"),
        text("lines.ndjson", "{\"review\": {\"id\": \"c\"}}\n{\"review\": {\"id\": \"d\"}}\n"),
        text(
            "result.json",
            "{\"tool\": {\"name\": \"casegrade\"}, \"rubric\": null, \"as-of\": \"2010-01-01\", \"reviews\": []}",
        ),
        (String::from("own.toml"), shipped()[0].text.as_bytes().to_vec()),
    ];
    let loader = Loader { files: load::Files::in_memory(files), ..Loader::default() };
    let mut found = loader.found();
    let read: Vec<_> = found.by_ref().map(|(path, read)| (path.display().to_string(), read.is_ok())).collect();
    let expected =
        [("a.toml", true), ("broken.json", false), ("lines.ndjson", true), ("lines.ndjson", true), ("b.md", true)];
    assert_eq!(read, expected.map(|(name, is_sound)| (name.to_owned(), is_sound)));
    assert_eq!(found.rubrics(), [PathBuf::from("own.toml")]);
    assert_eq!(found.results(), [PathBuf::from("result.json")]);
    assert_eq!(found.unused(), [PathBuf::from("grades.csv")]);
    assert_eq!(loader.found().only(Path::new("b.md")).count(), 1);
}

/// Ticking an item off shows in every format that has checklists, and nothing else changes.
#[test]
fn ticked_items_are_done() {
    use casegrade::report::doc::{Block, Doc};
    use casegrade::report::{Format, Style, View, fragment, write};
    let list = Block::List { items: vec!["one".into(), "two".into()], is_checklist: true };
    let mut doc = Doc { title: "x".to_owned(), blocks: vec![list] };
    let before = fragment(&doc, 2);
    doc.tick(&[1]);
    assert_eq!(fragment(&doc, 2).matches("checked=\"\"").count(), 1);
    let text = write(&doc, Format::Markdown, View::default(), Style { width: 80, color: false }).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("- [ ] one\n- [x] two"));
    doc.tick(&[]);
    assert_eq!(fragment(&doc, 2), before);
}
