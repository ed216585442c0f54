//! Comments in a copy of a Word document. Every part but the comments and the text that they are anchored in is copied byte
//! for byte; comments of other people stay, and those of an earlier run of this program are replaced.

mod anchors;
mod archive;
mod model;
mod words;
mod xml;

pub use archive::commented;
pub(crate) use model::ExactWords;
pub use model::{Comment, Error};
