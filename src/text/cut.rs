//! Texts too long for a sentence.

use super::mask::OPEN as MASK;

/// `masked` after `most` characters at most; the mark of something masked stays whole.
pub(super) fn cut(masked: &str, most: usize) -> String {
    let Some((end, _)) = masked.char_indices().nth(most) else { return masked.to_owned() };
    let marks = masked.match_indices(MASK).map(|(at, _)| (at, masked.get(at..).and_then(|mark| mark.find(']'))));
    let mut ends = marks.filter_map(|(at, length)| Some((at, at + length? + 1)));
    let end = ends.find(|(at, after)| *at < end && end < *after).map_or(end, |(_, after)| after);
    let more = if end < masked.len() { "\u{2026}" } else { "" };
    format!("{}{more}", masked.get(..end).unwrap_or_default().trim_end())
}
