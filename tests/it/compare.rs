//! What must hold of every comparison: of the pure part on random reviews, and of the program on random sets.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where something is not as it should be"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::reviews::{Document, Scheme};
use crate::support::rubrics::{Model, Palette, form};
use crate::support::{Choices, check, fail, judgements, review, rubric, same, try_review};
use casegrade::analysis::drafts::{Draft, Drafts, Loss, PutBack, compare_drafts};
use casegrade::engine::{Graded, grade};
use casegrade::judgement::Judgements;
use casegrade::review::{Facts, Narratives, Review};
use casegrade::rubric::Rubric;
use casegrade::tables::{Change, Share, Verdict, sign_test};
use proptest::prelude::*;
use serde_json::Value;

const GRADES: [&str; 4] = ["outstanding", "good", "adequate", "inadequate"];

/// Runs `casegrade compare` in `folder`.
fn compare(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.arg("compare").args(arguments.split_whitespace()).args(["--as-of", "2026-01-01"]);
    command.current_dir(folder).output().unwrap()
}

fn json(folder: &Path, arguments: &str) -> Value {
    let output = compare(folder, &format!("{arguments} --format json"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Recorded grades: which review, and its grade; the last is none.
fn set() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0usize..40, 0usize..5), 1..50)
}

fn sheet(rows: &[(usize, usize)]) -> String {
    let grade = |at: usize| GRADES.get(at).copied().unwrap_or("requires improvement");
    rows.iter().fold("id,grade\n".to_owned(), |text, (id, at)| text + &format!("r{id},{}\n", grade(*at)))
}

fn two(before: &[(usize, usize)], after: &[(usize, usize)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("before.csv"), sheet(before)).unwrap();
    fs::write(folder.path().join("after.csv"), sheet(after)).unwrap();
    folder
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_review_is_in_both_or_in_one_and_counted_once(before in set(), after in set()) {
        let folder = two(&before, &after);
        let page = json(folder.path(), "before.csv after.csv --skip-bad");
        let pairs = &page["sets"]["pairs"];
        for (side, rows, only) in [("before", &before, "gone"), ("after", &after, "new")] {
            let n = number(&page[side]["n"]);
            let excluded = page[side]["excluded"].as_array().unwrap().len() as u64;
            prop_assert_eq!(n + excluded, rows.len() as u64);
            if !pairs.is_null() {
                prop_assert_eq!(number(&pairs["both"]) + number(&pairs[only]), n);
                prop_assert_eq!(pairs[format!("{only}-ids")].as_array().unwrap().len() as u64, number(&pairs[only]));
            }
        }
        if !pairs.is_null() {
            let of = |key: &str| number(&pairs[key]);
            prop_assert_eq!(of("up") + of("same") + of("down") + of("gained") + of("lost"), of("both"));
            let moves = pairs["moves"].as_array().unwrap();
            prop_assert_eq!(moves.iter().map(|row| number(&row["count"])).sum::<u64>(), of("both"));
            prop_assert_eq!(pairs["moved"].as_array().unwrap().len() as u64, of("both") - of("same"));
            // Of sets that are not apart nothing is said that takes them for that.
            prop_assert!(page["sets"]["changes"].as_array().unwrap().iter().all(|change| change["p"].is_null()));
        }
    }

    #[test]
    fn the_other_way_round_everything_is_the_other_way_round(before in set(), after in set()) {
        let folder = two(&before, &after);
        let there = json(folder.path(), "before.csv after.csv --skip-bad");
        let back = json(folder.path(), "after.csv before.csv --skip-bad");
        let (one, other) = (&there["sets"], &back["sets"]);
        for (change, other) in one["changes"].as_array().unwrap().iter().zip(other["changes"].as_array().unwrap()) {
            let pair = change["difference"].as_f64().zip(other["difference"].as_f64());
            prop_assert!(pair.is_none_or(|(one, two)| (one + two).abs() < 1e-12), "{} {}", change, other);
            let p = change["p"].as_f64().zip(other["p"].as_f64());
            prop_assert!(p.is_none_or(|(one, two)| (one - two).abs() < 1e-12), "{} {}", change, other);
        }
        for (here, there) in [("up", "down"), ("same", "same"), ("new", "gone"), ("gained", "lost"), ("p", "p")] {
            prop_assert_eq!(&one["pairs"][here], &other["pairs"][there]);
        }
    }

    #[test]
    fn a_set_beside_itself_did_not_change(rows in set()) {
        let folder = two(&rows, &rows);
        let page = json(folder.path(), "before.csv after.csv --skip-bad");
        let sets = &page["sets"];
        prop_assert!(sets["changes"].as_array().unwrap().iter().all(|change| change["difference"].as_f64().unwrap_or(0.0) == 0.0));
        let pairs = &sets["pairs"];
        prop_assert!(pairs.is_null() || pairs["same"] == pairs["both"] && pairs["gone"] == 0 && pairs["new"] == 0);
    }

    /// Nothing small is shown, nor the size of any group of reviews that came from one grade (or nowhere) to another (or
    /// nowhere): of what is shown, every difference that is the size of such a group is 0 or not small.
    #[test]
    fn no_small_number_can_be_worked_out(before in set(), after in set(), below in 3u64..7) {
        let folder = two(&before, &after);
        let arguments = format!("before.csv after.csv --skip-bad --suppress-below {below}");
        let page = json(folder.path(), &arguments);
        let small = |count: u64| (1..below).contains(&count);
        let shared = before.iter().any(|(id, grade)| *grade < 4 && after.iter().any(|(other, grade)| other == id && *grade < 4));
        let sizes = (page["before"]["n"].as_u64(), page["after"]["n"].as_u64());
        for change in page["sets"]["changes"].as_array().unwrap() {
            let count = |side: &str| page[side]["counts"][change["category"].as_str().unwrap()].as_u64();
            for (one, other) in [(count("before"), count("after")), sizes] {
                prop_assert!(!one.is_some_and(small) && !other.is_some_and(small), "{}", page);
                let differ = one.zip(other).map(|(one, other)| one.abs_diff(other));
                prop_assert!(!shared || !differ.is_some_and(small), "{}", page);
            }
            let hidden = [count("before"), count("after"), sizes.0, sizes.1].contains(&None);
            let said = ["difference", "interval", "p", "tells"].iter().any(|key| !change[*key].is_null());
            prop_assert!(!(hidden && said), "{}", change);
        }
        let pairs = &page["sets"]["pairs"];
        for key in ["both", "up", "same", "down", "gained", "lost", "new", "gone"].iter().filter(|_| !pairs.is_null()) {
            prop_assert!(!small(number(&pairs[*key])), "{}", pairs);
        }
        prop_assert!(pairs.is_null() || pairs["moved"] == Value::Array(Vec::new()));
        let text = String::from_utf8(compare(folder.path(), &arguments).stdout).unwrap();
        prop_assert!(!text.contains(": r") && !text.contains("(r"), "{}", text);
    }

    #[test]
    fn a_change_and_the_change_back_add_up_to_nothing(a in 0u64..60, b in 0u64..60, more in 1u64..40, others in 1u64..40) {
        let (before, after) = (Share::new(a, a + more), Share::new(b, b + others));
        let (there, back) = (Change::between(before, after, true).unwrap(), Change::between(after, before, true).unwrap());
        prop_assert!((there.difference + back.difference).abs() < 1e-12);
        let (one, two) = (there.test.unwrap(), back.test.unwrap());
        prop_assert!((one.interval.low + two.interval.high).abs() < 1e-12 && (one.p - two.p).abs() < 1e-9);
        let other = match one.verdict {
            Verdict::Rose => Verdict::Fell,
            Verdict::Fell => Verdict::Rose,
            verdict @ (Verdict::Chance | Verdict::TooSmall) => verdict,
        };
        prop_assert_eq!(other, two.verdict);
        prop_assert!((sign_test(a, b) - sign_test(b, a)).abs() < 1e-12);
    }
}

