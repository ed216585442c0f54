//! Disclosure control: which counts of the tables of one run must be hidden so that no small one can be worked out.
//!
//! **The promise.** A reader who knows this program and everything that one run published still has to reckon with every
//! value from 1 to [`Protection::upto`] for each hidden count that is small. Sums and differences do not narrow it, nor does
//! the choice of what is hidden.
//!
//! **How it is kept.** Every choice rests on what is published, or on what all tables that a reader could take for this one
//! have in common:
//!
//! 1. Columns go in blocks, two or three grades each. A small count hides its block in its row. Where the sum of a block is
//!    small too, the whole table has one block.
//! 2. In each block further rows are suppressed, whatever they hold: the largest groups, enough that twice the bound of
//!    every column can be expected in them. Their sizes and the totals are published.
//! 3. From the published margins alone it is then decided whether each hidden count can be anything from 1 to `upto`
//!    ([`super::reach`]). Where it cannot, or where a total is small, the block is hidden in all rows and in the total.
//! 4. Sizes that are small are hidden with that of the largest group, and these rows are treated as one.
//!
//! Tables of one run share their totals: a block that is hidden in the total of one is hidden in all.

use std::ops::Range;

use super::reach::{Line, is_covered, is_covered_within};

/// The least bound that hides anything: below 2 there is only 1.
pub const LEAST_BOUND: u64 = 3;

/// What is hidden, and how well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Counts from 1 to one less than this are hidden.
    pub below: u64,
    /// A hidden count may be anything from 1 to this, as far as a reader can tell.
    pub upto: u64,
    /// Whether a group that is all of one grade is hidden too.
    pub full: bool,
}

impl Protection {
    /// Hides counts below a bound, which is taken as at least [`LEAST_BOUND`], and protects all values below it.
    #[must_use]
    pub fn new(below: u64) -> Self {
        let below = below.max(LEAST_BOUND);
        Protection { below, upto: below - 1, full: false }
    }

    /// Protects only the values 1 and 2: nobody can tell that a count is 1.
    #[must_use]
    pub fn ones(self) -> Self {
        Protection { upto: 2, ..self }
    }

    /// Whether a count is small.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        (1..self.below).contains(&count)
    }

    /// Whether a sum is too small to be known where its parts are hidden.
    fn is_short(&self, sum: u64) -> bool {
        (1..=self.upto).contains(&sum)
    }
}

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
    fn new(rows: usize, columns: usize) -> Self {
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

    fn hide(&mut self, row: usize, columns: Range<usize>) {
        let (start, end) = (row * self.columns + columns.start, row * self.columns + columns.end);
        self.hidden.get_mut(start..end).into_iter().flatten().for_each(|hidden| *hidden = true);
    }

    fn get(&self, row: usize, column: usize) -> bool {
        self.hidden.get(row * self.columns + column).copied().unwrap_or(false)
    }
}

/// Which cells must be hidden in each of the tables that one run publishes. Those with a total count the same reviews.
#[must_use]
pub fn conceal(tables: &[Table], protection: &Protection) -> Vec<Concealed> {
    let grids: Vec<Grid<'_>> =
        tables.iter().filter(|table| table.added).map(|table| Grid::new(table, protection)).collect();
    let mut linked = Linked { grids: &grids, protection }.conceal().into_iter();
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

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// The blocks of this many columns: of two, the last of two or three, or one of all.
fn blocks(columns: usize, whole: bool) -> Vec<Range<usize>> {
    let count = if whole { 1 } else { (columns / 2).max(1) };
    (0..count).map(|block| block * 2..if block + 1 == count { columns } else { block * 2 + 2 }).collect()
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

/// A row, or several as one.
#[derive(Clone, Debug, Default)]
struct LinkedRow {
    counts: Vec<u64>,
    size: u64,
}

impl LinkedRow {
    fn counts_in(&self, block: &Range<usize>) -> &[u64] {
        self.counts.get(block.clone()).unwrap_or_default()
    }

    fn has_small(&self, block: &Range<usize>, protection: &Protection) -> bool {
        let is_full = |count: u64| protection.full && count > 0 && count == self.size;
        self.counts_in(block).iter().any(|count| protection.is_small(*count) || is_full(*count))
    }

    /// Whether the sum of a block would be known and small.
    fn is_short(&self, protection: &Protection) -> bool {
        let blocks = blocks(self.counts.len(), false);
        blocks.len() > 1 && blocks.iter().any(|block| protection.is_short(self.counts_in(block).iter().sum()))
    }

    fn add(&mut self, other: &LinkedRow) {
        self.counts.resize(self.counts.len().max(other.counts.len()), 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, more)| *own += more);
        self.size += other.size;
    }
}

/// Which rows of a table are hidden in a block, by their places.
struct Pattern {
    hidden: Vec<bool>,
    /// Those that are hidden whatever they hold.
    free: Vec<bool>,
}

impl Pattern {
    fn count(&self) -> usize {
        self.hidden.iter().filter(|hidden| **hidden).count()
    }
}

fn set(flags: &mut [bool], place: usize) {
    flags.iter_mut().skip(place).take(1).for_each(|flag| *flag = true);
}

/// A table with its totals, the rows of hidden size as one.
struct Grid<'t> {
    table: &'t Table,
    total: LinkedRow,
    /// The groups whose sizes are published, each with its number.
    rows: Vec<(usize, LinkedRow)>,
    /// Those of hidden size, and what they are together.
    unsized_rows: Vec<usize>,
    merged: LinkedRow,
    /// The places in `rows`, the largest first.
    by_size: Vec<usize>,
}

