//! A file with a review in JSON on each line.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::error::reason;
use super::files::{beyond, more_allowed};
use super::input::Input;
use super::paths::called;
use super::{Error, Loader};
use crate::document::{Format, Source};

/// How many times the limit is skipped to find the end of a line that is too long.
const REACH: u64 = 16;

/// The most bytes for which memory is reserved before a line is read.
const MOST_FORESEEN: usize = 1 << 20;

/// The reviews of such a file, one line in memory at a time. Blank lines are passed over.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    name: String,
    is_named: bool,
    loader: Loader,
    number: usize,
    ended: bool,
    /// A little more than the length of the line before, in bytes: most lines are about as long.
    usual: usize,
}

impl Lines {
    /// Opens the file.
    pub(super) fn open(path: &Path, is_named: bool, loader: &Loader) -> Result<Self, Error> {
        let reader = loader.files.open(path).map_err(|error| loader.files.failed(path, &error))?;
        let (reader, loader) = (BufReader::new(reader), loader.clone());
        Ok(Lines { reader, name: called(path), is_named, loader, number: 0, ended: false, usual: 0 })
    }

    /// The next line without its end, never more than one byte beyond the limit; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::with_capacity(self.usual.min(MOST_FORESEEN));
        let most = self.loader.limits.size.saturating_add(1);
        let read = self.reader.by_ref().take(most).read_until(b'\n', &mut line)?;
        self.usual = line.len() + line.len() / 8;
        Ok((read > 0).then_some(line))
    }

    /// Passes over the rest of a line that is too long; false if it has no end within reach.
    fn pass(&mut self) -> io::Result<bool> {
        let mut passed = 0_u64;
        while passed < self.loader.limits.size.saturating_mul(REACH) {
            let buffer = self.reader.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            let is_last = end.is_some() || buffer.is_empty();
            self.reader.consume(length);
            if is_last {
                return Ok(true);
            }
            passed = passed.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        }
        Ok(false)
    }

    fn input(&mut self, line: Vec<u8>) -> Result<Input, Error> {
        let is_whole = line.ends_with(b"\n");
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if length > self.loader.limits.size && !is_whole {
            self.ended = !self.pass().map_err(|error| self.failed(&error))?;
            let place = format!("{}:{}", self.name, self.number);
            let rest = if self.ended { ", and its end was not found, so nothing after it was read" } else { "" };
            let message = more_allowed(&(beyond(self.loader.limits.size) + rest));
            return Err(Error::unreadable(place, "too-large", message));
        }
        match Source::from_bytes(self.name.clone(), line) {
            Ok(source) => Ok(Input {
                source: source.as_line(self.number),
                format: Format::Json,
                loader: self.loader.clone(),
                alone: None,
                sheet: None,
                path: None,
                is_named: self.is_named,
            }),
            Err((source, diagnostic)) => Err((source.as_line(self.number), diagnostic).into()),
        }
    }

    fn failed(&mut self, error: &io::Error) -> Error {
        self.ended = true;
        Error::unreadable(self.name.clone(), "cannot-read", reason(error))
    }
}

impl Iterator for Lines {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            match self.line() {
                Ok(None) => self.ended = true,
                Ok(Some(line)) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(line)) => return Some(self.input(line)),
                Err(error) => return Some(Err(self.failed(&error))),
            }
        }
        None
    }
}
