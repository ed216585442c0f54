//! `casegrade new`

use std::path::Path;

use super::args::NewArgs;
use super::exit::{Error, Exit};
use super::new_file::{grade_command, must_be_a_review, word, write_new, write_new_bytes};
use super::rubrics;
use super::terminal::Terminal;
use crate::load::shown;
use crate::report;
use crate::rubric::Rubric;
use crate::text::{nearest, or_list};

/// Writes a starting review, never over a file that is there.
pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    if args.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
        return draft(args, terminal);
    }
    must_be_a_review(&args.file)?;
    let kind = args.kind.as_deref();
    let name = match (args.rubric.as_deref(), kind) {
        (Some(name), _) => name,
        (None, kind) => {
            rubrics::usual(kind).ok_or_else(|| Error::Asked(rubrics::none_for(kind.unwrap_or_default())))?
        }
    };
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
