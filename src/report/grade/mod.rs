//! The grade of a review with its reasons as a document: plain words first, ids last.

mod comments;
mod identified;
mod judged;
mod overview;
mod plots;
mod raise;
mod reasons;
mod second_look;
mod sheets;

use super::doc::{Block, Cell, Column, Doc, Line, Place, Plot, Table};
use super::issue::Issue;
use super::page::{CriterionReport, GradeReport, PlaceReport, ReviewReport, RubricHead};
use super::sheet::Sheet;
use super::suite::Suite;
use super::{Report, View};
use crate::engine::RuleOutcome;
use crate::review::Grade;
use crate::text::{Shown, capital, plural};
use crate::wording::{between, percent};

pub use comments::comments;
pub use overview::Overview;
pub(crate) use plots::GradePlots;

/// Maximum number of standards that a short report names as lowering the grade.
const LOWEST: usize = 3;
/// Maximum number of strengths in a short report.
const STRENGTHS: usize = 3;

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

impl Report for GradeReport {
    fn day(&self) -> &str {
        &self.as_of
    }

    fn sheets(&self) -> Vec<Sheet> {
        sheets::sheets(self)
    }

    fn issues(&self) -> Vec<Issue> {
        sheets::issues(self)
    }

    fn plots(&self) -> Vec<Plot> {
        self.pictures().plots()
    }

    fn suites(&self) -> Vec<Suite> {
        sheets::suites(self)
    }

