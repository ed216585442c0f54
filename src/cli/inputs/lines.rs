//! A file with a review in JSON on each line.

use std::cell::OnceCell;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::{Input, Unread, Within, bytes, called};
use crate::document::{Format, Source};

/// The reviews of such a file, one line in memory at a time. Blank lines are passed over.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read>>,
    name: String,
    named: bool,
    within: Within,
    number: usize,
    ended: bool,
}

impl Lines {
    /// Opens the file.
    pub(super) fn open(path: &Path, named: bool, within: Within) -> Result<Self, Unread> {
        let (reader, _) = bytes::open(path)?;
        Ok(Lines { reader: BufReader::new(reader), name: called(path), named, within, number: 0, ended: false })
    }

    /// The next line without its end, never more than one byte beyond the limit; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let most = self.within.limits.size.saturating_add(1);
        let read = self.reader.by_ref().take(most).read_until(b'\n', &mut line)?;
        Ok((read > 0).then_some(line))
    }

    /// Passes over the rest of a line that is too long.
    fn pass(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            let is_last = end.is_some() || buffer.is_empty();
            self.reader.consume(length);
            if is_last {
                return Ok(());
            }
        }
    }

    fn input(&mut self, line: Vec<u8>) -> Result<Input, Unread> {
        let is_whole = line.ends_with(b"\n");
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if length > self.within.limits.size && !is_whole {
            self.pass().map_err(|error| self.failed(&error))?;
            let place = format!("{}:{}", self.name, self.number);
            return Err(Unread::around(place, "too-large", bytes::beyond(self.within.limits.size)));
        }
        match Source::from_bytes(self.name.clone(), line) {
            Ok(source) => Ok(Input {
                source: source.as_line(self.number),
                format: Format::Json,
                within: self.within,
                alone: None,
                path: None,
                named: self.named,
                lists: OnceCell::new(),
            }),
            Err((source, diagnostic)) => Err(Unread::Text(source.as_line(self.number), diagnostic)),
        }
    }

    fn failed(&mut self, error: &io::Error) -> Unread {
        self.ended = true;
        Unread::around(self.name.clone(), "cannot-read", super::reason(error))
    }
}

impl Iterator for Lines {
    type Item = Result<Input, Unread>;

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
