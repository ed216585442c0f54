//! The model of a report: everything that any format shows.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.
mod grade;
mod head;
mod identified;
mod judged;
mod place;
mod problem;
mod raise;
mod review;
mod rules;
pub(super) mod second_look;

pub use grade::GradeReport;
pub use head::{RubricHead, Tool};
pub(crate) use identified::IdentifierReport;
pub(crate) use judged::{
    BoundWord, ClaimReport, DepartureReport, EffectWord, JudgementReport, NoteReport, WaiverReport,
};
pub use judged::{DisagreementReport, JudgedReport};
pub(super) use place::Anchor;
pub use place::PlaceReport;
pub use problem::Problem;
pub(crate) use raise::{FixReport, NextReport, RaiseReport, StepReport, StuckReport};
pub use review::ReviewReport;
pub(crate) use review::{IfAnsweredReport, RecordedReport};
pub use rules::{CriterionReport, ReasonReport, RuleReport};
pub(crate) use rules::{
    DecidingReport, FinalReport, ImpactReport, LimitReport, MeasureReport, PointsReport, PointsUnit, RestsOn,
};
pub(crate) use second_look::SecondLook;
