//! The answer in short: a grade, or why there is no grade.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::coverage::Coverage;
use super::state::{Judged, Presence};
use crate::review::{Grade, Scale};
use crate::rubric::Rubric;

/// The answer in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// This grade.
    Grade(Grade),
    /// Too little is stated to give a grade.
    NotEnoughStated,
    /// No criterion applies.
    NothingToGrade,
    /// The rubric grades the criteria only.
    ProfileOnly,
}

impl Headline {
    /// All answers that there are in a scale, the grades first.
    pub fn all(scale: Scale) -> impl Iterator<Item = Headline> {
        scale.best_first().map(Headline::Grade).chain([
            Headline::NotEnoughStated,
            Headline::NothingToGrade,
            Headline::ProfileOnly,
        ])
    }

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Headline::Grade(grade) => grade.word(),
            Headline::NotEnoughStated => "not-enough-stated",
            Headline::NothingToGrade => "nothing-to-grade",
            Headline::ProfileOnly => "profile-only",
        }
    }
}

impl JsonSchema for Headline {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Headline".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": Grade::PATTERN,
            "description": "A word of the rubric's scale; `not-enough-stated` where too little is stated to give a grade; \
                `nothing-to-grade` where no criterion applies; `profile-only` where the rubric gives no overall grade.",
        })
    }
}

/// The short answer about a review that says nothing, or that has only answers, as `known` says.
pub(super) fn headline(
    rubric: &Rubric,
    overall: Option<Judged>,
    coverage: &Coverage,
    (says_nothing, answers_only): (bool, bool),
) -> Headline {
    let Some(judged) = overall else {
        return if rubric.gives_overall() { Headline::NothingToGrade } else { Headline::ProfileOnly };
    };
    let is_worst = judged.range.ceiling <= rubric.scale.worst();
    let agreed =
        judged.range.floor == judged.range.ceiling && judged.presence == Presence::Sure && (is_worst || !says_nothing);
    if (agreed && !answers_only) || coverage.reaches(rubric.enough) {
        Headline::Grade(judged.range.floor)
    } else {
        Headline::NotEnoughStated
    }
}
