//! `[grading]` as a rubric gives it, and its JSON Schema.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::review::{ByGrade, Grade, PerGrade, Scale};
use crate::rubric::exact::{Exact, Threshold};
use crate::rubric::schema::{self, extend, keys};

/// `[grading]`: `enough`, and a profile under any other key.
#[derive(Debug, Default)]
pub(in crate::rubric) struct RawGrading {
    pub(in crate::rubric) enough: Option<Exact>,
    /// Whether there is an overall grade, where the rubric says so instead of giving a profile.
    pub(in crate::rubric) overall: Option<bool>,
    pub(in crate::rubric) profiles: IndexMap<String, RawProfile>,
}

/// The needs of each grade; a grade that is left out is never given.
pub(in crate::rubric) type RawProfile = ByGrade<Vec<RawNeed>>;

/// What `[grading]` may say of the review: what its grades need, or `false` if it gets none.
#[derive(Debug)]
pub(in crate::rubric) enum RawOverall {
    Given(bool),
    Profile(RawProfile),
}

impl PerGrade for Vec<RawNeed> {
    const WANTED: &'static str = "the needs of each grade (a table)";
}

/// One need, such as `{ most = "good" }`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a need, such as `{ most = \"good\" }`")]
#[schemars(rename = "Need", transform = one_quantity)]
pub(in crate::rubric) struct RawNeed {
    /// Every part is at least this.
    #[schemars(schema_with = "schema::earned")]
    pub(in crate::rubric) every: Option<Grade>,
    /// More than half of the parts, by weight, are at least this.
    #[schemars(schema_with = "schema::earned")]
    pub(in crate::rubric) most: Option<Grade>,
    /// At least half of the parts, by weight, are at least this.
    #[schemars(schema_with = "schema::earned")]
    pub(in crate::rubric) half: Option<Grade>,
    /// At least this share of the parts, by weight, is at least what `at-least` says.
    #[schemars(schema_with = "schema::share")]
    pub(in crate::rubric) share: Option<Exact>,
    /// At least this many parts are at least as good as `at-least` says.
    #[schemars(range(min = 1))]
    pub(in crate::rubric) count: Option<u32>,
    /// At most this many parts are worse than `at-least` says, and at least one is not.
    pub(in crate::rubric) all_but: Option<u32>,
    /// The weighted mean of the points of the parts is at least this.
    pub(in crate::rubric) mean: Option<Threshold>,
    /// The points of the parts, by weight, are at least this percentage of the best possible.
    pub(in crate::rubric) percent: Option<Threshold>,
    /// The grade that `share`, `count` or `all-but` speaks of.
    #[schemars(schema_with = "schema::earned")]
    pub(in crate::rubric) at_least: Option<Grade>,
    /// One of these needs is enough.
    #[schemars(length(min = 2, max = 8))]
    pub(in crate::rubric) any: Option<Vec<RawNeed>>,
    /// The parts it ranges over, by id or tag; all unless given. The tag `asked` is on every rule with `ask`.
    pub(in crate::rubric) of: Option<OneOrMore>,
}

/// A name, or a list of names.
#[derive(Debug)]
pub(in crate::rubric) struct OneOrMore(pub(in crate::rubric) Vec<String>);

impl JsonSchema for OneOrMore {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "OneOrMore".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "array"], "items": { "type": "string" }, "minItems": 1 })
    }
}

/// The needs of each grade.
#[allow(clippy::indexing_slicing, reason = "the key is written by the derived schema")]
fn profile(generator: &mut SchemaGenerator) -> Value {
    let list = needs(generator).to_value();
    let of = |grade: Grade| {
        let mut own = list.clone();
        own["description"] = json!(format!("What {grade} needs: all of these."));
        (grade.word().to_owned(), own)
    };
    let usual: Map<String, Value> = Scale::USUAL.earned().map(of).collect();
    let profile = json!({
        "type": "object",
        "description": "The needs of each grade; a grade that is left out is never given.",
        "properties": usual,
        "additionalProperties": list,
        "minProperties": 1,
    });
    generator.definitions_mut().insert("Profile".to_owned(), profile);
    json!({ "$ref": "#/definitions/Profile" })
}

pub(super) fn grading(generator: &mut SchemaGenerator) -> Schema {
    let profile = profile(generator);
    let of = |what: &str| json!({ "allOf": [profile], "description": what });
    let mut enough = Exact::share_schema();
    enough.insert("default".to_owned(), json!(0.9));
    enough.insert(
        "description".to_owned(),
        json!(
            "How much of the grading must be settled by what is stated for a grade to be given while floor and ceiling differ."
        ),
    );
    json_schema!({
        "type": "object",
        "properties": {
            "enough": enough,
            "criterion": of("How the rules of a criterion combine, unless the criterion names another profile."),
            "overall": {
                "description": "How the criteria combine; `false` for a rubric that gives no overall grade.",
                "anyOf": [profile, { "const": false }],
            },
        },
        "additionalProperties": profile,
    })
}

fn needs(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": generator.subschema_for::<RawNeed>(), "minItems": 1 })
}

/// One quantity a need, with the grade it speaks of.
fn one_quantity(need: &mut Schema) {
    let with_grade = ["share", "count", "all-but"];
    let without = ["every", "most", "half", "mean", "percent", "any"];
    let quantities = without.into_iter().chain(with_grade);
    let mut depends: Map<String, Value> =
        without.map(|key| (key.to_owned(), json!(keys(&["at-least"], &[])))).into_iter().collect();
    depends.insert("any".to_owned(), json!(keys(&["at-least", "of"], &[])));
    depends.extend(with_grade.map(|key| (key.to_owned(), json!(["at-least"]))));
    let one: Vec<Value> = quantities.map(|key| json!({ "required": [key] })).collect();
    extend(need, json!({ "oneOf": one, "dependencies": depends }));
}
