//! `casegrade facts`

use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report;

/// Prints the vocabulary.
pub(super) fn run(terminal: &mut Terminal) -> Result<Exit, Error> {
    let text = report::facts(terminal.style());
    terminal.say(&text)?;
    Ok(Exit::Done)
}
