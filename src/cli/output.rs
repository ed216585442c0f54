//! Results in a file: written whole or not at all, and never over an input.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::exit::{Error, reason};
use super::terminal::Terminal;
use crate::load::shown;

/// Where a result goes.
#[derive(Debug)]
pub(super) struct Output {
    /// The file; `None` for the standard output.
    file: Option<PathBuf>,
}

impl Output {
    /// Takes note of where a result is to go.
    ///
    /// # Errors
    /// Where that is a folder.
    pub(super) fn new(file: Option<&Path>) -> Result<Self, Error> {
        let Some(file) = file else { return Ok(Output { file: None }) };
        if file.is_dir() {
            return Err(failed(file, &io::ErrorKind::IsADirectory.into()));
        }
        // A link stays a link: what it leads to is written.
        Ok(Output { file: Some(file.canonicalize().unwrap_or_else(|_| file.to_owned())) })
    }

    /// True if there is a file already that would be written over.
    pub(super) fn is_there(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.exists())
    }

    /// Refuses to be one of these files, by this name or another.
    ///
    /// # Errors
    /// Where it is.
    pub(super) fn is_none_of(&self, inputs: &[PathBuf]) -> Result<(), Error> {
        // What is no file is not written over. To compare a pipe is to open it, which takes its writer away.
        let Some(file) = self.file.as_ref().filter(|file| file.is_file()) else { return Ok(()) };
        let is_same = |input: &&PathBuf| input.is_file() && same_file::is_same_file(input, file).unwrap_or(false);
        match inputs.iter().find(is_same) {
            Some(input) => Err(Error::Asked(format!(
                "`--output` names a file that is read, `{}`, and it is not written over",
                shown(input)
            ))),
            None => Ok(()),
        }
    }

    /// Writes the result.
    ///
    /// # Errors
    /// Where it cannot be written, or is the list of names; a file that was there is then as it was.
    pub(super) fn write(&self, text: &str, terminal: &mut Terminal) -> Result<(), Error> {
        if let Some(names) = terminal.names() {
            self.is_none_of(&[names.to_owned()])?;
        }
        match &self.file {
            None => terminal.say(text),
            Some(file) => replace(file, text).map_err(|error| failed(file, &error)),
        }
    }
}

fn failed(file: &Path, error: &io::Error) -> Error {
    Error::Asked(format!("cannot write `{}`: {}", shown(file), reason(error)))
}

/// Puts a file with this text in the place of another, or where none is.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let there = fs::metadata(file);
    // What is no file, a pipe or a device, can only be written into.
    if there.as_ref().is_ok_and(|data| !data.is_file()) {
        return File::options().write(true).open(file)?.write_all(text.as_bytes());
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    if let Some(permissions) = there.map(|data| data.permissions()).ok().or_else(usual) {
        builder.permissions(permissions);
    }
    let mut new = builder.tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file).map(drop).map_err(|error| error.error)
}

/// What a new file may be used for, less what the system's mask takes away.
#[cfg(unix)]
fn usual() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

/// What a new file may be used for is for the system to say.
#[cfg(not(unix))]
fn usual() -> Option<Permissions> {
    None
}
