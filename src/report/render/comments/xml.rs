//! Elements and attributes in the XML of a document.

use quick_xml::Reader;
use quick_xml::events::BytesStart;

/// The byte that a reader has reached.
pub(super) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let own = attributes.with_checks(false).flatten().find(|own| own.key.local_name().as_ref() == name)?;
    own.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Whether an element of the document is the one with this local name.
pub(super) fn is_named(name: &str, local: &str) -> bool {
    // Drawings have paragraphs and runs of their own, with a prefix of their own.
    name.strip_suffix(local).is_some_and(|prefix| prefix.is_empty() || prefix == "w:" || prefix.starts_with("ns"))
}
