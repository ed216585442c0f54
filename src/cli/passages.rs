//! `casegrade passages`

use super::args::{PassagesArgs, PassagesFormat};
use super::exit::{Error, Exit};
use super::terminal::Terminal;
use crate::load::Loader;
use crate::report;
use crate::review::import::taken;

/// Shows a document as it is read, with what each part is taken for.
pub(super) fn run(args: &PassagesArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let loader = Loader { limits: args.limits.limits(), ..Loader::default() };
    let passages = match loader.document(&args.document) {
        Ok(passages) => passages,
        Err(error) => {
            terminal.complain_of_input(&error);
            return Ok(Exit::Wrong);
        }
    };
    let (taken, mask) = (taken(&passages), terminal.mask());
    terminal.say(&match args.format {
        PassagesFormat::Text => report::passages_text(&passages, &taken, &mask),
        PassagesFormat::Json => report::passages_json(&passages, &taken, &mask)?,
    })?;
    Ok(Exit::Done)
}
