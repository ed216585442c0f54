//! Reviews one after another with what people say about them, ready to be graded; what is wrong is shown on the way.

use std::collections::HashMap;
use std::path::PathBuf;

use super::args::InputArgs;
use super::inputs::{Input, Inputs, Reading, Unread};
use super::terminal::Terminal;
use crate::document::{Diagnostic, Node, Source, Sources, Trail};
use crate::judgement::{self, Judgements};
use crate::report::Trouble;
use crate::review::{self, Facts, Narratives, Review};
use crate::rubric::Rubric;
use crate::text::{Mask, or_list};

/// What comes of an input.
pub(super) enum Event<'a> {
    /// A sound review.
    Ready(Ready<'a>),
    /// An error, which was shown.
    Trouble(Trouble),
    /// There is no review to grade: an input of this name is broken, or could not be read at all.
    Lost {
        /// Its file, or its file and line.
        source: String,
        /// True if not even its text could be had.
        unreadable: bool,
    },
}

/// A review that can be graded.
#[derive(Clone, Copy)]
pub(super) struct Ready<'a> {
    /// Where it came from.
    pub(super) input: &'a Input,
    /// Its text, with those of its lists.
    pub(super) sources: &'a Sources<'a>,
    /// What was read.
    pub(super) reading: &'a Reading,
    /// The review.
    pub(super) review: &'a Review,
    /// What people say about it.
    pub(super) judgements: &'a Judgements,
    /// What is suspicious about it.
    pub(super) diagnostics: &'a [Diagnostic],
    /// What may not be shown of it.
    pub(super) mask: &'a Mask,
}

impl Ready<'_> {
    /// What rules can read of it, the texts of its documents included.
    pub(super) fn facts(&self) -> Facts<'_> {
        let narratives = self.input.narratives(self.reading);
        Facts::with(self.review, Narratives { names: Some(self.mask.names()), ..narratives })
    }
}

/// Reads reviews for one rubric on one day.
pub(super) struct Reviews<'r> {
    rubric: &'r Rubric,
    as_of: jiff::civil::Date,
    terminal: &'r mut Terminal,
    /// The ids of the reviews read, each with the first document that has it; `None` if somebody else looks after them.
    ids: Option<HashMap<String, String>>,
}

impl<'r> Reviews<'r> {
    pub(super) fn new(rubric: &'r Rubric, as_of: jiff::civil::Date, terminal: &'r mut Terminal) -> Self {
        Reviews { rubric, as_of, terminal, ids: None }
    }

    /// The same with a warning where two reviews have one id.
    pub(super) fn with_ids(self) -> Self {
        Reviews { ids: Some(HashMap::new()), ..self }
    }

