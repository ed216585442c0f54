//! `casegrade facts`

use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report::{self, Format};

/// Prints the vocabulary.
pub(super) fn run(terminal: &mut Terminal) -> Result<Exit, Error> {
    terminal.print(&report::facts(), Format::Text, true)?;
    Ok(Exit::Done)
}
