//! The parts of a rubric's JSON Schema that its types cannot say by themselves.
//!
//! What stands in one key decides what may stand in another: `each = "actions"` lets `must` speak of facts of actions. That is
//! said with `dependencies` and `if`, beside plain `properties` that name everything which may stand there: some editors
//! complete from the plain ones only.

mod rules;

pub(super) use rules::{
    alternatives, basis, better, conditions, empty, kinds, list_names, numbers, one_form, part_id, review_conditions,
    rubric_id, template, whole_or_extended,
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::exact::Exact;
use super::parts::Parts;
use crate::review::{Grade, Scale};

pub(super) fn word_lists(_: &mut SchemaGenerator) -> Schema {
    let list = json!({ "type": "array", "items": { "type": "string" }, "contains": { "pattern": r"\S" } });
    let exceptions = json!({ "type": "array", "items": { "type": "string", "pattern": r"\S" } });
    let described = |mut schema: Value, what: &str| {
        if let Value::Object(keys) = &mut schema {
            keys.insert("description".to_owned(), json!(what));
        }
        schema
    };
    let truth = || json!({ "type": "boolean" });
    let table = json!({
        "type": "object",
        "properties": {
            "any": described(list.clone(), "Words and phrases."),
            "except": described(exceptions, "Phrases around such a word within which it does not count."),
            "inflected": described(truth(), "True if words count with the endings of English too: blames, blamed, blaming."),
            "quoted": described(truth(), "False if nothing counts that stands between quotation marks."),
        },
        "additionalProperties": false,
        "required": ["any"],
    });
    json_schema!({ "type": "object", "additionalProperties": { "anyOf": [list, table] } })
}

// Grades.

/// A word of the rubric's scale. Which words it has, only the rubric says; the usual ones are offered.
fn a_grade() -> Schema {
    let usual: Vec<&str> = Scale::USUAL.words().collect();
    json_schema!({ "type": "string", "pattern": Grade::PATTERN, "examples": usual })
}

/// The words of a scale.
pub(super) fn grade_words(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "string", "pattern": Grade::PATTERN, "maxLength": 40, "not": { "enum": Scale::RESERVED } },
        "minItems": 2,
        "maxItems": Scale::MOST,
        "uniqueItems": true,
    })
}

/// One or two characters a grade.
pub(super) fn letters(_: &mut SchemaGenerator) -> Schema {
    let letter = json!({ "type": "string", "pattern": r"^\S{1,2}$" });
    json_schema!({ "type": "array", "items": letter, "minItems": 2, "maxItems": Scale::MOST, "uniqueItems": true })
}

/// A grade that has to be earned.
pub(super) fn earned(_: &mut SchemaGenerator) -> Schema {
    a_grade()
}

/// Any grade but the best.
pub(super) fn below_best(_: &mut SchemaGenerator) -> Schema {
    a_grade()
}

pub(super) fn unmet(generator: &mut SchemaGenerator) -> Schema {
    below_best(generator)
}

pub(super) fn levels(_: &mut SchemaGenerator) -> Schema {
    let level = |grade: Grade| {
        (grade.word().to_owned(), json!({ "type": "string", "description": format!("What {grade} means here.") }))
    };
    let levels: Map<String, Value> = Scale::USUAL.best_first().map(level).collect();
    json_schema!({ "type": "object", "properties": levels, "additionalProperties": { "type": "string" } })
}

// Bands.

fn misses(what: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX, "description": what })
}

/// The threshold of one grade.
fn threshold(grade: Grade) -> Value {
    let mut schema = Exact::json_schema(&mut SchemaGenerator::default());
    let mut share = Exact::share_schema();
    share.insert("description".to_owned(), json!("The share that earns the grade."));
    let more = json!({
        "description": format!("What earns {grade}: a share or number, `{{ all-but = 1 }}` or `{{ share = 0.9, or-all-but = 1 }}`."),
        "type": ["number", "string", "object"],
        "properties": {
            "share": share,
            "or-all-but": misses("Or this many that fall short, if at least two do not."),
            "all-but": misses("All but this many, if at least two do not fall short."),
        },
        "additionalProperties": false,
        "minProperties": 1,
        "dependencies": {
            "share": ["or-all-but"],
            "or-all-but": ["share"],
            "all-but": keys(&["share", "or-all-but"], &[]),
        },
    });
    extend(&mut schema, more);
    schema.to_value()
}

fn band_table() -> Map<String, Value> {
    let bands: Map<String, Value> =
        Scale::USUAL.earned().map(|grade| (grade.word().to_owned(), threshold(grade))).collect();
    let other = threshold(Scale::USUAL.best());
    object(json!({ "type": "object", "properties": bands, "additionalProperties": other, "minProperties": 1 }))
}

pub(super) fn band_sets(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": band_table() })
}

/// Bands, or the name of a set.
pub(super) fn bands(_: &mut SchemaGenerator) -> Schema {
    let mut schema = Schema::from(band_table());
    schema.insert("type".to_owned(), json!(["string", "object"]));
    schema
}

pub(super) fn share(_: &mut SchemaGenerator) -> Schema {
    Exact::share_schema()
}

pub(super) fn weight(_: &mut SchemaGenerator) -> Schema {
    let mut schema = Exact::positive_schema();
    schema.insert("default".to_owned(), json!(1));
    schema
}

pub(super) fn tags(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "not": { "const": Parts::ASKED } } })
}

/// Keys that may not be there, and what some others hold.
pub(super) fn keys(absent: &[&str], others: &[(&str, &Value)]) -> Map<String, Value> {
    let absent = absent.iter().map(|key| ((*key).to_owned(), json!(false)));
    let keys: Map<String, Value> =
        absent.chain(others.iter().map(|(key, value)| ((*key).to_owned(), (*value).clone()))).collect();
    object(json!({ "properties": keys }))
}

pub(super) fn extend(schema: &mut Schema, more: Value) {
    for (key, value) in object(more) {
        schema.insert(key, value);
    }
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}
