//! `casegrade rubric new`

use std::path::Path;

use crate::cli::args::NewRubricArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::new_file::{word, write_new, write_new_bytes};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::document::passages::DocumentKind;
use crate::document::{Limits, Source};
use crate::load::{self, Loader, cases_of, ending, is_spreadsheet, shown, spreadsheet_text};
use crate::report::{self, AnswerSheet};
use crate::rubric::{QuestionList, Rubric, has_question_column, questions_of_passages, questions_of_rows};
use crate::tables::{WORKBOOKS, workbook_sheets};
use crate::text::{and_list, plural};

/// The kinds of files that a list of questions can be.
const KINDS: &str = ".csv, .xlsx, .ods, .docx, .odt, .md or .txt";

const NO_SPREADSHEET: &str = "it is not a spreadsheet: save it as .xlsx, or as `CSV UTF-8`";

fn is_workbook(path: &Path) -> bool {
    WORKBOOKS.iter().any(|own| own.eq_ignore_ascii_case(&ending(path)))
}

/// Writes a starting rubric and its cases, never over a file that is there.
pub(super) fn run(args: &NewRubricArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let (path, cases) = (shown(&args.file), cases_of(&args.file));
    let Some(stem) = args.file.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".toml"))
    else {
        return Err(Error::Asked(format!("`{path}` does not end in .toml, as a rubric does")));
    };
    if let Some(rubric) = stem.strip_suffix(".cases") {
        let message = format!("`{path}` is a name for the cases of a rubric: call the rubric `{rubric}.toml`");
        return Err(Error::Asked(message));
    }
    if cases.exists() {
        return Err(Error::Asked(format!("`{}` already exists; choose another name", shown(&cases))));
    }
    if let Some(questions) = &args.questions {
        return checklist(args, questions, stem, terminal);
    }
    let (rubric_text, cases_text) = match &args.from {
        None => report::rubric_starter(stem),
        Some(from) => match copied(from, stem, terminal)? {
            Some(texts) => texts,
            None => return Ok(Exit::Wrong),
        },
    };
    write_new(&args.file, &rubric_text)?;
    write_new(&cases, &cases_text)?;
    let mask = terminal.mask();
    let (path, word_of_path) = (mask.shown(&path), mask.shown(&word(&path)));
    terminal.say(format!(
        "Created {path} and {}. Edit them, then run: casegrade rubric check {word_of_path}; casegrade rubric test {word_of_path}\n",
        mask.shown(&shown(&cases))
    ))?;
    Ok(Exit::Done)
}

/// Writes a checklist of a list of questions, its cases and an answer sheet, never over a file that is there.
fn checklist(args: &NewRubricArgs, list: &Path, stem: &str, terminal: &mut Terminal) -> Result<Exit, Error> {
    let (cases, sheet) = (cases_of(&args.file), args.file.with_extension("answers.xlsx"));
    for path in [&args.file, &cases, &sheet] {
        if path.exists() {
            return Err(Error::Asked(format!("`{}` already exists; choose another name", shown(path))));
        }
    }
    let failed = |message: String| Error::Asked(format!("cannot make a checklist of `{}`: {message}", shown(list)));
    let (name, questions) = (called(list), questions(list)?.map_err(failed)?);
    let (rubric_text, cases_text) = report::checklist(&questions, stem, &name).map_err(failed)?;
    let rubric = Rubric::from_toml(&rubric_text).map_err(|wrong| failed(wrong.to_string()))?;
    let answers = AnswerSheet::blank(&rubric, "", &terminal.mask()).workbook().map_err(report::Error::from)?;
    write_new(&args.file, &rubric_text)?;
    write_new(&cases, &cases_text)?;
    write_new_bytes(&sheet, &answers)?;
    let mask = terminal.mask();
    for note in &questions.notes {
        terminal.complain(&mask.shown(&format!("note: {note}")).to_string());
        terminal.complain("\n");
    }
    let rubric = shown(&args.file);
    let count = plural(questions.len(), "question", "questions");
    let areas = plural(questions.areas.len(), "area", "areas");
    let message = format!(
        "Created {rubric} with {count} in {areas}, its cases in {} and an answer sheet in {}. Fill in a copy of the sheet for each \
         review, then run: casegrade grade COPY.xlsx --rubric {}",
        shown(&cases),
        shown(&sheet),
        word(&rubric)
    );
    terminal.say(mask.shown(&message).to_string() + "\n")?;
    Ok(Exit::Done)
}

