//! Text: where it stands, how it is shown, and which words it holds.
//!
//! This module knows nothing of reviews or rubrics. Whatever a reader is shown of somebody's text goes through
//! [`Mask`], the one place where identifiers of persons are masked and control characters made visible: only that makes a
//! [`Shown`], which is what reports are made of.

mod calendar;
mod finder;
mod folded;
mod identifiers;
mod inflect;
mod mask;
mod meant;
mod nearest;
mod phrase;
mod place;
mod placeholder;
mod quotations;
mod quoted;
pub mod reading;
mod shown;
mod words;

pub use calendar::days;
pub(crate) use calendar::month_of_year;
pub use identifiers::{Confidence, Identifier, IdentifierKind, NameError, NameList, identifiers};
pub(crate) use identifiers::{NameReading, identifiers_after};
pub use mask::Mask;
pub(crate) use meant::{meant, names_for};
pub use nearest::nearest;
pub(crate) use nearest::same_but_for_case;
/// The name under which this program comments documents.
pub(crate) const PROGRAM: &str = "casegrade";

pub use phrase::{and_list, capital, or_list, plural};
pub(crate) use phrase::{plural_of, sentence, there_are};
pub use place::{Lines, Place, Span};
pub use placeholder::is_placeholder;
pub(crate) use placeholder::{PLACEHOLDER_FORMS, is_one_of, placeholders};
pub use quoted::quoted;
pub use reading::{Reader, Reading, Sentence};

pub use shown::Shown;
pub use words::{WordList, Words};
