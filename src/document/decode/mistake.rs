//! What serde says against a value, in plain words.

use std::fmt;

use serde::de::{self, Unexpected};

use super::super::diagnostic::Subject;
use super::super::instead::yes_or_no;
use super::super::{Diagnostic, Format, Node};
use super::written::{Written, written};
use crate::text::{Span, meant, or_list};

/// A key that is not known, with the one that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Misnamed {
    /// Where the key is.
    pub(crate) key: Span,
    /// The key that was meant.
    pub(crate) meant: &'static str,
}

/// Why a value could not be read, where, and which entry to leave out to go on.
///
/// Boxed, since every step of reading returns one or a value.
#[derive(Debug)]
pub(super) struct Mistake(Box<Details>);

#[derive(Debug)]
struct Details {
    code: &'static str,
    message: String,
    label: String,
    help: Option<Help>,
    subject: Option<Box<Subject>>,
    found: Option<Found>,
    span: Option<Span>,
    culprit: Option<Span>,
    unknown: Option<Unknown>,
}

/// A key or word that is not known.
#[derive(Clone, Debug)]
struct Unknown {
    found: String,
    expected: &'static [&'static str],
}

/// Words that mean one key beside a certain other key, and another one elsewhere.
const BESIDE: [(&str, &str, &str); 7] = [
    ("when", "count", "where"),
    ("when", "each", "where"),
    ("number", "where", "count"),
    ("contains", "at-most", "words"),
    ("contains", "at-least", "words"),
    ("mentions", "at-most", "words"),
    ("mentions", "at-least", "words"),
];

impl Unknown {
    /// What was meant by it in `table`, which has it as a key: rather something that the table does not have yet.
    fn meant(&self, table: Option<&Node>) -> Option<&'static str> {
        let is_there = |key: &str| table.is_some_and(|table| table.entry(key).is_some());
        let free: Vec<&'static str> = self.expected.iter().copied().filter(|key| !is_there(key)).collect();
        let special = BESIDE.iter().find(|(word, other, own)| {
            *word == self.found && is_there(other) && free.contains(own) && self.is_of_items(table, own)
        });
        special
            .map(|(.., own)| *own)
            .or_else(|| meant(&self.found, &free))
            .or_else(|| meant(&self.found, self.expected))
    }

    /// Whether the conditions that the key holds are about the items of a list: facts of the review have a point in their names.
    fn is_of_items(&self, table: Option<&Node>, own: &str) -> bool {
        let value = table.and_then(|table| table.entry(&self.found));
        own != "where" || value.is_some_and(|entry| entry.value.entries().iter().all(|fact| !fact.key.contains('.')))
    }
}

/// What a type asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Truth,
    Whole,
    List,
    Table,
}

/// A value of a kind that the type does not take.
#[derive(Debug)]
enum Found {
    Table,
    List,
    Text(String),
    Whole(i128),
    Fraction(f64),
    Truth(bool),
}

impl Found {
    fn of(found: &Unexpected<'_>) -> Option<Found> {
        Some(match found {
            Unexpected::Map => Found::Table,
            Unexpected::Seq => Found::List,
            Unexpected::Str(text) => Found::Text((*text).to_owned()),
            Unexpected::Unsigned(number) => Found::Whole(i128::from(*number)),
            Unexpected::Signed(number) => Found::Whole(i128::from(*number)),
            Unexpected::Float(number) => Found::Fraction(*number),
            Unexpected::Bool(value) => Found::Truth(*value),
            Unexpected::Char(_)
            | Unexpected::Bytes(_)
            | Unexpected::Unit
            | Unexpected::Option
            | Unexpected::NewtypeStruct
            | Unexpected::Enum
            | Unexpected::UnitVariant
            | Unexpected::NewtypeVariant
            | Unexpected::TupleVariant
            | Unexpected::StructVariant
            | Unexpected::Other(_) => return None,
        })
    }

    /// What to do where the type asks for something else.
    fn help(&self, wanted: Wanted) -> Option<Help> {
        match (self, wanted) {
            (Found::Table, Wanted::List) => Some(Help::ListWanted),
            (Found::List, Wanted::Table) => Some(Help::TableWanted),
            (Found::Text(_), Wanted::Table) => Some(Help::NotText),
            (Found::Text(word), Wanted::Truth) => yes_or_no(word).or_else(|| without_quotes(word)).map(Help::Words),
            (Found::Whole(1), Wanted::Truth) => yes_or_no("yes").map(Help::Words),
            (Found::Whole(0), Wanted::Truth) => yes_or_no("no").map(Help::Words),
            (Found::Text(text), Wanted::List) => Some(Help::Words(as_a_list(text))),
            (Found::Text(text), Wanted::Whole) => without_quotes(text).map(Help::Words),
            (Found::Whole(number), Wanted::Text) => Some(Help::Words(in_quotes(number))),
            (Found::Fraction(number), Wanted::Text) => Some(Help::NumberInQuotes(*number)),
            (Found::Truth(value), Wanted::Text) => Some(Help::Words(in_quotes(value))),
            _ => None,
        }
    }
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
    /// There is a number with a point where a text must be.
    NumberInQuotes(f64),
}

