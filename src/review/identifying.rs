//! The identifiers of persons in the documents of a review.

use crate::document::passages::{Passage, Passages, Table};
use crate::text::{Identifier, NameList, identifiers_after};

/// The identifiers in a document, each with the number of the passage in whose text it is, in [`Passages::list`]. In a table the heading of the column says what a
/// number is.
#[must_use]
pub(crate) fn identifiers_in(passages: &Passages, names: &NameList) -> Vec<(usize, Identifier)> {
    let tables = passages.tables();
    let found = |(at, passage): (usize, &Passage)| {
        let heading = column(&tables, passage).map_or("", |heading| heading.text.as_str());
        identifiers_after(heading, &passage.text, names).into_iter().map(move |hit| (at, hit))
    };
    passages.list.iter().enumerate().flat_map(found).collect()
}

/// The heading of the column that a cell is in.
pub(crate) fn column<'p>(tables: &[Table<'p>], passage: &Passage) -> Option<&'p Passage> {
    let cell = passage.cell().filter(|cell| cell.row > 1)?;
    let table = tables.binary_search_by_key(&cell.table, |table| table.number).ok()?;
    tables.get(table)?.at(1, cell.column)
}
