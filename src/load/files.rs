//! Where the bytes of files come from, and how no more of them is read than is allowed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::Error;
use super::error::reason;
use super::paths::{called, is_standard_input, shown};
use crate::text::nearest;

/// Where files are.
#[derive(Clone, Debug, Default)]
pub enum Files {
    /// On the disk; `-` is stdin.
    #[default]
    Disk,
    /// In memory, by their paths.
    Memory(Arc<BTreeMap<PathBuf, Vec<u8>>>),
}

impl Files {
    /// Returns files in memory, each under its path.
    pub fn in_memory<N: Into<PathBuf>>(files: impl IntoIterator<Item = (N, Vec<u8>)>) -> Self {
        Files::Memory(Arc::new(files.into_iter().map(|(path, bytes)| (plain(&path.into()), bytes)).collect()))
    }

    /// Returns the bytes of a file, never more than `most`, and of a file that is too large none.
    ///
    /// # Errors
    /// Where it cannot be read, and of the kind [`io::ErrorKind::FileTooLarge`] where it is larger.
    pub(super) fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self {
            Files::Disk => read(path, most),
            Files::Memory(files) => {
                let bytes = files.get(&plain(path)).ok_or(io::ErrorKind::NotFound)?;
                if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
                    return Ok(bytes.clone());
                }
                Err(io::Error::new(io::ErrorKind::FileTooLarge, beyond(most)))
            }
        }
    }

    /// Opens a file for reading piece by piece.
    pub(super) fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Files::Disk => Ok(open(path)?.0),
            Files::Memory(_) => Ok(Box::new(io::Cursor::new(self.read(path, u64::MAX)?))),
        }
    }

    /// Whether there is something under this path, were it a link that leads nowhere.
    pub(super) fn is_there(&self, path: &Path) -> bool {
        match self {
            Files::Disk => path.symlink_metadata().is_ok(),
            Files::Memory(files) => files.contains_key(&plain(path)),
        }
    }

    /// Checks that there is a file or folder under this path.
    ///
    /// # Errors
    /// Where there is no such file.
    pub(super) fn check(&self, path: &Path) -> io::Result<()> {
        match self {
            Files::Disk => path.metadata().map(drop),
            Files::Memory(_) => self.read(path, u64::MAX).map(drop),
        }
    }

    /// Whether this is a pipe, a socket or a device.
    pub(super) fn is_no_file(&self, path: &Path) -> bool {
        matches!(self, Files::Disk) && is_no_file(path)
    }

    /// Whether `file` is a link that leads out of `folder`.
    pub(super) fn leads_out(&self, folder: &Path, file: &Path) -> bool {
        matches!(self, Files::Disk)
            && matches!((Path::new(".").join(folder).canonicalize(), file.canonicalize()),
                (Ok(folder), Ok(real)) if !real.starts_with(&folder))
    }

    /// Returns the names of what is in the folder of `path`, in order.
    pub(super) fn names_beside(&self, path: &Path) -> Vec<String> {
        let mut names = self.names_in(path.parent().unwrap_or(Path::new("")), |_| true);
        names.truncate(MOST_NAMES);
        names
    }

    /// Returns the names of what is in `folder` that `keep` keeps, in order.
    pub(super) fn names_in(&self, folder: &Path, keep: impl Fn(&str) -> bool) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Files::Disk => {
                let files = std::fs::read_dir(Path::new(".").join(folder)).into_iter().flatten();
                files.filter_map(|file| Some(file.ok()?.file_name().to_string_lossy().into_owned())).collect()
            }
            Files::Memory(files) => {
                let beside = files.keys().filter(|file| file.parent() == Some(&plain(folder)));
                beside.filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect()
            }
        };
        names.retain(|name| keep(name));
        names.sort_unstable();
        names
    }

    /// Returns the error for a file that cannot be read.
    pub(super) fn failed(&self, path: &Path, error: &io::Error) -> Error {
        let code = if error.kind() == io::ErrorKind::FileTooLarge { "too-large" } else { "cannot-read" };
        Error::unreadable(called(path), code, why(path, error) + &self.near(path, error))
    }

    /// Names the file or folder beside one that is not there which was most likely meant.
    fn near(&self, path: &Path, error: &io::Error) -> String {
        let is_gone = error.kind() == io::ErrorKind::NotFound && !self.is_there(path);
        let Some(name) = path.file_name().filter(|_| is_gone) else { return String::new() };
        let names = self.names_beside(path);
        let names = names.iter().map(String::as_str).filter(|name| !name.starts_with('.'));
        let found = nearest(&name.to_string_lossy(), names);
        found.map_or_else(String::new, |found| format!(": did you mean `{}`?", shown(&path.with_file_name(found))))
    }
}

/// The path without the steps that lead nowhere.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

/// Returns the bytes of a file or of stdin: at most `most`, and none of a file that is too large.
///
/// # Errors
/// Where it cannot be read, and of the kind [`io::ErrorKind::FileTooLarge`] where it is larger.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
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

/// Opens a file or stdin, with its length if that is known.
fn open(path: &Path) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
    if is_standard_input(path) {
        return Ok((Box::new(io::stdin()), None));
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
    wait_for(path, |path| File::open(path), "nothing was written to it")
}

/// Opens what is no file to write into it. Nobody can open a named pipe before somebody opens it for reading.
///
/// # Errors
/// Where it cannot be opened, or is a pipe that nobody reads.
#[cfg(feature = "cli")]
pub(crate) fn open_to_write(path: &Path) -> io::Result<File> {
    let open = |path: &Path| File::options().write(true).open(path);
    if is_pipe(path) { wait_for(path, open, "nobody read it") } else { open(path) }
}

/// Opens a named pipe, and gives up where nobody opens its other end: `in_vain` says so.
fn wait_for(path: &Path, open: fn(&Path) -> io::Result<File>, in_vain: &str) -> io::Result<File> {
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    // Where nobody comes this thread waits on, and ends with the program.
    thread::spawn(move || sender.send(open(&path)));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        let message = format!("it is a named pipe, and {in_vain} for {} seconds", PATIENCE.as_secs());
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
pub(crate) fn is_no_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The message about something that is not a file where only a file can be read.
pub(super) const NO_FILE: &str = "it is a pipe, a socket or a device, not a file";

/// Why a file cannot be read, and what to do about it.
pub(super) fn why(path: &Path, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return more_allowed(&error.to_string());
    }
    link(path).unwrap_or_else(|| reason(error))
}

/// The most files of a folder that are searched for a similar name.
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