impl<'t> Grid<'t> {
    fn new(table: &'t Table, protection: &Protection) -> Self {
        let mut total = LinkedRow { counts: vec![0; width(table)], size: 0 };
        let row = |counts: &Vec<u64>| LinkedRow { counts: counts.clone(), size: counts.iter().sum() };
        let all: Vec<(usize, LinkedRow)> = table.rows.iter().map(row).enumerate().collect();
        all.iter().for_each(|(_, row)| total.add(row));
        let unsized_rows = hidden_sizes(&all, protection);
        let mut merged = LinkedRow::default();
        let (hidden, rows): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(row, _)| unsized_rows.binary_search(row).is_ok());
        hidden.iter().for_each(|(_, row)| merged.add(row));
        let mut by_size: Vec<usize> = (0..rows.len()).collect();
        by_size.sort_by_key(|place| std::cmp::Reverse(rows.get(*place).map(|(_, row)| row.size)));
        Grid { table, total, rows, unsized_rows, merged, by_size }
    }

    /// Whether the columns must be one block.
    fn is_whole(&self, protection: &Protection) -> bool {
        let is_open = |row: usize| self.table.open.contains(&row);
        let all = 0..self.total.counts.len();
        !self.unsized_rows.is_empty()
            || self.total.is_short(protection)
            || self
                .rows
                .iter()
                .any(|(number, row)| row.is_short(protection) || (is_open(*number) && row.has_small(&all, protection)))
    }

    /// How many of the largest groups are hidden whatever they hold, where all columns are one block.
    fn decoys(&self, block: &Range<usize>, protection: &Protection) -> usize {
        let counts = self.total.counts_in(block).iter().filter(|count| **count > 0);
        let least = counts.min().map_or(1, |count| u128::from(*count));
        let wanted = u128::from(2 * protection.below) * u128::from(self.total.size);
        let mut found = u128::from(self.merged.size);
        let mut falls_short = |place: &usize| {
            let is_enough = found * least >= wanted;
            found += self.rows.get(*place).map_or(0, |(_, row)| u128::from(row.size));
            !is_enough
        };
        let count = self.by_size.iter().take_while(|place| falls_short(place)).count();
        count.max(usize::from(self.unsized_rows.is_empty()))
    }

    /// What is hidden in a block; none where nothing is small.
    fn pattern(&self, block: &Range<usize>, whole: bool, protection: &Protection) -> Option<Pattern> {
        let small: Vec<bool> = self.rows.iter().map(|(_, row)| row.has_small(block, protection)).collect();
        if self.unsized_rows.is_empty() && !small.contains(&true) {
            return None;
        }
        Some(if whole {
            self.with_largest(small, block, protection)
        } else {
            self.with_decoy(small, block, protection)
        })
    }

    /// Suppresses the rows with small counts and the given number of the largest groups, whatever they hold.
    #[allow(clippy::needless_pass_by_value, reason = "the value is built for this call")]
    fn with_largest(&self, small: Vec<bool>, block: &Range<usize>, protection: &Protection) -> Pattern {
        let with = |decoys: usize| {
            let mut free = vec![false; self.rows.len()];
            self.by_size.iter().take(decoys).for_each(|place| set(&mut free, *place));
            let hidden = small.iter().zip(&free).map(|(small, free)| *small || *free).collect();
            Pattern { hidden, free }
        };
        let decoys = self.decoys(block, protection);
        let pattern = with(decoys);
        let lines = pattern.count() + usize::from(!self.unsized_rows.is_empty());
        if lines < 2 { with(decoys + 1) } else { pattern }
    }

    /// Hides the rows with small counts, and the largest group in which every count of the block is large.
    fn with_decoy(&self, small: Vec<bool>, block: &Range<usize>, protection: &Protection) -> Pattern {
        let is_decoy = |place: &&usize| {
            let row = self.rows.get(**place).map(|(_, row)| row.counts_in(block));
            row.is_some_and(|counts| counts.iter().all(|count| *count >= protection.below))
                && small.get(**place) == Some(&false)
        };
        let decoy = self.by_size.iter().find(is_decoy).copied();
        let mut pattern = Pattern { free: vec![false; self.rows.len()], hidden: small };
        decoy.into_iter().for_each(|place| set(&mut pattern.hidden, place));
        pattern
    }

    /// Whether every small count that is hidden by a pattern could be any other small one.
    fn is_safe(&self, block: &Range<usize>, pattern: &Pattern, whole: bool, protection: &Protection) -> bool {
        let rows = self.rows.iter().zip(pattern.hidden.iter().zip(&pattern.free)).filter(|(_, (hidden, _))| **hidden);
        let line = |row: &LinkedRow, is_free: bool| {
            let counts = row.counts_in(block).to_vec();
            let may_be_full = protection.full && row.size > 0 && counts.iter().sum::<u64>() == row.size;
            Line { counts, is_free, may_be_full }
        };
        let mut lines: Vec<Line> = rows.map(|((_, row), (_, is_free))| line(row, *is_free)).collect();
        if !whole {
            return is_covered_within(&lines, protection);
        }
        if !self.unsized_rows.is_empty() {
            lines.push(line(&self.merged, true));
        }
        // Rows of hidden size that are all there is add up to the total, and to nothing else.
        self.rows.is_empty()
            || is_covered(
                &lines,
                blocks(self.total.counts.len(), false).len() > 1 && self.unsized_rows.is_empty(),
                protection,
            )
    }

    /// Hides a block in some rows, and in those of hidden size.
    fn hide(&self, concealed: &mut Concealed, block: &Range<usize>, hidden: &[bool]) {
        for ((row, _), _) in self.rows.iter().zip(hidden).filter(|(_, hidden)| **hidden) {
            concealed.hide(*row, block.clone());
        }
        self.unsized_rows.iter().for_each(|row| concealed.hide_row(*row));
    }
}

