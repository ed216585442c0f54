//! What is gathered while a paragraph or row is read, and the marks that say how.

use super::super::super::blocks::{Block, Row, TextStyle};
use super::super::super::xml::{Tag, readable};
use super::super::styles::RunStyle;

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct Unfinished {
    pub(super) style: Option<String>,
    pub(super) says: RunStyle,
    pub(super) mark_deleted: bool,
    /// The byte at which its beginning is.
    pub(super) begins: Option<usize>,
    pub(super) text: String,
    /// How the text read so far looks; `None` before any text is read.
    pub(super) look: Option<TextStyle>,
    /// What follows the paragraph: its notes, and the text boxes that are anchored in it.
    pub(super) after: Vec<Block>,
    pub(super) fields: Fields,
}

/// A row of a table while it is read.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) cells: Row,
    /// How many columns are taken.
    pub(super) taken: usize,
    pub(super) deleted: bool,
}

/// Line ends in the XML are spaces of the text.
pub(super) fn as_space(character: char) -> char {
    if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character }
}

/// What stands around text without changing it: what was inserted, custom markup.
pub(super) fn is_transparent(name: &str) -> bool {
    matches!(name, "ins" | "moveTo" | "smartTag" | "customXml")
}

/// What stands around the text of a formula.
pub(super) fn is_formula(name: &str) -> bool {
    matches!(name, "oMath" | "oMathPara" | "num" | "den" | "e" | "f" | "sup" | "sub" | "sSup" | "sSub" | "d" | "rad")
}

/// The fields that are open.
#[derive(Default)]
pub(super) struct Fields {
    /// For each whether its code is being read, which is not text.
    pub(super) open: Vec<bool>,
    /// How many of them are in their code.
    pub(super) in_code: usize,
}

impl Fields {
    pub(super) fn are_in_code(&self) -> bool {
        self.in_code > 0
    }

    pub(super) fn mark(&mut self, tag: &Tag<'_>) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => {
                self.open.push(true);
                self.in_code += 1;
            }
            Some("separate") => {
                if let Some(in_code) = self.open.last_mut() {
                    self.in_code -= usize::from(std::mem::take(in_code));
                }
            }
            Some("end") => self.in_code -= usize::from(self.open.pop() == Some(true)),
            Some(_) | None => {}
        }
    }
}

impl Unfinished {
    pub(super) fn add(&mut self, text: &str, look: TextStyle) {
        self.text.extend(readable(text).map(as_space));
        if !text.trim().is_empty() {
            let known = self.look.unwrap_or(look);
            self.look = Some(TextStyle {
                bold: known.bold && look.bold,
                size: known.size.max(look.size),
                quoted: known.quoted && look.quoted,
            });
        }
    }
}

/// A sign of a font of symbols, as far as it means something: boxes with and without a tick.
pub(super) fn symbol(tag: &Tag<'_>) -> Option<char> {
    let code = u32::from_str_radix(&tag.attribute("char")?, 16).ok()?;
    match code & 0xff {
        0xa8 | 0x6f | 0x71 | 0x72 | 0xa3 | 0xa1 => Some('☐'),
        0xfe | 0x52 => Some('☑'),
        0xfd | 0x53 | 0x54 | 0x78 => Some('☒'),
        0xfc => Some('✓'),
        0xfb => Some('✗'),
        0xb7 | 0x6c | 0xa7 => Some('•'),
        _ => None,
    }
}

/// What a choice may need for it to be read: what office programs themselves write.
pub(super) fn is_understood(needs: &str) -> bool {
    pub(super) const KNOWN: [&str; 12] =
        ["wps", "wpg", "wpi", "wpc", "wp14", "w14", "w15", "w16", "w16se", "a14", "v", "c14"];
    KNOWN.contains(&needs)
}
