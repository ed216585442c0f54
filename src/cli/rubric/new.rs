//! `casegrade rubric new`

use crate::cli::args::NewRubricArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::inputs::{cases_of, shown};
use crate::cli::new_file::{word, write_new};
use crate::cli::terminal::Terminal;
use crate::report;

/// Writes a starting rubric and its cases, never over a file that is there.
pub(super) fn run(args: &NewRubricArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let (path, cases) = (shown(&args.file), cases_of(&args.file));
    let word_of_path = word(&path);
    let Some(stem) = args.file.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".toml"))
    else {
        return Err(Error::Asked(format!("`{path}` does not end in .toml, as a rubric does")));
    };
    if cases.exists() {
        return Err(Error::Asked(format!("`{}` is there already, and is not written over", shown(&cases))));
    }
    let (rubric_text, cases_text) = report::rubric_starter(stem);
    write_new(&args.file, &rubric_text)?;
    write_new(&cases, &cases_text)?;
    terminal.say(&format!(
        "{path} and {} are written. Change them, then: casegrade rubric check {word_of_path}; casegrade rubric test {word_of_path}\n",
        shown(&cases)
    ))?;
    Ok(Exit::Done)
}
