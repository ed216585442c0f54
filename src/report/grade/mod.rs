//! The grade of a review with its reasons as a document: plain words first, ids last.

mod comments;
mod identified;
mod overview;
mod raise;
mod reasons;
mod sheets;

use super::doc::{Block, Cell, Column, Doc, Line, Place, Table};
use super::issue::Issue;
use super::page::{CriterionPage, Page, PlacePage, ReviewPage, RubricHead};
use super::sheet::Sheet;
use super::suite::Suite;
use super::{Report, View};
use crate::engine::RuleOutcome;
use crate::review::Grade;
use crate::text::{Shown, and_list, plural};
use crate::wording::{between, percent};

pub use comments::comments;
pub use overview::Overview;

/// So many reasons of one rule are shown.
const REASONS: usize = 3;
/// So many strengths are shown.
const STRENGTHS: usize = 8;

/// Returns the report on a review that `rubric` graded, with every rule and every reason or with those that matter most.
#[must_use]
pub fn review_doc(review: &ReviewPage, rubric: Option<&RubricHead>, view: View) -> Doc {
    let aside = rubric.map_or_else(String::new, |rubric| format!("rubric {} {}", rubric.id, rubric.version));
    let title = Block::Title { title: (&review.title).into(), aside: Line::default().faint(aside) };
    let writer = Writer { review, all: view.all || view.width.is_none(), every_rule: view.all };
    let blocks = std::iter::once(title).chain(writer.blocks()).collect();
    Doc { title: review.title.to_string(), blocks }
}

/// Returns the headline of a review and where it stands.
#[must_use]
pub fn headline_doc(review: &ReviewPage) -> Doc {
    let writer = Writer { review, all: false, every_rule: false };
    let blocks = std::iter::once(writer.headline()).chain(writer.standing()).collect();
    Doc { title: review.title.to_string(), blocks }
}

impl Report for Page {
    fn sheets(&self) -> Vec<Sheet> {
        sheets::sheets(self)
    }

    fn issues(&self) -> Vec<Issue> {
        sheets::issues(self)
    }

    fn suites(&self) -> Vec<Suite> {
        sheets::suites(self)
    }

    /// Each review in a section of its own, after a table of all where there are several.
    fn doc(&self, view: View) -> Doc {
        let mut overview = Overview::default();
        self.reviews.iter().for_each(|review| overview.add(review));
        if view.brief {
            return overview.table(&self.errors, &[]);
        }
        let all: Vec<Block> = overview.doc(&self.errors).into_iter().flat_map(|doc| doc.blocks).collect();
        let docs = self.reviews.iter().map(|review| (review, review_doc(review, self.rubric.as_ref(), view)));
        if all.is_empty() {
            let title = self.reviews.first().map_or_else(String::new, |review| review.title.to_string());
            return Doc { title, blocks: docs.flat_map(|(_, doc)| doc.blocks).collect() };
        }
        let folded = docs.map(|(review, doc)| Block::Section {
            title: (&review.title).into(),
            aside: Line::default().grade(overview::headline_words(review), review.headline_grade()),
            is_folded: true,
            blocks: doc.blocks.into_iter().skip(1).collect(),
        });
        Doc { title: "Case reviews".to_owned(), blocks: all.into_iter().chain(folded).collect() }
    }
}

/// Writes one review.
struct Writer<'p> {
    review: &'p ReviewPage,
    /// Every reason, rather than those that matter most: a page has room for them.
    all: bool,
    /// Every rule by itself, too.
    every_rule: bool,
}

