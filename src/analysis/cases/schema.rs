//! The JSON Schema of a file of cases: what its types do not say by themselves.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::expect::{OUT_OF_REACH, OUTCOMES};
use super::raw::{RawBase, RawFile, RawRange};
use crate::document::schema;
use crate::engine::{Headline, RuleOutcome};
use crate::review::{Grade, Review, Scale};

/// The JSON Schema of a file of cases.
#[must_use]
pub fn json_schema() -> Schema {
    let mut schema = schema::of_toml::<RawFile>();
    // A base is given an id if it has none.
    for table in ["/definitions/Header", "/definitions/Review"] {
        if let Some(Value::Object(table)) = schema.pointer_mut(table) {
            table.remove("required");
        }
    }
    schema
}

/// Bases: each the tables of a review beside keys of its own, or these alone.
pub(super) fn bases(generator: &mut SchemaGenerator) -> Schema {
    let mut base = RawBase::json_schema(generator);
    let review = Review::json_schema(generator);
    if let (Some(Value::Object(own)), Some(Value::Object(tables))) =
        (base.get_mut("properties"), review.get("properties"))
    {
        own.extend(tables.clone());
    }
    // A base is written out, or comes from elsewhere.
    let tables: Map<String, Value> = review
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(table, _)| (table.clone(), json!(false)))
        .collect();
    let from_elsewhere = |other: &str| {
        let mut keys = tables.clone();
        keys.insert(other.to_owned(), json!(false));
        json!({ "properties": keys })
    };
    base.insert("dependencies".to_owned(), json!({ "base": from_elsewhere("file"), "file": from_elsewhere("base") }));
    json_schema!({ "type": "object", "additionalProperties": base })
}

/// Grades, or the labels that the rubric gives them.
pub(super) fn answers(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "string", "pattern": r"\S" } })
}

/// Values to put in place: by keys with dots, or in tables in tables.
pub(super) fn changes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

/// Lists of items to add, in the same way.
pub(super) fn items(generator: &mut SchemaGenerator) -> Schema {
    let items = json!({ "$ref": "#/definitions/Items" });
    let list_or_tables = json!({ "type": ["array", "object"], "additionalProperties": items });
    generator.definitions_mut().insert("Items".to_owned(), list_or_tables);
    json_schema!({ "type": "object", "additionalProperties": items })
}

pub(super) fn expect(generator: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = Scale::USUAL.words().chain(OUTCOMES.map(RuleOutcome::word)).collect();
    let word = json!({ "type": "string", "pattern": Grade::PATTERN, "examples": words });
    let range = RawRange::json_schema(generator);
    let part = json!({ "anyOf": [word, { "type": "array", "items": word }, range] });
    let described = |mut schema: Schema, what: &str| {
        schema.insert("description".to_owned(), json!(what));
        schema
    };
    json_schema!({
        "type": "object",
        "properties": {
            "headline": described(generator.subschema_for::<Headline>(), "The answer in short."),
            "floor": described(generator.subschema_for::<Grade>(), "The worst that the review can come to."),
            "ceiling": described(generator.subschema_for::<Grade>(), "The best."),
            "fixes": {
                "type": ["integer", "string"],
                "minimum": 1,
                "pattern": format!("^{OUT_OF_REACH}$"),
                "description": "How many fixes the shortest way to the next grade takes; `out-of-reach` if no edit leads there.",
            },
            "score": { "type": "number", "minimum": 0, "maximum": 100, "description": "The score, to one decimal place." },
        },
        "additionalProperties": part,
        "minProperties": 1,
    })
}
