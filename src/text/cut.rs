//! Texts too long for a sentence.
//!
//! Where a sentence is put together nobody knows yet what in it will be masked, and half an identifier would not be recognised
//! as one. So a text is only marked there as one that is to be cut, between characters that Unicode keeps for use within a
//! program, and cut when it is shown, after masking.

use std::borrow::Cow;

use super::mask::OPEN as MASK;

/// `text`, to be cut after `most` characters (63 at most) when it is shown.
///
/// ```
/// use casegrade::text::{Mask, cut};
/// assert_eq!(Mask::default().shown(&format!("found `{}`", cut("a long text", 6))).as_str(), "found `a long…`");
/// ```
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let length = u32::try_from(most).ok().and_then(|most| char::from_u32(u32::from(LENGTHS) + most));
    let own = text.chars().filter(|character| !matches!(*character, OPEN | CLOSE));
    [OPEN, length.unwrap_or(LENGTHS)].into_iter().chain(own).chain([CLOSE]).collect()
}

const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// The character after [`OPEN`] says by its distance from this one how many characters are kept.
const LENGTHS: char = '\u{e000}';
/// The longest length that can be said.
const LONGEST: u32 = 63;

/// `masked` with what is to be cut cut; the mark of something masked stays whole.
pub(super) fn cut_short(masked: &str) -> Cow<'_, str> {
    if !masked.contains(OPEN) {
        return Cow::Borrowed(masked);
    }
    let mut text = String::with_capacity(masked.len());
    let mut rest = masked;
    while let Some((before, after)) = rest.split_once(OPEN) {
        text.push_str(before);
        let mut characters = after.chars();
        let length = characters.next().map_or(0, |length| u32::from(length).wrapping_sub(u32::from(LENGTHS)));
        let (own, after) = characters.as_str().split_once(CLOSE).unwrap_or((characters.as_str(), ""));
        push_cut(&mut text, own, usize::try_from(length.min(LONGEST)).unwrap_or(0));
        rest = after;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn push_cut(text: &mut String, own: &str, most: usize) {
    let Some((end, _)) = own.char_indices().nth(most) else { return text.push_str(own) };
    // A mark that the end falls into stays whole.
    let marks = own.match_indices(MASK).map(|(at, _)| (at, own.get(at..).and_then(|mark| mark.find(']'))));
    let mut ends = marks.filter_map(|(at, length)| Some((at, at + length? + 1)));
    let end = ends.find(|(at, after)| *at < end && end < *after).map_or(end, |(_, after)| after);
    text.push_str(own.get(..end).unwrap_or_default().trim_end());
    if end < own.len() {
        text.push('…');
    }
}