impl Writer<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![self.headline()];
        blocks.extend(self.standing());
        blocks.extend(self.criteria());
        let sections = [
            self.holds_down(),
            self.not_stated(),
            self.questions(),
            self.strengths(),
            self.raise(),
            self.impact(),
            if self.every_rule { self.every_rule() } else { None },
            self.identifiers(),
        ];
        blocks.extend(sections.into_iter().flatten());
        blocks.push(self.small_print());
        blocks
    }

    fn headline(&self) -> Block {
        let review = self.review;
        let grade = |line: Line, grade: Grade| line.grade(grade.word().to_uppercase(), Some(grade));
        let line = match (review.headline_grade(), review.floor, review.ceiling) {
            (Some(floor), _, Some(ceiling)) if ceiling > floor => {
                let things = plural(
                    review.deciding.len(),
                    "thing that it does not say is so",
                    "things that it does not say are so",
                );
                let line = grade(Line::default(), floor).text(" on what the review says; ");
                grade(line, ceiling).text(format!(" if {things}"))
            }
            (Some(floor), _, _) => grade(Line::default(), floor),
            (None, Some(floor), Some(ceiling)) if review.is_not_enough_stated() => {
                Line::default().grade("NOT ENOUGH STATED", None).text(format!(
                    " to give a grade: what is stated settles {} of the grading. {}.",
                    percent(review.coverage),
                    self.bounds(floor, ceiling)
                ))
            }
            (None, _, _) => {
                let why = match review.if_answered.map_or(0, |open| open.open) {
                    0 => ": no criterion of the rubric applies to this review".to_owned(),
                    open => format!(
                        " yet: only a person's answers could be graded, and {} open",
                        plural(open, "question is", "questions are")
                    ),
                };
                Line::default().grade("NOTHING TO GRADE", None).text(why)
            }
        };
        Block::Paragraph(line)
    }

    /// Between which grades a review lies that is not fully stated.
    fn bounds(&self, floor: Grade, ceiling: Grade) -> String {
        if ceiling.is_best() {
            return format!("It could be anything from {}", between(floor, ceiling));
        }
        let start = if self.review.provisional {
            "Without the answers that are open it cannot be better than"
        } else {
            "It cannot be better than"
        };
        format!("{start} {ceiling}{}", self.because(ceiling))
    }

    /// Why a review that is not fully stated cannot be better than `ceiling`.
    fn because(&self, ceiling: Grade) -> String {
        let limit = self.review.limits.iter().find(|limit| limit.surely && limit.overall <= ceiling);
        if let Some(limit) = limit {
            let why = limit
                .because
                .as_ref()
                .map_or_else(|| format!("{} is {} at best", limit.when, limit.when_at), Shown::to_string);
            return format!(", because {why}");
        }
        let low = self
            .review
            .criteria
            .iter()
            .filter(|criterion| criterion.ceiling.is_some_and(|own| !own.is_best()) && !criterion.may_not_apply);
        let names: Vec<String> =
            low.map(|criterion| format!("{} is at best {}", criterion.title, word(criterion.ceiling))).collect();
        if names.is_empty() { String::new() } else { format!(", because {}", and_list(&names)) }
    }

    /// Where the result stands: provisional, coverage, score, what somebody else recorded.
    fn standing(&self) -> Vec<Block> {
        let review = self.review;
        let mut blocks = Vec::new();
        if review.provisional {
            let change = review.if_answered.map_or_else(String::new, |open| {
                let questions = plural(open.open, "question for a person is", "questions for a person are");
                let range = if open.floor == open.ceiling {
                    format!("the grade is {} whatever the answers", open.floor)
                } else {
                    format!("the answers can make it anything from {}", between(open.floor, open.ceiling))
                };
                format!(": {questions} open; {range}")
            });
            blocks.push(Block::paragraph(format!("Provisional{change}")));
        }
        if let Some(next) =
            review.next.as_ref().filter(|next| review.headline_grade().is_some() && !next.needs.is_empty())
        {
            let needs: Vec<&str> = next.needs.iter().map(Shown::as_str).collect();
            blocks.push(Block::statement(format!("For {} it lacks: {}", next.grade, needs.join("; "))));
        }
        blocks.push(Block::Paragraph(Line::default().faint(self.particulars().join("; "))));
        if review.is_not_enough_stated() && !review.whole {
            blocks.push(Block::paragraph(if review.is_document {
                "Of a document only what stands in tables, lists and numbered points is read; what else it says is not stated here. `casegrade import` writes what was read into a file to fill in."
            } else {
                "The file is read as a part of the review, so what it leaves out is not stated. If it holds all that the review says, set `record` to `whole` under `review`: then what is missing counts as missing."
            }));
        }
        blocks
    }

    /// Coverage, score, what somebody else recorded, and the file.
    fn particulars(&self) -> Vec<String> {
        let review = self.review;
        let mut parts = Vec::new();
        if !review.is_not_enough_stated() {
            parts.push(format!("What is stated settles {} of the grading", percent(review.coverage)));
        }
        parts.extend(review.score.map(|score| format!("score {} of 100", score.round())));
        if let Some(recorded) = &review.recorded {
            let by = recorded.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            parts.push(format!("recorded as {}{by}", recorded.grade));
        }
        parts.push(review.place());
        parts
    }

    fn criteria(&self) -> Option<Block> {
        let row = |criterion: &CriterionPage| {
            let words = range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply);
            vec![
                Cell::text(criterion.title.as_str()),
                Cell::Grade(words, criterion.grade),
                Cell::number(criterion.score.map_or_else(|| "-".to_owned(), |score| score.round().to_string())),
                Cell::text(decided(criterion)),
            ]
        };
        let rows: Vec<Vec<Cell>> = self.review.criteria.iter().map(row).collect();
        let [name, grade, by] = ["Criterion", "Grade", "Decided by"].map(Column::text);
        let columns = vec![name, grade, Column::number("Score"), by];
        (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, least: NARROW, ..Table::default() }))
    }

    /// Where something is: the file's line and column, and the path.
    fn place(&self, place: &PlacePage) -> Place {
        let file = place.source.as_ref().unwrap_or(&self.review.source);
        let text = match (place.line, place.column, &place.passage) {
            (Some(line), Some(column), _) => format!("{file}:{line}:{column}"),
            (_, _, Some(passage)) => format!("{file}: {passage}"),
            (_, _, None) => file.to_string(),
        };
        Place { text, path: place.path.clone() }
    }

    fn small_print(&self) -> Block {
        let review = self.review;
        let parts = review.rests_on.parts().into_iter().filter(|(_, share)| *share >= 0.005);
        let parts: Vec<String> = parts.map(|(basis, share)| format!("{} {}", basis.phrase(), percent(share))).collect();
        let basis =
            (!parts.is_empty()).then(|| Line::default().strong("Rests on:").text(format!(" {}", parts.join(", "))));
        let not_judged = Line::default().strong("Not judged:").text(format!(
            " {}. A form can be filled in to please a tool; this one sees what is written, not whether it is true.",
            review.not_judged
        ));
        Block::Notes(basis.into_iter().chain([not_judged]).collect())
    }
}

/// What a limit leaves: a worst grade is not "at best" anything.
fn at_best(grade: Grade) -> String {
    if grade.is_worst() { grade.to_string() } else { format!("at best {grade}") }
}

/// Below this width the criteria are listed.
const NARROW: usize = 56;

/// What decided a criterion, or why nothing did.
fn decided(criterion: &CriterionPage) -> String {
    match &criterion.decided_by {
        Some(by) => by.to_string(),
        None if criterion.rules.iter().any(|rule| rule.outcome == RuleOutcome::Unanswered) => {
            "its question is not answered".to_owned()
        }
        None => "none of its rules applies".to_owned(),
    }
}

/// A judgement in words.
fn range_words(floor: Option<Grade>, ceiling: Option<Grade>, may_not_apply: bool) -> String {
    let words = match (floor, ceiling) {
        (Some(floor), Some(ceiling)) => between(floor, ceiling),
        _ => return "-".to_owned(),
    };
    if may_not_apply { format!("{words}, if it applies") } else { words }
}

fn word(grade: Option<Grade>) -> &'static str {
    grade.map_or("-", Grade::word)
}
