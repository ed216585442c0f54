//! `casegrade rubric`: a file a subcommand.

mod check;
mod diff;
mod list;
mod new;
mod show;
mod test;

use super::args::{RubricArgs, RubricCommand};
use super::exit::{Error, Exit};
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
