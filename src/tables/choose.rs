//! Chooses which rows of a block are hidden: the fewest that leave a reader who knows this choice in the dark.
//!
//! Where few enough tables have the sums that are published, all of them are tried. Of those that would be published alike,
//! the ones are dropped in which a small count could not be anything from 1 to `upto`, until nothing more is dropped. What
//! is left is hidden in this way, and a reader must reckon with all of it. The rest is hidden in the next way.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alike::Alike;
use super::cells::CellsTried;
use super::concealed::blocks;
use super::grid::{Grid, Pattern};
use super::protection::Protection;

/// The most tables that are tried.
const MOST_ALIKE: u128 = 5_000;

/// The most rows of a table of which others are tried.
const MOST_ROWS: usize = 12;

/// What is hidden in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nothing in it is small.
    Nothing,
    /// Some of the rows.
    Hidden(Vec<bool>),
    /// No choice is safe.
    Unsafe,
}

/// The counts of the hidden rows as bits: which are small, are 1, are `upto`, and are all of their row.
type Marks = [u64; 4];

/// What was worked out once.
#[derive(Default)]
pub(super) struct Known {
    /// For what a reader knows of a table, in which places too much is exposed.
    exposed: BTreeMap<Vec<u64>, u64>,
    pub(super) cells: CellsTried,
}

/// Chooses for one table.
pub(super) struct Chooser<'g, 'k> {
    grid: &'g Grid<'g>,
    protection: &'g Protection,
    known: &'k mut Known,
}

impl<'g, 'k> Chooser<'g, 'k> {
    pub(super) fn new(grid: &'g Grid<'g>, protection: &'g Protection, known: &'k mut Known) -> Self {
        Chooser { grid, protection, known }
    }

    /// Chooses what is hidden in a block of columns.
    pub(super) fn choose(&mut self, block: &Range<usize>, whole: bool) -> Choice {
        let grid = self.grid;
        self.choose_for(grid, block, whole)
    }

    /// Whether the columns should be one block because no choice is safe in smaller ones.
    pub(super) fn wants_whole(&mut self) -> bool {
        let grid = self.grid;
        self.wants_whole_for(grid)
    }

    fn wants_whole_for(&mut self, grid: &Grid<'_>) -> bool {
        let columns = grid.total.counts.len();
        grid.is_whole(self.protection)
            || !grid.total.has_small(&(0..columns), self.protection)
                && blocks(columns, false).iter().any(|block| self.choose_for(grid, block, false) == Choice::Unsafe)
    }

    fn choose_for(&mut self, grid: &Grid<'_>, block: &Range<usize>, whole: bool) -> Choice {
        let Some(pattern) = grid.usual(block, whole, self.protection) else { return Choice::Nothing };
        if !is_few(grid, block, &pattern) {
            return usual(grid, block, whole, self.protection);
        }
        let patterns = grid.patterns(block, whole, self.protection).into_iter();
        let mut safe = patterns.filter(|pattern| self.is_safe(grid, block, whole, &pattern.hidden));
        safe.next().map_or(Choice::Unsafe, |pattern| Choice::Hidden(pattern.hidden))
    }

    /// Whether a table may be published with these rows hidden.
    fn is_safe(&mut self, grid: &Grid<'_>, block: &Range<usize>, whole: bool, hidden: &[bool]) -> bool {
        let key = key(grid, block, whole, hidden);
        let exposed =
            self.known.exposed.get(&key).copied().unwrap_or_else(|| self.find_exposed(grid, block, whole, hidden));
        self.known.exposed.insert(key, exposed);
        is_clear(&self.marks(grid, block, hidden), exposed)
    }

    /// The places of which too much is exposed if they are small, in all tables that look like this one.
    fn find_exposed(&mut self, grid: &Grid<'_>, block: &Range<usize>, whole: bool, hidden: &[bool]) -> u64 {
        let Some(alike) = alike(grid, block, hidden) else { return u64::MAX };
        let wants_whole = whole && self.wants_whole_for(grid);
        let mut other = grid.clone();
        let mut members: Vec<Marks> = Vec::new();
        alike.each(&mut |rows| {
            let places = other.rows.iter_mut().zip(hidden).filter(|(_, hidden)| **hidden);
            for (((_, own), _), counts) in places.zip(rows) {
                own.counts.get_mut(block.clone()).into_iter().for_each(|own| own.copy_from_slice(counts));
            }
            if self.arrives_at(&other, block, whole, hidden) && (whole && self.wants_whole_for(&other)) == wants_whole {
                members.push(self.marks(&other, block, hidden));
            }
        });
        exposed(members)
    }

