//! The tree as serde reads it.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Error as _, IntoDeserializer, Unexpected, Visitor};

use super::super::{Entry, Kind, Node};
use super::mistake::{Mistake, Wanted};
use crate::text::or_list;

/// Serves a node to serde, leaving out what was found wrong before.
#[derive(Clone, Copy)]
pub(super) struct NodeReader<'t> {
    pub(super) node: &'t Node,
    pub(super) skipped: &'t HashSet<usize>,
}

impl<'t> NodeReader<'t> {
    fn table(self, entries: &'t [Entry]) -> TableReader<'t> {
        TableReader { entries: entries.iter(), skipped: self.skipped, current: None }
    }

    fn text<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Mistake> {
        if matches!(self.node.kind, Kind::Date(_)) {
            return Err(Mistake::invalid_type(Unexpected::Other("a date"), &visitor));
        }
        self.any(visitor)
    }

    fn any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.node.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool(value) => visitor.visit_bool(*value),
            Kind::Int(number) => visitor.visit_i64(*number),
            Kind::Float(number) => visitor.visit_f64(*number),
            Kind::Str(text) | Kind::Date(text) => visitor.visit_borrowed_str(text),
            Kind::Seq(items) => visitor.visit_seq(ListReader { items: items.iter(), skipped: self.skipped }),
            Kind::Map(entries) => visitor.visit_map(self.table(entries)),
        }
    }
}

/// Reads a value of which the type is known, and says what to do where another is found.
macro_rules! typed {
    ($($method:ident: $wanted:expr,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            self.any(visitor).map_err(|mistake| mistake.where_wanted($wanted).within(self.node))
        })*
    };
}

impl<'de> de::Deserializer<'de> for NodeReader<'de> {
    type Error = Mistake;

    typed! {
        deserialize_bool: Wanted::Truth,
        deserialize_i64: Wanted::Whole,
        deserialize_u64: Wanted::Whole,
        deserialize_u8: Wanted::Whole,
        deserialize_seq: Wanted::List,
        deserialize_map: Wanted::Table,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.any(visitor).map_err(|mistake| mistake.within(self.node))
    }

    /// A whole number that is written with a point, `12.0`, is whole.
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let whole = if let Kind::Float(number) = &self.node.kind
            && number.fract() == 0.0
        {
            format!("{number:.0}").parse::<i64>().ok()
        } else {
            None
        };
        match whole {
            Some(whole) => visitor.visit_i64(whole).map_err(|mistake: Mistake| mistake.within(self.node)),
            None => self.deserialize_u64(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.text(visitor).map_err(|mistake| mistake.where_wanted(Wanted::Text).within(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        if matches!(self.node.kind, Kind::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self).map_err(|mistake| mistake.within(self.node))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        let result = if let Kind::Str(text) = &self.node.kind {
            visitor.visit_enum((&**text).into_deserializer())
        } else {
            let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            self.any(OneOf(or_list(&quoted))).and_then(|()| Err(Mistake::custom("wanted one of the known words")))
        };
        result.map_err(|mistake| mistake.within(self.node))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u16 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct identifier ignored_any
    }

    /// A table that is null is a table without keys, as a missing one is.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.node.kind {
            Kind::Null => visitor.visit_map(self.table(&[])).map_err(|mistake| mistake.within(self.node)),
            Kind::Seq(_) => {
                let mistake = Mistake::invalid_type(Unexpected::Seq, &visitor);
                Err(mistake.where_wanted(Wanted::Table).within(self.node))
            }
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Map(_) => {
                self.deserialize_map(visitor)
            }
        }
    }
}

/// A visitor that takes nothing: it makes the message for a value that should have been one of some words.
struct OneOf(String);

impl Visitor<'_> for OneOf {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct ListReader<'t> {
    items: std::slice::Iter<'t, Node>,
    skipped: &'t HashSet<usize>,
}

impl<'t> de::SeqAccess<'t> for ListReader<'t> {
    type Error = Mistake;

    fn next_element_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let skipped = self.skipped;
        let Some(node) =
            self.items.find(|item| matches!(item.kind, Kind::Map(_)) || !skipped.contains(&item.span.start))
        else {
            return Ok(None);
        };
        let read = seed.deserialize(NodeReader { node, skipped });
        read.map(Some).map_err(
            |mistake| {
                if matches!(node.kind, Kind::Map(_)) { mistake } else { mistake.caused_by(node.span) }
            },
        )
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct TableReader<'t> {
    entries: std::slice::Iter<'t, Entry>,
    skipped: &'t HashSet<usize>,
    current: Option<&'t Entry>,
}

impl<'t> de::MapAccess<'t> for TableReader<'t> {
    type Error = Mistake;

    fn next_key_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let skipped = self.skipped;
        let Some(entry) = self.entries.find(|entry| !skipped.contains(&entry.key_span.start)) else {
            return Ok(None);
        };
        self.current = Some(entry);
        let key = de::value::BorrowedStrDeserializer::new(&entry.key);
        seed.deserialize(key).map(Some).map_err(|mistake: Mistake| mistake.at(entry.key_span).caused_by(entry.key_span))
    }

    fn next_value_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Mistake> {
        let entry = self.current.take().ok_or_else(|| Mistake::custom("a value without a key"))?;
        let read = seed.deserialize(NodeReader { node: &entry.value, skipped: self.skipped });
        read.map_err(|mistake| mistake.caused_by(entry.key_span))
    }
}
