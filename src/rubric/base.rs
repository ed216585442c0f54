//! The rubric that another one extends.

use crate::document::Source;

/// Finds the text of the rubric that another one (the second argument) names as its base.
pub type Bases<'b> = &'b dyn Fn(&str, &Source) -> Result<Source, String>;

/// The rubric that another one extends, and what is taken from it.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its hash.
    pub hash: String,
    /// The name of its text: a path, or the name of a rubric inside the program.
    pub source: String,
    /// The ids of its criteria and rules that are changed.
    pub changed: Vec<String>,
    /// The ids of its criteria and rules that are removed.
    pub removed: Vec<String>,
    /// The ids of all its other criteria and rules.
    pub kept: Vec<String>,
    /// The ids of its rules that have another id in the rubric, each with that id.
    pub renamed: Vec<(String, String)>,
    /// Its questions, each with the id of its rule.
    pub(crate) questions: Vec<(String, String)>,
    /// What it extends itself.
    pub base: Option<Box<Base>>,
}

/// Where a criterion or rule of a rubric comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is as it is in the base.
    Kept,
    /// It is changed.
    Changed,
    /// It is a rule of the base under another id, and may be changed too.
    Renamed,
    /// The base does not have it.
    Added,
}

impl Base {
    /// Returns where the criterion or rule with this id comes from.
    #[must_use]
    pub fn origin(&self, id: &str) -> Origin {
        let holds = |ids: &[String]| ids.iter().any(|own| own == id);
        if holds(&self.kept) {
            Origin::Kept
        } else if holds(&self.changed) {
            Origin::Changed
        } else if self.renamed_from(id).is_some() {
            Origin::Renamed
        } else {
            Origin::Added
        }
    }

    /// Returns the id in the base of a rule that has this id in the rubric.
    #[must_use]
    pub fn renamed_from(&self, id: &str) -> Option<&str> {
        self.renamed.iter().find(|(_, own)| own == id).map(|(base, _)| base.as_str())
    }

    /// Returns the id that a rule of the base, or of what that extends, has in the rubric.
    #[must_use]
    pub(crate) fn renamed_to(&self, id: &str) -> Option<&str> {
        let within = self.base.as_ref().and_then(|base| base.renamed_to(id));
        let id = within.unwrap_or(id);
        self.renamed.iter().find(|(base, _)| base == id).map(|(_, own)| own.as_str()).or(within)
    }
}
