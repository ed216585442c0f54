//! The result of testing rubrics by their cases.

mod failure;
mod junit;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::cases::{Case, Covered, Expectation, Unit, unmet};
use crate::document::Source;
use crate::engine::Graded;
use crate::report::{Problem, RubricHead, Tool};
use crate::rubric::{Part, Rubric};
use crate::text::{Mask, Shown};
use failure::{FailureReport, Found};

/// The result of testing some rubrics.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct TestReport {
    /// What made it.
    pub tool: Tool,
    /// The share in percent, of what each rubric can come to, that its cases have to show; `None` if nobody asked.
    #[schemars(range(min = 0, max = 100))]
    pub min_coverage: Option<u8>,
    /// The rubrics, in the order they were named.
    pub rubrics: Vec<TestedRubric>,
    /// What could not be read, and why.
    pub errors: Vec<Problem>,
}

/// A rubric with its cases.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct TestedRubric {
    /// The rubric.
    pub rubric: RubricHead,
    /// The file of cases, or where it would have to be.
    pub source: Shown,
    /// The cases, in the order of the file.
    pub cases: Vec<CaseReport>,
    /// What they show.
    pub coverage: CoverageReport,
}

/// A case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CaseReport {
    /// What it is called.
    pub name: Shown,
    /// Its line, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// What did not come true; empty if the case passes.
    pub failures: Vec<FailureReport>,
}

/// How much cases show of what a rubric can come to.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CoverageReport {
    /// How many outcomes of rules, grades of criteria and of the review the cases show.
    pub shown: usize,
    /// Of how many.
    pub of: usize,
    /// What they do not show.
    pub missing: Vec<MissingReport>,
}

/// What no case shows of a part.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MissingReport {
    /// `headline`, or the id of a rule or criterion.
    pub of: Shown,
    /// What it can come to and does not in any case.
    pub outcomes: Vec<&'static str>,
}

impl TestReport {
    /// Nothing tested yet.
    #[must_use]
    pub(crate) fn new(min_coverage: Option<u8>) -> Self {
        TestReport { tool: Tool::THIS, min_coverage, rubrics: Vec::new(), errors: Vec::new() }
    }

    /// True if every rubric has cases, all of them come true, and they show as much as was asked.
    #[must_use]
    pub(crate) fn passed(&self) -> bool {
        self.rubrics.iter().all(|rubric| {
            !rubric.cases.is_empty() && rubric.failed() == 0 && rubric.coverage.reaches(self.min_coverage)
        })
    }
}

impl TestedRubric {
    /// No case run yet; `source` is the file of cases.
    #[must_use]
    pub(crate) fn new(rubric: &Rubric, source: &Source, mask: &Mask) -> Self {
        TestedRubric::without_cases(rubric, &source.name, mask)
    }

    /// A rubric without cases; `path` is where they would have to be.
    #[must_use]
    pub(crate) fn without_cases(rubric: &Rubric, path: &str, mask: &Mask) -> Self {
        TestedRubric {
            rubric: RubricHead::from_rubric(rubric, mask),
            source: mask.shown(path),
            cases: Vec::new(),
            coverage: CoverageReport::default(),
        }
    }

    /// How many cases do not come true.
    #[must_use]
    pub(crate) fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.failures.is_empty()).count()
    }

    /// Adds a case and what its review came to; `source` is the file of cases.
    pub(crate) fn add(&mut self, rubric: &Rubric, source: &Source, case: &Case, graded: &Graded, mask: &Mask) {
        let lines = source.lines();
        let told = Found { rubric, case, graded, mask };
        let failure = |expectation: &Expectation| told.failure(expectation, lines.place(expectation.span.start));
        let failures = unmet(rubric, case, graded).into_iter().map(failure).collect();
        let line = lines.place(case.span.start).line;
        self.cases.push(CaseReport { name: mask.shown(&case.name), line, failures });
    }

    /// Says what the cases show.
    pub(crate) fn cover(&mut self, rubric: &Rubric, covered: &Covered, mask: &Mask) {
        let mut missing: Vec<MissingReport> = Vec::new();
        for Unit { part, came } in covered.missing() {
            let of = name(rubric, part);
            match missing.last_mut().filter(|last| last.of.as_str() == of) {
                Some(last) => last.outcomes.push(came.word()),
                None => missing.push(MissingReport { of: mask.shown(of), outcomes: vec![came.word()] }),
            }
        }
        self.coverage = CoverageReport { shown: covered.shown(), of: covered.total(), missing };
    }
}

impl CoverageReport {
    /// True if this share, in percent, is shown.
    #[must_use]
    pub(crate) fn reaches(&self, percent: Option<u8>) -> bool {
        self.shown * 100 >= self.of * usize::from(percent.unwrap_or(0))
    }

    /// The share in percent, rounded down: 100 means all.
    #[must_use]
    pub(crate) fn percent(&self) -> usize {
        (self.shown * 100).checked_div(self.of).unwrap_or(0)
    }
}

/// What a part is called; the review is `headline`.
fn name(rubric: &Rubric, part: Option<Part>) -> &str {
    part.map_or("headline", |part| rubric.name(part))
}
