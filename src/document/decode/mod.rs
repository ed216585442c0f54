//! Any serde type from the tree, with *every* mistake collected.
//!
//! Serde stops at the first error. So the tree is read again with the offending entry left out until nothing offends
//! any more; every round yields one diagnostic at its own place. What was left out is remembered in [`Decoded::left_out`],
//! so that later checks do not complain about what is missing only because it was wrong.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Error as _, IntoDeserializer, Unexpected, Visitor};

use super::diagnostic::MOST_MISTAKES;
use super::instead::yes_or_no;
use super::{Diagnostic, Entry, Format, Kind, Node};
use crate::text::{Span, nearest, or_list};

/// So many nodes are read again for the sake of further mistakes: of a very large text fewer are shown.
const MOST_NODES_READ: usize = 20_000_000;

/// The key at the top of any document that names its schema for editors; it is never read.
const FOR_EDITORS: &str = "$schema";

/// What came of filling a type from a tree.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, with what was wrong left out; `None` if even that could not be made.
    pub value: Option<T>,
    /// What was wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The keys and items that were left out.
    pub left_out: Vec<Span>,
}

/// Fills a `T` from `root`, which was read as `format`, and collects all mistakes.
pub fn decode<T: for<'de> Deserialize<'de>>(root: &Node<'_>, format: Format) -> Decoded<T> {
    let most = (MOST_NODES_READ / root.size().max(1)).clamp(5, MOST_MISTAKES);
    let mut skipped: HashSet<usize> = root.entry(FOR_EDITORS).map(|entry| entry.key_span.start).into_iter().collect();
    let mut decoded = Decoded { value: None, diagnostics: Vec::new(), left_out: Vec::new() };
    loop {
        let error = match T::deserialize(Reader { node: root, skipped: &skipped }) {
            Ok(value) => {
                decoded.value = Some(value);
                break;
            }
            Err(error) => error,
        };
        let culprit = error.0.culprit;
        decoded.diagnostics.push(error.into_diagnostic(root.span, format));
        let Some(culprit) = culprit.filter(|span| skipped.insert(span.start)) else {
            break;
        };
        decoded.left_out.push(culprit);
        if decoded.diagnostics.len() >= most {
            decoded.diagnostics.push(Diagnostic::too_many(most, culprit));
            break;
        }
    }
    decoded.diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    decoded
}

/// Why a value could not be read, where, and which entry to leave out to go on.
///
/// Boxed, since every step of reading returns one or a value.
#[derive(Debug)]
struct Mistake(Box<Details>);

#[derive(Debug)]
struct Details {
    code: &'static str,
    message: String,
    label: String,
    help: Option<Help>,
    span: Option<Span>,
    culprit: Option<Span>,
}

/// What to do about it; how the format writes it is known at the end only.
#[derive(Debug)]
enum Help {
    Words(String),
    /// There is a table where a list of tables must be.
    ListWanted,
    /// There is a list where one table must be.
    TableWanted,
    /// There is a text where a table must be.
    NotText,
}

impl Help {
    fn words(self, format: Format) -> String {
        match (self, format) {
            (Help::Words(words), _) => words,
            (Help::ListWanted, Format::Toml) => {
                "begin each item of a list with double brackets, such as `[[actions]]`, or put them between `[` and `]`"
                    .to_owned()
            }
            (Help::TableWanted, Format::Toml) => {
                "there is one of it: begin it with single brackets, such as `[chair]`".to_owned()
            }
            (Help::ListWanted, Format::Json) => {
                "put the items of a list between `[` and `]`: `[{...}, {...}]`".to_owned()
            }
            (Help::TableWanted, Format::Json) => "there is one of it: take the `[` and `]` around it away".to_owned(),
            (Help::NotText, Format::Toml) => "give it keys of its own, below a header such as `[chair]`".to_owned(),
            (Help::NotText, Format::Json) => "give it keys of its own: `{\"role\": \"...\"}`".to_owned(),
            (Help::NotText, Format::Yaml) => "write a `key: value` of its own on each line below it".to_owned(),
            (Help::ListWanted, Format::Yaml) => "begin each item of a list with `- `".to_owned(),
            (Help::TableWanted, Format::Yaml) => "there is one of it: take the `- ` before it away".to_owned(),
        }
    }
}

impl Mistake {
    fn new(code: &'static str, message: impl Into<String>, label: impl Into<String>) -> Self {
        let (message, label) = (message.into(), label.into());
        Mistake(Box::new(Details { code, message, label, help: None, span: None, culprit: None }))
    }

