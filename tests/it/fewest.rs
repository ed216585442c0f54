//! How many cells are suppressed, beside the fewest that would do, which are found by trying all.
//!
//! Where totals are published, these are the fewest that keep the promise: for each pattern all tables are tried that would
//! look the same, and those are dropped in which a small count cannot be 1 or not `upto`, until nothing more is dropped. A
//! table that is left could be published so, if the rule were made for it. No one rule can do this for all tables at once:
//! each table that it publishes in one way can no longer hide others. So a few hide more than twice the fewest.
//!
//! Of all tables, which have small totals too, the fewest are those that keep the promise against a reader who only adds and
//! subtracts. This is a lower bound: a reader who knows the program knows more. Up to one table in seven hides more than twice
//! of this.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::HashSet;

use casegrade::tables::{Concealed, Protection, Table, conceal};

use crate::attackers::tables;
use crate::disclosure::{Numbers, Rows, every_alike};

/// The numbers of a table as flows: from rows to columns, from columns to the total, and from the total to rows.
///
/// What flows into a place flows out of it, so one hidden number can be another only if hidden ones along a cycle change.
struct Flows {
    edges: Vec<(usize, usize, u64)>,
    places: usize,
}

impl Flows {
    fn new(rows: &Rows) -> Flows {
        let (groups, width) = (rows.len(), rows[0].len());
        let (below, above) = (groups + width, groups + width + 1);
        let mut edges = Vec::new();
        for (row, counts) in rows.iter().enumerate() {
            edges.extend(counts.iter().enumerate().map(|(column, count)| (row, groups + column, *count)));
            edges.push((above, row, counts.iter().sum()));
        }
        let total = |column: usize| rows.iter().map(|row| row[column]).sum();
        edges.extend((0..width).map(|column| (groups + column, below, total(column))));
        edges.push((below, above, rows.iter().flatten().sum()));
        Flows { edges, places: above + 1 }
    }

    /// Whether a hidden number can be this instead, as far as sums tell.
    fn can_be(&self, hidden: u64, edge: usize, wanted: u64) -> bool {
        let (from, to, own) = self.edges[edge];
        let (start, end) = if wanted > own { (to, from) } else { (from, to) };
        let mut values: Vec<u64> = self.edges.iter().map(|(_, _, value)| *value).collect();
        (0..own.abs_diff(wanted)).all(|_| self.change(hidden & !(1 << edge), (start, end), &mut values))
    }

    /// Changes by one each number on a path of hidden ones.
    fn change(&self, hidden: u64, (start, end): (usize, usize), values: &mut [u64]) -> bool {
        let mut before: Vec<Option<(usize, usize)>> = vec![None; self.places];
        let mut reached = vec![start];
        let mut at = 0;
        while let Some(place) = reached.get(at).copied() {
            for (edge, (from, to, _)) in self.edges.iter().enumerate().filter(|(edge, _)| hidden >> edge & 1 == 1) {
                let next = if *from == place { *to } else { *from };
                let is_open = *from == place || *to == place && values[edge] > 0;
                if is_open && next != start && before[next].is_none() {
                    before[next] = Some((edge, place));
                    reached.push(next);
                }
            }
            at += 1;
        }
        let mut place = end;
        while let Some((edge, previous)) = before[place] {
            values[edge] = if self.edges[edge].0 == previous { values[edge] + 1 } else { values[edge] - 1 };
            place = previous;
        }
        place == start && before[end].is_some()
    }

    fn is_safe(&self, hidden: u64, small: u64, protection: &Protection) -> bool {
        let mut own = (0..self.edges.len()).filter(|edge| small >> edge & 1 == 1);
        own.all(|edge| [1, protection.upto].iter().all(|wanted| self.can_be(hidden, edge, *wanted)))
    }

    /// A place of which just one number is hidden: it would be known.
    fn lonely(&self, hidden: u64) -> Option<usize> {
        (0..self.places).find(|place| (hidden & self.around(*place)).count_ones() == 1)
    }

