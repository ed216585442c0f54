//! The container of office formats: a zip archive, of which only the parts that are asked for are unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::{Diagnostic, Limits};

/// An archive whose parts are unpacked within limits.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limits: Limits,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// For a file that is not one, or is damaged.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, Box<Diagnostic>> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            let message = "the document is damaged or not complete: it cannot be unpacked";
            Box::new(Diagnostic::error("damaged", message).help(AGAIN))
        })?;
        Ok(Package { archive, limits, left: limits.size })
    }

    /// True if there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// True if there is a part whose name begins so.
    pub(super) fn has_any(&self, start: &str) -> bool {
        self.archive.file_names_raw().any(|name| name.starts_with(start.as_bytes()))
    }

    /// The text of a part; `None` if there is no such part.
    ///
    /// # Errors
    /// Where it cannot be unpacked, is no text, or all that was unpacked is more than the limits allow. What the archive
    /// says about sizes is not believed.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Box<Diagnostic>> {
        if !self.has(name) {
            return Ok(None);
        }
        let part = self.archive.by_name(name).map_err(|error| refused(name, &error))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged(name, "cannot be unpacked"))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(|| Box::new(too_large(self.limits)))?;
        decoded(name, bytes).map(Some)
    }
}

/// True for a Word document with a comment by `author`.
#[cfg(feature = "cli")]
pub(crate) fn has_comments_by(author: &str, bytes: &[u8], limits: Limits) -> bool {
    let comments = Package::open(bytes, limits).and_then(|mut package| package.text("word/comments.xml"));
    comments.is_ok_and(|text| text.is_some_and(|text| text.contains(&format!("author=\"{author}\""))))
}

/// XML may be in UTF-8 or UTF-16.
fn decoded(name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units = pairs.filter_map(|pair| Some(unit(pair.try_into().ok()?)));
        String::from_utf16(&units.collect::<Vec<u16>>()).ok()
    };
    let text = match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        Some(_) | None => String::from_utf8(bytes).ok(),
    };
    let text = text.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text));
    text.ok_or_else(|| damaged(name, "is no text"))
}

fn refused(name: &str, error: &ZipError) -> Box<Diagnostic> {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return Box::new(password());
    }
    let is_unknown = matches!(error, ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_));
    damaged(name, if is_unknown { "is packed in a way that is not read" } else { "cannot be unpacked" })
}

/// The message about a document with a password.
pub(super) fn password() -> Diagnostic {
    Diagnostic::error("password-protected", "the document is protected by a password")
        .help("open it in a word processor and save a copy without a password")
}

fn damaged(name: &str, why: &str) -> Box<Diagnostic> {
    let message = format!("the document is damaged or not complete: its part `{name}` {why}");
    Box::new(Diagnostic::error("damaged", message).help(AGAIN))
}

/// What to do about a document that cannot be unpacked.
const AGAIN: &str = "was it copied or sent in full? open it in a word processor and save it again";

fn too_large(limits: Limits) -> Diagnostic {
    let message = format!("the document unpacks to more than {} bytes", limits.size);
    Diagnostic::error("too-large", message).help("`--max-size` allows more")
}
