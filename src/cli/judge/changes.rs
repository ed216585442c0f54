//! What is written into a judgement file at once, and the sentences that report it.

use super::edit::{Entry, List};
use super::judging::Judging;
use super::store::{Kept, Store};
use crate::cli::exit::Error;
use crate::cli::terminal::Terminal;
use crate::judgement::NOT_APPLICABLE;
use crate::load::shown;
use crate::report::Questions;
use crate::review::Grade;
use crate::text::{and_list, plural};

/// The word for an answer in a judgement file.
pub(super) fn answer_word(grade: Option<Grade>) -> &'static str {
    grade.map_or(NOT_APPLICABLE, Grade::word)
}

/// Returns an answer as it is written; `None` for `grade` if the question does not apply.
pub(super) fn answer(rule: &str, grade: Option<Grade>, because: Option<String>) -> Entry {
    Entry { list: List::Answers, id: rule.to_owned(), grade: answer_word(grade).to_owned(), because }
}

/// Returns a departure as it is written.
pub(super) fn departure(of: &str, grade: Grade, because: String) -> Entry {
    Entry { list: List::Departures, id: of.to_owned(), grade: grade.word().to_owned(), because: Some(because) }
}

/// Returns what an entry changes, in words; `None` where it changes nothing.
pub(super) fn change(entry: &Entry, kept: &Kept) -> Option<String> {
    let own = &kept.judgements;
    let before = match entry.list {
        List::Answers => own.answer(&entry.id).map(|own| (answer_word(own.grade), own.because.as_deref())),
        List::Departures => {
            let own = own.departures.iter().find(|own| own.of.word() == entry.id);
            own.map(|own| (own.grade.word(), Some(own.because.as_str())))
        }
    };
    let (id, grade) = (&entry.id, &entry.grade);
    match before {
        None => Some(format!("{id}: {grade}")),
        Some((word, _)) if word != grade => Some(format!("{id}: {grade} (was {word})")),
        Some((_, because)) => {
            let is_new = entry.because.as_deref().is_some_and(|new| because != Some(new));
            is_new.then(|| format!("{id}: {grade}, with a new reason"))
        }
    }
}

/// Writes entries and reports which of them changed something, and what is still unanswered.
pub(super) fn save(
    entries: &[Entry],
    store: &Store<'_>,
    judging: &Judging<'_>,
    questions: &Questions<'_>,
    terminal: &mut Terminal,
) -> Result<bool, Error> {
    let Some(before) = store.read(terminal)? else { return Ok(false) };
    let lines: Vec<String> = entries.iter().filter_map(|entry| change(entry, &before)).collect();
    let confirms = judging.args.confirm;
    if confirms && before.is_empty() && entries.is_empty() {
        let message = format!("there is nothing to confirm: `{}` has no judgement yet", shown(&store.path));
        return Err(Error::Asked(message));
    }
    store.save(entries, confirms, terminal)?;
    let Some(after) = store.read(terminal)? else { return Ok(false) };
    let file = judging.mask.shown(&shown(&store.path));
    let mut report = match lines.len() {
        0 if confirms => format!("{file} now stands for the review as it is.\n"),
        0 => format!("Nothing changed in {file}.\n"),
        count => format!("Wrote {} to {file}.\n", plural(count, "judgement", "judgements")),
    };
    lines.iter().for_each(|line| report.push_str(&format!("  - {}\n", judging.mask.shown(line))));
    report.push_str(&unanswered(&after, questions));
    terminal.say(report)?;
    warn_of_changes(&after, store, judging, terminal);
    Ok(true)
}

/// Says which questions are unanswered.
pub(super) fn unanswered(kept: &Kept, questions: &Questions<'_>) -> String {
    let rules = questions.rules();
    let open: Vec<&str> =
        rules.iter().filter(|rule| kept.answer(&rule.id).is_none()).map(|rule| rule.id.as_str()).collect();
    match (open.len(), rules.len()) {
        (_, 0) => "The rubric asks no question about this review.\n".to_owned(),
        (0, 1) => "The one question about this review has an answer.\n".to_owned(),
        (0, all) => format!("All {all} questions about this review have an answer.\n"),
        (count, _) => format!("Still unanswered: {} ({}).\n", plural(count, "question", "questions"), and_list(&open)),
    }
}

/// Warns that a file was judged for another state of the review, and says what to do.
fn warn_of_changes(kept: &Kept, store: &Store<'_>, judging: &Judging<'_>, terminal: &mut Terminal) {
    if kept.changes.is_empty() {
        return;
    }
    let changes = and_list(&kept.changes);
    let again = judging.command("judge", Some(&store.by));
    let message = format!(
        "changed since this was judged: {changes}. Check that your earlier answers still hold, then run: {again} --confirm"
    );
    terminal.complain_around("warning", "stale", &shown(&store.path), &message);
}
