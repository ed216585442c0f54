//! `casegrade rubric`: a file a subcommand.

mod check;
mod diff;
mod list;
mod new;
mod show;
mod test;

use std::path::{Path, PathBuf};

use super::args::{Formats, ResultArgs, RubricArgs, RubricCommand};
use super::exit::{Error, Exit};
use super::output::Outputs;
use super::terminal::Terminal;

/// Does what was asked with rubrics.
pub(super) fn run(args: &RubricArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    match &args.command {
        RubricCommand::Check(command) => check::run(command, terminal),
        RubricCommand::List(command) => list::run(command, terminal),
        RubricCommand::Diff(command) => diff::run(command, terminal),
        RubricCommand::Show(command) => show::run(command, terminal),
        RubricCommand::New(command) => new::run(command, terminal),
        RubricCommand::Test(command) => test::run(command, terminal),
    }
}

/// Where a result about these rubrics goes: never over one of them.
pub(super) fn outputs<const FORMATS: Formats>(
    args: &ResultArgs<FORMATS>,
    rubrics: &[impl AsRef<Path>],
) -> Result<Outputs, Error> {
    let outputs = args.outputs()?;
    let rubrics: Vec<PathBuf> = rubrics.iter().map(|rubric| rubric.as_ref().to_owned()).collect();
    outputs.are_none_of(&rubrics)?;
    Ok(outputs)
}
