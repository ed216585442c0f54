//! The forms of spreadsheet that are read, each known by its columns.

use crate::review::Scale;

/// The columns that recorded grades need.
pub(super) const RECORDED: [&str; 2] = ["id", "grade"];

/// The columns that tallies need.
pub(super) fn tally_columns() -> Vec<&'static str> {
    std::iter::once("period").chain(Scale::being_read().words()).collect()
}

/// The forms that there are, in words.
pub(super) fn forms() -> String {
    format!(
        "recorded grades have a row for each review and the columns `id,grade`; tallies have a row for each period and the columns `{}` and, if you like, `n,from,to`; columns to group by may follow",
        tally_columns().join(",")
    )
}

/// The columns of a table that this program wrote, each by its name for programs and for people.
pub(super) const WRITTEN_HERE: [[&str; 2]; 4] =
    [["name", "group"], ["category", "grade-or-result"], ["count", "count"], ["n", "n"]];

/// Whether these are the columns of such a table.
pub(super) fn is_own(columns: &[String]) -> bool {
    WRITTEN_HERE.iter().all(|names| columns.iter().any(|own| names.contains(&own.as_str())))
}
