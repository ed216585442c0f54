//! The model of a report: everything that any format shows.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.

use schemars::JsonSchema;
use serde::Serialize;

use super::AboutReport;
use super::identified::IdentifierReport;
use super::judged::JudgedReport;
use super::second_look::{BARE_ANSWER, SecondLook};
use crate::document::{Diagnostic, Sources};
use crate::engine::{FixKind, Headline, ReasonKind, RuleOutcome};
use crate::review::{Basis, Grade};
use crate::rubric::Rubric;
use crate::text::{Mask, Shown};

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
    pub fn with_only(&self, review: &ReviewReport) -> GradeReport {
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

    /// A diagnostic of `sources`.
    #[must_use]
    pub fn from_diagnostic(sources: impl Into<Sources>, diagnostic: &Diagnostic, mask: &Mask) -> Self {
        let sources = sources.into();
        let (source, span) = sources.find(diagnostic.span().unwrap_or_default());
        let place = diagnostic.span().map(|_| source.lines().place(span.start));
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
    pub about: AboutReport,
    /// The headline: a grade, `not-enough-stated` or `nothing-to-grade`.
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
    pub if_answered: Option<IfAnsweredReport>,
    /// The score, from 0 to 100; it decides nothing.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// The grade that somebody else recorded.
    pub recorded: Option<RecordedReport>,
    /// The limits that act.
    pub limits: Vec<LimitReport>,
    /// The points that the needs of the whole reckon with; empty where they reckon with none.
    pub points: Vec<PointsReport>,
    /// The next grade above the floor, with what it still needs; null at the best.
    pub next: Option<NextReport>,
    /// The shortest way to a better grade; null at the best, and where there is nothing to grade.
    pub raise: Option<RaiseReport>,
    /// What the grade rests on: shares of the weight.
    pub rests_on: RestsOn,
    /// SHA-256 of what the review means, its lists and documents included, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub hash: Option<String>,
    /// True if the file says that it holds the whole review.
    pub whole: bool,
    /// True if it was read from a narrative document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_document: bool,
    /// True if it is part of a review whose report is beside it, as `import` writes them.
    #[serde(skip)]
    pub(super) is_imported: bool,
    /// The facts that would decide, where floor and ceiling differ.
    pub deciding: Vec<DecidingReport>,
    /// The criteria.
    pub criteria: Vec<CriterionReport>,
    /// What no grade of the rubric judges.
    pub not_judged: Shown,
    /// What deserves a second look; it never changes the grade.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub second_look: Vec<SecondLook>,
    /// Where the review and its documents hold identifiers of persons.
    pub identifiers: Vec<IdentifierReport>,
    /// What is suspicious about the file.
    pub warnings: Vec<Problem>,
}

/// What open questions could still change.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct IfAnsweredReport {
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
pub struct RecordedReport {
    /// The grade.
    pub grade: Grade,
    /// Who gave it.
    pub by: Option<Shown>,
}

/// A grade that is not reached for certain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NextReport {
    /// The grade.
    pub grade: Grade,
    /// Its needs that do not hold for certain, in words; none if only a limit prevents it.
    pub needs: Vec<Shown>,
}

/// The shortest way to a grade, or why there is none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "kebab-case")]
pub enum RaiseReport {
    /// These fixes reach it.
    Fixes {
        /// The grade.
        to: Grade,
        /// The fixes to take.
        fixes: Vec<FixReport>,
        /// How many other ways are as short; a number too large to write is the largest that can be.
        alternatives: u64,
        /// True if there may be a shorter way.
        at_most: bool,
        /// The same, rule by rule, with what could be taken instead.
        steps: Vec<StepReport>,
    },
    /// No edit reaches it.
    Unreachable {
        /// The grade.
        to: Grade,
        /// The rules that prevent it.
        unreachable: Vec<StuckReport>,
        /// True if facts that are not stated could still open the way.
        could_open: bool,
    },
}

/// Where something is. Lines and columns count from 1.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The way to it in the review: `actions[2].owner`.
    pub path: String,
    /// The file, where it is not the review's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Shown>,
    /// The line of that file; null where the file has no lines.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// Of a document: the heading and the paragraph, row or note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Shown>,
    /// The byte of the document's text at which that paragraph begins, for comments in a copy of it.
    #[serde(skip)]
    pub begins: Option<usize>,
}

/// A fix.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FixReport {
    /// The rule it serves, or the first of them.
    pub rule: Shown,
    /// What it takes: `state`, `write`, `link` or `tick`.
    pub kind: FixKind,
    /// What is wrong now.
    pub text: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// What to call the item.
    pub item: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// The fixes of one rule: this many of these.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StepReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// How many to take.
    pub take: usize,
    /// Of which.
    pub of: Vec<FixReport>,
}

/// A rule that prevents it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StuckReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// Why editing cannot fix it.
    pub why: Shown,
}

/// A limit that acts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LimitReport {
    /// The criterion or rule it looks at.
    pub when: Shown,
    /// It acts while that is judged this or worse.
    pub when_at: Grade,
    /// The review is then no better than this.
    pub overall: Grade,
    /// True if it acts whatever is not stated; otherwise it acts on the floor only.
    pub surely: bool,
    /// Why.
    pub because: Option<Shown>,
}

/// What a grade rests on: shares of the weight, together 1 (or all 0 where nothing took part).
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct RestsOn {
    /// The author's statement.
    #[schemars(range(min = 0, max = 1))]
    pub word: f64,
    /// Text that is there.
    #[schemars(range(min = 0, max = 1))]
    pub text: f64,
    /// Links between items.
    #[schemars(range(min = 0, max = 1))]
    pub link: f64,
    /// Classes picked.
    #[schemars(range(min = 0, max = 1))]
    pub class: f64,
    /// Facts worked out from others.
    #[schemars(range(min = 0, max = 1))]
    pub computed: f64,
    /// Facts outside the document.
    #[schemars(range(min = 0, max = 1))]
    pub world: f64,
    /// People's answers.
    #[schemars(range(min = 0, max = 1))]
    pub person: f64,
}

