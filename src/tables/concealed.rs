//! The counts of one table, and which of its cells are hidden.

use std::ops::Range;

/// The counts of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The counts of each group, all of one length.
    pub rows: Vec<Vec<u64>>,
    /// The groups in which several counts are known only together.
    pub open: Vec<usize>,
    /// Whether the sums of the columns are published.
    pub added: bool,
}

/// Which cells of a table are hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concealed {
    columns: usize,
    hidden: Vec<bool>,
}

impl Concealed {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Concealed { columns: columns + 1, hidden: vec![false; (rows + 1) * (columns + 1)] }
    }

    /// Whether a count is hidden. The row after the last is the total.
    #[must_use]
    pub fn is_hidden(&self, row: usize, column: usize) -> bool {
        column + 1 < self.columns && self.get(row, column)
    }

    /// Whether the size of a row is hidden.
    #[must_use]
    pub fn hides_size(&self, row: usize) -> bool {
        self.get(row, self.columns - 1)
    }

    /// Whether anything of a row is hidden.
    #[must_use]
    pub fn hides_some(&self, row: usize) -> bool {
        (0..self.columns).any(|column| self.get(row, column))
    }

    /// Hides a row whole, its size too.
    pub fn hide_row(&mut self, row: usize) {
        self.hide(row, 0..self.columns);
    }

    pub(super) fn hide(&mut self, row: usize, columns: Range<usize>) {
        let (start, end) = (row * self.columns + columns.start, row * self.columns + columns.end);
        self.hidden.get_mut(start..end).into_iter().flatten().for_each(|hidden| *hidden = true);
    }

    fn get(&self, row: usize, column: usize) -> bool {
        self.hidden.get(row * self.columns + column).copied().unwrap_or(false)
    }
}

/// The number of columns of a table.
pub(super) fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// The blocks of this many columns: of two, the last of two or three, or one of all.
pub(super) fn blocks(columns: usize, whole: bool) -> Vec<Range<usize>> {
    let count = if whole { 1 } else { (columns / 2).max(1) };
    (0..count).map(|block| block * 2..if block + 1 == count { columns } else { block * 2 + 2 }).collect()
}
