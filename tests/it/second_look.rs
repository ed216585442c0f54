//! Signs that a form was filled in to please are reported in every format, and never change the grade.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// FICTIONAL. The same text three times, two actions alike, an owner who is nobody, a date decades away.
const FORM: &str = r#"
[review]
id = "pleasing"
record = "whole"

[dates]
decided = 2009-11-20
completed = 2010-02-15

[[findings]]
id = "F1"
text = "Staff did not share what they knew"
[[findings]]
id = "F2"
text = "Staff did not share what they knew"
[[findings]]
id = "F3"
text = "staff did not share what they knew."

[[actions]]
id = "A1"
text = "Train every health visitor in the county to record what they see"
owner = "Everyone"
due = 2010-09-01
[[actions]]
id = "A2"
text = "Train every school nurse in the county to record what they see"
owner = "Head of Service"
due = 2059-09-01
"#;

fn grade(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.current_dir(folder).args(["grade", "--as-of", "2010-06-01"]).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn codes(folder: &Path, file: &str) -> Vec<String> {
    let output = grade(folder, &[file, "--format", "json"]);
    let page: Value = serde_json::from_slice(&output.stdout).unwrap();
    let looks = page["reviews"][0]["second-look"].as_array().cloned().unwrap_or_default();
    looks.iter().map(|look| look["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn signs_of_filling_in_to_please_stand_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("form.toml"), FORM).unwrap();
    assert_eq!(codes(folder, "form.toml"), ["same-text", "similar-actions", "owner-everyone", "distant-date"]);
    for format in ["text", "md", "html"] {
        let shown = text(&grade(folder, &["form.toml", "--format", format]));
        assert!(shown.contains("Worth a second look"), "{format}: {shown}");
        for message in ["3 findings have the same", "2 actions are nearly the same", "nobody in particular", "decades"]
        {
            assert!(shown.contains(message), "{format} lacks `{message}`: {shown}");
        }
    }
    let sarif = text(&grade(folder, &["form.toml", "--format", "sarif"]));
    let lines = text(&grade(folder, &["form.toml", "--format", "ndjson"]));
    assert!(sarif.contains("owner-everyone") && lines.contains("owner-everyone"), "{sarif}{lines}");
}

#[test]
fn a_plain_form_has_no_signs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for form in ["examples/fictional/child-k.toml", "examples/successors/child-q.toml"] {
        let form = root.join(form);
        if form.exists() {
            let found = codes(root, form.to_str().unwrap());
            assert!(!found.iter().any(|code| code != "bare-answer"), "{}: {found:?}", form.display());
        }
    }
}

#[test]
fn a_form_of_a_word_or_two_everywhere_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let short = FORM.replace("Staff did not share what they knew", "Not shared");
    let short = short.replace("Train every health visitor in the county to record what they see", "Train staff");
    let short = short.replace("Train every school nurse in the county to record what they see", "Train nurses");
    fs::write(folder.join("short.toml"), short.replace("staff did not share what they knew.", "not known")).unwrap();
    let found = codes(folder, "short.toml");
    assert!(found.contains(&"short-texts".to_owned()), "{found:?}");
}

#[test]
fn an_answer_without_a_reason_a_name_or_a_day_counts_as_open_with_final_and_changes_no_grade() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("form.toml"), FORM).unwrap();
    let ids = ["FF6", "LA8", "CF6", "OP6", "TR6"];
    let answers = |rest: &str| {
        let answers = ids.iter().map(|id| format!("[[answers]]\nrule = \"{id}\"\ngrade = \"good\"\n{rest}\n"));
        fs::write(folder.join("form.judgement.toml"), answers.collect::<String>()).unwrap();
        let output = grade(folder, &["form.toml", "--final"]);
        let page: Value = serde_json::from_slice(&grade(folder, &["form.toml", "--format", "json"]).stdout).unwrap();
        let lines = grade(folder, &["form.toml", "--final", "--format", "ndjson"]);
        assert_eq!(output.status.code(), lines.status.code(), "one exit code in every format");
        (output.status.code().unwrap(), page["reviews"][0]["grade"].clone(), text(&output))
    };
    let whole = answers("because = \"We read all of it.\"\nby = \"Panel\"\non = 2010-03-01");
    assert_eq!(whole.0, 0, "{}", whole.2);
    for bare in [
        "",
        "because = \".\"\nby = \"Panel\"\non = 2010-03-01",
        "because = \"Seen\"\nby = \"Panel\"",
        "because = \"Seen\"\non = 2010-03-01",
    ] {
        let found = answers(bare);
        assert_eq!((found.0, &found.1), (1, &whole.1), "{}", found.2);
        assert!(found.2.contains("without a reason, a name or a day"), "{}", found.2);
    }
}
