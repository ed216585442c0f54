//! `casegrade verify` finds every kind of change in an archive, and takes no comment for one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where a value is missing"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A folder of reviews with a list, judgement files and a rubric of its own, and their results.
struct Archive {
    folder: tempfile::TempDir,
    results: PathBuf,
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr))
}

const RUBRIC: &str = r#"
[rubric]
id = "own"
title = "A rubric"
version = "1"

[[criteria]]
id = "plan"
title = "The plan"

[[criteria.rules]]
id = "P1"
title = "Every action has an owner"
each = "actions"
must = { owner = "present" }
met = "good"
empty = "unmet"
why = "x"
source = "ours"

[[criteria.rules]]
id = "P2"
title = "It goes deep"
ask = "Is it deep?"
levels = { outstanding = "very", good = "yes", adequate = "partly", inadequate = "no" }
why = "x"
source = "ours"
"#;

const REVIEW: &str = "# a comment\n[review]\nid = \"ID\"\nrecord = \"whole\"\n\n[lists]\nactions = \"ID.csv\"\n";

impl Archive {
    fn new(format: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("reviews")).unwrap();
        fs::create_dir(folder.path().join("panel")).unwrap();
        let archive = Archive { results: folder.path().join(format!("results.{format}")), folder };
        archive.write("rubric.toml", RUBRIC);
        for id in ["a", "b", "ŵyn"] {
            archive.write(&format!("reviews/{id}.toml"), &REVIEW.replace("ID", id));
            archive.write(&format!("reviews/{id}.csv"), "id,owner\nA1,the board\nA2,the school\n");
            archive.write(&format!("panel/{id}.judgement.ann.toml"), "[[answers]]\nrule = \"P2\"\ngrade = \"good\"\n");
        }
        let grade = "grade reviews --rubric rubric.toml --judgements panel --as-of 2026-01-01 --format";
        let mut arguments: Vec<&str> = grade.split_whitespace().collect();
        arguments.push(format);
        let output = Command::new(env!("CARGO_BIN_EXE_casegrade"))
            .args(arguments)
            .current_dir(archive.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::write(&archive.results, output.stdout).unwrap();
        archive
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}: {text}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// The exit code, and the status of each review.
    fn verify(&self) -> (Option<i32>, Vec<String>) {
        let results = self.results.to_str().unwrap();
        let (code, text) = run(self.folder.path(), &["verify", results, "--format", "json"]);
        let page: Value =
            serde_json::Deserializer::from_str(&text).into_iter().next().unwrap().unwrap_or(Value::String(text));
        let word = |own: &Value| {
            let all = own["changed"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect::<Vec<_>>();
            assert_eq!(own["status"].as_str().unwrap(), *all.first().unwrap_or(&"same"));
            if all.is_empty() { "same".to_owned() } else { all.join("+") }
        };
        (code, page["reviews"].as_array().unwrap_or_else(|| panic_with(&page)).iter().map(word).collect())
    }
}

fn panic_with(page: &Value) -> ! {
    panic!("{page}")
}

const FORMATS: [&str; 2] = ["json", "ndjson"];

/// What `edit` does to an archive, in each format.
fn after(edit: impl Fn(&Archive), wanted: [&str; 3]) {
    for format in FORMATS {
        let archive = Archive::new(format);
        edit(&archive);
        let (code, found) = archive.verify();
        assert_eq!(found, wanted, "{format}");
        assert_eq!(code, Some(i32::from(wanted != ["same"; 3])), "{format}");
    }
}

#[test]
fn what_means_the_same_is_the_same() {
    after(|_| {}, ["same"; 3]);
    after(
        |archive| {
            archive
                .write("reviews/a.toml", &REVIEW.replace("ID", "a").replace("# a comment", "").replace('\n', "\r\n"));
            archive.write(
                "reviews/b.toml",
                "[lists]\nactions = \"b.csv\"\n[review]\nrecord = \"whole\" # all\nid = 'b'\n",
            );
            archive.write("reviews/b.csv", "id,owner\r\nA1,the board\r\nA2,the school\r\n");
            archive.edit("panel/a.judgement.ann.toml", "[[answers]]", "# ann\r\n[[answers]]");
            archive.edit("rubric.toml", "\n", "\r\n");
        },
        ["same"; 3],
    );
}

#[test]
fn every_change_of_an_input_is_found() {
    after(|archive| archive.edit("reviews/a.toml", "whole", "part"), ["review-changed", "same", "same"]);
    after(|archive| archive.edit("reviews/b.csv", "the school", ""), ["same", "review-changed", "same"]);
    after(
        |archive| archive.edit("panel/ŵyn.judgement.ann.toml", "good", "adequate"),
        ["same", "same", "judgement-changed"],
    );
    after(
        |archive| archive.write("panel/b.judgement.ben.toml", "[[notes]]\ntext = \"so\"\n"),
        ["same", "judgement-changed", "same"],
    );
    after(
        |archive| fs::remove_file(archive.folder.path().join("panel/a.judgement.ann.toml")).unwrap(),
        ["judgement-changed", "same", "same"],
    );
    after(|archive| archive.edit("rubric.toml", "It goes deep", "It is deep"), ["rubric-changed"; 3]);
    after(
        |archive| fs::remove_file(archive.folder.path().join("reviews/a.toml")).unwrap(),
        ["missing", "same", "same"],
    );
    after(|archive| archive.edit("reviews/a.toml", "\"a\"", "\"c\""), ["missing", "same", "same"]);
    after(|archive| archive.write("reviews/b.toml", "["), ["same", "missing", "same"]);
    after(
        |archive| {
            archive.edit("reviews/a.csv", "the school", "");
            archive.edit("panel/a.judgement.ann.toml", "good", "outstanding");
        },
        ["review-changed+judgement-changed", "same", "same"],
    );
}

/// Changes the first review of results as somebody would who wants it to look better.
fn doctor(archive: &Archive, change: impl Fn(&mut Value)) {
    let text = fs::read_to_string(&archive.results).unwrap();
    let text = if archive.results.extension().unwrap() == "json" {
        let mut page: Value = serde_json::from_str(&text).unwrap();
        change(&mut page["reviews"][0]);
        page.to_string()
    } else {
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        change(&mut lines[0]);
        lines.iter().map(|line| format!("{line}\n")).collect()
    };
    fs::write(&archive.results, text).unwrap();
}

#[test]
fn edited_results_are_found_and_another_version_is_named() {
    let better = |review: &mut Value| {
        for key in ["grade", "final", "floor", "ceiling"] {
            if review[key].is_string() {
                review[key] = Value::from("outstanding");
            }
        }
    };
    after(|archive| doctor(archive, better), ["result-changed", "same", "same"]);
    let older = |archive: &Archive| {
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = fs::read_to_string(&archive.results).unwrap().replace("\"version\":\"0", "\"version\": \"0");
        fs::write(&archive.results, text.replace(&version, "\"version\": \"0.0.1\"")).unwrap();
    };
    // Another version that gives the same results is no difference.
    after(older, ["same"; 3]);
    after(
        |archive| {
            doctor(archive, better);
            older(archive);
        },
        ["tool-changed", "same", "same"],
    );
    after(
        |archive| {
            doctor(archive, |review| drop(review.as_object_mut().unwrap().remove("hash")));
        },
        ["unknown", "same", "same"],
    );
}

/// Every value within `value` that says something of a review, as a pointer.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, own)| pointers(own, &format!("{at}/{key}"), all)),
        Value::Array(list) => list.iter().enumerate().for_each(|(key, own)| pointers(own, &format!("{at}/{key}"), all)),
        Value::Null => {}
        _ => all.push(at.to_owned()),
    }
}

