//! Intervals and tests agree with other people's implementations.
//!
//! `tests/statistics/reference.csv` was written by the script beside it, which says how.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where something is not as it should be")]

use casegrade::tables::{Share, difference, fisher, sign_test};

const REFERENCE: &str = include_str!("../statistics/reference.csv");

/// So near must two numbers be.
const NEAR: f64 = 1e-9;

fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() < NEAR, "{what}: {found} and not {wanted}");
}

#[test]
fn intervals_and_tests_agree_with_scipy_and_statsmodels() {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(REFERENCE.as_bytes());
    let (mut shares, mut pairs) = (0, 0);
    for row in reader.records().map(Result::unwrap) {
        let count = |at: usize| row[at].parse::<u64>().unwrap();
        let real = |at: usize| row[at].parse::<f64>().unwrap();
        let what = row.iter().collect::<Vec<_>>().join(",");
        let first = Share::new(count(1), count(2));
        let interval = match &row[0] {
            "wilson" => {
                shares += 1;
                first.interval().unwrap()
            }
            "two" => {
                pairs += 1;
                let second = Share::new(count(3), count(4));
                near(fisher(first, second), real(7), &what);
                near(fisher(second, first), real(7), &what);
                difference(first, second).unwrap()
            }
            other => panic!("unknown row {other}"),
        };
        near(interval.low, real(5), &what);
        near(interval.high, real(6), &what);
    }
    assert!(shares > 20 && pairs > 15, "only {shares} shares and {pairs} pairs were compared");
}

#[test]
fn of_nothing_there_is_no_interval_and_no_difference() {
    let (nothing, some) = (Share::new(0, 0), Share::new(1, 2));
    assert_eq!(nothing.interval(), None);
    assert_eq!(nothing.value(), None);
    assert_eq!((difference(nothing, some), difference(some, nothing)), (None, None));
    assert_eq!((fisher(nothing, some), fisher(some, nothing)), (1.0, 1.0));
}

/// Twice the binomial tail of one half, summed as exact fractions.
#[test]
fn the_sign_test_agrees_with_exact_sums() {
    let exact = [
        ((0, 0), 1.0),
        ((1, 0), 1.0),
        ((0, 6), 0.03125),
        ((2, 1), 1.0),
        ((1, 7), 0.0703125),
        ((10, 0), 0.001953125),
        ((9, 9), 1.0),
        ((60, 40), 0.05688793364098079),
        ((600, 400), 2.7284641560660184e-10),
        ((5000, 5200), 0.04878796312682245),
    ];
    for ((up, down), wanted) in exact {
        near(sign_test(up, down), wanted, &format!("{up} up, {down} down"));
        near(sign_test(down, up), wanted, &format!("{down} up, {up} down"));
    }
    assert!((sign_test(600, 400) / 2.7284641560660184e-10 - 1.0).abs() < 1e-6);
}

#[test]
fn tests_of_large_numbers_stop_where_nothing_is_left_to_add() {
    let p = fisher(Share::new(50_000_000, 100_000_000), Share::new(50_010_000, 100_000_000));
    assert!((p - 0.1573).abs() < 0.0005, "{p}");
    assert!(fisher(Share::new(1, 100_000_000), Share::new(99_999_999, 100_000_000)) < 1e-12);
    let p = sign_test(50_000_000, 50_010_000);
    assert!((p - 0.3173).abs() < 0.0005, "{p}");
}