    fn around(&self, place: usize) -> u64 {
        let edges = self.edges.iter().enumerate().filter(|(_, (from, to, _))| [from, to].contains(&&place));
        edges.map(|(edge, _)| 1 << edge).sum()
    }

    /// Hides this number of further numbers so that all small ones are safe.
    fn hide(
        &self,
        hidden: u64,
        small: u64,
        more: u32,
        protection: &Protection,
        tried: &mut HashSet<u64>,
    ) -> Option<u64> {
        if !tried.insert(hidden) {
            return None;
        }
        let lonely = self.lonely(hidden);
        if lonely.is_none() && self.is_safe(hidden, small, protection) {
            return Some(hidden);
        }
        let next = lonely.map_or(u64::MAX, |place| self.around(place)) & !hidden;
        let mut next = (0..self.edges.len()).filter(|edge| more > 0 && next >> edge & 1 == 1);
        next.find_map(|edge| self.hide(hidden | 1 << edge, small, more - 1, protection, tried))
    }

    /// The fewest numbers that keep every small one safe, and which they are.
    fn fewest(&self, protection: &Protection) -> u64 {
        let small = self.edges.iter().enumerate().filter(|(_, (_, _, value))| protection.is_small(*value));
        let small = small.map(|(edge, _)| 1 << edge).sum();
        (0..).find_map(|more| self.hide(small, small, more, protection, &mut HashSet::new())).unwrap()
    }
}

/// What is hidden, numbered as the flows are.
fn hidden(rows: &Rows, concealed: &Concealed) -> u64 {
    let width = rows[0].len();
    let is_hidden = |row: usize, column: usize| {
        if column < width { concealed.is_hidden(row, column) } else { concealed.hides_size(row) }
    };
    let all = (0..=rows.len()).flat_map(|row| (0..=width).map(move |column| (row, column)));
    all.enumerate().filter(|(_, (row, column))| is_hidden(*row, *column)).map(|(edge, _)| 1 << edge).sum()
}

/// Whether a table could be published with these counts hidden, and all else shown, to a reader who knows every rule.
fn can_keep(rows: &Rows, hidden: u64, protection: &Protection) -> bool {
    let (groups, width) = (rows.len(), rows[0].len());
    let is_hidden = |row: usize, column: usize| row < groups && hidden >> (row * (width + 1) + column) & 1 == 1;
    let mut alike: Vec<Vec<u64>> = Vec::new();
    every_alike(rows, &is_hidden, &mut u64::MAX.to_owned(), &mut |rows| alike.push(rows.concat()));
    let mut left = usize::MAX;
    while alike.len() < left {
        left = alike.len();
        let is_in_one = |place: usize, count: u64| alike.iter().any(|table| table[place] == count);
        let is_wide = (0..groups * width).map(|place| is_in_one(place, 1) && is_in_one(place, protection.upto));
        let is_wide: Vec<bool> = is_wide.collect();
        alike.retain(|table| table.iter().zip(&is_wide).all(|(count, wide)| *wide || !protection.is_small(*count)));
    }
    alike.contains(&rows.concat())
}

/// Whether so few counts, or fewer, could be hidden in a table of which the totals are shown.
fn can_hide_only(rows: &Rows, most: u32, protection: &Protection) -> bool {
    let (groups, width) = (rows.len(), rows[0].len());
    let edge = |place: usize| 1_u64 << (place / width * (width + 1) + place % width);
    let counts = rows.concat();
    let small: u64 = (0..counts.len()).filter(|place| protection.is_small(counts[*place])).map(edge).sum();
    let flows = Flows::new(rows);
    let patterns = (0..1_u64 << (groups * width)).filter(|set| (4..=most).contains(&set.count_ones()));
    let patterns = patterns.map(|set| (0..counts.len()).filter(|place| set >> place & 1 == 1).map(edge).sum::<u64>());
    patterns
        .filter(|hidden| small & !hidden == 0 && flows.lonely(*hidden).is_none())
        .any(|hidden| can_keep(rows, hidden, protection))
}

