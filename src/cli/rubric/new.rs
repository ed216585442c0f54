//! `casegrade rubric new`

use std::path::Path;

use crate::cli::args::NewRubricArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::new_file::{word, write_new, write_new_bytes};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::load::{self, Loader, cases_of, is_spreadsheet, shown, spreadsheet_text};
use crate::report::{self, AnswerSheet};
use crate::rubric::{QuestionList, Rubric, questions_of_passages, questions_of_rows};
use crate::text::plural;

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
    for left_out in &questions.left_out {
        terminal.complain(&format!("note: {left_out}\n"));
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
    let unreadable = |error: load::Error| Error::Read { path: shown(list), reason: error.to_string() };
    if is_spreadsheet(list) {
        let text = spreadsheet_text(list, &loader).map_err(unreadable)?;
        let no_sheet = || Err("it is not a spreadsheet: save it as .xlsx, or as `CSV UTF-8`".to_owned());
        return Ok(text.map_or_else(no_sheet, |source| questions_of_rows(&source, loader.limits)));
    }
    if loader.bytes(list).map_err(unreadable)?.iter().all(u8::is_ascii_whitespace) {
        return Ok(Err("it has no questions: write one on each line".to_owned()));
    }
    let passages = loader.document(list).map_err(unreadable)?;
    Ok(questions_of_passages(&passages))
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
