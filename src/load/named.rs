//! The files that a review names: its lists and documents, in its folder or below it.

use std::path::{Component, Path, PathBuf};

use super::files::{NO_FILE, why};
use super::input::Input;
use super::paths::{ending, has_ending, shown};
use super::{Error, Files, Loader};
use crate::document::passages::Passages;
use crate::document::{Diagnostic, Node, Source, Sources};
#[cfg(feature = "cli")]
use crate::document::{Format, parse};
use crate::review::{DocumentKey, ListFile, NamedDocument, NamedList, named_documents, named_lists};
use crate::tables::{WORKBOOKS, workbook_text};
use crate::text::{Span, nearest};

/// Reads the lists in files of their own, and returns the texts of the review with those of its lists. The places of each
/// text go on from the one before. The paths are added to `files`.
pub(super) fn lists(root: &Node, review: &Input, files: &mut Vec<PathBuf>) -> (Vec<ListFile>, Sources) {
    let mut sources = Sources::from(review.source.clone());
    let mut lists = Vec::new();
    for named in named_lists(root) {
        let path = review.path.as_deref().map(|review_path| list_file(review_path, &named, &review.loader));
        if let Some(Ok(path)) = &path {
            files.push(path.clone());
        }
        let text = match path {
            Some(path) => path.and_then(|path| text(&path, &named, sources.end(), &review.loader)),
            None => Err((None, Box::new(nothing_beside(&named, &review.source)))),
        };
        let (source, list) = match text {
            Ok(source) => {
                let list = ListFile::read(named, &source, review.loader.limits);
                (Some(source), list)
            }
            Err((source, wrong)) => (source, ListFile::unreadable(named, *wrong)),
        };
        lists.push(list);
        sources.extend(source);
    }
    (lists, sources)
}

/// The documents that a review names, as far as they could be read.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) overview: Option<Passages>,
    pub(super) summary: Option<Passages>,
    pub(super) wrong: Vec<Diagnostic>,
}

/// The paths of the documents that the review in this file names, were they there or not; none where it cannot be read.
#[cfg(feature = "cli")]
pub(crate) fn documents_named_by(review: &Path, loader: &Loader) -> Vec<(DocumentKey, PathBuf)> {
    let Some(format) = Format::of_ending(&ending(review)) else { return Vec::new() };
    let Ok(source) = loader.text(review) else { return Vec::new() };
    let root = parse(&source.text, format, loader.limits).root;
    let folder = review.parent().unwrap_or(Path::new(""));
    named_documents(&root).into_iter().map(|named| (named.key, folder.join(named.path))).collect()
}

/// Reads the documents that the review with this tree names. Their paths are added to `files`.
pub(super) fn documents(root: &Node, review: &Input, files: &mut Vec<PathBuf>) -> Documents {
    let mut documents = Documents::default();
    for named in named_documents(root) {
        match beside(&named, review, files) {
            Ok(passages) => match named.key {
                DocumentKey::Overview => documents.overview = Some(passages),
                DocumentKey::Summary => documents.summary = Some(passages),
            },
            Err(diagnostic) => documents.wrong.push(*diagnostic),
        }
    }
    documents
}

fn beside(named: &NamedDocument, review: &Input, files: &mut Vec<PathBuf>) -> Result<Passages, Box<Diagnostic>> {
    let wrong = |code, message: String| Diagnostic::error(code, message).at(named.span, "named here");
    let Some(review_path) = &review.path else {
        let message = format!("`{}` cannot be found: a review without its own file has no folder", named.path);
        return Err(Box::new(wrong("document-not-read", message).help("keep the review in its own file")));
    };
    let path = inside(review_path, &named.path, &review.loader).map_err(|why| {
        let help =
            "name a document in the review's folder or below it, such as `overview.docx`; `--allow-outside` allows others";
        Box::new(wrong("document-path", format!("`{}` {why}", named.path)).help(help))
    })?;
    files.push(path.clone());
    let failed = |why: &str| Box::new(wrong("document-not-read", format!("cannot read `{}`: {why}", named.path)));
    if review.loader.files.is_no_file(&path) {
        return Err(failed(NO_FILE));
    }
    review.loader.document(&path).map_err(|error| match error {
        Error::Unreadable { message, .. } => failed(&message),
        Error::Invalid(invalid) => failed(&invalid.to_string()),
    })
}

