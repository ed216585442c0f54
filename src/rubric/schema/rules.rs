//! The JSON Schema of rules, and of the criteria and rubrics that contain them.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::{extend, keys, object};
use crate::document::schema;
use crate::review::vocabulary::{self, ListName};
use crate::review::{FactType, Scope};
use crate::rubric::exact::Exact;
use crate::rubric::facts_schema;
use crate::rubric::model::SourceBasis;
use crate::rubric::parts::RESERVED;

pub(in crate::rubric) fn list_names(_: &mut SchemaGenerator) -> Schema {
    let lists: Vec<(&str, String)> =
        ListName::ALL.iter().map(|list| (list.name(), format!("The {} of the review.", list.nouns().1))).collect();
    schema::words(lists.iter().map(|(name, meaning)| (*name, meaning.as_str())))
}

pub(in crate::rubric) fn numbers(_: &mut SchemaGenerator) -> Schema {
    let counts = |kind: FactType| matches!(kind, FactType::Number(_) | FactType::List(_));
    let facts = vocabulary::facts(Scope::Review).filter(|fact| counts(fact.kind));
    schema::words(facts.map(|fact| (fact.name, fact.meaning)))
}

pub(in crate::rubric) fn empty(_: &mut SchemaGenerator) -> Schema {
    schema::words([
        ("unmet", "As if none of them were as it must be."),
        ("met", "As if all of them were."),
        ("not-applicable", "The rule does not apply."),
    ])
}

pub(in crate::rubric) fn basis(_: &mut SchemaGenerator) -> Schema {
    schema::words(SourceBasis::ALL.map(|basis| (basis.word(), basis.meaning())))
}

pub(in crate::rubric) fn better(_: &mut SchemaGenerator) -> Schema {
    let mut schema = schema::words([("higher", "More is better."), ("lower", "Fewer is better.")]);
    schema.insert("default".to_owned(), json!("higher"));
    schema
}

/// A text in which every `{` is closed.
pub(in crate::rubric) fn template(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": r"^[^{]*(\{[^}]*\}[^{]*)*$",
        "patternErrorMessage": "close every { with a }"
    })
}

/// What a rubric is called: one word.
pub(in crate::rubric) fn rubric_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\s*[^\s/\\:]+\s*$", "patternErrorMessage": "write one word, without slashes" })
}

/// The kinds of review that a rubric is for: words, whichever they are.
pub(in crate::rubric) fn kinds(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["array", "null"],
        "items": { "type": "string", "pattern": r"^\S+$", "patternErrorMessage": "write one word, such as `scr`" }
    })
}

/// What a criterion or rule is called.
pub(in crate::rubric) fn part_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"\S", "patternErrorMessage": "write something", "not": { "enum": RESERVED } })
}

pub(in crate::rubric) fn conditions(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "allOf": [facts_schema::any_scope()] })
}

pub(in crate::rubric) fn alternatives(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "type": "array", "items": facts_schema::any_scope(), "minItems": 1 })
}

pub(in crate::rubric) fn review_conditions(generator: &mut SchemaGenerator) -> Schema {
    facts_schema::define(generator);
    json_schema!({ "allOf": [facts_schema::reference(Scope::Review)] })
}

/// A rubric that extends none gives everything itself; one that extends another gives what differs.
pub(in crate::rubric) fn whole_or_extended(rubric: &mut Schema) {
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
pub(in crate::rubric) fn one_form(rule: &mut Schema) {
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

/// Conditions that never require something to be absent.
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
