//! The rubrics that come with the program.

use crate::document::Source;

/// A rubric inside the program.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The text of its cases.
    pub cases: &'static str,
}

impl Shipped {
    /// Its text, named as a file of the project.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::new(format!("rubrics/{}.toml", self.id), self.text)
    }
}

/// The rubric used unless another is asked for.
pub const DEFAULT: &str = "scr-2009";

/// A rubric of the folder `rubrics` with the cases beside it.
macro_rules! shipped {
    ($id:literal) => {
        Shipped {
            id: $id,
            text: include_str!(concat!("../../rubrics/", $id, ".toml")),
            cases: include_str!(concat!("../../rubrics/", $id, ".cases.toml")),
        }
    };
}

const SHIPPED: &[Shipped] =
    &[shipped!("scr-2009"), shipped!("lcspr"), shipped!("sar"), shipped!("dhr"), shipped!("learning")];

/// Rubrics that others extend, and that are for no kind of review.
const BASES: &[Shipped] = &[shipped!("common")];

/// All rubrics inside the program that are for reviews.
#[must_use]
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}

/// Returns the rubrics inside the program that others extend, and that are for no kind of review.
#[must_use]
pub fn bases() -> &'static [Shipped] {
    BASES
}

/// Returns the rubric or base inside the program with this id.
#[must_use]
pub fn inside(id: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().chain(BASES).find(|own| own.id == id)
}
