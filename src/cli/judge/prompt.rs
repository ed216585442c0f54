//! Lines that somebody types.

use std::io::{self, BufRead};

use super::super::exit::Error;
use super::super::terminal::Terminal;

/// A line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Its text without the space around it.
    Line(String),
    /// The end of the input.
    End,
}

/// Shows `label` and waits for a line that can be used.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub(super) fn ask(label: &str, terminal: &mut Terminal) -> Result<Typed, Error> {
    loop {
        terminal.say(format!("{label} "))?;
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut bytes);
        let count = read.map_err(|error| Error::Asked(format!("cannot read what you type: {error}")))?;
        if count == 0 {
            terminal.say("\n")?;
            return Ok(Typed::End);
        }
        match String::from_utf8(bytes) {
            Ok(line) if line.trim().chars().any(char::is_control) => {
                terminal.say("That line has an arrow or another special key in it. Please type it again.\n")?;
            }
            Ok(line) => return Ok(Typed::Line(line.trim().to_owned())),
            Err(_) => terminal.say("That line is not UTF-8 text. Please type it again.\n")?,
        }
    }
}

/// Asks a question that takes yes or no; `None` at the end of the input.
///
/// # Errors
/// As [`ask`].
pub(super) fn confirm(label: &str, terminal: &mut Terminal) -> Result<Option<bool>, Error> {
    loop {
        match ask(&format!("{label} (y or n):"), terminal)? {
            Typed::End => return Ok(None),
            Typed::Line(line) => match line.to_lowercase().as_str() {
                "y" | "yes" => return Ok(Some(true)),
                "n" | "no" => return Ok(Some(false)),
                "q" | "quit" => return Ok(None),
                _ => terminal.say("Type y for yes or n for no.\n")?,
            },
        }
    }
}
