//! `casegrade schema`

use std::path::Path;

use serde_json::Value;

use super::args::SchemaArgs;
use super::exit::{Error, Exit};
use super::output::replace_all;
use super::terminal::Terminal;
use crate::load::shown;
use crate::report::json::to_json;
use crate::report::{Known, SCHEMAS};

/// Prints a schema, or writes it into a file.
pub(super) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(known) = SCHEMAS.iter().find(|known| known.name == args.name) else {
        return Err(Error::Asked(format!("there is no schema `{}`", args.name)));
    };
    let text = to_json(&known.schema())?;
    match &args.output {
        Some(file) => write(file, &text)?,
        None => terminal.say(&text)?,
    }
    Ok(Exit::Done)
}

/// Writes `text` into `file`, whole or not at all, and never over anything but a schema of this program.
fn write(file: &Path, text: &str) -> Result<(), Error> {
    let path = shown(file);
    let may_be_read = file.is_file() || file.is_dir();
    if may_be_read && !std::fs::read(file).is_ok_and(|bytes| is_ours(&bytes)) {
        return Err(Error::Asked(format!(
            "`{path}` already exists and is not a casegrade schema; choose another name"
        )));
    }
    // A link stays a link: what it leads to is written.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    replace_all(&[(file.as_path(), text.as_bytes().to_vec())])
}

fn is_ours(bytes: &[u8]) -> bool {
    let held: Option<Value> = serde_json::from_slice(bytes).ok();
    held.as_ref()
        .and_then(|held| held.get("$id"))
        .and_then(Value::as_str)
        .is_some_and(|id| id.starts_with(Known::ID_BEGINS))
}
