//! JSON Schemas of what is read and written, so that editors can complete and check it, and programs can rely on it.
//!
//! They are in draft 7, which the editors' extensions for TOML, YAML and JSON all understand, and made from the types that
//! do the reading and writing. A type that reads itself by hand says its schema by hand, beside it.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value, json};

/// The schema of a document that is read in any format: no value (`null`) is a missing key.
pub(crate) fn of_input<T: JsonSchema>() -> Schema {
    read_into::<T>(lists_of_tables)
}

/// The schema of a document that is read from TOML only, which cannot say that there is no value.
pub(crate) fn of_toml<T: JsonSchema>() -> Schema {
    read_into::<T>(without_no_value)
}

fn read_into<T: JsonSchema>(no_value: fn(&mut Schema)) -> Schema {
    let settings = SchemaSettings::draft07().for_deserialize().with_transform(RecursiveTransform(plain));
    let settings = settings.with_transform(RecursiveTransform(no_value));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    name_its_schema(&mut schema);
    items_of_items(&mut schema);
    schema
}

/// The schema of what is written: it holds every key of the type and no other.
pub(crate) fn of_output<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft07().for_serialize().with_transform(RecursiveTransform(plain));
    settings.with_transform(RecursiveTransform(closed)).into_generator().into_root_schema_for::<T>()
}

/// One of some words, each with what it means.
pub(crate) fn words<'w>(words: impl IntoIterator<Item = (&'w str, &'w str)>) -> Schema {
    let (words, meanings): (Vec<&str>, Vec<&str>) =
        words.into_iter().map(|(word, meaning)| (word, meaning.trim())).unzip();
    json_schema!({
        "type": "string",
        "enum": words,
        // The first is read by the editors' extensions for JSON and YAML, the second by the one for TOML.
        "enumDescriptions": meanings,
        "x-taplo": { "docs": { "enumValues": meanings } }
    })
}

/// A text that is not blank.
pub(crate) fn required_text(_: &mut schemars::SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"\S", "patternErrorMessage": "write something" })
}

/// Lets a table be without a value, as it is for a key that is given and left empty; one with required keys cannot be.
pub(crate) fn or_no_value(schema: &mut Schema) {
    if schema.get("required").is_none() {
        schema.insert("type".to_owned(), json!(["object", "null"]));
    }
}

/// Any document may name the schema it follows; that is for editors only.
fn name_its_schema(schema: &mut Schema) {
    let properties = schema.ensure_object().entry("properties").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(properties) = properties {
        properties.insert(
            "$schema".to_owned(),
            json!({ "description": "Where an editor finds the schema of this file; nothing else reads it." }),
        );
    }
}

/// Formats that only name a type of the program become ranges, and that nothing is the default goes without saying.
fn plain(schema: &mut Schema) {
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or("").to_owned();
    if ["uint", "uint8", "uint32", "uint64", "int64", "double"].contains(&format.as_str()) {
        schema.remove("format");
    }
    if format == "uint32" {
        schema.ensure_object().entry("maximum").or_insert(json!(u32::MAX));
    }
}

/// Says of a list of tables that may be without a value, once more, that it is a list: editors offer `[[actions]]` only for
/// what has that one type. The other alternative is always true, so that the error belongs to the item it is in.
fn lists_of_tables(schema: &mut Schema) {
    let is_table = schema.get("items").is_some_and(|items| items.get("$ref").is_some());
    if schema.get("type") == Some(&json!(["array", "null"])) && is_table {
        let mut list = schema.clone();
        list.insert("type".to_owned(), json!("array"));
        schema.insert("anyOf".to_owned(), json!([list, true]));
    }
}

fn without_no_value(schema: &mut Schema) {
    for key in ["type", "enum"] {
        let Some(Value::Array(values)) = schema.get_mut(key) else { continue };
        values.retain(|value| !(value.is_null() || key == "type" && value == "null"));
        if let ("type", [only]) = (key, values.as_slice()) {
            let only = only.clone();
            schema.insert(key.to_owned(), only);
        }
    }
}

/// The extension for TOML of a common editor takes the step into an item of a list twice. `items` says nothing about a table,
/// so that a table which is its own item changes no verdict, and that editor completes its keys.
fn items_of_items(schema: &mut Schema) {
    let mut items = Vec::new();
    find_items(schema.as_value(), &mut items);
    let Some(Value::Object(definitions)) = schema.get_mut("definitions") else { return };
    for reference in items {
        let definition = definitions.get_mut(reference.trim_start_matches("#/definitions/"));
        if let Some(Value::Object(definition)) = definition {
            definition.insert("items".to_owned(), json!({ "$ref": reference }));
        }
    }
}

/// What the items of lists are, where they are defined elsewhere.
fn find_items(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            let reference = entries.get("items").and_then(|items| items.get("$ref")).and_then(Value::as_str);
            found.extend(reference.map(str::to_owned));
            entries.values().for_each(|value| find_items(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| find_items(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A table without any keys but those that are named.
fn closed(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.ensure_object().entry("additionalProperties").or_insert(json!(false));
    }
}
