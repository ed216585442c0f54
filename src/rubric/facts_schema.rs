//! The JSON Schema of conditions: from the vocabulary, for each scope the facts that a rule can test, and how.

use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::exact::Exact;
use super::fact_types::can_take;
use crate::review::vocabulary::{self, ListName, VOCABULARY};
use crate::review::{Fact, FactType, Scope, When};
use crate::text::capital;

/// The two words that any fact can be tested with.
const RESERVED: &str = "present|stated";

/// The name of the definition that names facts of any scope: for completion, where an editor cannot tell the scope.
const ANY_SCOPE: &str = "Conditions";

/// Adds what [`of`] and [`any_scope`] refer to.
pub(super) fn define(generator: &mut SchemaGenerator) {
    let definitions = generator.definitions_mut();
    let scopes = ListName::ALL.into_iter().map(Scope::Item).chain([Scope::Review]);
    for scope in scopes {
        definitions.entry(name(scope)).or_insert_with(|| {
            let facts: Map<String, Value> =
                vocabulary::facts(scope).map(|fact| (fact.name.to_owned(), Value::Object(tests_of(fact)))).collect();
            json!({
                "description": format!("Facts of {}, each with its test; all of them must hold.", owner(scope)),
                "type": "object",
                "properties": facts,
                "additionalProperties": false,
                "minProperties": 1,
            })
        });
    }
    definitions.entry(ANY_SCOPE).or_insert_with(every_fact);
    for (name, meaning, mut schema) in shared_tests() {
        schema.insert("description".to_owned(), json!(meaning));
        definitions.insert(name.to_owned(), schema.to_value());
    }
}

/// Conditions on the facts of `scope`.
pub(super) fn reference(scope: Scope) -> Value {
    json!({ "$ref": format!("#/definitions/{}", name(scope)) })
}

/// Conditions on facts of any scope; another part of the schema says of which.
pub(super) fn any_scope() -> Value {
    json!({ "$ref": format!("#/definitions/{ANY_SCOPE}") })
}

fn name(scope: Scope) -> String {
    match scope {
        Scope::Review => "FactsOfReview".to_owned(),
        Scope::Item(list) => format!("FactsOf{}", list.name().split('.').map(capital).collect::<String>()),
    }
}

fn owner(scope: Scope) -> &'static str {
    match scope {
        Scope::Review => "the review",
        Scope::Item(list) => list.nouns().1,
    }
}

/// Every fact by its name, with what any fact of that name takes.
fn every_fact() -> Value {
    let facts: Map<String, Value> =
        VOCABULARY.iter().map(|fact| (fact.name.to_owned(), in_any_scope(fact.name))).collect();
    json!({
        "description": "Facts, each with its test; all of them must hold.",
        "type": "object",
        "properties": facts,
        "minProperties": 1,
    })
}

fn in_any_scope(name: &str) -> Value {
    let known: Vec<&Fact> = VOCABULARY.iter().filter(|fact| fact.name == name).collect();
    let said: Vec<String> = known.iter().map(|fact| format!("Of {}: {}.", owner(fact.scope), fact.meaning)).collect();
    let values: BTreeSet<&str> = known.iter().filter_map(|fact| value(fact.kind)).chain(["object", "string"]).collect();
    let tests = known.iter().flat_map(|fact| table(fact.kind)).map(|(test, _)| (test.to_owned(), json!({})));
    json!({ "description": said.join(" "), "type": values, "properties": tests.collect::<Map<_, _>>() })
}

/// What a fact of this type is compared with, beside texts.
fn value(kind: FactType) -> Option<&'static str> {
    match kind {
        FactType::YesNo => Some("boolean"),
        FactType::Number(_) => Some("number"),
        FactType::Text | FactType::Name | FactType::Choice(_) | FactType::Date | FactType::List(_) => None,
    }
}

/// What may stand after the name of a fact: a value, a word or a table of tests.
///
/// It is one flat schema: `pattern` speaks of texts only, `properties` of tables only. Alternatives would be clearer to read,
/// and would make editors offer each fact several times.
fn tests_of(fact: &Fact) -> Map<String, Value> {
    let text = match fact.kind {
        FactType::YesNo | FactType::Number(_) | FactType::Text | FactType::List(_) => Some(format!("^({RESERVED})$")),
        FactType::Choice(words) => Some(format!("^({RESERVED}|{})$", words.join("|"))),
        FactType::Date => Some(format!("^({RESERVED})$|{}", When::PATTERN)),
        FactType::Name => None,
    };
    let kinds: Vec<&str> = value(fact.kind).into_iter().chain(["string", "object"]).collect();
    let takes = can_take(fact.kind);
    let mut schema = Map::new();
    let mut say = |key: &str, value: Value| schema.insert(key.to_owned(), value);
    say("description", json!(format!("{}: {}. Takes {takes}.", capital(fact.noun), fact.meaning)));
    say("type", json!(kinds));
    if let Some(text) = text {
        say("pattern", json!(text));
        say("patternErrorMessage", json!(format!("it can take {takes}")));
    }
    let tests: Map<String, Value> =
        table(fact.kind).into_iter().map(|(test, takes)| (test.to_owned(), takes)).collect();
    say("properties", Value::Object(tests));
    say("additionalProperties", json!(false));
    say("minProperties", json!(1));
    if fact.kind == FactType::Text {
        // A count of words says how many.
        say(
            "anyOf",
            json!([{ "required": ["not"] }, { "required": ["min-words"] }, { "required": ["words"], "minProperties": 2 }]),
        );
        say("dependencies", json!({ "per": any_bound() }));
    }
    schema
}

