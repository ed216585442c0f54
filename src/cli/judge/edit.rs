//! Changes to the text of a judgement file. Comments, order and line endings stay as they are.

use toml_edit::{Array, ArrayOfTables, Datetime, Decor, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::judgement::Fingerprint;

/// An answer or a departure to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The list that it belongs to.
    pub(super) list: List,
    /// The id of the rule, or what the departure is from.
    pub(super) id: String,
    /// The grade, or that the question does not apply.
    pub(super) grade: String,
    /// Why. Where it is not given, the reason for the same grade stays, and the reason for another goes.
    pub(super) because: Option<String>,
}

/// A list of a judgement file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// `[[answers]]`
    Answers,
    /// `[[departures]]`
    Departures,
}

impl List {
    fn name(self) -> &'static str {
        match self {
            List::Answers => "answers",
            List::Departures => "departures",
        }
    }

    /// The key that says what an entry is about.
    fn key(self) -> &'static str {
        match self {
            List::Answers => "rule",
            List::Departures => "of",
        }
    }
}

/// What is written with every entry.
#[derive(Clone, Debug)]
pub(super) struct Head<'a> {
    /// The id of the rubric, for a new file.
    pub(super) rubric: &'a str,
    /// Who judges.
    pub(super) by: &'a str,
    /// Whose the file is, as its name says.
    pub(super) named: Option<&'a str>,
    /// The day, ISO 8601.
    pub(super) on: &'a str,
}

/// The width of the longest key of an entry, so that the equals signs of a new one are below each other.
const KEYS: usize = "because".len();

/// The comment above the table that binds a file.
const BOUND: &str =
    "\n# The state of the review and rubric that was judged. `casegrade judge` keeps this table up to date.\n";

/// Returns the text with these entries in place of those about the same things, and bound to `bound` where it is given.
///
/// # Errors
/// A message where the text is not TOML, or its lists are something else.
pub(super) fn edited(
    text: &str,
    entries: &[Entry],
    head: &Head<'_>,
    bound: Option<&Fingerprint>,
) -> Result<String, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|_| "it cannot be changed: it is not valid TOML".to_owned())?;
    if document.is_empty() {
        put(document.as_table_mut(), "rubric", head.rubric.into());
        put(document.as_table_mut(), "by", head.by.into());
    }
    for entry in entries {
        write(&mut document, entry, head)?;
    }
    if let Some(bound) = bound {
        bind(&mut document, bound);
    }
    let edited = document.to_string();
    // A file keeps the line endings that it has.
    let plain = edited.replace("\r\n", "\n");
    Ok(if text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain })
}

fn write(document: &mut DocumentMut, entry: &Entry, head: &Head<'_>) -> Result<(), String> {
    let (name, key) = (entry.list.name(), entry.list.key());
    let own = document.get("by").and_then(Item::as_str).or(head.named);
    let signs = own.is_none_or(|own| own.trim().to_lowercase() != head.by.to_lowercase());
    if document.get(name).and_then(Item::as_array).is_some_and(Array::is_empty) {
        document.remove(name);
    }
    let is_own = |own: &dyn TableLike| own.get(key).and_then(Item::as_str) == Some(&*entry.id);
    match document.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            let known = tables.iter().position(|own| is_own(own));
            let at = known.unwrap_or(tables.len());
            if known.is_none() {
                tables.push(Table::new());
            }
            tables.get_mut(at).into_iter().for_each(|table| fill(table, entry, head, signs));
        }
        Item::Value(Value::Array(array)) => {
            let own = |value: &Value| value.as_inline_table().is_some_and(|own| is_own(own));
            let known = array.iter().position(own);
            let at = known.unwrap_or(array.len());
            if known.is_none() {
                array.push(InlineTable::new());
            }
            let table = array.get_mut(at).and_then(Value::as_inline_table_mut);
            table.into_iter().for_each(|table| fill(table, entry, head, signs));
        }
        Item::None | Item::Value(_) | Item::Table(_) => return Err(format!("its `{name}` is not a list of tables")),
    }
    Ok(())
}

/// Fills in a table; `signs` says whether it needs a name of its own.
fn fill(table: &mut dyn TableLike, entry: &Entry, head: &Head<'_>, signs: bool) {
    let written = |key: &str| table.get(key).and_then(Item::as_str);
    let is_same = written("grade") == Some(&*entry.grade);
    if is_same && entry.because.as_deref().is_none_or(|because| written("because") == Some(because)) {
        return;
    }
    put(table, entry.list.key(), entry.id.as_str().into());
    put(table, "grade", entry.grade.as_str().into());
    match entry.because.as_deref() {
        Some(because) => put(table, "because", because.into()),
        None if is_same => {}
        None => drop(table.remove("because")),
    }
    if signs || table.contains_key("by") {
        put(table, "by", head.by.into());
    }
    if let Ok(on) = head.on.parse::<Datetime>() {
        put(table, "on", on.into());
    }
}

/// Sets a key, and leaves what is written around its value, such as a comment.
fn put(table: &mut dyn TableLike, key: &str, value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if same(old, &value) => {}
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(key, Item::Value(value));
            let after = " ".repeat(KEYS.saturating_sub(key.len()) + 1);
            if let Some(mut key) = table.key_mut(key) {
                *key.leaf_decor_mut() = Decor::new("", after);
            }
        }
    }
}

fn same(old: &Value, new: &Value) -> bool {
    match (old.as_str(), new.as_str()) {
        (Some(old), Some(new)) => old == new,
        _ => old.as_datetime().is_some() && old.as_datetime() == new.as_datetime(),
    }
}

/// Writes which state of the review and rubric was judged.
fn bind(document: &mut DocumentMut, bound: &Fingerprint) {
    let new = || {
        let mut table = Table::new();
        table.decor_mut().set_prefix(BOUND);
        Item::Table(table)
    };
    let item = document.entry("bound").or_insert_with(new);
    if !item.is_table() {
        *item = new();
    }
    let Some(table) = item.as_table_mut() else { return };
    table.clear();
    table.insert("rubric", bound.rubric.as_str().into());
    table.insert("version", bound.version.as_str().into());
    let mut review = Table::new();
    for (part, hash) in &bound.review {
        review.insert(part, hash.as_str().into());
    }
    table.insert("review", Item::Table(review));
}
