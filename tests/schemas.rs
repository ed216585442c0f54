//! The schemas: kept in `schemas/` as the program prints them, and of one mind with the readers and with what is written.
//!
//! After a deliberate change of a type or its description,
//!
//! ```text
//! CASEGRADE_REWRITE=1 cargo test --test schemas
//! ```
//!
//! rewrites `schemas/`; read the difference before you keep it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

#[path = "support/schemas.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::{Diagnostic, Format, Limits, Source, parse};
use casegrade::report::SCHEMAS;
use casegrade::rubric::{Rubric, load};
use casegrade::{judgement, review};
use serde_json::{Value, json};

use support::{ROOT, Schema, casegrade, files, mutants, read, value, walk};

#[test]
fn the_kept_schemas_are_what_the_program_prints() {
    let folder = Path::new(ROOT).join("schemas");
    let rewrite = std::env::var_os("CASEGRADE_REWRITE").is_some_and(|value| value == "1");
    let mut kept: Vec<PathBuf> = files(&folder, &["json"]);
    for known in SCHEMAS {
        let file = folder.join(known.file_name());
        let printed = casegrade(&["schema", known.name]);
        if rewrite {
            fs::write(&file, &printed).unwrap();
        }
        let text = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(text == printed, "{} is not what `casegrade schema {}` prints", file.display(), known.name);
        kept.retain(|path| *path != file);
    }
    assert!(kept.is_empty(), "no schema of these names: {kept:?}");
}

#[test]
fn every_schema_keeps_to_its_draft_and_says_what_everything_means() {
    for known in SCHEMAS {
        let schema = known.schema().to_value();
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{}", known.name);
        let mut places = Vec::new();
        walk(&schema, &mut String::new(), &mut places);
        let described = |place: &&String| {
            let (table, _) = place.rsplit_once('/').unwrap_or_default();
            let plain =
                !["/then/", "/else/", "/if/", "/dependencies/", "/anyOf/"].iter().any(|part| place.contains(part));
            table.ends_with("/properties") && plain && !table.contains("/properties/Conditions")
        };
        let mut described_keys = 0;
        for place in places.iter().filter(described) {
            let key = schema.pointer(place).unwrap();
            let elsewhere = key.get("$ref").is_some();
            let union = place.starts_with("/definitions/Conditions/") && key == &json!({});
            assert!(elsewhere || union || key.get("description").is_some(), "{}: {place} is not described", known.name);
            described_keys += 1;
        }
        assert!(described_keys > 5, "{}: only {described_keys} keys were found", known.name);
    }
}

/// What a reader says of a document.
struct Verdict {
    errors: Vec<Diagnostic>,
}

fn verdict_on_review(text: &str, format: Format) -> Verdict {
    let read = review::read(&parse(text, format, Limits::USUAL));
    Verdict { errors: read.diagnostics.into_iter().filter(Diagnostic::is_error).collect() }
}

fn verdict_on_rubric(text: &str) -> Verdict {
    let loaded = load(&Source::new("rubric.toml", text));
    Verdict { errors: loaded.diagnostics.into_iter().filter(Diagnostic::is_error).collect() }
}

fn verdict_on_judgement(text: &str, format: Format, rubric: &Rubric) -> Verdict {
    let (_, diagnostics) = judgement::read(&parse(text, format, Limits::USUAL), rubric);
    Verdict { errors: diagnostics.into_iter().filter(Diagnostic::is_error).collect() }
}

/// What a reader refuses and a schema cannot: the code, the beginning of the message, and why no schema can say it.
const BEYOND_SCHEMAS: &[(&str, &str, &str)] = &[
    ("unknown-id", "", "what a link leads to stands elsewhere in the document"),
    ("unknown-question", "", "the questions stand in the rubric"),
    ("dates-out-of-order", "", "two dates are compared"),
    ("duplicate-id", "", "two ids are compared"),
    ("not-independent", "", "what a person's agency did stands elsewhere in the document"),
    ("stated-and-not", "", "whether the key is given stands elsewhere in the document"),
    ("list-not-read", "", "the program may read what the format has a place for"),
];

impl Verdict {
    /// True if nothing is wrong that a schema could know of.
    fn is_beyond_schemas(&self) -> bool {
        self.errors.iter().all(|error| {
            BEYOND_SCHEMAS.iter().any(|(code, begins, _)| error.code == *code && error.message.starts_with(begins))
        })
    }

    fn messages(&self) -> String {
        self.errors.iter().map(|error| format!("  {}: {}\n", error.code, error.message)).collect()
    }
}

