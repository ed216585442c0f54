//! `casegrade grade`

use super::args::{Format, GradeArgs, InputArgs};
use super::exit::{Error, Exit};
use super::inputs::shown;
use super::reviews::{Event, Ready, Reviews};
use super::rubrics;
use super::terminal::Terminal;
use crate::engine;
use crate::report::{self, GradedWith, Located, Page, ReviewPage, RubricHead, Trouble, add_impacts, review_page};
use crate::review::Grade;
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
            terminal.fail(&error);
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
struct Run<'r> {
    rubric: &'r Rubric,
    as_of: jiff::civil::Date,
    to: Option<Grade>,
    impact: bool,
    inputs: &'r InputArgs,
    terminal: &'r mut Terminal,
    page: &'r mut Page,
}

impl<'r> Run<'r> {
    fn new(
        args: &'r GradeArgs,
        rubric: &'r Rubric,
        as_of: jiff::civil::Date,
        terminal: &'r mut Terminal,
        page: &'r mut Page,
    ) -> Self {
        Run { rubric, as_of, to: args.to, impact: args.impact, inputs: &args.inputs, terminal, page }
    }

    /// Grades what the paths mean; what is wrong is shown and kept in the page.
    fn all(&mut self, paths: &[std::path::PathBuf]) {
        let (rubric, to, impact) = (self.rubric, self.to, self.impact);
        let mut reviews = Reviews::new(rubric, self.as_of, self.terminal).with_ids();
        reviews.each(paths, self.inputs, &mut |event| match event {
            Event::Ready(ready) => self.page.reviews.push(graded(rubric, ready, to, impact)),
            Event::Trouble(trouble) => self.page.errors.push(trouble),
            Event::Lost { .. } => {}
        });
        let nothing = self.page.reviews.is_empty() && self.page.errors.is_empty();
        if let Some(path) = paths.first().filter(|_| nothing) {
            let keep = &mut |event: Event<'_>| {
                if let Event::Trouble(trouble) = event {
                    self.page.errors.push(trouble);
                }
            };
            reviews.trouble("no-reviews", &shown(path), "there are no reviews here", keep);
        }
    }
}

/// Grades one review.
pub(super) fn graded(rubric: &Rubric, ready: Ready<'_>, to: Option<Grade>, impact: bool) -> ReviewPage {
    let facts = ready.facts();
    let graded = engine::grade(rubric, &facts, ready.judgements);
    let to = to.or(graded.next.as_ref().map(|next| next.grade));
    let raise = to.and_then(|to| engine::raise(rubric, &facts, ready.judgements, &graded.states(), to));
    let root = &ready.reading.parsed.root;
    let file = Located { sources: ready.sources, root, passages: ready.input.passages() };
    let with = GradedWith { rubric, facts: &facts, judgements: ready.judgements };
    let mut page = review_page(with, &graded, raise.as_ref(), file, ready.diagnostics);
    if impact {
        add_impacts(&mut page, &engine::impacts(rubric, &graded));
    }
    page
}
