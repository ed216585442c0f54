//! `casegrade new`

use std::path::Path;

use super::args::NewArgs;
use super::exit::{Error, Exit};
use super::new_file::{grade_command, must_be_a_review, word, write_new, write_new_bytes};
use super::rubrics;
use super::terminal::Terminal;
use crate::load::{self, ending, shown};
use crate::report::{self, AnswerSheet};
use crate::rubric::Rubric;
use crate::text::{nearest, or_list, plural};

/// Writes a starting review, never over a file that is there.
pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    if args.answers {
        return answers(args, terminal);
    }
    if args.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
        return draft(args, terminal);
    }
    must_be_a_review(&args.file)?;
    let kind = args.kind.as_deref();
    let name = rubric_name(args)?;
    let Some(rubric) = rubrics::find(name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    if let Some(kind) = kind.filter(|kind| !rubric.is_for(Some(kind))) {
        return Err(Error::Asked(not_for(&rubric, kind)));
    }
    let kind = kind.or(if let [only] = rubric.kinds.as_slice() { Some(only) } else { None });
    let id = args.file.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mask = terminal.mask();
    let id = if mask.masked(&id) == id { id } else { "review".to_owned() };
    let text = schema_line(&args.file) + &report::starter(&rubric, &id, kind, &mask);
    write_new(&args.file, &text)?;
    let path = mask.shown(&shown(&args.file));
    terminal.say(format!(
        "Created {path}. Fill it in, then run: {}\n",
        mask.shown(&grade_command(&args.file, name, rubrics::usual(kind)))
    ))?;
    Ok(Exit::Done)
}

/// The rubric that was named, or the one for the kind.
fn rubric_name(args: &NewArgs) -> Result<&str, Error> {
    let kind = args.kind.as_deref();
    let usual = || rubrics::usual(kind).ok_or_else(|| Error::Asked(rubrics::none_for(kind.unwrap_or_default())));
    args.rubric.as_deref().map_or_else(usual, Ok)
}

/// Writes a blank answer sheet, never over a file that is there.
fn answers(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let name = rubric_name(args)?;
    let is_workbook = match ending(&args.file).to_lowercase().as_str() {
        "xlsx" => true,
        "csv" => false,
        _ => {
            let message = "an answer sheet that `grade` reads ends in .xlsx or .csv; for Word, use `casegrade judge REVIEW \
                           --sheet NAME.docx`";
            return Err(Error::Asked(format!("`{}` does not: {message}", shown(&args.file))));
        }
    };
    let Some(rubric) = rubrics::find(name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let mask = terminal.mask();
    let sheet = AnswerSheet::blank(&rubric, &review_next_to(&args.file).unwrap_or_default(), &mask);
    if sheet.rows.is_empty() {
        return Err(Error::Asked(format!("the rubric `{}` has no questions", rubric.id)));
    }
    let bytes = match is_workbook {
        true => sheet.workbook().map_err(report::Error::from)?,
        false => sheet.csv().map_err(report::Error::from)?.into_bytes(),
    };
    write_new_bytes(&args.file, &bytes)?;
    let count = plural(sheet.rows.len(), "question", "questions");
    let then = grade_command(&args.file, name, rubrics::usual(args.kind.as_deref()));
    let message = format!("Created {} with {count}. Fill it in, then run: {then}\n", shown(&args.file));
    terminal.say(mask.shown(message.trim_end()).to_string() + "\n")?;
    Ok(Exit::Done)
}

/// The id of the review next to the sheet that has its name: `case-12` for `case-12.answers.xlsx`.
fn review_next_to(sheet: &Path) -> Option<String> {
    let stem = sheet.file_stem()?.to_string_lossy().into_owned();
    let stem = stem.strip_suffix(".answers").unwrap_or(&stem).to_owned();
    load::review_beside(sheet, &stem, &load::Loader::default()).map(|_| stem)
}

/// Says that a rubric is for other kinds of review.
fn not_for(rubric: &Rubric, kind: &str) -> String {
    let kinds: Vec<&str> = rubric.kinds.iter().map(String::as_str).collect();
    let meant = nearest(kind, kinds.iter().copied());
    let meant = meant.map_or_else(String::new, |meant| format!(" (did you mean `{meant}`?)"));
    format!("the rubric `{}` is for {}, not for `{kind}`{meant}", rubric.id, or_list(&kinds))
}

/// Writes a blank draft in Word, never over a file that is there.
fn draft(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let doc = report::blank_draft(args.kind.as_deref());
    let bytes = report::write(&doc, report::Format::Docx, report::View::default(), terminal.style())
        .map_err(|error| Error::Asked(error.to_string()))?;
    write_new_bytes(&args.file, &bytes)?;
    let path = shown(&args.file);
    let then = format!("casegrade import {} --output {}", word(&path), word(&shown(&args.file.with_extension("toml"))));
    let mask = terminal.mask();
    let said = format!("Created {}. Replace what is in brackets, then run: {}\n", mask.shown(&path), mask.shown(&then));
    terminal.say(said)?;
    Ok(Exit::Done)
}

/// The line that leads an editor to the schema of reviews, if it is kept in the file's folder or in one above it; where
/// it does not exist, an editor would only complain of a line that leads nowhere.
fn schema_line(file: &Path) -> String {
    let name = report::REVIEW_SCHEMA.file_name();
    let Ok(file) = std::path::absolute(file) else { return String::new() };
    let mut folders = file.ancestors().skip(1).enumerate();
    let found = folders.find(|(_, folder)| folder.join(&name).is_file());
    found.map_or_else(String::new, |(above, _)| {
        let way = if above == 0 { "./".to_owned() } else { "../".repeat(above) };
        format!("#:schema {way}{name}\n\n")
    })
}
