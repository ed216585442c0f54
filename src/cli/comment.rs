//! A copy of the author's Word document with each reason as a comment.

use std::path::{Path, PathBuf};

use super::args::GradeArgs;
use super::exit::{Error, reason};
use super::output::{Outputs, replace_all};
use super::reviews::Ready;
use crate::load::{documents_named_by, files_read, read_bytes, shown};
use crate::report::{self, Comment, Format, ReviewReport};
use crate::review::DocumentKey;

/// The document that is commented, and the comments.
pub(super) struct Commented<'a> {
    file: &'a Path,
    draft: PathBuf,
    document: DocumentKey,
    comments: Vec<Comment>,
}

impl<'a> Commented<'a> {
    /// Finds the document: the one that is graded, or that the one form names; `None` where no comments are asked for.
    ///
    /// # Errors
    /// Where there is no such document, and where the copy would overwrite an input or another output.
    pub(super) fn from_args(args: &'a GradeArgs) -> Result<Option<Self>, Error> {
        let Some(file) = &args.comment else { return Ok(None) };
        let Some((document, draft)) = document(args) else {
            return Err(Error::Asked(
                "`--comment` needs one Word document (.docx), or one form that names one in `[documents]`".to_owned(),
            ));
        };
        if !is_word(file) {
            return Err(Error::Asked(format!("`--comment {}` must end in .docx", shown(file))));
        }
        if args.result.is_output(file) {
            return Err(Error::Asked("`--comment` and `--output` name the same file".to_owned()));
        }
        let read = files_read(&args.paths, args.inputs.input_format, &args.inputs.loader());
        Outputs::new(&[(Some(file), Format::Docx)])?.are_none_of(&[read, vec![draft.clone()]].concat())?;
        Ok(Some(Commented { file, draft, document, comments: Vec::new() }))
    }

    /// Adds the reasons for the grade of a review.
    pub(super) fn add(&mut self, review: &ReviewReport, ready: &Ready) {
        if let Some(passages) = ready.facts().narratives().passages(self.document) {
            self.comments.extend(report::comments(review, self.document, passages));
        }
    }

    /// Writes the copy; none where nothing was graded.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn write(&self, args: &GradeArgs) -> Result<(), Error> {
        if self.comments.is_empty() {
            return Ok(());
        }
        let original = read_bytes(&self.draft, args.inputs.limits().size)
            .map_err(|error| Error::Read { path: shown(&self.draft), reason: reason(&error) })?;
        let copy = report::commented(&original, &self.comments)
            .map_err(|error| Error::Asked(format!("cannot comment `{}`: {error}", shown(&self.draft))))?;
        replace_all(&[(self.file, copy)])
    }
}

/// The one Word document that is graded, or that the one form names.
fn document(args: &GradeArgs) -> Option<(DocumentKey, PathBuf)> {
    let [path] = args.paths.as_slice() else { return None };
    if is_word(path) {
        return Some((DocumentKey::Overview, path.clone()));
    }
    documents_named_by(path, &args.inputs.loader()).into_iter().find(|(_, document)| is_word(document))
}

fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}
