//! Hashes of all that results say of a review, so that every edit is found.

use std::fmt::Write;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::document::hash_of_bytes;

/// Hashes of all that results say of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whole {
    all: String,
    /// The same without texts, which hold masked names.
    marks: String,
    is_masked: bool,
}

/// What does not say anything of a review: where its files and lines are, what graded it, and what only an option adds.
const PLACES: [&str; 8] = ["source", "line", "column", "tool", "command", "rubric", "impact", "warnings"];

/// What can be a name, and so be masked, though it is not a sentence; and where names were found.
const NAMES: [&str; 5] = ["id", "title", "by", "about", "identifiers"];

impl Whole {
    /// What a review of results says.
    pub(crate) fn new(review: &Value) -> Self {
        let (mut all, mut marks) = (String::new(), String::new());
        write(review, true, &mut all);
        write(review, false, &mut marks);
        let is_masked = all.contains("[masked: ");
        Whole { all: hash_of_bytes(all.as_bytes()), marks: hash_of_bytes(marks.as_bytes()), is_masked }
    }

    /// Whether both say the same. Names are masked only where a file of them is given, so texts are then passed over.
    pub(crate) fn is_same(&self, other: &Whole) -> bool {
        self.all == other.all || ((self.is_masked || other.is_masked) && self.marks == other.marks)
    }
}

/// Writes a value in one way, whatever the order of its keys and the form of its numbers; null is as if it were left out.
fn write(value: &Value, with_texts: bool, text: &mut String) {
    // Writing into a text does not fail.
    match value {
        Value::Object(map) => {
            let is_kept = |key: &str| !PLACES.contains(&key) && (with_texts || !NAMES.contains(&key));
            let mut all: Vec<_> = map.iter().filter(|(key, value)| is_kept(key) && !value.is_null()).collect();
            all.sort_by_key(|(key, _)| key.as_str());
            text.push('{');
            for (key, value) in all {
                let _ = write!(text, "{key:?}:");
                write(value, with_texts, text);
            }
            text.push('}');
        }
        Value::Array(list) => {
            text.push('[');
            list.iter().for_each(|value| write(value, with_texts, text));
            text.push(']');
        }
        Value::String(own) if with_texts || !own.contains(char::is_whitespace) => {
            let _ = write!(text, "{own:?},");
        }
        Value::String(_) => text.push_str("text,"),
        Value::Number(own) => {
            let _ = write!(text, "{:?},", own.as_f64());
        }
        Value::Bool(_) | Value::Null => {
            let _ = write!(text, "{value},");
        }
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Value::deserialize(input).map(|review| Whole::new(&review))
    }
}

/// Reads what a file of results says of each review, of which only the hashes are kept.
///
/// # Errors
/// Where the input is no such file.
pub(crate) fn wholes<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Whole>, D::Error> {
    #[derive(Deserialize)]
    struct File {
        reviews: Vec<Whole>,
    }
    File::deserialize(input).map(|file| file.reviews)
}
