//! Lists the judgement files of a folder by their names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::Files;
use super::paths::ending;
use crate::document::Format;
use crate::document::passages::DocumentKind;

/// What stands before the ending in the name of a judgement file.
pub(super) const JUDGEMENT: &str = ".judgement";

/// Returns the path of the review that a judgement file speaks of, without its ending, and whose judgement it is; `None` for
/// any other file.
pub(crate) fn name_of_judged(path: &Path) -> Option<(String, Option<String>)> {
    Format::of_ending(&ending(path))?;
    let name = path.with_extension("").to_string_lossy().into_owned();
    if let Some(review) = name.strip_suffix(JUDGEMENT) {
        return Some((review.to_owned(), None));
    }
    let (review, by) = name.rsplit_once(&format!("{JUDGEMENT}."))?;
    (!by.is_empty() && !by.contains(['/', '\\'])).then(|| (review.to_owned(), Some(by.to_owned())))
}

/// Returns the path of a review without the ending that says its format.
pub(super) fn without_ending(review: &Path) -> PathBuf {
    let ending = ending(review);
    let known = Format::of_ending(&ending).is_some() || DocumentKind::is_document(&ending);
    if known { review.with_extension("") } else { review.to_owned() }
}

/// The judgement files of each folder, listed once: whose review, whose judgement, and where.
#[derive(Clone, Debug, Default)]
pub struct Folders(Arc<Mutex<HashMap<PathBuf, Arc<Listing>>>>);

/// The judgement files of a folder by the path of their review without its ending.
type Listing = HashMap<String, Vec<(Option<String>, PathBuf)>>;

impl Folders {
    pub(super) fn listing(&self, folder: &Path, files: &Files) -> Arc<Listing> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let listing = known.entry(folder.to_owned()).or_insert_with(|| {
            let mut listing = Listing::new();
            let names = files.names_in(folder, |name| name.contains(JUDGEMENT));
            for path in names.iter().map(|name| folder.join(name)) {
                if let Some((review, by)) = name_of_judged(&path) {
                    listing.entry(review).or_default().push((by, path));
                }
            }
            // First the file that names nobody, then the others by name.
            listing.values_mut().for_each(|own| own.sort());
            Arc::new(listing)
        });
        Arc::clone(listing)
    }
}