impl Help {
    fn words(self, format: Format) -> String {
        match (self, format) {
            (Help::Words(words), _) => words,
            (Help::NumberInQuotes(number), _) => in_quotes(number),
            (Help::ListWanted, Format::Toml) => "put the items of a list between `[` and `]`".to_owned(),
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
        let (help, subject, found, span, culprit, unknown) = (None, None, None, None, None, None);
        Mistake(Box::new(Details { code, message, label, help, subject, found, span, culprit, unknown }))
    }

    /// The same in the place of `node`, unless it has one already.
    pub(super) fn within(self, node: &Node) -> Self {
        self.at(node.span)
    }

    /// The same at `place`, unless it has one already.
    pub(super) fn at(mut self, place: Span) -> Self {
        self.0.span.get_or_insert(place);
        self
    }

    /// The same with what to do about it, for a value whose type asks for `wanted`; nothing more if it is about a part of the value.
    pub(super) fn where_wanted(mut self, wanted: Wanted) -> Self {
        if self.0.span.is_none() && self.0.help.is_none() {
            self.0.help = self.0.found.as_ref().and_then(|found| found.help(wanted));
        }
        self
    }

    /// The same with `place` as what to leave out, unless something within it is already.
    pub(super) fn caused_by(mut self, place: Span) -> Self {
        self.0.culprit.get_or_insert(place);
        self
    }

    /// The entry to leave out to go on, if it is known.
    pub(super) fn culprit(&self) -> Option<Span> {
        self.0.culprit
    }

    /// The key that it is about and the one that was meant, where that is plain.
    pub(super) fn misnamed(&self, root: &Node) -> Option<Misnamed> {
        let Details { code, span: Some(key), unknown: Some(unknown), .. } = &*self.0 else { return None };
        let meant = unknown.meant(root.table_of(*key)).filter(|_| *code == UNKNOWN_KEY)?;
        Some(Misnamed { key: *key, meant })
    }

    /// What to show of it, found in the tree `root` of a text in `format`.
    pub(super) fn into_diagnostic(self, root: &Node, format: Format) -> Diagnostic {
        let Details { code, mut message, mut label, help, mut subject, span, unknown, .. } = *self.0;
        let span = span.unwrap_or(root.span);
        let table = || if code == UNKNOWN_KEY { root.table_of(span) } else { None };
        if let Some(unknown) = unknown {
            let nearest = unknown.meant(table());
            if let Some(name) = nearest {
                label = format!("did you mean `{name}`?");
                message = format!("{message}: {label}");
            }
            subject = Some(Box::new(Subject::Unknown { word: unknown.found, nearest }));
        }
        let diagnostic = Diagnostic { subject, ..Diagnostic::error(code, message).at(span, label) };
        match help {
            Some(Help::ListWanted) if format == Format::Toml => match written(root, span) {
                Some(written) => list_wanted(diagnostic, span, written),
                None => diagnostic.help(Help::ListWanted.words(format)),
            },
            Some(Help::NumberInQuotes(number)) => diagnostic.help(in_quotes(as_written(number, span))),
            Some(help) => diagnostic.help(help.words(format)),
            None => diagnostic,
        }
    }

    fn unknown(code: &'static str, what: &str, found: &str, expected: &'static [&'static str]) -> Self {
        let quoted: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
        let mut mistake = Mistake::new(code, format!("{what} `{found}`"), what);
        let help = if quoted.is_empty() { None } else { Some(format!("wanted {}", or_list(&quoted))) };
        mistake.0.help = help.map(Help::Words);
        mistake.0.unknown = Some(Unknown { found: found.to_owned(), expected });
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
        let kind = Found::of(&found);
        let (found, wanted) = (describe(&found), plain(&wanted.to_string()));
        let mut mistake =
            Mistake::new("wrong-type", format!("wanted {wanted}, found {found}"), format!("wanted {wanted}"));
        mistake.0.found = kind;
        mistake
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let (found, wanted) = (describe(&found), plain(&wanted.to_string()));
        Mistake::new("wrong-value", format!("wanted {wanted}, found {found}"), format!("wanted {wanted}"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Mistake::unknown(UNKNOWN_KEY, "unknown key", field, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Mistake::unknown("unknown-value", "unknown value", variant, expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Mistake::new("missing-key", format!("`{field}` is missing"), format!("give `{field}`"))
    }
}

/// The same mistake where a table at `span` of a TOML text must be a list of tables.
fn list_wanted(found: Diagnostic, span: Span, table: Written) -> Diagnostic {
    match table {
        Written::Heading(name) => {
            found.help(format!("it is a list: write `[[{name}]]`, with double brackets, above each of its items"))
        }
        Written::Braces(key) => found.help(format!("put it between `[` and `]`: `{key} = [{{ ... }}]`")),
        Written::Below(name, below) => {
            let message = format!("`{below}` stands here with no `[[{name}]]` above it");
            let label = format!("write `[[{name}]]` first, with its own keys");
            Diagnostic {
                subject: Some(Box::new(Subject::NoHeading(name))),
                ..Diagnostic::error(found.code, message).at(span, label)
            }
        }
    }
}

/// A number, `true` or `false` that somebody put in quotes.
fn without_quotes(text: &str) -> Option<String> {
    let value = text.trim().to_lowercase();
    let is_value = ["true", "false"].contains(&value.as_str()) || value.parse::<i64>().is_ok();
    is_value.then(|| format!("write it without quotes: `{value}`"))
}

/// A number with the zeros at its end that its place has room for: `3.10`, which may be the id of a thing.
fn as_written(number: f64, place: Span) -> String {
    let mut text = format!("{number:?}");
    while text.len() < place.end - place.start && !text.contains('e') {
        text.push('0');
    }
    text
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

/// The most bytes that are shown again in corrected form.
const LONGEST_EXAMPLE: usize = 80;

fn describe(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
        Unexpected::Str(_) => "a long text".to_owned(),
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

/// The code of a key that is not known.
const UNKNOWN_KEY: &str = "unknown-key";

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
