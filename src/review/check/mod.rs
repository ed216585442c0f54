//! From a text to a review whose parts fit together, with every mistake that is in it.

mod content;
mod dates;
mod errors;
mod ids;
mod people;
mod placeholders;
mod read;

pub use content::Content;
pub use dates::later_than;
pub(crate) use placeholders::placeholders;
pub use read::{Read, read};
