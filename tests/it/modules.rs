//! The modules use each other in one order only, the one that `lib.rs` states.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where something is not as it should be"
)]

use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The order as the documentation of the library states it.
fn stated_order() -> Vec<String> {
    let library = fs::read_to_string(Path::new(SOURCE).join("lib.rs")).unwrap();
    let line = library.lines().find(|line| line.contains(" -> ")).expect("lib.rs states the order");
    line.trim_start_matches("//!").split("->").map(|name| name.trim().to_owned()).collect()
}

pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The modules that a file names as `crate::NAME` or `casegrade::NAME`.
fn used(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1).chain(line.split("casegrade::").skip(1)));
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

#[test]
fn modules_use_only_those_before_them() {
    let order = stated_order();
    let mut checked = 0;
    for (rank, module) in order.iter().enumerate() {
        let folder = Path::new(SOURCE).join(module);
        assert!(folder.exists(), "{module} is in the stated order and not in src");
        let mut paths = Vec::new();
        files(&folder, &mut paths);
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            for name in used(&text) {
                let other = order.iter().position(|known| known == name);
                let other =
                    other.unwrap_or_else(|| panic!("{} uses `crate::{name}`, which is in no order", path.display()));
                assert!(other <= rank, "{} uses {name}, which comes after {module}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "only {checked} uses were found: the test does not see them");
}

/// The files that `mod` lines lead to from a root file, itself included.
fn named_from(root: &Path, found: &mut Vec<PathBuf>) {
    let text = fs::read_to_string(root).unwrap_or_else(|_| panic!("{} is named and does not exist", root.display()));
    found.push(root.to_owned());
    let folder = match root.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") | None => root.parent().unwrap().to_owned(),
        Some(stem) => root.with_file_name(stem),
    };
    let names = text.lines().filter_map(|line| line.trim().strip_suffix(';'));
    for name in names.filter_map(|line| line.rsplit_once("mod ")).filter(|(before, _)| !before.contains("//")) {
        let file = folder.join(format!("{}.rs", name.1));
        named_from(&if file.exists() { file } else { folder.join(name.1).join("mod.rs") }, found);
    }
}

#[test]
fn every_file_is_named_by_a_module() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for (folder, roots) in [(Path::new(SOURCE), ["lib.rs", "main.rs"].as_slice()), (&tests, &["main.rs"])] {
        let (mut all, mut named) = (Vec::new(), Vec::new());
        files(folder, &mut all);
        roots.iter().for_each(|root| named_from(&folder.join(root), &mut named));
        let orphans: Vec<_> =
            all.iter().filter(|path| path.extension() == Some("rs".as_ref()) && !named.contains(path)).collect();
        assert!(orphans.is_empty(), "no `mod` names {orphans:?}");
        assert!(named.len() > 20, "only {} files were found: the test does not see them", named.len());
    }
}

#[test]
fn every_module_is_in_the_order() {
    let library = fs::read_to_string(Path::new(SOURCE).join("lib.rs")).unwrap();
    let order = stated_order();
    for module in library.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let module = module.trim_end_matches(';');
        assert!(order.iter().any(|known| known == module), "{module} has no place in the order");
    }
}

#[test]
fn only_loading_reads_files_and_only_the_command_line_prints_or_asks_the_clock() {
    let mut paths = Vec::new();
    files(Path::new(SOURCE), &mut paths);
    for path in paths
        .iter()
        .filter(|path| !path.starts_with(Path::new(SOURCE).join("cli")) && path.file_name() != Some("main.rs".as_ref()))
    {
        // Reading and writing what is in memory, or what a caller gives, is neither reading files nor printing.
        let text = fs::read_to_string(path).unwrap();
        // A named pipe is waited for in a thread, and for so long only.
        let reading: &[&str] =
            if path.starts_with(Path::new(SOURCE).join("load")) { &[] } else { &["std::fs", "stdin(", "std::thread"] };
        for forbidden in
            ["std::env", "SystemTime", "Zoned::now", "Instant::now", "stdout(", "stderr("].iter().chain(reading)
        {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}
