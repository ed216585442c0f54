//! Results in the terminal: plain words first, ids last.

mod identified;
mod overview;
mod raise;
mod reasons;

use comfy_table::Cell;

use super::Style;
use super::layout::{GLUE, grade_cell};
use super::page::{CriterionPage, Page, PlacePage, ReviewPage, RubricHead, Trouble};
use crate::review::Grade;
use crate::text::{Shown, and_list, plural};
use overview::Overview;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The layout.
    pub style: Style,
    /// Every rule and every reason, rather than those that matter most.
    pub all: bool,
}

/// So many reasons of one rule are shown.
const REASONS: usize = 3;
/// So many strengths are shown.
const STRENGTHS: usize = 8;

/// A report written review by review, so that no more of each is kept than the table of all at the end shows.
#[derive(Debug)]
pub struct Report {
    options: Options,
    rubric: Option<RubricHead>,
    overview: Overview,
}

impl Report {
    /// A report by `rubric` with nothing in it yet.
    #[must_use]
    pub fn new(rubric: Option<RubricHead>, options: Options) -> Self {
        Report { options, rubric, overview: Overview::default() }
    }

    /// The text of the next review.
    #[must_use]
    pub fn review(&mut self, review: &ReviewPage) -> String {
        let gap = if self.overview.is_empty() { "" } else { "\n" };
        self.overview.add(review);
        let Options { style, .. } = self.options;
        gap.to_owned() + &Writer { review, options: self.options, style }.write(self.rubric.as_ref())
    }

    /// What stands after the last review: a table of all where there are several, with what could not be graded.
    #[must_use]
    pub fn end(self, errors: &[Trouble]) -> String {
        if self.overview.is_empty() || self.overview.len() + errors.len() < 2 {
            return String::new();
        }
        format!("\n{}", self.overview.text(errors, self.options.style))
    }
}

/// All reviews of a page, and a table of them where there are several.
#[must_use]
pub fn page(page: &Page, options: Options) -> String {
    let mut report = Report::new(page.rubric.clone(), options);
    let reviews: String = page.reviews.iter().map(|review| report.review(review)).collect();
    reviews + &report.end(&page.errors)
}

/// The headline of a review and where it stands, in a few lines.
#[must_use]
pub fn headline(review: &ReviewPage, style: Style) -> String {
    let writer = Writer { review, options: Options { style, all: false }, style };
    writer.headline() + &writer.standing()
}

/// Writes one review.
struct Writer<'p> {
    review: &'p ReviewPage,
    options: Options,
    style: Style,
}

