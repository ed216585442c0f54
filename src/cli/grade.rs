//! `casegrade grade`

use std::collections::HashMap;

use super::args::{Format, GradeArgs, InputArgs};
use super::exit::{Error, Exit};
use super::inputs::{Input, Inputs, Unread, shown};
use super::rubrics;
use super::terminal::Terminal;
use crate::document::{Diagnostic, Node, Source, Sources, Trail};
use crate::engine;
use crate::judgement::{self, Judgements};
use crate::report::{self, GradedWith, Located, Page, ReviewPage, RubricHead, Trouble, add_impacts, review_page};
use crate::review::{self, Facts, Grade, Review};
use crate::rubric::Rubric;
use crate::text::or_list;

/// Grades the reviews that the paths mean and prints the result.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let as_of = args.day();
    let mut page = Page::new(&as_of.to_string());
    match rubrics::find(&args.rubric.rubric, terminal) {
        Ok(found) => {
            let (errors, warnings): (Vec<_>, Vec<_>) = found.diagnostics.iter().partition(|found| found.is_error());
            page.errors.extend(errors.into_iter().map(|error| Trouble::of(&found.source, error)));
            page.warnings.extend(warnings.into_iter().map(|warning| Trouble::of(&found.source, warning)));
            if let Some(rubric) = &found.rubric {
                page.rubric = Some(RubricHead::of(rubric));
                if let Some(message) = args.to.and_then(|to| cannot_aim(rubric, to)) {
                    terminal.complain(&format!("error: {message}\n"));
                    page.errors.push(Trouble::around(&found.source.name, "no-such-grade", &message));
                } else {
                    Run::new(args, rubric, as_of, terminal, &mut page).all(&args.paths);
                }
            }
        }
        Err(error) => {
            terminal.complain(&format!("error: {error}\n"));
            page.errors.push(Trouble::around(&args.rubric.rubric, "no-rubric", &error.to_string()));
        }
    }
    let text = match args.format {
        Format::Json => report::json::to_json(&page)?,
        Format::Text => report::text::page(&page, report::text::Options { style: terminal.style(), all: args.all }),
    };
    terminal.say(&text)?;
    Ok(verdict(args, &page))
}

/// Why nobody can aim at `to` with `rubric`: the scale leaves that grade out, or it is what is left.
pub(super) fn cannot_aim(rubric: &Rubric, to: Grade) -> Option<String> {
    let grades = rubric.overall.grades.iter().map(|(grade, _)| *grade);
    let others: Vec<String> = grades.filter(|grade| *grade != to).map(|grade| format!("`{grade}`")).collect();
    let known = others.len() < rubric.overall.grades.len();
    (!known).then(|| format!("the rubric `{}` has no grade `{to}` to aim at; aim at {}", rubric.id, or_list(&others)))
}

fn verdict(args: &GradeArgs, page: &Page) -> Exit {
    let below = |review: &ReviewPage| {
        args.at_least.is_some_and(|wanted| review.headline_grade().is_none_or(|grade| grade < wanted))
    };
    let open = |review: &ReviewPage| args.finished && review.provisional;
    if !page.errors.is_empty() {
        Exit::Wrong
    } else if page.reviews.iter().any(|review| below(review) || open(review)) {
        Exit::No
    } else {
        Exit::Done
    }
}