#[test]
fn an_edit_of_anything_that_results_say_is_found() {
    for format in FORMATS {
        let archive = Archive::new(format);
        let text = fs::read_to_string(&archive.results).unwrap();
        let copy = std::cell::RefCell::new(Value::Null);
        doctor(&archive, |own| drop(copy.replace(own.clone())));
        let review = copy.into_inner();
        let mut all = Vec::new();
        pointers(&review, "", &mut all);
        let places = ["/source", "/line", "/column"];
        let says = |own: &&String| {
            let is_about_it = ["/id", "/hash", "/tool", "/command", "/rubric"].iter().all(|key| !own.starts_with(key));
            is_about_it && !own.contains("/hash") && !places.iter().any(|place| own.ends_with(place))
        };
        // Each kind of value once: every run of the program takes its time.
        let mut kinds = std::collections::BTreeMap::new();
        for own in all.iter().filter(says) {
            kinds.entry(own.replace(|c: char| c.is_ascii_digit(), "")).or_insert_with(|| own.clone());
        }
        assert!(kinds.len() > 12, "{kinds:?}");
        for own in kinds.values() {
            fs::write(&archive.results, &text).unwrap();
            doctor(&archive, |review| {
                let value = review.pointer_mut(own).unwrap();
                *value = match value.clone() {
                    Value::Bool(own) => Value::from(!own),
                    Value::Number(own) => Value::from(own.as_f64().unwrap() + 1.0),
                    Value::String(own) if ["outstanding", "good", "inadequate"].contains(&own.as_str()) => {
                        Value::from("adequate")
                    }
                    Value::String(own) if own == "adequate" => Value::from("good"),
                    other => Value::from(format!("{}x", other.as_str().unwrap())),
                };
            });
            let (code, text) = run(archive.folder.path(), &["verify", archive.results.to_str().unwrap()]);
            assert_ne!(code, Some(0), "{format} {own}: {text}");
        }
    }
}

