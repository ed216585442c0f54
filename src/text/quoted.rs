//! Text as the value of a key.

use super::shown::is_hidden;

/// `text` as TOML writes it, between quotes: what acts on a terminal without being seen is escaped, so that the file can be
/// looked at, and is read back as it was. A text of several lines stands between three quotes.
///
/// ```
/// use casegrade::text::quoted;
/// assert_eq!(quoted("a \"b\" \u{202e}c"), r#""a \"b\" \u202Ec""#);
/// assert_eq!(quoted("a\nb"), "\"\"\"\na\nb\"\"\"");
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut inner = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        match character {
            '\n' => inner.push('\n'),
            '\t' => inner.push_str("\\t"),
            '"' | '\\' => inner.extend(['\\', character]),
            _ if is_hidden(character) && u32::from(character) > 0xffff => {
                inner.push_str(&format!("\\U{:08X}", u32::from(character)));
            }
            _ if is_hidden(character) => inner.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => inner.push(character),
        }
    }
    if inner.contains('\n') { format!("\"\"\"\n{inner}\"\"\"") } else { format!("\"{inner}\"") }
}
