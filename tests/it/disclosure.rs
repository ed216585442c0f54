//! A reader who knows the program and everything that one run published tries to find out what is hidden.
//!
//! For each small hidden count he tries all tables that give the very same output. Every value from 1 to the end of the
//! protected range must be among them: sums, differences and the choice of what is hidden narrow nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, HashMap};

use casegrade::tables::{Concealed, Protection, Table, conceal, conceal_together};

pub(crate) type Rows = Vec<Vec<u64>>;

/// What stands for a number that is not shown.
pub(crate) const HIDDEN: u64 = u64::MAX;

/// A generator whose numbers look random and are the same each time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn table(rows: &Rows, added: bool) -> Table {
    Table { rows: rows.clone(), open: Vec::new(), added }
}

/// Every number of a table row by row: the counts, then the size; the totals last.
pub(crate) fn numbers(rows: &Rows, added: bool) -> Vec<u64> {
    let width = rows[0].len();
    let total = (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let all = rows.iter().cloned().chain(added.then_some(total));
    all.flat_map(|row: Vec<u64>| row.clone().into_iter().chain([row.iter().sum()])).collect()
}

/// The same as a reader sees it.
pub(crate) fn seen(rows: &Rows, added: bool, concealed: &Concealed) -> Vec<u64> {
    let width = rows[0].len();
    let all = numbers(rows, added).into_iter().enumerate();
    let is_hidden = |place: usize| {
        let (row, column) = (place / (width + 1), place % (width + 1));
        if column == width { concealed.hides_size(row) } else { concealed.is_hidden(row, column) }
    };
    all.map(|(place, number)| if is_hidden(place) { HIDDEN } else { number }).collect()
}

/// Calls `each` with every way to put at most `most` into so many cells.
pub(crate) fn every(cells: usize, most: u64, filled: &mut Vec<u64>, each: &mut dyn FnMut(&[u64])) {
    if cells == 0 {
        return each(filled);
    }
    for count in 0..=most {
        filled.push(count);
        every(cells - 1, most - count, filled, each);
        filled.pop();
    }
}

/// Calls `each` with every table that has the same sizes, shown counts and shown totals, in at most `left` steps. The row
/// after the last is the total.
pub(crate) fn every_alike(
    rows: &Rows,
    is_hidden: &dyn Fn(usize, usize) -> bool,
    left: &mut u64,
    each: &mut dyn FnMut(&Rows),
) {
    let (groups, width) = (rows.len(), rows[0].len());
    let places = (0..groups).flat_map(|row| (0..width).map(move |column| (row, column)));
    let free: Vec<(usize, usize)> = places.filter(|(row, column)| is_hidden(*row, *column)).collect();
    let (mut sizes, mut sums, mut other) = (vec![0; groups], vec![0; width], rows.clone());
    for (row, column) in &free {
        let count = std::mem::take(&mut other[*row][*column]);
        sizes[*row] += count;
        sums[*column] += count;
    }
    (0..width).filter(|column| is_hidden(groups, *column)).for_each(|column| sums[column] = u64::MAX);
    fill_alike(&free, (sizes, sums), &mut other, left, each);
}

/// Fills the free places so that nothing is left over of the sizes, nor of the sums that are known.
fn fill_alike(
    free: &[(usize, usize)],
    (sizes, sums): (Vec<u64>, Vec<u64>),
    rows: &mut Rows,
    left: &mut u64,
    each: &mut dyn FnMut(&Rows),
) {
    *left = left.saturating_sub(1);
    let Some(((row, column), rest)) = free.split_first() else {
        if sizes.iter().all(|size| *size == 0) && sums.iter().all(|sum| [0, u64::MAX].contains(sum)) {
            each(rows);
        }
        return;
    };
    let is_last = !rest.iter().any(|(own, _)| own == row);
    let first = if is_last { sizes[*row] } else { 0 };
    for count in first..=sizes[*row].min(sums[*column]) {
        if *left == 0 {
            return;
        }
        let (mut sizes, mut sums) = (sizes.clone(), sums.clone());
        sizes[*row] -= count;
        sums[*column] = if sums[*column] == u64::MAX { u64::MAX } else { sums[*column] - count };
        rows[*row][*column] = count;
        fill_alike(rest, (sizes, sums), rows, left, each);
    }
    rows[*row][*column] = 0;
}

/// Where of all tables with one output a small hidden number cannot be 1, or not `upto`.
pub(crate) fn narrowed(seen: &[u64], alike: &[Vec<u64>], protection: &Protection) -> Option<String> {
    (0..seen.len()).filter(|place| seen[*place] == HIDDEN).find_map(|place| {
        let values: Vec<u64> = alike.iter().map(|table| table[place]).collect();
        let is_small = values.iter().any(|value| protection.is_small(*value));
        let is_wide = values.contains(&1) && values.contains(&protection.upto);
        (is_small && !is_wide).then(|| format!("place {place} of {seen:?} is one of {values:?}"))
    })
}

/// Publishes every table of a shape with at most so many reviews, and lets the reader try all that look alike.
fn try_all(groups: usize, width: usize, most: u64, protection: Protection) {
    try_all_of(groups, width, most, protection, |_| true);
}

/// The same for a reader who knows that each group has reviews.
fn try_all_filled(groups: usize, width: usize, most: u64, protection: Protection) {
    try_all_of(groups, width, most, protection, |rows| rows.iter().all(|row| row.iter().any(|count| *count > 0)));
}

fn try_all_of(groups: usize, width: usize, most: u64, protection: Protection, is_known: fn(&Rows) -> bool) {
    let mut outputs: HashMap<Vec<u64>, Vec<Vec<u64>>> = HashMap::new();
    every(groups * width, most, &mut Vec::new(), &mut |cells| {
        let rows: Rows = cells.chunks(width).map(<[u64]>::to_vec).collect();
        if !is_known(&rows) {
            return;
        }
        let added = groups > 1;
        let concealed = &conceal(&[table(&rows, added)], &protection)[0];
        outputs.entry(seen(&rows, added, concealed)).or_default().push(numbers(&rows, added));
    });
    let mut tried = 0;
    for (seen, alike) in &outputs {
        assert!(!seen.iter().any(|number| protection.is_small(*number)), "{seen:?} shows a small number");
        // Where even the number of all is hidden, larger tables than were tried look alike too.
        if seen.last() != Some(&HIDDEN) {
            assert_eq!(narrowed(seen, alike, &protection), None, "{groups} groups");
            tried += alike.len();
        }
    }
    assert!(tried > 1000, "only {tried} tables were tried");
}

#[test]
fn no_choice_tells_which_counts_are_small() {
    for below in [3, 4, 5] {
        let all = Protection::new(below);
        try_all(1, 4, 14, all);
        try_all(1, 5, 12, all);
        try_all(2, 2, 18, all);
        try_all(3, 2, 12, all);
        try_all(2, 4, 9, all);
        try_all(3, 3, 8, all);
    }
    try_all(2, 4, 9, Protection::new(5).ones());
    try_all(3, 2, 12, Protection::new(6).ones());
    try_all(2, 4, 9, Protection { full: true, ..Protection::new(3) });
}

#[test]
fn that_no_group_is_empty_tells_nothing() {
    for below in [3, 4] {
        try_all_filled(3, 2, 13, Protection::new(below));
        try_all_filled(3, 3, 8, Protection::new(below));
        try_all_filled(4, 2, 10, Protection::new(below));
    }
}

#[test]
fn tables_of_one_run_are_hidden_together() {
    let protection = Protection::new(3);
    let mut by_total: BTreeMap<Vec<u64>, Vec<Rows>> = BTreeMap::new();
    every(4, 9, &mut Vec::new(), &mut |cells| {
        let rows: Rows = cells.chunks(2).map(<[u64]>::to_vec).collect();
        by_total.entry(vec![cells[0] + cells[2], cells[1] + cells[3]]).or_default().push(rows);
    });
    let mut outputs: HashMap<Vec<u64>, Vec<Vec<u64>>> = HashMap::new();
    for alike in by_total.values() {
        for (one, two) in alike.iter().flat_map(|one| alike.iter().map(move |two| (one, two))) {
            let concealed = conceal(&[table(one, true), table(two, true)], &protection);
            let output = [seen(one, true, &concealed[0]), seen(two, true, &concealed[1])].concat();
            outputs.entry(output).or_default().push([numbers(one, true), numbers(two, true)].concat());
        }
    }
    for (seen, alike) in outputs.iter().filter(|(seen, _)| seen.last() != Some(&HIDDEN)) {
        assert_eq!(narrowed(seen, alike, &protection), None);
    }
}

#[test]
fn what_a_rule_hides_its_criterion_does_not_tell() {
    let protection = Protection::new(5);
    let mut numbers = Numbers(5);
    for _ in 0..1000 {
        // A criterion with one rule: the same reviews, counted twice.
        let counts: Vec<u64> = (0..4).map(|_| numbers.below(20)).collect();
        let rule = vec![counts[0], counts[1], counts[2], counts[3], 0];
        let criterion = vec![0, counts[0], 0, counts[1], counts[2], counts[3], 0];
        let [first, second] = conceal_together(&[(criterion, 4), (rule.clone(), 2)], &protection);
        let shown = |hidden: bool, counts: &[u64]| hidden || !counts.iter().any(|count| protection.is_small(*count));
        assert!(shown(first, &rule[..2]) && shown(second, &rule[2..]), "{rule:?}");
        if first != second {
            let sum: u64 = if first { rule[..2].iter().sum() } else { rule[2..].iter().sum() };
            assert!(sum > protection.upto, "the hidden block of {rule:?} is known to be {sum}");
        }
    }
}

#[test]
fn no_table_is_emptied_for_one_small_count() {
    let mut rows: Rows = vec![vec![20, 30, 40, 10]; 30];
    rows[7][3] = 2;
    let concealed = &conceal(&[table(&rows, true)], &Protection::new(5))[0];
    let hidden = (0..31).flat_map(|row| (0..4).map(move |column| (row, column)));
    assert_eq!(hidden.filter(|(row, column)| concealed.is_hidden(*row, *column)).count(), 4);
    assert!(!concealed.hides_some(30) && !(0..30).any(|row| concealed.hides_size(row)));
}

#[test]
fn four_thousand_groups_are_hidden_without_comparing_each_with_each() {
    let mut numbers = Numbers(9);
    let rows: Rows = (0..40_000).map(|_| (0..4).map(|_| numbers.below(30)).collect()).collect();
    let concealed = &conceal(&[table(&rows, true)], &Protection::new(5))[0];
    assert!(rows.iter().enumerate().all(|(row, counts)| {
        counts.iter().enumerate().all(|(column, count)| !(1..5).contains(count) || concealed.is_hidden(row, column))
    }));
}