impl RestsOn {
    pub(super) fn from_shares(shares: [f64; 7]) -> Self {
        let [word, text, link, class, computed, world, person] = shares;
        RestsOn { word, text, link, class, computed, world, person }
    }

    /// The shares with what they are, in the order of [`Basis::ALL`].
    #[must_use]
    pub fn parts(&self) -> [(Basis, f64); 7] {
        let shares = [self.word, self.text, self.link, self.class, self.computed, self.world, self.person];
        let mut parts = Basis::ALL.map(|basis| (basis, 0.0));
        for (part, share) in parts.iter_mut().zip(shares) {
            part.1 = share;
        }
        parts
    }
}

/// A fact that is not stated and would decide.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DecidingReport {
    /// The rule that reads it.
    pub rule: Shown,
    /// What it is, in words.
    pub text: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// How many points parts have, by weight.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PointsReport {
    /// Ids and tags of the parts; empty where all count.
    pub of: Vec<Shown>,
    /// What they are.
    pub unit: PointsUnit,
    /// The fewest.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// The same in words.
    #[serde(skip)]
    pub words: Shown,
}

/// What points are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum PointsUnit {
    /// The mean.
    Mean,
    /// Of 100 of the best possible points.
    Percent,
}

/// A criterion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CriterionReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// The judgement, where floor and ceiling agree.
    pub grade: Option<Grade>,
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
    /// What it comes to with people's departures and waivers; left out where they change nothing.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub finally: Option<FinalReport>,
    /// True if it may turn out not to apply.
    pub may_not_apply: bool,
    /// Its score, from 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// The points that its needs reckon with; empty where they reckon with none.
    pub points: Vec<PointsReport>,
    /// What decided it, in words.
    pub decided_by: Option<Shown>,
    /// Its weight beside the other criteria's.
    #[serde(skip)]
    pub weight: u64,
    /// Its rules.
    pub rules: Vec<RuleReport>,
}

/// What a criterion comes to with people's departures and waivers; both null where it no longer applies.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct FinalReport {
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
}

/// A rule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RuleReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// What it came to.
    pub outcome: RuleOutcome,
    /// The judgement, where floor and ceiling agree.
    pub grade: Option<Grade>,
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
    /// The best grade that the rule gives.
    pub best: Grade,
    /// True if it may turn out not to apply.
    pub may_not_apply: bool,
    /// Its score, from 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// What was measured.
    pub measure: Option<MeasureReport>,
    /// The same in words.
    pub counted: Shown,
    /// What it matters now; null unless it was asked for, and where it takes no part.
    pub impact: Option<ImpactReport>,
    /// Its weight beside the criterion's other rules.
    #[serde(skip)]
    pub weight: u64,
    /// Why.
    pub reasons: Vec<ReasonReport>,
}

/// What a rule matters now: grades that would follow, null where nothing would change.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ImpactReport {
    /// The criterion's floor, if the rule alone were at its best.
    pub raises_criterion: Option<Grade>,
    /// The review's floor, if the rule alone were at its best.
    pub raises_review: Option<Grade>,
    /// The criterion's floor, if the rule alone failed.
    pub lowers_criterion: Option<Grade>,
    /// The review's floor, if the rule alone failed.
    pub lowers_review: Option<Grade>,
    /// True if its failing would lower its criterion or the review.
    pub decisive: bool,
    /// The points of score to be gained.
    #[schemars(range(min = 0, max = 100))]
    pub points: f64,
}

/// What a rule measured.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum MeasureReport {
    /// A share.
    #[serde(rename_all = "kebab-case")]
    Share {
        /// Items that meet the rule.
        met: usize,
        /// Of how many.
        of: usize,
        /// How many of them are not settled.
        not_stated: usize,
        /// True if there may be further items.
        goes_on: bool,
    },
    /// A count or number; `value` is null while it is not settled.
    Number {
        /// The number.
        value: Option<i64>,
        /// The least it can be.
        low: Option<i64>,
        /// The most it can be.
        high: Option<i64>,
    },
    /// A person's answer.
    Answer {
        /// The grade given.
        answer: Grade,
    },
}

/// A reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReasonReport {
    /// `short`, `not-stated`, `question` or `strength`.
    pub kind: ReasonKind,
    /// The sentence.
    pub text: Shown,
    /// The facts it rests on.
    pub facts: Vec<&'static str>,
    /// What was found.
    pub found: Shown,
    /// What was wanted.
    pub wanted: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// What to call the item it is about.
    #[serde(skip)]
    pub item: Option<Shown>,
    /// What the item lacks, where that is all that is wrong with it.
    #[serde(skip)]
    pub lacks: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}

impl ReviewReport {
    /// Whether an answer does not say why, by whom or when.
    #[must_use]
    pub fn has_bare_answer(&self) -> bool {
        self.second_look.iter().any(|look| look.code == BARE_ANSWER)
    }

    /// What tells it from every other review: its file, and the line if it is one.
    #[must_use]
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.source.to_string(), |line| format!("{}:{line}", self.source))
    }

    /// The grade of the headline, if it is one.
    #[must_use]
    pub fn headline_grade(&self) -> Option<Grade> {
        self.floor.filter(|floor| floor.word() == self.grade)
    }

    /// True if the headline is that too little is stated.
    #[must_use]
    pub fn is_not_enough_stated(&self) -> bool {
        self.grade == Headline::NotEnoughStated.word()
    }
}