    /// Whether no choice before this one is safe for a table.
    fn arrives_at(&mut self, grid: &Grid<'_>, block: &Range<usize>, whole: bool, hidden: &[bool]) -> bool {
        if !whole && grid.is_whole(self.protection) {
            return false;
        }
        let is_countable = grid.usual(block, whole, self.protection).is_some_and(|usual| is_few(grid, block, &usual));
        let patterns = grid.patterns(block, whole, self.protection);
        let Some(place) = patterns.iter().position(|pattern| pattern.hidden == hidden) else { return false };
        is_countable && !patterns.iter().take(place).any(|before| self.is_safe(grid, block, whole, &before.hidden))
    }

    fn marks(&self, grid: &Grid<'_>, block: &Range<usize>, hidden: &[bool]) -> Marks {
        let mut marks = [0; 4];
        for ((_, row), _) in grid.rows.iter().zip(hidden).filter(|(_, hidden)| **hidden) {
            for count in row.counts_in(block) {
                let is_full = self.protection.full && *count > 0 && *count == row.size;
                let all = [self.protection.is_small(*count), *count == 1, *count == self.protection.upto, is_full];
                marks.iter_mut().zip(all).for_each(|(mark, is)| *mark = *mark << 1 | u64::from(is));
            }
        }
        marks
    }
}

/// Chooses the usual rows of a block, where other tables are not tried.
pub(super) fn usual(grid: &Grid<'_>, block: &Range<usize>, whole: bool, protection: &Protection) -> Choice {
    match grid.usual(block, whole, protection) {
        None => Choice::Nothing,
        Some(usual) if grid.is_safe(block, &usual, whole, protection) => Choice::Hidden(usual.hidden),
        Some(_) => Choice::Unsafe,
    }
}

/// Whether the tables are few that have the sums of those rows that must be hidden and of the largest, judged by sizes alone.
fn is_few(grid: &Grid<'_>, block: &Range<usize>, usual: &Pattern) -> bool {
    let largest = grid.by_size.first();
    let must = |place: usize| usual.hidden.get(place) == Some(&true) && usual.free.get(place) == Some(&false);
    let own = grid.rows.iter().enumerate().filter(|(place, _)| must(*place) || Some(place) == largest);
    let mut sizes: Vec<u64> = own.map(|(_, (_, row))| row.counts_in(block).iter().sum()).collect();
    sizes.sort_unstable();
    sizes.pop();
    let ways = sizes.iter().map(|size| ways(*size, block.len() as u64));
    grid.rows.len() <= MOST_ROWS
        && grid.unsized_rows.is_empty()
        && ways.fold(1_u128, u128::saturating_mul) <= MOST_ALIKE
}

fn ways(size: u64, columns: u64) -> u128 {
    (1..columns).fold(1_u128, |all, column| all.saturating_mul(u128::from(size + column)) / u128::from(column))
}

/// All tables with the sums of this one, its hidden rows changed; `None` where they are too many.
fn alike(grid: &Grid<'_>, block: &Range<usize>, hidden: &[bool]) -> Option<Alike> {
    let rows = grid.rows.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let counts: Vec<Vec<u64>> = rows.map(|((_, row), _)| row.counts_in(block).to_vec()).collect();
    let is_few = grid.rows.len() <= MOST_ROWS && counts.len() * block.len() < 64;
    if is_few && grid.unsized_rows.is_empty() { Alike::new(&counts, 4 * MOST_ALIKE) } else { None }
}

/// What a reader knows: what is hidden, the other counts, and the sums.
fn key(grid: &Grid<'_>, block: &Range<usize>, whole: bool, hidden: &[bool]) -> Vec<u64> {
    let mut key = vec![block.start as u64, block.end as u64, u64::from(whole)];
    let mut sums = vec![0; block.len()];
    for ((_, row), hidden) in grid.rows.iter().zip(hidden) {
        let counts = row.counts_in(block);
        key.extend([row.size, u64::from(*hidden)]);
        if *hidden {
            key.push(counts.iter().sum());
            sums.iter_mut().zip(counts).for_each(|(sum, own)| *sum += own);
        } else {
            key.extend(counts);
        }
    }
    key.into_iter().chain(sums).chain(grid.total.counts.iter().copied()).collect()
}

/// Whether a table has nothing small in these places.
fn is_clear(marks: &Marks, exposed: u64) -> bool {
    let [small, _, _, full] = marks;
    (small | full) & exposed == 0
}

/// The places in which a small count cannot be 1 or not `upto`, or a full one must be full, once all tables with such are dropped.
fn exposed(mut members: Vec<Marks>) -> u64 {
    let mut exposed = 0;
    loop {
        let [mut any, mut is_one, mut is_upto, mut always] = [0, 0, 0, u64::MAX];
        for [small, one, upto, full] in &members {
            (any, is_one, is_upto, always) = (any | small, is_one | one, is_upto | upto, always & full);
        }
        exposed |= any & !(is_one & is_upto) | always;
        let before = members.len();
        members.retain(|marks| is_clear(marks, exposed));
        if members.len() == before || members.is_empty() {
            return exposed;
        }
    }
}
