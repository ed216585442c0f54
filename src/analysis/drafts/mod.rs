//! Two drafts of one review: what the later one says less of, and what it would come to if it did not.
//!
//! A review must not get better by saying less. [`compare_drafts`] finds the items that vanished, that are of another class
//! or that were set aside, puts them back into the later draft, and grades that: what is worse then was better for their
//! absence.

mod back;
mod losses;
mod model;
mod names;
mod pairing;

pub use model::{Draft, Drafts, Loss, Named, PutBack, Renamed};

use crate::rubric::Rubric;
use model::Pairings;

/// Compares two drafts that were graded by `rubric`.
#[must_use]
pub fn compare_drafts(rubric: &Rubric, before: Draft<'_>, after: Draft<'_>) -> Drafts {
    let pairings = Pairings::new(before.review, after.review);
    let called = names::called_as(before.review, after.review, &pairings);
    let renamed_before = Draft { review: &called, ..before };
    let losses = losses::losses(rubric, renamed_before, after, &pairings);
    let put_back = (!losses.is_empty()).then(|| back::put_back(rubric, renamed_before, after, &pairings, &losses));
    // People know an item that is gone by what the earlier draft called it.
    let losses = losses.into_iter().map(|loss| losses::as_it_was_called(loss, before.review)).collect();
    let renamed = losses::renamed(before.review, after.review, &pairings);
    let added = losses::added(after.review, &pairings);
    Drafts { losses, renamed, called, added, put_back }
}
