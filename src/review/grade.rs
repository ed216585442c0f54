//! Grades, and the scale that names them.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::schema;

/// A rank in a [`Scale`], from 0 for the worst grade. Better grades compare greater; the scale says what they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(u8);

impl Grade {
    /// The worst grade of every scale: what is left where nothing better is earned.
    pub const WORST: Grade = Grade(0);

    /// Its rank: 0 for the worst grade.
    #[must_use]
    pub fn rank(self) -> u8 {
        self.0
    }
}

/// The grades that a rubric gives: 2 to 11 words. Cloning it is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale(Arc<[Level]>);

/// A grade of a scale, as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    word: String,
    meaning: String,
}

static USUAL: LazyLock<Scale> = LazyLock::new(|| {
    let levels =
        [("outstanding", "The best."), ("good", "Well."), ("adequate", "Enough."), ("inadequate", "The worst.")];
    Scale(levels.map(|(word, meaning)| Level { word: word.to_owned(), meaning: meaning.to_owned() }).into())
});

impl Scale {
    /// The scale of a rubric that names none: outstanding, good, adequate, inadequate.
    #[must_use]
    pub fn usual() -> &'static Scale {
        &USUAL
    }

    /// How many grades it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Its grades, the best first.
    pub fn best_first(&self) -> impl DoubleEndedIterator<Item = Grade> + ExactSizeIterator + Clone + use<> {
        (0..u8::try_from(self.count()).unwrap_or(u8::MAX)).rev().map(Grade)
    }

    /// The grades that have to be earned, the best first: all but the worst.
    pub fn earned(&self) -> impl DoubleEndedIterator<Item = Grade> + Clone + use<> {
        self.best_first().filter(|grade| *grade > Grade::WORST)
    }

    /// Its words, the best first.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        self.0.iter().map(|level| level.word.as_str())
    }

    /// The best grade.
    #[must_use]
    pub fn best(&self) -> Grade {
        self.best_first().next().unwrap_or(Grade::WORST)
    }

    /// Whether a grade is in the upper half of the scale, where meeting a standard is a strength: at least *good* of the usual four.
    #[must_use]
    pub fn is_strong(&self, grade: Grade) -> bool {
        usize::from(grade.rank()) * 2 >= self.count()
    }

    fn level(&self, grade: Grade) -> Option<&Level> {
        self.0.iter().rev().nth(usize::from(grade.0))
    }

    /// The word for a grade of this scale; `?` for one of a longer scale.
    #[must_use]
    pub fn word(&self, grade: Grade) -> &str {
        self.level(grade).map_or("?", |level| &level.word)
    }

    /// The grade with this word, whatever the case of its letters.
    #[must_use]
    pub fn grade(&self, word: &str) -> Option<Grade> {
        let mut named = self.best_first().zip(self.words());
        named.find(|(_, own)| own.eq_ignore_ascii_case(word.trim())).map(|(grade, _)| grade)
    }

    /// The JSON Schema of one of some grades.
    pub(crate) fn schema_of(&self, grades: impl Iterator<Item = Grade>) -> Schema {
        schema::words(grades.filter_map(|grade| self.level(grade)).map(|level| (&*level.word, &*level.meaning)))
    }
}

/// The grades of the usual scale.
pub mod usual {
    use super::Grade;

    /// The best.
    pub const OUTSTANDING: Grade = Grade(3);
    /// Well.
    pub const GOOD: Grade = Grade(2);
    /// Enough.
    pub const ADEQUATE: Grade = Grade(1);
    /// The worst.
    pub const INADEQUATE: Grade = Grade::WORST;
    /// All four, the best first.
    pub const BEST_FIRST: [Grade; 4] = [OUTSTANDING, GOOD, ADEQUATE, INADEQUATE];
    /// Those that have to be earned, the best first.
    pub const EARNED: [Grade; 3] = [OUTSTANDING, GOOD, ADEQUATE];
}

// Until every place that shows or reads a grade has the scale at hand, a grade without one is of the usual scale.

impl Grade {
    /// The word for it in the usual scale.
    #[must_use]
    pub fn word(self) -> &'static str {
        Scale::usual().word(self)
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Word {
            Inadequate,
            Adequate,
            Good,
            Outstanding,
        }
        Word::deserialize(deserializer).map(|word| Grade(word as u8))
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
        Scale::usual().schema_of(Scale::usual().best_first())
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
        Scale::usual().grade(word).ok_or_else(|| "a grade is outstanding, good, adequate or inadequate".to_owned())
    }
}
