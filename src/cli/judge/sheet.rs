//! Answer sheets: written to be filled in by hand, and read back.

use std::path::Path;

use super::changes::{answer, answer_word, save};
use super::edit::Entry;
use super::judging::Judging;
use super::scripted::question;
use super::store::Kept;
use crate::cli::exit::{Error, Exit};
use crate::cli::new_file::write_new_bytes;
use crate::cli::terminal::Terminal;
use crate::document::Source;
use crate::document::passages;
use crate::judgement::{Filled, FilledSheet, sheet_of_markdown, sheet_of_passages, sheet_of_rows, typed_answer};
use crate::load::{ending, shown};
use crate::report::{self, AnswerSheet, Format, Questions, SheetRow, View};
use crate::tables::workbook_text;
use crate::text::plural;

const NOT_UTF_8: &str = "it is not UTF-8 text: save it again with the file type `CSV UTF-8`";

/// The most texts of the review that stand under a question of a sheet.
const TEXTS: usize = 6;

/// The format of a sheet.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Workbook,
    Csv,
    Markdown,
}

/// The formats of sheets by the endings of their files.
const KINDS: [(&str, Kind); 4] =
    [("docx", Kind::Word), ("xlsx", Kind::Workbook), ("csv", Kind::Csv), ("md", Kind::Markdown)];

/// The format that the name of a sheet says.
fn kind_of(file: &Path) -> Result<Kind, Error> {
    let own = ending(file).to_lowercase();
    let found = KINDS.iter().find(|(ending, _)| *ending == own).map(|(_, kind)| *kind);
    found.ok_or_else(|| {
        Error::Asked(format!(
            "`{}` cannot be an answer sheet: name a file that ends in .docx, .xlsx, .csv or .md",
            shown(file)
        ))
    })
}

/// Writes a sheet with the questions about the review and the answers so far, never over a file that exists.
pub(super) fn write(
    file: &Path,
    judging: &Judging<'_>,
    questions: &Questions<'_>,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let kind = kind_of(file)?;
    let by = judging.args.by.as_deref();
    let kept = match by.map(|by| judging.store(by)).transpose()? {
        Some(store) => match store.read(terminal)? {
            Some(kept) => kept,
            None => return Ok(Exit::Wrong),
        },
        None => Kept::default(),
    };
    let sheet = sheet(judging, questions, by.unwrap_or_default(), &kept);
    let document = |format| report::write(&sheet.doc(), format, View::default(), terminal.style_for(false));
    let bytes = match kind {
        Kind::Word => document(Format::Docx)?,
        Kind::Workbook => sheet.workbook().map_err(report::Error::from)?,
        Kind::Csv => sheet.csv().map_err(report::Error::from)?.into_bytes(),
        Kind::Markdown => document(Format::Markdown)?,
    };
    write_new_bytes(file, &bytes)?;
    let count = plural(sheet.rows.len(), "question", "questions");
    let then = format!("{} --from {}", judging.command("judge", by), crate::cli::new_file::word(&shown(file)));
    let (name, then) = (judging.mask.shown(&shown(file)), judging.mask.shown(&then));
    terminal.say(format!("Created {name} with {count}. Fill it in, then run: {then}\n"))?;
    Ok(Exit::Done)
}

fn sheet(judging: &Judging<'_>, questions: &Questions<'_>, by: &str, kept: &Kept) -> AnswerSheet {
    let show = |text: &str| judging.mask.shown(text);
    let rows = questions.rules().into_iter().filter_map(|rule| {
        let (answer, because) = match kept.answer(&rule.id) {
            Some((grade, because)) => (answer_word(grade), because.unwrap_or_default()),
            None => ("", ""),
        };
        Some(SheetRow { page: questions.page(rule, TEXTS)?, answer: answer.to_owned(), because: show(because) })
    });
    AnswerSheet {
        title: show(&judging.title()),
        review: show(judging.bundle.review.review.id.as_deref().unwrap_or_default()),
        rubric: show(&judging.rubric.id),
        by: show(by),
        rows: rows.collect(),
    }
}

