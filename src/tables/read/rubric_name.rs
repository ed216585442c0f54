//! Names the rubric that graded a review.

use serde::Deserialize;

use crate::review::Scale;
use crate::rubric::Rubric;

/// The rubric that graded a review.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RubricName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, in hexadecimal.
    pub hash: String,
    /// Its title.
    pub title: String,
    /// The words of its grades, the best first; none in results from before rubrics could name them.
    #[serde(default)]
    pub scale: Vec<String>,
}

impl RubricName {
    /// Names a rubric.
    #[must_use]
    pub fn from_rubric(rubric: &Rubric) -> Self {
        let (id, version) = (rubric.id.clone(), rubric.version.clone());
        let scale = rubric.scale.words().map(str::to_owned).collect();
        RubricName { id, version, hash: rubric.hash.clone(), title: rubric.title.clone(), scale }
    }

    /// Its scale; the usual one where it does not say.
    #[must_use]
    pub fn scale(&self) -> Scale {
        Scale::of_words(&self.scale).unwrap_or(Scale::USUAL)
    }

    /// What to call each of some rubrics: id and version, with the first digits of the hash where that would be one name
    /// for two.
    #[must_use]
    pub fn names(rubrics: &[RubricName]) -> Vec<String> {
        let plain = |rubric: &RubricName| format!("{} {}", rubric.id, rubric.version);
        let name = |rubric: &RubricName| {
            let shared = rubrics.iter().filter(|other| plain(other) == plain(rubric)).count() > 1;
            let digits = rubric.hash.get(..8).unwrap_or(&rubric.hash);
            if shared { format!("{} ({digits})", plain(rubric)) } else { plain(rubric) }
        };
        rubrics.iter().map(name).collect()
    }
}
