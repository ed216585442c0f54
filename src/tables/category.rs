//! What a review is counted as: a grade, or that too little is stated for one.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::engine::Headline;
use crate::review::{Grade, Scale};

/// What a review is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// A grade.
    Grade(Grade),
    /// Too little is stated to give a grade.
    NotEnoughStated,
}

/// The most categories.
pub(crate) const MOST: usize = Scale::MOST + 1;

/// Something for each category, in their order; nothing after them.
pub(crate) fn by_category<T: Copy + Default>(mut of: impl FnMut(Category) -> T) -> [T; MOST] {
    let mut all = [T::default(); MOST];
    all.iter_mut().zip(Category::all()).for_each(|(own, category)| *own = of(category));
    all
}

impl Category {
    /// All of the scale that the reviews at hand are graded in, the best first.
    pub fn all() -> impl DoubleEndedIterator<Item = Category> + Clone {
        Scale::being_read().best_first().map(Category::Grade).chain([Category::NotEnoughStated])
    }

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.grade() {
            Some(grade) => grade.word(),
            None => Headline::NotEnoughStated.word(),
        }
    }

    /// The grade, if it is one.
    #[must_use]
    pub fn grade(self) -> Option<Grade> {
        match self {
            Category::Grade(grade) => Some(grade),
            Category::NotEnoughStated => None,
        }
    }

    /// Its place among all.
    pub(super) fn index(self) -> usize {
        match self {
            Category::Grade(grade) => usize::from(grade.scale().best().rank() - grade.rank()),
            Category::NotEnoughStated => Scale::being_read().count(),
        }
    }
}

impl JsonSchema for Category {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Category".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Headline::json_schema(generator)
    }
}

impl From<Grade> for Category {
    fn from(grade: Grade) -> Self {
        Category::Grade(grade)
    }
}
