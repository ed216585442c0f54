//! What `[custom]` holds.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

/// A value of `[custom]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Custom {
    /// True or false.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

impl<'de> Deserialize<'de> for Custom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CustomVisitor)
    }
}

struct CustomVisitor;

impl Visitor<'_> for CustomVisitor {
    type Value = Custom;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, `true` or `false`")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Custom, E> {
        Ok(Custom::YesNo(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "for grouping and display only")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Custom, E> {
        Ok(Custom::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "for grouping and display only")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Custom, E> {
        Ok(Custom::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Custom, E> {
        Ok(Custom::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Custom, E> {
        Ok(Custom::Text(text.to_owned()))
    }
}

impl JsonSchema for Custom {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Custom".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}
