//! `casegrade rubric show`

use crate::cli::args::{ShowArgs, ShowFormat};
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::report::{self, Form};

/// Prints all that a rubric says.
pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let form = match args.format {
        ShowFormat::Text => Form::Text(terminal.style()),
        ShowFormat::Md => Form::Markdown,
    };
    terminal.say(&report::show(&rubric, form, &terminal.mask()))?;
    Ok(Exit::Done)
}
