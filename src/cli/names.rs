//! The list of confidential names. Nothing here may show what it holds.

use std::path::Path;

use super::exit::{Error, Exit, reason};
use super::terminal::Terminal;
use crate::document::{Limits, Source};
use crate::load::{read_bytes, shown};
use crate::text::{Mask, NameError, NameList, NameReading, and_list};

/// Reads the names of a file.
///
/// # Errors
/// Where it cannot be read, or a line of it holds nothing that could be found: only the numbers of lines are told.
pub(super) fn read(path: &Path) -> Result<NameList, Error> {
    let called = shown(path);
    let bytes = read_bytes(path, Limits::USUAL.size)
        .map_err(|error| Error::Read { path: called.clone(), reason: reason(&error) })?;
    let source = Source::from_bytes(called.clone(), bytes).map_err(|(source, wrong)| {
        let line = wrong.span().map_or(1, |span| source.lines().line(span.start));
        wrong_lines(&called, &[format!("line {line} is not text: save the file as UTF-8")])
    })?;
    NameList::read(&source.text)
        .map_err(|wrong| wrong_lines(&called, &wrong.iter().map(NameError::to_string).collect::<Vec<_>>()))
}

/// The mask for an error about arguments that could not be read: by the list that they name, as far as it can be read.
pub(super) fn mask_of_arguments() -> Mask {
    let arguments: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let after = arguments.iter().skip_while(|word| *word != "--names").nth(1);
    let own = arguments.iter().find_map(|word| word.strip_prefix("--names="));
    let list = own.or(after.map(String::as_str)).and_then(|path| read(Path::new(path)).ok());
    Mask::new(list.unwrap_or_default())
}

/// Prints how each line of a list is read: only the person who has the list asks for it.
pub(super) fn show(names: &NameList, terminal: &mut Terminal) -> Exit {
    let line = |reading: &NameReading| {
        let names: Vec<String> = reading.names.iter().map(|name| format!("`{name}`")).collect();
        let what = if reading.is_allowed { "stays as it is" } else { "masked" };
        format!("line {}: {} {what}\n", reading.line, and_list(&names))
    };
    let text: String = names.readings().iter().map(line).collect();
    match terminal.say(Mask::default().shown_lines(&text).as_str()) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Wrong,
    }
}

fn wrong_lines(path: &str, lines: &[String]) -> Error {
    Error::Asked(format!("the list of names `{path}` cannot be used: {}", and_list(lines)))
}
