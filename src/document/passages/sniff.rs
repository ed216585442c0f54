//! Which kind of document some bytes are, by what they are rather than by their name.

use super::{Passages, docx, markdown, odt, package::Package, package::password, plain};
use crate::document::{Diagnostic, Limits};

/// A kind of narrative document that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [DocumentKind; 4] =
        [DocumentKind::Docx, DocumentKind::Odt, DocumentKind::Markdown, DocumentKind::Plain];

    /// What the names of its files end in, without the dot; the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            DocumentKind::Docx => &["docx", "docm", "dotx"],
            DocumentKind::Odt => &["odt"],
            DocumentKind::Markdown => &["md", "markdown"],
            DocumentKind::Plain => &["txt", "text"],
        }
    }

    /// The kind whose files end in `ending`, in letters of any size.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<DocumentKind> {
        let has = |kind: &DocumentKind| kind.endings().iter().any(|known| known.eq_ignore_ascii_case(ending));
        DocumentKind::ALL.into_iter().find(has)
    }

    /// True if files that end so hold narrative documents, be they of a kind that is read or not.
    #[must_use]
    pub fn is_document(ending: &str) -> bool {
        DocumentKind::of_ending(ending).is_some() || NOT_READ.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }
}

/// What files of kinds that are not read end in; what they are is said by what is in them.
const NOT_READ: [&str; 9] = ["pdf", "doc", "rtf", "html", "htm", "pages", "wpd", "epub", "wps"];

/// What is read instead.
const READ: &str = "save it as a Word document (.docx), OpenDocument text (.odt), Markdown (.md) or plain text (.txt)";

/// What is done with sheets instead.
const SHEETS: &str = "save the sheet with the file type `CSV UTF-8`, and name that file in `[lists]` of a review as its \
                      `events` or `actions`; or copy the table into a Word document";

/// Reads the passages of a document whose name ends in `ending`; a document of an office program is known by what is in it.
///
/// # Errors
/// One that says what the bytes are where they cannot be read, or what is wrong with them.
pub fn read(bytes: Vec<u8>, ending: &str, limits: Limits) -> Result<Passages, Box<Diagnostic>> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.size {
        let message = format!("the document is larger than {} bytes", limits.size);
        return Err(Box::new(Diagnostic::error("too-large", message).help("`--max-size` allows more")));
    }
    let kind = DocumentKind::of_ending(ending);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Box::new(Diagnostic::error("empty-document", "the document is empty")));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(&bytes, limits);
    }
    if let Some(what) = not_text(&bytes) {
        return Err(what);
    }
    match kind {
        Some(DocumentKind::Markdown) => markdown::read(text(bytes)?, limits),
        Some(DocumentKind::Plain) => plain::read(text(bytes)?, limits),
        Some(DocumentKind::Docx) => {
            Err(misnamed(&format!("this is not a Word document, though its name ends in .{ending}")))
        }
        Some(DocumentKind::Odt) => {
            Err(misnamed(&format!("this is not OpenDocument text, though its name ends in .{ending}")))
        }
        None if ["csv", "tsv"].iter().any(|known| known.eq_ignore_ascii_case(ending)) => {
            let help =
                "name it in `[lists]` of a review as its `events` or `actions`; or copy the table into a Word document";
            Err(Box::new(Diagnostic::error("other-format", "a spreadsheet is no narrative document").help(help)))
        }
        None => Err(misnamed("the name of the file does not say what kind of document it is")),
    }
}

fn archive(bytes: &[u8], limits: Limits) -> Result<Passages, Box<Diagnostic>> {
    let mut package = Package::open(bytes, limits)?;
    if let Some(main) = docx::main_part(&mut package)? {
        return docx::read(&mut package, &main, limits);
    }
    if odt::is_one(&mut package)? {
        return odt::read(&mut package, limits);
    }
    if package.has_any("xl/") {
        let message = "the file is an Excel workbook, which is not read";
        return Err(Box::new(Diagnostic::error("other-format", message).help(SHEETS)));
    }
    let what = if package.has_any("ppt/") { "a PowerPoint presentation" } else { "a zip archive, and no document" };
    Err(other(what))
}

fn misnamed(message: &str) -> Box<Diagnostic> {
    let help = "the name must end in .docx for a Word document, .odt for OpenDocument text, .md for Markdown or .txt for plain text";
    Box::new(Diagnostic::error("other-format", message).help(help))
}

fn other(what: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("other-format", format!("the file is {what}, which is not read")).help(READ))
}

/// What bytes are that begin like a known kind of file that is not text.
fn not_text(bytes: &[u8]) -> Option<Box<Diagnostic>> {
    let start: String = bytes.iter().take(512).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let start = start.trim_start_matches("ï»¿").trim_start();
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let is_locked = holds(bytes, "EncryptedPackage");
        return Some(if is_locked { Box::new(password()) } else { other("a Word document of before 2007") });
    }
    if start.starts_with("%pdf-") {
        Some(other("a PDF"))
    } else if start.starts_with("{\\rtf") {
        Some(other("a document in rich text format"))
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Some(other("a web page"))
    } else if start.starts_with("<?xml") {
        Some(other("an XML file"))
    } else {
        None
    }
}

/// True if a name in UTF-16 is in the directory of an old office container.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide.as_slice())
}

fn text(bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let what = if wide { "the file is UTF-16, not UTF-8" } else { "the file is not UTF-8 text" };
        let before = String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default()).matches('\n').count();
        let message = format!("{what} (the first byte that is not is in line {})", before + 1);
        Box::new(Diagnostic::error("not-utf-8", message).help("save it as plain text in UTF-8"))
    })?;
    if text.contains('\0') {
        return Err(other("no text"));
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
