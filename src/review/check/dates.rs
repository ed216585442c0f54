//! Dates that must follow one another, and dates that have not come yet.

use super::super::{Review, When};
use super::errors::Check;
use crate::document::{Diagnostic, KeyPath, Node};
use crate::text::plural;

/// The most future dates that are shown; the others are counted.
const MOST_LATER: usize = 20;

/// Dates of what has happened that lie after `day`: most likely slips of the pen. Warnings, in the order of the text.
#[must_use]
pub fn later_than(root: &Node, review: &Review, day: jiff::civil::Date) -> Vec<Diagnostic> {
    let dates = &review.dates;
    let own =
        [("dates.incident", dates.incident), ("dates.decided", dates.decided), ("dates.completed", dates.completed)];
    let is_later = |when: &When| when.first() > day;
    let own =
        own.into_iter().filter_map(|(name, when)| when.filter(is_later).map(|when| (KeyPath::dotted(name), when)));
    let events = review.events.iter().flatten().enumerate();
    let path = |at| KeyPath::dotted("events").item(at).key("date");
    let events = events.filter_map(|(at, event)| event.date.filter(is_later).map(|when| (path(at), when)));
    let mut later = own.chain(events);
    let warn = |(trail, when): (KeyPath, When)| {
        Diagnostic::warning("future-date", format!("{when} is after {day}"))
            .at(root.locate(&trail), "is this year right?")
    };
    let mut warnings: Vec<Diagnostic> = later.by_ref().take(MOST_LATER).map(warn).collect();
    if let Some((trail, _)) = later.next() {
        let message = format!("{} after {day}", plural(later.count() + 1, "more date is", "more dates are"));
        warnings.push(Diagnostic::warning("future-date", message).at(root.locate(&trail), "the first of them"));
    }
    warnings
}

impl Check<'_> {
    /// Dates that must follow one another.
    pub(super) fn dates(&mut self) {
        let dates = &self.review.dates;
        let order = [
            ("dates.incident", dates.incident),
            ("dates.decided", dates.decided),
            ("dates.completed", dates.completed),
            ("dates.published", dates.published),
        ];
        let given: Vec<(&'static str, When)> =
            order.into_iter().filter_map(|(name, date)| Some((name, date?))).collect();
        for (at, before) in given.iter().enumerate() {
            let after = given.iter().skip(at + 1).find(|after| before.1.first() > after.1.last());
            if let Some(after) = after {
                self.in_order(*before, *after);
            }
        }
        if let (Some(from), Some(to)) = (self.review.terms.from, self.review.terms.to) {
            self.in_order(("terms.from", from), ("terms.to", to));
        }
    }

    fn in_order(&mut self, before: (&'static str, When), after: (&'static str, When)) {
        if before.1.first() > after.1.last() {
            let place = |name| self.root.locate(&KeyPath::dotted(name));
            let message = format!("`{}` ({}) is before `{}` ({})", after.0, after.1, before.0, before.1);
            let diagnostic = Diagnostic::error("dates-out-of-order", message)
                .at(place(after.0), format!("this must not be before {}", before.1))
                .at(place(before.0), "this is later");
            self.push(diagnostic);
        }
    }
}
