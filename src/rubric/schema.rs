//! The parts of a rubric's JSON Schema that its types cannot say by themselves.
//!
//! What stands in one key decides what may stand in another: `each = "actions"` lets `must` speak of facts of actions. That is
//! said with `dependencies` and `if`, beside plain `properties` that name everything which may stand there: some editors
//! complete from the plain ones only.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::exact::Exact;
use super::facts_schema;
use super::model::SourceBasis;
use super::parts::Parts;
use super::raw::{OneOrMore, RawNeed, RawRubric};
use super::scale::RESERVED;
use crate::document::schema;
use crate::review::vocabulary::{self, ListName};
use crate::review::{FactType, Grade, Scale, Scope};

/// The JSON Schema of a rubric.
#[must_use]
pub fn json_schema() -> Schema {
    schema::of_toml::<RawRubric>()
}

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

// Profiles.

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

pub(super) fn needs(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": generator.subschema_for::<RawNeed>(), "minItems": 1 })
}

/// One quantity a need, with the grade it speaks of.
pub(super) fn one_quantity(need: &mut Schema) {
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

// Rules.

pub(super) fn list_names(_: &mut SchemaGenerator) -> Schema {
    let lists: Vec<(&str, String)> =
        ListName::ALL.iter().map(|list| (list.name(), format!("The {} of the review.", list.nouns().1))).collect();
    schema::words(lists.iter().map(|(name, meaning)| (*name, meaning.as_str())))
}

pub(super) fn numbers(_: &mut SchemaGenerator) -> Schema {
    let counts = |kind: FactType| matches!(kind, FactType::Number(_) | FactType::List(_));
    let facts = vocabulary::facts(Scope::Review).filter(|fact| counts(fact.kind));
    schema::words(facts.map(|fact| (fact.name, fact.meaning)))
}

pub(super) fn empty(_: &mut SchemaGenerator) -> Schema {
    schema::words([
        ("unmet", "As if none of them were as it must be."),
        ("met", "As if all of them were."),
        ("not-applicable", "The rule does not apply."),
    ])
}

pub(super) fn basis(_: &mut SchemaGenerator) -> Schema {
    schema::words(SourceBasis::ALL.map(|basis| (basis.word(), basis.meaning())))
}

pub(super) fn better(_: &mut SchemaGenerator) -> Schema {
    let mut schema = schema::words([("higher", "More is better."), ("lower", "Fewer is better.")]);
    schema.insert("default".to_owned(), json!("higher"));
    schema
}

/// A text whose every `{` is closed.
pub(super) fn template(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": r"^[^{]*(\{[^}]*\}[^{]*)*$",
        "patternErrorMessage": "close every { with a }"
    })
}

/// What a rubric is called: one word.
pub(super) fn rubric_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\s*[^\s/\\:]+\s*$", "patternErrorMessage": "write one word, without slashes" })
}

/// The kinds of review that a rubric is for: words, whichever they are.
pub(super) fn kinds(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["array", "null"],
        "items": { "type": "string", "pattern": r"^\S+$", "patternErrorMessage": "write one word, such as `scr`" }
    })
}

/// What a criterion or rule is called.
pub(super) fn part_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"\S", "patternErrorMessage": "write something", "not": { "enum": RESERVED } })
}

pub(super) fn conditions(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "allOf": [facts_schema::any_scope()] })
}

pub(super) fn alternatives(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "type": "array", "items": facts_schema::any_scope(), "minItems": 1 })
}

pub(super) fn review_conditions(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "allOf": [facts_schema::reference(Scope::Review)] })
}

/// A rubric that extends none gives everything itself; one that extends another gives what differs.
pub(super) fn whole_or_extended(rubric: &mut Schema) {
    let tests = ["must", "any", "count", "measure", "ask"].map(|key| json!({ "required": [key] }));
    let rule = json!({ "required": ["title"], "anyOf": tests, "properties": { "after": false, "renames": false } });
    let criterion = json!({
        "required": ["title", "rules"],
        "properties": { "after": false, "rules": { "minItems": 1, "items": rule } },
    });
    extend(
        rubric,
        json!({
            "if": { "properties": { "rubric": { "required": ["extends"] } } },
            "else": {
                "required": ["criteria"],
                "properties": {
                    "rubric": { "properties": { "remove": { "maxItems": 0 } } },
                    "criteria": { "minItems": 1, "items": criterion },
                },
            },
        }),
    );
}

