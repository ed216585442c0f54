//! A rubric as its file gives it: shapes only, nothing checked against the vocabulary yet.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value};

use super::exact::Exact;
use crate::review::{Grade, Kind};

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a rubric (a table)")]
pub(super) struct RawRubric {
    pub(super) rubric: RawHeader,
    pub(super) words: IndexMap<String, Vec<String>>,
    pub(super) bands: IndexMap<String, RawBands>,
    pub(super) grading: RawGrading,
    pub(super) limits: Vec<RawLimit>,
    pub(super) criteria: Vec<RawCriterion>,
}

/// `[rubric]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "the table `[rubric]`")]
pub(super) struct RawHeader {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) version: Option<String>,
    pub(super) about: Option<String>,
    pub(super) kinds: Option<Vec<Kind>>,
    pub(super) not_judged: Option<String>,
}

/// `[grading]`: `enough`, and a profile under any other key.
#[derive(Debug, Default)]
pub(super) struct RawGrading {
    pub(super) enough: Option<Exact>,
    pub(super) profiles: IndexMap<String, RawProfile>,
}

/// The needs of each grade.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "the needs of each grade (a table)")]
pub(super) struct RawProfile {
    pub(super) outstanding: Option<Vec<RawNeed>>,
    pub(super) good: Option<Vec<RawNeed>>,
    pub(super) adequate: Option<Vec<RawNeed>>,
    pub(super) inadequate: Option<de::IgnoredAny>,
}

/// One need.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a need, such as `{ most = \"good\" }`")]
pub(super) struct RawNeed {
    pub(super) every: Option<Grade>,
    pub(super) most: Option<Grade>,
    pub(super) half: Option<Grade>,
    pub(super) share: Option<Exact>,
    pub(super) count: Option<u32>,
    pub(super) all_but: Option<u32>,
    pub(super) at_least: Option<Grade>,
    pub(super) of: Option<OneOrMore>,
}

/// `[[limits]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a limit (a table)")]
pub(super) struct RawLimit {
    pub(super) when: Option<String>,
    pub(super) when_at: Option<Grade>,
    pub(super) overall: Option<Grade>,
    pub(super) because: Option<String>,
}

/// `[[criteria]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a criterion (a table)")]
pub(super) struct RawCriterion {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) asks: Option<String>,
    pub(super) weight: Option<Exact>,
    pub(super) tags: Vec<String>,
    pub(super) grading: Option<String>,
    pub(super) rules: Vec<RawRule>,
}

/// `[[criteria.rules]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a rule (a table)")]
pub(super) struct RawRule {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) weight: Option<Exact>,
    pub(super) applies_when: Option<RawConditions>,
    pub(super) each: Option<String>,
    #[serde(rename = "where")]
    pub(super) selects: Option<RawConditions>,
    pub(super) must: Option<RawConditions>,
    pub(super) any: Option<Vec<RawConditions>>,
    pub(super) empty: Option<RawEmpty>,
    pub(super) count: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) better: Option<RawBetter>,
    pub(super) ask: Option<String>,
    pub(super) levels: Option<IndexMap<Grade, String>>,
    pub(super) bands: Option<RawBands>,
    pub(super) met: Option<Grade>,
    pub(super) unmet: Option<Grade>,
    pub(super) fixable: Option<bool>,
    pub(super) reason: Option<String>,
    pub(super) advice: Option<String>,
    pub(super) why: Option<String>,
    pub(super) source: Option<String>,
}

/// Facts and their tests, in the order of the file.
#[derive(Debug)]
pub(super) struct RawConditions(pub(super) IndexMap<String, RawTest>);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawEmpty {
    Met,
    Unmet,
    NotApplicable,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawBetter {
    Higher,
    Lower,
}

/// A name, or a list of names.
#[derive(Debug)]
pub(super) struct OneOrMore(pub(super) Vec<String>);

/// Bands: the name of a set, or the bands themselves.
#[derive(Debug)]
pub(super) enum RawBands {
    Named(String),
    Given(RawBandTable),
}

/// A threshold for each grade that has to be earned.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a threshold for each grade (a table)")]
pub(super) struct RawBandTable {
    pub(super) outstanding: Option<RawThreshold>,
    pub(super) good: Option<RawThreshold>,
    pub(super) adequate: Option<RawThreshold>,
    pub(super) inadequate: Option<de::IgnoredAny>,
}

/// A share or number, or a table of a share and excused misses.
#[derive(Debug)]
pub(super) enum RawThreshold {
    Number(Exact),
    Table(RawThresholdTable),
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a threshold")]
pub(super) struct RawThresholdTable {
    pub(super) share: Option<Exact>,
    pub(super) or_all_but: Option<u32>,
    pub(super) all_but: Option<u32>,
}

/// The test of one fact.
#[derive(Debug)]
pub(super) enum RawTest {
    Value(RawValue),
    Table(Box<RawTests>),
}

/// Tests that must all hold.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a test (a table)")]
pub(super) struct RawTests {
    pub(super) not: Option<RawValue>,
    pub(super) one_of: Option<Vec<RawValue>>,
    pub(super) at_least: Option<Exact>,
    pub(super) at_most: Option<Exact>,
    pub(super) more_than: Option<Exact>,
    pub(super) less_than: Option<Exact>,
    pub(super) from: Option<RawValue>,
    pub(super) before: Option<RawValue>,
    pub(super) includes_any: Option<Vec<String>>,
    pub(super) includes_all: Option<Vec<String>>,
    pub(super) words: Option<String>,
}

/// A value to compare with; a date is text until the fact's type is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RawValue {
    YesNo(bool),
    Number(Exact),
    Text(String),
}

impl<'de> Deserialize<'de> for RawGrading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(GradingVisitor)
    }
}

