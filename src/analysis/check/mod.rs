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

pub use witness::Witness;

use crate::document::{Diagnostic, KeyPath, Kind, Node};
use crate::review::Grade;
use crate::rubric::{Criterion, CriterionId, Rubric, Rule};
use crate::text::and_list;

/// A suspicion with what shows it, where something can.
#[derive(Clone, Debug)]
pub struct Warning {
    /// What is suspicious, and where.
    pub diagnostic: Diagnostic,
    /// What shows it.
    pub witness: Option<Witness>,
}

/// The result of checking a rubric.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is suspicious, in the order of the file; at the end what follows from the rest.
    pub warnings: Vec<Warning>,
    /// What there is to know besides: sentences without a final period.
    pub remarks: Vec<String>,
}

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
pub struct Reachable {
    /// For each rule, criterion by criterion, the grades it can come to, the best first; `None` among them, at the end, if it
    /// can take no part.
    pub rules: Vec<Vec<Vec<Option<Grade>>>>,
    /// For each criterion the grades it can come to, the best first; `None` where there are too many combinations to tell.
    pub criteria: Vec<Option<Vec<Grade>>>,
    /// The grades that a review can come to, likewise.
    pub overall: Option<Vec<Grade>>,
}

/// What the parts of a sound rubric can come to where everything is stated, rules taken as independent of each other.
#[must_use]
pub fn reachable(rubric: &Rubric) -> Reachable {
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

/// Where a rule stands: its criterion's number and its own there.
fn rule_trail((criterion, rule): (usize, usize)) -> KeyPath {
    KeyPath::dotted("criteria").item(criterion).key("rules").item(rule)
}

/// What has been found so far, and the file it is about.
struct Findings<'r> {
    root: &'r Node,
    warnings: Vec<Warning>,
    remarks: Vec<String>,
    too_large: Vec<String>,
    /// Warnings about what follows from what others are about.
    follows: Vec<Warning>,
    weights: Vec<String>,
    pairs: Vec<String>,
}

impl Findings<'_> {
    /// Keeps a warning, if there is one that is not there already.
    fn add(&mut self, warning: Option<Warning>) {
        let Some(warning) = warning else { return };
        let is_same = |other: &Warning| {
            let (a, b) = (&other.diagnostic, &warning.diagnostic);
            a.code == b.code && a.span() == b.span() && (a.message == b.message || a.code == "not-nested")
        };
        if !self.warnings.iter().any(is_same) {
            self.warnings.push(warning);
        }
    }

    /// Keeps a warning about something that other warnings explain: it comes after them.
    fn add_after(&mut self, warning: Option<Warning>) {
        self.follows.extend(warning);
    }

    /// The warning, if the engine confirms it. If it does not, the warning is a mistake of this program.
    fn confirmed(&self, confirmed: bool, warning: Warning) -> Option<Warning> {
        debug_assert!(confirmed, "the engine does not confirm: {warning:#?}");
        confirmed.then_some(warning)
    }

    /// The diagnostic with one more place.
    fn at(&self, diagnostic: Diagnostic, trail: &KeyPath, label: &str) -> Diagnostic {
        diagnostic.at(self.root.locate(trail), label)
    }

    /// Whether something is written at `trail`.
    fn has(&self, trail: &KeyPath) -> bool {
        self.root.find(trail).is_some()
    }

    /// The keys of the table at `trail`.
    fn keys(&self, trail: &KeyPath) -> Vec<String> {
        self.root.find(trail).map(|node| unused::keys(&node.kind)).unwrap_or_default()
    }

    fn text(&self, trail: &KeyPath) -> Option<String> {
        let node = self.root.find(trail)?;
        if let Kind::Str(text) = &node.kind { Some(text.to_string()) } else { None }
    }

    /// The name of the profile that combines the rules of a criterion.
    fn profile_of(&self, id: CriterionId) -> String {
        self.text(&KeyPath::dotted("criteria").item(id.number()).key("grading"))
            .unwrap_or_else(|| "criterion".to_owned())
    }

    /// Where the bands of a rule are written.
    fn bands_of(&self, rule: (usize, usize)) -> KeyPath {
        let own = rule_trail(rule).key("bands");
        self.text(&own).map_or(own, |name| KeyPath::dotted("bands").key(name))
    }

    /// The names of the bands that rules take.
    fn bands_in_use(&self) -> Vec<String> {
        let criteria = self.root.entry("criteria").map(|entry| &entry.value.kind);
        let Some(Kind::Seq(criteria)) = criteria else { return Vec::new() };
        let rules = criteria.iter().filter_map(|criterion| criterion.entry("rules"));
        let rules =
            rules.flat_map(|rules| if let Kind::Seq(rules) = &rules.value.kind { rules.as_slice() } else { &[] });
        let names = rules.filter_map(|rule| rule.entry("bands"));
        names
            .filter_map(|bands| if let Kind::Str(name) = &bands.value.kind { Some(name.to_string()) } else { None })
            .collect()
    }

    fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// That a search was given up.
    fn too_large(&mut self, question: &str) {
        self.too_large.push(question.to_owned());
    }

    /// That it is not known whether a weight matters.
    fn weight_not_settled(&mut self, id: &str) {
        self.weights.push(format!("`{id}`"));
    }

    /// That two facts of a rule would have to be compared.
    fn not_compared(&mut self, rule: &str, one: &str, other: &str) {
        self.pairs.push(format!("`{one}` and `{other}` in `{rule}`"));
    }

    fn checked(mut self) -> Checked {
        self.warnings.sort_by_key(|warning| warning.diagnostic.span().map_or(0, |span| span.start));
        self.warnings.append(&mut self.follows);
        if !self.pairs.is_empty() {
            let pairs = and_list(&self.pairs);
            self.remarks.push(format!("not checked, because these facts depend on each other: {pairs}"));
        }
        if !self.weights.is_empty() {
            self.too_large.push(format!("whether the weight of {} matters", and_list(&self.weights)));
        }
        if !self.too_large.is_empty() {
            let questions = self.too_large.join("; ");
            self.remarks.push(format!("not settled, since there are too many combinations: {questions}"));
        }
        Checked { warnings: self.warnings, remarks: self.remarks }
    }
}
