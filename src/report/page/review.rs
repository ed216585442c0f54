//! A report on one review.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::head::RubricHead;
use super::identified::IdentifierReport;
use super::judged::{JudgedReport, JudgementReport};
use super::problem::Problem;
use super::raise::{NextReport, RaiseReport};
use super::rules::{CriterionReport, DecidingReport, LimitReport, PointsReport, RestsOn};
use super::second_look::{BARE_ANSWER, SecondLook};
use crate::engine::Headline;
use crate::load::{Bundle, FileState};
use crate::report::about::AboutReport;
use crate::review::Grade;
use crate::text::{Mask, Shown};

/// One review.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReviewReport {
    /// Its id.
    pub id: Shown,
    /// Its title, or its id.
    pub title: Shown,
    /// Its file.
    pub source: Shown,
    /// The line of the file that it is, where each line is a review; otherwise null.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The rubric that graded it, where it is not the rubric of the report: each review can have the one for its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rubric: Option<RubricHead>,
    /// What tables can group it by; left out where it states nothing of this.
    #[serde(skip_serializing_if = "AboutReport::is_empty")]
    pub(crate) about: AboutReport,
    /// The headline: a grade, `not-enough-stated`, `nothing-to-grade` or `profile-only`.
    #[schemars(with = "Headline")]
    pub grade: &'static str,
    /// The worst grade that what is not stated can lead to.
    pub floor: Option<Grade>,
    /// The best.
    pub ceiling: Option<Grade>,
    /// The headline with people's departures and waivers, which `grade` is without.
    #[serde(rename = "final")]
    #[schemars(with = "Headline")]
    pub finally: &'static str,
    /// The worst grade with them; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_floor: Option<Grade>,
    /// The best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_ceiling: Option<Grade>,
    /// What people judged.
    #[serde(flatten)]
    pub judged: JudgedReport,
    /// How much of the grading is settled by what is stated, from 0 to 1: of each rule the share of its items of which enough is
    /// stated, by weight. 1 for a whole record, where what is missing counts as missing.
    #[schemars(range(min = 0, max = 1))]
    pub coverage: f64,
    /// True while a question for a person is open.
    pub provisional: bool,
    /// What the open questions could still change.
    pub(crate) if_answered: Option<IfAnsweredReport>,
    /// The score, from 0 to 100; it decides nothing.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// The grade that somebody else recorded.
    pub(crate) recorded: Option<RecordedReport>,
    /// The limits that act.
    pub(crate) limits: Vec<LimitReport>,
    /// The points that the needs of the whole reckon with; empty where they reckon with none.
    pub(crate) points: Vec<PointsReport>,
    /// The next grade above the floor, with what it still needs; null at the best.
    pub(crate) next: Option<NextReport>,
    /// The easiest way to a better grade; null at the best, and where there is nothing to grade.
    pub(crate) raise: Option<RaiseReport>,
    /// What the grade rests on: shares of the weight.
    pub(crate) rests_on: RestsOn,
    /// SHA-256 of what the review means, its lists and documents included, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub hash: Option<String>,
    /// Each table, list and document of the review with the SHA-256 of what it means, in hexadecimal.
    pub parts: BTreeMap<String, String>,
    /// True if the file says that it holds the whole review.
    pub whole: bool,
    /// True if it was read from a narrative document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_document: bool,
    /// How many questions an answer sheet answers, and how many there are, where nothing else is known of the review.
    #[serde(skip)]
    pub(in crate::report) answered: Option<(usize, usize)>,
    /// True if it is part of a review whose report is beside it, as `import` writes them.
    #[serde(skip)]
    pub(in crate::report) is_imported: bool,
    /// The facts that would decide, where floor and ceiling differ.
    pub(crate) deciding: Vec<DecidingReport>,
    /// The criteria.
    pub criteria: Vec<CriterionReport>,
    /// What no grade of the rubric judges.
    pub not_judged: Shown,
    /// What deserves a second look; it never changes the grade.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) second_look: Vec<SecondLook>,
    /// Where the review and its documents hold identifiers of persons.
    pub(crate) identifiers: Vec<IdentifierReport>,
    /// What is suspicious about the file.
    pub warnings: Vec<Problem>,
}

/// What open questions could still change.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct IfAnsweredReport {
    /// The floor with every open question at its worst.
    pub floor: Grade,
    /// The ceiling with every open question at its best.
    pub ceiling: Grade,
    /// How many are open.
    #[schemars(range(min = 1))]
    pub open: usize,
}

/// A grade that somebody else gave.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RecordedReport {
    /// The grade.
    pub grade: Grade,
    /// Who gave it.
    pub by: Option<Shown>,
}

impl ReviewReport {
    /// Adds hashes of what the review and the judgement files meant when they were read.
    pub fn add_inputs(&mut self, review: &Bundle, files: &[FileState], mask: &Mask) {
        self.hash = Some(review.hash());
        self.parts = review.parts();
        self.judged.judgements = files.iter().map(|file| JudgementReport::from_file(file, mask)).collect();
    }

    /// Returns the final grade, people's departures and waivers counted, if there is one.
    #[must_use]
    pub(crate) fn final_grade(&self) -> Option<Grade> {
        let floor = self.final_floor.or(self.floor);
        floor.filter(|floor| floor.word() == self.finally)
    }

    /// Whether people changed the grade.
    #[must_use]
    pub(crate) fn is_departed(&self) -> bool {
        self.finally != self.grade
    }

    /// Whether an answer does not say why, by whom or when.
    #[must_use]
    pub(crate) fn has_bare_answer(&self) -> bool {
        self.second_look.iter().any(|look| look.code == BARE_ANSWER)
    }

    /// What tells it from every other review: its file, and the line if it is one.
    #[must_use]
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.source.to_string(), |line| format!("{}:{line}", self.source))
    }

    /// The grade of the headline, if it is one.
    #[must_use]
    pub(crate) fn headline_grade(&self) -> Option<Grade> {
        self.floor.filter(|floor| floor.word() == self.grade)
    }

    /// Whether answers to open questions could change the grade. People's waivers and departures may make an answer count
    /// that could not change the grade without them.
    #[must_use]
    pub(crate) fn may_change(&self) -> bool {
        let is_as_graded = self.judged.departures.is_empty() && self.judged.waivers.is_empty();
        let is_settled =
            |open: &IfAnsweredReport| open.floor == open.ceiling && self.headline_grade() == Some(open.floor);
        self.provisional
            && !self.gives_profile_only()
            && !(is_as_graded && self.if_answered.as_ref().is_some_and(is_settled))
    }

    /// True if the rubric grades the criteria only.
    #[must_use]
    pub(crate) fn gives_profile_only(&self) -> bool {
        self.grade == Headline::ProfileOnly.word()
    }

    /// True if the headline is that too little is stated.
    #[must_use]
    pub(crate) fn is_not_enough_stated(&self) -> bool {
        self.grade == Headline::NotEnoughStated.word()
    }
}
