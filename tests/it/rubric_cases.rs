//! The cases of the rubrics that come with the program: all come true, they show all that each rubric can come to, and no
//! rubric pays for hiding what is worst. A rubric that `casegrade rubric new` writes stands up to the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use casegrade::analysis::cases::{self, Case, Covered};
use casegrade::document::Source;
use casegrade::engine::{Headline, grade};
use casegrade::review::{Facts, Record, Review, usual};
use casegrade::rubric::{self, Rubric, Shipped};

fn shipped(shipped: &Shipped) -> (Rubric, Vec<Case>) {
    let rubric = rubric::load(&Source::new(shipped.id, shipped.text)).rubric.unwrap();
    let read = cases::read(&Source::new(shipped.id, shipped.cases), &rubric, &BTreeMap::new());
    assert!(read.is_sound(), "{}: {:#?}", shipped.id, read.diagnostics);
    (rubric, read.cases)
}

#[test]
fn every_case_comes_true_and_all_that_a_rubric_can_come_to_is_shown() {
    for own in rubric::shipped().iter().chain(rubric::bases()) {
        let (rubric, cases) = shipped(own);
        let mut covered = Covered::nothing(&rubric);
        for case in &cases {
            let graded = cases::graded(&rubric, case);
            assert!(cases::unmet(&rubric, case, &graded).is_empty(), "{}: {}", own.id, case.name);
            covered.add(case, &graded);
        }
        let missing: Vec<_> = covered.missing().collect();
        assert!(missing.is_empty(), "{}: {} of {}, not {missing:?}", own.id, covered.shown(), covered.total());
        assert!(covered.total() > 40, "{}: only {} outcomes", own.id, covered.total());
    }
}

/// Everything that could be hidden, one thing or one kind of thing at a time: the review without it, and a word for it.
fn hidings(review: &Review) -> Vec<(String, Review)> {
    let mut hidings = Vec::new();
    let mut hide = |word: String, change: &dyn Fn(&mut Review)| {
        let mut other = review.clone();
        change(&mut other);
        if other != *review {
            hidings.push((word, other));
        }
    };
    for at in 0..review.findings.as_ref().map_or(0, Vec::len) {
        hide(format!("finding {at}"), &|other| without_finding(other, at));
    }
    for at in 0..review.events.as_ref().map_or(0, Vec::len) {
        hide(format!("event {at}"), &|other| without_event(other, at));
    }
    for at in 0..review.gaps.as_ref().map_or(0, Vec::len) {
        hide(format!("gap {at}"), &|other| drop(other.gaps.as_mut().unwrap().remove(at)));
    }
    for at in 0..review.terms.restrictions.as_ref().map_or(0, Vec::len) {
        hide(format!("restriction {at}"), &|other| drop(other.terms.restrictions.as_mut().unwrap().remove(at)));
    }
    hide("all gaps".to_owned(), &|other| other.gaps = Some(Vec::new()));
    hide("all restrictions".to_owned(), &|other| other.terms.restrictions = Some(Vec::new()));
    hidings
}

fn without_finding(review: &mut Review, at: usize) {
    let Some(id) = review.findings.as_mut().unwrap().remove(at).id else { return };
    let unlink = |links: &mut Option<Vec<String>>| links.iter_mut().for_each(|links| links.retain(|link| *link != id));
    review.actions.iter_mut().flatten().for_each(|action| unlink(&mut action.addresses));
    review.terms.questions.iter_mut().flatten().for_each(|question| unlink(&mut question.answered_by));
    unlink(&mut review.summary.findings);
}

fn without_event(review: &mut Review, at: usize) {
    let Some(id) = review.events.as_mut().unwrap().remove(at).id else { return };
    for finding in review.findings.iter_mut().flatten() {
        finding.events.iter_mut().for_each(|events| events.retain(|event| *event != id));
    }
}

/// A review that falls short does not become outstanding by leaving out a finding, an event, a gap or a restriction.
///
/// Only what is bad enough to take the review two grades down is looked at: leaving out the one event that spoils a share is a
/// gain that comparing drafts points at, and no rule can tell it from an event that never was.
#[test]
fn hiding_the_worst_does_not_reach_outstanding() {
    for own in rubric::shipped() {
        let (rubric, cases) = shipped(own);
        let mut tried = 0;
        for case in &cases {
            let range = cases::graded(&rubric, case).overall.map(|judged| judged.range);
            let weak = range.is_some_and(|range| range.ceiling <= usual::ADEQUATE);
            if !weak || case.review.review.record != Some(Record::Whole) {
                continue;
            }
            for (what, review) in hidings(&case.review) {
                let graded = grade(&rubric, &Facts::with(&review, case.texts.narratives()), &case.judgements);
                let best = graded.headline == Headline::Grade(usual::OUTSTANDING);
                assert!(!best, "{}: {} is outstanding without {what}", own.id, case.name);
                tried += 1;
            }
        }
        assert!(tried > 50, "{}: only {tried} things were hidden", own.id);
    }
}

fn casegrade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn a_new_rubric_passes_its_check_and_its_cases_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| casegrade(folder.path(), arguments);
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(run(&["rubric", "new", "Fall \"é\".toml"]).status.code(), Some(0));
    let checked = run(&["rubric", "check", "--deny-warnings", "Fall \"é\".toml"]);
    assert_eq!((checked.status.code(), said(&checked)), (Some(0), String::new()));
    let tested = run(&["rubric", "test", "Fall \"é\".toml", "--min-coverage", "50"]);
    assert_eq!((tested.status.code(), said(&tested)), (Some(0), String::new()));

    let again = run(&["rubric", "new", "Fall \"é\".toml"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("already exists"), "{}", said(&again));
    std::fs::write(folder.path().join("other.toml"), "mine").unwrap();
    let other = run(&["rubric", "new", "other.toml"]);
    assert!(said(&other).contains("already exists"), "{}", said(&other));
    assert!(!folder.path().join("other.cases.toml").exists());
    assert_eq!(run(&["rubric", "new", "rubric.txt"]).status.code(), Some(2));
}
