//! Bytes that are not the text they should be: which encoding or kind of file it is, and how to save it right.

use super::Diagnostic;
use crate::text::Span;

/// The number of bytes examined to recognise a file.
const LOOKED_AT: usize = 4096;

/// The text of `bytes`, or what stands before the first byte that is no text, with what is wrong.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, (String, Box<Diagnostic>)> {
    match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => Ok(text),
            Some(at) => Err((before(&text, at), problem(Kind::detect(text.as_bytes()), at))),
        },
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
            let at = text.find('\0').unwrap_or(valid);
            Err((before(&text, at), problem(Kind::detect(error.as_bytes()), at)))
        }
    }
}

fn before(text: &str, at: usize) -> String {
    text.get(..at).unwrap_or_default().to_owned()
}

/// Returns the text of bytes in Windows-1252, as older spreadsheets save it; `None` where a byte is not one of the letters and
/// signs that every such file shares with its neighbours, so that it may be of another encoding.
#[must_use]
pub(crate) fn windows_1252(bytes: &[u8]) -> Option<String> {
    let sign = |byte: u8| match byte {
        b'\t' | b'\r' | b'\n' | 0x20..=0x7e | 0xa0..=0xff => Some(char::from(byte)),
        0x80 => Some('€'),
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        _ => None,
    };
    bytes.iter().map(|byte| sign(*byte)).collect()
}

/// What a file is that is no text in UTF-8.
#[derive(Clone, Copy)]
enum Kind {
    Utf16,
    Utf32,
    WordProcessor,
    Pdf,
    OneByte,
    Binary,
}

impl Kind {
    fn detect(bytes: &[u8]) -> Kind {
        let begins = |mark: &[u8]| bytes.starts_with(mark);
        let looked_at = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
        let zeros = |rest: usize| looked_at.iter().skip(rest).step_by(2).filter(|byte| **byte == 0).count();
        // Most letters of a Latin text in UTF-16 have one byte of two that is zero.
        let is_wide = |zeros: usize, others: usize| zeros * 4 > looked_at.len() && others * 8 < looked_at.len();
        match () {
            () if begins(b"\xff\xfe\0\0") || begins(b"\0\0\xfe\xff") => Kind::Utf32,
            () if begins(b"\xff\xfe") || begins(b"\xfe\xff") => Kind::Utf16,
            () if begins(b"PK\x03\x04") || begins(b"\xd0\xcf\x11\xe0") || begins(b"{\\rtf") => Kind::WordProcessor,
            () if begins(b"%PDF") => Kind::Pdf,
            () if is_wide(zeros(0), zeros(1)) || is_wide(zeros(1), zeros(0)) => Kind::Utf16,
            () if looked_at.contains(&0) => Kind::Binary,
            () => Kind::OneByte,
        }
    }
}

fn problem(kind: Kind, at: usize) -> Box<Diagnostic> {
    let (message, help) = match kind {
        Kind::Utf16 => ("the file is UTF-16, not UTF-8", SAVE),
        Kind::Utf32 => ("the file is UTF-32, not UTF-8", SAVE),
        Kind::WordProcessor => ("the file is a document of a word processor or an archive, not plain text", EDITOR),
        Kind::Pdf => ("the file is a PDF, not plain text", EDITOR),
        Kind::OneByte => ("the file is not UTF-8 text, but most likely an older encoding, such as Windows-1252", SAVE),
        Kind::Binary => ("the file holds bytes that are no text", EDITOR),
    };
    Box::new(Diagnostic::error("not-utf-8", message).at(Span::new(at, at), "the first byte that is no text").help(help))
}

const SAVE: &str = "save it again as plain text in UTF-8: in most editors, Save as, and there the encoding";
const EDITOR: &str =
    "write it as plain text, in a text editor; `casegrade new` and `casegrade rubric new` write one to begin with";
