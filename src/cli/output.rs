//! Results in a file: written whole or not at all, and never over an input.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::exit::{Error, reason};
use super::pending::Pending;
use super::terminal::Terminal;
use crate::load::{self, shown};
use crate::report::{self, Format, Report, View};

/// Where a result goes, and in which formats.
#[derive(Debug)]
pub(super) struct Outputs(Vec<Output>);

/// One output.
#[derive(Debug)]
struct Output {
    /// The file; `None` for stdout.
    file: Option<PathBuf>,
    format: Format,
}

impl Outputs {
    /// Takes note of where a result is to go.
    ///
    /// # Errors
    /// Where that is a folder.
    pub(super) fn new(outputs: &[(Option<&Path>, Format)]) -> Result<Self, Error> {
        let output = |(file, format): &(Option<&Path>, Format)| match file {
            Some(file) if file.is_dir() => Err(failed(file, &io::ErrorKind::IsADirectory.into())),
            // A link stays a link: what it leads to is written.
            Some(file) => {
                Ok(Output { file: Some(file.canonicalize().unwrap_or_else(|_| (*file).to_owned())), format: *format })
            }
            None => Ok(Output { file: None, format: *format }),
        };
        Ok(Outputs(outputs.iter().map(output).collect::<Result<_, Error>>()?))
    }

    /// Returns the format of stdout, if nothing goes to a file.
    pub(super) fn printed(&self) -> Option<Format> {
        match self.0.as_slice() {
            [Output { file: None, format }] => Some(*format),
            _ => None,
        }
    }

    /// Whether there is a file already that would be written over.
    pub(super) fn exist(&self) -> bool {
        self.0.iter().filter_map(|output| output.file.as_ref()).any(|file| file.exists())
    }

    /// Refuses to be one of these files, by this name or another.
    ///
    /// # Errors
    /// Where one is.
    pub(super) fn are_none_of(&self, inputs: &[PathBuf]) -> Result<(), Error> {
        // What is no file is not written over. To compare a pipe is to open it, which takes its writer away.
        for file in self.0.iter().filter_map(|output| output.file.as_ref()).filter(|file| file.is_file()) {
            let is_same = |input: &&PathBuf| input.is_file() && same_file::is_same_file(input, file).unwrap_or(false);
            if let Some(input) = inputs.iter().find(is_same) {
                return Err(Error::Asked(format!(
                    "`--output` cannot overwrite `{}`, which is one of the inputs",
                    shown(input)
                )));
            }
        }
        Ok(())
    }

    /// Writes the result; one that says nothing to people is written for programs only.
    ///
    /// # Errors
    /// Where it cannot be written, or is the list of names; files that were there are then as they were.
    pub(super) fn write(
        &self,
        result: &impl Report,
        view: View,
        says_something: bool,
        terminal: &mut Terminal,
    ) -> Result<(), Error> {
        if let Some(names) = terminal.names() {
            self.are_none_of(&[names.to_owned()])?;
        }
        let mut files = Vec::new();
        for output in self.0.iter().filter(|output| says_something || output.format == Format::Json) {
            let bytes = report::write(result, output.format, view, terminal.style_for(output.file.is_none()))?;
            match &output.file {
                None => terminal.say(&bytes)?,
                Some(file) => files.push((file.as_path(), bytes)),
            }
        }
        replace_all(&files)
    }
}

/// Puts files with these contents in the place of others, or where none are: all of them, or as far as can be known none.
///
/// # Errors
/// Where one cannot be written.
pub(super) fn replace_all(files: &[(&Path, Vec<u8>)]) -> Result<(), Error> {
    let new =
        files.iter().map(|(file, bytes)| Ok((*file, prepared(file, bytes).map_err(|error| failed(file, &error))?)));
    for (file, new) in new.collect::<Result<Vec<_>, Error>>()? {
        if let Some(new) = new {
            new.persist(file, true).map_err(|error| failed(file, &error))?;
        }
    }
    Ok(())
}

/// Creates a file with this content, whole or not at all.
///
/// # Errors
/// Where the file already exists (`AlreadyExists`) or cannot be written.
pub(super) fn create(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if file.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    match prepared(file, bytes)? {
        Some(new) => new.persist(file, false),
        None => Ok(()),
    }
}

pub(super) fn failed(file: &Path, error: &io::Error) -> Error {
    Error::Asked(format!("cannot write `{}`: {}", shown(file), reason(error)))
}

/// Writes the new contents of a file beside it; what is no file, a pipe or a device, is written into instead.
fn prepared(file: &Path, bytes: &[u8]) -> io::Result<Option<Pending>> {
    let there = fs::metadata(file);
    if there.as_ref().is_ok_and(|data| !data.is_file()) {
        load::open_to_write(file)?.write_all(bytes)?;
        return Ok(None);
    }
    if there.as_ref().is_ok_and(|data| data.permissions().readonly()) {
        return Err(io::Error::other("it is read-only"));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    if let Some(permissions) = there.map(|data| data.permissions()).ok().or_else(usual) {
        builder.permissions(permissions);
    }
    let mut new = Pending::create(|| builder.tempfile_in(folder))?;
    new.0.write_all(bytes)?;
    new.0.as_file().sync_all()?;
    Ok(Some(new))
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
