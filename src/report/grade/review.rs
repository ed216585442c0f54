//! The report on one review: its sections in their order.

use super::writer::Writer;
use crate::report::View;
use crate::report::doc::{Block, Doc, Line};
use crate::report::page::{ReviewReport, RubricHead};
use crate::wording::percent;

/// Returns the report on a review that `rubric` graded, with every rule and every reason or with those that matter most.
#[must_use]
pub fn review_doc(review: &ReviewReport, rubric: Option<&RubricHead>, view: View) -> Doc {
    let aside = rubric.map_or_else(String::new, |rubric| format!("rubric {} {}", rubric.id, rubric.version));
    let title = Block::Title { title: (&review.title).into(), aside: Line::default().faint(aside) };
    let is_page = view.width.is_none();
    let writer = Writer { review, all: view.all || is_page, every_rule: view.all, is_page };
    let blocks = std::iter::once(title).chain(writer.blocks()).collect();
    Doc { title: review.title.to_string(), blocks }
}

/// Returns the headline of a review and where it stands.
#[must_use]
pub fn headline_doc(review: &ReviewReport) -> Doc {
    let writer = Writer { review, all: false, every_rule: false, is_page: false };
    let blocks = std::iter::once(writer.headline()).chain(writer.standing()).collect();
    Doc { title: review.title.to_string(), blocks }
}

impl Writer<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![self.both_grades().unwrap_or_else(|| self.headline())];
        blocks.extend(self.standing());
        let sections = [
            self.judged(),
            self.criteria().filter(|_| self.is_page),
            self.lowers(),
            self.raise(),
            self.not_known(),
            self.questions(),
            self.not_applicable(),
            self.criteria().filter(|_| !self.is_page),
            self.strengths(),
            self.impact(),
            if self.every_rule { self.every_rule() } else { None },
            self.second_look(),
            self.identifiers(),
        ];
        blocks.extend(sections.into_iter().flatten());
        blocks.push(self.small_print());
        blocks
    }

    fn small_print(&self) -> Block {
        let review = self.review;
        let parts = review.rests_on.parts().into_iter().filter(|(_, share)| *share >= 0.005);
        let parts: Vec<String> = parts.map(|(basis, share)| format!("{} {}", basis.phrase(), percent(share))).collect();
        let basis = (self.all && !parts.is_empty())
            .then(|| Line::default().strong("Based on:").text(format!(" {}", parts.join(", "))));
        let not_judged = Line::default().strong("Not judged:").text(format!(
            " {}. casegrade reads what is written; it cannot check whether it is true.",
            review.not_judged
        ));
        Block::Notes(basis.into_iter().chain([not_judged]).chain(self.unbound()).collect())
    }
}
