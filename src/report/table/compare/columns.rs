//! The columns of the one sheet of a comparison.

use crate::report::Value;

/// The columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Table,
    Name,
    Id,
    Was,
    Now,
    Before,
    BeforeOf,
    After,
    AfterOf,
    Difference,
    Low,
    High,
    P,
    Tells,
    Mark,
}

/// The heads of the columns, in their order.
pub(super) const HEADER: [(Column, &str); 15] = [
    (Column::Table, "table"),
    (Column::Name, "name"),
    (Column::Id, "id"),
    (Column::Was, "was"),
    (Column::Now, "now"),
    (Column::Before, "before"),
    (Column::BeforeOf, "before-of"),
    (Column::After, "after"),
    (Column::AfterOf, "after-of"),
    (Column::Difference, "difference"),
    (Column::Low, "low"),
    (Column::High, "high"),
    (Column::P, "p"),
    (Column::Tells, "tells"),
    (Column::Mark, "mark"),
];

/// The cells of a row that are not empty.
pub(super) type Row = Vec<(Column, Value)>;
