//! Finds the key that the heading of a column means, where people wrote it in their own words.

use super::import::{Column, column};
use super::model::ListName;

/// Returns the key of an event or an action that a heading means; `None` if it means none of them.
pub(super) fn key_of(heading: &str, list: ListName) -> Option<&'static str> {
    let column = column(heading)?;
    match (list, column) {
        (_, Column::Id) => Some("id"),
        (_, Column::Agency) => Some("agency"),
        (ListName::Events, Column::Either | Column::Owner) => Some("agency"),
        (ListName::Events, Column::When) => Some("date"),
        (ListName::Events, Column::Event) => Some("what"),
        (ListName::Events, Column::Seen) => Some("child-seen"),
        (ListName::Actions, Column::Action) => Some("text"),
        (ListName::Actions, Column::Recommendation) => Some("recommendation"),
        (ListName::Actions, Column::Owner | Column::Either) => Some("owner"),
        (ListName::Actions, Column::When) => Some("due"),
        (ListName::Actions, Column::Measure | Column::Outcome) => Some("measured-by"),
        (ListName::Actions, Column::Status) => Some("status"),
        _ => None,
    }
}
