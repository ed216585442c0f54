//! Controlled rounding: every number of a table to a multiple of a base, next above or below it, so that all sums still hold.
//!
//! L. H. Cox, *A constructive procedure for unbiased controlled rounding* (1987), each choice made for the nearer multiple
//! instead of by lot, so that the same table is always rounded alike. A number that is a multiple stays as it is.

use std::collections::BTreeSet;

/// The numbers of a table, rounded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounded {
    /// The counts of each group.
    pub rows: Vec<Vec<u64>>,
    /// The size of each group.
    pub sizes: Vec<u64>,
    /// The sums of the columns.
    pub total: Vec<u64>,
    /// The sum of all.
    pub size: u64,
}

/// Rounds all counts, sizes and totals of a table to multiples of a base above 0.
#[must_use]
pub fn round(rows: &[Vec<u64>], base: u64) -> Rounded {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let total: Vec<u64> = (0..width).map(|column| rows.iter().filter_map(|row| row.get(column)).sum()).collect();
    let with_size = |row: &[u64]| -> Vec<u64> {
        let padded = row.iter().copied().chain(std::iter::repeat(0)).take(width);
        padded.chain([row.iter().sum()]).collect()
    };
    let numbers = rows.iter().map(|row| with_size(row)).chain([with_size(&total)]).flatten().collect();
    let mut grid = Grid::new(numbers, width + 1, base.max(1));
    grid.round();
    let mut rows: Vec<Vec<u64>> = grid.numbers.chunks(width + 1).map(<[u64]>::to_vec).collect();
    let mut sizes: Vec<u64> = rows.iter_mut().filter_map(Vec::pop).collect();
    let (total, size) = (rows.pop().unwrap_or_default(), sizes.pop().unwrap_or_default());
    Rounded { rows, sizes, total, size }
}

/// A table with its margins as one grid: the last row and column.
struct Grid {
    numbers: Vec<u64>,
    /// What each number may not fall below or rise above.
    bounds: Vec<(u64, u64)>,
    columns: usize,
    /// In each column the rows whose numbers are no multiples yet.
    open: Vec<BTreeSet<usize>>,
}

impl Grid {
    fn new(numbers: Vec<u64>, columns: usize, base: u64) -> Self {
        let bounds = numbers.iter().map(|number| (number / base * base, number.div_ceil(base) * base)).collect();
        let mut grid = Grid { numbers, bounds, columns, open: vec![BTreeSet::new(); columns] };
        for place in 0..grid.numbers.len() {
            grid.note(place);
        }
        grid
    }

    fn at(&self, place: usize) -> (u64, u64, u64) {
        let (low, high) = self.bounds.get(place).copied().unwrap_or_default();
        (self.numbers.get(place).copied().unwrap_or_default(), low, high)
    }

    fn is_open(&self, place: usize) -> bool {
        let (number, low, high) = self.at(place);
        number != low && number != high
    }

    /// Keeps up which numbers are still open.
    fn note(&mut self, place: usize) {
        let (row, column, is_open) = (place / self.columns, place % self.columns, self.is_open(place));
        if let Some(open) = self.open.get_mut(column) {
            if is_open {
                open.insert(row)
            } else {
                open.remove(&row)
            };
        }
    }

    /// A margin counts against what it adds up.
    fn is_against(&self, place: usize) -> bool {
        let rows = self.numbers.len() / self.columns;
        (place / self.columns + 1 == rows) != (place % self.columns + 1 == self.columns)
    }

    fn round(&mut self) {
        while let Some(start) = self.open.iter().find_map(|open| open.first().copied()) {
            let cycle = self.cycle(start);
            if cycle.is_empty() {
                return;
            }
            self.shift(&cycle);
        }
    }

    /// Open numbers that go round, alternately along a row and a column.
    fn cycle(&self, start: usize) -> Vec<usize> {
        let mut walk: Vec<usize> = Vec::new();
        let (mut row, mut from) = (start, None);
        // Every row and column with one open number has another, since its sum is a multiple.
        loop {
            let next = |column: &usize| Some(*column) != from && self.is_open(row * self.columns + column);
            let Some(column) = (0..self.columns).find(next) else { return Vec::new() };
            walk.push(row * self.columns + column);
            if let Some(first) =
                walk.iter().position(|place| place % self.columns == column).filter(|first| first + 1 < walk.len())
            {
                // The walk is back in a column: from the number by which it left that column's row.
                return walk.split_off(first + 1);
            }
            let Some(other) = self.open.get(column).and_then(|open| open.iter().find(|other| **other != row)) else {
                return Vec::new();
            };
            walk.push(other * self.columns + column);
            if let Some(first) =
                walk.iter().position(|place| place / self.columns == *other).filter(|first| first + 1 < walk.len())
            {
                // The number by which the walk left this row; the one by which it came is no part of the way round.
                return walk.split_off(first.next_multiple_of(2));
            }
            (row, from) = (*other, Some(column));
        }
    }

    /// Raises and lowers the numbers of a cycle in turn, until one is a multiple.
    fn shift(&mut self, cycle: &[usize]) {
        let is_up = |at: usize, place: usize| at.is_multiple_of(2) != self.is_against(place);
        let room = |flip: bool| {
            let rooms = cycle.iter().enumerate().map(|(at, place)| {
                let (number, low, high) = self.at(*place);
                if is_up(at, *place) != flip { high - number } else { number - low }
            });
            rooms.min().unwrap_or(0)
        };
        let (one, other) = (room(false), room(true));
        let (flip, by) = if one <= other { (false, one) } else { (true, other) };
        let moves: Vec<(usize, bool)> =
            cycle.iter().enumerate().map(|(at, place)| (*place, is_up(at, *place) != flip)).collect();
        for (place, up) in moves {
            for number in self.numbers.iter_mut().skip(place).take(1) {
                *number = if up { *number + by } else { *number - by };
            }
            self.note(place);
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_a_next_multiple_and_all_sums_hold() {
        let mut seed = 17_u64;
        let mut next = |end: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % end
        };
        for _ in 0..1000 {
            let (groups, width, base) = (1 + next(6), 2 + next(4), 2 + next(9));
            let rows: Vec<Vec<u64>> = (0..groups).map(|_| (0..width).map(|_| next(40)).collect()).collect();
            let rounded = round(&rows, base);
            let is_next = |own: u64, number: u64| own.is_multiple_of(base) && own.abs_diff(number) < base;
            for (row, (own, size)) in rows.iter().zip(rounded.rows.iter().zip(&rounded.sizes)) {
                assert!(row.iter().zip(own).all(|(number, own)| is_next(*own, *number)), "{rows:?} {rounded:?}");
                assert!(own.iter().sum::<u64>() == *size && is_next(*size, row.iter().sum()), "{rows:?} {rounded:?}");
            }
            for (column, total) in rounded.total.iter().enumerate() {
                assert_eq!(rounded.rows.iter().map(|row| row[column]).sum::<u64>(), *total, "{rows:?}");
                assert!(is_next(*total, rows.iter().map(|row| row[column]).sum()), "{rows:?}");
            }
            assert_eq!(rounded.total.iter().sum::<u64>(), rounded.size);
        }
    }
}
