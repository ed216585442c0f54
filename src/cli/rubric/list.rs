//! `casegrade rubric list`

use crate::cli::args::ListArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics::built_in;
use crate::cli::terminal::Terminal;
use crate::report::{RubricLine, View};
use crate::rubric::{bases, load};

/// Prints the rubrics that come with the program.
pub(super) fn run(args: &ListArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let mask = terminal.mask();
    let mut rubrics: Vec<RubricLine> = built_in().iter().map(|rubric| RubricLine::from_rubric(rubric, &mask)).collect();
    let bases = bases().iter().filter_map(|base| load(&base.source()).rubric);
    rubrics.extend(bases.map(|base| RubricLine::from_base(&base, &mask)));
    args.result.outputs()?.write(&rubrics, View::default(), true, terminal)?;
    Ok(Exit::Done)
}