/// Reads a sheet that was filled in, and writes its answers: all of them, or none where one is wrong.
pub(super) fn take(
    file: &Path,
    judging: &Judging<'_>,
    questions: &Questions<'_>,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let sheet = read(file, judging)?;
    must_fit(file, &sheet, judging)?;
    let by = judging.args.by.as_deref().unwrap_or(&sheet.by);
    if by.is_empty() {
        return Err(Error::Asked(format!("`{}` does not say who filled it in: add `--by NAME`", shown(file))));
    }
    must_be_by(file, &sheet, by, judging)?;
    let store = judging.store(by)?;
    let Some(kept) = store.read(terminal)? else { return Ok(Exit::Wrong) };
    let (mut entries, mut wrong, mut blank) = (Vec::new(), Vec::new(), 0);
    for filled in sheet.answers.iter().filter(|filled| !filled.rule.is_empty() || !filled.answer.is_empty()) {
        match entry(filled, &kept, judging) {
            Ok(Some(entry)) if entries.iter().any(|own: &Entry| own.id == entry.id) => {
                wrong.push(format!("{}: {} has two answers", filled.place, entry.id));
            }
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) => blank += 1,
            Err(message) => wrong.push(format!("{}: {message}", filled.place)),
        }
    }
    if !wrong.is_empty() {
        for message in &wrong {
            terminal.complain_around("error", "wrong-answer", &shown(file), message);
        }
        terminal.complain("Nothing was written. Correct the sheet, then run the same command again.\n");
        return Ok(Exit::Wrong);
    }
    let answers = plural(entries.len(), "answer", "answers");
    let name = judging.mask.shown(&shown(file));
    terminal
        .say(format!("Read {answers} from {name}; {} left blank.\n", plural(blank, "question is", "questions are")))?;
    Ok(if save(&entries, &store, judging, questions, terminal)? { Exit::Done } else { Exit::Wrong })
}

/// Returns what a filled-in question changes to; `None` where it is blank.
fn entry(filled: &Filled, kept: &Kept, judging: &Judging<'_>) -> Result<Option<Entry>, String> {
    let rule = question(&filled.rule, judging.rubric)?;
    let before = kept.answer(&rule.id);
    if filled.answer.is_empty() {
        let is_lost = !filled.because.is_empty() && before.is_none();
        return if is_lost { Err(format!("{} has a reason and no answer", rule.id)) } else { Ok(None) };
    }
    let grade = typed_answer(rule, &filled.answer, judging.rubric)?;
    let kept_because = before.and_then(|(_, because)| because);
    // A sheet shows reasons masked and on one line: one that was not touched stays as it is in the file.
    let is_untouched =
        kept_because.is_some_and(|own| plain(judging.mask.shown(own).as_str()) == plain(&filled.because));
    let because = match (is_untouched, filled.because.as_str()) {
        (true, _) => kept_because.map(str::to_owned),
        (false, "") => None,
        (false, because) => Some(because.to_owned()),
    };
    let has_reason = because.is_some() || before.is_some_and(|(own, because)| own == grade && because.is_some());
    if grade.is_none() && !has_reason {
        return Err(format!("say why {} does not apply", rule.id));
    }
    Ok(Some(answer(&rule.id, grade, because)))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses a sheet for another review or rubric.
fn must_fit(file: &Path, sheet: &FilledSheet, judging: &Judging<'_>) -> Result<(), Error> {
    let id = judging.mask.shown(judging.bundle.review.review.id.as_deref().unwrap_or_default()).to_string();
    for (what, own, wanted) in
        [("review", &sheet.review, id.as_str()), ("rubric", &sheet.rubric, judging.rubric.id.as_str())]
    {
        if !own.is_empty() && own != wanted {
            let message = format!("`{}` is a sheet for the {what} `{own}`, and this is `{wanted}`", shown(file));
            return Err(Error::Asked(message));
        }
    }
    Ok(())
}

/// Refuses the sheet of another person.
fn must_be_by(file: &Path, sheet: &FilledSheet, by: &str, judging: &Judging<'_>) -> Result<(), Error> {
    let form = |name: &str| plain(name).to_lowercase();
    let own = form(&sheet.by);
    if own.is_empty() || own == form(by) || own == form(judging.mask.shown(by).as_str()) {
        return Ok(());
    }
    Err(Error::Asked(format!(
        "`{}` is the sheet of `{}`, and `--by` says `{by}`: give `--by` that name, or correct the name in the sheet",
        shown(file),
        sheet.by
    )))
}

/// Reads what a sheet says.
fn read(file: &Path, judging: &Judging<'_>) -> Result<FilledSheet, Error> {
    let kind = kind_of(file)?;
    let (name, limits) = (shown(file), judging.loader.limits);
    let failed = |message: String| Error::Asked(format!("cannot read `{name}`: {message}"));
    match kind {
        Kind::Word => {
            let passages = passages::read(judging.loader.bytes(file)?, &ending(file), limits)
                .map_err(|wrong| failed(wrong.message))?;
            sheet_of_passages(&passages).map_err(failed)
        }
        Kind::Workbook => {
            let text =
                workbook_text(judging.loader.bytes(file)?).map_err(|_| failed("it is not a workbook".to_owned()))?;
            sheet_of_rows(&Source::new(name.clone(), &text), limits).map_err(failed)
        }
        Kind::Csv => {
            let bytes = judging.loader.bytes(file)?;
            let source = Source::from_bytes(name.clone(), bytes).map_err(|_| failed(NOT_UTF_8.to_owned()))?;
            sheet_of_rows(&source, limits).map_err(failed)
        }
        Kind::Markdown => sheet_of_markdown(&judging.loader.text(file)?.text).map_err(failed),
    }
}
