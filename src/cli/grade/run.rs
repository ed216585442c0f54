//! The reviews of one run of `casegrade grade`, each with its rubric and its grade.

use std::ops::ControlFlow;

use super::answers::Aims;
use crate::cli::args::GradeArgs;
use crate::cli::choice::Choice;
use crate::cli::reviews::{Ready, Reviews};
use crate::cli::terminal::Terminal;
use crate::engine;
use crate::load::{Bundle, shown};
use crate::report::{GradedWith, Located, Problem, ReviewReport, add_impacts, review_page};
use crate::rubric::Rubric;

/// One run over the paths that the arguments name.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Run<'r> {
    pub(in crate::cli) args: &'r GradeArgs,
    pub(in crate::cli) choice: Choice<'r>,
    pub(in crate::cli) as_of: jiff::civil::Date,
}

impl<'r> Run<'r> {
    /// Gives each review to `give` as soon as it is read, `first` before all others; nothing more is read where there is no
    /// use in another. What is wrong is shown, and is the result.
    pub(super) fn all(
        self,
        first: Option<Ready>,
        mut reviews: Reviews<'_>,
        terminal: &mut Terminal,
        give: &mut dyn FnMut(&Ready, Aims) -> ControlFlow<()>,
    ) -> Vec<Problem> {
        let is_empty = first.is_none() && reviews.errors.is_empty();
        let mut next = first;
        while let Some(ready) = next {
            match Aims::new(self.args, self.rubric(&ready)) {
                Ok(aims) if give(&ready, aims).is_break() => return reviews.errors,
                Ok(_) => {}
                Err(message) => reviews.trouble("no-such-grade", &ready.title(), &message, terminal),
            }
            next = reviews.next_ready(terminal);
        }
        if let Some(path) = self.args.paths.first().filter(|_| is_empty) {
            reviews.trouble("no-reviews", &shown(path), "no reviews were found", terminal);
        }
        reviews.errors
    }

    /// The rubric for a review.
    pub(in crate::cli) fn rubric(self, ready: &Ready) -> &'r Rubric {
        ready.rubric(self.choice)
    }

    /// Grades one review.
    pub(in crate::cli) fn graded(self, ready: &Ready) -> ReviewReport {
        let (rubric, facts) = (self.rubric(ready), ready.facts());
        let graded = engine::grade(rubric, &facts, &ready.judgements);
        let aims = Aims::new(self.args, rubric).unwrap_or_default();
        let to = aims.to.or(graded.next.as_ref().map(|next| next.grade));
        let raise = to.and_then(|to| engine::raise(rubric, &facts, &ready.judgements, &graded.states(), to));
        let Bundle { sources, root, .. } = &ready.bundle;
        let file = Located { sources, root, passages: ready.bundle.passages(), mask: &ready.mask };
        let with = GradedWith { rubric, facts: &facts, judgements: &ready.judgements };
        let mut page = review_page(with, &graded, raise.as_ref(), file, &ready.warnings);
        page.add_inputs(&ready.bundle, &ready.files, &ready.mask);
        if self.args.impact {
            add_impacts(&mut page, &engine::impacts(rubric, &graded));
        }
        page
    }
}
