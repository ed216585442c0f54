//! What serde says against a value, in plain words.

use std::fmt;

use serde::de::{self, Unexpected};

use super::super::diagnostic::Subject;
use super::super::instead::yes_or_no;
use super::super::{Diagnostic, Format, Node};
use super::written::{Written, written};
use crate::text::{Span, nearest, or_list};

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
    subject: Option<Subject>,
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
        Mistake(Box::new(Details { code, message, label, help: None, subject: None, span: None, culprit: None }))
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

    /// The same with `place` as what to leave out, unless something within it is already.
    pub(super) fn caused_by(mut self, place: Span) -> Self {
        self.0.culprit.get_or_insert(place);
        self
    }

    /// The entry to leave out to go on, if it is known.
    pub(super) fn culprit(&self) -> Option<Span> {
        self.0.culprit
    }

    /// What to show of it, found in the tree `root` of a text in `format`.
    pub(super) fn into_diagnostic(self, root: &Node, format: Format) -> Diagnostic {
        let Details { code, message, label, help, subject, span, .. } = *self.0;
        let span = span.unwrap_or(root.span);
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
        let nearest = nearest(found, expected.iter().copied());
        let (message, label) = match nearest {
            Some(name) => (format!("{what} `{found}`: did you mean `{name}`?"), format!("did you mean `{name}`?")),
            None => (format!("{what} `{found}`"), what.to_string()),
        };
        let help = if quoted.is_empty() { None } else { Some(format!("wanted {}", or_list(&quoted))) };
        let mut mistake = Mistake::new(code, message, label);
        mistake.0.help = help.map(Help::Words);
        mistake.0.subject = Some(Subject::Unknown { word: found.to_owned(), nearest });
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
            (Unexpected::Float(number), "a string") => Some(Help::NumberInQuotes(*number)),
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
                subject: Some(Subject::NoHeading(name)),
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
