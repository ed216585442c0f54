//! Which key of a list a column holds whose heading is in people's own words.

use super::import::{Column, column};
use super::model::ListName;

/// The key of an event or an action that a column holds whose heading is in people's own words, where it says one.
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
