//! Paths: standard input, the endings of names, and how messages show a path.

use std::path::Path;

use crate::document::Source;

/// The name of stdin where paths are expected.
const STANDARD_INPUT_PATH: &str = "-";

/// Whether the path means stdin.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT_PATH
}

/// What the name of a file ends in, without the dot; empty if it has no dot.
pub(crate) fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |ending| ending.to_string_lossy().into_owned())
}

/// Whether the name of a file ends in one of these, whatever the case of its letters.
pub(super) fn has_ending(path: &Path, known: &[&str]) -> bool {
    let own = ending(path);
    known.iter().any(|known| known.eq_ignore_ascii_case(&own))
}

/// A path as it is shown, with `/` on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// What messages call a file.
pub(super) fn called(path: &Path) -> String {
    if is_standard_input(path) { Source::STANDARD_INPUT.to_owned() } else { shown(path) }
}
