//! Results as JSON, for programs.

use serde::Serialize;

/// `value` as indented JSON with a final line end.
///
/// # Errors
/// Where a value cannot be written as JSON; a page always can.
pub fn to_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value).map(|json| json + "\n")
}
