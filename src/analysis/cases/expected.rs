//! How a case writes what it expects: the words, the grades, and their JSON Schema.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::json;

use crate::engine::{Headline, RuleOutcome};
use crate::review::{Grade, Scale};

/// The word for a next grade that no edit leads to.
pub(super) const OUT_OF_REACH: &str = "out-of-reach";

/// The outcomes of a rule.
pub(super) const OUTCOMES: [RuleOutcome; 5] = [
    RuleOutcome::Met,
    RuleOutcome::NotMet,
    RuleOutcome::NotStated,
    RuleOutcome::NotApplicable,
    RuleOutcome::Unanswered,
];

/// What is expected of a part whose grade is not settled.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a grade, an outcome, or `{ floor = \"adequate\", ceiling = \"good\" }`"
)]
pub(super) struct RawRange {
    /// The worst that it can come to.
    pub(super) floor: Option<Grade>,
    /// The best.
    pub(super) ceiling: Option<Grade>,
}

/// The table of what is expected of the review and of its parts, by name.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
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
