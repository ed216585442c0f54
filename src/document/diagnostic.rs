//! What is wrong with an input, and where: values, rendered elsewhere.

use crate::text::Span;

/// The most mistakes collected at each step of reading one text.
pub(super) const MOST_MISTAKES: usize = 200;

/// Adds a mistake to those `found` so far, or where there are too many, only that there are.
pub fn note(found: &mut Vec<Diagnostic>, mistake: impl FnOnce() -> Diagnostic) {
    if found.len() < MOST_MISTAKES {
        found.push(mistake());
    } else if found.len() == MOST_MISTAKES {
        let place = mistake().span().unwrap_or_default();
        found.push(Diagnostic::too_many(MOST_MISTAKES, place));
    }
}

/// Whether the most mistakes have been [noted](note), so that further ones need not be sought.
#[must_use]
pub fn is_full(found: &[Diagnostic]) -> bool {
    found.len() > MOST_MISTAKES
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, and something about it is suspicious.
    Warning,
}

/// A place in the input with what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub span: Span,
    /// What to say there; may be empty.
    pub label: String,
}

/// What a mistake is about, for whoever adds to its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A word that is not known, and the known one that is most like it.
    Unknown { word: String, nearest: Option<&'static str> },
    /// A list of this name that has no heading.
    NoHeading(String),
}

/// One thing that is wrong with an input.
///
/// `message` is one line in lower case without a final period, the user's own text in backticks. Each module owns
/// the codes it gives; a code is a stable kebab-case word, never reused for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable word for programs.
    pub code: &'static str,
    /// How bad it is.
    pub(crate) severity: Severity,
    /// What is wrong: wanted and found, and what to type instead where that is known.
    pub message: String,
    /// The places, the one that matters most first.
    pub marks: Vec<Mark>,
    /// What to do about it, where the message does not say.
    pub help: Option<String>,
    /// The evidence, as lines shown below one another.
    pub notes: Vec<String>,
    /// What it is about, where something is added to it later.
    pub(crate) subject: Option<Subject>,
}

impl Diagnostic {
    /// An error without a place yet.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let (marks, notes) = (Vec::new(), Vec::new());
        Diagnostic { code, severity: Severity::Error, message, marks, help: None, notes, subject: None }
    }

    /// That there are more than `most` mistakes, the first of the others at `span`.
    pub(super) fn too_many(most: usize, span: Span) -> Self {
        Diagnostic::error("too-many-mistakes", format!("stopped after {most} mistakes")).at(span, "here")
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// The same with one more place.
    #[must_use]
    pub fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.marks.push(Mark { span, label: label.into() });
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Where it is, if it has a place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.marks.first().map(|mark| mark.span)
    }

    /// What is said at its first place, where that is more than a pointer.
    #[must_use]
    pub(crate) fn said_in_place(&self) -> Option<&str> {
        let label = self.marks.first().map(|mark| mark.label.as_str());
        label.filter(|label| label.contains(' ') && !self.message.contains(label))
    }

    /// True for an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
