//! The headline of a review, how it may change, and the particulars below it.

use super::writer::Writer;
use crate::report::doc::{Block, Line};
use crate::review::Grade;
use crate::text::{Shown, capital, plural};
use crate::wording::{between, percent};

impl Writer<'_> {
    pub(super) fn headline(&self) -> Block {
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
    pub(super) fn standing(&self) -> Vec<Block> {
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
}
