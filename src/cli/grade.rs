//! `casegrade grade`

use std::path::Path;

use super::args::{Format, GradeArgs};
use super::exit::{Error, Exit, reason};
use super::files::{self, Candidate, judgement_of, shown};
use super::rubrics;
use super::terminal::Terminal;
use crate::document::{Diagnostic, Source, toml};
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
                Run::new(args, rubric, as_of, terminal, &mut page).all(&args.paths);
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
    terminal: &'r mut Terminal,
    page: &'r mut Page,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        args: &GradeArgs,
        rubric: &'r Rubric,
        as_of: jiff::civil::Date,
        terminal: &'r mut Terminal,
        page: &'r mut Page,
    ) -> Self {
        Run { rubric, as_of, to: args.to, impact: args.impact, terminal, page }
    }

    /// Grades what the paths mean; what is wrong is shown and kept in the page.
    pub(super) fn all(&mut self, paths: &[std::path::PathBuf]) {
        let gathered = files::gather(paths);
        for error in &gathered.errors {
            self.trouble_around(error);
        }
        for candidate in &gathered.candidates {
            self.one(candidate);
        }
        for orphan in &gathered.orphans {
            let message = "there is no review beside this judgement file, so its answers would not be read";
            self.trouble("no-review", &shown(orphan), message);
        }
        let nothing = self.page.reviews.is_empty() && self.page.errors.is_empty();
        if let Some(path) = paths.first().filter(|_| nothing) {
            self.trouble("no-reviews", &shown(path), "there are no reviews here");
        }
    }

    /// Grades one file; what is wrong with it is shown and kept, and the run goes on.
    fn one(&mut self, candidate: &Candidate) {
        let Some(source) = self.read(&candidate.path) else {
            return;
        };
        let parsed = toml::parse(&source.text);
        if !candidate.named && parsed.root.entry("rubric").is_some() && parsed.root.entry("review").is_none() {
            return;
        }
        let read = review::read(&parsed.root, parsed.errors, parsed.rest_is_sound);
        let mut diagnostics = read.diagnostics;
        if let Some(review) = &read.review {
            diagnostics.extend(self.remarks(review, &parsed.root));
        }
        self.show(&source, &diagnostics);
        let judgements = self.judgements(&candidate.path);
        if let (Some(review), Some(judgements)) = (&read.review, judgements) {
            let facts = Facts::new(review);
            let graded = engine::grade(self.rubric, &facts, &judgements);
            let to = self.to.or(graded.next.as_ref().map(|next| next.grade));
            let raise = to.and_then(|to| engine::raise(self.rubric, &facts, &judgements, &graded.states(), to));
            let file = Located { source: &source, root: &parsed.root };
            let with = GradedWith { rubric: self.rubric, facts: &facts, judgements: &judgements };
            let mut page = review_page(with, &graded, raise.as_ref(), file, &diagnostics);
            if self.impact {
                add_impacts(&mut page, &engine::impacts(self.rubric, &graded));
            }
            self.page.reviews.push(page);
        }
    }

    /// What is suspicious about a review beside this rubric on this day.
    fn remarks(&self, review: &Review, root: &crate::document::Node<'_>) -> Vec<Diagnostic> {
        let mut remarks = review::later_than(root, review, self.as_of);
        let kinds = &self.rubric.kinds;
        if let Some(kind) = review.review.kind.filter(|kind| !kinds.is_empty() && !kinds.contains(kind)) {
            let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let place = root.locate(&crate::document::Trail::dotted("review.kind"));
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

    /// The answers beside a review: none if there is no such file, `None` if it is wrong.
    fn judgements(&mut self, review: &Path) -> Option<Judgements> {
        let path = judgement_of(review);
        if !path.exists() {
            return Some(Judgements::default());
        }
        let source = self.read(&path)?;
        let parsed = toml::parse(&source.text);
        let (judgements, diagnostics) = judgement::read(&parsed.root, parsed.errors, parsed.rest_is_sound, self.rubric);
        self.show(&source, &diagnostics);
        (!diagnostics.iter().any(Diagnostic::is_error)).then_some(judgements)
    }

    fn read(&mut self, path: &Path) -> Option<Source> {
        let name = shown(path);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.trouble_around(&Error::Read { path: name, reason: reason(&error) });
                return None;
            }
        };
        match Source::from_bytes(name, bytes) {
            Ok(source) => Some(source),
            Err((source, diagnostic)) => {
                self.show(&source, &[*diagnostic]);
                None
            }
        }
    }

    /// Shows diagnostics, and keeps the errors for the page.
    fn show(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        let text = report::diagnostics(source, diagnostics, self.terminal.error_style());
        self.terminal.complain(&text);
        self.page.errors.extend(
            diagnostics.iter().filter(|found| found.is_error()).map(|diagnostic| Trouble::of(source, diagnostic)),
        );
    }

    fn trouble_around(&mut self, error: &Error) {
        match error {
            Error::Read { path, reason } => self.trouble("cannot-read", path, reason),
            Error::Write(_) | Error::Json(_) | Error::Asked(_) => self.trouble("error", "", &error.to_string()),
        }
    }

    /// Trouble around an input, which has a path and no line.
    fn trouble(&mut self, code: &'static str, path: &str, message: &str) {
        let trouble = Trouble::around(path, code, message);
        self.terminal.complain(&format!("error[{code}]: `{}`: {}\n", trouble.source, trouble.message));
        self.page.errors.push(trouble);
    }
}
