//! Files of results, as `grade --format json` and `ndjson` write them and other programs save them again.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::document::Limits;
use crate::load::{InputFormat, ending};
use crate::tables::{self, Entry, Results, RubricName};

/// True if a file is one of results; its reviews are passed over.
pub(super) fn is_results(path: &Path) -> bool {
    if holds_lines(path) {
        return path.is_file() && first_line(path).is_some_and(|line| tables::result_line(&line).is_ok());
    }
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    is_json && path.is_file() && read_results(path, None).is_ok()
}

/// True if the name is that of a file with a review or a result a line.
pub(super) fn holds_lines(path: &Path) -> bool {
    InputFormat::of_ending(&ending(path)) == Some(InputFormat::Ndjson)
}

/// Opens a file of results after its byte-order mark, if it has one.
pub(super) fn open_results(path: &Path) -> io::Result<BufReader<File>> {
    let mut file = BufReader::new(File::open(path)?);
    if file.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        file.consume('\u{feff}'.len_utf8());
    }
    Ok(file)
}

/// The first line of a file that is not blank.
fn first_line(path: &Path) -> Option<Vec<u8>> {
    let lines = open_results(path).ok()?.take(Limits::USUAL.size).split(b'\n');
    lines.map_while(Result::ok).find(|line| !line.trim_ascii().is_empty())
}

/// Reads a file of results one review at a time, however large it is.
///
/// # Errors
/// Where it cannot be read, or is not a result.
pub(super) fn read_results(
    path: &Path,
    each: Option<&mut dyn FnMut(Entry, Option<RubricName>)>,
) -> Result<Results, serde_json::Error> {
    let file = open_results(path).map_err(serde_json::Error::io)?;
    let mut input = serde_json::Deserializer::from_reader(file);
    let read = match each {
        Some(each) => tables::reviews(&mut input, each),
        None => tables::results(&mut input),
    }?;
    input.end()?;
    Ok(read)
}
