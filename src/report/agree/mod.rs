//! How far raters agree, as a report.

mod doc;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::Tool;
use crate::review::{Grade, Scale};
use crate::tables::{Agreement, Corrected, Dissent, Interval, Rater, Raters, Share, Undefined};
use crate::text::{Mask, Shown};

/// How far raters agree.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AgreeReport {
    /// What made it.
    pub tool: Tool,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The words of the grades, the best first.
    pub scale: Vec<&'static str>,
    /// The raters.
    pub raters: Vec<RaterReport>,
    /// How far they agree on the grade of the review.
    #[serde(flatten)]
    pub measures: MeasuresReport,
    /// How often one rater gave each grade while another gave each, for every two raters.
    pub confusion: Vec<ConfusionReport>,
    /// How far they agree on each criterion.
    pub criteria: Vec<CriterionAgreeReport>,
    /// The reviews that they grade differently, those furthest apart first.
    pub disagreements: Vec<DissentReport>,
}

/// A rater.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RaterReport {
    /// What to call the rater.
    pub name: Shown,
    /// How many reviews the rater graded.
    pub graded: u64,
}

/// How far raters agree on something.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MeasuresReport {
    /// How many reviews at least two raters graded.
    pub n: u64,
    /// The share of them with one grade from all.
    pub exact: MeasureOfReport,
    /// The share of them with grades that are at most one step apart.
    pub within_one: MeasureOfReport,
    /// Cohen's kappa, for two raters.
    pub kappa: MeasureOfReport,
    /// Cohen's kappa with quadratic weights, for two raters.
    pub kappa_quadratic: MeasureOfReport,
    /// Krippendorff's alpha with the ordinal metric.
    pub alpha: MeasureOfReport,
    /// Gwet's AC2 with quadratic weights.
    pub ac2: MeasureOfReport,
}

/// A measure with its 95% interval.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct MeasureOfReport {
    /// The value, not rounded; null where there is none.
    pub value: Option<f64>,
    /// The lower and the higher end of its 95% interval; null where there is none.
    pub interval: Option<[f64; 2]>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

/// How often one rater gave each grade while another gave each.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ConfusionReport {
    /// The rater of the rows and the rater of the columns.
    pub raters: [Shown; 2],
    /// A row for each grade of the first, the best first, with a number for each grade of the second.
    pub counts: Vec<Vec<u64>>,
}

/// How far raters agree on a criterion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CriterionAgreeReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// How far they agree.
    #[serde(flatten)]
    pub measures: MeasuresReport,
}

/// A review that raters grade differently.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct DissentReport {
    /// Its id.
    pub id: Shown,
    /// How many steps the furthest grades are apart.
    pub steps: u8,
    /// The grade of each rater, in their order; null where there is none.
    pub grades: Vec<Option<Grade>>,
    /// The rules behind it.
    pub rules: Vec<RuleDissentReport>,
}

/// A rule behind a disagreement.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RuleDissentReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// Its grade for each rater, in their order; null where it has none.
    pub grades: Vec<Option<Grade>>,
}

/// Returns the report on how far `raters` agree.
#[must_use]
pub(crate) fn agree_page(scale: Scale, raters: &[Rater], as_of: &str, mask: &Mask) -> AgreeReport {
    let all = Raters::new(scale, raters);
    let ratings = all.ratings(None);
    let pairs = (0..raters.len()).flat_map(|one| (one + 1..raters.len()).map(move |two| (one, two)));
    let name = |at: usize| raters.get(at).map_or_else(Shown::default, |rater| mask.shown(&rater.name));
    let graded = |rater: &Rater| rater.ratings.values().filter(|rating| rating.grade.is_some()).count() as u64;
    let criterion = |(id, title, agreement): &(Arc<str>, Arc<str>, Agreement)| CriterionAgreeReport {
        id: mask.shown(id),
        title: mask.shown(title),
        measures: MeasuresReport::from_agreement(agreement),
    };
    AgreeReport {
        tool: Tool::THIS,
        as_of: as_of.to_owned(),
        scale: scale.words().collect(),
        raters: raters.iter().map(|own| RaterReport { name: mask.shown(&own.name), graded: graded(own) }).collect(),
        measures: MeasuresReport::from_agreement(&ratings.agreement()),
        confusion: pairs
            .map(|(one, two)| ConfusionReport { raters: [name(one), name(two)], counts: ratings.confusion(one, two) })
            .collect(),
        criteria: all.criteria().iter().map(criterion).collect(),
        disagreements: all.dissents().iter().map(|dissent| dissent_page(dissent, mask)).collect(),
    }
}

fn dissent_page(own: &Dissent<'_>, mask: &Mask) -> DissentReport {
    let rules = own.rules.iter().map(|rule| RuleDissentReport {
        rule: mask.shown(&rule.rule.id),
        title: mask.shown(&rule.rule.title),
        grades: rule.grades.clone(),
    });
    DissentReport { id: mask.shown(own.id), steps: own.steps, grades: own.grades.clone(), rules: rules.collect() }
}

impl MeasuresReport {
    fn from_agreement(agreement: &Agreement) -> Self {
        MeasuresReport {
            n: agreement.exact.of,
            exact: MeasureOfReport::share(agreement.exact),
            within_one: MeasureOfReport::share(agreement.within_one),
            kappa: MeasureOfReport::coefficient(agreement.kappa),
            kappa_quadratic: MeasureOfReport::coefficient(agreement.kappa_quadratic),
            alpha: MeasureOfReport::coefficient(agreement.alpha),
            ac2: MeasureOfReport::coefficient(agreement.ac2),
        }
    }

    /// Each measure with its key and its name.
    fn all(&self) -> [(&'static str, &'static str, &MeasureOfReport); 6] {
        [
            ("exact", "Same grade", &self.exact),
            ("within-one", "At most one step apart", &self.within_one),
            ("kappa", "Cohen's kappa", &self.kappa),
            ("kappa-quadratic", "Cohen's kappa, quadratic weights", &self.kappa_quadratic),
            ("alpha", "Krippendorff's alpha, ordinal", &self.alpha),
            ("ac2", "Gwet's AC2, quadratic weights", &self.ac2),
        ]
    }
}

impl MeasureOfReport {
    fn share(share: Share) -> Self {
        let why = share.value().is_none().then(|| explain(Undefined::NoPairs));
        MeasureOfReport { value: share.value(), interval: share.interval().map(ends), why }
    }

    fn coefficient(found: Corrected) -> Self {
        match found {
            Ok(own) => MeasureOfReport { value: Some(own.value), interval: own.interval.map(ends), why: None },
            Err(why) => MeasureOfReport { value: None, interval: None, why: Some(explain(why)) },
        }
    }
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

fn explain(why: Undefined) -> &'static str {
    match why {
        Undefined::NoPairs => "no review has grades from two raters",
        Undefined::OneGrade => "every grade given is the same, so chance alone would explain it",
        Undefined::MoreThanTwoRaters => "this is for two raters only",
        Undefined::OneGradeScale => "the scale has one grade only",
    }
}
