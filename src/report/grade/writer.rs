//! What all sections of a report on one review are written from.

use crate::report::doc::Place;
use crate::report::page::{PlaceReport, ReviewReport};
use crate::review::Grade;
use crate::wording::between;

/// Writes one review.
pub(super) struct Writer<'p> {
    pub(super) review: &'p ReviewReport,
    /// Every reason, rather than those that matter most: a page has room for them.
    pub(super) all: bool,
    /// Every rule by itself, too.
    pub(super) every_rule: bool,
    /// Laid out as a page rather than for a terminal.
    pub(super) is_page: bool,
}

impl Writer<'_> {
    /// Where something is: the file's line and column, and the path.
    pub(super) fn place(&self, place: &PlaceReport) -> Place {
        let file = place.source.as_ref().unwrap_or(&self.review.source);
        let text = match (place.line, place.column, &place.passage) {
            (Some(line), Some(column), _) => format!("{file}:{line}:{column}"),
            (_, _, Some(passage)) => format!("{file}: {passage}"),
            (_, _, None) => file.to_string(),
        };
        let quote = place.quote.as_ref().map_or_else(String::new, |quote| format!("\u{201c}{quote}\u{201d}"));
        Place { text, path: place.path.clone(), quote }
    }
}

/// A judgement in words.
pub(super) fn range_words(floor: Option<Grade>, ceiling: Option<Grade>, may_not_apply: bool) -> String {
    let words = match (floor, ceiling) {
        (Some(floor), Some(ceiling)) => between(floor, ceiling),
        _ => return "-".to_owned(),
    };
    if may_not_apply { format!("{words}, if it applies") } else { words }
}
