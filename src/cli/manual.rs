//! `casegrade completions` and `casegrade man`: from the same definitions as the command line itself.

use clap::{Command, CommandFactory};

use super::args::{Arguments, CompletionsArgs};
use super::exit::{Error, Exit};
use super::terminal::Terminal;

/// Prints what completes the program's commands in a shell.
pub(super) fn completions(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut script);
    terminal.say(script)?;
    Ok(Exit::Done)
}

/// Prints the manual page: the program, then each command.
pub(super) fn man(terminal: &mut Terminal) -> Result<Exit, Error> {
    let mut program = Arguments::command();
    program.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut page)?;
    commands(&program, &mut page)?;
    terminal.say(page)?;
    Ok(Exit::Done)
}

/// The commands below one, each with its arguments.
fn commands(above: &Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    for command in above.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
        page.extend(format!(".SH \"{name}\"\n").bytes());
        let man = clap_mangen::Man::new(command.clone());
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)?;
        commands(command, page)?;
    }
    Ok(())
}
