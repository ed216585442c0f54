//! A review that is kept with all that it was graded with, to be compared with another draft of it.

use super::reviews::Ready;
use crate::analysis::drafts::Draft;
use crate::document::passages::Passages;
use crate::engine::{self, Graded};
use crate::judgement::Judgements;
use crate::review::{Narratives, Review};
use crate::rubric::Rubric;
use crate::text::NameList;

/// A review on its own, apart from the file that it was read from.
#[derive(Debug)]
pub(super) struct Kept {
    review: Review,
    overview: Option<Passages>,
    summary: Option<Passages>,
    names: Option<NameList>,
    judgements: Judgements,
    graded: Graded,
}

impl Kept {
    /// Keeps a review, graded by `rubric`.
    pub(super) fn of(rubric: &Rubric, ready: Ready<'_>) -> Self {
        let facts = ready.facts();
        let narratives = facts.narratives();
        Kept {
            review: ready.review.clone(),
            overview: narratives.overview.cloned(),
            summary: narratives.summary.cloned(),
            names: narratives.names.cloned(),
            judgements: ready.judgements.clone(),
            graded: engine::grade(rubric, &facts, ready.judgements),
        }
    }

    /// The draft that it is.
    pub(super) fn draft(&self) -> Draft<'_> {
        let narratives =
            Narratives { overview: self.overview.as_ref(), summary: self.summary.as_ref(), names: self.names.as_ref() };
        Draft { review: &self.review, narratives, judgements: &self.judgements, graded: &self.graded }
    }
}