/// The questions of a list; the inner error says what is wrong with the list.
fn questions(list: &Path) -> Result<Result<QuestionList, String>, Error> {
    let loader = Loader::default();
    let unreadable = |error: load::Error| match error {
        load::Error::Unreadable { message, .. } => Error::Read { path: shown(list), reason: message },
        other @ load::Error::Invalid(_) => Error::Read { path: shown(list), reason: other.to_string() },
    };
    let bytes = loader.bytes(list).map_err(unreadable)?;
    let mut documents = DocumentKind::ALL.iter().flat_map(|kind| kind.endings());
    let is_document = documents.any(|own| own.eq_ignore_ascii_case(&ending(list)));
    if !is_spreadsheet(list) && !is_document {
        return Ok(Err(format!("its kind is unknown: use {KINDS}")));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Err("it is empty, so it has no questions".to_owned()));
    }
    if is_workbook(list) {
        return Ok(questions_of_workbook(list, bytes, loader.limits));
    }
    if is_spreadsheet(list) {
        let text = spreadsheet_text(list, &loader).map_err(unreadable)?;
        let no_sheet = || Err(NO_SPREADSHEET.to_owned());
        return Ok(text.map_or_else(no_sheet, |source| questions_of_rows(&source, loader.limits)));
    }
    let passages = loader.document(list).map_err(unreadable)?;
    Ok(questions_of_passages(&passages))
}

/// The questions of the first sheet of a workbook that has a column for them, or of its first sheet.
fn questions_of_workbook(list: &Path, bytes: Vec<u8>, limits: Limits) -> Result<QuestionList, String> {
    let sheets = workbook_sheets(bytes).map_err(|_| NO_SPREADSHEET.to_owned())?;
    let source = |text: &str| Source::new(shown(list), text);
    let has_questions = |(_, text): &&(String, String)| has_question_column(&source(text), limits);
    let Some((name, text)) = sheets.iter().find(has_questions).or(sheets.first()) else {
        return Err("it is empty, so it has no questions".to_owned());
    };
    let mut questions = questions_of_rows(&source(text), limits)?;
    let others: Vec<String> = sheets.iter().filter(|(own, _)| own != name).map(|(own, _)| format!("`{own}`")).collect();
    if !others.is_empty() {
        questions.notes.push(format!("read only the sheet `{name}`, not {}", and_list(&others)));
    }
    Ok(questions)
}

/// The name of a file without its folders.
fn called(path: &Path) -> String {
    path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

/// The rubric `from` and its cases under the id `stem`; `None` if it is not sound, which is shown.
fn copied(from: &str, stem: &str, terminal: &mut Terminal) -> Result<Option<(String, String)>, Error> {
    let found = rubrics::find(from, terminal)?;
    let Some(rubric) = found.rubric else { return Ok(None) };
    let cases = match rubrics::cases(from)? {
        Some(Ok(source)) => source.text,
        Some(Err((source, wrong))) => {
            terminal.complain_of(&source, &[*wrong]);
            return Ok(None);
        }
        None => return Err(Error::Asked(format!("the rubric `{from}` has no cases beside it to copy"))),
    };
    Ok(Some((renamed(&found.source.text, &rubric.id, stem), without_schema(&cases))))
}

/// The text of a rubric with another id.
fn renamed(text: &str, id: &str, stem: &str) -> String {
    let quoted = format!("\"{id}\"");
    let is_id = |line: &&str| line.trim_start().starts_with("id") && line.contains(&quoted);
    let own = text.lines().find(is_id).unwrap_or_default();
    without_schema(&text.replacen(own, &own.replacen(&quoted, &format!("\"{stem}\""), 1), 1))
}

/// The text without the line that tells editors where its schema stands, which is not beside the copy.
fn without_schema(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("#:schema")).collect()
}
