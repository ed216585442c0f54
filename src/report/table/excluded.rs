//! Why inputs are not counted.

use schemars::JsonSchema;

use crate::tables::LeftOut;

/// Why an input is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum Excluded {
    /// Something is wrong with it.
    Broken,
    /// It could not be read at all.
    Unreadable,
    /// A review of this id is counted already.
    Duplicate,
    /// No criterion of the rubric applies to it.
    NothingToGrade,
    /// Its rubric gives no overall grade.
    ProfileOnly,
    /// Recorded grades are counted, and it has none.
    NoRecordedGrade,
}

impl From<LeftOut> for Excluded {
    fn from(why: LeftOut) -> Self {
        match why {
            LeftOut::NothingToGrade => Excluded::NothingToGrade,
            LeftOut::ProfileOnly => Excluded::ProfileOnly,
            LeftOut::NoRecordedGrade => Excluded::NoRecordedGrade,
        }
    }
}

impl Excluded {
    /// All, in the order of footnotes.
    pub const ALL: [Excluded; 6] = [
        Excluded::Broken,
        Excluded::Unreadable,
        Excluded::Duplicate,
        Excluded::NothingToGrade,
        Excluded::ProfileOnly,
        Excluded::NoRecordedGrade,
    ];

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Excluded::Broken => "broken",
            Excluded::Unreadable => "unreadable",
            Excluded::Duplicate => "duplicate",
            Excluded::NothingToGrade => "nothing-to-grade",
            Excluded::ProfileOnly => "profile-only",
            Excluded::NoRecordedGrade => "no-recorded-grade",
        }
    }

    /// The note on one of them.
    #[must_use]
    pub fn because(self) -> &'static str {
        match self {
            Excluded::Broken => "something is wrong with it",
            Excluded::Unreadable => "it could not be read",
            Excluded::Duplicate => "a review with this id is counted already",
            Excluded::NothingToGrade => "no criterion of the rubric applies to it, or its questions are open",
            Excluded::ProfileOnly => "its rubric gives no overall grade",
            Excluded::NoRecordedGrade => "no grade is recorded for it",
        }
    }
}
