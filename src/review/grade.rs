//! The four grades.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::document::schema;

/// A grade. Better grades compare greater: `Grade::Good > Grade::Adequate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The worst.
    Inadequate,
    /// Enough.
    Adequate,
    /// Well.
    Good,
    /// The best.
    Outstanding,
}

impl Grade {
    /// All four, the best first.
    pub const BEST_FIRST: [Grade; 4] = [Grade::Outstanding, Grade::Good, Grade::Adequate, Grade::Inadequate];
    /// Those that have to be earned, the best first.
    pub const EARNED: [Grade; 3] = [Grade::Outstanding, Grade::Good, Grade::Adequate];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Grade::Inadequate => "inadequate",
            Grade::Adequate => "adequate",
            Grade::Good => "good",
            Grade::Outstanding => "outstanding",
        }
    }

    /// Its rank, from 0 (inadequate) to 3 (outstanding).
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Grade::Inadequate => 0,
            Grade::Adequate => 1,
            Grade::Good => 2,
            Grade::Outstanding => 3,
        }
    }
}

impl Grade {
    /// The JSON Schema of one of some grades.
    pub(crate) fn schema_of(grades: &[Grade]) -> Schema {
        let meaning = |grade: Grade| match grade {
            Grade::Outstanding => "The best.",
            Grade::Good => "Well.",
            Grade::Adequate => "Enough.",
            Grade::Inadequate => "The worst.",
        };
        schema::words(grades.iter().map(|&grade| (grade.word(), meaning(grade))))
    }
}

impl JsonSchema for Grade {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Grade".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Grade::schema_of(&Grade::BEST_FIRST)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl std::str::FromStr for Grade {
    type Err = String;

    /// # Errors
    /// A message that names the four grades.
    fn from_str(word: &str) -> Result<Self, String> {
        let found = Grade::BEST_FIRST.into_iter().find(|grade| grade.word().eq_ignore_ascii_case(word.trim()));
        found.ok_or_else(|| "a grade is outstanding, good, adequate or inadequate".to_owned())
    }
}
