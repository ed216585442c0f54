//! The schemas: kept in `schemas/` as the program prints them, and of one mind with the readers and with what is written.
//!
//! After a deliberate change of a type or its description,
//!
//! ```text
//! CASEGRADE_REWRITE=1 cargo test schemas::
//! ```
//!
//! rewrites `schemas/`; read the difference before you keep it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use casegrade::analysis::cases;
use casegrade::document::{Diagnostic, Format, Limits, Source, parse};
use casegrade::report::SCHEMAS;
use casegrade::rubric::{Rubric, load};
use casegrade::{judgement, review};
use serde_json::{Value, json};

use crate::support::schemas::{ROOT, Schema, files, kind, mutants, read, run, schemas, value, walk};

#[test]
fn the_kept_schemas_are_what_the_program_prints() {
    let folder = Path::new(ROOT).join("schemas");
    let rewrite = std::env::var_os("CASEGRADE_REWRITE").is_some_and(|value| value == "1");
    let mut kept: Vec<PathBuf> = files(&folder, &["json"]);
    for known in SCHEMAS {
        let file = folder.join(known.file_name());
        let printed = run(Path::new(ROOT), &["schema".to_owned(), known.name.to_owned()]);
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
    /// Whether the document is a rubric that extends another.
    is_extending: bool,
}

fn verdict_on_review(text: &str, format: Format) -> Verdict {
    let read = review::read(&parse(text, format, Limits::USUAL));
    Verdict { errors: read.diagnostics.into_iter().filter(Diagnostic::is_error).collect(), is_extending: false }
}

fn verdict_on_rubric(text: &str) -> Verdict {
    let loaded = load(&Source::new("rubric.toml", text));
    Verdict { errors: loaded.diagnostics.into_iter().filter(Diagnostic::is_error).collect(), is_extending: false }
}

/// What a rubric that extends another lacks or names wrongly, which only the other can say.
const BY_THE_BASE: &[(&str, &str)] = &[
    ("no-base", ""),
    ("unknown-name", "there is no "),
    ("unknown-name", "`learning` has no "),
    ("still-needed", ""),
    ("missing-key", "the criterion has no `title`"),
    ("missing-key", "the rule has no `title`"),
    ("missing-key", "the rule tests nothing"),
];

/// The same of a rubric that extends another.
fn verdict_on_extending(text: &str) -> Verdict {
    Verdict { is_extending: true, ..verdict_on_rubric(text) }
}

fn verdict_on_judgement(text: &str, format: Format, rubric: &Rubric) -> Verdict {
    let (_, diagnostics) = judgement::read(&parse(text, format, Limits::USUAL), rubric);
    Verdict { errors: diagnostics.into_iter().filter(Diagnostic::is_error).collect(), is_extending: false }
}

/// Bases may name `review.toml`, a review that says next to nothing, and no other file.
fn verdict_on_cases(text: &str, rubric: &Rubric) -> Verdict {
    let review = Source::new("review.toml", "[review]\nid = \"kept\"\n");
    let files = BTreeMap::from([("review.toml".to_owned(), Ok(review))]);
    let read = cases::read(&Source::new("rubric.cases.toml", text), rubric, &files);
    Verdict { errors: read.diagnostics.into_iter().filter(Diagnostic::is_error).collect(), is_extending: false }
}

/// What a reader refuses and a schema cannot: the code, the beginning of the message, and why no schema can say it.
const BEYOND_SCHEMAS: &[(&str, &str, &str)] = &[
    ("unknown-id", "", "what a link leads to stands elsewhere in the document"),
    ("unknown-question", "", "the questions stand in the rubric"),
    ("dates-out-of-order", "", "two dates are compared"),
    ("duplicate-id", "", "two ids are compared"),
    ("not-independent", "", "what a person's agency did stands elsewhere in the document"),
    ("stated-and-not", "", "whether the key is given stands elsewhere in the document"),
    ("unknown-name", "unknown id or tag", "ids and tags stand elsewhere in the document"),
    ("unknown-name", "unknown criterion or rule", "ids stand elsewhere in the document"),
    ("unknown-name", "unknown set of bands", "the sets stand elsewhere in the document"),
    ("unknown-name", "unknown word list", "the lists stand elsewhere in the document"),
    ("unknown-name", "unknown profile", "the profiles stand elsewhere in the document"),
    ("unknown-name", "unknown placeholder", "a text is not taken apart"),
    ("unknown-name", "the rubric never gives", "the profiles stand elsewhere in the document"),
    ("no-effect", "no criterion uses the profile", "the criteria stand elsewhere in the document"),
    ("ambiguous-tag", "", "tags and ids are compared"),
    ("bands-out-of-order", "", "two thresholds are compared"),
    ("out-of-range", "a threshold for a share", "a set of bands may serve shares and numbers"),
    ("out-of-range", "the need counts", "the parts stand elsewhere in the document"),
    ("duplicate-answer", "", "two answers are compared"),
    ("wrong-value", "`2009-02-29` is not a date", "a pattern that knows leap years could be read by nobody"),
    ("wrong-type", "wanted a whole number, 0 or more, found the number 1", "to a schema 1.0 is a whole number"),
    ("wrong-type", "`fixes` is how many edits", "to a schema 1.0 is a whole number"),
    ("wrong-value", "the number has too many digits", "a schema sees numbers and not how they are written"),
    ("cannot-read", "", "files are not looked at"),
    ("unknown-name", "there is no base", "the bases stand elsewhere in the document"),
    ("unknown-name", "the rubric `all` has no rule or criterion", "those stand in the rubric"),
    ("unknown-name", "the rubric `small` has no rule or criterion", "those stand in the rubric"),
    ("impossible", "", "which grades a rule gives stands in the rubric"),
    ("unknown-way", "", "what is changed stands elsewhere in the document"),
    ("missing-key", "the case has no `base`", "how many bases there are stands elsewhere in the document"),
    ("no-effect", "inadequate cannot have a band", "which grade is the worst says the scale"),
    ("wrong-value", "`Q1` cannot be answered `not-applicable`", "which questions may not apply says the rubric"),
    ("missing-key", "the answer `not-applicable` to", "a key is required with one value of another"),
    ("wrong-value", "the level ", "to a schema a label is any text"),
    ("no-effect", "inadequate has no", "which grade is the worst says the scale"),
    ("no-effect", "at least inadequate", "which grade is the worst says the scale"),
    ("no-effect", "`when-at` cannot be ", "which grade is the best says the scale"),
    ("no-effect", "`overall` cannot be ", "which grade is the best says the scale"),
    ("missing-key", "a rubric with its own scale", "the scale stands elsewhere in the document"),
    ("pays-for-silence", "", "one test may stand in some places and not in others"),
    ("list-not-read", "", "the program may read what the format has a place for"),
];

/// True of a word that is none of the scale's: to a schema any word is a grade.
fn is_about_a_grade(error: &Diagnostic) -> bool {
    let worst = ["`inadequate`", "`low`", "`very-low`", "\"inadequate\"", "\"very-low\""];
    let lists = error.help.as_deref().is_some_and(|help| worst.iter().any(|word| help.contains(word)));
    error.code.starts_with("unknown-") && lists
}

impl Verdict {
    /// True if nothing is wrong that a schema could know of.
    fn is_beyond_schemas(&self) -> bool {
        self.errors.iter().filter(|error| !is_about_a_grade(error)).all(|error| {
            let is = |code: &str, begins: &str| error.code == code && error.message.starts_with(begins);
            let by_the_base = self.is_extending && BY_THE_BASE.iter().any(|(code, begins)| is(code, begins));
            by_the_base || BEYOND_SCHEMAS.iter().any(|(code, begins, _)| is(code, begins))
        })
    }

    fn messages(&self) -> String {
        self.errors.iter().map(|error| format!("  {}: {}\n", error.code, error.message)).collect()
    }
}

/// Where reader and schema differ on a document.
fn difference(name: &str, document: &Value, schema: &Schema, verdict: &Verdict) -> Option<String> {
    match (verdict.errors.is_empty(), schema.accepts(document)) {
        (true, false) => Some(format!("{name}\n the reader takes it; the schema says\n{}", schema.mistakes(document))),
        (false, true) if !verdict.is_beyond_schemas() => {
            Some(format!("{name}\n the schema takes it; the reader says\n{}", verdict.messages()))
        }
        (true, true) | (false, _) => None,
    }
}

/// Compares reader and schema on the slips that can be made in `document`: one in eleven, or all where that is asked for.
fn compare_slips(document: &Value, schema: &Schema, verdict_on: impl Fn(&Value) -> Option<Verdict>) {
    compare_some_slips(document, schema, verdict_on, |_| false);
}

/// The same where the schema takes more than the reader at the places of which `takes_more` is true.
fn compare_some_slips(
    document: &Value,
    schema: &Schema,
    verdict_on: impl Fn(&Value) -> Option<Verdict>,
    takes_more: fn(&str) -> bool,
) {
    let all = std::env::var_os("CASEGRADE_ALL_SLIPS").is_some_and(|value| value == "1");
    let slips: Vec<(String, Value)> = mutants(document).into_iter().step_by(if all { 1 } else { 11 }).collect();
    let refused = slips.iter().filter(|(_, slip)| !schema.accepts(slip)).count();
    assert!(refused > slips.len() / 2 && refused < slips.len(), "{refused} of {} are refused", slips.len());
    let differences: Vec<String> = slips
        .iter()
        .filter(|(what, slip)| !(takes_more(what) && schema.accepts(slip)))
        .filter_map(|(what, slip)| difference(what, slip, schema, &verdict_on(slip)?))
        .collect();
    let shown: String = differences.iter().take(40).map(|difference| format!("{difference}\n")).collect();
    assert!(differences.is_empty(), "{} differences\n{shown}", differences.len());
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
        one @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => one == name,
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
fn reader_and_schema_agree_on_slips_in_a_review() {
    let schema = Schema::of("review");
    let document = full_review();
    let verdict = verdict_on_review(&document.to_string(), Format::Json);
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    assert!(verdict.is_beyond_schemas(), "{}", verdict.messages());
    compare_slips(&document, &schema, |slip| Some(verdict_on_review(&slip.to_string(), Format::Json)));
}

fn full_rubric() -> (Rubric, Value) {
    let text = fs::read_to_string(Path::new(ROOT).join("tests/schemas/rubric.toml")).unwrap();
    assert_eq!(verdict_on_rubric(&text).messages(), "");
    let document = value(&parse(&text, Format::Toml, Limits::USUAL).root);
    (load(&Source::new("rubric.toml", &text)).rubric.unwrap(), document)
}

#[test]
fn reader_and_schema_agree_on_slips_in_a_rubric() {
    let schema = Schema::of("rubric");
    let (_, document) = full_rubric();
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    // TOML cannot say that there is no value.
    compare_slips(&document, &schema, |slip| toml::to_string(slip).ok().map(|text| verdict_on_rubric(&text)));
}

#[test]
fn reader_and_schema_agree_on_slips_in_a_rubric_that_extends_another() {
    let schema = Schema::of("rubric");
    let text = fs::read_to_string(Path::new(ROOT).join("tests/schemas/extends.toml")).unwrap();
    assert_eq!(verdict_on_rubric(&text).messages(), "");
    let document = value(&parse(&text, Format::Toml, Limits::USUAL).root);
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    compare_slips(&document, &schema, |slip| toml::to_string(slip).ok().map(|text| verdict_on_extending(&text)));
}

#[test]
fn reader_and_schema_agree_on_slips_in_a_file_of_cases() {
    let schema = Schema::of("cases");
    let (rubric, _) = full_rubric();
    let text = fs::read_to_string(Path::new(ROOT).join("tests/schemas/rubric.cases.toml")).unwrap();
    let document = value(&parse(&text, Format::Toml, Limits::USUAL).root);
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    let verdict = verdict_on_cases(&text, &rubric);
    assert!(verdict.is_beyond_schemas(), "{}", verdict.messages());
    // What stands in `set` and `add` is held against the review that comes of it.
    let verdict_on = |slip: &Value| toml::to_string(slip).ok().map(|text| verdict_on_cases(&text, &rubric));
    compare_some_slips(&document, &schema, verdict_on, |place| place.contains("/set") || place.contains("/add"));
}

#[test]
fn reader_and_schema_agree_on_slips_in_a_judgement_file() {
    let schema = Schema::of("judgement");
    let (rubric, _) = full_rubric();
    let answer = json!({ "rule": "R5", "grade": "good", "because": "x", "by": "x", "on": "2009-05-12" });
    let document = json!({ "answers": [answer] });
    assert!(schema.accepts(&document), "{}", schema.mistakes(&document));
    compare_slips(&document, &schema, |slip| Some(verdict_on_judgement(&slip.to_string(), Format::Json, &rubric)));
}

/// Every review, rubric and judgement file of the repository that can be read at all, with what it is.
fn documents() -> Vec<(PathBuf, &'static str, String)> {
    let endings = ["toml", "json", "yaml", "yml"];
    let folders = ["examples", "rubrics", "tests/cases", "tests/rules"].map(|folder| Path::new(ROOT).join(folder));
    let mut documents = Vec::new();
    for path in folders.iter().flat_map(|folder| files(folder, &endings)) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let parsed = read(&path, &text);
        if name.starts_with("expected.") || !parsed.errors.is_empty() {
            continue;
        }
        let what = if name.ends_with(".cases.toml") {
            "cases"
        } else if name.contains(".judgement.") {
            "judgement"
        } else if parsed.root.entry("rubric").is_some() {
            "rubric"
        } else {
            "review"
        };
        documents.push((path, what, text));
    }
    documents
}

/// A line for editors leads to the schema of what the file is.
#[test]
fn documents_name_the_schema_that_they_follow() {
    let mut lines = 0;
    for (path, what, text) in
        documents().into_iter().filter(|(path, ..)| !path.starts_with(Path::new(ROOT).join("tests")))
    {
        let line = text.lines().find_map(|line| {
            let json = |line: &str| Some(line.trim().strip_prefix("\"$schema\": \"")?.strip_suffix("\",")?.to_owned());
            let comment = ["#:schema ", "# yaml-language-server: $schema="];
            comment.iter().find_map(|start| line.strip_prefix(start)).map(str::to_owned).or_else(|| json(line))
        });
        let Some(line) = line else { panic!("{} names no schema", path.display()) };
        let schema = path.parent().unwrap().join(line).canonicalize().unwrap();
        assert_eq!(schema.file_name().unwrap().to_string_lossy(), format!("{what}.schema.json"), "{}", path.display());
        lines += 1;
    }
    assert!(lines > 20, "only {lines} documents were found");
}

/// The rubric that a judgement file or a file of cases speaks of: a sound one beside it, or the one used unless another is
/// named.
fn rubric_of(path: &Path) -> Rubric {
    let name = path.file_name().unwrap().to_string_lossy().replace(".cases.toml", ".toml");
    let beside = path.ancestors().skip(1).take(2).map(|folder| folder.join("rubric.toml"));
    let usual = Path::new(ROOT).join("rubrics/scr-2009.toml");
    let sound = |path: PathBuf| load(&Source::new("rubric.toml", &fs::read_to_string(path).ok()?)).rubric;
    let named = (name != path.file_name().unwrap().to_string_lossy()).then(|| path.with_file_name(&name));
    named.into_iter().chain(beside).chain([usual]).find_map(sound).unwrap()
}

#[test]
fn reader_and_schema_agree_on_every_document_of_the_repository() {
    let mut differences = String::new();
    let (mut taken, mut refused) = (0, 0);
    let schemas = schemas();
    for (path, what, text) in documents() {
        let format = Format::of_ending(&path.extension().unwrap().to_string_lossy()).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let verdict = match what {
            "judgement" => verdict_on_judgement(text, format, &rubric_of(&path)),
            "cases" => verdict_on_cases(text, &rubric_of(&path)),
            "rubric" => verdict_on_rubric(text),
            _ => verdict_on_review(text, format),
        };
        let document = value(&parse(text, format, Limits::USUAL).root);
        let schema = &schemas[what];
        *if schema.accepts(&document) { &mut taken } else { &mut refused } += 1;
        let name = path.strip_prefix(ROOT).unwrap_or(&path).display().to_string();
        differences.extend(difference(&name, &document, schema, &verdict));
    }
    assert!(differences.is_empty(), "{differences}");
    assert!(taken > 60 && refused > 15, "{taken} documents are taken and {refused} refused");
}

/// Runs of commands that print JSON: the arguments, and the schema of what they print.
/// Runs of the program at the top of the project, and the schema of what each prints.
const RUNS: [(&str, &str); 17] = [
    ("rubric show sar --format json", "rubric-show-output"),
    ("explain LA2 --format json", "explain-output"),
    ("explain LA --format json", "explain-output"),
    ("grade examples --all --impact --to outstanding --as-of 2026-01-01 --format json", "grade-output"),
    ("grade examples --to good --as-of 2026-01-01 --format json", "grade-output"),
    ("table examples --criteria --rules --matrix --as-of 2026-01-01 --format json", "table-output"),
    ("table examples --by region --suppress-below 3 --as-of 2026-01-01 --format json", "table-output"),
    ("compare examples/statistics/2008-09.csv examples/statistics/apr-dec-2009.csv --format json", "compare-output"),
    ("compare examples/fictional examples/published --suppress-below 3 --format json", "compare-output"),
    ("agree examples/fictional tests/cases/agree-two/ann.csv --as-of 2026-01-01 --format json", "agree-output"),
    ("agree tests/cases/agree-two/ann.csv tests/cases/agree-two/ben.csv --format json", "agree-output"),
    (
        "sample examples/fictional --n 3 --seed 1 --by grade,region --first borderline,provisional,departed --format json",
        "sample-output",
    ),
    ("sample tests/cases/agree-two/ann.csv --n 9 --seed 1 --format json", "sample-output"),
    ("verify tests/cases/verify-before-hashes/results-old.json --format json", "verify-output"),
    ("rubric list --format json", "rubric-list-output"),
    ("rubric test --format json", "rubric-test-output"),
    ("rubric check rubrics/scr-2009.toml tests/schemas/rubric.toml --format json", "rubric-check-output"),
];

fn runs() -> Vec<(PathBuf, Vec<String>, &'static str)> {
    let here = Path::new(ROOT).to_path_buf();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let mut runs: Vec<(PathBuf, Vec<String>, &'static str)> =
        RUNS.iter().map(|(line, name)| (here.clone(), words(line), *name)).collect();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(here.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    for folder in folders {
        let command = fs::read_to_string(folder.join("command")).unwrap_or_else(|_| {
            let rubric = if folder.join("rubric.toml").exists() { " --rubric rubric.toml" } else { "" };
            let reviews = ["review.toml", "review.json", "review.yaml", "reviews.ndjson"];
            let review = reviews.into_iter().find(|name| folder.join(name).exists()).unwrap();
            format!("grade {review} --as-of 2026-01-01{rubric}")
        });
        // What stands in quotes is a path or a text of the command's own; those commands print no JSON.
        let outputs = [
            ("grade", "--impact --format json", "grade-output"),
            ("rubric test", "--format json", "rubric-test-output"),
            ("table", "--format json", "table-output"),
            ("compare", "--format json", "compare-output"),
            ("rubric diff", "--format json", "rubric-diff-output"),
            ("rubric check", "--format json", "rubric-check-output"),
        ];
        let output =
            outputs.into_iter().find(|(begins, ..)| command.starts_with(begins) && !command.contains(['"', '\'']));
        if let Some((_, more, name)) = output.filter(|_| !command.contains("--format")) {
            let mut arguments = words(&command);
            arguments.extend(words(more));
            runs.push((folder, arguments, name));
        }
    }
    runs
}

/// A result that can be written as JSON has a schema of it: none is forgotten.
#[test]
fn every_result_that_is_written_as_json_has_a_schema() {
    let results = files(&Path::new(ROOT).join("src/report"), &["rs"]).into_iter();
    let printing = results.filter(|path| {
        let text = fs::read_to_string(path).unwrap();
        // An audit is written for people and spreadsheets only.
        let others = ["impl Report for Doc", "impl Report for AuditReport"];
        text.contains("impl Report for ") && !others.iter().any(|other| text.contains(other))
    });
    let outputs = SCHEMAS.iter().filter(|known| known.name.ends_with("-output")).count();
    assert_eq!(printing.count(), outputs, "a row of the table of schemas is missing, or one too many");
    let checked: HashSet<&str> = runs().into_iter().map(|(_, _, name)| name).collect();
    assert_eq!(checked.len(), outputs, "some output is not checked");
}

#[test]
fn every_output_keeps_to_its_schema() {
    let mut checked = 0;
    let schemas = schemas();
    for (folder, arguments, name) in runs() {
        let printed = run(&folder, &arguments);
        if printed.is_empty() {
            // The command line itself was refused.
            continue;
        }
        let output: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
        let mistakes = schemas[name].mistakes(&output);
        assert_eq!(mistakes, "", "{} {arguments:?}", folder.display());
        checked += 1;
    }
    assert!(checked > 200, "only {checked} outputs were checked");
}

/// A schema that says nothing would be kept by everything: each key is needed, and no other may be there.
#[test]
fn schemas_of_outputs_refuse_what_is_missing_and_what_is_too_much() {
    let outputs = [
        ("grade examples/fictional/child-k.toml --impact --as-of 2026-01-01 --format json", "grade-output"),
        ("grade examples/published/haringey-2008.toml --as-of 2026-01-01 --format json", "grade-output"),
        ("grade tests/cases/review-many-mistakes/review.toml --as-of 2026-01-01 --format json", "grade-output"),
        ("table examples --criteria --rules --matrix --as-of 2026-01-01 --format json", "table-output"),
        ("rubric list --format json", "rubric-list-output"),
        ("rubric diff rubrics/lcspr.toml rubrics/sar.toml examples --format json", "rubric-diff-output"),
        ("rubric check tests/cases/rubric-warns-never-fails/rubric.toml --format json", "rubric-check-output"),
        ("rubric test tests/schemas/rubric.toml --min-coverage 100 --format json", "rubric-test-output"),
    ];
    for (command, name) in outputs {
        let arguments: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let output: Value = serde_json::from_str(&run(Path::new(ROOT), &arguments)).unwrap();
        let schema = Schema::of(name);
        let tables = tables(&output);
        assert!(!tables.is_empty());
        for place in &tables {
            let table = output.pointer(place).unwrap().as_object().unwrap();
            for key in table.keys().filter(|key| !may_be_left_out(place, key)) {
                let mut less = output.clone();
                less.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key);
                assert!(!schema.accepts(&less), "{name}: {place} without {key}");
            }
            let mut more = output.clone();
            more.pointer_mut(place).unwrap()["NONSENSE"] = json!(1);
            assert!(!schema.accepts(&more), "{name}: {place} with nonsense");
        }
    }
}

/// True of what is left out where there is nothing to say, and of tables from names to what is said of each.
fn may_be_left_out(place: &str, key: &str) -> bool {
    let by_name = ["about", "dates", "custom", "parts", "by", "counts", "of", "shares", "intervals", "in-words"];
    key == "about" || by_name.contains(&place.rsplit('/').next().unwrap())
}

/// The place of one table of each kind.
fn tables(document: &Value) -> Vec<String> {
    let mut places = Vec::new();
    walk(document, &mut String::new(), &mut places);
    let mut kinds = HashSet::new();
    places.retain(|place| document.pointer(place).is_some_and(Value::is_object) && kinds.insert(kind(place)));
    places
}