/// How many tables were tried, hide more than twice the fewest, and hide a total without need.
#[derive(Debug, Default)]
struct Found {
    tables: u32,
    over: u32,
    totals: u32,
    own: u32,
    fewest: u32,
}

/// Tries random tables; with `large` only those whose sizes and totals can be published.
fn try_tables((groups, width): (u64, usize), (scale, below): (u64, u64), large: bool) -> Found {
    let protection = Protection::new(below);
    let mut numbers = Numbers(groups * 100 + scale * 10 + below);
    let mut found = Found::default();
    while u64::from(found.tables) < tables().min(400) {
        let row = |numbers: &mut Numbers| {
            [3, 10, 7, 5, 2][..width].iter().map(|own| numbers.below(1 + own * scale)).collect()
        };
        let rows: Rows = (0..groups).map(|_| row(&mut numbers)).collect();
        let flows = Flows::new(&rows);
        let is_empty = rows.iter().any(|row| row.iter().sum::<u64>() == 0);
        let is_large = !flows.edges.iter().any(|(from, to, value)| {
            protection.is_small(*value) && (*from > rows.len() || *to > rows.len() + width - 1)
        });
        if large && !is_large {
            continue;
        }
        if is_empty || !flows.edges.iter().any(|(_, _, value)| protection.is_small(*value)) {
            continue;
        }
        let own =
            hidden(&rows, &conceal(&[Table { rows: rows.clone(), open: Vec::new(), added: true }], &protection)[0]);
        let fewest = flows.fewest(&protection);
        let total = u64::MAX << (rows.len() * (width + 1));
        found.tables += 1;
        found.own += own.count_ones();
        found.fewest += fewest.count_ones();
        let is_over = own.count_ones() > 2 * fewest.count_ones();
        let is_needed = large && !can_hide_only(&rows, own.count_ones().div_ceil(2) - 1, &protection);
        found.over += u32::from(is_over && !is_needed);
        found.totals += u32::from(own & total != 0 && fewest & total == 0);
        assert!(own.count_ones() <= 4 * fewest.count_ones(), "{rows:?}");
    }
    found
}

#[test]
fn at_most_twice_the_fewest_cells_are_suppressed_where_totals_are_published() {
    // Groups, grades, and how many of 100 tables may hide more.
    for ((groups, width), percent) in
        [((2, 2), 0), ((2, 3), 4), ((2, 4), 2), ((2, 5), 3), ((3, 2), 0), ((3, 3), 3), ((3, 4), 7)]
    {
        for (scale, below) in [(2, 3), (4, 3), (12, 3), (4, 5), (12, 5)] {
            let found = try_tables((groups, width), (scale, below), true);
            let kind = format!("{groups} by {width}, {scale} times, below {below}: {found:?}");
            assert!(found.over * 100 <= found.tables * percent, "{kind}");
            assert!(found.totals * 100 <= found.tables * 18, "{kind}");
            assert!(found.own * 4 <= found.fewest * 7, "{kind}");
        }
    }
}

#[test]
fn at_most_twice_the_fewest_cells_are_suppressed_in_most_tables() {
    // Groups, grades, how large the counts are, the bound, and how many of 100 tables may hide more.
    let shapes =
        [(2, 4, 4, 3, 2), (2, 4, 8, 5, 4), (2, 5, 8, 5, 14), (3, 4, 4, 3, 6), (3, 4, 12, 5, 6), (3, 2, 4, 4, 4)];
    for (groups, width, scale, below, percent) in shapes {
        let found = try_tables((groups, width), (scale, below), false);
        let kind = format!("{groups} by {width}, {scale} times, below {below}: {found:?}");
        assert!(found.over * 100 <= found.tables * percent, "{kind}");
        assert!(found.own * 2 <= found.fewest * 3, "{kind}");
    }
}
