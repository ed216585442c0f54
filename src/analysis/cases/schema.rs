//! The JSON Schema of values that a file of cases holds as they come: answers, changes and items to add.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;

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