/// Where reader and schema differ on a document.
fn difference(name: &str, document: &Value, schema: &Schema, verdict: &Verdict) -> Option<String> {
    let mistakes = schema.mistakes(document);
    match (verdict.errors.is_empty(), mistakes.is_empty()) {
        (true, false) => Some(format!("{name}\n the reader takes it; the schema says\n{mistakes}")),
        (false, true) if !verdict.is_beyond_schemas() => {
            Some(format!("{name}\n the schema takes it; the reader says\n{}", verdict.messages()))
        }
        (true, true) | (false, _) => None,
    }
}

fn assert_same(differences: &[String]) {
    if let Some(f)=std::env::var_os("DUMP") { use std::io::Write; let mut o=fs::OpenOptions::new().append(true).create(true).open(f).unwrap(); for d in differences { writeln!(o,"{}",d.replace('\n'," ")).unwrap(); } }
    let shown: Vec<&String> = differences.iter().take(40).collect();
    assert!(
        differences.is_empty(),
        "{} differences\n{}",
        differences.len(),
        shown.iter().map(|d| format!("{d}\n")).collect::<String>()
    );
}

/// A review with every key of its schema: the first word where there are words, and one item in each list.
fn sample(schema: &Value, root: &Value) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return sample(root.pointer(reference.trim_start_matches('#')).unwrap(), root);
    }
    if let Some(inner) = schema.pointer("/allOf/0") {
        return sample(inner, root);
    }
    let is = |name: &str| match &schema["type"] {
        Value::Array(names) => names.contains(&json!(name)),
        other => other == name,
    };
    if let Some(words) = schema["enum"].as_array() {
        words[0].clone()
    } else if is("object") {
        let keys = schema["properties"].as_object().into_iter().flatten().filter(|(key, _)| *key != "$schema");
        let mut table: Value = keys.map(|(key, schema)| (key.clone(), sample(schema, root))).collect();
        if let Some(any) = schema["additionalProperties"].as_object() {
            table["x"] = sample(&json!(any), root);
        }
        table
    } else if is("array") {
        json!([sample(&schema["items"], root)])
    } else if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("19|20")) {
        json!("2009-05-12")
    } else if is("string") {
        json!("x")
    } else if is("boolean") {
        json!(false)
    } else {
        json!(1)
    }
}

fn full_review() -> Value {
    let schema = review::json_schema().to_value();
    let mut review = sample(&schema, &schema);
    review["review"]["whole"] = json!(["actions"]);
    review["review"]["not-stated"] = json!(["gaps"]);
    review["review"]["record"] = json!("part");
    review
}

#[test]
fn reader_and_schema_agree_on_every_slip_in_a_review() {
    let schema = Schema::of("review");
    let document = full_review();
    let verdict = verdict_on_review(&document.to_string(), Format::Json);
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    assert!(verdict.is_beyond_schemas(), "{}", verdict.messages());
    let mutants = mutants(&document);
    assert!(mutants.len() > 2000, "only {}", mutants.len());
    let compare = |(what, mutant): &(String, Value)| {
        difference(what, mutant, &schema, &verdict_on_review(&mutant.to_string(), Format::Json))
    };
    assert_same(&mutants.iter().filter_map(compare).collect::<Vec<_>>());
}

fn full_rubric() -> (String, Value) {
    let text = fs::read_to_string(Path::new(ROOT).join("tests/schemas/rubric.toml")).unwrap();
    let document = value(&parse(&text, Format::Toml, Limits::USUAL).root);
    (text, document)
}

#[test]
fn reader_and_schema_agree_on_every_slip_in_a_rubric() {
    let schema = Schema::of("rubric");
    let (text, document) = full_rubric();
    assert_eq!(verdict_on_rubric(&text).messages(), "");
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    let mutants = mutants(&document);
    assert!(mutants.len() > 2000, "only {}", mutants.len());
    let compare = |(what, mutant): &(String, Value)| {
        // TOML cannot say that there is no value.
        let text = toml::to_string(mutant).ok()?;
        difference(what, mutant, &schema, &verdict_on_rubric(&text))
    };
    assert_same(&mutants.iter().filter_map(compare).collect::<Vec<_>>());
}

#[test]
fn reader_and_schema_agree_on_every_slip_in_a_judgement_file() {
    let schema = Schema::of("judgement");
    let (text, _) = full_rubric();
    let rubric = load(&Source::new("rubric.toml", &text)).rubric.unwrap();
    let document =
        json!({ "answers": [{ "rule": "R5", "grade": "good", "because": "x", "by": "x", "on": "2009-05-12" }] });
    assert!(schema.accepts(&document));
    let compare = |(what, mutant): &(String, Value)| {
        difference(what, mutant, &schema, &verdict_on_judgement(&mutant.to_string(), Format::Json, &rubric))
    };
    assert_same(&mutants(&document).iter().filter_map(compare).collect::<Vec<_>>());
}
