//! A rubric and its criteria.

use super::profile::{Limit, Profile};
use super::rule::Rule;
use crate::review::Scale;
use crate::rubric::base::Base;
use crate::rubric::exact::Exact;
use crate::text::Words;

/// A rubric ready to grade with.
#[derive(Clone, Debug)]
pub struct Rubric {
    /// What to call it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is modelled on and what it cannot see.
    pub about: Option<String>,
    /// The grades it gives.
    pub scale: Scale,
    /// The points of its grades, the best first; empty where it gives none.
    pub(crate) points: Vec<Exact>,
    /// The kinds of review it is for; empty means all.
    pub kinds: Vec<String>,
    /// What no grade of it judges.
    pub not_judged: String,
    /// Texts that count as nothing given, besides those that always do.
    pub placeholders: Vec<String>,
    /// SHA-256 of its text with Unix line ends, in hexadecimal.
    pub hash: String,
    /// The rubric that it extends.
    pub base: Option<Base>,
    /// The coverage from which a floor is shown as a grade.
    pub(crate) enough: Exact,
    /// What each grade of the whole needs.
    pub overall: Profile,
    /// Judgements that cap the overall grade.
    pub limits: Vec<Limit>,
    /// The aspects it judges.
    pub criteria: Vec<Criterion>,
    /// Its word lists, by name.
    pub words: Vec<(String, Words)>,
}

impl Rubric {
    /// Whether it is for reviews of this kind, or for a review that states none.
    #[must_use]
    pub fn is_for(&self, kind: Option<&str>) -> bool {
        self.kinds.is_empty() || kind.is_none_or(|kind| self.kinds.iter().any(|own| own == kind))
    }

    /// Whether it gives the review a grade, and not only its criteria.
    #[must_use]
    pub(crate) fn gives_overall(&self) -> bool {
        !self.overall.grades.is_empty()
    }

    /// All rules, in the order of the file.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    /// The rule with this id, whatever the case of its letters, with its criterion.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<(&Criterion, &Rule)> {
        let rules =
            self.criteria.iter().flat_map(|criterion| criterion.rules.iter().map(move |rule| (criterion, rule)));
        let mut rules = rules.filter(|(_, rule)| rule.id.eq_ignore_ascii_case(id));
        rules.next()
    }
}

/// An aspect that a rubric judges.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its stable id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question it asks.
    pub asks: Option<String>,
    /// Its weight, on the rubric's common scale (see [`Rule::weight`]).
    pub weight: u64,
    /// Its tags.
    pub tags: Vec<String>,
    /// What each grade needs of its rules.
    pub profile: Profile,
    /// Its rules.
    pub rules: Vec<Rule>,
}
