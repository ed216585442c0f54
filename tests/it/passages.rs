//! What is read from the documents in `tests/documents`, each against the file beside it that says so.
//!
//! `CASEGRADE_REWRITE=1 cargo test passages::` rewrites the expectations that differ; read the difference.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a document that cannot be read as foreseen must fail")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::Limits;
use casegrade::document::passages::{DocumentKind, Passages, read};
use casegrade::text::Mask;

/// The documents, by name.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| DocumentKind::of_ending(&ending(file)).is_some());
    files.sort();
    files
}

fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// One line a passage: what it is and where, then its text.
fn listed(passages: &Passages) -> String {
    let lines = casegrade::text::Lines::new(&passages.text);
    let mut text = String::new();
    for passage in &passages.list {
        let line =
            if passages.has_lines { format!(" line {}", lines.place(passage.span.start).line) } else { String::new() };
        let label = passage.label.as_deref().map_or_else(String::new, |label| format!("[{label}] "));
        let kind = format!("{:?}", passage.kind);
        let kind = kind.split(" {").next().unwrap();
        writeln!(
            text,
            "{kind} | {}{line}\n    {label}{}",
            Mask::default().shown(&passages.place(passage, &Mask::default())),
            passage.text.replace('\n', "⏎")
        )
        .unwrap();
    }
    text
}

#[test]
fn every_document_is_read_as_the_file_beside_it_says() {
    let rewrite = std::env::var_os("CASEGRADE_REWRITE").is_some_and(|value| value == "1");
    let documents = documents();
    assert!(documents.len() > 5, "the documents are not found");
    let mut differences = String::new();
    for file in documents {
        let found = match read(fs::read(&file).unwrap(), &ending(&file), Limits::USUAL) {
            Ok(passages) => listed(&passages),
            Err(error) => format!("{}: {}\n", error.code, error.message),
        };
        let beside = PathBuf::from(format!("{}.passages", file.display()));
        let expected = fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n");
        if found == expected {
            continue;
        }
        if rewrite {
            fs::write(&beside, &found).unwrap();
        } else {
            let of = |text: String| snapbox::Data::text(text).raw();
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let palette = snapbox::report::Palette::plain();
            snapbox::report::write_diff(
                &mut differences,
                &of(expected),
                &of(found),
                Some(&name),
                Some(&"read"),
                palette,
            )
            .unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}