/// A draft of a random review, graded.
struct Written {
    review: Review,
    judgements: Judgements,
    graded: Graded,
}

impl Written {
    fn new(rubric: &Rubric, review: Review) -> Self {
        let judgements = Judgements::default();
        let graded = grade(rubric, &Facts::new(&review), &judgements);
        Written { review, judgements, graded }
    }

    fn draft(&self) -> Draft<'_> {
        let (review, judgements, graded) = (&self.review, &self.judgements, &self.graded);
        Draft { review, narratives: Narratives::default(), judgements, graded }
    }
}

/// A random rubric and a random review that it reads, with their texts; `None` where the review cannot be read.
fn random(choices: &Choices) -> Option<(Rubric, Written, [String; 2])> {
    let palette = Palette::random(choices);
    let rubric_text = Model::random(choices, &|choices| form(choices, &palette)).text();
    let review_text = Document::random(choices, &Scheme::of(palette.facts())).text();
    let rubric = rubric(&rubric_text);
    let written = Written::new(&rubric, try_review(&review_text).ok()?);
    Some((rubric, written, [rubric_text, review_text]))
}

fn compared(rubric: &Rubric, before: &Written, after: &Written) -> Drafts {
    compare_drafts(rubric, before.draft(), after.draft())
}

/// Takes an id out of the lists that name it.
fn forget(names: &mut Option<Vec<String>>, id: &str) {
    if let Some(names) = names {
        names.retain(|name| name != id);
    }
}

/// Takes an id out of where one stands.
fn forget_one(name: &mut Option<String>, id: &str) {
    if name.as_deref() == Some(id) {
        *name = None;
    }
}

