//! Reviews one after another with what people say about them, ready to be graded; what is wrong is shown on the way.

use std::collections::HashMap;
use std::path::PathBuf;

use super::args::InputArgs;
use super::choice::Choice;
use super::terminal::Terminal;
use crate::analysis::drafts::Draft;
use crate::document::{Diagnostic, Invalid, KeyPath, Sources};
use crate::engine::Graded;
use crate::judgement::Judgements;
use crate::load::{self, Answers, Bundle, Error, FileState, Inputs, Reading, Terms};
use crate::report::Problem;
use crate::review::{Facts, Narratives};
use crate::rubric::Rubric;
use crate::text::Mask;

/// A review that can be graded.
pub(super) struct Ready {
    /// The review, with all that belongs to it.
    pub(super) bundle: Bundle,
    /// What people say about it.
    pub(super) judgements: Judgements,
    /// The files in which they say it.
    pub(super) files: Vec<FileState>,
    /// What is suspicious about it.
    pub(super) warnings: Vec<Diagnostic>,
    /// What may not be shown of it.
    pub(super) mask: Mask,
}

impl Ready {
    /// What rules can read of it, the texts of its documents included.
    pub(super) fn facts(&self) -> Facts<'_> {
        self.bundle.facts(Some(self.mask.names()))
    }

    /// The draft that it is, `graded` by a rubric.
    pub(super) fn draft<'d>(&'d self, graded: &'d Graded) -> Draft<'d> {
        let (overview, summary) = (self.bundle.overview.as_ref(), self.bundle.summary.as_ref());
        let narratives = Narratives { overview, summary, names: Some(self.mask.names()) };
        Draft { review: &self.bundle.review, narratives, judgements: &self.judgements, graded }
    }

    /// The rubric that grades it.
    pub(super) fn rubric<'r>(&self, choice: Choice<'r>) -> &'r Rubric {
        choice.rubric(self.bundle.kind()).unwrap_or(choice.usual())
    }

    /// What tells its text from every other: its file, or its file and line.
    pub(super) fn title(&self) -> String {
        self.bundle.sources.first().title()
    }
}

/// An input that there is no review of.
pub(super) struct Lost {
    /// Its file, or its file and line.
    pub(super) source: String,
    /// Whether not even its text could be read.
    pub(super) unreadable: bool,
}

/// Reads reviews for their rubrics on one day.
pub(super) struct Reviews<'r> {
    choice: Choice<'r>,
    as_of: jiff::civil::Date,
    terms: Terms,
    inputs: Inputs,
    note: Option<String>,
    /// What was wrong so far.
    pub(super) errors: Vec<Problem>,
    /// The files that belong to the reviews read so far.
    pub(super) files: Vec<PathBuf>,
    /// The ids of the reviews read, each with the first document that has it; `None` if they are not compared.
    ids: Option<HashMap<String, String>>,
}

impl<'r> Reviews<'r> {
    /// The reviews that `paths` mean.
    pub(super) fn new(
        choice: impl Into<Choice<'r>>,
        as_of: jiff::civil::Date,
        paths: &[PathBuf],
        args: &InputArgs,
    ) -> Self {
        let inputs = Inputs::new(paths, args.input_format, args.loader());
        Reviews { terms: args.terms(as_of), ..Self::from_inputs(inputs, choice.into(), as_of) }
    }

    /// The same with the documents that stand for reviews in folders, and with a warning where two reviews have one id.
    pub(super) fn with_documents(
        choice: Choice<'r>,
        as_of: jiff::civil::Date,
        paths: &[PathBuf],
        args: &InputArgs,
    ) -> Self {
        let inputs = Inputs::with_documents(paths, args.input_format, args.loader());
        Reviews { terms: args.terms(as_of), ids: Some(HashMap::new()), ..Self::from_inputs(inputs, choice, as_of) }
    }

    fn from_inputs(inputs: Inputs, choice: Choice<'r>, as_of: jiff::civil::Date) -> Self {
        let note = inputs.note();
        Reviews {
            choice,
            as_of,
            terms: Terms::default(),
            inputs,
            note,
            errors: Vec::new(),
            files: Vec::new(),
            ids: None,
        }
    }

    /// Reads the next review; what is wrong with it is shown and kept.
    pub(super) fn next(&mut self, terminal: &mut Terminal) -> Option<Result<Ready, Lost>> {
        if let Some(note) = self.note.take() {
            terminal.complain(&format!("{}\n", terminal.mask().shown(&note)));
        }
        loop {
            match self.inputs.next()? {
                Err(error) => return Some(Err(self.lost(error, terminal))),
                Ok(input) => {
                    terminal.progress().next(|| terminal.mask().shown(&input.source.title()).to_string());
                    if let Some(reading) = input.read() {
                        return Some(self.take(reading, terminal));
                    }
                }
            }
        }
    }

