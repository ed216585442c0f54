//! `casegrade rubric show`

use crate::cli::args::ShowArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::report;

/// Prints all that a rubric says.
pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    terminal.print(&report::show(&rubric, &terminal.mask()), args.format, true)?;
    Ok(Exit::Done)
}
