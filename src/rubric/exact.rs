//! Thresholds and weights, exactly as they are written.

use std::borrow::Cow;
use std::fmt;

use num_rational::Ratio;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use crate::review::When;

/// A number as a rubric writes it: a decimal of up to 15 digits (`0.9`) or a fraction in a string (`"2/3"`).
///
/// Nothing is rounded: 9 of 10 meets `0.9`, 2 of 3 meets `"2/3"` and does not meet `0.67`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i64>);

impl Exact {
    /// The whole number `number`.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Exact(Ratio::from_integer(number))
    }

    /// The fraction `numer / denom`; `denom` must be above zero.
    pub(super) fn hundredth(self) -> Self {
        Exact(self.0 / 100)
    }

    pub(super) fn hundredfold(self) -> Self {
        Exact(Ratio::new(self.0.numer().saturating_mul(100), *self.0.denom()))
    }

    pub(super) fn fraction(numer: i64, denom: i64) -> Self {
        Exact(Ratio::new(numer, denom.max(1)))
    }

    /// How many of `count` things there are for every `per` of `of`; 0 where there is nothing.
    #[must_use]
    pub fn rate(count: usize, of: usize, per: u32) -> Self {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Exact(Ratio::new(number(count).saturating_mul(i64::from(per)), number(of).max(1)))
    }

    /// The numerator and the denominator, in lowest terms; the denominator is above zero.
    #[must_use]
    pub fn parts(self) -> (i64, i64) {
        (*self.0.numer(), *self.0.denom())
    }

    /// The nearest floating-point number, for display.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display only")]
    pub fn approximate(self) -> f64 {
        *self.0.numer() as f64 / *self.0.denom() as f64
    }

    /// True if `part` of `total` is at least this share.
    #[must_use]
    pub(crate) fn is_met_by(self, part: u64, total: u64) -> bool {
        let (numer, denom) = self.parts();
        i128::from(part) * i128::from(denom) >= i128::from(numer) * i128::from(total)
    }

    fn from_decimal(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        let denominator = 10i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Some(Exact(Ratio::new(digits.parse().ok()?, denominator)))
    }

    fn from_fraction(text: &str) -> Option<Self> {
        let (numer, denom) = text.split_once('/')?;
        let (numer, denom): (i64, i64) = (numer.trim().parse().ok()?, denom.trim().parse().ok()?);
        (denom > 0).then(|| Exact(Ratio::new(numer, denom)))
    }
}

impl fmt::Display for Exact {
    /// As a decimal where it is one of up to six places, as a fraction otherwise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numer, denom) = self.parts();
        if 1_000_000 % denom == 0 { write!(f, "{}", self.approximate()) } else { write!(f, "{numer}/{denom}") }
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExactVisitor)
    }
}

impl Exact {
    /// The JSON Schema of a number above zero.
    pub(super) fn positive_schema() -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "exclusiveMinimum": 0,
            "pattern": r"^\s*\+?0*[1-9][0-9]*\s*/\s*\+?0*[1-9][0-9]*\s*$",
            "patternErrorMessage": "write a fraction above 0 as 2/3"
        })
    }

    /// The JSON Schema of a share: above 0 and at most 1.
    pub(super) fn share_schema() -> Schema {
        let mut schema = Exact::positive_schema();
        schema.insert("maximum".to_owned(), 1.into());
        schema
    }
}

impl JsonSchema for Exact {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "pattern": r"^\s*[-+]?[0-9]+\s*/\s*\+?0*[1-9][0-9]*\s*$",
            "patternErrorMessage": "write a fraction as 2/3"
        })
    }
}

/// What to say of a text that is no fraction, where it is known what was meant.
fn meant(text: &str) -> Option<String> {
    if text.len() > 4 && text.parse::<When>().is_ok() {
        return Some(format!("`{text}` is a date, not a number: dates are tested with `from` and `before`"));
    }
    let percent = text.trim().strip_suffix('%').map(str::trim);
    let value = Exact::from_decimal(&percent.unwrap_or(text).replace(',', "."))?;
    Some(match percent {
        Some(_) => format!("`\"{text}\"` is not a number: write `{}`", value.hundredth()),
        None => format!("`\"{text}\"` is text: write `{value}`, without quotes"),
    })
}

struct ExactVisitor;

impl Visitor<'_> for ExactVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, `0.9`, or a fraction in quotes, `\"2/3\"`")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Exact, E> {
        Ok(Exact::whole(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Exact, E> {
        i64::try_from(number).map(Exact::whole).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Exact, E> {
        // The shortest decimal that reads back as the same number is the one that was written, up to 15 digits.
        Exact::from_decimal(&number.to_string())
            .ok_or_else(|| E::custom("the number has too many digits to be kept exactly"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
        Exact::from_fraction(text).ok_or_else(|| match meant(text) {
            Some(message) => E::custom(message),
            None => E::invalid_value(de::Unexpected::Str(text), &self),
        })
    }
}

/// A threshold of points, `mean = 2.5` or `percent = 63`: also a decimal in a text, `"62.5"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Threshold(pub(super) Exact);

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ThresholdVisitor).map(Threshold)
    }
}

impl JsonSchema for Threshold {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Threshold".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "exclusiveMinimum": 0,
            "pattern": r"^\s*(\+?[0-9]+(\.[0-9]+)?|\+?0*[1-9][0-9]*\s*/\s*\+?0*[1-9][0-9]*)\s*$",
            "patternErrorMessage": "write a number as 62.5 or 125/2"
        })
    }
}

struct ThresholdVisitor;

impl Visitor<'_> for ThresholdVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, `62.5`, or the same in quotes")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Exact, E> {
        ExactVisitor.visit_i64(number)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Exact, E> {
        ExactVisitor.visit_u64(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Exact, E> {
        ExactVisitor.visit_f64(number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
        let own = text.trim();
        if let Some(number) = Exact::from_decimal(own).or_else(|| Exact::from_fraction(own)) {
            return Ok(number);
        }
        let plain = own.trim_end_matches('%').trim_end().replace(',', ".");
        Err(match Exact::from_decimal(&plain) {
            Some(number) => E::custom(format!("`\"{text}\"` is not a number: write `{number}`")),
            None => E::invalid_value(de::Unexpected::Str(text), &self),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Exact {
        Exact::from_decimal(text).unwrap()
    }

    #[test]
    fn thresholds_are_exact() {
        assert!(decimal("0.9").is_met_by(9, 10));
        assert!(!decimal("0.67").is_met_by(2, 3));
        assert!(Exact::from_fraction("2/3").unwrap().is_met_by(2, 3));
        assert!(!decimal("0.3").is_met_by(2_999_999, 10_000_000));
        assert!(decimal("0.7").is_met_by(7_000_000_000_000_000_000, 10_000_000_000_000_000_000));
        assert_eq!(
            (decimal("0.70").to_string(), Exact::from_fraction("2/6").unwrap().to_string()),
            ("0.7".into(), "1/3".into())
        );
        assert!(Exact::from_fraction("2/0").is_none() && Exact::from_decimal("1e5").is_none());
    }
}
