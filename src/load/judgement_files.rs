//! Finds and reads the judgement files of a review.

use std::path::{Path, PathBuf};

use super::answers::Answers;
use super::files::NO_FILE;
#[cfg(feature = "cli")]
use super::folders::name_of_judged;
use super::folders::{JUDGEMENT, without_ending};
use super::input::{Origin, input};
use super::paths::shown;
use super::{Error, Loader};
use crate::document::parse;

impl Loader {
    /// Returns the judgement files about the review in `path`, or with this id where it has no file of its own.
    pub(crate) fn judgements_of(&self, path: Option<&Path>, id: Option<&str>) -> Vec<(Option<String>, PathBuf)> {
        let own = path.map(without_ending);
        let review = match (&self.judgements, own) {
            (Some(folder), own) => {
                let name = own.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
                name.or_else(|| id.map(str::to_owned)).map(|name| folder.join(name))
            }
            (None, own) => own,
        };
        let Some(review) = review else { return Vec::new() };
        let folder = review.parent().unwrap_or(Path::new(""));
        let listing = self.folders.listing(folder, &self.files);
        listing.get(&*review.to_string_lossy()).cloned().unwrap_or_default()
    }

    /// Reads the judgement files about a review, each or why it cannot be read.
    pub(super) fn answers(&self, path: Option<&Path>, id: Option<&str>) -> Vec<Result<Answers, Error>> {
        let files = self.judgements_of(path, id);
        let twice = files.windows(2).find_map(|pair| match pair {
            [(one, first), (other, second)] if one == other => Some((first, second)),
            _ => None,
        });
        if let Some((first, second)) = twice {
            let message = format!("this review has two judgement files; the other is `{}`", shown(second));
            return vec![Err(Error::unreadable(shown(first), "two-judgement-files", message))];
        }
        files.into_iter().map(|(by, path)| self.answer(&path, by)).collect()
    }

    /// Returns the path of the judgement file of one person about the review in `path`; it need not exist.
    #[cfg(feature = "cli")]
    pub(crate) fn judgement_path(&self, path: &Path, by: &str) -> PathBuf {
        let own = without_ending(path);
        let review = match (&self.judgements, own.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => own,
        };
        let mut name = review.into_os_string();
        name.push(format!("{JUDGEMENT}.{by}.toml"));
        PathBuf::from(name)
    }

    /// Reads one judgement file.
    #[cfg(feature = "cli")]
    pub(crate) fn judgement_file(&self, path: &Path) -> Result<Answers, Error> {
        self.answer(path, name_of_judged(path).and_then(|(_, by)| by))
    }

    fn answer(&self, path: &Path, by: Option<String>) -> Result<Answers, Error> {
        if self.files.is_no_file(path) {
            return Err(Error::unreadable(shown(path), "cannot-read", NO_FILE));
        }
        let input = input(path, None, Origin::Named, self)?;
        let parsed = parse(&input.source.text, input.format, self.limits);
        Ok(Answers { source: input.source, parsed, by, is_sheet: false, is_alone: false })
    }
}
