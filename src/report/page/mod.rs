//! The model of a report: everything that any format shows.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.

mod raise;
mod rules;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::AboutReport;
use super::identified::IdentifierReport;
use super::judged::JudgedReport;
use super::second_look::{BARE_ANSWER, SecondLook};
use crate::document::{Diagnostic, Source, Sources};
use crate::engine::Headline;
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::{Lines, Mask, Shown};

pub(super) use raise::Anchor;
pub use raise::PlaceReport;
pub(crate) use raise::{FixReport, NextReport, RaiseReport, StepReport, StuckReport};

pub use rules::CriterionReport;
pub use rules::ReasonReport;
pub use rules::RuleReport;
pub(crate) use rules::{
    DecidingReport, FinalReport, ImpactReport, LimitReport, MeasureReport, PointsReport, PointsUnit, RestsOn,
};

/// A report on any number of reviews.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GradeReport {
    /// What made it.
    pub tool: Tool,
    /// The rubric, of all reviews that name no other; `None` if it could not be read.
    pub rubric: Option<RubricHead>,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The command that grades the same reviews in the same way, in the words of its arguments; empty where none did.
    pub command: Vec<Shown>,
    /// The reviews, in the order of their paths.
    pub reviews: Vec<ReviewReport>,
    /// What could not be graded, and why.
    pub errors: Vec<Problem>,
    /// What is suspicious about the rubric.
    pub warnings: Vec<Problem>,
}

impl GradeReport {
    /// A page without reviews for the day `as_of`, ISO 8601.
    #[must_use]
    pub fn new(as_of: &str) -> Self {
        let as_of = as_of.to_owned();
        GradeReport {
            tool: Tool::THIS,
            rubric: None,
            as_of,
            command: Vec::new(),
            reviews: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The rubric that graded a review.
    #[must_use]
    pub fn rubric_of<'p>(&'p self, review: &'p ReviewReport) -> Option<&'p RubricHead> {
        review.rubric.as_ref().or(self.rubric.as_ref())
    }

    /// A page on one of its reviews alone.
    #[must_use]
    pub(crate) fn with_only(&self, review: &ReviewReport) -> GradeReport {
        let rubric = self.rubric_of(review).cloned();
        let reviews = vec![ReviewReport { rubric: None, ..review.clone() }];
        GradeReport {
            tool: Tool::THIS,
            rubric,
            as_of: self.as_of.clone(),
            command: self.command.clone(),
            reviews,
            errors: Vec::new(),
            warnings: self.warnings.clone(),
        }
    }
}

/// The program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    #[schemars(extend("const" = env!("CARGO_PKG_NAME")))]
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Tool {
    /// This program.
    pub const THIS: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

/// Which rubric a report rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RubricHead {
    /// Its id.
    pub id: Shown,
    /// Its version.
    pub version: Shown,
    /// SHA-256 of its text, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub hash: String,
    /// Its title.
    pub title: Shown,
    /// The words of its grades, the best first.
    pub scale: Vec<&'static str>,
}

impl RubricHead {
    /// Names `rubric`.
    #[must_use]
    pub fn from_rubric(rubric: &Rubric, mask: &Mask) -> Self {
        RubricHead {
            id: mask.shown(&rubric.id),
            version: mask.shown(&rubric.version),
            hash: rubric.hash.clone(),
            title: mask.shown(&rubric.title),
            scale: rubric.scale.words().collect(),
        }
    }
}

/// Something that is wrong with an input. Lines and columns count from 1; both are null where it has no place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// The file.
    pub source: Shown,
    /// The line.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// A stable word for programs.
    #[schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub code: &'static str,
    /// What is wrong.
    pub message: Shown,
    /// What to do about it, where the message does not say.
    pub help: Option<Shown>,
    /// The document: the file, and its line where each line is a document.
    #[serde(skip)]
    pub document: Shown,
}

impl Problem {
    /// Problem around an input, which has a path and no line.
    #[must_use]
    pub fn around(path: &str, code: &'static str, message: &str, mask: &Mask) -> Self {
        let (source, message) = (mask.shown(path), mask.shown(message));
        Problem { document: source.clone(), source, line: None, column: None, code, message, help: None }
    }

    /// The diagnostics of `sources`.
    pub fn from_diagnostics<'d>(
        sources: impl Into<Sources>,
        found: impl IntoIterator<Item = &'d Diagnostic>,
        mask: &Mask,
    ) -> Vec<Self> {
        let mut found = found.into_iter().peekable();
        if found.peek().is_none() {
            return Vec::new();
        }
        let sources = sources.into();
        // The lines are found once, however much is wrong.
        let lines: Vec<Lines<'_>> = sources.iter().map(Source::lines).collect();
        found.map(|diagnostic| Problem::placed(&sources, &lines, diagnostic, mask)).collect()
    }

    fn placed(sources: &Sources, lines: &[Lines<'_>], diagnostic: &Diagnostic, mask: &Mask) -> Self {
        let (source, span) = sources.find(diagnostic.span().unwrap_or_default());
        let own = sources.iter().zip(lines).find(|(other, _)| other.start() == source.start());
        let place = diagnostic.span().zip(own).map(|(_, (_, lines))| lines.place(span.start));
        Problem {
            source: mask.shown(&source.name),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            code: diagnostic.code,
            message: mask.shown(&diagnostic.message),
            help: diagnostic.help.as_deref().or(diagnostic.said_in_place()).map(|text| mask.shown(text)),
            document: mask.shown(&sources.first().title()),
        }
    }
}

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
    pub(super) answered: Option<(usize, usize)>,
    /// True if it is part of a review whose report is beside it, as `import` writes them.
    #[serde(skip)]
    pub(super) is_imported: bool,
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
