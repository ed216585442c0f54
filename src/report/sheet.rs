//! Results as rows of typed values, for formats that spreadsheets read.

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
