//! A case, and what a file of cases gives.

use super::super::expect::Expectation;
use super::super::texts::Texts;
use crate::document::{Diagnostic, Source};
use crate::judgement::Judgements;
use crate::review::{Facts, Review};
use crate::text::Span;

/// A review with what is expected of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What the case is called.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// The review.
    pub review: Review,
    /// The texts of its documents.
    pub texts: Texts,
    /// The answers that people gave.
    pub judgements: Judgements,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

impl Case {
    /// What rules can read of its review and documents.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        Facts::with(&self.review, self.texts.narratives())
    }
}

/// A file that a base names: its text, or why it could not be read.
pub(crate) type FileText = Result<Source, String>;

/// The result of reading a file of cases.
#[derive(Debug)]
pub struct Read {
    /// The cases; not to be used where the diagnostics hold an error.
    pub cases: Vec<Case>,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong in the files that bases name, file by file.
    pub elsewhere: Vec<(String, Vec<Diagnostic>)>,
}

impl Read {
    /// True if nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let all = self.diagnostics.iter().chain(self.elsewhere.iter().flat_map(|(_, found)| found));
        !all.into_iter().any(Diagnostic::is_error)
    }
}
