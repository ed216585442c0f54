//! `casegrade facts`

use super::args::FactsArgs;
use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report;
use crate::review::Scope;
use crate::review::vocabulary::ListName;
use crate::text::{nearest, or_list};

/// What people call the facts of the review itself.
const REVIEW: &str = "review";

/// Prints the vocabulary or a part of it, or the list of placeholders.
pub(super) fn run(command: &FactsArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let doc = if command.placeholders {
        report::placeholders()
    } else {
        let scope = command.list.as_deref().map(scope_of).transpose()?;
        report::facts(scope, command.search.as_deref()).ok_or_else(|| nothing_found(command))?
    };
    terminal.say(report::text(&doc, terminal.style()))?;
    Ok(Exit::Done)
}

/// The facts that `name` asks for.
fn scope_of(name: &str) -> Result<Scope, Error> {
    if name == REVIEW {
        return Ok(Scope::Review);
    }
    ListName::named(name).map(Scope::Item).ok_or_else(|| {
        let known: Vec<&str> = ListName::ALL.iter().map(|list| list.name()).chain([REVIEW]).collect();
        let meant =
            nearest(name, known.iter().copied()).map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
        Error::Asked(format!("there is no list `{name}`.{meant} The lists are {}", or_list(&known)))
    })
}

fn nothing_found(command: &FactsArgs) -> Error {
    let word = command.search.as_deref().unwrap_or_default();
    let of = command.list.as_ref().map_or_else(String::new, |list| format!(" of `{list}`"));
    Error::Asked(format!("no fact{of} mentions `{word}`: run `casegrade facts` for the whole list"))
}