#[test]
fn an_archive_with_masked_names_is_the_same_without_the_list_of_names() {
    for format in FORMATS {
        let archive = Archive::new(format);
        archive.write(
            "reviews/a.toml",
            &REVIEW.replace("ID", "a").replace("record", "title = \"About Gwenllian\"\nrecord"),
        );
        archive.write("names.txt", "Gwenllian\n");
        let grade = "grade reviews --rubric rubric.toml --judgements panel --names names.txt --format";
        let mut arguments: Vec<&str> = grade.split_whitespace().collect();
        arguments.push(format);
        let (_, text) = run(archive.folder.path(), &arguments);
        fs::write(&archive.results, text).unwrap();
        let results = archive.results.to_str().unwrap();
        for more in [&["--names", "names.txt"][..], &[]] {
            let (code, text) = run(archive.folder.path(), &[&["verify", results], more].concat());
            assert_eq!(code, Some(0), "{text}");
        }
    }
}

#[test]
fn an_archive_is_found_from_another_folder() {
    for format in FORMATS {
        let archive = Archive::new(format);
        let (results, folder) = (archive.results.to_str().unwrap(), archive.folder.path().to_str().unwrap());
        let elsewhere = tempfile::tempdir().unwrap();
        fs::copy(&archive.results, elsewhere.path().join(format!("moved.{format}"))).unwrap();
        let (code, text) = run(elsewhere.path(), &["verify", &format!("moved.{format}"), "--folder", folder]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("All 3 reviews are the same"), "{text}");
        let (code, text) = run(&archive.folder.path().join("reviews"), &["verify", results, "--folder", ".."]);
        assert_eq!(code, Some(0), "{text}");
    }
}

#[test]
fn what_is_no_file_of_results_is_refused() {
    let archive = Archive::new("json");
    for file in ["rubric.toml", "reviews/a.csv", "nothing.json", "reviews", "-"] {
        let (code, text) = run(archive.folder.path(), &["verify", file]);
        assert_eq!(code, Some(2), "{file}: {text}");
        assert!(text.starts_with("error"), "{file}: {text}");
    }
    let (code, text) = run(archive.folder.path(), &["verify", "results.json", "-o", "results.json"]);
    assert_eq!(code, Some(2), "{text}");
}
