//! Reads a text in any of the formats.

use arcstr::ArcStr;

use super::format::Format;
use super::limits::Limits;
use super::parsed::Parsed;
use super::{json, toml, yaml};

/// Reads `text` as `format`, as far as `limits` allow.
///
/// ```
/// use casegrade::document::{Format, Limits, parse};
/// let parsed = parse("{\"review\": {\"id\": \"a\"}}", Format::Json, Limits::USUAL);
/// assert!(parsed.errors.is_empty() && parsed.root.entry("review").is_some());
/// ```
#[must_use]
pub fn parse(text: impl Into<ArcStr>, format: Format, limits: Limits) -> Parsed {
    let text = text.into();
    match format {
        Format::Toml => toml::parse(&text, limits),
        Format::Json => json::parse(&text, limits),
        Format::Yaml => yaml::parse(&text, limits),
    }
}
