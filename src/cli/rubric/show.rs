//! `casegrade rubric show`

use crate::cli::args::ShowArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::report::{self, RubricReport, View};

/// Prints all that a rubric says.
pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = args.result.outputs_beside(&[&args.rubric])?;
    let Some(rubric) = rubrics::find(&args.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let mut report = RubricReport::from_rubric(&rubric, &terminal.mask());
    if args.brief {
        report = report.with_doc(report::show_brief(&rubric, &terminal.mask()));
    }
    outputs.write(&report, View::default(), true, terminal)?;
    Ok(Exit::Done)
}
