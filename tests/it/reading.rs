//! What a program that embeds the library reads of rubrics, their cases, documents and judgement files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where something is not as it should be"
)]

use std::collections::BTreeMap;
use std::path::Path;

use casegrade::analysis::cases::{self, Covered, PartWish, Unit, Wish};
use casegrade::document::passages::{self, Passage};
use casegrade::document::{Decoded, Format, Limits, Source, decode, parse};
use casegrade::engine::RuleOutcome;
use casegrade::load::{self, FileState, Terms};
use casegrade::review::import::{Taken, taken};
use casegrade::review::{Review, usual};
use casegrade::rubric::{Bound, Exact, Literal, Measure, Rubric, ShareBands, ShareRule, ShareThreshold, Test, shipped};

const RUBRIC: &str = r#"
[rubric]
id = "ours"
title = "Ours"
version = "1"

[[criteria]]
id = "plan"
title = "The plan"

[[criteria.rules]]
id = "P1"
title = "Actions have owners"
each = "actions"
must = { owner = "present" }
empty = "unmet"
bands = { good = 0.9, adequate = { share = 0.5, or-all-but = 1 } }

[[criteria.rules]]
id = "P2"
title = "Shortcomings are explained in few words"
each = "findings"
where = { kind = { not = "good-practice" } }
must = { events = { at-least = 2 } }
empty = "met"
met = "good"
"#;

fn share(rubric: &Rubric, id: &str) -> ShareRule {
    let (_, rule) = rubric.rule(id).unwrap();
    let Measure::Share(share) = &rule.measure else { panic!("{id} is no share") };
    share.clone()
}

#[test]
fn the_thresholds_and_tests_of_a_rubric_are_read_as_they_are_written() {
    let rubric = Rubric::from_toml(RUBRIC).unwrap();
    let ShareBands { bands, unmet } = share(&rubric, "P1").bands;
    let parts = |share: Option<Exact>| share.map(Exact::parts);
    let read: Vec<_> =
        bands.iter().map(|(grade, ShareThreshold { share, all_but })| (*grade, parts(*share), *all_but)).collect();
    assert_eq!(read, [(usual::GOOD, Some((9, 10)), None), (usual::ADEQUATE, Some((1, 2)), Some(1))]);
    assert_eq!(unmet, usual::INADEQUATE);
    let explained = share(&rubric, "P2");
    let [Test::Not(Literal::Text(kind))] = explained.selects[0].tests.as_slice() else { panic!("{explained:?}") };
    assert_eq!((explained.selects[0].fact.name, kind.as_str()), ("kind", "good-practice"));
    let [Test::Number(Bound { than, .. })] = explained.must[0].tests.as_slice() else { panic!("{explained:?}") };
    assert_eq!(than.parts(), (2, 1));
}

#[test]
fn what_a_case_expects_is_read_and_what_no_case_shows_is_named() {
    let rubric = Rubric::from_toml(RUBRIC).unwrap();
    let text = "[bases.one.review]\nrecord = \"part\"\n[[cases]]\nname = \"no plan\"\n\
                expect = { P1 = [\"not-met\", \"adequate\"], P2 = { floor = \"inadequate\", ceiling = \"good\" } }\n";
    let read = cases::read(&Source::new("ours.cases.toml", text), &rubric, &BTreeMap::new());
    let wishes: Vec<PartWish> = read.cases[0]
        .expectations
        .iter()
        .map(|expectation| match expectation.wish {
            Wish::Part(_, wish) => wish,
            ref other => panic!("{other:?}"),
        })
        .collect();
    let met = PartWish { outcome: Some(RuleOutcome::NotMet), grade: Some(usual::ADEQUATE), ..PartWish::default() };
    let range = PartWish { floor: Some(usual::INADEQUATE), ceiling: Some(usual::GOOD), ..PartWish::default() };
    assert_eq!(wishes, [met, range]);
    let covered = Covered::nothing(&rubric);
    let missing: Vec<Unit> = covered.missing().collect();
    assert_eq!((covered.shown(), covered.total()), (0, missing.len()));
    let named = |id: &str| missing.iter().filter(|unit| unit.part.is_some_and(|part| rubric.name(part) == id)).count();
    assert!(["plan", "P1", "P2"].iter().all(|id| named(id) > 1), "{missing:?}");
}

#[test]
fn a_document_is_read_with_what_its_headings_are_taken_for() {
    let text = "# Review\n\n## Findings\n\nFinding 1: Nobody asked the child.\n\n## Recommendations\n\n1. Ask.\n";
    let passages = passages::read(text.into(), "md", Limits::USUAL).unwrap();
    let taken_for = |what: &str| {
        let found = taken(&passages).into_iter().find(|own| own.what == what).unwrap();
        let Taken { passage, is_sure, .. } = found;
        let own: &Passage = &passages.list[passage];
        (own.text.as_str(), own.heading.map(|at| passages.list[at].text.as_str()), is_sure)
    };
    assert_eq!(taken_for("recommendations").0, "Recommendations");
    assert_eq!(taken_for("finding"), ("Finding 1: Nobody asked the child.", Some("Findings"), true));
}

#[test]
fn every_mistake_of_a_file_is_found_and_the_rest_is_read() {
    let text = "[review]\nid = \"a\"\ntitel = \"b\"\n[terms]\nfrom = \"soon\"\nbasis = \"the Act\"\n";
    let Decoded { value, diagnostics, left_out, .. } =
        decode::<Review>(&parse(text, Format::Toml, Limits::USUAL).root, Format::Toml);
    let review = value.unwrap();
    assert_eq!((review.review.id.as_deref(), review.terms.basis.as_deref()), (Some("a"), Some("the Act")));
    assert_eq!((review.review.title, review.terms.from), (None, None));
    let places: Vec<&str> = left_out.iter().map(|span| &text[span.start..span.end]).collect();
    assert_eq!(places, ["titel", "from"], "{diagnostics:?}");
    assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
}

#[test]
fn each_judgement_file_says_what_has_changed_since() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional/child-k.toml");
    let bundle = load::open(path).unwrap();
    let rubric = Rubric::from_toml(shipped()[0].text).unwrap();
    let (_, judged) = bundle.judged(&rubric, &Terms::default()).unwrap();
    let files: Vec<FileState> = judged.files;
    assert_eq!(files.len(), bundle.answers.len());
    for (file, answers) in files.iter().zip(&bundle.answers) {
        assert_eq!((&file.source, &file.hash), (&answers.source.name, &answers.hash()));
        assert!(file.changes.as_ref().is_none_or(Vec::is_empty), "{file:?}");
    }
    assert!(!files.is_empty());
}
