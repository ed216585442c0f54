//! The one way out for text that somebody else wrote: what identifies persons stays inside.

use std::borrow::Cow;
use std::sync::Arc;

use super::Span;
use super::identifiers::{Identifier, IdentifierKind, NameList, identifiers, identifiers_after, identifiers_in_file};
use super::shown::{Shown, is_hidden};

/// What may not leave the program: identifiers of every kind, and the confidential names of a list.
///
/// Only a mask makes a [`Shown`] of somebody's text, and reports are made of those, so that no format can forget it. A copy is
/// cheap, and masks the same.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    names: Arc<NameList>,
}

impl Mask {
    /// A mask for every kind of identifier and these names.
    #[must_use]
    pub fn new(names: NameList) -> Self {
        Mask { names: Arc::new(names) }
    }

    /// The names that it hides.
    #[must_use]
    pub fn names(&self) -> &NameList {
        &self.names
    }

    /// `text` as it may be shown: what is certainly or probably an identifier is masked, and what acts on a terminal without
    /// being seen is made visible.
    ///
    /// ```
    /// use casegrade::text::Mask;
    /// let mask = Mask::default();
    /// assert_eq!(mask.shown("born on 3 May 2001, \u{1b}[2J").as_str(), "born on [masked: date of birth], ⟨U+001B⟩[2J");
    /// ```
    #[must_use]
    pub fn shown(&self, text: &str) -> Shown {
        Shown::clean(self.masked(text))
    }

    /// The same of a text that is not needed otherwise: it is not copied where nothing in it is masked.
    #[must_use]
    pub(crate) fn shown_own(&self, text: String) -> Shown {
        let masked = match self.masked(&text) {
            Cow::Owned(masked) => Some(masked),
            Cow::Borrowed(_) => None,
        };
        Shown::clean(masked.unwrap_or(text))
    }

    /// The same of a text whose key says what it may be, as `nhs-number` does.
    #[must_use]
    pub(crate) fn shown_after(&self, key: &str, text: &str) -> Shown {
        Shown::clean(masked(text, &identifiers_after(key, text, &self.names)))
    }

    /// The same of a text of several lines, which stay lines.
    #[must_use]
    pub(crate) fn shown_lines(&self, text: &str) -> Shown {
        Shown::clean_lines(self.masked(text))
    }

    /// The first `most` characters of `text`, masked before it is cut: half an identifier would not be known as one.
    ///
    /// ```
    /// use casegrade::text::Mask;
    /// assert_eq!(Mask::default().cut("a long text", 6), "a long…");
    /// ```
    #[must_use]
    pub fn cut(&self, text: &str, most: usize) -> String {
        cut(self.masked(text), most)
    }

    /// `text` with marks where identifiers were, for whoever writes it on: it is not cleaned.
    #[must_use]
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        masked(text, &identifiers(text, &self.names))
    }

    /// The text of a file with every character of an identifier, of `parts`, and every one that acts without being seen,
    /// replaced by a mark of the same length in bytes, so that places in it stay where they are. Line ends and tabs are kept.
    #[must_use]
    pub(crate) fn same_length_with<'t>(&self, text: &'t str, mut parts: Vec<Span>) -> Cow<'t, str> {
        let hits = identifiers_in_file(text, &self.names);
        parts.extend(hits.iter().filter(|hit| hit.confidence.counts()).map(|hit| hit.span));
        parts.sort_unstable();
        parts.dedup_by(|next, last| {
            let overlaps = next.start < last.end;
            last.end = if overlaps { last.end.max(next.end) } else { last.end };
            overlaps
        });
        let mut hits = parts.into_iter().peekable();
        if hits.peek().is_none() && !text.contains(acts) {
            return Cow::Borrowed(text);
        }
        let mark = |(at, character): (usize, char)| {
            while hits.next_if(|hit| hit.end <= at).is_some() {}
            let is_masked = hits.peek().is_some_and(|hit| hit.start <= at);
            match character.len_utf8() {
                _ if matches!(character, '\n' | '\r') || !is_masked && !acts(character) => character,
                1 if is_masked => '*',
                1 => '?',
                2 => '¿',
                3 => '\u{fffd}',
                _ => '\u{1fbc4}',
            }
        };
        Cow::Owned(text.char_indices().map(mark).collect())
    }
}