impl Writer<'_> {
    fn write(&self, rubric: Option<&RubricHead>) -> String {
        let review = self.review;
        let head = rubric.map_or_else(String::new, |rubric| format!("rubric {} {}", rubric.id, rubric.version));
        let mut text = self.style.spread(&self.style.bold(review.title.as_str()), &self.style.faint(&head), "");
        text.push_str(&self.headline());
        text.push_str(&self.standing());
        if !review.criteria.is_empty() {
            text.push('\n');
            text.push_str(&self.criteria());
        }
        text.push_str(&self.holds_down());
        text.push_str(&self.not_stated());
        text.push_str(&self.questions());
        text.push_str(&self.strengths());
        text.push_str(&self.raise());
        text.push_str(&self.impact());
        if self.options.all {
            text.push_str(&self.every_rule());
        }
        text.push_str(&self.identifiers());
        text.push_str(&self.small_print());
        text
    }

    fn headline(&self) -> String {
        let review = self.review;
        let grade = |grade: Grade| self.style.grade(&grade.word().to_uppercase(), Some(grade));
        let line = match (review.headline_grade(), review.floor, review.ceiling) {
            (Some(floor), _, Some(ceiling)) if ceiling > floor => {
                let things = plural(
                    review.deciding.len(),
                    "thing that it does not say is so",
                    "things that it does not say are so",
                );
                format!("{} on what the review says; {} if {things}", grade(floor), grade(ceiling))
            }
            (Some(floor), _, _) => grade(floor),
            (None, Some(floor), Some(ceiling)) if review.is_not_enough_stated() => {
                let start = self.style.grade("NOT ENOUGH STATED", None);
                let bounds = if !ceiling.is_best() {
                    format!(
                        "{} {ceiling}{}",
                        if review.provisional {
                            "Without the answers that are open it cannot be better than"
                        } else {
                            "It cannot be better than"
                        },
                        self.because(ceiling)
                    )
                } else {
                    format!("It could be anything from {floor} to {ceiling}")
                };
                format!(
                    "{start} to give a grade: what is stated settles {} of the grading. {bounds}.",
                    percent(review.coverage)
                )
            }
            (None, _, _) => {
                let start = self.style.grade("NOTHING TO GRADE", None);
                match review.if_answered.map_or(0, |open| open.open) {
                    0 => format!("{start}: no criterion of the rubric applies to this review"),
                    open => format!(
                        "{start} yet: only a person's answers could be graded, and {} open",
                        plural(open, "question is", "questions are")
                    ),
                }
            }
        };
        self.style.wrap(&line, "", "")
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
    fn standing(&self) -> String {
        let review = self.review;
        let mut text = String::new();
        if review.provisional {
            let change = review.if_answered.map_or_else(String::new, |open| {
                let questions = plural(open.open, "question for a person is", "questions for a person are");
                let range = if open.floor == open.ceiling {
                    format!("the grade is {} whatever the answers", open.floor)
                } else {
                    format!("the answers can make it anything from {} to {}", open.floor, open.ceiling)
                };
                format!(": {questions} open; {range}")
            });
            text.push_str(&self.style.wrap(&format!("Provisional{change}"), "", ""));
        }
        if let Some(next) =
            review.next.as_ref().filter(|next| review.headline_grade().is_some() && !next.needs.is_empty())
        {
            let needs: Vec<&str> = next.needs.iter().map(Shown::as_str).collect();
            text.push_str(&self.style.wrap(&format!("For {} it lacks: {}", next.grade, needs.join("; ")), "", "  "));
        }
        let mut parts = vec![format!("What is stated settles {} of the grading", percent(review.coverage))];
        if review.is_not_enough_stated() {
            parts.clear();
        }
        if let Some(score) = review.score {
            parts.push(format!("score {} of 100", rounded(score)));
        }
        if let Some(recorded) = &review.recorded {
            let by = recorded.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            parts.push(format!("recorded as {}{by}", recorded.grade));
        }
        parts.push(review.place());
        text.push_str(&self.style.wrap(&self.style.faint(&parts.join("; ")), "", ""));
        if review.is_not_enough_stated() && !review.whole {
            let hint = if review.is_document {
                "Of a document only what stands in tables, lists and numbered points is read; what else it says is not stated here. `casegrade import` writes what was read into a file to fill in."
            } else {
                "The file is read as a part of the review, so what it leaves out is not stated. If it holds all that the review says, set `record` to `whole` under `review`: then what is missing counts as missing."
            };
            text.push_str(&self.style.wrap(hint, "", ""));
        }
        text
    }

    fn criteria(&self) -> String {
        if self.style.width < NARROW {
            return self.criteria_listed();
        }
        let mut table = self.style.table(&["Criterion", "Grade", "Score", "Decided by"]);
        for criterion in &self.review.criteria {
            let decided = decided(criterion);
            table.add_row(vec![
                Cell::new(criterion.title.as_str()),
                grade_cell(&range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply), criterion.grade),
                Cell::new(criterion.score.map_or_else(|| "-".to_owned(), |score| rounded(score).to_string()))
                    .set_alignment(comfy_table::CellAlignment::Right),
                Cell::new(decided),
            ]);
        }
        Style::render(&table)
    }

    /// Where something is: the file's line and column, and the key.
    fn place(&self, place: &PlacePage, indent: &str) -> String {
        let PlacePage { path, source, .. } = place;
        let file = source.as_ref().unwrap_or(&self.review.source);
        let place = match (place.line, place.column, &place.passage) {
            (Some(line), Some(column), _) => format!("{file}:{line}:{column}"),
            (_, _, Some(passage)) => format!("{file}: {passage}"),
            (_, _, None) => file.to_string(),
        };
        let both = if path.is_empty() { place.clone() } else { format!("{place}  {path}") };
        let fits = indent.len() + textwrap::core::display_width(&both) <= self.style.width;
        format!("{indent}{}\n", self.style.faint(if fits { &both } else { &place }))
    }

    fn small_print(&self) -> String {
        let review = self.review;
        let parts = review.rests_on.parts().into_iter().filter(|(_, share)| *share >= 0.005);
        let parts: Vec<String> = parts.map(|(basis, share)| format!("{} {}", basis.phrase(), percent(share))).collect();
        let mut text = String::from("\n");
        if !parts.is_empty() {
            text.push_str(&self.style.wrap(
                &format!("{} {}", self.style.bold("Rests on:"), parts.join(", ")),
                "",
                "  ",
            ));
        }
        text.push_str(&self.style.wrap(&format!("{} {}. A form can be filled in to please a tool; this one sees what is written, not whether it is true.", self.style.bold("Not judged:"), review.not_judged), "", "  "));
        text
    }

    /// The criteria for a terminal too narrow for a table.
    fn criteria_listed(&self) -> String {
        let line = |criterion: &CriterionPage| {
            let grade = range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply);
            let score = criterion.score.map_or_else(String::new, |score| format!(", score {}", rounded(score)));
            let head = self.style.wrap(&format!("{}: {grade}{score}", criterion.title), "", "  ");
            head + &self.style.wrap(&decided(criterion), "  ", "  ")
        };
        self.review.criteria.iter().map(line).collect()
    }

    /// An id at the end of a line, never alone on one.
    fn id(&self, id: &Shown) -> String {
        format!("{GLUE}{GLUE}{}", self.style.faint(id.as_str()))
    }

    fn section(&self, title: &str, body: &str) -> String {
        if body.is_empty() {
            String::new()
        } else {
            format!("\n{}{body}", self.style.wrap(&self.style.bold(title), "", ""))
        }
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
        None if criterion.rules.iter().any(|rule| rule.outcome == "unanswered") => {
            "its question is not answered".to_owned()
        }
        None => "none of its rules applies".to_owned(),
    }
}

/// A judgement in words.
fn range_words(floor: Option<Grade>, ceiling: Option<Grade>, may_not_apply: bool) -> String {
    let words = match (floor, ceiling) {
        (Some(floor), Some(ceiling)) if floor == ceiling => floor.word().to_owned(),
        (Some(floor), Some(ceiling)) => format!("{floor} to {ceiling}"),
        _ => return "-".to_owned(),
    };
    if may_not_apply { format!("{words}, if it applies") } else { words }
}

fn word(grade: Option<Grade>) -> &'static str {
    grade.map_or("-", Grade::word)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn rounded(score: f64) -> f64 {
    score.round()
}
