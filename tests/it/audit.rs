//! The audit says exactly what a reader can find out, and rounding keeps every sum.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use casegrade::tables::{Audited, Protection, Table, audit, conceal};
use serde_json::Value;

use crate::attackers::tables;
use crate::disclosure::{HIDDEN, Numbers, Rows, every, numbers, seen};

fn table(rows: &Rows) -> Table {
    Table { rows: rows.clone(), open: Vec::new(), added: true }
}

/// Every table of two groups and two grades with so many reviews, and what is shown of it.
fn all_small(most: u64, protection: Protection) -> Vec<(Vec<u64>, Vec<u64>)> {
    let mut all = Vec::new();
    every(4, most, &mut Vec::new(), &mut |cells| {
        let rows: Rows = cells.chunks(2).map(<[u64]>::to_vec).collect();
        let concealed = &conceal(&[table(&rows)], &protection)[0];
        all.push((seen(&rows, true, concealed), numbers(&rows, true)));
    });
    all
}

#[test]
fn ranges_are_those_of_all_tables_that_fit() {
    let protection = Protection::new(3);
    let all = all_small(12, protection);
    let mut tried = 0;
    for (shown, own) in all.iter().filter(|(shown, _)| shown.contains(&HIDDEN) && shown.last() != Some(&HIDDEN)) {
        let rows: Rows = vec![own[..2].to_vec(), own[3..5].to_vec()];
        let concealed = conceal(&[table(&rows)], &protection);
        let audited = audit(&[table(&rows)], &concealed, &protection).unwrap();
        let fits = |other: &[u64]| shown.iter().zip(other).all(|(shown, other)| *shown == HIDDEN || shown == other);
        for cell in audited {
            let place = cell.row * 3 + if cell.is_size { 2 } else { cell.column };
            let range = |all: &mut dyn Iterator<Item = u64>| {
                all.fold((u64::MAX, 0), |(least, most), value| (least.min(value), most.max(value)))
            };
            let (least, most) = range(&mut all.iter().filter(|(_, own)| fits(own)).map(|(_, own)| own[place]));
            assert_eq!(cell.by_sums, (least, Some(most)), "by sums of {rows:?}: {cell:?}");
            let by_rule = range(&mut all.iter().filter(|(other, _)| other == shown).map(|(_, own)| own[place]));
            assert_eq!(cell.by_rule, Some(by_rule), "by the rule of {rows:?}: {cell:?}");
            tried += 1;
        }
    }
    assert!(tried > 500, "only {tried} numbers were audited");
}

#[test]
fn the_audit_finds_what_hiding_the_small_counts_alone_would_tell() {
    // Hidden with a bound of 3 nothing is small; with one of 5 the 4 is, and nothing else is hidden with it.
    let rows = vec![vec![9, 4], vec![8, 7]];
    let open = conceal(&[table(&rows)], &Protection::new(3));
    assert!(audit(&[table(&rows)], &open, &Protection::new(5)).unwrap().is_empty());
    let hidden = conceal(&[table(&rows)], &Protection::new(5));
    assert!(!audit(&[table(&rows)], &hidden, &Protection::new(5)).unwrap().is_empty());
    // One hidden row alone is what is left of the total.
    let mut alone = open;
    alone[0].hide_row(0);
    let audited = audit(&[table(&rows)], &alone, &Protection::new(5)).unwrap();
    let is_known = |cell: &Audited| cell.by_sums == (cell.own, Some(cell.own));
    assert!(audited.iter().all(is_known), "{audited:?}");
    assert!(!audited.iter().all(|cell| cell.is_safe(&Protection::new(5))));
}

#[test]
fn every_suppressed_count_of_random_tables_is_safe() {
    let mut random = Numbers(41);
    let mut by_rule = 0;
    for _ in 0..tables() {
        let protection = Protection::new(3 + random.below(3));
        let width = 3 + random.below(2);
        let rows: Rows = (0..2 + random.below(4)).map(|_| (0..width).map(|_| random.below(14)).collect()).collect();
        let concealed = conceal(&[table(&rows)], &protection);
        for cell in audit(&[table(&rows)], &concealed, &protection).unwrap() {
            assert!(cell.is_safe(&protection), "{rows:?}: {cell:?}");
            by_rule += usize::from(cell.by_rule.is_some());
        }
    }
    assert!(by_rule > 20, "only {by_rule} ranges for a reader who knows the rule");
}

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(arguments.split_whitespace()).args(["--as-of", "2026-01-01"]).current_dir(folder).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sheet = "period,outstanding,good,adequate,inadequate\n2006,11,22,33,14\n2007,12,2,31,21\n2008,7,13,30,13\n";
    fs::write(folder.path().join("years.csv"), sheet).unwrap();
    folder
}

#[test]
fn the_audit_is_a_file_of_its_own_and_not_for_publication() {
    let folder = folder();
    let path = folder.path();
    assert!(run(path, "table years.csv --suppress-below 5 --audit audit.csv --audit audit.csv").stdout.is_empty());
    assert!(run(path, "table years.csv --suppress-below 5 --audit audit.csv").status.success());
    let csv = fs::read_to_string(path.join("audit.csv")).unwrap();
    assert!(
        csv.lines().skip(1).all(|line| line.starts_with("Not for publication,") && line.ends_with(",safe")),
        "{csv}"
    );
    assert!(csv.contains("2007,good,2,"), "{csv}");
    for wrong in [
        "table years.csv --audit audit.csv",
        "table years.csv --suppress-below 5 --audit audit.zip",
        "table years.csv --suppress-below 5 --audit out.csv -o out.csv",
        "table years.csv --suppress-below 5 --audit years.csv",
        "table years.csv --suppress-below 5 --round 5",
        "table years.csv --round 1",
        "table years.csv --round 5 --by period --by region",
    ] {
        let output = run(path, wrong);
        assert!(!output.status.success() && output.stdout.is_empty(), "{wrong}: {output:?}");
    }
}

#[test]
fn rounded_numbers_are_multiples_and_add_up() {
    let folder = folder();
    let json: Value =
        serde_json::from_slice(&run(folder.path(), "table years.csv --round 5 --format json").stdout).unwrap();
    let number = |value: &Value| value.as_u64().unwrap();
    let grades = ["outstanding", "good", "adequate", "inadequate"];
    let groups = json["groups"].as_array().unwrap();
    for row in groups.iter().chain([&json["total"]]) {
        let counts: Vec<u64> = grades.iter().map(|grade| number(&row["counts"][grade])).collect();
        assert!(counts.iter().all(|count| count % 5 == 0), "{row}");
        assert_eq!(counts.iter().sum::<u64>(), number(&row["n"]), "{row}");
    }
    for grade in grades {
        let sum: u64 = groups.iter().map(|row| number(&row["counts"][grade])).sum();
        assert_eq!(sum, number(&json["total"]["counts"][grade]), "{grade}");
    }
    assert_eq!((number(&json["round"]), number(&json["groups"][0]["counts"]["good"])), (5, 20));
    let text = String::from_utf8(run(folder.path(), "table years.csv --round 5").stdout).unwrap();
    assert!(text.contains("multiple of 5") && !text.contains("95% interval"), "{text}");
}
