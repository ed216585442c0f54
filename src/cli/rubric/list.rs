//! `casegrade rubric list`

use crate::cli::args::{Format, ListArgs};
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics::inside;
use crate::cli::terminal::Terminal;
use crate::report::{self, RubricLine};

/// Prints the rubrics that come with the program.
pub(super) fn run(args: &ListArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let rubrics: Vec<RubricLine> = inside().iter().map(|rubric| RubricLine::of(rubric, &terminal.mask())).collect();
    let text = match args.format {
        Format::Json => report::json::to_json(&rubrics)?,
        Format::Text => report::rubric_list(&rubrics, terminal.style()),
    };
    terminal.say(&text)?;
    Ok(Exit::Done)
}
