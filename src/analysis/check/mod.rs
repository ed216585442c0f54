//! The check: what is suspicious about a sound rubric, each suspicion with something that shows it.
//!
//! It is exact for bands, profiles, limits and weights, with rules taken as independent of each other but for those whose
//! `applies-when` exclude each other, and for conditions one fact at a time. Where it would have to compare two facts, or a
//! search grows too large, it says that it did not look.
//! What it finds it shows to the engine first: what the engine does not confirm is not said.

mod again;
mod bands;
mod candour;
mod causes;
mod conditions;
mod domain;
mod findings;
mod grades;
mod joint;
mod limits;
mod pairs;
mod reach;
mod rules;
mod search;
mod slips;
mod specimen;
mod sums;
mod unused;
mod values;
mod weights;
mod witness;
mod worlds;

pub use findings::{Checked, Warning};
pub use witness::Witness;

use crate::document::Node;
use crate::review::Grade;
use crate::rubric::{Criterion, Rubric, Rule};
use findings::Findings;

/// Checks a sound rubric; `root` is the tree of its file, where the places are.
#[must_use]
pub fn check(rubric: &Rubric, root: &Node) -> Checked {
    let mut found = Findings {
        root,
        warnings: Vec::new(),
        remarks: Vec::new(),
        too_large: Vec::new(),
        follows: Vec::new(),
        weights: Vec::new(),
        pairs: Vec::new(),
    };
    rules::check(rubric, &mut found);
    reach::check(rubric, &mut found);
    let values = values::Values::new(rubric);
    pairs::check(rubric, &values, &mut found);
    again::check(rubric, &values, &mut found);
    let joints = joints(rubric);
    let missing = grades::check(&joints, &mut found);
    limits::check(&joints, &mut found);
    weights::check(&joints, &missing, &mut found);
    unused::check(rubric, &mut found);
    candour::check(rubric, &mut found);
    slips::check(rubric, &mut found);
    found.checked()
}

/// What the parts of a rubric can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reachable {
    /// For each rule, criterion by criterion, the grades it can come to, the best first; `None` among them, at the end, if it
    /// can take no part.
    pub(crate) rules: Vec<Vec<Vec<Option<Grade>>>>,
    /// For each criterion the grades it can come to, the best first; `None` where there are too many combinations to tell.
    pub(crate) criteria: Vec<Option<Vec<Grade>>>,
    /// The grades that a review can come to, likewise.
    pub(crate) overall: Option<Vec<Grade>>,
}

/// What the parts of a sound rubric can come to where everything is stated, rules taken as independent of each other.
#[must_use]
pub(crate) fn reachable(rubric: &Rubric) -> Reachable {
    let joint = joint(rubric);
    Reachable {
        criteria: rubric.criterion_ids().map(|id| grades::reachable(&joint, Some(id))).collect(),
        overall: grades::reachable(&joint, None),
        rules: joint.rules,
    }
}

fn joint(rubric: &Rubric) -> joint::Joint<'_> {
    let judgements =
        |criterion: &Criterion| criterion.rules.iter().map(|rule| rules::judgements(rubric, rule)).collect();
    joint::Joint::new(rubric, rubric.criteria.iter().map(judgements).collect())
}

/// What the parts can come to in final grades, for each set of rules that can apply together; never empty.
fn joints(rubric: &Rubric) -> Vec<joint::Joint<'_>> {
    let Some(worlds) = worlds::applying(rubric) else { return vec![joint(rubric)] };
    let judged = |(rule, applies): (&Rule, &bool)| rules::final_judgements(rubric, rule, *applies);
    let of_world = |world: worlds::Applying| {
        let criteria = rubric.criteria.iter().zip(&world);
        let rules = criteria.map(|(criterion, applying)| criterion.rules.iter().zip(applying).map(judged).collect());
        joint::Joint::new(rubric, rules.collect())
    };
    worlds.into_iter().map(of_world).collect()
}
