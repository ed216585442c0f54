//! Files that the program writes.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::exit::{Error, reason};
use super::inputs::shown;

/// Writes a file, never over one that is there.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error: &io::Error| {
        let path = shown(path);
        Error::Asked(if error.kind() == io::ErrorKind::AlreadyExists {
            format!("`{path}` is there already, and is not written over")
        } else {
            format!("cannot write `{path}`: {}", reason(error))
        })
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))
}