/// One form a rule: a share, a count, a number or a question, each with the keys that it can use. A rule that changes one of
/// a base, and gives no test, has any form.
pub(super) fn one_form(rule: &mut Schema) {
    let number = json!({ "additionalProperties": { "type": ["number", "string"] } });
    let shares = ["must", "any", "each", "empty", "met"];
    let of_share =
        by_list("each", &|facts| keys(&[], &[("where", facts), ("must", facts), ("any", &json!({ "items": facts }))]));
    let of_count = by_list("count", &|facts| keys(&[], &[("where", facts)]));
    let of_question = ["where", "better", "bands", "unmet"];
    let mut of_question = keys(&[&shares[..], &of_question[..]].concat(), &[]);
    of_question.insert("required".to_owned(), json!(["title"]));
    let mut count = keys(&[&shares[..], &["measure", "ask", "levels"]].concat(), &[("bands", &number)]);
    let mut measure = keys(&[&shares[..], &["where", "ask", "levels"]].concat(), &[("bands", &number)]);
    for number in [&mut count, &mut measure] {
        number.insert("required".to_owned(), json!(["title", "bands"]));
    }
    count.insert("allOf".to_owned(), json!(of_count));
    count.extend(object(json!({
        "if": { "required": ["better"], "properties": { "better": { "const": "lower" } } },
        "else": { "properties": { "where": without_absence() } },
    })));
    extend(
        rule,
        json!({
            "dependencies": {
                "each": { "required": ["title", "empty"], "allOf": of_share },
                "count": count,
                "measure": measure,
                "ask": of_question,
            },
            "if": { "anyOf": [{ "required": ["count"] }, { "required": ["measure"] }, { "required": ["ask"] }] },
            "else": {
                "if": { "anyOf": [{ "required": ["must"] }, { "required": ["any"] }, { "required": ["each"] }] },
                "then": share_rule(),
            },
        }),
    );
}

/// A rule that tests: `must` or `any`, and what it earns.
fn share_rule() -> Map<String, Value> {
    let mut above_zero = Exact::share_schema();
    above_zero.remove("type");
    let bands = json!({ "additionalProperties": above_zero });
    let review = facts_schema::reference(Scope::Review);
    let of_review = keys(&["where", "empty"], &[("must", &review), ("any", &json!({ "items": review }))]);
    let must = [("bands", &bands), ("must", &without_absence()), ("any", &json!({ "items": without_absence() }))];
    let mut rule = keys(&["better", "levels"], &must);
    rule.extend(object(json!({
        "required": ["title"],
        "anyOf": [{ "required": ["must"] }, { "required": ["any"] }],
        "oneOf": [{ "required": ["bands"] }, { "required": ["met"] }],
        "if": { "required": ["each"] },
        "else": of_review,
    })));
    rule
}

/// Conditions none of which wants something to be left out.
fn without_absence() -> Value {
    let left_out = json!({ "type": "object", "required": ["not"], "properties": { "not": { "const": "present" } } });
    json!({ "additionalProperties": { "not": left_out } })
}

/// What some keys may hold, list by list, as `key` names one; `keys` are given the facts of the list's items.
fn by_list(key: &str, keys_of: &dyn Fn(&Value) -> Map<String, Value>) -> Vec<Value> {
    let list = |list: ListName| {
        let named = keys(&[], &[(key, &json!({ "const": list.name() }))]);
        json!({ "if": named, "then": keys_of(&facts_schema::reference(Scope::Item(list))) })
    };
    ListName::ALL.into_iter().map(list).collect()
}

/// Keys that may not be there, and what some others hold.
fn keys(absent: &[&str], others: &[(&str, &Value)]) -> Map<String, Value> {
    let absent = absent.iter().map(|key| ((*key).to_owned(), json!(false)));
    let keys: Map<String, Value> =
        absent.chain(others.iter().map(|(key, value)| ((*key).to_owned(), (*value).clone()))).collect();
    object(json!({ "properties": keys }))
}

fn extend(schema: &mut Schema, more: Value) {
    for (key, value) in object(more) {
        schema.insert(key, value);
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}
