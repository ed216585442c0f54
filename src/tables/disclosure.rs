//! Disclosure control: which counts of the tables of one run must be hidden so that no small one can be worked out.
//!
//! **The promise.** A reader who knows this program and everything that one run published still has to reckon with every
//! value from 1 to [`Protection::upto`] for each hidden count that is small. Sums and differences do not narrow it, nor does
//! the choice of what is hidden.
//!
//! **How it is kept.** Every choice rests on what is published, or on what all tables that a reader could take for this one
//! have in common:
//!
//! 1. In one small table whose sizes and totals can be published, single counts are hidden: the first choice of counts that
//!    is safe in each table that would be published alike ([`super::cells`]).
//! 2. Otherwise columns go in blocks, two or three grades each. A small count hides its block in its row. Where the sum of a
//!    block is small too, the whole table has one block; also where no choice of rows is safe. In each block a further row
//!    may be hidden. Where few tables have the published sums, all are tried, and the first choice is taken that is safe in
//!    each table that would be published alike ([`super::choose`]). Otherwise the largest groups are hidden, whatever they
//!    hold, and it is decided from the published sums alone whether each hidden count can be anything from 1 to `upto`
//!    ([`super::reach`]).
//! 3. Where no choice is safe, or where a total is small, the block is hidden in all rows and in the total.
//! 4. Sizes that are small are hidden with that of the largest group, and these rows are treated as one.
//!
//! Tables of one run share their totals: a block that is hidden in the total of one is hidden in all.

use std::ops::Range;

use super::cells::CellChooser;
use super::choose::{Choice, Chooser, Known, usual};
use super::concealed::{Concealed, Table, blocks, width};
use super::grid::{Grid, LinkedRow};
use super::protection::Protection;

/// Which cells must be hidden in each of the tables that one run publishes. Those with a total count the same reviews.
#[must_use]
pub fn conceal(tables: &[Table], protection: &Protection) -> Vec<Concealed> {
    conceal_with(tables, protection, &mut Known::default())
}

/// The same for one of many tables that have the same rows open; what was worked out for others is in `known`.
pub(super) fn conceal_with(tables: &[Table], protection: &Protection, known: &mut Known) -> Vec<Concealed> {
    let grids: Vec<Grid<'_>> =
        tables.iter().filter(|table| table.added).map(|table| Grid::new(table, protection)).collect();
    let mut linked = Linked { grids: &grids, protection }.conceal(known).into_iter();
    let apart = |table: &Table| {
        let mut concealed = Concealed::new(table.rows.len(), width(table));
        for (row, counts) in table.rows.iter().enumerate() {
            let is_open = table.open.contains(&row);
            hide_apart(&mut concealed, row, counts, is_open, protection);
        }
        concealed
    };
    let one = |table: &Table| if table.added { linked.next() } else { None }.unwrap_or_else(|| apart(table));
    tables.iter().map(one).collect()
}

/// Hides what must be hidden of a row that is added to no other.
fn hide_apart(concealed: &mut Concealed, row: usize, counts: &[u64], is_open: bool, protection: &Protection) {
    let size: u64 = counts.iter().sum();
    if protection.is_small(size) {
        return concealed.hide_row(row);
    }
    let own = LinkedRow { counts: counts.to_vec(), size };
    let is_whole = own.is_short(protection) || is_open;
    for block in blocks(counts.len(), is_whole) {
        if own.has_small(&block, protection) {
            concealed.hide(row, block);
        }
    }
}

/// Which of two blocks are hidden in rows that describe the same reviews in several ways, such as a criterion and its
/// rules. Each row is given with the number of columns in its first block.
///
/// What is small in one row may follow from another, so a block is hidden in all of them or in none. Of more than two rows
/// all is hidden where anything is small: how often two rules are missed together has bounds that the others tell.
#[must_use]
pub fn conceal_together(rows: &[(Vec<u64>, usize)], protection: &Protection) -> [bool; 2] {
    let parts = rows.iter().map(|(counts, first)| counts.split_at_checked(*first).unwrap_or((counts, &[])));
    let parts: Vec<[&[u64]; 2]> = parts.map(|(first, second)| [first, second]).collect();
    let has_small = |block: usize| {
        parts
            .iter()
            .filter_map(|row| row.get(block))
            .any(|counts| counts.iter().any(|count| protection.is_small(*count)))
    };
    let is_short = parts.iter().flatten().any(|counts| protection.is_short(counts.iter().sum()));
    let hidden = [has_small(0), has_small(1)];
    let is_any = hidden.contains(&true);
    if is_short || is_any && rows.len() > 2 { [true; 2] } else { hidden }
}

