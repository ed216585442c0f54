//! The one way out for text that somebody else wrote.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// Text that is safe to show: what identifies persons is masked, control characters and the marks that turn the direction of
/// writing are made visible, line ends and tabs are spaces.
///
/// A report is made of these only, and only a [`Mask`](super::Mask) makes one of somebody's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(String);

impl Shown {
    /// Words of the program itself.
    #[must_use]
    pub fn fixed(words: &'static str) -> Self {
        Shown(words.to_owned())
    }

    /// Cleans a text in which nothing is left to mask.
    pub(super) fn clean<'t>(masked: impl Into<Cow<'t, str>>) -> Self {
        Shown::cleaned(masked.into(), |character| if character == '\n' { ' ' } else { character })
    }

    /// The same with its lines.
    pub(super) fn clean_lines<'t>(masked: impl Into<Cow<'t, str>>) -> Self {
        Shown::cleaned(masked.into(), |character| character)
    }

    fn cleaned(masked: Cow<'_, str>, line_end: impl Fn(char) -> char) -> Self {
        // Blocks without a way out are checked many bytes at a time.
        let is_plain = |block: &[u8]| block.iter().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'));
        if masked.as_bytes().chunks(64).all(is_plain) {
            return Shown(masked.into_owned());
        }
        let mut shown = String::with_capacity(masked.len());
        for character in masked.chars() {
            match character {
                '\n' => shown.push(line_end(character)),
                '\t' => shown.push(' '),
                '\r' => {}
                _ if is_hidden(character) => {
                    shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
                }
                _ => shown.push(character),
            }
        }
        Shown(shown)
    }

    /// The same at a length that can be read: a text may hold whole pages of somebody's.
    #[must_use]
    pub(crate) fn bounded(self) -> Self {
        const LONGEST: usize = 1000;
        let Shown(text) = self;
        if text.len() <= LONGEST {
            return Shown(text);
        }
        let (start, end) = (text.floor_char_boundary(LONGEST / 2), text.ceil_char_boundary(text.len() - LONGEST / 4));
        Shown(format!("{} ... {}", text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default()))
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