    /// Each review in a section of its own, after a table of all where there are several.
    fn doc(&self, view: View) -> Doc {
        let mut overview = Overview::new(self.rubric.as_ref());
        self.reviews.iter().for_each(|review| overview.add(review));
        if view.brief {
            return overview.table(&self.errors, &[]);
        }
        let plots = if view.width.is_none() { self.pictures().blocks() } else { Vec::new() };
        let all = overview.doc(&self.errors).into_iter().flat_map(|doc| doc.blocks);
        let all: Vec<Block> = all.chain(plots).collect();
        let docs = self.reviews.iter().map(|review| (review, review_doc(review, self.rubric_of(review), view)));
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

impl GradeReport {
    /// What the pictures of its reviews show.
    fn pictures(&self) -> GradePlots {
        let mut plots = GradePlots::default();
        self.reviews.iter().for_each(|review| plots.add(review));
        plots
    }
}

/// Writes one review.
struct Writer<'p> {
    review: &'p ReviewReport,
    /// Every reason, rather than those that matter most: a page has room for them.
    all: bool,
    /// Every rule by itself, too.
    every_rule: bool,
    /// Laid out as a page rather than for a terminal.
    is_page: bool,
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

    fn headline(&self) -> Block {
        let review = self.review;
        let grade = |line: Line, grade: Grade| line.grade(grade.heading().to_uppercase(), Some(grade));
        let line = match (review.headline_grade(), review.floor, review.ceiling) {
            (Some(floor), _, Some(ceiling)) if ceiling > floor => {
                let things = plural(
                    review.deciding.len(),
                    "thing it does not mention is true",
                    "things it does not mention are true",
                );
                let line = grade(Line::default(), floor).text(" from what the review says; ");
                grade(line, ceiling).text(format!(" if {things}"))
            }
            (Some(floor), _, _) => grade(Line::default(), floor),
            (None, Some(_), Some(_)) if review.is_not_enough_stated() && review.answered.is_some() => {
                let (answered, asked) = review.answered.unwrap_or_default();
                let open = review.if_answered.filter(|open| open.floor < open.ceiling);
                let range = open.map_or_else(String::new, |open| {
                    format!(". It could be anything from {}", between(open.floor, open.ceiling))
                });
                Line::default()
                    .grade("NO GRADE YET", None)
                    .text(format!(": {answered} of {} answered{range}.", plural(asked, "question", "questions")))
            }
            (None, Some(floor), Some(ceiling)) if review.is_not_enough_stated() => {
                Line::default().grade("NO GRADE YET", None).text(format!(
                    ": the review gives {} of the information needed. {}.",
                    percent(review.coverage),
                    self.bounds(floor, ceiling)
                ))
            }
            (None, _, _) if review.gives_profile_only() => Line::default()
                .grade("NO OVERALL GRADE", None)
                .text(": this rubric grades each area, not the review as a whole"),
            (None, _, _) => {
                let why = match review.if_answered.map_or(0, |open| open.open) {
                    0 => ": none of the rubric's areas applies to this review".to_owned(),
                    open => format!(
                        ": only people's answers can be graded here, and {} unanswered",
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
        if floor == ceiling {
            return "Its texts are only placeholders, such as TBC".to_owned();
        }
        if ceiling.is_best() {
            return format!("It could be anything from {}", between(floor, ceiling));
        }
        let start = if self.review.provisional {
            "Until the questions are answered it can be no better than"
        } else {
            "It can be no better than"
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
                .map_or_else(|| format!("“{}” is {}", self.name(limit.when.as_str()), limit.when_at), Shown::to_string);
            return format!(", because {why}");
        }
        let low = self
            .review
            .criteria
            .iter()
            .filter(|criterion| criterion.ceiling.is_some_and(|own| !own.is_best()) && !criterion.may_not_apply);
        let names: Vec<String> = low.map(|criterion| criterion.title.to_string()).collect();
        match names.as_slice() {
            [] => String::new(),
            [name] => format!(", because this area can be no better: {name}"),
            several => format!(", because these areas can be no better: {}", several.join("; ")),
        }
    }

    /// Where the result stands: provisional, coverage, score, what somebody else recorded.
    fn standing(&self) -> Vec<Block> {
        let review = self.review;
        let mut blocks = Vec::new();
        if review.provisional && !(review.is_not_enough_stated() && review.answered.is_some()) {
            blocks.push(Block::paragraph(self.may_change()));
        }
        if let Some(next) =
            review.next.as_ref().filter(|next| review.headline_grade().is_some() && !next.needs.is_empty())
        {
            let mut needs = next.needs.iter().map(Shown::as_str);
            let first = needs.next().unwrap_or_default();
            let others: String = needs.map(|need| format!(" {}.", capital(need))).collect();
            blocks.push(Block::paragraph(format!("To be {}, {first}.{others}", next.grade)));
        }
        blocks.extend(review.points.iter().map(|points| Block::paragraph(capital(points.words.as_str()))));
        let particulars = self.particulars();
        if !particulars.is_empty() {
            blocks.push(Block::Paragraph(
                Line::default().faint(particulars.join(". ") + if self.all { "" } else { "." }),
            ));
        }
        if review.is_not_enough_stated() && !review.whole && review.answered.is_none() {
            blocks.push(Block::paragraph(if review.is_document {
                "casegrade reads the tables, lists and numbered points of a document. Everything else counts as not known. To add it, run `casegrade import`: it writes what it read to a file that you can fill in."
            } else if review.is_imported {
                "Only what this file states counts; the rest is not known. Fill in the lines that begin with `#`, from the document."
            } else {
                "This file is treated as part of the review, so what it leaves out counts as not known. If it holds everything the review says, set `record` to `whole` under `review`. Missing details then count as missing."
            }));
        }
        blocks
    }

    /// Why the grade may change.
    fn may_change(&self) -> String {
        if self.review.gives_profile_only() {
            return "Some questions need an answer from someone who did not write the review.".to_owned();
        }
        let Some(open) = self.review.if_answered else {
            return "This grade may change: some questions are unanswered.".to_owned();
        };
        if !self.review.may_change() {
            let questions = plural(open.open, "question is", "questions are");
            return format!("{questions} unanswered, but no answer can change the grade.");
        }
        let questions = plural(open.open, "question needs", "questions need");
        let answers = format!("{questions} an answer from someone who did not write the review.");
        if self.review.is_not_enough_stated() {
            return answers;
        }
        let range = if open.floor == open.ceiling {
            let whose = if self.review.headline_grade() == Some(open.floor) {
                "the tool's own grade stays"
            } else {
                "any answers make it"
            };
            format!("As the review stands, {whose} {}", open.floor)
        } else {
            format!("As the review stands, the answers can make it anything from {}", between(open.floor, open.ceiling))
        };
        format!("This grade may change: {answers} {range}.")
    }

    /// Coverage, what somebody else recorded and, in a full report, the score and the file.
    fn particulars(&self) -> Vec<String> {
        let review = self.review;
        let mut parts = Vec::new();
        if let Some((answered, asked)) = review.answered.filter(|(answered, asked)| answered < asked) {
            if !review.is_not_enough_stated() {
                parts.push(format!("{answered} of {} answered", plural(asked, "question", "questions")));
            }
        } else if !review.is_not_enough_stated() && (self.all || review.coverage < 1.0) {
            parts.push(format!("The review gives {} of the information needed", percent(review.coverage)));
        }
        parts.extend(review.score.filter(|_| self.all).map(|score| format!("Score: {} of 100", score.round())));
        if let Some(recorded) = &review.recorded {
            let by = recorded.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            parts.push(format!("Recorded as {}{by}", recorded.grade));
        }
        parts.extend(self.all.then(|| format!("File: {}", review.place())));
        parts
    }

    /// The grade of each criterion: in a full report a table, otherwise a line a grade.
    fn criteria(&self) -> Option<Block> {
        if self.all {
            return self.criteria_table();
        }
        let mut groups: Vec<(String, Option<Grade>, Vec<String>)> = Vec::new();
        for criterion in &self.review.criteria {
            let words = match range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply) {
                none if none == "-" => decided(criterion),
                words => words,
            };
            match groups.iter_mut().find(|(own, _, _)| *own == words) {
                Some((_, _, titles)) => titles.push(Self::with_points(criterion)),
                None => groups.push((words, criterion.floor, vec![Self::with_points(criterion)])),
            }
        }
        groups.sort_by_key(|(_, grade, _)| grade.map_or(u8::MAX, Grade::rank));
        let item = |(words, grade, titles): &(String, Option<Grade>, Vec<String>)| {
            let heading = grade.filter(|own| own.to_string() == *words).map(Grade::heading);
            Line::default()
                .grade(heading.unwrap_or_else(|| capital(words)), *grade)
                .text(format!(": {}", titles.join("; ")))
                .into()
        };
        Block::section("Grade of each area", Block::list(groups.iter().map(item).collect()).into_iter().collect())
    }

    /// The title of a criterion and, where it is graded by points, how many it has.
    fn with_points(criterion: &CriterionReport) -> String {
        let points: Vec<String> = criterion.points.iter().map(|points| points.words.to_string()).collect();
        if points.is_empty() {
            criterion.title.to_string()
        } else {
            format!("{} ({})", criterion.title, points.join("; "))
        }
    }

    fn criteria_table(&self) -> Option<Block> {
        let row = |criterion: &CriterionReport| {
            let words = range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply);
            vec![
                Cell::text(Self::with_points(criterion)),
                Cell::Grade(words, criterion.grade),
                Cell::number(criterion.score.map_or_else(|| "-".to_owned(), |score| score.round().to_string())),
                Cell::text(decided(criterion)),
            ]
        };
        let rows: Vec<Vec<Cell>> = self.review.criteria.iter().map(row).collect();
        let [name, grade, by] = ["Area", "Grade", "Decided by"].map(Column::text);
        let columns = vec![name, grade, Column::number("Score"), by];
        let table =
            (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, least: NARROW, ..Table::default() }));
        if self.is_page { Block::section("Grade of each area", table.into_iter().collect()) } else { table }
    }

    /// Where something is: the file's line and column, and the path.
    fn place(&self, place: &PlaceReport) -> Place {
        let file = place.source.as_ref().unwrap_or(&self.review.source);
        let text = match (place.line, place.column, &place.passage) {
            (Some(line), Some(column), _) => format!("{file}:{line}:{column}"),
            (_, _, Some(passage)) => format!("{file}: {passage}"),
            (_, _, None) => file.to_string(),
        };
        let quote = place.quote.as_ref().map_or_else(String::new, |quote| format!("\u{201c}{quote}\u{201d}"));
        Place { text, path: place.path.clone(), quote }
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

/// Below this width the criteria are listed.
const NARROW: usize = 56;

/// What decided a criterion, or why nothing did.
fn decided(criterion: &CriterionReport) -> String {
    match &criterion.decided_by {
        Some(by) => by.to_string(),
        None if criterion.rules.iter().any(|rule| rule.outcome == RuleOutcome::Unanswered) => {
            "not graded, as its question is unanswered".to_owned()
        }
        None => "not graded, as none of its rules applies".to_owned(),
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
