//! A sample can be drawn again by anybody, does not depend on the order of its inputs, and gives groups their share.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test may stop where a value is missing"
)]

use std::collections::HashSet;
use std::process::Command;

use casegrade::tables::{Candidate, draw, ticket};
use serde_json::Value;

use crate::support::{self, Choices, fail};

/// `printf '2026,child-k' | sha256sum`, and the same with an id that is not ASCII.
#[test]
fn tickets_are_those_of_sha256sum() {
    assert_eq!(ticket("2026", "child-k"), "9cd23e851e18c83a2ff3e4610df899053db23179575b893f464c70a9fd04af66");
    assert_eq!(ticket("", "Ŵyn\r\n"), sha256(",Ŵyn\r\n"));
}

fn sha256(text: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Draws as the guide says, one place after another.
fn plainly(candidates: &[Candidate<'_>], n: usize, seed: &str) -> Vec<usize> {
    let mut drawn: Vec<usize> = Vec::new();
    while drawn.len() < n.min(candidates.len()) {
        let left = || (0..candidates.len()).filter(|at| !drawn.contains(at));
        let tier = left().map(|at| candidates[at].tier).min().unwrap();
        let claim = |at: &usize| {
            let group = candidates[*at].group;
            let size = candidates.iter().filter(|own| own.group == group).count();
            let places = drawn.iter().filter(|own| candidates[**own].group == group).count();
            (places > 0, -(size as f64) / (2 * places + 1) as f64, ticket(seed, candidates[*at].id))
        };
        let best = left().filter(|at| candidates[*at].tier == tier).min_by(|one, other| {
            let (one, other) = (claim(one), claim(other));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
        });
        drawn.push(best.unwrap());
    }
    drawn
}

fn random(choices: &Choices) -> (Vec<(String, usize, usize)>, usize) {
    let (groups, tiers) = (1 + choices.below(5), 1 + choices.below(3));
    let all = (0..choices.below(40)).map(|id| (format!("r-{id}"), choices.below(groups), choices.below(tiers)));
    (all.collect(), choices.below(45))
}

fn candidates(all: &[(String, usize, usize)]) -> Vec<Candidate<'_>> {
    all.iter().map(|(id, group, tier)| Candidate { id, group: *group, tier: *tier }).collect()
}

#[test]
fn any_sample_is_what_the_guide_describes_in_whatever_order_reviews_come() {
    let samples = support::check(300, |choices| {
        let (mut all, n) = random(choices);
        let drawn = draw(&candidates(&all), n, "s");
        if drawn != plainly(&candidates(&all), n, "s") {
            return Err(fail(format!("{n} of {all:?}: {drawn:?}"), &[]));
        }
        let ids: Vec<String> = drawn.iter().map(|at| all[*at].0.clone()).collect();
        choices.shuffle(&mut all);
        let again: Vec<String> = draw(&candidates(&all), n, "s").iter().map(|at| all[*at].0.clone()).collect();
        if ids != again || ids.iter().collect::<HashSet<_>>().len() != n.min(all.len()) {
            return Err(fail(format!("{ids:?} became {again:?}"), &[]));
        }
        Ok(())
    });
    assert!(samples > 200, "only {samples} samples");
}

/// How many of each group are drawn where the groups have these sizes.
fn places(sizes: &[usize], n: usize) -> Vec<usize> {
    let all: Vec<(String, usize, usize)> = sizes
        .iter()
        .enumerate()
        .flat_map(|(group, size)| (0..*size).map(move |id| (format!("{group}-{id}"), group, 0)))
        .collect();
    let drawn = draw(&candidates(&all), n, "s");
    (0..sizes.len()).map(|group| drawn.iter().filter(|at| all[**at].1 == group).count()).collect()
}

#[test]
fn groups_get_their_share_and_at_least_one_place() {
    assert_eq!(places(&[60, 30, 10], 10), [6, 3, 1]);
    assert_eq!(places(&[97, 1, 1, 1], 4), [1, 1, 1, 1]);
    assert_eq!(places(&[97, 1, 1, 1], 12), [9, 1, 1, 1]);
    assert_eq!(places(&[5, 3], 20), [5, 3]);
    // Fewer places than groups: the largest groups have them.
    assert_eq!(places(&[9, 2, 5], 2), [1, 0, 1]);
}

#[test]
fn what_comes_first_is_drawn_before_all_else_and_the_rest_makes_up_for_it() {
    let mut all: Vec<(String, usize, usize)> =
        (0..20).map(|id| (format!("r-{id}"), usize::from(id >= 10), 1)).collect();
    all[0].2 = 0;
    all[1].2 = 0;
    let drawn = draw(&candidates(&all), 4, "s");
    assert_eq!(drawn[..2].iter().copied().collect::<HashSet<_>>(), HashSet::from([0, 1]));
    assert!(drawn[2..].iter().all(|at| *at >= 10), "{drawn:?}");
}

fn run(arguments: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade"))
        .args(arguments.split_whitespace())
        .args(["--as-of", "2026-01-01", "--format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&output.stderr).into()))
}

#[test]
fn reviews_results_and_lines_give_one_sample() {
    let folder = tempfile::tempdir().unwrap();
    let asked = "--n 4 --seed 7 --by grade --first provisional,departed";
    let reviews = "examples/fictional --judgements examples/inspectors --people median";
    let drawn =
        |page: &Value| page["chosen"].as_array().unwrap().iter().map(|own| own["id"].clone()).collect::<Vec<_>>();
    let whole = drawn(&run(&format!("sample {reviews} {asked}")));
    assert_eq!(whole.len(), 4);
    for format in ["json", "ndjson"] {
        let file = folder.path().join(format!("results.{format}"));
        let output = Command::new(env!("CARGO_BIN_EXE_casegrade"))
            .args(format!("grade {reviews} --as-of 2026-01-01 --format {format}").split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        std::fs::write(&file, output.stdout).unwrap();
        assert_eq!(drawn(&run(&format!("sample {} {asked}", file.display()))), whole, "{format}");
    }
}

#[test]
fn periods_are_made_from_a_date() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("grades.csv");
    let rows: String = (1..=9).map(|at| format!("r{at},good,2009-0{at}-15\n")).collect();
    std::fs::write(&file, format!("id,grade,completed\n{rows}")).unwrap();
    let page = run(&format!("sample {} --n 3 --seed 1 --by period --period financial-year", file.display()));
    let groups: Vec<&str> =
        page["groups"].as_array().unwrap().iter().map(|own| own["group"][0].as_str().unwrap()).collect();
    assert_eq!(groups, ["2008-09", "2009-10"], "{page}");
    let wrong = run(&format!("sample {} --n 3 --seed 1 --period year", file.display()));
    assert!(wrong.as_str().unwrap().contains("add `--by period`"), "{wrong}");
}
