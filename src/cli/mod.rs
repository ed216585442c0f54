//! The command line: the only part that asks the clock and prints.

mod agree;
mod args;
mod batch;
mod beside;
mod choice;
mod comment;
mod compare;
mod exit;
mod explain;
mod facts;
mod first_seen;
mod grade;
mod import;
mod judge;
mod manual;
mod names;
mod new;
mod new_file;
mod output;
mod parallel;
mod passages;
mod pending;
mod progress;
mod raters;
mod results;
mod reviews;
mod rubric;
mod rubrics;
mod sample;
mod schema;
mod set;
mod table;
mod terminal;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use exit::Exit;
use terminal::Terminal;

/// Runs the program with the arguments it was called with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::usage(&error, &names::mask_of_arguments()).into(),
    };
    let mut terminal = Terminal::new(arguments.color, arguments.width);
    if let Some(path) = &arguments.names {
        match names::read(path) {
            Ok(names) if arguments.check_names => return names::show(&names, &mut terminal).into(),
            Ok(names) => terminal.hide(path, names),
            Err(error) => {
                terminal.fail(&error);
                return Exit::Wrong.into();
            }
        }
    }
    if takes_long(&arguments.command) {
        terminal.show_progress();
    }
    terminal.allow_outside(arguments.command.allows_outside());
    let result = match &arguments.command {
        Command::Grade(command) if command.watch => watch::run(command, &mut terminal),
        Command::Grade(command) => grade::run(command, &mut terminal),
        Command::Explain(command) => explain::run(command, &mut terminal),
        Command::Table(command) => table::run(command, &mut terminal),
        Command::Sample(command) => sample::run(command, &mut terminal),
        Command::Verify(command) => verify::run(command, &mut terminal),
        Command::Agree(command) => agree::run(command, &mut terminal),
        Command::Compare(command) => compare::run(command, &mut terminal),
        Command::Judge(command) => judge::run(command, &mut terminal),
        Command::New(command) => new::run(command, &mut terminal),
        Command::Import(command) => import::run(command, &mut terminal),
        Command::Passages(command) => passages::run(command, &mut terminal),
        Command::Rubric(command) => rubric::run(command, &mut terminal),
        Command::Completions(command) => manual::completions(command, &mut terminal),
        Command::Man => manual::man(&mut terminal),
        Command::Facts(command) => facts::run(command, &mut terminal),
        Command::Schema(command) => schema::run(command, &mut terminal),
    };
    terminal.progress().end();
    pending::wait_for_interrupt();
    let exit = match result {
        Ok(exit) => exit,
        Err(error) if error.is_closed_pipe() => Exit::Done,
        Err(error) => {
            terminal.fail(&error);
            Exit::Wrong
        }
    };
    exit.into()
}

/// Whether a command can read thousands of reviews while nobody is asked anything.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn takes_long(command: &Command) -> bool {
    match command {
        Command::Grade(command) => !command.watch,
        Command::Table(_) | Command::Sample(_) | Command::Verify(_) | Command::Agree(_) | Command::Compare(_) => true,
        _ => false,
    }
}
