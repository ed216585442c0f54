//! The one way out for text that somebody else wrote.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// Text that is safe to show: control characters and the marks that turn the direction of writing are made
/// visible, line ends and tabs are spaces.
///
/// A report is made of these only, so no format can forget the cleaning. What should happen to every text that
/// leaves the program (masking, say) is added in [`Shown::new`] and nowhere else.
///
/// ```
/// use casegrade::text::Shown;
/// assert_eq!(Shown::new("clear\u{1b}[2J\u{202e}me").as_str(), "clear⟨U+001B⟩[2J⟨U+202E⟩me");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(String);

impl Shown {
    /// Cleans `text` for showing.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\n' | '\t' => shown.push(' '),
                '\r' => {}
                _ if is_hidden(character) => {
                    shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
                }
                _ => shown.push(character),
            }
        }
        Shown(shown)
    }

    /// The text as it may be shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `text` with every character that acts without being seen replaced by a mark of the same length in bytes, so that places
/// in it stay where they are. Line ends and tabs are kept.
#[must_use]
pub fn same_length(text: &str) -> Cow<'_, str> {
    // Control characters of one byte are shown as pictures of themselves by whoever renders the text.
    let acts = |character: char| is_hidden(character) && (character.len_utf8() > 1 || character == '\u{7f}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mark = |character: char| match character.len_utf8() {
        _ if !acts(character) => character,
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '\u{1fbc4}',
    };
    Cow::Owned(text.chars().map(mark).collect())
}

/// Control characters, marks of direction and other characters that act on a terminal without being seen.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl JsonSchema for Shown {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Shown".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
