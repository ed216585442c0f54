//! Answers and departures that the command gives, so that nobody is asked.

use super::changes::{answer, departure, save};
use super::edit::Entry;
use super::judging::Judging;
use crate::cli::exit::{Error, Exit};
use crate::cli::terminal::Terminal;
use crate::judgement::{asked, typed_answer};
use crate::report::Questions;
use crate::rubric::{Rubric, Rule};
use crate::text::{nearest, or_list, plural};

/// Writes what the command gives.
pub(super) fn run(judging: &Judging<'_>, questions: &Questions<'_>, terminal: &mut Terminal) -> Result<Exit, Error> {
    let args = judging.args;
    let by = args.by.as_deref().ok_or_else(|| Error::Asked("say who judges with `--by NAME`".to_owned()))?;
    let entries = entries(judging)?;
    let store = judging.store(by)?;
    Ok(if save(&entries, &store, judging, questions, terminal)? { Exit::Done } else { Exit::Wrong })
}

/// The entries that the command gives, each with its reason.
fn entries(judging: &Judging<'_>) -> Result<Vec<Entry>, Error> {
    let args = judging.args;
    let count = args.answer.len() + args.depart.len();
    if !args.because.is_empty() && args.because.len() != count {
        let (answers, reasons) = (plural(count, "answer", "answers"), args.because.len());
        return Err(Error::Asked(format!(
            "there are {answers} and {reasons} of `--because`: give one for each, in the same order, or run once for each"
        )));
    }
    let reason = |at: usize| args.because.get(at).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let answers = args.answer.iter().enumerate().map(|(at, given)| one_answer(given, reason(at), judging.rubric));
    let departures = args.depart.iter().enumerate().map(|(at, given)| one_departure(given, reason(at), judging.rubric));
    let entries: Vec<Entry> = answers.chain(departures).collect::<Result<_, String>>().map_err(Error::Asked)?;
    let twice = entries.iter().enumerate().find(|(at, entry)| entries.iter().take(*at).any(|own| own.id == entry.id));
    match twice {
        Some((_, entry)) => Err(Error::Asked(format!("`{}` is given twice: give it once", entry.id))),
        None => Ok(entries),
    }
}

/// Divides `WHAT=GRADE`.
fn divided<'g>(given: &'g str, option: &str, example: &str) -> Result<(&'g str, &'g str), String> {
    let parts = given.split_once('=').map(|(what, grade)| (what.trim(), grade.trim()));
    parts
        .filter(|(what, grade)| !what.is_empty() && !grade.is_empty())
        .ok_or_else(|| format!("cannot read `{option} {given}`: write, for example, `{option} {example}`"))
}

fn one_answer(given: &str, because: Option<String>, rubric: &Rubric) -> Result<Entry, String> {
    let example = rubric
        .rules()
        .find(|rule| rule.is_asked())
        .map_or_else(|| "RULE=GRADE".to_owned(), |rule| format!("{}={}", rule.id, rule.best()));
    let (id, word) = divided(given, "--answer", &example)?;
    let rule = question(id, rubric)?;
    let grade = typed_answer(rule, word, rubric)?;
    if grade.is_none() && because.is_none() {
        return Err(format!("say with `--because` why {} does not apply", rule.id));
    }
    Ok(answer(&rule.id, grade, because))
}

/// Returns the question with this id, whatever the case of its letters.
///
/// # Errors
/// A message with the nearest id, and with all of them.
pub(super) fn question<'r>(id: &str, rubric: &'r Rubric) -> Result<&'r Rule, String> {
    let known = rubric.rule(id).map(|(_, rule)| rule);
    match asked(known.map_or(id, |rule| &rule.id), rubric) {
        Ok(()) => known.ok_or_else(|| format!("the rubric `{}` has no rule `{id}`", rubric.id)),
        Err(wrong) => {
            let end = if wrong.message.ends_with('?') { "" } else { "." };
            Err(wrong.help.map_or(wrong.message.clone(), |help| format!("{}{end} Note: {help}", wrong.message)))
        }
    }
}

fn one_departure(given: &str, because: Option<String>, rubric: &Rubric) -> Result<Entry, String> {
    let example = format!("review={}", rubric.scale.best());
    let (of, word) = divided(given, "--depart", &example)?;
    let ids: Vec<&str> =
        std::iter::once("review").chain(rubric.criteria.iter().map(|criterion| criterion.id.as_str())).collect();
    let Some(own) = ids.iter().find(|own| own.eq_ignore_ascii_case(of)) else {
        let meant = nearest(of, ids.iter().copied()).map_or_else(String::new, |own| format!(": did you mean `{own}`?"));
        let quoted: Vec<String> = ids.iter().map(|own| format!("`{own}`")).collect();
        return Err(format!("there is no area `{of}` to grade{meant} You can name {}", or_list(&quoted)));
    };
    let grade =
        rubric.scale.parse(word).map_err(|message| format!("`{word}` is not a grade for `{own}`: {message}"))?;
    let because = because.ok_or_else(|| format!("say with `--because` why you give `{own}` another grade"))?;
    Ok(departure(own, grade, because))
}
