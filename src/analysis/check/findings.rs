//! What a check of a rubric has found so far.

use super::witness::Witness;
use crate::document::{Diagnostic, KeyPath, Kind, Node};
use crate::rubric::CriterionId;
use crate::text::and_list;

/// A warning about a rubric, with an example that shows it if there is one.
#[derive(Clone, Debug)]
pub struct Warning {
    /// What is suspicious, and where.
    pub diagnostic: Diagnostic,
    /// The example.
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

/// Returns the path of a rule in the file, by the number of its criterion and its own number there.
pub(super) fn rule_path((criterion, rule): (usize, usize)) -> KeyPath {
    KeyPath::dotted("criteria").item(criterion).key("rules").item(rule)
}

/// What has been found so far, and the file it is about.
pub(super) struct Findings<'r> {
    pub(super) root: &'r Node,
    pub(super) warnings: Vec<Warning>,
    pub(super) remarks: Vec<String>,
    pub(super) too_large: Vec<String>,
    /// Warnings about what follows from what others are about.
    pub(super) follows: Vec<Warning>,
    pub(super) weights: Vec<String>,
    pub(super) pairs: Vec<String>,
}

impl Findings<'_> {
    /// Adds a warning, unless it is `None` or already there.
    pub(super) fn add(&mut self, warning: Option<Warning>) {
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
    pub(super) fn add_after(&mut self, warning: Option<Warning>) {
        self.follows.extend(warning);
    }

    /// The warning, if the engine confirms it. If it does not, the warning is a mistake of this program.
    pub(super) fn confirmed(&self, confirmed: bool, warning: Warning) -> Option<Warning> {
        debug_assert!(confirmed, "the engine does not confirm: {warning:#?}");
        confirmed.then_some(warning)
    }

    /// The diagnostic with one more place.
    pub(super) fn at(&self, diagnostic: Diagnostic, trail: &KeyPath, label: &str) -> Diagnostic {
        diagnostic.at(self.root.locate(trail), label)
    }

    /// Whether something is written at `trail`.
    pub(super) fn has(&self, trail: &KeyPath) -> bool {
        self.root.find(trail).is_some()
    }

    /// The keys of the table at `trail`.
    pub(super) fn keys(&self, trail: &KeyPath) -> Vec<String> {
        self.root.find(trail).map(|node| keys(&node.kind)).unwrap_or_default()
    }

    pub(super) fn text(&self, trail: &KeyPath) -> Option<String> {
        let node = self.root.find(trail)?;
        if let Kind::Str(text) = &node.kind { Some(text.to_string()) } else { None }
    }

    /// The name of the profile that combines the rules of a criterion.
    pub(super) fn profile_of(&self, id: CriterionId) -> String {
        self.text(&KeyPath::dotted("criteria").item(id.number()).key("grading"))
            .unwrap_or_else(|| "criterion".to_owned())
    }

    /// Where the bands of a rule are written.
    pub(super) fn bands_of(&self, rule: (usize, usize)) -> KeyPath {
        let own = rule_path(rule).key("bands");
        self.text(&own).map_or(own, |name| KeyPath::dotted("bands").key(name))
    }

    /// The names of the bands that rules take.
    pub(super) fn bands_in_use(&self) -> Vec<String> {
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

    pub(super) fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// That a search was given up.
    pub(super) fn too_large(&mut self, question: &str) {
        self.too_large.push(question.to_owned());
    }

    /// That it is not known whether a weight matters.
    pub(super) fn weight_not_settled(&mut self, id: &str) {
        self.weights.push(format!("`{id}`"));
    }

    /// That two facts of a rule would have to be compared.
    pub(super) fn not_compared(&mut self, rule: &str, one: &str, other: &str) {
        self.pairs.push(format!("`{one}` and `{other}` in `{rule}`"));
    }

    pub(super) fn checked(mut self) -> Checked {
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

/// The keys of a table, in the order of the file.
fn keys(kind: &Kind) -> Vec<String> {
    if let Kind::Map(entries) = kind { entries.iter().map(|entry| entry.key.to_string()).collect() } else { Vec::new() }
}
