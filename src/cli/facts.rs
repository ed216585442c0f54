//! `casegrade facts`

use super::args::FactsArgs;
use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::report;
use crate::review::Scope;
use crate::review::vocabulary::{self, ListName};
use crate::text::{names_for, nearest, or_list};

/// What people call the facts of the review itself.
const REVIEW: &str = "review";

/// Prints the vocabulary or a part of it, or the list of placeholders.
pub(super) fn run(command: &FactsArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let doc = if command.placeholders {
        report::placeholders()
    } else {
        let scope = command.list.as_deref().map(|name| scope_of(name, terminal)).transpose()?;
        let doc = report::facts(scope, command.search.as_deref()).ok_or_else(|| nothing_found(command))?;
        note_meanings(command.search.as_deref(), scope, terminal);
        doc
    };
    terminal.say(report::text(&doc, terminal.style()))?;
    Ok(Exit::Done)
}

/// Says which facts have another name than the word that was searched for.
fn note_meanings(word: Option<&str>, scope: Option<Scope>, terminal: &mut Terminal) {
    let Some(word) = word.map(str::trim) else { return };
    let is_fact = |name: &&str| {
        let named = vocabulary::VOCABULARY.iter().filter(|fact| fact.name == *name);
        named.into_iter().any(|fact| scope.is_none_or(|scope| scope == fact.scope))
    };
    let mut names: Vec<String> = names_for(word).filter(is_fact).map(|name| format!("`{name}`")).collect();
    names.sort_unstable();
    names.dedup();
    note(word, &or_list(&names), terminal);
}

/// Says what a word is called in a rubric, if it is called anything.
fn note(word: &str, name: &str, terminal: &mut Terminal) {
    if !name.is_empty() {
        let word = terminal.mask().shown(word);
        terminal.complain(&format!("note: what you call `{word}` is {name} in a rubric\n"));
    }
}

/// The facts that `name` asks for.
fn scope_of(name: &str, terminal: &mut Terminal) -> Result<Scope, Error> {
    if name == REVIEW {
        return Ok(Scope::Review);
    }
    if let (None, Some(list)) = (ListName::named(name), names_for(name).find_map(ListName::named)) {
        note(name, &format!("`{}`", list.name()), terminal);
        return Ok(Scope::Item(list));
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
