//! Escapes text for XML.

use quick_xml::escape::partial_escape;

/// Escapes text for an element of XML, and replaces U+FFFE and U+FFFF, which XML does not allow.
pub(in crate::report) fn escaped(text: &str) -> String {
    partial_escape(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
