//! Documents that this program wrote itself: answer sheets, and commented copies. In a folder they are no reviews.

use std::path::Path;

use super::Loader;
use super::paths::ending;
use crate::document::passages::{self, has_comments_by};
use crate::judgement::sheet_of_passages;
use crate::text::PROGRAM;

/// True for an answer sheet or a commented copy.
pub(super) fn is_own(path: &Path, loader: &Loader) -> bool {
    let Ok(bytes) = loader.bytes(path) else { return false };
    has_comments_by(PROGRAM, &bytes, loader.limits) || is_sheet(path, bytes, loader)
}

/// True for an answer sheet, filled in or not: it names the review and the rubric that it is for.
fn is_sheet(path: &Path, bytes: Vec<u8>, loader: &Loader) -> bool {
    let Ok(passages) = passages::read(bytes, &ending(path), loader.limits) else { return false };
    sheet_of_passages(&passages).is_ok_and(|sheet| !sheet.review.is_empty() && !sheet.rubric.is_empty())
}
