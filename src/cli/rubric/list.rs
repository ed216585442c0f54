//! `casegrade rubric list`

use crate::cli::args::ListArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics::built_in;
use crate::cli::terminal::Terminal;
use crate::report::{RubricLine, View};

/// Prints the rubrics that come with the program.
pub(super) fn run(args: &ListArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let rubrics: Vec<RubricLine> =
        built_in().iter().map(|rubric| RubricLine::from_rubric(rubric, &terminal.mask())).collect();
    args.result.outputs()?.write(&rubrics, View::default(), true, terminal)?;
    Ok(Exit::Done)
}
