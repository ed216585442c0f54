//! Rubrics that extend another: the tables of both become one before anything else is read.
//!
//! What comes from the base is placed where the base is named, so that every error about it is shown there.

use super::base::{Base, Bases};
use super::builder::Builder;
use super::extended::Extended;
use super::loaded::Loaded;
use super::merge::{Merge, ids, placed};
use super::model::{Measure, Rule};
use super::raw::RawRubric;
use crate::document::{Diagnostic, KeyPath, Node, Source};

/// A chain of bases is no longer than this.
const LONGEST: usize = 8;

/// Returns the tables of the rubric with those of its base, which `load` reads after the rubrics that extend it; `None` if it
/// extends nothing.
///
/// # Errors
/// Why there is no sound base.
pub(super) fn extended(
    own: &Node,
    source: &Source,
    bases: Bases<'_>,
    chain: &[String],
    load: &dyn Fn(&Source, &[String]) -> Loaded,
) -> Result<Option<Extended>, Box<Diagnostic>> {
    let Some(entry) = own.entry("rubric").and_then(|header| header.value.entry("extends")) else { return Ok(None) };
    let Some(name) = entry.value.text() else { return Ok(None) };
    let place = entry.value.span;
    let wrong = |message: String| Box::new(Diagnostic::error("no-base", message).at(place, "named here"));
    let base = bases(name, source).map_err(|why| wrong(format!("cannot extend `{name}`: {why}")))?;
    let chain: Vec<String> = chain.iter().cloned().chain([source.name.clone()]).collect();
    if chain.contains(&base.name) {
        return Err(wrong(format!("the rubric extends itself: {} -> {}", chain.join(" -> "), base.name)));
    }
    if chain.len() > LONGEST {
        return Err(wrong(format!("more than {LONGEST} rubrics extend each other")));
    }
    let Loaded { rubric, diagnostics, root } = load(&base, &chain);
    let (Some(rubric), Some(root)) = (rubric, root) else {
        let first = diagnostics.iter().find(|found| found.is_error()).map_or("", |error| error.message.as_str());
        let help = format!("run `casegrade rubric check {}`", base.name);
        return Err(Box::new(wrong(format!("the base `{name}` has errors: {first}")).help(help)));
    };
    let mut merge = Merge::new(place, name);
    let placed = placed(&root, place);
    let own = merge.with_renamed(own, &placed);
    let merged = merge.root(&own, &placed);
    let gone = |id: &String| merge.changed.contains(id) || merge.removed.contains(id);
    let kept = ids(&root).into_iter().filter(|id| !gone(id)).collect();
    let tags = rubric.criteria.iter().flat_map(|own| own.tags.iter().chain(own.rules.iter().flat_map(|own| &own.tags)));
    let names = ids(&root).into_iter().chain(tags.cloned()).chain(merge.gone).collect();
    let base = Base {
        questions: rubric.rules().filter_map(question).collect(),
        id: rubric.id,
        version: rubric.version,
        hash: rubric.hash,
        source: base.name.clone(),
        changed: merge.changed,
        removed: merge.removed,
        kept,
        renamed: merge.renamed,
        base: rubric.base.map(Box::new),
    };
    Ok(Some(Extended { root: merged, base, found: merge.found, place, names, unfinished: merge.unfinished }))
}

/// The question that a rule asks, with the id of the rule.
pub(crate) fn question(rule: &Rule) -> Option<(String, String)> {
    let Measure::Ask { question, .. } = &rule.measure else { return None };
    Some((rule.id.clone(), question.clone()))
}

impl Builder<'_> {
    /// `after` says where something goes among what another rubric has.
    pub(super) fn nothing_to_follow(&mut self, raw: &RawRubric) {
        let mut wrong = |trail: KeyPath, key: &str| {
            let message = format!("`{key}` has no effect in a rubric that extends none");
            self.error("no-effect", message, &trail, "remove it");
        };
        for (at, criterion) in raw.criteria.iter().enumerate() {
            let trail = KeyPath::dotted("criteria").item(at);
            if criterion.after.is_some() {
                wrong(trail.key("after"), "after");
            }
            for (number, _) in criterion.rules.iter().enumerate().filter(|(_, rule)| rule.after.is_some()) {
                wrong(trail.key("rules").item(number).key("after"), "after");
            }
            // In a rubric that extends another, it was taken out where the base has the rule.
            if raw.rubric.extends.is_none() {
                for (number, _) in criterion.rules.iter().enumerate().filter(|(_, rule)| rule.renames.is_some()) {
                    wrong(trail.key("rules").item(number).key("renames"), "renames");
                }
            }
        }
        if raw.rubric.extends.is_none() && !raw.rubric.remove.is_empty() {
            self.error(
                "no-effect",
                "`remove` has no effect in a rubric that extends none",
                &KeyPath::dotted("rubric.remove"),
                "here",
            );
        }
    }
}
