//! What was found in a document, a value at a time, each with its place and, where it is not certain, why not.

use std::collections::{BTreeMap, BTreeSet};

use super::text::is_bracketed;
use crate::document::{Entry, Kind, Node};
use crate::review::When;
use crate::text::{Span, is_one_of, is_placeholder};

/// A review as far as a document gives it. Only what is certain counts; the rest is for a person to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Its tables and items, those of one name together.
    pub parts: Vec<Part>,
    /// What to tell the person who imports: how the document was read.
    pub notes: Vec<String>,
    /// The lists whose items the document counts: rows of tables, or numbers without a gap.
    pub(super) counted: BTreeSet<&'static str>,
    /// The lists of which a row of a table could not be read.
    pub(super) left_out: BTreeSet<&'static str>,
}

/// A table of the review, or an item of one of its lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The name of the table or list: `dates`, `actions`.
    pub name: &'static str,
    /// True for an item of a list.
    pub is_item: bool,
    /// Why it is not certain that there is such an item; `None` where it is.
    pub doubt: Option<String>,
    /// Where it begins in the document.
    pub span: Span,
    /// What it holds.
    pub values: Vec<Value>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The key, without the name of the table.
    pub key: &'static str,
    /// What was found.
    pub found: Found,
    /// Where; `None` for what follows from the file itself.
    pub span: Option<Span>,
    /// Why it is not certain; `None` where it is.
    pub doubt: Option<String>,
}

/// A value of one of the types that a document can give.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Text, a name or a word.
    Text(String),
    /// A date.
    Date(When),
    /// A list of ids.
    Ids(Vec<String>),
    /// True or false.
    YesNo(bool),
    /// A number.
    Number(u32),
}

impl Draft {
    /// The tree of what is certain, as the readers of the other formats make it. Spans are places in the document.
    #[must_use]
    pub fn tree(&self) -> Node {
        let mut entries: Vec<Entry> = Vec::new();
        for part in self.parts.iter().filter(|part| part.doubt.is_none()) {
            let span = part.span;
            let table =
                Node { span, kind: Kind::Map(part.values.iter().filter_map(|value| value.entry(span)).collect()) };
            match part.name.split_once('.') {
                Some((outer, inner)) => {
                    if !entries.iter().any(|entry| entry.key == outer) {
                        let value = Node { span, kind: Kind::Map(Vec::new()) };
                        entries.push(Entry { key: outer.into(), key_span: span, value });
                    }
                    let outer = entries.iter_mut().find(|entry| entry.key == outer).map(|entry| &mut entry.value.kind);
                    if let Some(Kind::Map(entries)) = outer {
                        add(entries, inner, part, table);
                    }
                }
                None => add(&mut entries, part.name, part, table),
            }
        }
        Node { span: Span::default(), kind: Kind::Map(entries) }
    }

