//! The parts that needs and limits speak of, found by id or tag.

use super::model::{Criterion, CriterionId, Part, Rule};

/// Names with a meaning of their own: of what a case expects, and of the tag that every question bears.
pub(super) const RESERVED: [&str; 6] = ["headline", "floor", "ceiling", "score", "fixes", Parts::ASKED];

/// Finds parts by id or tag.
pub(super) struct Parts<'r> {
    pub(super) criteria: &'r [Criterion],
}

impl<'r> Parts<'r> {
    /// The tag that every `ask` rule bears.
    pub(super) const ASKED: &'static str = "asked";

    pub(super) fn new(criteria: &'r [Criterion]) -> Self {
        Parts { criteria }
    }

    fn rules(&self) -> impl Iterator<Item = (Part, &'r Rule)> + use<'r> {
        let criteria = self.criteria.iter().enumerate();
        criteria.flat_map(|(c, criterion)| {
            let ids = (0..).map(move |number| Part::Rule(CriterionId::new(c).rule(number)));
            ids.zip(&criterion.rules)
        })
    }

    /// The criterion or rule with this id.
    pub(super) fn one(&self, id: &str) -> Option<Part> {
        let criterion = self.criteria.iter().position(|criterion| criterion.id == id);
        let criterion = criterion.map(|number| Part::Criterion(CriterionId::new(number)));
        criterion.or_else(|| self.rules().find(|(_, rule)| rule.id == id).map(|(part, _)| part))
    }

    /// What an overall need's `of` may name: criterion ids, criterion tags, rule tags. `None` for anything else.
    pub(super) fn overall(&self, name: &str) -> Option<Vec<Part>> {
        if let Some(at) = self.criteria.iter().position(|criterion| criterion.id == name) {
            return Some(vec![Part::Criterion(CriterionId::new(at))]);
        }
        let criteria =
            self.criteria.iter().enumerate().filter(|(_, criterion)| criterion.tags.iter().any(|tag| tag == name));
        let mut parts: Vec<Part> = criteria.map(|(at, _)| Part::Criterion(CriterionId::new(at))).collect();
        parts.extend(self.rules().filter(|(_, rule)| bears(rule, name)).map(|(part, _)| part));
        (!parts.is_empty() || name == Self::ASKED).then_some(parts)
    }

    /// What a criterion's need may name: its rules' ids and tags.
    pub(super) fn within(&self, criterion: usize, name: &str) -> Option<Vec<Part>> {
        let own = |part: &Part| matches!(part, Part::Rule(id) if id.criterion() == CriterionId::new(criterion));
        let named = |rule: &Rule| rule.id == name || bears(rule, name);
        let parts: Vec<Part> =
            self.rules().filter(|(part, rule)| own(part) && named(rule)).map(|(part, _)| part).collect();
        let known_elsewhere =
            name == Self::ASKED || self.rules().any(|(_, rule)| rule.tags.iter().any(|tag| tag == name));
        (!parts.is_empty() || known_elsewhere).then_some(parts)
    }

    pub(super) fn overall_names(&self) -> Vec<&'r str> {
        let criteria = self.criteria.iter().flat_map(|criterion| std::iter::once(&criterion.id).chain(&criterion.tags));
        let tags = self.criteria.iter().flat_map(|criterion| criterion.rules.iter().flat_map(|rule| &rule.tags));
        let mut names: Vec<&str> = criteria.chain(tags).map(String::as_str).chain([Self::ASKED]).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    pub(super) fn names_within(&self, criterion: usize) -> Vec<&'r str> {
        let rules = self.criteria.get(criterion).map_or(&[][..], |criterion| criterion.rules.as_slice());
        let mut names: Vec<&str> = rules
            .iter()
            .flat_map(|rule| std::iter::once(&rule.id).chain(&rule.tags))
            .map(String::as_str)
            .chain([Self::ASKED])
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn bears(rule: &Rule, tag: &str) -> bool {
    rule.tags.iter().any(|own| own == tag) || (tag == Parts::ASKED && rule.is_asked())
}

/// All criteria as parts of the whole.
pub(super) fn criteria_parts(criteria: &[Criterion]) -> Vec<Part> {
    (0..criteria.len()).map(|number| Part::Criterion(CriterionId::new(number))).collect()
}

/// All rules of criterion number `at` as parts of it.
pub(super) fn rule_parts(at: usize, criterion: &Criterion) -> Vec<Part> {
    (0..criterion.rules.len()).map(|number| Part::Rule(CriterionId::new(at).rule(number))).collect()
}
