//! `casegrade facts`

use super::args::FactsArgs;
use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report;

/// Prints the vocabulary, or the list of placeholders.
pub(super) fn run(command: &FactsArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let doc = if command.placeholders { report::placeholders() } else { report::facts() };
    terminal.say(report::text(&doc, terminal.style()))?;
    Ok(Exit::Done)
}