/// The tests that a table on a fact of this type may have, and what each takes.
fn table(kind: FactType) -> Vec<(&'static str, Value)> {
    let one_of_words = |words: &[&str]| json!({ "type": "string", "enum": words });
    match kind {
        FactType::YesNo => compared(&json!({ "type": "boolean" })),
        FactType::Name => compared(&json!({ "type": "string" })),
        FactType::Choice(words) => compared(&one_of_words(words)),
        FactType::Number(_) => compared(&json!({ "type": "number" })).into_iter().chain(bounds("")).collect(),
        FactType::Date => {
            let days = [("from", shared("From")), ("before", shared("Before"))];
            compared(&shared("Day")).into_iter().chain(days).collect()
        }
        FactType::Text => {
            [absent(), ("words", shared("Words")), ("per", shared("Per")), ("min-words", shared("MinWords"))]
                .into_iter()
                .chain(bounds(""))
                .collect()
        }
        FactType::List(words) => {
            let member = words.map_or_else(|| json!({ "type": "string" }), one_of_words);
            let any = list(&member, "At least one of these is in it.");
            let all = list(&member, "All of these are in it.");
            [absent(), ("includes-any", any), ("includes-all", all)].into_iter().chain(bounds("Length")).collect()
        }
    }
}

fn compared(value: &Value) -> Vec<(&'static str, Value)> {
    let not =
        json!({ "description": format!("Anything but this. {ABSENT}"), "anyOf": [value, { "const": "present" }] });
    vec![("not", not), ("one-of", list(value, "One of these."))]
}

/// What `{ not = "present" }` means.
const ABSENT: &str = "Only in `where` and `applies-when`, \"present\": the key is missing.";

fn absent() -> (&'static str, Value) {
    ("not", json!({ "description": ABSENT, "const": "present" }))
}

fn list(member: &Value, meaning: &str) -> Value {
    json!({ "description": meaning, "type": "array", "items": member, "minItems": 1 })
}

/// The tests on a number, or on the length of a list.
fn bounds(of: &str) -> [(&'static str, Value); 4] {
    let lower = |test: &str| shared(&format!("{of}{test}"));
    [
        ("at-least", lower("AtLeast")),
        ("at-most", shared("AtMost")),
        ("more-than", lower("MoreThan")),
        ("less-than", shared("LessThan")),
    ]
}

/// That one at least of the tests on a number is there.
fn any_bound() -> Value {
    let given: Vec<Value> = bounds("").iter().map(|(test, _)| json!({ "required": [test] })).collect();
    json!({ "anyOf": given })
}

/// A test that many facts take.
fn shared(test: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{test}") })
}

/// The definitions that [`shared`] refers to.
fn shared_tests() -> [(&'static str, &'static str, Schema); 12] {
    let exact = || Exact::json_schema(&mut SchemaGenerator::default());
    let mut not_negative = exact();
    not_negative.insert("minimum".to_owned(), json!(0));
    not_negative.insert("pattern".to_owned(), json!(r"^\s*(\+?[0-9]+|-0+)\s*/\s*\+?0*[1-9][0-9]*\s*$"));
    [
        ("AtLeast", "This many or more.", exact()),
        ("AtMost", "This many or fewer.", exact()),
        ("MoreThan", "More than this.", exact()),
        ("LessThan", "Fewer than this.", exact()),
        // A bound that every length passes would test nothing.
        ("LengthAtLeast", "At least this many.", Exact::positive_schema()),
        ("LengthMoreThan", "More of them than this.", not_negative),
        ("Day", "A date.", When::text_schema()),
        ("From", "On this day or later.", When::text_schema()),
        ("Before", "Before this day.", When::text_schema()),
        (
            "Words",
            "The name of a list under `[words]`: how many of its words the text has; a number test next to this says how many are needed.",
            json_schema!({ "type": "string" }),
        ),
        (
            "Per",
            "The number test next to this is for this many words of the text: with 1000, how many of the list there are in 1,000 words.",
            json_schema!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        ),
        (
            "MinWords",
            "The text has this many words or more.",
            json_schema!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        ),
    ]
}
