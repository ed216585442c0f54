//! Reading without reading too much.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::super::exit::reason;
use super::{Unread, called, is_standard_input, shown};
use crate::text::nearest;

/// The bytes of a file, or of the standard input; never more than `most`, and of a file that is too large none.
///
/// # Errors
/// Where it cannot be read, and of the kind [`io::ErrorKind::FileTooLarge`] where it is larger.
pub(in crate::cli) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (mut reader, length) = open(path)?;
    let mut bytes = Vec::new();
    if length.is_none_or(|length| length <= most) {
        reader.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
            return Ok(bytes);
        }
    }
    Err(io::Error::new(io::ErrorKind::FileTooLarge, beyond(most)))
}

/// The bytes of an input, as [`read`] gives them, or why there are none.
pub(super) fn of_input(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    read(path, most).map_err(|error| failed(path, &error))
}

/// Opens a file or the standard input; with its length, where that is known.
pub(super) fn open(path: &Path) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if is_standard_input(path) {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = if is_pipe(path) { open_pipe(path)? } else { File::open(path)? };
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let length = data.is_file().then_some(data.len());
    Ok((Box::new(file), length))
}

/// How long a named pipe is waited for; `--help` says so too.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens a named pipe, which nobody can before somebody opens it for writing. One that a shell makes for `<(...)` has its
/// writer, or gets it at once.
fn open_pipe(path: &Path) -> io::Result<File> {
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    // Where no writer comes this thread waits on, and ends with the program.
    thread::spawn(move || sender.send(File::open(path)));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        let message = format!("it is a named pipe, and nothing was written to it for {} seconds", PATIENCE.as_secs());
        Err(io::Error::new(io::ErrorKind::TimedOut, message))
    })
}

/// True for a named pipe.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.metadata().is_ok_and(|data| data.file_type().is_fifo())
}

/// Other systems have no pipes among their files.
#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// True for something that is there and cannot be read twice, or without end: a pipe, a socket or a device.
pub(in crate::cli) fn is_no_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// What is said of something that is no file where only a file can be read.
pub(super) const NO_FILE: &str = "it is a pipe, a socket or a device, not a file";

/// The error for a file that cannot be read.
pub(super) fn failed(path: &Path, error: &io::Error) -> Unread {
    let code = if error.kind() == io::ErrorKind::FileTooLarge { "too-large" } else { "cannot-read" };
    Unread::around(called(path), code, why(path, error) + &near(path, error))
}

/// Why a file cannot be read, and what to do about it.
pub(super) fn why(path: &Path, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return more_allowed(&error.to_string());
    }
    link(path).unwrap_or_else(|| reason(error))
}

/// The file or folder beside one that is not there which was most likely meant.
fn near(path: &Path, error: &io::Error) -> String {
    let is_gone = error.kind() == io::ErrorKind::NotFound && !path.is_symlink();
    let Some(name) = path.file_name().filter(|_| is_gone) else { return String::new() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).take(MOST_NAMES);
    let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    let found =
        nearest(&name.to_string_lossy(), names.iter().map(String::as_str).filter(|name| !name.starts_with('.')));
    found.map_or_else(String::new, |found| format!(": did you mean `{}`?", shown(&path.with_file_name(found))))
}

/// In a folder of more files, no near name is looked for beyond so many.
const MOST_NAMES: usize = 10_000;

/// Says of something that is too large how more is read.
pub(super) fn more_allowed(what: &str) -> String {
    format!("{what}; `--max-size` allows more")
}

/// What is wrong with a link that leads to no file.
fn link(path: &Path) -> Option<String> {
    let target = std::fs::read_link(path).ok()?;
    let error = path.metadata().err()?;
    Some(if error.kind() == io::ErrorKind::NotFound {
        format!("it is a link to `{}`, which does not exist", shown(&target))
    } else if target == Path::new(path.file_name()?) {
        "it is a link to itself".to_owned()
    } else {
        format!("it is a link to `{}`: {}", shown(&target), reason(&error))
    })
}

/// Says that something is larger than `most` bytes.
pub(super) fn beyond(most: u64) -> String {
    format!("it is larger than {}", in_words(most))
}

/// A number of bytes in the largest unit that it is a whole number of.
fn in_words(bytes: u64) -> String {
    let units = [(30, "GB"), (20, "MB"), (10, "kB")];
    let whole = units.iter().find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    whole.map_or_else(|| format!("{bytes} bytes"), |(shift, unit)| format!("{} {unit}", bytes >> shift))
}