/// Takes a random item out of a review, with every link to it; true if there was one.
fn lose(choices: &Choices, review: &mut Review) -> bool {
    fn take<T>(choices: &Choices, items: &mut Option<Vec<T>>) -> Option<T> {
        let items = items.as_mut().filter(|items| !items.is_empty())?;
        Some(items.remove(choices.below(items.len())))
    }
    match choices.below(6) {
        0 => take(choices, &mut review.findings).map(|gone| {
            let id = gone.id.unwrap_or_default();
            review.actions.iter_mut().flatten().for_each(|item| forget(&mut item.addresses, &id));
            review.terms.questions.iter_mut().flatten().for_each(|item| forget(&mut item.answered_by, &id));
            forget(&mut review.summary.findings, &id);
        }),
        1 => take(choices, &mut review.events).map(|gone| {
            let id = gone.id.unwrap_or_default();
            review.findings.iter_mut().flatten().for_each(|item| forget(&mut item.events, &id));
        }),
        2 => take(choices, &mut review.agencies).map(|gone| {
            let id = gone.id.unwrap_or_default();
            review.findings.iter_mut().flatten().for_each(|item| forget(&mut item.agencies, &id));
            review.events.iter_mut().flatten().for_each(|item| forget_one(&mut item.agency, &id));
            review.actions.iter_mut().flatten().for_each(|item| forget_one(&mut item.agency, &id));
            review.panel.iter_mut().flatten().for_each(|item| forget_one(&mut item.agency, &id));
            forget_one(&mut review.chair.agency, &id);
            forget_one(&mut review.author.agency, &id);
        }),
        3 => take(choices, &mut review.actions).map(drop),
        4 => take(choices, &mut review.gaps).map(drop),
        _ => take(choices, &mut review.terms.questions).map(drop),
    }
    .is_some()
}

#[test]
fn a_draft_beside_itself_says_no_less() {
    check(400, |choices| {
        let Some((rubric, written, [rubric_text, review_text])) = random(choices) else { return Ok(()) };
        let found = compared(&rubric, &written, &written);
        let same = found.losses.is_empty() && found.renamed.is_empty() && found.added.is_empty();
        if same && found.put_back.is_none() {
            return Ok(());
        }
        Err(fail(format!("{found:#?}"), &[("rubric", &rubric_text), ("review", &review_text)]))
    });
}

#[test]
fn what_is_gone_is_named_and_put_back_it_is_the_earlier_draft() {
    let tried = std::cell::Cell::new(0);
    check(1_600, |choices| {
        let Some((rubric, before, [rubric_text, review_text])) = random(choices) else { return Ok(()) };
        let mut review = before.review.clone();
        if !lose(choices, &mut review) {
            return Ok(());
        }
        let after = Written::new(&rubric, review);
        let found = compared(&rubric, &before, &after);
        let texts = [("rubric", rubric_text.as_str()), ("review", review_text.as_str())];
        let gone = found.losses.iter().filter(|loss| matches!(loss, Loss::Vanished { .. })).count();
        same(&gone, &1, "so many are gone", &texts)?;
        same(&found.added.len(), &0, "so many are new", &texts)?;
        let back: &PutBack = found.put_back.as_ref().unwrap();
        let of = |graded: &Graded| judgements(&rubric, graded);
        same(&of(&back.graded), &of(&before.graded), "put back it comes to", &texts)?;
        // What holds the grade up is named exactly if putting all of it back makes it worse.
        let range = |graded: &Graded| graded.overall.map(|judged| (judged.range.floor, judged.range.ceiling));
        let worse = range(&before.graded).zip(range(&after.graded)).is_some_and(|(before, after)| before < after);
        if worse {
            same(&back.fewest.is_some(), &true, "something is named", &texts)?;
        }
        tried.set(tried.get() + 1);
        Ok(())
    });
    assert!(tried.get() > 200, "only {} reviews lost something", tried.get());
}

#[test]
fn naming_items_anew_loses_nothing() {
    let text = |first: &str, second: &str| {
        format!(
            "[review]\nid = \"x\"\nrecord = \"whole\"\n[[findings]]\nid = \"{first}\"\ntext = \"one\"\n[[findings]]\nid = \"{second}\"\ntext = \"two\"\n[[actions]]\nid = \"A1\"\naddresses = [\"{first}\"]\n"
        )
    };
    let rubric = rubric(
        "[rubric]\nid = \"r\"\ntitle = \"r\"\nversion = \"1\"\n[[criteria]]\nid = \"c\"\ntitle = \"c\"\n[[criteria.rules]]\nid = \"R\"\ntitle = \"r\"\neach = \"findings\"\nmust = { actions = { at-least = 1 } }\nempty = \"unmet\"\nmet = \"good\"\n",
    );
    let [before, after] = [text("F1", "F2"), text("F2", "F1")].map(|text| Written::new(&rubric, review(&text)));
    let found = compared(&rubric, &before, &after);
    assert!(found.losses.is_empty() && found.added.is_empty(), "{found:#?}");
    assert_eq!(found.renamed.len(), 2);
}
