//! A hash of what a tree means, whatever its format, its comments, the order of its keys and its line endings.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::{Entry, Kind, Node};

impl Node {
    /// Returns the SHA-256 of what this means, in hexadecimal. A key without a value counts as missing.
    #[must_use]
    pub fn meaning(&self) -> String {
        let mut feeder = Feeder::new();
        feed(self, &mut feeder);
        feeder.finish()
    }
}

/// Returns the SHA-256 of a text with Unix line ends, in hexadecimal.
#[must_use]
pub(crate) fn hash_of_text(text: &str) -> String {
    let mut feeder = Feeder::new();
    feed_text(text, &mut feeder);
    feeder.finish()
}

/// Hands bytes to the hash many at a time, since most parts of a tree are short.
struct Feeder {
    hasher: Sha256,
    bytes: Vec<u8>,
}

impl Feeder {
    /// How many bytes are handed over at a time.
    const MANY: usize = 4096;

    fn new() -> Self {
        Feeder { hasher: Sha256::new(), bytes: Vec::with_capacity(Feeder::MANY) }
    }

    fn update(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > Feeder::MANY {
            self.hasher.update(&self.bytes);
            self.bytes.clear();
        }
        if bytes.len() > Feeder::MANY {
            self.hasher.update(bytes);
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn finish(mut self) -> String {
        self.hasher.update(&self.bytes);
        hexadecimal(&self.hasher.finalize())
    }
}

/// Returns the SHA-256 of bytes as they are, in hexadecimal.
#[must_use]
pub(crate) fn hash_of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Each value begins with a byte for its kind and says how long it is, so that no two trees feed the same bytes.
fn feed(node: &Node, hasher: &mut Feeder) {
    match &node.kind {
        Kind::Null => hasher.update(b"n"),
        Kind::Bool(value) => hasher.update(if *value { b"y" } else { b"f" }),
        Kind::Int(value) => feed_part(b"i", &value.to_string(), hasher),
        Kind::Float(value) if value.fract() == 0.0 && value.abs() < WHOLE => {
            feed_part(b"i", &format!("{value:.0}"), hasher);
        }
        Kind::Float(value) => feed_part(b"d", &value.to_string(), hasher),
        // JSON has no dates: they are texts there.
        Kind::Str(text) | Kind::Date(text) => {
            hasher.update(b"s");
            feed_text(text.as_str(), hasher);
        }
        Kind::Seq(items) => {
            feed_part(b"l", &decimal(items.len()), hasher);
            items.iter().for_each(|item| feed(item, hasher));
        }
        Kind::Map(entries) => {
            let mut known: Vec<&Entry> = Vec::with_capacity(entries.len());
            known.extend(entries.iter().filter(|entry| means_something(entry)));
            known.sort_by(|one, other| one.key.as_str().cmp(other.key.as_str()));
            feed_part(b"m", &decimal(known.len()), hasher);
            for entry in known {
                feed_part(b"k", entry.key.as_str(), hasher);
                feed(&entry.value, hasher);
            }
        }
    }
}

/// Whether an entry says something of the document: the name of a schema is for editors only.
pub(crate) fn means_something(entry: &Entry) -> bool {
    !matches!(entry.value.kind, Kind::Null) && entry.key.as_str() != "$schema"
}

/// Below this, every whole number has its own floating-point number.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// A number in decimal digits. Most numbers of items have one.
fn decimal(number: usize) -> Cow<'static, str> {
    let digit = "0123456789".get(number..=number);
    digit.map_or_else(|| Cow::Owned(number.to_string()), Cow::Borrowed)
}

fn feed_text(text: &str, hasher: &mut Feeder) {
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    feed_part(b"t", &text, hasher);
}

fn feed_part(kind: &[u8; 1], text: &str, hasher: &mut Feeder) {
    hasher.update(kind);
    hasher.update(&text.len().to_le_bytes());
    hasher.update(text.as_bytes());
}
