//! A reader who knows the program and everything that one run published tries to find out what is hidden.
//!
//! For each small hidden count he tries all tables that give the very same output. Every value from 1 to the end of the
//! protected range must be among them: sums, differences and the choice of what is hidden narrow nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::process::Command;

use casegrade::tables::{Concealed, Protection, Share, Table, conceal, conceal_together, fisher, sign_test};

type Rows = Vec<Vec<u64>>;

/// What stands for a number that is not shown.
const HIDDEN: u64 = u64::MAX;

/// A generator whose numbers look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn table(rows: &Rows, added: bool) -> Table {
    Table { rows: rows.clone(), open: Vec::new(), added }
}

/// Every number of a table row by row: the counts, then the size; the totals last.
fn numbers(rows: &Rows, added: bool) -> Vec<u64> {
    let width = rows[0].len();
    let total = (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let all = rows.iter().cloned().chain(added.then_some(total));
    all.flat_map(|row: Vec<u64>| row.clone().into_iter().chain([row.iter().sum()])).collect()
}

/// The same as a reader sees it.
fn seen(rows: &Rows, added: bool, concealed: &Concealed) -> Vec<u64> {
    let width = rows[0].len();
    let all = numbers(rows, added).into_iter().enumerate();
    let is_hidden = |place: usize| {
        let (row, column) = (place / (width + 1), place % (width + 1));
        if column == width { concealed.hides_size(row) } else { concealed.is_hidden(row, column) }
    };
    all.map(|(place, number)| if is_hidden(place) { HIDDEN } else { number }).collect()
}

/// Calls `each` with every way to put at most `most` into so many cells.
fn every(cells: usize, most: u64, filled: &mut Vec<u64>, each: &mut dyn FnMut(&[u64])) {
    if cells == 0 {
        return each(filled);
    }
    for count in 0..=most {
        filled.push(count);
        every(cells - 1, most - count, filled, each);
        filled.pop();
    }
}

/// Where of all tables with one output a small hidden number cannot be 1, or not `upto`.
fn narrowed(seen: &[u64], alike: &[Vec<u64>], protection: &Protection) -> Option<String> {
    (0..seen.len()).filter(|place| seen[*place] == HIDDEN).find_map(|place| {
        let values: Vec<u64> = alike.iter().map(|table| table[place]).collect();
        let is_small = values.iter().any(|value| protection.is_small(*value));
        let is_wide = values.contains(&1) && values.contains(&protection.upto);
        (is_small && !is_wide).then(|| format!("place {place} of {seen:?} is one of {values:?}"))
    })
}

/// Publishes every table of a shape with at most so many reviews, and lets the reader try all that look alike.
fn try_all(groups: usize, width: usize, most: u64, protection: Protection) {
    let mut outputs: HashMap<Vec<u64>, Vec<Vec<u64>>> = HashMap::new();
    every(groups * width, most, &mut Vec::new(), &mut |cells| {
        let rows: Rows = cells.chunks(width).map(<[u64]>::to_vec).collect();
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

/// Reads off what a reader knows of a table, then looks for tables that look alike by moving reviews about.
fn try_random(numbers_of: &mut Numbers, groups: usize, width: usize, largest: u64) -> bool {
    let protection = Protection::new(3 + numbers_of.below(3));
    let scales: Vec<u64> = (0..width as u64).map(|column| 2 + (column * 7 + 3) % 5 * largest / 4).collect();
    let rows: Rows = (0..groups).map(|_| scales.iter().map(|scale| numbers_of.below(1 + scale)).collect()).collect();
    let concealed = &conceal(&[table(&rows, true)], &protection)[0];
    let output = seen(&rows, true, concealed);
    if concealed.hides_size(groups) || (0..groups).any(|row| concealed.hides_size(row)) {
        return false;
    }
    let mut is_any_hidden = false;
    for row in 0..groups {
        for column in (0..width).filter(|column| concealed.is_hidden(row, *column)) {
            if !protection.is_small(rows[row][column]) {
                continue;
            }
            is_any_hidden = true;
            for wanted in [1, protection.upto] {
                let found = (0..20_000).any(|_| {
                    let other = moved(&rows, concealed, (row, column, wanted), numbers_of);
                    other.is_some_and(|other| {
                        let own = &conceal(&[table(&other, true)], &protection)[0];
                        seen(&other, true, own) == output
                    })
                });
                assert!(found, "row {row} column {column} of {rows:?} is never {wanted}: {output:?}");
            }
        }
    }
    is_any_hidden
}

/// A table with the same sizes, one count as wanted, and the same totals where they are shown. Whoever makes it knows the
/// table; that it looks the same to a reader who does not is what counts.
fn moved(rows: &Rows, concealed: &Concealed, wanted: (usize, usize, u64), numbers: &mut Numbers) -> Option<Rows> {
    let (row, column, count) = wanted;
    let (groups, width) = (rows.len(), rows[0].len());
    let mut other = rows.clone();
    let pick = |numbers: &mut Numbers, end: usize| usize::try_from(numbers.below(end as u64)).unwrap();
    // Moves so many reviews of one row between two columns, and back in a partner; a total that is hidden just follows.
    let shift = |other: &mut Rows, (row, partner): (usize, usize), (more, less): (usize, usize), by: u64| {
        let all = [(row, more), (row, less), (partner, more), (partner, less)];
        let is_hidden = all.iter().all(|(row, column)| concealed.is_hidden(*row, *column));
        let is_enough = other[row][less] >= by && (partner == groups || other[partner][more] >= by);
        if row == partner || more == less || !is_hidden || !is_enough {
            return false;
        }
        for (row, more, less) in [(row, more, less), (partner, less, more)] {
            if row < groups {
                other[row][more] += by;
                other[row][less] -= by;
            }
        }
        true
    };
    // Where a total is hidden it may be as small as the count itself: all others leave the column.
    if concealed.is_hidden(groups, column) && numbers.below(2) == 0 {
        let second = pick(numbers, width);
        for own in 0..groups {
            let all = other[own][column];
            shift(&mut other, (own, groups), (second, column), all);
        }
    }
    for _ in 0..numbers.below(3) * numbers.below(40) {
        let (row, partner) = (pick(numbers, groups), pick(numbers, groups + 1));
        let (more, less) = (pick(numbers, width), pick(numbers, width));
        let by = [1, 2, other[row][less]][pick(numbers, 3)];
        shift(&mut other, (row, partner), (more, less), by);
    }
    for _ in 0..200 {
        let own = other[row][column];
        if own == count {
            return Some(other);
        }
        let (partner, second) = (pick(numbers, groups + 1), pick(numbers, width));
        let columns = if own < count { (column, second) } else { (second, column) };
        shift(&mut other, (row, partner), columns, 1);
    }
    None
}

#[test]
fn a_thousand_random_tables_narrow_nothing() {
    let mut numbers = Numbers(11);
    let mut tried = 0;
    for (groups, width, largest) in [(3, 4, 12), (5, 4, 30), (8, 5, 40), (12, 4, 60)] {
        tried += (0..250).filter(|_| try_random(&mut numbers, groups, width, largest)).count();
    }
    assert!(tried > 500, "only {tried} tables hide anything");
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

/// The fewest cells that can be hidden so that no line of sums has just one; a reader who knows the rule is left out of it.
fn fewest(rows: &Rows, protection: &Protection) -> u32 {
    let width = rows[0].len();
    let total: Vec<u64> = (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let all: Vec<u64> = rows.iter().chain([&total]).flatten().copied().collect();
    let small: u32 =
        all.iter().enumerate().filter(|(_, count)| protection.is_small(**count)).map(|(place, _)| 1 << place).sum();
    let lines = |set: u32| {
        let row = |row: usize| (0..width).filter(|column| set >> (row * width + column) & 1 == 1).count();
        let column = |column: usize| (0..=rows.len()).filter(|row| set >> (row * width + column) & 1 == 1).count();
        (0..=rows.len()).all(|own| row(own) != 1) && (0..width).all(|own| column(own) != 1)
    };
    (0..1_u32 << all.len()).filter(|set| set & small == small && lines(*set)).map(u32::count_ones).min().unwrap()
}

#[test]
fn little_more_is_hidden_than_must_be() {
    let (mut hidden, mut least, mut within) = (0, 0, 0);
    let mut numbers = Numbers(3);
    let protection = Protection::new(3);
    let mut tables = 0;
    while tables < 100 {
        let rows: Rows = (0..3).map(|_| [12, 60, 40, 25].map(|scale| numbers.below(scale)).to_vec()).collect();
        if rows.iter().flatten().all(|count| !protection.is_small(*count)) {
            continue;
        }
        tables += 1;
        let concealed = &conceal(&[table(&rows, true)], &protection)[0];
        let own = (0..4).flat_map(|row| (0..4).map(move |column| (row, column)));
        let own = own.filter(|(row, column)| concealed.is_hidden(*row, *column)).count();
        let best = fewest(&rows, &protection) as usize;
        (hidden, least, within) = (hidden + own, least + best, within + usize::from(own <= 2 * best));
    }
    assert!(hidden <= 2 * least, "{hidden} cells are hidden where {least} might do");
    assert!(within >= 85, "{within} of 100 tables hide at most twice the fewest");
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

#[test]
fn tests_of_large_numbers_stop_where_nothing_is_left_to_add() {
    let p = fisher(Share::new(50_000_000, 100_000_000), Share::new(50_010_000, 100_000_000));
    assert!((p - 0.1573).abs() < 0.0005, "{p}");
    assert!(fisher(Share::new(1, 100_000_000), Share::new(99_999_999, 100_000_000)) < 1e-12);
    let p = sign_test(50_000_000, 50_010_000);
    assert!((p - 0.3173).abs() < 0.0005, "{p}");
}

/// What a run prints, in every format.
fn printed(folder: &Path, arguments: &str) -> Vec<String> {
    let run = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
        command.args(arguments.split_whitespace()).args(["--as-of", "2026-01-01", "--format", format]);
        String::from_utf8(command.current_dir(folder).output().unwrap().stdout).unwrap()
    };
    ["text", "md", "csv", "json"].map(run).to_vec()
}

#[test]
fn no_note_source_or_blank_gives_away_what_is_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = "period,outstanding,good,adequate,inadequate,n,source\n\
                 2007-08,40,11,20,18,89,\n2008-09,40,,20,18,80,the 2 good ones were in Rutland\n";
    fs::write(folder.path().join("years.csv"), sheet).unwrap();
    for text in printed(folder.path(), "table years.csv --suppress-below 5") {
        assert!(!text.contains("Rutland"), "{text}");
        assert!(!text.contains("\"inadequate\": 18, \"n") && text.contains("80"), "{text}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&printed(folder.path(), "table years.csv --suppress-below 5")[3]).unwrap();
    let row = &json["groups"][1];
    let shown =
        row["counts"].as_object().unwrap().values().filter(|count| count.as_u64().is_some_and(|count| count > 0));
    assert!(shown.count() < 3, "the blank can be worked out: {row}");
    // Of two sets of which nobody knows whether they overlap, the difference is a number of reviews too.
    fs::write(folder.path().join("one.csv"), "period,outstanding,good,adequate,inadequate\nspring,10,20,12,8\n")
        .unwrap();
    fs::write(folder.path().join("two.csv"), "period,outstanding,good,adequate,inadequate\nsummer,10,20,12,5\n")
        .unwrap();
    for text in printed(folder.path(), "compare one.csv two.csv --suppress-below 5") {
        assert!(!text.contains("47") && !text.contains("50 reviews"), "{text}");
    }
}
