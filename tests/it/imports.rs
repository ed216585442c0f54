//! What is filled in from documents: that it is a sound review, whatever the document holds, and that the file which is
//! written says the same as the document graded by itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a document that cannot be read as foreseen must fail"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use casegrade::document::passages::{DocumentKind, Passages, read};
use casegrade::document::{Format, Limits, Parsed, Source, parse};
use casegrade::report::{ReadFrom, imported};
use casegrade::review::import::import;
use casegrade::review::{self, Review};
use casegrade::rubric::{Rubric, load, shipped};
use casegrade::text::Mask;
use proptest::prelude::*;

static RUBRIC: LazyLock<Rubric> = LazyLock::new(|| load(&Source::new("rubric", shipped()[0].text)).rubric.unwrap());

/// The review of a document read twice: from the tree, and from the file that is written. Both must be sound, and the same.
fn both_ways(passages: &Passages) -> Review {
    let draft = import(passages, "a \"b\"\\");
    let parsed = Parsed::sound(draft.tree(), Format::Toml);
    let read = review::read(&parsed);
    assert!(read.diagnostics.is_empty(), "the tree: {:#?}", read.diagnostics);
    let mask = Mask::default();
    let written = |keeps_identifiers| {
        let document = ReadFrom { name: "x\u{1b}\n.docx", passages, mask: &mask, keeps_identifiers };
        imported(&draft, document, &RUBRIC)
    };
    let masked = written(false);
    let sound = review::read(&parse(&masked, Format::Toml, Limits::USUAL));
    assert!(sound.diagnostics.is_empty(), "the file, masked: {:#?}\n{masked}", sound.diagnostics);
    let text = written(true);
    let parsed = parse(&text, Format::Toml, Limits::USUAL);
    let again = review::read(&parsed);
    assert!(again.diagnostics.is_empty(), "the file: {:#?}\n{text}", again.diagnostics);
    let review = read.review.unwrap();
    assert_eq!(Some(&review), again.review.as_ref(), "{text}");
    review
}

/// The documents that tests and examples hold.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/documents", "examples/documents"].map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let files = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| DocumentKind::of_ending(&ending(file)).is_some()).collect();
    files.sort();
    files
}

fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn every_document_becomes_a_sound_review() {
    let mut actions = 0;
    for file in documents() {
        let passages = read(fs::read(&file).unwrap(), &ending(&file), Limits::USUAL).unwrap();
        let review = both_ways(&passages);
        actions += review.actions.map_or(0, |actions| actions.len());
    }
    assert!(actions > 10, "only {actions} actions were found: the documents say nothing");
}

#[test]
fn the_example_says_the_same_in_word_and_in_markdown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/documents");
    let review = |ending: &str| {
        let bytes = fs::read(folder.join(format!("ostrey-draft.{ending}"))).unwrap();
        both_ways(&read(bytes, ending, Limits::USUAL).unwrap())
    };
    assert_eq!(review("docx"), review("md"));
}

/// What `casegrade grade FOLDER --format json` gives, with what it says on the way.
fn graded(folder: &Path) -> (serde_json::Value, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(["grade", "--format", "json"]).arg(folder).output().unwrap();
    (serde_json::from_slice(&output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_folder_of_drafts_is_graded_each_by_the_rubric_of_its_kind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str| fs::copy(root.join(from), folder.path().join(to)).map(drop).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    copy("tests/documents/plans.docx", "adult.docx");
    copy("tests/documents/plans.docx", "named.docx");
    copy("tests/documents/plans.docx", "same.docx");
    copy("tests/documents/inline.odt", "other.odt");
    write("~$adult.docx", "the lock of a word processor");
    write("notes.md", "# Notes of a meeting");
    write("form.toml", "[review]\nid = \"form\"\nkind = \"scr\"\n[documents]\noverview = \"named.docx\"\n");
    write("same.yaml", "review:\n  id: same\n  kind: sar\n");
    let (page, notes) = graded(folder.path());
    let reviews = page["reviews"].as_array().unwrap();
    let rubric = |review: &serde_json::Value| match &review["rubric"] {
        serde_json::Value::Null => page["rubric"]["id"].as_str().unwrap().to_owned(),
        own => own["id"].as_str().unwrap().to_owned(),
    };
    let ids: Vec<(&str, String)> =
        reviews.iter().map(|review| (review["id"].as_str().unwrap(), rubric(review))).collect();
    let wanted = [("adult", "sar"), ("form", "scr-2009"), ("other", "scr-2009"), ("same", "sar")];
    assert_eq!(ids, wanted.map(|(id, rubric)| (id, rubric.to_owned())), "{notes}");
    assert!(notes.contains("adult.docx` is of the kind `sar`: graded with the rubric `sar`\n"), "{notes}");
    assert!(notes.contains("other.odt` names no kind of review"), "{notes}");
}

/// A text as people and their programs leave it in documents, without what would end a line or a cell of Markdown.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "Finding 1", "Finding 2: notices", "Recommendation 1: show notices", "Lesson 3 - late", "Agency", "Lead agency", "Lead", "Owner",
            "By when", "Action", "Recommendation", "Finding", "No.", "1", "2.1", "F1", "TBC", "31 March 2027", "03/04/2027", "2027", "ongoing",
            "Police", "All agencies", "Police and health", "Independent chair, Ostrey Police", "Date of decision: 3 May 2009",
            "Date published: 1 May 2008", "Period under review: May 2010 to March 2009", "Author: independent consultant, Police",
            "Outcome", "Status", "serious case review", "Ostrey Safeguarding Children Board", "draft", "''' \"\"\" \\", "# [[actions]]",
        ]).prop_map(str::to_owned),
        1 => "[^\r\n|`<>&*_~\\\\\\[\\]!:#=+-]{0,20}",
        1 => any::<String>().prop_map(|text| text.replace(['\r', '\n', '|'], " ")),
    ]
}

fn heading() -> impl Strategy<Value = String> {
    let names = vec![
        "Findings",
        "Recommendations",
        "Action plan",
        "The panel",
        "Agencies involved",
        "Management reviews",
        "The author",
        "Good practice",
        "Finding 1: notices",
        "Recommendation 2",
        "Lessons learned",
        "Introduction",
        "Chair",
    ];
    (1..4usize, prop::sample::select(names)).prop_map(|(level, name)| format!("{} {name}\n\n", "#".repeat(level)))
}

fn table() -> impl Strategy<Value = String> {
    let row =
        |width: usize| prop::collection::vec(words(), width).prop_map(|cells| format!("| {} |\n", cells.join(" | ")));
    (2..7usize).prop_flat_map(move |width| {
        let line = format!("{}|\n", "|---".repeat(width));
        (row(width), prop::collection::vec(row(width), 0..5))
            .prop_map(move |(head, rows)| format!("{head}{line}{}\n", rows.concat()))
    })
}

fn markdown() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        heading(),
        words().prop_map(|text| format!("{text}\n\n")),
        prop::collection::vec(words(), 1..4).prop_map(|items| format!("- {}\n\n", items.join("\n- "))),
        prop::collection::vec(words(), 1..4).prop_map(|items| format!("1. {}\n\n", items.join("\n1. "))),
        table(),
    ];
    prop::collection::vec(block, 0..12).prop_map(|blocks| blocks.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_document_becomes_a_sound_review(text in markdown(), as_plain_text in any::<bool>()) {
        let ending = if as_plain_text { "txt" } else { "md" };
        if let Ok(passages) = read(text.into_bytes(), ending, Limits::USUAL) {
            both_ways(&passages);
        }
    }
}
