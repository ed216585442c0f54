//! JSON into the tree.
//!
//! The tokens are walked first ([`syntax`]): that finds what is beyond the limits before anything is kept, and what is not
//! JSON with what to type instead. The tree is made of what the lenient reader can take; a text without a mistake is
//! valid JSON by a second reader's word.

mod syntax;

use arcstr::ArcStr;
use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::keys::without_second_ones;
use super::tree::shared;
use super::{Diagnostic, Entry, Format, Kind, Limits, Node, Parsed, numbers};
use crate::text::Span;

/// Reads a JSON text.
pub(super) fn parse(text: &ArcStr, limits: Limits) -> Parsed {
    let walked = syntax::walk(text, limits);
    let mut errors = walked.errors;
    let value = if walked.rest_is_sound {
        parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()
    } else {
        None
    };
    if errors.is_empty() {
        errors.extend(refusal(text));
    }
    match value.and_then(|parsed| parsed.value) {
        Some(value) => {
            let root = node(text, value, &mut errors);
            errors.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
            Parsed::read(Format::Json, root, errors, true)
        }
        None if errors.is_empty() => Parsed { rest_is_sound: true, ..Parsed::unreadable(Format::Json, errors) },
        None => Parsed::unreadable(Format::Json, errors),
    }
}

/// What a strict reader still refuses; an empty text is not its business.
fn refusal(text: &str) -> Option<Diagnostic> {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err().filter(|_| !text.trim().is_empty())?;
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary(line + error.column().saturating_sub(1));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Some(
        Diagnostic::error("json-syntax", format!("this cannot be read as JSON: {message}"))
            .at(Span::new(at, at), "here"),
    )
}

fn node(text: &ArcStr, value: Value<'_>, errors: &mut Vec<Diagnostic>) -> Node {
    let range = value.range();
    let whole = Span::new(range.start, range.end);
    let bracket = Span::new(range.start, range.start + 1);
    let leaf = |kind| Node { span: whole, kind };
    match value {
        Value::StringLit(string) => leaf(Kind::Str(shared(text, &string.value))),
        Value::NumberLit(number) => leaf(numbers::json(number.value, whole, errors)),
        Value::BooleanLit(value) => leaf(Kind::Bool(value.value)),
        Value::NullKeyword(_) => leaf(Kind::Null),
        Value::Array(array) => {
            let items = array.elements.into_iter().map(|item| node(text, item, errors)).collect();
            Node { span: bracket, kind: Kind::Seq(items) }
        }
        Value::Object(object) => {
            let mut entries = Vec::with_capacity(object.properties.len());
            for property in object.properties {
                let range = property.name.range();
                let key = match property.name {
                    ObjectPropName::String(name) => shared(text, &name.value),
                    ObjectPropName::Word(name) => shared(text, name.value),
                };
                entries.push(Entry {
                    key,
                    key_span: Span::new(range.start, range.end),
                    value: node(text, property.value, errors),
                });
            }
            Node { span: bracket, kind: Kind::Map(without_second_ones(entries, Format::Json, errors)) }
        }
    }
}
