//! Agreement coefficients are those of other people's implementations.
//!
//! `tests/statistics/agreement.json` was written by the script beside it, which says how.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where a value is missing")]

use std::fs;
use std::process::Command;

use casegrade::tables::{Agreement, Coefficient, Corrected, Ratings, Undefined};
use serde_json::Value;

const REFERENCE: &str = include_str!("../statistics/agreement.json");

fn agreement(raters: usize, grades: usize, rows: &[&[Option<usize>]]) -> Agreement {
    Ratings::new(raters, grades, rows.iter().map(|row| row.to_vec()).collect()).unwrap().agreement()
}

fn check(found: Corrected, wanted: &Value, what: &str) {
    let Coefficient { value, interval } = found.unwrap();
    let interval = interval.unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    let pairs = [
        (value, number(&wanted["value"])),
        (interval.low, number(&wanted["interval"][0])),
        (interval.high, number(&wanted["interval"][1])),
    ];
    for (found, wanted) in pairs {
        assert!((found - wanted).abs() < 1e-9, "{what}: {found} instead of {wanted}");
    }
}

#[test]
fn coefficients_and_intervals_agree_with_scikit_learn_krippendorff_and_irrcac() {
    let reference: Value = serde_json::from_str(REFERENCE).unwrap();
    let tables = reference["tables"].as_array().unwrap();
    assert!(tables.len() > 100, "only {} tables", tables.len());
    let mut kappas = 0;
    for (number, table) in tables.iter().enumerate() {
        let count = |key: &str| usize::try_from(table[key].as_u64().unwrap()).unwrap();
        let rank = |value: &Value| value.as_u64().map(|rank| usize::try_from(rank).unwrap());
        let row = |row: &Value| row.as_array().unwrap().iter().map(rank).collect();
        let rows = table["ratings"].as_array().unwrap().iter().map(row).collect();
        let found = Ratings::new(count("raters"), count("grades"), rows).unwrap().agreement();
        check(found.alpha, &table["alpha"], &format!("alpha of table {number}"));
        check(found.ac2, &table["ac2"], &format!("ac2 of table {number}"));
        if count("raters") == 2 {
            check(found.kappa, &table["kappa"], &format!("kappa of table {number}"));
            check(found.kappa_quadratic, &table["kappa-quadratic"], &format!("quadratic kappa of table {number}"));
            kappas += 1;
        } else {
            assert_eq!(found.kappa, Err(Undefined::MoreThanTwoRaters));
        }
    }
    assert!(kappas > 30, "only {kappas} tables of two raters");
}

#[test]
fn a_coefficient_without_a_value_says_why() {
    let none = agreement(2, 4, &[&[Some(1), None], &[None, Some(2)]]);
    assert_eq!(
        (none.exact.of, none.kappa, none.alpha, none.ac2),
        (0, Err(Undefined::NoPairs), Err(Undefined::NoPairs), Err(Undefined::NoPairs))
    );
    let same = agreement(2, 4, &[&[Some(1), Some(1)], &[Some(1), Some(1)]]);
    assert_eq!((same.kappa, same.alpha), (Err(Undefined::OneGrade), Err(Undefined::OneGrade)));
    let single = agreement(2, 4, &[&[Some(0), Some(3)]]);
    assert_eq!(single.kappa_quadratic.unwrap().interval, None);
    assert_eq!(Ratings::new(2, 4, vec![vec![Some(4), None]]), None);
}

#[test]
fn exact_and_near_agreement_are_counted_over_reviews_with_two_grades() {
    let found = agreement(
        3,
        4,
        &[&[Some(1), Some(1), None], &[Some(1), Some(2), Some(1)], &[Some(0), Some(2), None], &[None, None, Some(3)]],
    );
    assert_eq!((found.exact.count, found.exact.of), (1, 3));
    assert_eq!((found.within_one.count, found.within_one.of), (2, 3));
}

/// What `casegrade agree` says of these files.
fn agree(files: &[(&str, &str)], paths: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.arg("agree").args(paths).args(["--format", "json"]).current_dir(folder.path());
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{paths:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Files with their texts, the paths that are given, and the raters that are found.
type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str], [&'c str; 2]);

#[test]
fn raters_are_found_in_files_and_folders() {
    let (ann, ben) = ("id,grade\nr1,good\nr2,adequate\n", "id,grade\nr1,good\nr2,inadequate\n");
    let judged = |grade: &str| format!("rubric = \"scr-2009\"\n[[answers]]\nrule = \"FF6\"\ngrade = \"{grade}\"\n");
    let (good, adequate) = (judged("good"), judged("adequate"));
    let review = "[review]\nid = \"r\"\nkind = \"scr\"\n";
    let cases: [Case<'_>; 8] = [
        (&[("all/ann/r.toml", review), ("all/ben/r.toml", review)], &["all"], ["ann", "ben"]),
        (&[("ann/grades.csv", ann), ("ben/grades.csv", ben)], &["ann/grades.csv", "ben/grades.csv"], ["ann", "ben"]),
        (&[("ann/grades.csv", ann), ("ben/marks.csv", ben)], &["ann", "ben/"], ["ann", "ben"]),
        (&[("all/ann.csv", ann), ("all/ben.csv", ben), ("all/README.md", "x")], &["all"], ["ann", "ben"]),
        (&[("all/ann/1.csv", ann), ("all/ben/2.csv", ben)], &["all"], ["ann", "ben"]),
        (&[("a/x/g.csv", ann), ("b/x/g.csv", ben)], &["a/x/g.csv", "b/x/g.csv"], ["a/x/g.csv", "b/x/g.csv"]),
        (&[("all/r.judgement.ann.toml", &good), ("all/r.judgement.ben.toml", &adequate)], &["all"], ["ann", "ben"]),
        (&[("all/ann/r.judgement.toml", &good), ("all/ben/r.judgement.toml", &adequate)], &["all"], ["ann", "ben"]),
    ];
    for (files, paths, names) in cases {
        let found = agree(files, paths);
        let raters: Vec<&str> =
            found["raters"].as_array().unwrap().iter().map(|own| own["name"].as_str().unwrap()).collect();
        assert_eq!(raters, names, "{paths:?}: {found}");
        if paths[0].ends_with("csv") {
            assert_eq!(found["n"], 2, "{found}");
        }
    }
}

/// Folders of years, and a folder for each review, hold other reviews each and are not raters.
#[test]
fn folders_of_reviews_are_not_raters() {
    let folder = tempfile::tempdir().unwrap();
    for year in ["2008", "2009"] {
        let own = folder.path().join(year);
        fs::create_dir(&own).unwrap();
        let review = |id: &str| format!("[review]\nid = \"{id}\"\nkind = \"scr\"\n");
        fs::write(own.join(format!("r{year}.toml")), review(year)).unwrap();
        fs::write(own.join("review.toml"), review(&format!("own-{year}"))).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(["agree", "."]).current_dir(folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("agreement needs two raters"), "{output:?}");
}
