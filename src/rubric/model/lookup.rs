//! Looks up the parts of a rubric by their ids.

use std::ops::Index;

use super::ids::{CriterionId, RuleId};
use super::profile::Part;
use super::rubric::{Criterion, Rubric};
use super::rule::Rule;

impl Index<CriterionId> for Rubric {
    type Output = Criterion;

    fn index(&self, id: CriterionId) -> &Criterion {
        id.find(&self.criteria)
    }
}

impl Index<RuleId> for Rubric {
    type Output = Rule;

    fn index(&self, id: RuleId) -> &Rule {
        id.rule_of(&self[id.criterion()].rules)
    }
}

impl Rubric {
    /// The ids of all criteria, in the order of the file.
    pub(crate) fn criterion_ids(&self) -> impl Iterator<Item = CriterionId> + use<> {
        (0..self.criteria.len()).map(CriterionId::new)
    }

    /// The ids of a criterion's rules, in the order of the file.
    pub(crate) fn rule_ids_of(&self, criterion: CriterionId) -> impl Iterator<Item = RuleId> + use<> {
        (0..self[criterion].rules.len()).map(move |rule| criterion.rule(rule))
    }

    /// The ids of all rules, in the order of the file.
    pub fn rule_ids(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.criterion_ids().flat_map(|criterion| self.rule_ids_of(criterion))
    }

    /// The word by which the rubric names a part.
    #[must_use]
    pub fn name(&self, part: Part) -> &str {
        match part {
            Part::Criterion(id) => &self[id].id,
            Part::Rule(id) => &self[id].id,
        }
    }

    /// The title of a part.
    #[must_use]
    pub fn title(&self, part: Part) -> &str {
        match part {
            Part::Criterion(id) => &self[id].title,
            Part::Rule(id) => &self[id].title,
        }
    }

    /// The weight of a part.
    #[must_use]
    pub fn weight(&self, part: Part) -> u64 {
        match part {
            Part::Criterion(id) => self[id].weight,
            Part::Rule(id) => self[id].weight,
        }
    }
}