struct GradingVisitor;

impl<'de> Visitor<'de> for GradingVisitor {
    type Value = RawGrading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the table `[grading]`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawGrading, A::Error> {
        let mut grading = RawGrading::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "enough" {
                grading.enough = Some(map.next_value()?);
            } else {
                grading.profiles.insert(key, map.next_value()?);
            }
        }
        Ok(grading)
    }
}

/// Declares how a type is read that is either some scalar or something else: each shape with what it becomes.
macro_rules! read_as {
    ($type:ty, $visitor:ident, $wanted:literal, { $($shape:ident),+ }) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any($visitor)
            }
        }

        struct $visitor;

        impl<'de> Visitor<'de> for $visitor {
            type Value = $type;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($wanted)
            }

            $(read_as!(@$shape $type);)+
        }
    };
    (@text $type:ty) => {
        fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
            <$type>::from_text(text)
        }
    };
    (@yes_no $type:ty) => {
        fn visit_bool<E: de::Error>(self, value: bool) -> Result<$type, E> {
            Ok(<$type>::from(RawValue::YesNo(value)))
        }
    };
    (@number $type:ty) => {
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<$type, E> {
            <$type>::from_number(value::I64Deserializer::new(number))
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<$type, E> {
            <$type>::from_number(value::U64Deserializer::new(number))
        }

        fn visit_f64<E: de::Error>(self, number: f64) -> Result<$type, E> {
            <$type>::from_number(value::F64Deserializer::new(number))
        }
    };
    (@table $type:ty) => {
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
            Deserialize::deserialize(value::MapAccessDeserializer::new(map)).map(<$type>::from_table)
        }
    };
    (@list $type:ty) => {
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<$type, A::Error> {
            Deserialize::deserialize(value::SeqAccessDeserializer::new(list)).map(<$type>::from_list)
        }
    };
}

read_as!(RawConditions, ConditionsVisitor, "facts with their tests, `{ owner = \"present\" }`", { table });
read_as!(OneOrMore, OneOrMoreVisitor, "an id or tag in quotes, or a list of them", { text, list });
read_as!(RawBands, BandsVisitor, "the name of a set of bands, or a threshold for each grade", { text, table });
read_as!(RawThreshold, ThresholdVisitor, "a number, a fraction in quotes, `{ all-but = 1 }` or `{ share = 0.9, or-all-but = 1 }`", { text, number, table });
read_as!(RawTest, TestVisitor, "a test: a value, `\"present\"`, `\"stated\"` or a table such as `{ at-least = 1 }`", { text, yes_no, number, table });
read_as!(RawValue, ValueVisitor, "text in quotes, a number, a date, `true` or `false`", { text, yes_no, number });

impl RawConditions {
    fn from_table(table: IndexMap<String, RawTest>) -> Self {
        RawConditions(table)
    }
}

impl OneOrMore {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for all shapes")]
    fn from_text<E>(text: &str) -> Result<Self, E> {
        Ok(OneOrMore(vec![text.to_owned()]))
    }

    fn from_list(names: Vec<String>) -> Self {
        OneOrMore(names)
    }
}

impl RawBands {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for all shapes")]
    fn from_text<E>(text: &str) -> Result<Self, E> {
        Ok(RawBands::Named(text.to_owned()))
    }

    fn from_table(table: RawBandTable) -> Self {
        RawBands::Given(table)
    }
}

impl RawThreshold {
    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        Exact::deserialize(value::StrDeserializer::new(text)).map(RawThreshold::Number)
    }

    fn from_number<'de, D: Deserializer<'de>>(number: D) -> Result<Self, D::Error> {
        Exact::deserialize(number).map(RawThreshold::Number)
    }

    fn from_table(table: RawThresholdTable) -> Self {
        RawThreshold::Table(table)
    }
}

impl RawTest {
    fn from_text<E>(text: &str) -> Result<Self, E> {
        RawValue::from_text(text).map(RawTest::Value)
    }

    fn from_number<'de, D: Deserializer<'de>>(number: D) -> Result<Self, D::Error> {
        RawValue::from_number(number).map(RawTest::Value)
    }

    fn from_table(table: RawTests) -> Self {
        RawTest::Table(Box::new(table))
    }
}

impl From<RawValue> for RawTest {
    fn from(value: RawValue) -> Self {
        RawTest::Value(value)
    }
}

impl RawValue {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for all shapes")]
    fn from_text<E>(text: &str) -> Result<Self, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn from_number<'de, D: Deserializer<'de>>(number: D) -> Result<Self, D::Error> {
        Exact::deserialize(number).map(RawValue::Number)
    }
}
