//! How much of what identifies persons is found, and how much of what is found does: over sentences that were made before
//! there was a pattern, and over the texts of the examples, which hold nobody's identifiers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_precision_loss, reason = "these are tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use casegrade::text::{IdentifierKind, NameList, identifiers};

/// A sentence without its marks, and what was marked in it.
struct Labelled {
    text: String,
    marked: Vec<(IdentifierKind, std::ops::Range<usize>)>,
}

fn labelled() -> Vec<Labelled> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/identifiers/labelled.txt");
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(unmark).collect()
}

fn unmark(line: &str) -> Labelled {
    let mut labelled = Labelled { text: String::new(), marked: Vec::new() };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, after) = after.split_once('}').unwrap();
        let (kind, value) = mark.split_once('|').unwrap();
        let kind = IdentifierKind::ALL.into_iter().find(|known| known.word() == kind).unwrap();
        labelled.text.push_str(before);
        let start = labelled.text.len();
        labelled.text.push_str(value);
        labelled.marked.push((kind, start..labelled.text.len()));
        rest = after;
    }
    labelled.text.push_str(rest);
    labelled
}

/// What was found of one kind.
#[derive(Default)]
struct Count {
    marked: usize,
    found: usize,
    right: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.marked.max(1) as f64
    }
}

/// Counts what is certain or probable; right is what is found from its first letter to its last.
fn count(lines: &[Labelled], report: &mut String) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for line in lines {
        let mut hits = identifiers(&line.text, &NameList::default());
        hits.retain(|hit| hit.confidence.counts());
        for (kind, range) in &line.marked {
            let count = counts.entry(kind.word()).or_default();
            count.marked += 1;
            let is_it =
                |hit: &casegrade::text::Identifier| hit.kind == *kind && (hit.span.start..hit.span.end) == *range;
            if hits.iter().any(is_it) {
                count.right += 1;
            } else {
                writeln!(report, "missed {}: {}", kind.word(), line.text).unwrap();
            }
        }
        for hit in &hits {
            let count = counts.entry(hit.kind.word()).or_default();
            count.found += 1;
            let range = hit.span.start..hit.span.end;
            if !line.marked.contains(&(hit.kind, range.clone())) {
                writeln!(report, "wrong {} `{}`: {}", hit.kind.word(), &line.text[range], line.text).unwrap();
            }
        }
    }
    counts
}

#[test]
fn precision_and_recall_over_the_labelled_set() {
    let mut report = String::new();
    let counts = count(&labelled(), &mut report);
    for (kind, count) in &counts {
        let (precision, recall) = (count.precision(), count.recall());
        writeln!(
            report,
            "{kind}: {} of {} right, {} marked: precision {precision:.3}, recall {recall:.3}",
            count.right, count.found, count.marked
        )
        .unwrap();
    }
    println!("{report}");
    for kind in IdentifierKind::ALL.into_iter().filter(|kind| *kind != IdentifierKind::ConfidentialName) {
        let count = &counts[kind.word()];
        assert!(count.marked >= 40, "{} are too few of {}", count.marked, kind.word());
        assert!(count.precision() >= 0.97 && count.recall() >= 0.97, "{}:\n{report}", kind.word());
    }
}

#[test]
fn the_texts_of_the_examples_hold_no_identifiers() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR")));
    let (mut files, mut wrong) = (0, Vec::new());
    for part in ["examples", "rubrics", "docs", "README.md"] {
        for entry in walkdir::WalkDir::new(folder.join(part)) {
            let entry = entry.unwrap();
            let Some(text) = entry.file_type().is_file().then(|| std::fs::read_to_string(entry.path()).ok()).flatten()
            else {
                continue;
            };
            files += 1;
            for hit in identifiers(&text, &NameList::default()) {
                wrong.push(format!(
                    "{} {} `{}` in {}",
                    hit.confidence.word(),
                    hit.kind.word(),
                    &text[hit.span.start..hit.span.end],
                    entry.path().display()
                ));
            }
        }
    }
    assert!(files > 30);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
