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
    feed_text(b"t", text, &mut feeder);
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

    /// Adds a text after its kind and its length.
    fn part(&mut self, kind: &[u8], text: &str) {
        self.bytes.extend_from_slice(kind);
        self.bytes.extend_from_slice(&text.len().to_le_bytes());
        if self.bytes.len() + text.len() > Feeder::MANY {
            self.hasher.update(&self.bytes);
            self.bytes.clear();
        }
        if text.len() > Feeder::MANY {
            self.hasher.update(text);
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
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
        Kind::Null => hasher.bytes.push(b'n'),
        Kind::Bool(value) => hasher.bytes.push(if *value { b'y' } else { b'f' }),
        Kind::Int(value) => hasher.part(b"i", &value.to_string()),
        Kind::Float(value) if value.fract() == 0.0 && value.abs() < WHOLE => {
            hasher.part(b"i", &format!("{value:.0}"));
        }
        Kind::Float(value) => hasher.part(b"d", &value.to_string()),
        // JSON has no dates: they are texts there.
        Kind::Str(text) | Kind::Date(text) => feed_text(b"st", text.as_str(), hasher),
        Kind::Seq(items) => {
            hasher.part(b"l", &decimal(items.len()));
            items.iter().for_each(|item| feed(item, hasher));
        }
        Kind::Map(entries) => {
            let mut known: Vec<&Entry> = Vec::with_capacity(entries.len());
            known.extend(entries.iter().filter(|entry| means_something(entry)));
            known.sort_by(|one, other| one.key.as_str().cmp(other.key.as_str()));
            hasher.part(b"m", &decimal(known.len()));
            for entry in known {
                hasher.part(b"k", entry.key.as_str());
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

fn feed_text(kind: &[u8], text: &str, hasher: &mut Feeder) {
    let text =
        if text.as_bytes().contains(&b'\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    hasher.part(kind, &text);
}
