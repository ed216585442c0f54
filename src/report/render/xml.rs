//! Text in XML.

use quick_xml::escape::partial_escape;

/// Returns text as an element of XML holds it; the two characters beside the surrogates are allowed in none.
pub(in crate::report) fn escaped(text: &str) -> String {
    partial_escape(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
