//! Documents as JSON values, the schemas that judge them, and changes that a slip of the pen could make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use casegrade::document::{Format, Kind, Limits, Node, Parsed, parse};
use casegrade::report::SCHEMAS;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A schema that can judge.
pub(crate) struct Schema(Validator);

/// All schemas by name, made once.
pub(crate) fn schemas() -> BTreeMap<&'static str, Schema> {
    SCHEMAS.iter().map(|known| (known.name, Schema::of(known.name))).collect()
}

impl Schema {
    pub(crate) fn of(name: &str) -> Self {
        let known = SCHEMAS.iter().find(|known| known.name == name).unwrap();
        Schema(jsonschema::draft7::new(&known.schema().to_value()).unwrap())
    }

    pub(crate) fn accepts(&self, document: &Value) -> bool {
        self.0.is_valid(document)
    }

    /// What is wrong with a document, a line each; empty if nothing is.
    pub(crate) fn mistakes(&self, document: &Value) -> String {
        self.0.iter_errors(document).map(|error| format!("{}: {error}\n", error.instance_path())).collect()
    }
}

/// What the program prints when it runs in `folder`.
pub(crate) fn run(folder: &Path, arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The files of `folder` and below it with one of these endings, by name.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.extension().is_some_and(|own| own == *ending)) {
            found.push(path);
        }
    }
    found
}

/// A text read as the format that the ending of `path` names.
pub(crate) fn read(path: &Path, text: &str) -> Parsed {
    let ending = path.extension().unwrap().to_string_lossy();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse(text, Format::of_ending(&ending).unwrap(), Limits::USUAL)
}

/// A tree as a JSON value; a date is its text, as editors hold it against a schema.
pub(crate) fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(value) => json!(value),
        Kind::Int(number) => json!(number),
        Kind::Float(number) => json!(number),
        Kind::Str(text) | Kind::Date(text) => json!(text.as_str()),
        Kind::Seq(items) => items.iter().map(value).collect(),
        Kind::Map(entries) => entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect(),
    }
}

/// What might stand in the place of something else.
fn others() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(1.0),
        json!(1e-20),
        json!(2009),
        json!(5_000_000_000_u64),
        json!(""),
        json!(" "),
        json!("x"),
        json!("x "),
        json!("2/3"),
        json!("0/3"),
        json!("-1/3"),
        json!("2009-05"),
        json!("2009-13"),
        json!("2009-04-31"),
        json!("2009-02-29"),
        json!("present"),
        json!("good"),
        json!("outstanding"),
        json!("inadequate"),
        json!("overall"),
        json!("asked"),
        json!("open {"),
        json!([]),
        json!(["x"]),
        json!(["policy", "policy"]),
        json!([null]),
        json!([{}]),
        json!({}),
        json!({ "x": 1 }),
        json!({ "at-least": 0 }),
        json!({ "at-least": 1, "words": "blame" }),
        json!({ "not": "x" }),
        json!({ "all-but": 1 }),
        json!({ "share": 0.5 }),
    ]
}

/// Every document that differs from `document` in one place: a value that is another, a key that is not there, and one that
/// has no meaning there or stands in another table of its kind. Each with where and what.
pub(crate) fn mutants(document: &Value) -> Vec<(String, Value)> {
    let mut places = Vec::new();
    walk(document, &mut String::new(), &mut places);
    let mut keys: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for place in &places {
        let known = keys.entry(kind(place)).or_insert_with(|| json!({ "nonsense": 1 }).as_object().unwrap().clone());
        for (key, value) in document.pointer(place).unwrap().as_object().into_iter().flatten() {
            known.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    let mut mutants = Vec::new();
    for place in places {
        let there = document.pointer(&place).unwrap();
        let mut put = |value: Value, what: String| {
            let mut mutant = document.clone();
            *mutant.pointer_mut(&place).unwrap() = value;
            mutants.push((format!("{place}: {what}"), mutant));
        };
        for other in others().into_iter().filter(|other| other != there) {
            put(other.clone(), format!("{other}"));
        }
        let Value::Object(entries) = there else { continue };
        for key in entries.keys() {
            let mut fewer = entries.clone();
            fewer.remove(key);
            put(Value::Object(fewer), format!("without {key}"));
        }
        for (key, value) in keys.get(&kind(&place)).unwrap().iter().filter(|(key, _)| !entries.contains_key(*key)) {
            let mut more = entries.clone();
            more.insert(key.clone(), value.clone());
            put(Value::Object(more), format!("with {key} = {value}"));
        }
    }
    mutants
}

/// A place with any item of a list for each: what stands there is of one kind.
pub(crate) fn kind(place: &str) -> String {
    let step = |step: &str| if step.parse::<usize>().is_ok() { "*".to_owned() } else { step.to_owned() };
    place.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// The pointers to every place in a document.
pub(crate) fn walk(value: &Value, place: &mut String, places: &mut Vec<String>) {
    places.push(place.clone());
    let mut step = |name: &str, value: &Value| {
        let length = place.len();
        place.push('/');
        place.push_str(&name.replace('~', "~0").replace('/', "~1"));
        walk(value, place, places);
        place.truncate(length);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| step(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| step(&at.to_string(), item)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
