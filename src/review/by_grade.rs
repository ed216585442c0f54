//! Tables with the words of grades as their keys.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::grade::{Grade, Scale, kept};

/// Something for some grades of the scale that is read, the best first: a table with the words of grades as its keys.
#[derive(Clone, Debug)]
pub(crate) struct ByGrade<T>(pub(crate) Vec<(Grade, T)>);

impl<T> Default for ByGrade<T> {
    fn default() -> Self {
        ByGrade(Vec::new())
    }
}

/// What a table by grade is called in the message about something else in its place.
pub(crate) trait PerGrade {
    /// Such as `a threshold for each grade (a table)`.
    const WANTED: &'static str;
}

impl<'de, T: Deserialize<'de> + PerGrade> Deserialize<'de> for ByGrade<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = kept(Scale::being_read().words().collect());
        deserializer.deserialize_struct("ByGrade", words, ByGradeVisitor(PhantomData))
    }
}

struct ByGradeVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + PerGrade> Visitor<'de> for ByGradeVisitor<T> {
    type Value = ByGrade<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WANTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByGrade<T>, A::Error> {
        let mut grades = Vec::new();
        while let Some(GradeKey(grade)) = map.next_key()? {
            grades.push((grade, map.next_value()?));
        }
        grades.sort_by_key(|(grade, _)| std::cmp::Reverse(*grade));
        Ok(ByGrade(grades))
    }
}

/// A grade as a key of a table.
struct GradeKey(Grade);

impl<'de> Deserialize<'de> for GradeKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (scale, word) = (Scale::being_read(), Cow::<str>::deserialize(deserializer)?);
        let known = scale.grade(&word).map(GradeKey);
        known.ok_or_else(|| D::Error::unknown_field(&word, kept(scale.words().collect())))
    }
}
