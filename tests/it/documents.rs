//! The commands in the README and the guides are run, and what the program prints is what they show.

use std::collections::BTreeMap;

use casegrade::analysis::cases;
use casegrade::document::Source;
use casegrade::rubric::load;

/// Every rubric that a page shows in full is sound.
#[test]
fn shown_rubrics_are_sound() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/CONTRIBUTING.md");
    let text = std::fs::read_to_string(page).unwrap();
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let rubrics: Vec<&str> = blocks.filter(|block| block.starts_with("[rubric]")).collect();
    assert!(!rubrics.is_empty(), "CONTRIBUTING.md shows no rubric");
    for rubric in rubrics {
        let loaded = load(&Source::new("CONTRIBUTING.md", rubric));
        assert!(loaded.rubric.is_some() && loaded.diagnostics.is_empty(), "{:#?}\n{rubric}", loaded.diagnostics);
    }
}

/// Each example of the page on rubrics is a piece of a rubric and cases of it: the rubric is sound, and they come true.
#[test]
fn examples_of_rubrics_come_to_what_is_said_beside_them() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rubrics.md")).unwrap();
    let mut examples = 0;
    for section in text.split("\n## ").skip(1) {
        let name = section.lines().next().unwrap();
        let blocks = section.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        let (cases, pieces): (Vec<&str>, Vec<&str>) = blocks.partition(|block| block.contains("[[cases]]"));
        if pieces.is_empty() {
            continue;
        }
        let loaded = load(&Source::new(name, &whole(&pieces.concat())));
        assert!(loaded.diagnostics.is_empty(), "{name}: {:#?}", loaded.diagnostics);
        let rubric = loaded.rubric.unwrap();
        let read = cases::read(&Source::new(name, &cases.concat()), &rubric, &BTreeMap::new());
        assert!(read.is_sound() && !read.cases.is_empty(), "{name}: {:#?}", read.diagnostics);
        for case in &read.cases {
            let graded = cases::graded(&rubric, case);
            let unmet = cases::unmet(&rubric, case, &graded);
            assert!(unmet.is_empty(), "{name}: {}: {unmet:#?}", case.name);
            examples += 1;
        }
    }
    assert!(examples >= 20, "only {examples} cases were found");
}

/// A rubric of a piece of one: with a header, and with a criterion for rules that have none.
fn whole(piece: &str) -> String {
    let header = "[rubric]\nid = \"example\"\ntitle = \"An example\"\nversion = \"1.0.0\"\n\n";
    let criterion = "[[criteria]]\nid = \"part\"\ntitle = \"A part\"\n\n";
    match piece.find("[[criteria.rules]]") {
        Some(at) if !piece[..at].contains("[[criteria]]") => {
            format!("{header}{}{criterion}{}", &piece[..at], &piece[at..])
        }
        _ => format!("{header}{piece}"),
    }
}

#[test]
fn shown_commands_print_what_is_shown() {
    trycmd::TestCases::new().case("README.md").case("docs/*.md");
}

/// Every warning of the check has a row on its page and a rubric among the cases that earns it, and there are no others.
#[test]
fn every_warning_is_explained_and_shown() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let page = std::fs::read_to_string(format!("{root}docs/rubric-warnings.md")).unwrap();
    let rows: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split('`').next()).collect();
    let mut shown: Vec<String> = Vec::new();
    for case in std::fs::read_dir(format!("{root}tests/cases")).unwrap() {
        let path = case.unwrap().path().join("expected.out");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let codes = text.lines().filter_map(|line| line.strip_prefix("warning[")?.split(']').next());
        shown.extend(codes.map(str::to_owned));
    }
    shown.sort();
    shown.dedup();
    let mut explained: Vec<String> = rows.iter().map(|code| (*code).to_owned()).collect();
    explained.sort();
    assert_eq!(explained, shown);
    let source = |folder: &str| {
        let files = walkdir::WalkDir::new(format!("{root}{folder}")).into_iter().map(Result::unwrap);
        let texts = files.filter(|entry| entry.file_type().is_file());
        texts.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect::<String>()
    };
    let code = source("src/analysis/check") + &source("src/rubric");
    let given = code.split("Diagnostic::warning(").skip(1).filter_map(|rest| rest.split('"').nth(1));
    for code in given {
        assert!(rows.contains(&code), "{code} is not explained in docs/rubric-warnings.md");
    }
}

#[test]
fn the_rubric_in_contributing_has_nothing_to_warn_of() {
    let text = std::fs::read_to_string("CONTRIBUTING.md").unwrap();
    let rubric = text.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.toml");
    std::fs::write(&path, rubric).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(["rubric", "check", "--deny-warnings"]).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
