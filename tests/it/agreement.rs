//! Agreement coefficients are those of other people's implementations.
//!
//! `tests/statistics/agreement.json` was written by the script beside it, which says how.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where a value is missing")]

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