/// Control characters of one byte are shown as pictures of themselves by whoever renders the text.
fn acts(character: char) -> bool {
    is_hidden(character) && (character.len_utf8() > 1 || character == '\u{7f}')
}

fn masked<'t>(text: &'t str, found: &[Identifier]) -> Cow<'t, str> {
    let mut masked = String::new();
    let mut from = 0;
    for hit in found.iter().filter(|hit| hit.confidence.counts()) {
        masked.push_str(text.get(from..hit.span.start).unwrap_or_default());
        masked.push_str(&mark_of(hit));
        from = hit.span.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(masked)
}

/// What stands in place of an identifier. A name says which of the list it is, so that two of them are still two.
fn mark_of(hit: &Identifier) -> String {
    match (hit.kind, hit.name) {
        (IdentifierKind::ConfidentialName, Some(number)) => format!("{OPEN}{} {number}]", hit.kind.word()),
        (kind, _) => format!("{OPEN}{}]", kind.word()),
    }
}

/// `masked` after `most` characters at most; the mark of something masked stays whole.
fn cut(masked: Cow<'_, str>, most: usize) -> String {
    let end = if masked.len() <= most { None } else { masked.char_indices().nth(most) };
    let Some((end, _)) = end else { return masked.into_owned() };
    let marks = masked.match_indices(OPEN).map(|(at, _)| (at, masked.get(at..).and_then(|mark| mark.find(']'))));
    let mut ends = marks.filter_map(|(at, length)| Some((at, at + length? + 1)));
    let end = ends.find(|(at, after)| *at < end && end < *after).map_or(end, |(_, after)| after);
    let more = if end < masked.len() { "\u{2026}" } else { "" };
    format!("{}{more}", masked.get(..end).unwrap_or_default().trim_end())
}

/// How a mark begins.
const OPEN: &str = "[masked: ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_masked_before() {
        let mask = Mask::new(NameList::read("Jane Smith").unwrap());
        let text = "The worker spoke with Jane Smith";
        for most in 1..40 {
            let shown = mask.shown(&format!("found `{}`", mask.cut(text, most)));
            assert!(!shown.as_str().contains("Jane"), "{shown}");
            assert!(!shown.as_str().contains('[') || shown.as_str().contains("name 1]"), "{shown}");
        }
        assert_eq!(mask.cut(text, 5), "The w…");
        assert_eq!(mask.cut("short", 5), "short");
    }

    #[test]
    fn what_is_masked_stays_as_it_is_when_it_is_masked_again() {
        let mask = Mask::new(NameList::read("Jane Smith\nKieran").unwrap());
        let text = "Jane Smith, born on 3 May 2001, 020 7946 0000, a@b.org, SW1A 1AA, 943 476 5919, Kieran";
        let once = mask.masked(text);
        assert!(once.contains("[masked: "), "{once}");
        assert_eq!(mask.masked(&once), once);
    }

    #[test]
    fn a_file_keeps_its_length_and_its_lines() {
        let mask = Mask::new(NameList::read("José").unwrap());
        let text = "a = \"999 123\\n4567\"\nnhs = '943 476\n5919'\tb = \"José\" c = \"Jos\\u00e9\"\n";
        let same = mask.same_length_with(text, Vec::new());
        assert_eq!(same.len(), text.len());
        assert!(same.starts_with("a = \"*************\"\n") || same.starts_with("a = \"999"), "{same}");
        assert!(same.contains("nhs = '*******\n****'\tb = \"***¿\" c = \"*********\"\n"), "{same}");
    }
}
