//! Something that is wrong with an input, and where.

use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{Diagnostic, Source, Sources};
use crate::text::{Lines, Mask, Shown};

/// Something that is wrong with an input. Lines and columns count from 1; both are null where it has no place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// The file.
    pub source: Shown,
    /// The line.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// A stable word for programs.
    #[schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub code: &'static str,
    /// What is wrong.
    pub message: Shown,
    /// What to do about it, where the message does not say.
    pub help: Option<Shown>,
    /// The document: the file, and its line where each line is a document.
    #[serde(skip)]
    pub document: Shown,
}

impl Problem {
    /// Problem around an input, which has a path and no line.
    #[must_use]
    pub fn around(path: &str, code: &'static str, message: &str, mask: &Mask) -> Self {
        let (source, message) = (mask.shown(path), mask.shown(message));
        Problem { document: source.clone(), source, line: None, column: None, code, message, help: None }
    }

    /// The diagnostics of `sources`.
    pub fn from_diagnostics<'d>(
        sources: impl Into<Sources>,
        found: impl IntoIterator<Item = &'d Diagnostic>,
        mask: &Mask,
    ) -> Vec<Self> {
        let mut found = found.into_iter().peekable();
        if found.peek().is_none() {
            return Vec::new();
        }
        let sources = sources.into();
        // The lines are found once, however much is wrong.
        let lines: Vec<Lines<'_>> = sources.iter().map(Source::lines).collect();
        found.map(|diagnostic| Problem::placed(&sources, &lines, diagnostic, mask)).collect()
    }

    fn placed(sources: &Sources, lines: &[Lines<'_>], diagnostic: &Diagnostic, mask: &Mask) -> Self {
        let (source, span) = sources.find(diagnostic.span().unwrap_or_default());
        let own = sources.iter().zip(lines).find(|(other, _)| other.start() == source.start());
        let place = diagnostic.span().zip(own).map(|(_, (_, lines))| lines.place(span.start));
        Problem {
            source: mask.shown(&source.name),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            code: diagnostic.code,
            message: mask.shown(&diagnostic.message),
            help: diagnostic.help.as_deref().or(diagnostic.said_in_place()).map(|text| mask.shown(text)),
            document: mask.shown(&sources.first().title()),
        }
    }
}