    /// The kind of review that the document says it is.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.text("review", "kind")
    }

    /// Takes the one kind of review that a rubric is for, where the document says none.
    pub(crate) fn take_kind(&mut self, kinds: &[String]) {
        if let ([only], false) = (kinds, self.has("review", "kind")) {
            self.put("review", Value { key: "kind", found: Found::Text(only.clone()), span: None, doubt: None });
        }
    }

    /// Names the document itself as the review's overview.
    pub fn name_overview(&mut self, path: String, doubt: Option<&str>) {
        let doubt = doubt.map(str::to_owned);
        self.put("documents", Value { key: "overview", found: Found::Text(path), span: None, doubt });
    }

    /// Leaves what only fills a place to a person: a placeholder, or one of the texts that the rubric takes for one.
    pub(crate) fn doubt_placeholders(&mut self, others: &[String]) {
        const NAMES: [&str; 4] = ["id", "record", "kind", "status"];
        /// In these a bracket anywhere is one of a template.
        const TITLES: [&str; 3] = ["title", "partnership", "role"];
        let values = self.parts.iter_mut().flat_map(|part| part.values.iter_mut());
        for value in values.filter(|value| value.doubt.is_none() && !NAMES.contains(&value.key)) {
            let is_unfilled = |text: &str| {
                is_bracketed(text) || TITLES.contains(&value.key) && text.contains('[') && text.contains(']')
            };
            let says_nothing = |text: &str| is_placeholder(text) || is_one_of(text, others) || is_unfilled(text);
            if matches!(&value.found, Found::Text(text) if says_nothing(text)) {
                value.doubt = Some("this is not settled".to_owned());
            }
        }
    }

    /// Gives what has an id that is to be hidden another one, everywhere it is named, and leaves the naming of a document by
    /// such a name to a person.
    pub fn hide_ids(&mut self, is_hidden: &dyn Fn(&str) -> bool) {
        let mut others: BTreeMap<String, String> = BTreeMap::new();
        for (at, part) in self.parts.iter().enumerate() {
            let before = self.parts.iter().take(at).filter(|other| other.name == part.name).count();
            if let Some(id) = part.text("id").filter(|id| is_hidden(id)) {
                let other = if part.is_item { format!("{}-{}", part.name, before + 1) } else { "review".to_owned() };
                others.entry(id.to_owned()).or_insert(other);
            }
        }
        let values = self.parts.iter_mut().flat_map(|part| part.values.iter_mut().map(|value| (part.name, value)));
        for (table, value) in values {
            match &mut value.found {
                Found::Ids(ids) => {
                    for id in ids {
                        id.clone_from(others.get(id).unwrap_or(&id.clone()));
                    }
                }
                Found::Text(path) if table == "documents" => {
                    if is_hidden(path) && value.doubt.is_none() {
                        value.doubt = Some("write the name of the document here".to_owned());
                    }
                }
                Found::Text(id) if ["id", "agency"].contains(&value.key) => {
                    id.clone_from(others.get(id).unwrap_or(&id.clone()));
                }
                Found::Text(_) | Found::Date(_) | Found::YesNo(_) | Found::Number(_) => {}
            }
        }
    }

    /// Gives items other ids, by list and id, everywhere they are named.
    pub(super) fn rename(&mut self, others: &BTreeMap<(&'static str, String), String>) {
        let other = |lists: &[&'static str], id: &str| {
            lists.iter().find_map(|list| others.get(&(*list, id.to_owned()))).cloned().unwrap_or_else(|| id.to_owned())
        };
        for part in &mut self.parts {
            for value in &mut part.values {
                match &mut value.found {
                    Found::Ids(ids) if value.key != "whole" => {
                        ids.iter_mut().for_each(|id| *id = other(&["findings", "events", "agencies"], id));
                    }
                    Found::Text(id) if value.key == "id" => *id = other(&[part.name], id),
                    Found::Text(id) if value.key == "agency" => *id = other(&["agencies"], id),
                    Found::Text(_) | Found::Ids(_) | Found::Date(_) | Found::YesNo(_) | Found::Number(_) => {}
                }
            }
        }
    }

    /// Adds a value to a table that is no item.
    pub(super) fn put(&mut self, name: &'static str, value: Value) {
        match self.parts.iter_mut().find(|part| part.name == name && !part.is_item) {
            Some(part) => part.values.push(value),
            None => {
                let span = value.span.unwrap_or_default();
                self.parts.push(Part { name, is_item: false, doubt: None, span, values: vec![value] });
            }
        }
    }

    /// The values of a table that is no item.
    /// Adds a date to a table that is no item.
    pub(super) fn put_date(
        &mut self,
        table: &'static str,
        key: &'static str,
        date: When,
        span: Span,
        doubt: Option<String>,
    ) {
        self.put(table, Value { key, found: Found::Date(date), span: Some(span), doubt });
    }

    pub(super) fn values_mut(&mut self, name: &str) -> Option<&mut Vec<Value>> {
        self.parts.iter_mut().find(|part| part.name == name && !part.is_item).map(|part| &mut part.values)
    }

    /// True if a table that is no item has a value of this key, certain or not.
    pub(super) fn has(&self, name: &str, key: &str) -> bool {
        let own = self.parts.iter().filter(|part| part.name == name && !part.is_item);
        own.flat_map(|part| &part.values).any(|value| value.key == key)
    }

    /// The certain text of a key of a table that is no item.
    pub(super) fn text(&self, name: &str, key: &str) -> Option<&str> {
        self.parts.iter().find(|part| part.name == name && !part.is_item)?.text(key)
    }

    /// The items of a list that are certain.
    pub(super) fn items(&self, name: &'static str) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.name == name && part.is_item && part.doubt.is_none())
    }
}

/// Adds a table to the others of its name.
fn add(entries: &mut Vec<Entry>, name: &'static str, part: &Part, table: Node) {
    let span = part.span;
    match entries.iter_mut().find(|entry| entry.key == name).map(|entry| &mut entry.value.kind) {
        Some(Kind::Seq(items)) => items.push(table),
        Some(_) | None => {
            let value = if part.is_item { Node { span, kind: Kind::Seq(vec![table]) } } else { table };
            entries.push(Entry { key: name.into(), key_span: span, value });
        }
    }
}

impl Part {
    /// An item of a list, with nothing in it yet.
    pub(super) fn item(name: &'static str, span: Span) -> Self {
        Part { name, is_item: true, doubt: None, span, values: Vec::new() }
    }

    /// The same with one more value.
    pub(super) fn with(mut self, value: Value) -> Self {
        self.values.push(value);
        self
    }

    /// The certain date of an event, as it is written.
    pub(super) fn date(&self) -> Option<String> {
        let value = self.values.iter().find(|value| value.key == "date" && value.doubt.is_none())?;
        if let Found::Date(date) = &value.found { Some(date.to_string()) } else { None }
    }

    /// The certain text of a key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        let value = self.values.iter().find(|value| value.key == key && value.doubt.is_none())?;
        if let Found::Text(text) = &value.found { Some(text) } else { None }
    }
}

impl Value {
    /// A text that is certain.
    pub(super) fn text(key: &'static str, text: impl Into<String>, span: Span) -> Self {
        Value { key, found: Found::Text(text.into()), span: Some(span), doubt: None }
    }

    /// The same, uncertain.
    pub(super) fn doubted(mut self, why: impl Into<String>) -> Self {
        self.doubt = Some(why.into());
        self
    }

    fn entry(&self, table: Span) -> Option<Entry> {
        if self.doubt.is_some() {
            return None;
        }
        let span = self.span.unwrap_or(table);
        let text = |text: &str| Kind::Str(text.into());
        let kind = match &self.found {
            Found::Text(own) => text(own),
            Found::Date(date) if date.first() == date.last() => Kind::Date(date.to_string().into()),
            Found::Date(date) => text(&date.to_string()),
            Found::Ids(ids) => Kind::Seq(ids.iter().map(|id| Node { span, kind: text(id) }).collect()),
            Found::YesNo(yes) => Kind::Bool(*yes),
            Found::Number(number) => Kind::Int(i64::from(*number)),
        };
        Some(Entry { key: self.key.into(), key_span: span, value: Node { span, kind } })
    }
}
