//! The identifiers of persons in the documents of a review.

use crate::document::passages::{Passage, Passages, Table};
use crate::text::{Identifier, NameList, identifiers_after};

/// The identifiers in a document, each with the passage in whose text it is. In a table the heading of the column says what a
/// number is.
#[must_use]
pub fn identifiers_in<'p>(passages: &'p Passages, names: &NameList) -> Vec<(&'p Passage, Identifier)> {
    let tables = passages.tables();
    let found = |passage: &'p Passage| {
        let heading = column(&tables, passage).map_or("", |heading| heading.text.as_str());
        identifiers_after(heading, &passage.text, names).into_iter().map(move |hit| (passage, hit))
    };
    passages.list.iter().flat_map(found).collect()
}

/// The heading of the column that a cell is in.
fn column<'p>(tables: &[Table<'p>], passage: &Passage) -> Option<&'p Passage> {
    let cell = passage.cell().filter(|cell| cell.row > 1)?;
    let table = tables.binary_search_by_key(&cell.table, |table| table.number).ok()?;
    tables.get(table)?.at(1, cell.column)
}
