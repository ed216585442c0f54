//! Days as they are typed.

use crate::review::When;

/// Reads a day.
pub(super) fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let when: When = text.parse()?;
    if when.first() == when.last() {
        Ok(when.first())
    } else {
        Err(format!("`{text}` is not a day: write `2009-05-12`"))
    }
}
