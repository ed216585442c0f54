//! Narrative documents: alone, or beside the review that names them.

use std::path::Path;

use super::beside::inside;
use super::{Unread, Within, bytes, called, files};
use crate::document::passages::{self, Passages};
use crate::document::{Diagnostic, Format, Limits, Node};
use crate::review::import::import;
use crate::review::{DocumentKey, NamedDocument, Narratives, named_documents};

/// A document that was given alone, with the review that it gives.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) passages: Passages,
    pub(super) root: Node,
}

impl Alone {
    pub(super) fn read(path: &Path, limits: Limits) -> Result<Alone, Unread> {
        let passages = document(path, limits)?;
        let id = path.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let root = import(&passages, &id).tree();
        Ok(Alone { passages, root })
    }

    /// `diagnostic` with its place in words, where lines say nothing.
    pub(super) fn placed(&self, name: &str, diagnostic: Diagnostic) -> Diagnostic {
        let passage =
            diagnostic.span().filter(|_| !self.passages.has_lines).and_then(|span| self.passages.at(span.start));
        let Some(passage) = passage else { return diagnostic };
        let message = format!("{} ({name}: {})", diagnostic.message, self.passages.place(passage));
        Diagnostic { message, marks: Vec::new(), ..diagnostic }
    }
}

/// Reads the passages of a document.
pub(in crate::cli) fn document(path: &Path, limits: Limits) -> Result<Passages, Unread> {
    let bytes = bytes::of_input(path, limits.size)?;
    let passages = passages::read(bytes, &files::ending(path), limits).map_err(|diagnostic| {
        let help = diagnostic.help.map_or_else(String::new, |help| format!(": {help}"));
        Unread::around(called(path), diagnostic.code, format!("{}{help}", diagnostic.message))
    })?;
    match form(&passages) {
        Some(format) => {
            let ending = format.endings().first().copied().unwrap_or_default();
            let message =
                format!("this is a review in {format}, not a document: rename it so that it ends in .{ending}");
            Err(Unread::around(called(path), "other-format", message))
        }
        None => Ok(passages),
    }
}

/// The format of a review that was saved under the name of a text.
fn form(passages: &Passages) -> Option<Format> {
    let mut lines = passages.text.lines().filter(|_| passages.has_lines).map(str::trim_end);
    if lines.clone().any(|line| line == "[review]") {
        return Some(Format::Toml);
    }
    match lines.find(|line| !line.is_empty() && !line.starts_with('#')) {
        Some("review:") => Some(Format::Yaml),
        Some(first) if first.starts_with('{') => Some(Format::Json),
        Some(_) | None => None,
    }
}

/// The documents that a review names, as far as they could be read.
#[derive(Debug, Default)]
pub(in crate::cli) struct Beside {
    overview: Option<Passages>,
    summary: Option<Passages>,
}

impl Beside {
    /// Reads the documents that the review with this tree names; `review` is its own file, if it has one.
    pub(super) fn read(root: &Node, review: Option<&Path>, within: Within) -> (Beside, Vec<Diagnostic>) {
        let (mut beside, mut wrong) = (Beside::default(), Vec::new());
        for named in named_documents(root) {
            match one(&named, review, within) {
                Ok(passages) => *beside.slot(named.key) = Some(passages),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        (beside, wrong)
    }

    fn slot(&mut self, key: DocumentKey) -> &mut Option<Passages> {
        match key {
            DocumentKey::Overview => &mut self.overview,
            DocumentKey::Summary => &mut self.summary,
        }
    }

    pub(super) fn narratives(&self) -> Narratives<'_> {
        Narratives { overview: self.overview.as_ref(), summary: self.summary.as_ref(), names: None }
    }
}

fn one(named: &NamedDocument, review: Option<&Path>, within: Within) -> Result<Passages, Diagnostic> {
    let wrong = |code, message: String| Diagnostic::error(code, message).at(named.span, "named here");
    let Some(review) = review else {
        let message = format!("`{}` cannot be found: a review without its own file has no folder", named.path);
        return Err(wrong("document-not-read", message).help("keep the review in its own file"));
    };
    let path = inside(review, &named.path, within.outside).map_err(|why| {
        wrong("document-path", format!("`{}` {why}", named.path))
            .help("name a document in the review's folder or below it, such as `overview.docx`; `--allow-outside` allows others")
    })?;
    let failed = |why: &str| wrong("document-not-read", format!("cannot read `{}`: {why}", named.path));
    if bytes::is_no_file(&path) {
        return Err(failed(bytes::NO_FILE));
    }
    document(&path, within.limits).map_err(|unread| match unread {
        Unread::Around { message, .. } => failed(&message),
        Unread::Text(_, diagnostic) => failed(&diagnostic.message),
    })
}

/// The bytes of the documents that the review with this tree names.
pub(super) fn contents(root: &Node, review: &Path, within: Within) -> Vec<Vec<u8>> {
    let paths = named_documents(root).into_iter().filter_map(|named| inside(review, &named.path, within.outside).ok());
    paths.filter_map(|path| bytes::read(&path, within.limits.size).ok()).collect()
}
