//! `casegrade facts`

use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report;

/// Prints the vocabulary.
pub(super) fn run(terminal: &mut Terminal) -> Result<Exit, Error> {
    terminal.say(report::text(&report::facts(), terminal.style()))?;
    Ok(Exit::Done)
}