/// Tables that share their totals.
struct Linked<'g> {
    grids: &'g [Grid<'g>],
    protection: &'g Protection,
}

impl Linked<'_> {
    fn conceal(&self, known: &mut Known) -> Vec<Concealed> {
        let new = |grid: &Grid<'_>| Concealed::new(grid.table.rows.len(), grid.total.counts.len());
        let mut all: Vec<Concealed> = self.grids.iter().map(new).collect();
        let Some(total) = self.grids.first().map(|grid| &grid.total) else { return all };
        let is_too_many = self.grids.iter().any(|grid| grid.is_too_many(self.protection));
        if self.protection.is_small(total.size) || is_too_many {
            for (grid, concealed) in self.grids.iter().zip(&mut all) {
                (0..=grid.table.rows.len()).for_each(|row| concealed.hide_row(row));
            }
            return all;
        }
        if let Some((grid, mut chooser)) = self.chooser(known) {
            self.conceal_cells(&mut all, grid, &mut chooser);
            return all;
        }
        let is_whole = self.grids.iter().any(|grid| grid.is_whole(self.protection));
        let columns = total.counts.len();
        let wants_whole = |grid: &Grid<'_>, known: &mut Known| Chooser::new(grid, self.protection, known).wants_whole();
        if !is_whole && self.alone().is_some_and(|grid| wants_whole(grid, known)) {
            let choices = self.choose(&(0..columns), true, known);
            if !choices.contains(&Choice::Unsafe) {
                self.hide(&mut all, &(0..columns), &choices);
                return all;
            }
        }
        for block in blocks(columns, is_whole) {
            let choices = self.choose(&block, is_whole, known);
            self.hide(&mut all, &block, &choices);
        }
        all
    }

    /// The table, if there is only one.
    fn alone(&self) -> Option<&Grid<'_>> {
        if let [alone] = self.grids { Some(alone) } else { None }
    }

    /// Returns what chooses single counts, if there is one small table.
    fn chooser<'k>(&self, known: &'k mut Known) -> Option<(&Grid<'_>, CellChooser<'k>)> {
        let grid = self.alone()?;
        CellChooser::new(grid, *self.protection, &mut known.cells).map(|chooser| (grid, chooser))
    }

    /// Hides single counts; where no choice of them is safe, all of each block in which something is small, and its totals.
    ///
    /// Nobody can tell why these were hidden: if all small counts but one were 0, its total would be small, which hides the same.
    fn conceal_cells(&self, all: &mut [Concealed], grid: &Grid<'_>, chooser: &mut CellChooser<'_>) {
        if let Some(rows) = chooser.choose(grid) {
            let hidden = rows
                .iter()
                .enumerate()
                .flat_map(|(row, hidden)| hidden.iter().enumerate().map(move |cell| (row, cell)));
            for (row, (column, _)) in hidden.filter(|(_, (_, is_hidden))| **is_hidden) {
                all.iter_mut().for_each(|concealed| concealed.hide(row, column..column + 1));
            }
            return;
        }
        for block in blocks(grid.total.counts.len(), grid.is_whole(self.protection)) {
            if grid.rows.iter().any(|(_, row)| row.has_small(&block, self.protection)) {
                self.hide(all, &block, &[Choice::Unsafe]);
            }
        }
    }

    /// What is hidden in a block of each table. Of several tables the usual rows are hidden: what is fewest for one of them
    /// would tell of the others.
    fn choose(&self, block: &Range<usize>, whole: bool, known: &mut Known) -> Vec<Choice> {
        match self.alone() {
            Some(grid) => vec![Chooser::new(grid, self.protection, known).choose(block, whole)],
            None => self.grids.iter().map(|grid| usual(grid, block, whole, self.protection)).collect(),
        }
    }

    /// Hides a block as is chosen for each table; in all rows and in the totals where that is not safe.
    fn hide(&self, all: &mut [Concealed], block: &Range<usize>, choices: &[Choice]) {
        let is_small = |grid: &Grid<'_>| grid.total.has_small(block, self.protection);
        let is_wide = choices.contains(&Choice::Unsafe) || self.grids.iter().any(is_small);
        for ((grid, concealed), choice) in self.grids.iter().zip(all).zip(choices) {
            if is_wide {
                grid.hide(concealed, block, &vec![true; grid.rows.len()]);
                concealed.hide(grid.table.rows.len(), block.clone());
            } else if let Choice::Hidden(rows) = choice {
                grid.hide(concealed, block, rows);
            }
        }
    }
}
