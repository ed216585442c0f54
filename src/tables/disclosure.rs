//! Disclosure control: which counts of a table must be hidden so that no small one can be read or worked out.
//!
//! Counts from 1 up to a bound are hidden; no count is 0 by being hidden alone, so a 0 is shown, save where a whole row is
//! hidden. Then further counts are hidden until each hidden one could have another value, whatever is added or taken away.
//!
//! A table with its totals is a set of sums: along each row to its `n`, down each column to the total row. A hidden count can
//! be one more or one less exactly if there is a closed walk through hidden cells, alternately along rows and down columns,
//! on which every second count is raised and the others lowered. Where there is none, the cheapest walk is looked for and
//! its cells are hidden too (the shortest-path method, J. Castro 2012, after L. H. Cox). What the walk costs rests on
//! where a cell stands, never on how large its count is: a choice by size would tell something of what is hidden.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The least bound that hides anything: below 2 there is only 1.
pub const LEAST_BOUND: u64 = 3;

/// Which cells of a table are hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concealed {
    columns: usize,
    hidden: Vec<bool>,
}

impl Concealed {
    /// True if a count is hidden. The row after the last is the total.
    #[must_use]
    pub fn is_hidden(&self, row: usize, column: usize) -> bool {
        column + 1 < self.columns && self.get(row, column)
    }

    /// True if the `n` of a row is hidden.
    #[must_use]
    pub fn hides_size(&self, row: usize) -> bool {
        self.get(row, self.columns - 1)
    }

    /// Hides a row whole, its `n` too.
    pub fn hide_row(&mut self, row: usize) {
        let (start, end) = (row * self.columns, (row + 1) * self.columns);
        self.hidden.get_mut(start..end).into_iter().flatten().for_each(|hidden| *hidden = true);
    }

    fn get(&self, row: usize, column: usize) -> bool {
        self.hidden.get(row * self.columns + column).copied().unwrap_or(false)
    }
}

/// Which cells of a table must be hidden so that no count from 1 to `below - 1` can be worked out.
///
/// `rows` are the counts of each group, `None` where nobody knows them; `sizes` the `n` of each row. With `totals` the sums
/// of the columns and of the sizes are shown too. `below` is taken as at least [`LEAST_BOUND`].
#[must_use]
pub fn conceal(rows: &[Vec<Option<u64>>], sizes: &[u64], totals: bool, below: u64) -> Concealed {
    let mut grid = Grid::new(rows, sizes, totals);
    grid.hide_small(below.max(LEAST_BOUND));
    grid.protect();
    let hidden = grid.cells.iter().map(|cell| cell.state == State::Hidden).collect();
    Concealed { columns: grid.columns, hidden }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Shown,
    Hidden,
    /// Nobody knows it.
    Free,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    value: u64,
    state: State,
    /// No reader takes it for less.
    least: u64,
}

/// A table with its margins: the last row and the last column.
struct Grid {
    rows: usize,
    columns: usize,
    cells: Vec<Cell>,
}

/// A row or column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Row(usize),
    Column(usize),
}

