//! Whatever bytes a reader is given, it says what is wrong at a place, or it reads what can be graded.
//!
//! The bytes are mutations of sound inputs and of those that people got wrong: parts deleted, doubled, swapped, cut off, taken
//! from other inputs, and bytes that have a meaning in some format put anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "these are tests")]

use crate::support::readers;
use std::fs;
use std::path::Path;

use casegrade::document::Format;
use casegrade::review::vocabulary::ListName;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// So many mutations of each kind of input.
const CASES: u32 = 200;

/// The inputs of a kind: files of the repository that end in one of `endings` and have one of `words` in their path.
fn inputs(endings: &[&str], words: &[&str]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for folder in ["examples", "rubrics", "tests/cases", "tests/documents", "fuzz/seeds"] {
        let walk = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).sort_by_file_name();
        for entry in walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            let path = entry.path().to_string_lossy().replace('\\', "/");
            if endings.iter().any(|ending| path.ends_with(ending)) && words.iter().any(|word| path.contains(word)) {
                found.push(fs::read(entry.path()).unwrap());
            }
        }
    }
    assert!(found.len() >= 3, "only {} inputs end in {endings:?}", found.len());
    found
}

/// What has a meaning in some format, or is shown in no other way than as itself.
const MARKS: [&[u8]; 40] = [
    b"\"",
    b"'",
    b"\"\"\"",
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b"=",
    b":",
    b": ",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"#",
    b"\\",
    b"\\u0000",
    b"&a ",
    b"*a",
    b"<<: ",
    b"!!str ",
    b"---\n",
    b"- ",
    b"| \n",
    b"null",
    b"true",
    b"1e999",
    b"-0",
    b"2009-02-30",
    b"03/04/2010",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xc2\xa0",
    b"\x1b[2J",
    b"\x00",
    b"\xff",
];

/// One change: what, where (as a share of the length), how much, and with what.
type Change = (u8, u16, u8, u8);

fn mutated(inputs: &[Vec<u8>], from: usize, other: usize, changes: &[Change]) -> Vec<u8> {
    let mut bytes = inputs[from % inputs.len()].clone();
    let other = &inputs[other % inputs.len()];
    for &(what, at, much, with) in changes {
        let place = |length: usize| usize::from(at) * (length + 1) / (usize::from(u16::MAX) + 1);
        let at = place(bytes.len());
        let end = (at + usize::from(much)).min(bytes.len());
        let mark = MARKS[usize::from(with) % MARKS.len()];
        match what % 7 {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, mark.iter().copied())),
            2 => drop(bytes.splice(at..end, mark.iter().copied())),
            3 => bytes.truncate(at),
            4 => {
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            5 => {
                let start = place(other.len());
                let taken = other[start..(start + usize::from(much)).min(other.len())].to_vec();
                drop(bytes.splice(at..at, taken));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << (with % 8);
                }
            }
        }
    }
    bytes
}

fn hold(inputs: &[Vec<u8>], check: impl Fn(&[u8])) {
    inputs.iter().for_each(|bytes| check(bytes));
    let config = Config { cases: CASES, rng_seed: RngSeed::Fixed(3), failure_persistence: None, ..Config::default() };
    let changes = prop::collection::vec(any::<Change>(), 1..6);
    let found = TestRunner::new(config).run(&(any::<usize>(), any::<usize>(), changes), |(from, other, changes)| {
        check(&mutated(inputs, from, other, &changes));
        Ok(())
    });
    found.expect("a reader does what it must");
}

#[test]
fn reviews_in_toml() {
    hold(&inputs(&[".toml"], &["fictional/ostrey", "published/", "cases/review-", "seeds/toml"]), |bytes| {
        readers::review(bytes, Format::Toml);
    });
}

#[test]
fn reviews_in_json() {
    hold(&inputs(&[".json"], &["seeds/json"]), |bytes| readers::review(bytes, Format::Json));
}

#[test]
fn reviews_in_yaml() {
    hold(&inputs(&[".yaml"], &["seeds/yaml"]), |bytes| readers::review(bytes, Format::Yaml));
}

#[test]
fn reviews_on_lines() {
    hold(&inputs(&[".ndjson"], &["seeds/lines"]), readers::lines);
}

#[test]
fn lists() {
    hold(&inputs(&[".csv"], &[""]), |bytes| {
        readers::list(bytes, ListName::Events);
        readers::list(bytes, ListName::Actions);
    });
}

#[test]
fn documents() {
    hold(&inputs(&[".md", ".txt"], &["document", "import"]), |bytes| {
        readers::document(bytes, "md");
        readers::document(bytes, "txt");
    });
    hold(&inputs(&[".docx", ".odt"], &["document"]), |bytes| readers::document(bytes, "docx"));
}

#[test]
fn rubrics() {
    hold(&inputs(&["rubric.toml", "small.toml"], &["cases/", "seeds/rubric"]), readers::rubric);
}

#[test]
fn judgement_files() {
    hold(&inputs(&[".judgement.toml"], &[""]), |bytes| readers::judgements(bytes, Format::Toml));
}

/// Every one of `first` with every one of `second` after it, in one input.
fn together(first: &[Vec<u8>], second: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let join = |one: &Vec<u8>, two: &Vec<u8>| [one.as_slice(), readers::PARTED, two.as_slice()].concat();
    first.iter().flat_map(|one| second.iter().map(move |two| join(one, two))).collect()
}

#[test]
fn rubrics_over_reviews() {
    let rubrics = inputs(
        &["small.toml", "/rubric.toml"],
        &["seeds/rubric", "cases/table-rules", "cases/grade-scale", "cases/compare-"],
    );
    let reviews = inputs(&["review.toml", "whole.toml", "part.toml"], &["cases/compare-", "seeds/toml"]);
    hold(&together(&rubrics[..3], &reviews), readers::rubric_and_review);
}

#[test]
fn drafts_of_reviews() {
    let reviews = inputs(&["step-0.toml", "step-1.toml", "step-3.toml"], &["raising/"]);
    hold(&together(&reviews, &reviews), readers::drafts);
}

#[test]
fn tables_of_grades() {
    hold(&inputs(&[".csv"], &["statistics/", "cases/table-", "cases/compare-"]), readers::table);
}

#[test]
fn results_that_are_read_back() {
    hold(&inputs(&["expected.out", ".json", ".ndjson"], &["ndjson", "results", "seeds/results"]), readers::results_of);
}
