//! `casegrade rubric new`

use crate::cli::args::NewRubricArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::new_file::{word, write_new};
use crate::cli::rubrics;
use crate::cli::terminal::Terminal;
use crate::load::{cases_of, shown};
use crate::report;

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