    /// Reads on to the next review that can be graded.
    pub(super) fn next_ready(&mut self, terminal: &mut Terminal) -> Option<Ready> {
        loop {
            if let Ok(ready) = self.next(terminal)? {
                return Some(ready);
            }
        }
    }

    fn take(&mut self, reading: Reading, terminal: &mut Terminal) -> Result<Ready, Lost> {
        let (rubric, no_rubric) = match self.choice.rubric(reading.kind()) {
            Ok(rubric) => (rubric, None),
            Err(message) => (self.choice.usual(), Some(message)),
        };
        let kind = reading.kind().map(str::to_owned);
        self.files.extend(reading.files);
        let read = match reading.bundle {
            Ok(bundle) => {
                let mut warnings = bundle.warnings.clone();
                if no_rubric.is_none() {
                    warnings.extend(bundle.remarks(rubric, self.as_of));
                }
                warnings.extend(self.id_again(&bundle));
                terminal.complain_of(&bundle.sources, &warnings);
                let title = bundle.sources.first().title();
                match no_rubric {
                    Some(message) => {
                        self.trouble("no-rubric", &title, &message, terminal);
                        Err(Lost { source: title, unreadable: false })
                    }
                    None => {
                        let note = self.choice.note(&title, kind.as_deref()).filter(|_| bundle.is_document);
                        note.iter().for_each(|note| terminal.complain(&format!("{}\n", terminal.mask().shown(note))));
                        Ok((bundle, warnings))
                    }
                }
            }
            Err(invalid) => Err(self.lost(Error::Invalid(invalid), terminal)),
        };
        let (answers, unread): (Vec<_>, Vec<_>) = reading.answers.into_iter().partition(Result::is_ok);
        let answers: Vec<Answers> = answers.into_iter().filter_map(Result::ok).collect();
        let is_lacking = !unread.is_empty();
        for error in unread.into_iter().filter_map(Result::err) {
            self.lost(error, terminal);
        }
        let review = read.as_ref().ok().map(|(bundle, _)| bundle);
        let judged = load::judge(&answers, review, rubric, &self.terms);
        for (sources, diagnostics) in &judged.diagnostics {
            self.show(sources, diagnostics, terminal);
        }
        let (bundle, warnings) = read?;
        let lost = || Lost { source: bundle.sources.first().title(), unreadable: false };
        let judgements = judged.judgements.filter(|_| !is_lacking).ok_or_else(lost)?;
        let bundle = Bundle { answers, ..bundle };
        Ok(Ready { bundle, judgements, files: judged.files, warnings, mask: terminal.mask() })
    }

    /// That the id of a review is another's: tables and differences take it for one review.
    fn id_again(&mut self, bundle: &Bundle) -> Option<Diagnostic> {
        let (ids, id) = (self.ids.as_mut()?, bundle.review.review.id.as_deref()?);
        let Some(first) = ids.get(id) else {
            ids.insert(id.to_owned(), bundle.sources.first().title());
            return None;
        };
        let place = bundle.root.locate(&KeyPath::dotted("review.id"));
        let warning = Diagnostic::warning("same-id", format!("`{id}` is also the id of the review `{first}`"));
        let warning = warning
            .at(place, "the same id")
            .help("give each review its own id, unless they are drafts of the same review");
        bundle.placed(vec![warning]).pop()
    }

    /// Shows an error and keeps it; says what was lost by it.
    fn lost(&mut self, error: Error, terminal: &mut Terminal) -> Lost {
        match error {
            Error::Invalid(Invalid { sources, diagnostics }) => {
                self.show(&sources, &diagnostics, terminal);
                Lost { source: sources.first().title(), unreadable: false }
            }
            Error::Unreadable { path, code, message } => {
                self.trouble(code, &path, &message, terminal);
                Lost { source: path, unreadable: true }
            }
        }
    }

    /// Shows diagnostics, and keeps the errors.
    fn show(&mut self, sources: &Sources, diagnostics: &[Diagnostic], terminal: &mut Terminal) {
        terminal.complain_of(sources, diagnostics);
        let errors = diagnostics.iter().filter(|found| found.is_error());
        self.errors.extend(Problem::from_diagnostics(sources, errors, &terminal.mask()));
    }

    /// Shows and keeps what is wrong around an input, which has a path and no line.
    pub(super) fn trouble(&mut self, code: &'static str, path: &str, message: &str, terminal: &mut Terminal) {
        terminal.complain_around("error", code, path, message);
        self.errors.push(Problem::around(path, code, message, &terminal.mask()));
    }
}
