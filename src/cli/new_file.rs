//! Files that the program writes.

use std::io;
use std::path::Path;

use super::exit::Error;
use super::output::{create, failed};
use crate::load::shown;

/// Refuses a name under which a starting review would not be read.
///
/// # Errors
/// Where its ending is another than that of TOML, or it is the name of a file beside a review or a rubric.
pub(super) fn must_be_a_review(path: &Path) -> Result<(), Error> {
    let called = shown(path);
    let lower = called.to_lowercase();
    let other =
        [(".judgement.toml", "people's answers to a review's questions"), (".cases.toml", "the cases of a rubric")];
    if let Some((ending, what)) = other.iter().find(|(ending, _)| lower.ends_with(ending)) {
        let stem = called.get(..called.len() - ending.len()).unwrap_or_default();
        return Err(Error::Asked(format!("`{called}` is a name for {what}: call the review `{stem}.toml`")));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
    if ending.as_deref().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return Ok(());
    }
    let known =
        ["json", "yaml", "yml", "ndjson", "jsonl", "docx", "odt", "md", "txt", "doc", "pdf", "rtf", "csv", "xlsx"];
    let stem = ending.filter(|ending| known.iter().any(|known| known.eq_ignore_ascii_case(ending)));
    let named = stem.map_or_else(|| format!("{called}.toml"), |_| shown(&path.with_extension("toml")));
    Err(Error::Asked(format!("`{called}` must end in .toml: call it `{named}`")))
}

/// The command that grades a file that was written, as a shell takes it; `usual` is the rubric it takes where none is named.
pub(super) fn grade_command(path: &Path, rubric: &str, usual: Option<&str>) -> String {
    let with = if usual == Some(rubric) { String::new() } else { format!(" --rubric {}", word(rubric)) };
    format!("casegrade grade {}{with}", word(&shown(path)))
}

/// A word of a command as the shell of the system takes it: in quotes where it holds more than letters, digits and the marks of
/// names, and no option.
pub(super) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | ':' | '+' | ',' | '@');
    let text = if text.starts_with('-') { format!("./{text}") } else { text.to_owned() };
    if text.chars().all(is_plain) && !text.is_empty() {
        text
    } else if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Writes a new file, whole or not at all, and never over an existing one.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    write_new_bytes(path, text.as_bytes())
}

/// Writes a new file of any kind, as [`write_new`] does.
pub(super) fn write_new_bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    create(path, bytes).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            Error::Asked(format!("`{}` already exists; choose another name", shown(path)))
        } else {
            failed(path, &error)
        }
    })
}
