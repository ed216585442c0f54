//! The grade of a review with its reasons as a document: plain words first, ids last.

mod comments;
mod criteria;
mod headline;
mod identified;
mod judged;
mod overview;
mod plots;
mod raise;
mod reasons;
mod review;
mod reviews;
mod second_look;
mod sheets;
mod writer;

pub use comments::comments;
pub use overview::Overview;
pub(crate) use plots::GradePlots;
pub use review::{headline_doc, review_doc};
