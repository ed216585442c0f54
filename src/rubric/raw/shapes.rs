//! How what can have more than one shape is read: a test is a value or a table, bands are a name or a table.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value};

use super::super::exact::Exact;
use super::{
    OneOrMore, RawBandTable, RawBands, RawConditions, RawGrading, RawOverall, RawProfile, RawTest, RawTests,
    RawThreshold, RawThresholdTable, RawValue, RawWords, RawWordsTable,
};
use crate::text::Words;

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
            } else if key == "overall" {
                match map.next_value()? {
                    RawOverall::Given(given) => grading.overall = Some(given),
                    RawOverall::Profile(profile) => {
                        grading.profiles.insert(key, profile);
                    }
                }
            } else {
                grading.profiles.insert(key, map.next_value()?);
            }
        }
        Ok(grading)
    }
}

/// The message about a list where one value is needed.
const NOT_A_LIST: &str = "expected one value, found a list: to allow several values, write `{ one-of = [\"...\", \"...\"] }`, or `includes-any` for a fact that is a list";

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
    (@one_value $type:ty) => {
        fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<$type, A::Error> {
            Err(de::Error::custom(NOT_A_LIST))
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
read_as!(RawOverall, OverallVisitor, "the needs of each grade (a table), or `false` for no overall grade", { yes_no, table });
read_as!(RawThreshold, ThresholdVisitor, "a number, a fraction in quotes, `{ all-but = 1 }` or `{ share = 0.9, or-all-but = 1 }`", { text, number, table });
read_as!(RawWords, WordsVisitor, "a list of words, or `{ any = [\"...\"], except = [\"...\"] }`", { list, table });
read_as!(RawTest, TestVisitor, "a test: a value, `\"present\"`, `\"stated\"` or a table such as `{ at-least = 1 }`", { text, yes_no, number, table, one_value });
read_as!(RawValue, ValueVisitor, "text in quotes, a number, a date, `true` or `false`", { text, yes_no, number, one_value });

impl RawConditions {
    fn from_table(table: IndexMap<String, RawTest>) -> Self {
        RawConditions(table)
    }
}

impl RawWords {
    fn from_list(words: Vec<String>) -> Self {
        RawWords::List(words)
    }

    fn from_table(table: RawWordsTable) -> Self {
        RawWords::Table(table)
    }
}

impl From<&RawWords> for Words {
    fn from(raw: &RawWords) -> Self {
        match raw {
            RawWords::List(words) => Words::from(words.clone()),
            RawWords::Table(table) => Words {
                any: table.any.clone(),
                except: table.except.clone(),
                inflected: table.inflected.unwrap_or(false),
                quoted: table.quoted.unwrap_or(true),
            },
        }
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

impl RawOverall {
    fn from_table(profile: RawProfile) -> Self {
        RawOverall::Profile(profile)
    }
}

impl From<RawValue> for RawOverall {
    fn from(value: RawValue) -> Self {
        RawOverall::Given(value == RawValue::YesNo(true))
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
