//! Results as rows of typed values, for formats that spreadsheets read.

use crate::text::capital;
use crate::wording::spaced;

/// A table of values under one header.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The title above it in a workbook; empty where its name says enough.
    pub title: String,
    /// Its header.
    pub columns: Vec<&'static str>,
    /// Its rows, each with a value a column.
    pub rows: Vec<Vec<Value>>,
}

/// The columns that hold words for programs.
const WORDS: [&str; 6] = ["category", "grade", "tool-grade", "floor", "ceiling", "outcome"];

impl Sheet {
    /// The same for people: heads and results in words.
    pub(super) fn in_words(&self) -> (Vec<String>, Vec<Vec<Value>>) {
        let is_counts = self.columns.contains(&"count");
        let heads = self.columns.iter().map(|head| in_words(head, is_counts)).collect();
        let value = |(head, value): (&&str, &Value)| match value {
            Value::Text(text) if WORDS.contains(head) => Value::Text(spaced(text)),
            Value::Text(text) if *head == "mark" && text == "hidden" => Value::from("suppressed"),
            Value::Empty
            | Value::Text(_)
            | Value::Count(_)
            | Value::Number(_)
            | Value::Suppressed
            | Value::NotAvailable
            | Value::NotApplicable => value.clone(),
        };
        let row = |row: &Vec<Value>| self.columns.iter().zip(row).map(value).collect();
        (heads, self.rows.iter().map(row).collect())
    }
}

/// The head of a column as people read it.
fn in_words(head: &str, is_counts: bool) -> String {
    match head {
        "name" if is_counts => "Group".to_owned(),
        "category" => "Grade or result".to_owned(),
        "of" if is_counts => "Out of".to_owned(),
        "n" => "Reviews".to_owned(),
        "low" | "high" => format!("95% interval, {head}"),
        "p" => "p".to_owned(),
        other => capital(&other.replace('-', " ")),
    }
}

/// A value of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// None.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A count.
    Count(u64),
    /// A number.
    Number(f64),
    /// A number that is suppressed to protect confidentiality.
    Suppressed,
    /// A number that nobody published.
    NotAvailable,
    /// A number that does not apply, such as a share of nothing.
    NotApplicable,
}

impl<T: AsRef<str> + ?Sized> From<&T> for Value {
    fn from(text: &T) -> Self {
        let text = text.as_ref();
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::from(&text)
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Value::Count(count)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Empty, Into::into)
    }
}
