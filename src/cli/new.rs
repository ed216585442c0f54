//! `casegrade new`

use super::args::NewArgs;
use super::exit::{Error, Exit};
use super::inputs::shown;
use super::new_file::write_new;
use super::rubrics;
use super::terminal::Terminal;
use crate::report;
use crate::review::Kind;
use crate::text::Shown;

/// Writes a starting review, never over a file that is there.
pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let kind = args.kind.map(Kind::from).or(if rubric.kinds.len() == 1 { rubric.kinds.first().copied() } else { None });
    let id = args.file.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let text = report::starter(&rubric, &id, kind);
    let path = shown(&args.file);
    write_new(&args.file, &text)?;
    let path = Shown::new(&path);
    terminal.say(&format!("{path} is written. Fill it in, then: casegrade grade {path}\n"))?;
    Ok(Exit::Done)
}
