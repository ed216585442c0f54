//! What is wrong with rubrics and what is suspicious.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::check::{Checked, Warning, Witness};
use crate::document::{Diagnostic, Source};
use crate::report::doc::{Block, Doc, Finding, Line};
use crate::report::finding::findings;
use crate::report::issue::{Issue, Level};
use crate::report::{Problem, Report, RubricHead, Tool, View};
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::{Mask, Shown, and_list, plural};

/// A report on rubrics that were checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CheckReport {
    /// What made it.
    pub tool: Tool,
    /// The rubrics, in the order of the command line.
    pub rubrics: Vec<CheckedRubric>,
    /// What could not be read, and why.
    pub errors: Vec<Problem>,
}

/// A rubric that was checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CheckedRubric {
    /// Its file.
    pub source: Shown,
    /// Which rubric it is; `None` if it is not sound.
    pub rubric: Option<RubricHead>,
    /// How many criteria and rules it has; `None` if it is not sound.
    pub(crate) size: Option<Size>,
    /// What is wrong with it.
    pub errors: Vec<Problem>,
    /// What is suspicious.
    pub(crate) warnings: Vec<Suspicion>,
    /// What there is to know besides.
    pub remarks: Vec<Shown>,
    /// The same as `errors` and `warnings`, ready to be shown under its lines.
    #[serde(skip)]
    findings: Vec<Finding>,
}

/// How large a rubric is.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Size {
    /// How many criteria it has.
    pub criteria: usize,
    /// How many rules.
    pub rules: usize,
}

/// Something suspicious.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Suspicion {
    /// What and where.
    #[serde(flatten)]
    pub trouble: Problem,
    /// What shows it; `None` where nothing can, or need.
    pub witness: Option<WitnessReport>,
}

/// What shows that a suspicion is right.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WitnessReport {
    /// Judgements of parts.
    pub(crate) judgements: Vec<PartReport>,
    /// The text of a small review, TOML.
    pub review: Option<Shown>,
    /// The result.
    pub shows: Shown,
}

/// A part with its judgement.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PartReport {
    /// The id of a criterion or rule.
    pub id: Shown,
    /// Its judgement; `None` if it takes no part.
    pub grade: Option<Grade>,
}

impl CheckReport {
    /// A page without rubrics.
    #[must_use]
    pub fn new() -> Self {
        CheckReport { tool: Tool::THIS, rubrics: Vec::new(), errors: Vec::new() }
    }
}

impl Default for CheckReport {
    fn default() -> Self {
        CheckReport::new()
    }
}

impl CheckedRubric {
    /// The result of reading `source`, which gave `loaded`, and of checking the rubric if it has no errors.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "the value is built for this call")]
    pub fn new(
        source: Source,
        rubric: Option<&Rubric>,
        loaded: Vec<Diagnostic>,
        checked: Option<Checked>,
        mask: &Mask,
    ) -> Self {
        let checked = checked.unwrap_or_default();
        let (errors, cheap): (Vec<_>, Vec<_>) = loaded.into_iter().partition(Diagnostic::is_error);
        let cheap = cheap.into_iter().map(|diagnostic| Warning { diagnostic, witness: None });
        let start = |warning: &Warning| warning.diagnostic.span().map_or(0, |span| span.start);
        // What follows from other warnings stays behind them.
        let mut warnings = checked.warnings;
        for warning in cheap {
            let at = warnings.iter().position(|other| start(other) > start(&warning)).unwrap_or(warnings.len());
            warnings.insert(at, warning);
        }
        let shown = warnings.iter().map(|Warning { diagnostic, witness }| {
            let notes = witness.as_ref().map(Witness::lines).unwrap_or_default();
            Diagnostic { notes, ..diagnostic.clone() }
        });
        let placed = warnings.iter().map(|warning| &warning.diagnostic);
        let placed = Problem::from_diagnostics(&source, placed, mask).into_iter();
        CheckedRubric {
            source: mask.shown(&source.name),
            rubric: rubric.map(|rubric| RubricHead::from_rubric(rubric, mask)),
            size: rubric.map(|rubric| Size { criteria: rubric.criteria.len(), rules: rubric.rules().count() }),
            errors: Problem::from_diagnostics(&source, &errors, mask),
            warnings: placed
                .zip(&warnings)
                .map(|(placed, warning)| Suspicion::from_warning(placed, warning, mask))
                .collect(),
            remarks: checked.remarks.iter().map(|remark| mask.shown(remark)).collect(),
            findings: findings(&source, &errors.iter().cloned().chain(shown).collect::<Vec<_>>(), mask),
        }
    }
}

impl Suspicion {
    fn from_warning(placed: Problem, warning: &Warning, mask: &Mask) -> Self {
        let witness = warning.witness.as_ref().map(|witness| match witness {
            Witness::Judgements { parts, shows } => {
                let part = |(id, grade): &(String, Option<Grade>)| PartReport { id: mask.shown(id), grade: *grade };
                let judgements = parts.iter().map(part).collect();
                WitnessReport { judgements, review: None, shows: mask.shown(shows) }
            }
            Witness::Review { text, shows } => {
                WitnessReport { judgements: Vec::new(), review: Some(mask.shown_lines(text)), shows: mask.shown(shows) }
            }
            Witness::Says(sentence) => {
                WitnessReport { judgements: Vec::new(), review: None, shows: mask.shown(sentence) }
            }
        });
        let help = warning.diagnostic.help.as_deref().map(|help| mask.shown(help).bounded());
        Suspicion { trouble: Problem { help, ..placed }, witness }
    }
}

impl Report for CheckReport {
    fn issues(&self) -> Vec<Issue> {
        let errors = self.errors.iter().chain(self.rubrics.iter().flat_map(|rubric| &rubric.errors));
        let warnings = self.rubrics.iter().flat_map(|rubric| &rubric.warnings);
        let errors = errors.map(|error| Issue::from_problem(error, Level::Error));
        errors.chain(warnings.map(|warning| Issue::from_problem(&warning.trouble, Level::Warning))).collect()
    }

    fn doc(&self, _: View) -> Doc {
        let title = "Rubrics that were checked".to_owned();
        Doc { title, blocks: self.rubrics.iter().flat_map(CheckedRubric::blocks).collect() }
    }
}

impl CheckedRubric {
    /// Each finding under its line, then how many there are.
    fn blocks(&self) -> Vec<Block> {
        let mut counts = Vec::new();
        if !self.errors.is_empty() {
            counts.push(plural(self.errors.len(), "error", "errors"));
        }
        counts.push(plural(self.warnings.len(), "warning", "warnings"));
        let size = self.size.map_or_else(String::new, |Size { criteria, rules }| {
            format!("{} and {}; ", plural(criteria, "criterion", "criteria"), plural(rules, "rule", "rules"))
        });
        let findings = (!self.findings.is_empty()).then(|| Block::Findings(self.findings.clone()));
        let counts = Block::Group {
            title: format!("{}: {size}{}", self.source, and_list(&counts)).into(),
            blocks: self.remarks.iter().map(|remark| Block::Paragraph(Line::from(remark))).collect(),
        };
        findings.into_iter().chain([counts]).collect()
    }
}