/// Why there is no text: what there is of it, and what is wrong.
type NoText = (Option<Source>, Box<Diagnostic>);

fn nothing_beside(named: &NamedList, review: &Source) -> Diagnostic {
    let what = match review.line {
        Some(_) => "a review that is a line of a file",
        None => "a review from standard input",
    };
    let message = format!("`{}` cannot be found: {what} has no folder", named.path);
    wrong("list-not-read", message, named).help("write the items in the review, or keep the review in its own file")
}

/// The file of a list.
fn list_file(review: &Path, named: &NamedList, loader: &Loader) -> Result<PathBuf, NoText> {
    inside(review, &named.path, loader).map_err(|why| {
        let message = format!("`{}` {why}", named.path);
        let help = "name a file in the review's folder or below it, such as `events.csv` or `lists/events.csv`; \
                    `--allow-outside` allows others";
        (None, Box::new(wrong("list-path", message, named).help(help)))
    })
}

/// The file that a review names as `named`: in the review's folder or below it, or anywhere where that is allowed.
///
/// # Errors
/// What is wrong with the name, as a sentence goes on after it. What cannot be found is said by whoever opens it.
pub(crate) fn inside(review: &Path, named: &str, loader: &Loader) -> Result<PathBuf, &'static str> {
    let path = Path::new(named);
    if named.trim().is_empty() {
        return Err("names no file");
    }
    if named.contains('\\') {
        return Err("contains `\\`: use `/` between a folder and its files");
    }
    let folder = review.parent().unwrap_or(Path::new(""));
    let file = folder.join(path);
    if loader.allow_outside {
        return Ok(file);
    }
    if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err("is outside the review's folder");
    }
    if loader.files.leads_out(folder, &file) {
        return Err("is a link to a place outside the review's folder");
    }
    Ok(file)
}

fn text(path: &Path, named: &NamedList, start: usize, loader: &Loader) -> Result<Source, NoText> {
    let failed = |why: &str| {
        let message = format!("cannot read `{}`: {why}", named.path);
        (None, Box::new(wrong("list-not-read", message, named)))
    };
    if loader.files.is_no_file(path) {
        return Err(failed(NO_FILE));
    }
    let bytes = loader.files.read(path, loader.limits.size);
    let bytes = bytes.map_err(|error| failed(&(why(path, &error) + &meant(path, loader))))?;
    let bytes = match is_workbook(path, &bytes) {
        true => workbook_text(bytes).map_err(|_| failed(NO_WORKBOOK))?.into_bytes(),
        false => bytes,
    };
    match Source::from_bytes(shown(path), bytes) {
        Ok(source) => Ok(source.starting_at(start)),
        Err((source, diagnostic)) => {
            let place = start + source.text.len();
            let diagnostic = Diagnostic::error(diagnostic.code, diagnostic.message)
                .at(Span::new(place, place), "the first byte that is not UTF-8")
                .help("save it again with the file type `CSV UTF-8`; plain `CSV` loses letters such as `é` and `’`");
            Err((Some(source.starting_at(start)), Box::new(diagnostic)))
        }
    }
}

const NO_WORKBOOK: &str = "it cannot be read as a workbook: save it with the file type `CSV UTF-8`, and name that file";

/// Whether this is a workbook, by its name or, under the name of another file, by how it begins.
fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    has_ending(path, &WORKBOOKS) || bytes.starts_with(PACKED)
}

/// How the files of spreadsheets begin, which are packed.
const PACKED: &[u8] = b"PK\x03\x04";

/// The file that somebody most likely meant who named one that is not there.
fn meant(path: &Path, loader: &Loader) -> String {
    let names = loader.files.names_beside(path);
    let lists = names
        .iter()
        .map(String::as_str)
        .filter(|name| [".csv", ".xlsx", ".ods"].iter().any(|ending| name.to_lowercase().ends_with(ending)));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    // A link that leads nowhere is there: its own name is no help.
    let found = nearest(&name, lists.filter(|list| *list != name))
        .filter(|_| !(matches!(loader.files, Files::Disk) && path.exists()));
    found.map_or_else(String::new, |name| format!(": did you mean `{name}`?"))
}

fn wrong(code: &'static str, message: String, named: &NamedList) -> Diagnostic {
    Diagnostic::error(code, message).at(named.span, "named here")
}
