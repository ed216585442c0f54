//! The same review in TOML, JSON and YAML is the same review: results differ in places and file names only.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test that meets something unforeseen must fail"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use toml::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The TOML files of the examples and of the cases of the shipped rubric, those of a folder together.
fn folders() -> Vec<Vec<PathBuf>> {
    let folders = ["examples/fictional", "examples/published", "tests/rules/scr-2009"];
    let files = |folder: &str| {
        let paths = fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
        paths.sort();
        paths
    };
    folders.into_iter().map(files).collect()
}

/// A date is a text in the other formats.
fn scalar(value: &Value) -> String {
    match value {
        Value::Datetime(date) => format!("\"{date}\""),
        Value::String(text) => serde_json::to_string(text).unwrap(),
        other => other.to_string(),
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",\n")),
        Value::Table(table) => {
            let pairs =
                table.iter().map(|(key, value)| format!("{}: {}", serde_json::to_string(key).unwrap(), json(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(",\n "))
        }
        other => scalar(other),
    }
}

/// Block style, as people write it; dates without quotes.
fn yaml(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Table(table) if !table.is_empty() => {
            for (number, (key, value)) in table.iter().enumerate() {
                let first = number == 0 && text.ends_with("- ");
                write!(text, "{}{key}:", if first { String::new() } else { " ".repeat(indent) }).unwrap();
                below(value, indent, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                write!(text, "{}- ", " ".repeat(indent)).unwrap();
                if matches!(item, Value::Table(_)) { yaml(item, indent + 2, text) } else { below(item, indent, text) }
            }
        }
        other => below(other, indent, text),
    }
}

fn below(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Table(table) if table.is_empty() => text.push_str(" {}\n"),
        Value::Array(items) if items.is_empty() => text.push_str(" []\n"),
        Value::Table(_) | Value::Array(_) => {
            text.push('\n');
            yaml(value, indent + 2, text);
        }
        Value::Datetime(date) => writeln!(text, " {date}").unwrap(),
        Value::String(string) if string.contains('\n') => {
            let lines: String = string
                .trim_end_matches('\n')
                .lines()
                .map(|line| format!("{}{line}\n", " ".repeat(indent + 2)))
                .collect();
            let keep = match string.len() - string.trim_end_matches('\n').len() {
                0 => "-",
                1 => "",
                _ => panic!("a text that ends in several line ends is not written here"),
            };
            write!(text, " |2{keep}\n{}", lines.replace(&format!("\n{}\n", " ".repeat(indent + 2)), "\n\n")).unwrap();
        }
        other => writeln!(text, " {}", scalar(other)).unwrap(),
    }
}

/// The result of grading a folder, without places and without the endings of names.
fn result(folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(["grade", ".", "--format", "json", "--impact", "--as-of", "2026-01-01"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut page: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!page["reviews"].as_array().unwrap().is_empty());
    forget_places(&mut page);
    serde_json::to_string_pretty(&page).unwrap()
}

fn forget_places(value: &mut Json) {
    match value {
        Json::Object(object) => {
            for key in ["line", "column"] {
                object.entry(key).and_modify(|place| *place = Json::Null);
            }
            if let Some(Json::String(source)) = object.get_mut("source") {
                *source = source.rsplit_once('.').unwrap().0.to_owned();
            }
            object.values_mut().for_each(forget_places);
        }
        Json::Array(items) => items.iter_mut().for_each(forget_places),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn the_same_review_in_each_format_has_the_same_result() {
    for files in folders() {
        let folder = tempfile::tempdir().unwrap();
        let of = |format: &str| folder.path().join(format);
        for format in ["toml", "json", "yaml"] {
            fs::create_dir(of(format)).unwrap();
        }
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let value = Value::Table(text.parse().unwrap());
            let name = |format: &str| of(format).join(file.file_name().unwrap()).with_extension(format);
            fs::write(name("toml"), &text).unwrap();
            fs::write(name("json"), json(&value)).unwrap();
            let mut block = String::new();
            yaml(&value, 0, &mut block);
            fs::write(name("yaml"), block).unwrap();
        }
        let expected = result(&of("toml"));
        for format in ["json", "yaml"] {
            let found = result(&of(format));
            assert!(found == expected, "{format}: {}", first_difference(&expected, &found));
        }
    }
}

fn first_difference(expected: &str, found: &str) -> String {
    let differing = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
    format!("{differing:?}")
}
