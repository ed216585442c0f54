//! The counts of one table with their totals, and which rows of them may be hidden in a block of columns.

use std::ops::Range;

use super::concealed::{Concealed, Table, blocks, width};
use super::protection::Protection;
use super::reach::{Line, is_covered, is_covered_within};

/// A row, or several as one.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkedRow {
    pub(super) counts: Vec<u64>,
    pub(super) size: u64,
}

impl LinkedRow {
    pub(super) fn counts_in(&self, block: &Range<usize>) -> &[u64] {
        self.counts.get(block.clone()).unwrap_or_default()
    }

    pub(super) fn has_small(&self, block: &Range<usize>, protection: &Protection) -> bool {
        let is_full = |count: u64| protection.full && count > 0 && count == self.size;
        self.counts_in(block).iter().any(|count| protection.is_small(*count) || is_full(*count))
    }

    /// Whether the sum of a block would be known and small.
    pub(super) fn is_short(&self, protection: &Protection) -> bool {
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
pub(super) struct Pattern {
    pub(super) hidden: Vec<bool>,
    /// Those that are hidden whatever they hold.
    pub(super) free: Vec<bool>,
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
#[derive(Clone)]
pub(super) struct Grid<'t> {
    pub(super) table: &'t Table,
    pub(super) total: LinkedRow,
    /// The groups whose sizes are published, each with its number.
    pub(super) rows: Vec<(usize, LinkedRow)>,
    /// Those of hidden size, and what they are together.
    pub(super) unsized_rows: Vec<usize>,
    merged: LinkedRow,
    /// The places in `rows`, the largest first.
    pub(super) by_size: Vec<usize>,
}

impl<'t> Grid<'t> {
    pub(super) fn new(table: &'t Table, protection: &Protection) -> Self {
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
    pub(super) fn is_whole(&self, protection: &Protection) -> bool {
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

    /// The patterns that may hide a block, those that hide least first; none where nothing is small.
    pub(super) fn patterns(&self, block: &Range<usize>, whole: bool, protection: &Protection) -> Vec<Pattern> {
        let small = self.small_rows(block, protection);
        let Some(usual) = self.usual(block, whole, protection) else { return Vec::new() };
        let mut besides = small.clone();
        let largest = self.by_size.iter().find(|place| small.get(**place) == Some(&false));
        largest.into_iter().for_each(|place| set(&mut besides, *place));
        let mut all = vec![usual];
        for hidden in [small, besides] {
            let pattern = Pattern { free: vec![false; hidden.len()], hidden };
            if pattern.count() > 1 && all.iter().all(|other| other.hidden != pattern.hidden) {
                all.push(pattern);
            }
        }
        all.sort_by(|one, two| (one.count(), &one.hidden).cmp(&(two.count(), &two.hidden)));
        all
    }

    fn small_rows(&self, block: &Range<usize>, protection: &Protection) -> Vec<bool> {
        self.rows.iter().map(|(_, row)| row.has_small(block, protection)).collect()
    }

    /// The pattern that is used where a reader cannot try all tables; `None` where nothing is small.
    pub(super) fn usual(&self, block: &Range<usize>, whole: bool, protection: &Protection) -> Option<Pattern> {
        let small = self.small_rows(block, protection);
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
        if let Some(place) = decoy {
            set(&mut pattern.hidden, place);
            set(&mut pattern.free, place);
        }
        pattern
    }

    /// Whether every small count that is hidden by a pattern could be any other small one.
    pub(super) fn is_safe(
        &self,
        block: &Range<usize>,
        pattern: &Pattern,
        whole: bool,
        protection: &Protection,
    ) -> bool {
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

    /// Whether the groups are too many for so few reviews: where no size is published, each group still has a review.
    pub(super) fn is_too_many(&self, protection: &Protection) -> bool {
        let groups = self.unsized_rows.len() as u64;
        self.rows.is_empty() && groups > 0 && self.total.size < protection.upto + groups - 1
    }

    /// Hides a block in some rows, and in those of hidden size.
    pub(super) fn hide(&self, concealed: &mut Concealed, block: &Range<usize>, hidden: &[bool]) {
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
