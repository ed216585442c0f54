//! The ids of criteria and rules: their places in the file.

/// A criterion of a rubric, by its place in the file: `rubric[id]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId(usize);

/// A rule of a rubric, by its criterion and its place there: `rubric[id]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    criterion: CriterionId,
    rule: usize,
}

impl CriterionId {
    /// The criterion with this number, counted from 0.
    #[must_use]
    pub fn new(number: usize) -> Self {
        CriterionId(number)
    }

    /// Its number, counted from 0.
    #[must_use]
    pub fn number(self) -> usize {
        self.0
    }

    /// The criterion's rule with this number, counted from 0.
    #[must_use]
    pub fn rule(self, number: usize) -> RuleId {
        RuleId { criterion: self, rule: number }
    }

    /// The criterion's entry in a list of one entry a criterion.
    ///
    /// # Panics
    /// If the list is of another rubric: an id never stands for another criterion.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub fn find<T>(self, entries: &[T]) -> &T {
        &entries[self.0]
    }

    /// See [`CriterionId::find`]; to change what it finds.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub(crate) fn find_mut<T>(self, entries: &mut [T]) -> &mut T {
        &mut entries[self.0]
    }
}

impl RuleId {
    /// The criterion that the rule belongs to.
    #[must_use]
    pub fn criterion(self) -> CriterionId {
        self.criterion
    }

    /// Its number in its criterion, counted from 0.
    #[must_use]
    pub fn number(self) -> usize {
        self.rule
    }

    /// The rule with the same number of another criterion.
    pub(in crate::rubric) fn moved(self, criterion: CriterionId) -> Self {
        RuleId { criterion, ..self }
    }

    /// The rule's entry in a table of one row a criterion.
    ///
    /// # Panics
    /// If the table is of another rubric: an id never stands for another rule.
    pub fn find<T>(self, rows: &[Vec<T>]) -> &T {
        self.rule_of(self.criterion.find::<Vec<T>>(rows))
    }

    /// See [`RuleId::find`]; to change what it finds.
    pub fn find_mut<T>(self, rows: &mut [Vec<T>]) -> &mut T {
        self.rule_of_mut(self.criterion.find_mut::<Vec<T>>(rows))
    }

    /// The rule's entry in a list of one entry a rule of its criterion.
    ///
    /// # Panics
    /// If the list is of another criterion.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub(crate) fn rule_of<T>(self, entries: &[T]) -> &T {
        &entries[self.rule]
    }

    /// See [`RuleId::rule_of`]; to change what it finds.
    #[expect(clippy::indexing_slicing, reason = "the one lookup of an id, which must not give something else instead")]
    pub(crate) fn rule_of_mut<T>(self, entries: &mut [T]) -> &mut T {
        &mut entries[self.rule]
    }
}
