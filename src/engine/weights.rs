//! What the weight of a grading rests on.

use super::graded::Graded;
use crate::review::Basis;
use crate::rubric::{Rubric, Rule};

impl Graded {
    /// Returns the share of the weight of the parts present that rests on each [`Basis`], in the order of [`Basis::ALL`]; adds
    /// up to 1, or all 0. A rule's weight is shared equally by the kinds of fact that decide it. `rubric` must be the one it was
    /// graded by.
    #[must_use]
    pub fn rests_on(&self, rubric: &Rubric) -> [f64; 7] {
        let mut shares = [0.0; 7];
        let present = || self.criteria.iter().filter(|result| result.judged.is_some());
        let total: f64 = present().map(|result| weight(rubric[result.id].weight)).sum();
        for result in present() {
            let rules =
                || result.rules.iter().filter(|result| result.judged.is_some()).map(|result| &rubric[result.id]);
            let within: f64 = rules().map(|rule| weight(rule.weight)).sum();
            for rule in rules() {
                let bases = bases(rule);
                let share = weight(rubric[result.id].weight) / total * weight(rule.weight)
                    / within
                    / weight(bases.len() as u64);
                for (sum, basis) in shares.iter_mut().zip(Basis::ALL) {
                    if bases.contains(&basis) {
                        *sum += share;
                    }
                }
            }
        }
        shares
    }
}

/// The kinds of fact that decide a rule, each once; never none.
fn bases(rule: &Rule) -> Vec<Basis> {
    let mut bases: Vec<Basis> = rule.facts().iter().map(|fact| fact.basis).collect();
    bases.sort_unstable();
    bases.dedup();
    if bases.is_empty() {
        bases.push(if rule.is_asked() { Basis::Person } else { Basis::Text });
    }
    bases
}

/// The share of a rubric's weight that rests on `basis` where every rule takes part.
#[must_use]
pub(crate) fn weight_on(rubric: &Rubric, basis: Basis) -> f64 {
    let total: f64 = rubric.criteria.iter().map(|criterion| weight(criterion.weight)).sum();
    let mut share = 0.0;
    for criterion in &rubric.criteria {
        let within: f64 = criterion.rules.iter().map(|rule| weight(rule.weight)).sum();
        for rule in &criterion.rules {
            let bases = bases(rule);
            if bases.contains(&basis) {
                let own = weight(rule.weight) / within / weight(bases.len() as u64);
                share += weight(criterion.weight) / total * own;
            }
        }
    }
    share
}

#[expect(clippy::cast_precision_loss, reason = "shares for display only")]
pub(super) fn weight(weight: u64) -> f64 {
    weight as f64
}