/// The groups whose sizes are hidden: those that are small, and the largest; all, where that would tell too much.
fn hidden_sizes(rows: &[(usize, LinkedRow)], protection: &Protection) -> Vec<usize> {
    let is_small = |row: &LinkedRow| protection.is_small(row.size);
    let small: Vec<usize> = rows.iter().filter(|(_, row)| is_small(row)).map(|(row, _)| *row).collect();
    if small.is_empty() {
        return small;
    }
    let mut large: Vec<(u64, usize)> =
        rows.iter().filter(|(_, row)| row.size >= protection.below).map(|(row, own)| (own.size, *row)).collect();
    large.sort_by_key(|(size, row)| (std::cmp::Reverse(*size), *row));
    let all = || rows.iter().map(|(row, _)| *row).collect();
    let Some((size, largest)) = large.first() else { return all() };
    let sum: u64 = rows.iter().filter(|(_, row)| is_small(row)).map(|(_, row)| row.size).sum();
    // What is left for the largest when one of the small is as large as it may be and the others are 1.
    let left = (size + sum).saturating_sub(protection.upto + small.len() as u64 - 1);
    let next = large.get(1).map_or(0, |(size, _)| *size);
    if left < protection.below.max(next + 2) {
        return all();
    }
    let mut hidden: Vec<usize> = small.into_iter().chain([*largest]).collect();
    hidden.sort_unstable();
    hidden
}

/// Tables that share their totals.
struct Linked<'g> {
    grids: &'g [Grid<'g>],
    protection: &'g Protection,
}

impl Linked<'_> {
    fn conceal(&self) -> Vec<Concealed> {
        let new = |grid: &Grid<'_>| Concealed::new(grid.table.rows.len(), grid.total.counts.len());
        let mut all: Vec<Concealed> = self.grids.iter().map(new).collect();
        let Some(total) = self.grids.first().map(|grid| &grid.total) else { return all };
        if self.protection.is_small(total.size) {
            for (grid, concealed) in self.grids.iter().zip(&mut all) {
                (0..=grid.table.rows.len()).for_each(|row| concealed.hide_row(row));
            }
            return all;
        }
        let columns = total.counts.len();
        let is_whole = self.grids.iter().any(|grid| grid.is_whole(self.protection));
        for block in blocks(columns, is_whole) {
            self.hide_block(&mut all, &block, is_whole);
        }
        all
    }

    fn hide_block(&self, all: &mut [Concealed], block: &Range<usize>, whole: bool) {
        let patterns: Vec<_> = self.grids.iter().map(|grid| grid.pattern(block, whole, self.protection)).collect();
        let is_safe = |(grid, pattern): (&Grid<'_>, &Option<Pattern>)| {
            !grid.total.has_small(block, self.protection)
                && pattern.as_ref().is_none_or(|pattern| grid.is_safe(block, pattern, whole, self.protection))
        };
        let is_wide = !self.grids.iter().zip(&patterns).all(is_safe);
        for ((grid, concealed), pattern) in self.grids.iter().zip(all).zip(patterns) {
            if is_wide {
                grid.hide(concealed, block, &vec![true; grid.rows.len()]);
                concealed.hide(grid.table.rows.len(), block.clone());
            } else if let Some(pattern) = pattern {
                grid.hide(concealed, block, &pattern.hidden);
            }
        }
    }
}
