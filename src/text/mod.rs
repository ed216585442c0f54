//! Text: where it stands, how it is shown, and which words it holds.
//!
//! This module knows nothing of reviews or rubrics. Whatever a reader is shown of somebody's text goes through
//! [`Shown`], the one place where control characters are made visible.

mod calendar;
mod folded;
mod identifiers;
mod inflect;
mod nearest;
mod phrase;
mod place;
mod quotations;
mod quoted;
pub mod reading;
mod shown;
mod words;

pub use calendar::{days, month_of_year};
pub use identifiers::{Confidence, Identifier, IdentifierKind, NameError, NameList, identifiers, identifiers_after};
pub use nearest::{nearest, same_but_for_case};
pub use phrase::{and_list, capital, or_list, plural, plural_of};
pub use place::{Lines, Place, Span};
pub use quoted::quoted;
pub use reading::{Reader, Reading, Sentence};
pub use shown::{Shown, same_length};
pub use words::{WordList, Words};
