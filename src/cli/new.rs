//! `casegrade new`

use std::path::Path;

use super::args::NewArgs;
use super::exit::{Error, Exit};
use super::new_file::{grade_command, must_be_a_review, word, write_new, write_new_bytes};
use super::rubrics;
use super::terminal::Terminal;
use crate::load::shown;
use crate::report;
use crate::review::Kind;

/// Writes a starting review, never over a file that is there.
pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    if args.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
        return draft(args, terminal);
    }
    must_be_a_review(&args.file)?;
    let kind = args.kind.map(Kind::from);
    let name = match (args.rubric.as_deref(), kind) {
        (Some(name), _) => name,
        (None, kind) => rubrics::usual(kind.map(Kind::word))
            .ok_or_else(|| Error::Asked(rubrics::none_for(kind.map_or("", Kind::word))))?,
    };
    let Some(rubric) = rubrics::find(name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let kind = kind.or(if rubric.kinds.len() == 1 { rubric.kinds.first().copied() } else { None });
    let id = args.file.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mask = terminal.mask();
    let id = if mask.masked(&id) == id { id } else { "review".to_owned() };
    let text = schema_line(&args.file) + &report::starter(&rubric, &id, kind, &mask);
    write_new(&args.file, &text)?;
    let path = mask.shown(&shown(&args.file));
    terminal.say(format!(
        "Created {path}. Fill it in, then run: {}\n",
        mask.shown(&grade_command(&args.file, name, rubrics::usual(kind.map(Kind::word))))
    ))?;
    Ok(Exit::Done)
}

/// Writes a blank draft in Word, never over a file that is there.
fn draft(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let doc = report::blank_draft(args.kind.map(|kind| Kind::from(kind).word()));
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