impl Grid {
    fn new(rows: &[Vec<Option<u64>>], sizes: &[u64], totals: bool) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |value: Option<u64>| Cell {
            value: value.unwrap_or(0),
            state: if value.is_some() { State::Shown } else { State::Free },
            least: u64::from(value.is_some_and(|value| value > 0)),
        };
        let total = |values: &mut dyn Iterator<Item = Option<u64>>| totals.then(|| values.flatten().sum());
        let mut cells = Vec::new();
        for (row, size) in rows.iter().zip(sizes) {
            let padded = row.iter().copied().chain(std::iter::repeat(None)).take(width);
            cells.extend(padded.chain([Some(*size)]).map(cell));
        }
        for column in 0..width {
            cells.push(cell(total(&mut rows.iter().map(|row| row.get(column).copied().flatten()))));
        }
        cells.push(cell(total(&mut sizes.iter().map(|size| Some(*size)))));
        Grid { rows: rows.len() + 1, columns: width + 1, cells }
    }

    fn get(&self, row: usize, column: usize) -> Cell {
        let outside = Cell { value: 0, state: State::Free, least: 0 };
        self.cells.get(row * self.columns + column).copied().unwrap_or(outside)
    }

    /// Hides a cell that is shown; true if it was.
    fn hide(&mut self, row: usize, column: usize) -> bool {
        let cell = self.cells.get_mut(row * self.columns + column).filter(|cell| cell.state == State::Shown);
        cell.map(|cell| cell.state = State::Hidden).is_some()
    }

    /// Hides a row but for its `n`, so that nobody can tell which of its counts are 0. The cells that were shown before.
    fn hide_row(&mut self, row: usize) -> Vec<(usize, usize)> {
        for column in 0..self.columns - 1 {
            if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                cell.least = 0;
            }
        }
        (0..self.columns - 1).filter(|column| self.hide(row, *column)).map(|column| (row, column)).collect()
    }

    /// Hides every count from 1 to `below - 1`, and the whole row where that is the `n`.
    fn hide_small(&mut self, below: u64) {
        for row in 0..self.rows {
            for column in 0..self.columns {
                let small = (1..below).contains(&self.get(row, column).value);
                if small {
                    self.hide(row, column);
                }
                if small && column + 1 == self.columns {
                    self.hide_row(row);
                }
            }
        }
    }

    /// Hides more until every hidden count could have another value.
    fn protect(&mut self) {
        let places = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (row, column)));
        let mut open: Vec<(usize, usize)> =
            places.filter(|(row, column)| self.get(*row, *column).state == State::Hidden).collect();
        open.reverse();
        while let Some((row, column)) = open.pop() {
            let walk = self.walk(row, column);
            let costs_size = |cells: &Vec<(usize, usize)>| cells.iter().any(|cell| self.is_shown_size(*cell));
            match walk {
                Some(cells) if !costs_size(&cells) || self.is_whole(row) => {
                    open.extend(cells.into_iter().filter(|(row, column)| self.hide(*row, *column)).collect::<Vec<_>>());
                }
                // Before a group's `n` is hidden, let nobody tell which counts of the row are 0.
                _ if !self.is_whole(row) => {
                    open.extend(self.hide_row(row));
                    open.push((row, column));
                }
                _ => open.extend(self.hide_all()),
            }
        }
    }

    /// True for the `n` of a group that is shown.
    fn is_shown_size(&self, (row, column): (usize, usize)) -> bool {
        column + 1 == self.columns && row + 1 < self.rows && self.get(row, column).state == State::Shown
    }

    /// Hides everything; the cells that were shown before.
    fn hide_all(&mut self) -> Vec<(usize, usize)> {
        let rows: Vec<(usize, usize)> = (0..self.rows).flat_map(|row| self.hide_row(row)).collect();
        let last = self.columns - 1;
        rows.into_iter().chain((0..self.rows).filter(|row| self.hide(*row, last)).map(|row| (row, last))).collect()
    }

    /// True if nobody can tell which counts of a row are 0.
    fn is_whole(&self, row: usize) -> bool {
        (0..self.columns - 1)
            .all(|column| self.get(row, column).state != State::Shown && self.get(row, column).least == 0)
    }

    /// The cells of the cheapest closed walk by which a cell could be one more or one less.
    fn walk(&self, row: usize, column: usize) -> Option<Vec<(usize, usize)>> {
        let (own, other) = (Line::Row(row), Line::Column(column));
        let raise = self.can_move(row, column, true).then(|| self.path(other, own, (row, column))).flatten();
        let lower = self.can_move(row, column, false).then(|| self.path(own, other, (row, column))).flatten();
        raise.into_iter().chain(lower).min_by_key(|(cost, _)| *cost).map(|(_, cells)| cells)
    }

    /// True if what a cell adds to its row and column can go up, or down. A margin counts against its line.
    fn can_move(&self, row: usize, column: usize, up: bool) -> bool {
        let is_margin = (row + 1 == self.rows) != (column + 1 == self.columns);
        let cell = self.get(row, column);
        up != is_margin || cell.state == State::Free || cell.value > cell.least
    }

    /// The cheapest walk from one line to another that does not use the cell `without`.
    fn path(&self, from: Line, to: Line, without: (usize, usize)) -> Option<(u64, Vec<(usize, usize)>)> {
        let place = |line: Line| match line {
            Line::Row(row) => row,
            Line::Column(column) => self.rows + column,
        };
        let mut best: Vec<Option<(u64, Line)>> = vec![None; self.rows + self.columns];
        let mut queue = BinaryHeap::from([Reverse((0, from, from))]);
        while let Some(Reverse((cost, line, before))) = queue.pop() {
            let Some(slot) = best.get_mut(place(line)).filter(|slot| slot.is_none()) else { continue };
            *slot = Some((cost, before));
            if line == to {
                break;
            }
            let across = if matches!(line, Line::Row(_)) { self.columns } else { self.rows };
            for next in 0..across {
                let (row, column, up, next) = match line {
                    Line::Row(row) => (row, next, true, Line::Column(next)),
                    Line::Column(column) => (next, column, false, Line::Row(next)),
                };
                if (row, column) != without && self.can_move(row, column, up) {
                    queue.push(Reverse((cost + self.cost(row, column), next, line)));
                }
            }
        }
        let cost = best.get(place(to)).copied().flatten()?.0;
        let mut cells = Vec::new();
        let mut line = to;
        while line != from {
            let (_, before) = best.get(place(line)).copied().flatten()?;
            match (line, before) {
                (Line::Row(row), Line::Column(column)) | (Line::Column(column), Line::Row(row)) => {
                    cells.push((row, column));
                }
                (Line::Row(_), Line::Row(_)) | (Line::Column(_), Line::Column(_)) => {}
            }
            line = before;
        }
        Some((cost, cells))
    }

    /// What hiding a cell costs a reader: a count costs little, a 0 more, then a group's `n`, a column's total and the total
    /// of all.
    fn cost(&self, row: usize, column: usize) -> u64 {
        let cell = self.get(row, column);
        if cell.state != State::Shown {
            return 0;
        }
        let (last_row, last_column) = (row + 1 == self.rows, column + 1 == self.columns);
        match (last_row, last_column) {
            (false, false) if cell.value > 0 => 1_000,
            (false, false) => 100_000,
            (false, true) => 10_000_000,
            (true, false) => 1_000_000_000,
            (true, true) => 100_000_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeSet, HashMap};

    type Rows = Vec<Vec<u64>>;

    fn concealed(rows: &Rows, totals: bool, below: u64) -> Concealed {
        let known: Vec<Vec<Option<u64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        let sizes: Vec<u64> = rows.iter().map(|row| row.iter().sum()).collect();
        conceal(&known, &sizes, totals, below)
    }

    /// The table with its margins, cell by cell.
    fn with_margins(rows: &Rows, totals: bool) -> Rows {
        let mut all: Rows = rows.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
        if totals {
            let width = all[0].len();
            all.push((0..width).map(|column| all.iter().map(|row| row[column]).sum()).collect());
        }
        all
    }

    /// Every table of this shape with this many reviews at most.
    fn tables(cells: usize, most: u64) -> Vec<Vec<u64>> {
        if cells == 0 {
            return vec![Vec::new()];
        }
        let mut found = Vec::new();
        for first in 0..=most {
            found.extend(tables(cells - 1, most - first).into_iter().map(|rest| [vec![first], rest].concat()));
        }
        found
    }

    /// Publishes every table of a shape. Then looks, as a reader would who knows all that is shown, how the sums go and that
    /// a 0 is hidden only where nothing else serves, at all tables that it can be: each hidden count must have more than
    /// one value among them, also for a reader who takes no count for 0 that is not (save in rows that are hidden whole).
    fn no_hidden_count_is_known(groups: usize, width: usize, most: u64, totals: bool, below: u64) {
        let mut by_mask: HashMap<Vec<bool>, BTreeSet<Vec<u64>>> = HashMap::new();
        let tables: Vec<Vec<u64>> = tables(groups * width, most);
        for cells in &tables {
            let rows: Rows = cells.chunks(width).map(<[u64]>::to_vec).collect();
            let hidden = concealed(&rows, totals, below);
            let all = with_margins(&rows, totals);
            let places = (0..all.len()).flat_map(|row| (0..=width).map(move |column| (row, column)));
            let mask: Vec<bool> = places.map(|(row, column)| hidden.get(row, column)).collect();
            let all = all.concat();
            let shown_small = all.iter().zip(&mask).find(|(value, hidden)| !**hidden && (1..below).contains(*value));
            assert_eq!(shown_small, None, "{all:?}");
            // A table near the edge of what is tried lacks some of those that it could be taken for.
            if cells.iter().sum::<u64>() + groups as u64 <= most {
                by_mask.entry(mask).or_default().insert(all);
            }
        }
        let all: Vec<Vec<u64>> = tables
            .iter()
            .map(|cells| with_margins(&cells.chunks(width).map(<[u64]>::to_vec).collect(), totals).concat())
            .collect();
        let mut checked = 0;
        for (mask, published) in by_mask {
            let is_whole = |place: usize| (0..width).all(|column| mask[place / (width + 1) * (width + 1) + column]);
            let shown = |table: &Vec<u64>| -> Vec<u64> {
                table.iter().zip(&mask).filter(|(_, hidden)| !**hidden).map(|(value, _)| *value).collect()
            };
            let mut alike: HashMap<Vec<u64>, Vec<&Vec<u64>>> = HashMap::new();
            all.iter().for_each(|table| alike.entry(shown(table)).or_default().push(table));
            for table in published {
                let positive = |other: &&&Vec<u64>| {
                    (0..table.len())
                        .all(|place| !mask[place] || is_whole(place) || table[place] == 0 || other[place] > 0)
                };
                let possible: Vec<&&Vec<u64>> = alike[&shown(&table)].iter().filter(positive).collect();
                for place in (0..table.len()).filter(|place| mask[*place]) {
                    let first = possible[0][place];
                    assert!(
                        possible.iter().any(|other| other[place] != first),
                        "cell {place} of {table:?} is known: {mask:?}"
                    );
                    checked += 1;
                }
            }
        }
        assert!(checked > 10, "only {checked} hidden counts were tried");
    }

    #[test]
    fn brute_force_one_row() {
        for below in [3, 4, 5] {
            no_hidden_count_is_known(1, 3, 12, false, below);
            no_hidden_count_is_known(1, 5, 9, false, below);
        }
    }

    #[test]
    fn brute_force_with_totals() {
        for below in [3, 4] {
            no_hidden_count_is_known(2, 2, 12, true, below);
            no_hidden_count_is_known(2, 3, 8, true, below);
            no_hidden_count_is_known(3, 2, 8, true, below);
        }
    }

    #[test]
    fn brute_force_without_totals() {
        for below in [3, 4] {
            no_hidden_count_is_known(2, 3, 8, false, below);
        }
    }
}