/// One run over some paths.
pub(super) struct Run<'r> {
    rubric: &'r Rubric,
    as_of: jiff::civil::Date,
    to: Option<Grade>,
    impact: bool,
    inputs: &'r InputArgs,
    terminal: &'r mut Terminal,
    page: &'r mut Page,
    /// The ids of the reviews read, each with the first document that has it.
    ids: HashMap<String, String>,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        args: &'r GradeArgs,
        rubric: &'r Rubric,
        as_of: jiff::civil::Date,
        terminal: &'r mut Terminal,
        page: &'r mut Page,
    ) -> Self {
        Run {
            rubric,
            as_of,
            to: args.to,
            impact: args.impact,
            inputs: &args.inputs,
            terminal,
            page,
            ids: HashMap::new(),
        }
    }

    /// Grades what the paths mean; what is wrong is shown and kept in the page.
    pub(super) fn all(&mut self, paths: &[std::path::PathBuf]) {
        for input in Inputs::new(paths, self.inputs) {
            match input {
                Ok(input) => self.one(&input),
                Err(unread) => self.unread(unread),
            }
        }
        let nothing = self.page.reviews.is_empty() && self.page.errors.is_empty();
        if let Some(path) = paths.first().filter(|_| nothing) {
            self.trouble("no-reviews", &shown(path), "there are no reviews here");
        }
    }

    /// Grades one review; what is wrong with it is shown and kept, and the run goes on.
    fn one(&mut self, input: &Input) {
        let Some(reading) = input.read() else { return };
        let (sources, root) = (input.sources(), &reading.parsed.root);
        let mut diagnostics = reading.read.diagnostics.clone();
        if let Some(review) = &reading.read.review {
            diagnostics.extend(self.remarks(review, root));
            diagnostics.extend(self.id_again(review, root, &input.source));
        }
        let diagnostics = input.placed(diagnostics);
        self.show(&sources, &diagnostics);
        let judgements = self.judgements(input);
        if let (Some(review), Some(judgements)) = (&reading.read.review, judgements) {
            let facts = Facts::with(review, input.narratives(&reading));
            let graded = engine::grade(self.rubric, &facts, &judgements);
            let to = self.to.or(graded.next.as_ref().map(|next| next.grade));
            let raise = to.and_then(|to| engine::raise(self.rubric, &facts, &judgements, &graded.states(), to));
            let file = Located { sources: &sources, root, passages: input.passages() };
            let with = GradedWith { rubric: self.rubric, facts: &facts, judgements: &judgements };
            let mut page = review_page(with, &graded, raise.as_ref(), file, &diagnostics);
            if self.impact {
                add_impacts(&mut page, &engine::impacts(self.rubric, &graded));
            }
            self.page.reviews.push(page);
        }
    }

    /// What is suspicious about a review beside this rubric on this day.
    fn remarks(&self, review: &Review, root: &Node<'_>) -> Vec<Diagnostic> {
        let mut remarks = review::later_than(root, review, self.as_of);
        let kinds = &self.rubric.kinds;
        if let Some(kind) = review.review.kind.filter(|kind| !kinds.is_empty() && !kinds.contains(kind)) {
            let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let place = root.locate(&Trail::dotted("review.kind"));
            remarks.push(
                Diagnostic::warning(
                    "other-kind",
                    format!(
                        "the rubric `{}` is for {}, and this review is `{}`",
                        self.rubric.id,
                        or_list(&wanted),
                        kind.word()
                    ),
                )
                .at(place, "judged by a rubric for another kind"),
            );
        }
        remarks
    }

    /// That the id of a review is another's: tables and differences take it for one review.
    fn id_again(&mut self, review: &Review, root: &Node<'_>, source: &Source) -> Option<Diagnostic> {
        let id = review.review.id.as_deref()?;
        let Some(first) = self.ids.get(id) else {
            self.ids.insert(id.to_owned(), source.title());
            return None;
        };
        let place = root.locate(&Trail::dotted("review.id"));
        let warning = Diagnostic::warning("same-id", format!("`{id}` is the id of another review too, `{first}`"));
        Some(warning.at(place, "the same id").help("give each review an id of its own, unless they are drafts of one"))
    }

    /// The answers beside a review: none if there is no such file, `None` if it is wrong.
    fn judgements(&mut self, review: &Input) -> Option<Judgements> {
        let input = match review.judgement() {
            None => return Some(Judgements::default()),
            Some(Ok(input)) => input,
            Some(Err(unread)) => {
                self.unread(unread);
                return None;
            }
        };
        let (judgements, diagnostics) = judgement::read(&input.parse(), self.rubric);
        self.show(&input.sources(), &diagnostics);
        (!diagnostics.iter().any(Diagnostic::is_error)).then_some(judgements)
    }

    /// Shows diagnostics, and keeps the errors for the page.
    fn show(&mut self, sources: &Sources<'_>, diagnostics: &[Diagnostic]) {
        let text = report::diagnostics(sources, diagnostics, self.terminal.error_style());
        self.terminal.complain(&text);
        let errors = diagnostics.iter().filter(|found| found.is_error());
        self.page.errors.extend(errors.map(|diagnostic| Trouble::of(sources, diagnostic)));
    }

    fn unread(&mut self, unread: Unread) {
        match unread {
            Unread::Text(source, diagnostic) => self.show(&Sources::from(&source), &[*diagnostic]),
            Unread::Around { path, code, message } => self.trouble(code, &path, &message),
        }
    }

    /// Trouble around an input, which has a path and no line.
    fn trouble(&mut self, code: &'static str, path: &str, message: &str) {
        let trouble = Trouble::around(path, code, message);
        self.terminal.complain(&format!("error[{code}]: `{}`: {}\n", trouble.source, trouble.message));
        self.page.errors.push(trouble);
    }
}
