//! Reading without reading too much.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::super::exit::reason;
use super::{Unread, called, is_standard_input};

/// The bytes of a file, or of the standard input; never more than `most`, and of a file that is too large none.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    let (mut reader, length) = open(path)?;
    if length.is_some_and(|length| length > most) {
        return Err(too_large(path, most));
    }
    let mut bytes = Vec::new();
    reader.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most { Err(too_large(path, most)) } else { Ok(bytes) }
}

/// Opens a file or the standard input; with its length, where that is known.
pub(super) fn open(path: &Path) -> Result<(Box<dyn Read>, Option<u64>), Unread> {
    if is_standard_input(path) {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let opened = || {
        let file = File::open(path)?;
        let data = file.metadata()?;
        if data.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok((file, data.is_file().then_some(data.len())))
    };
    let (file, length) = opened().map_err(|error| failed(path, &error))?;
    Ok((Box::new(file), length))
}

/// The error for a file that cannot be read.
pub(super) fn failed(path: &Path, error: &io::Error) -> Unread {
    Unread::around(called(path), "cannot-read", reason(error))
}

fn too_large(path: &Path, most: u64) -> Unread {
    Unread::around(called(path), "too-large", beyond(most))
}

/// Says that something is larger than `most` bytes.
pub(super) fn beyond(most: u64) -> String {
    format!("it is larger than {}; `--max-size` allows more", in_words(most))
}

/// A number of bytes in the largest unit that it is a whole number of.
fn in_words(bytes: u64) -> String {
    let units = [(30, "GB"), (20, "MB"), (10, "kB")];
    let whole = units.iter().find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    whole.map_or_else(|| format!("{bytes} bytes"), |(shift, unit)| format!("{} {unit}", bytes >> shift))
}