    fn within(mut self, node: &Node<'_>) -> Self {
        self.0.span.get_or_insert(node.span);
        self
    }

    fn caused_by(mut self, place: Span) -> Self {
        self.0.culprit.get_or_insert(place);
        self
    }

    fn into_diagnostic(self, fallback: Span, format: Format) -> Diagnostic {
        let Details { code, message, label, help, span, .. } = *self.0;
        let diagnostic = Diagnostic::error(code, message).at(span.unwrap_or(fallback), label);
        match help {
            Some(help) => diagnostic.help(help.words(format)),
            None => diagnostic,
        }
    }

    fn unknown(code: &'static str, what: &str, found: &str, expected: &'static [&'static str]) -> Self {
        let quoted: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
        let (message, label) = match nearest(found, expected.iter().copied()) {
            Some(name) => (format!("{what} `{found}`: did you mean `{name}`?"), format!("did you mean `{name}`?")),
            None => (format!("{what} `{found}`"), what.to_string()),
        };
        let help = if quoted.is_empty() { None } else { Some(format!("wanted {}", or_list(&quoted))) };
        let mut mistake = Mistake::new(code, message, label);
        mistake.0.help = help.map(Help::Words);
        mistake
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Mistake::new("wrong-value", message.to_string(), "here")
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let help = match (&found, wanted.to_string().as_str()) {
            (Unexpected::Map, "a sequence") => Some(Help::ListWanted),
            (Unexpected::Seq, wanted) if wanted.contains("table") => Some(Help::TableWanted),
            (Unexpected::Str(word), "a boolean") => yes_or_no(word).or_else(|| without_quotes(word)).map(Help::Words),
            (Unexpected::Unsigned(1) | Unexpected::Signed(1), "a boolean") => yes_or_no("yes").map(Help::Words),
            (Unexpected::Unsigned(0) | Unexpected::Signed(0), "a boolean") => yes_or_no("no").map(Help::Words),
            (Unexpected::Str(text), "a sequence") => Some(Help::Words(as_a_list(text))),
            (Unexpected::Str(text), wanted) if wanted.starts_with(['u', 'i']) => without_quotes(text).map(Help::Words),
            (Unexpected::Unsigned(number), "a string") => Some(Help::Words(in_quotes(number))),
            (Unexpected::Signed(number), "a string") => Some(Help::Words(in_quotes(number))),
            (Unexpected::Float(number), "a string") => Some(Help::Words(in_quotes(format_args!("{number:?}")))),
            (Unexpected::Bool(value), "a string") => Some(Help::Words(in_quotes(value))),
            (Unexpected::Str(_), wanted) if wanted.contains("table") => Some(Help::NotText),
            _ => None,
        };
        let (found, wanted) = (describe(&found), plain(&wanted.to_string()));
        let mut mistake =
            Mistake::new("wrong-type", format!("wanted {wanted}, found {found}"), format!("wanted {wanted}"));
        mistake.0.help = help;
        mistake
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let (found, wanted) = (describe(&found), plain(&wanted.to_string()));
        Mistake::new("wrong-value", format!("wanted {wanted}, found {found}"), format!("wanted {wanted}"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Mistake::unknown("unknown-key", "unknown key", field, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Mistake::unknown("unknown-value", "unknown value", variant, expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Mistake::new("missing-key", format!("`{field}` is missing"), format!("give `{field}`"))
    }
}

/// A number, `true` or `false` that somebody put in quotes.
fn without_quotes(text: &str) -> Option<String> {
    let value = text.trim().to_lowercase();
    let is_value = ["true", "false"].contains(&value.as_str()) || value.parse::<i64>().is_ok();
    is_value.then(|| format!("write it without quotes: `{value}`"))
}

fn in_quotes(value: impl fmt::Display) -> String {
    format!("write it in quotes: `\"{value}\"`")
}

/// One text, or several in one, as a list.
fn as_a_list(text: &str) -> String {
    if text.len() > LONGEST_EXAMPLE {
        return "put the items of a list between `[` and `]`, each in quotes".to_owned();
    }
    let items: Vec<String> = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| format!("\"{item}\""))
        .collect();
    format!("put the items of a list between `[` and `]`: `[{}]`", items.join(", "))
}

/// So many bytes are shown again as they should be written.
const LONGEST_EXAMPLE: usize = 80;

fn describe(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str(text) => {
            let short: String = text.chars().take(40).collect();
            let more = if short.len() < text.len() { "..." } else { "" };
            format!("the text `{short}{more}`")
        }
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map | Unexpected::StructVariant | Unexpected::NewtypeStruct => "a table".to_owned(),
        Unexpected::Unit | Unexpected::Option => "no value".to_owned(),
        Unexpected::Other(what) => (*what).to_owned(),
        Unexpected::Char(_)
        | Unexpected::Bytes(_)
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant => "something else".to_owned(),
    }
}

/// What serde calls the types of Rust, in plain words.
fn plain(wanted: &str) -> String {
    match wanted {
        "a string" | "string" => "text in quotes".to_owned(),
        "a boolean" | "bool" => "`true` or `false`".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "a sequence" => "a list, `[...]`".to_owned(),
        "a map" => "a table".to_owned(),
        _ => wanted
            .strip_prefix("variant identifier")
            .map_or_else(|| wanted.to_owned(), |_| "one of the known words, in quotes".to_owned()),
    }
}

/// Serves a node to serde, leaving out what was found wrong before.
#[derive(Clone, Copy)]
struct Reader<'t, 'a> {
    node: &'t Node<'a>,
    skipped: &'t HashSet<usize>,
}

impl<'t, 'a> Reader<'t, 'a> {
    fn table(self, entries: &'t [Entry<'a>]) -> TableReader<'t, 'a> {
        TableReader { entries: entries.iter(), skipped: self.skipped, current: None }
    }

    fn text<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.node.kind {
            Kind::Date(_) => Err(Mistake::invalid_type(Unexpected::Other("a date"), &visitor)),
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Seq(_) | Kind::Map(_) => {
                self.any(visitor)
            }
        }
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

impl<'de, 'a: 'de> de::Deserializer<'de> for Reader<'de, 'a> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.any(visitor).map_err(|mistake| mistake.within(self.node))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.text(visitor).map_err(|mistake| mistake.within(self.node))
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
        let result = match &self.node.kind {
            Kind::Str(text) => visitor.visit_enum((&**text).into_deserializer()),
            Kind::Null
            | Kind::Bool(_)
            | Kind::Int(_)
            | Kind::Float(_)
            | Kind::Date(_)
            | Kind::Seq(_)
            | Kind::Map(_) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                self.any(OneOf(or_list(&quoted))).and_then(|()| Err(Mistake::custom("wanted one of the known words")))
            }
        };
        result.map_err(|mistake| mistake.within(self.node))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
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
            Kind::Seq(_) => Err(Mistake::invalid_type(Unexpected::Seq, &visitor).within(self.node)),
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) | Kind::Map(_) => {
                self.deserialize_any(visitor)
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

struct ListReader<'t, 'a> {
    items: std::slice::Iter<'t, Node<'a>>,
    skipped: &'t HashSet<usize>,
}

impl<'t, 'a: 't> de::SeqAccess<'t> for ListReader<'t, 'a> {
    type Error = Mistake;

    fn next_element_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let skipped = self.skipped;
        let Some(node) =
            self.items.find(|item| matches!(item.kind, Kind::Map(_)) || !skipped.contains(&item.span.start))
        else {
            return Ok(None);
        };
        let read = seed.deserialize(Reader { node, skipped });
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

struct TableReader<'t, 'a> {
    entries: std::slice::Iter<'t, Entry<'a>>,
    skipped: &'t HashSet<usize>,
    current: Option<&'t Entry<'a>>,
}

impl<'t, 'a: 't> de::MapAccess<'t> for TableReader<'t, 'a> {
    type Error = Mistake;

    fn next_key_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let skipped = self.skipped;
        let Some(entry) = self.entries.find(|entry| !skipped.contains(&entry.key_span.start)) else {
            return Ok(None);
        };
        self.current = Some(entry);
        let key = de::value::BorrowedStrDeserializer::new(&entry.key);
        seed.deserialize(key).map(Some).map_err(|mut mistake: Mistake| {
            mistake.0.span.get_or_insert(entry.key_span);
            mistake.caused_by(entry.key_span)
        })
    }

    fn next_value_seed<S: de::DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Mistake> {
        let entry = self.current.take().ok_or_else(|| Mistake::custom("a value without a key"))?;
        let read = seed.deserialize(Reader { node: &entry.value, skipped: self.skipped });
        read.map_err(|mistake| mistake.caused_by(entry.key_span))
    }
}
