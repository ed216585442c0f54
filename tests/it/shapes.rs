//! Small documents of every shape that is met: what is read of them, and what is stated.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a document that cannot be read must fail")]

use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::Limits;
use casegrade::document::passages::{DocumentKind, Passages, read};
use casegrade::report::{ReadFrom, imported, passages_text};
use casegrade::review::import::{import, taken};
use casegrade::rubric::{Rubric, load, shipped};
use casegrade::text::Mask;

fn ending(file: &Path) -> &str {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

fn shapes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shapes");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_shape = |file: &PathBuf| DocumentKind::of_ending(ending(file)).is_some() && !file.ends_with("README.md");
    let mut shapes: Vec<PathBuf> = files.filter(is_shape).collect();
    shapes.sort();
    shapes
}

/// The lines of a form that are not comments, without the places of their values.
fn stated(passages: &Passages, rubric: &Rubric) -> String {
    let mask = Mask::default();
    let from = ReadFrom { name: "shape", passages, mask: &mask, keeps_identifiers: true };
    let form = imported(&import(passages, "shape"), from, rubric);
    let lines = form.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split("  # ").next().unwrap_or_default().to_owned() + "\n").collect()
}

#[test]
fn every_shape_is_read_as_it_is_meant() {
    let rubric = load(&casegrade::document::Source::new("rubric", shipped()[0].text)).rubric.unwrap();
    let mut wrong = String::new();
    let shapes = shapes();
    assert!(shapes.len() > 30, "{shapes:?}");
    for file in shapes {
        let passages = read(fs::read(&file).unwrap(), ending(&file), Limits::USUAL).unwrap();
        let warnings: String = passages.warnings.iter().map(|warning| format!("{}\n", warning.message)).collect();
        let text = passages_text(&passages, &taken(&passages), &Mask::default()) + &warnings;
        for (kind, now) in [("stated", stated(&passages, &rubric)), ("passages", text)] {
            let kept = PathBuf::from(format!("{}.{kind}", file.display()));
            if std::env::var_os("CASEGRADE_REWRITE").is_some() {
                fs::write(&kept, &now).unwrap();
            } else if fs::read_to_string(&kept).unwrap_or_default() != now {
                wrong.push_str(&format!("{}:\n{now}\n", kept.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