    /// Reads the reviews that `paths` mean, each given to `visit` before the next is read.
    pub(super) fn each(&mut self, paths: &[PathBuf], args: &InputArgs, visit: &mut dyn FnMut(Event<'_>)) {
        for input in Inputs::new(paths, args) {
            self.take(input, visit);
        }
    }

    /// Reads the next review, and gives what comes of it to `visit`.
    pub(super) fn take(&mut self, input: Result<Input, Unread>, visit: &mut dyn FnMut(Event<'_>)) {
        match input {
            Ok(input) => self.one(&input, visit),
            Err(unread) => {
                let (source, unreadable) = match &unread {
                    Unread::Text(source, _) => (source.title(), false),
                    Unread::Around { path, .. } => (path.clone(), true),
                };
                self.unread(unread, visit);
                visit(Event::Lost { source, unreadable });
            }
        }
    }

    /// Reads one review; what is wrong with it is shown.
    fn one(&mut self, input: &Input, visit: &mut dyn FnMut(Event<'_>)) {
        let Some(reading) = input.read() else { return };
        let (sources, root) = (input.sources(), &reading.parsed.root);
        let mut diagnostics = reading.read.diagnostics.clone();
        if let Some(review) = &reading.read.review {
            diagnostics.extend(self.remarks(review, root));
            diagnostics.extend(self.id_again(review, root, &input.source));
        }
        let diagnostics = input.placed(diagnostics);
        self.show(&sources, &diagnostics, visit);
        let judgements = self.judgements(input, visit);
        match (&reading.read.review, &judgements) {
            (Some(review), Some(judgements)) => visit(Event::Ready(Ready {
                input,
                sources: &sources,
                reading: &reading,
                review,
                judgements,
                diagnostics: &diagnostics,
                mask: &self.terminal.mask(),
            })),
            _ => visit(Event::Lost { source: input.source.title(), unreadable: false }),
        }
    }

    /// That the id of a review is another's: tables and differences take it for one review.
    fn id_again(&mut self, review: &Review, root: &Node, source: &Source) -> Option<Diagnostic> {
        let (ids, id) = (self.ids.as_mut()?, review.review.id.as_deref()?);
        let Some(first) = ids.get(id) else {
            ids.insert(id.to_owned(), source.title());
            return None;
        };
        let place = root.locate(&Trail::dotted("review.id"));
        let warning = Diagnostic::warning("same-id", format!("`{id}` is also the id of the review `{first}`"));
        Some(
            warning
                .at(place, "the same id")
                .help("give each review its own id, unless they are drafts of the same review"),
        )
    }

    /// What is suspicious about a review beside this rubric on this day.
    fn remarks(&self, review: &Review, root: &Node) -> Vec<Diagnostic> {
        let mut remarks = review::later_than(root, review, self.as_of);
        let kinds = &self.rubric.kinds;
        if let Some(kind) = review.review.kind.filter(|kind| !kinds.is_empty() && !kinds.contains(kind)) {
            let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let place = root.locate(&Trail::dotted("review.kind"));
            remarks.push(
                Diagnostic::warning(
                    "other-kind",
                    format!(
                        "the rubric `{}` is for {}, but this review is `{}`",
                        self.rubric.id,
                        or_list(&wanted),
                        kind.word()
                    ),
                )
                .at(place, "graded with a rubric for another kind of review"),
            );
        }
        remarks
    }

    /// The answers beside a review: none if there is no such file, `None` if it is wrong.
    fn judgements(&mut self, review: &Input, visit: &mut dyn FnMut(Event<'_>)) -> Option<Judgements> {
        let input = match review.judgement() {
            None => return Some(Judgements::default()),
            Some(Ok(input)) => input,
            Some(Err(unread)) => {
                self.unread(unread, visit);
                return None;
            }
        };
        let (judgements, diagnostics) = judgement::read(&input.parse(), self.rubric);
        self.show(&input.sources(), &diagnostics, visit);
        (!diagnostics.iter().any(Diagnostic::is_error)).then_some(judgements)
    }

    /// Shows diagnostics, and gives the errors on.
    fn show(&mut self, sources: &Sources<'_>, diagnostics: &[Diagnostic], visit: &mut dyn FnMut(Event<'_>)) {
        self.terminal.complain_of(sources, diagnostics);
        for error in diagnostics.iter().filter(|found| found.is_error()) {
            visit(Event::Trouble(Trouble::of(sources, error, &self.terminal.mask())));
        }
    }

    fn unread(&mut self, unread: Unread, visit: &mut dyn FnMut(Event<'_>)) {
        match unread {
            Unread::Text(source, diagnostic) => self.show(&Sources::from(&source), &[*diagnostic], visit),
            Unread::Around { path, code, message } => self.trouble(code, &path, &message, visit),
        }
    }

    /// Trouble around an input, which has a path and no line.
    pub(super) fn trouble(&mut self, code: &'static str, path: &str, message: &str, visit: &mut dyn FnMut(Event<'_>)) {
        self.terminal.complain_around("error", code, path, message);
        visit(Event::Trouble(Trouble::around(path, code, message, &self.terminal.mask())));
    }
}
