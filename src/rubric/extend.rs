//! Rubrics that extend another: the tables of both become one before anything else is read.
//!
//! What comes from the base is placed where the base is named, so that every error about it is shown there.

use super::builder::Builder;
use super::load::{Loaded, hash, load_after};
use super::merge::{Merge, ids, placed};
use super::model::{Measure, Rubric, Rule};
use super::raw::RawRubric;
use crate::document::{Diagnostic, Entry, KeyPath, Node, Source, Step};
use crate::text::Span;

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

/// The tables of a rubric and its base in one.
pub(super) struct Extended {
    pub(super) root: Node,
    pub(super) base: Base,
    /// What is wrong with how they fit.
    pub(super) found: Vec<Diagnostic>,
    /// Where the base is named.
    pub(super) place: Span,
    /// The ids and tags of the base, and all else in it that is removed.
    pub(super) names: Vec<String>,
    /// Rules that cannot be complete, since the base does not have what they rename.
    unfinished: Vec<Node>,
}

impl Extended {
    /// Adds what does not fit, says of errors in what comes from the base that they do, and names the base in the rubric.
    pub(super) fn finish(self, rubric: Option<&mut Rubric>, diagnostics: &mut Vec<Diagnostic>) {
        let id = &self.base.id;
        diagnostics.retain(|found| !self.unfinished.iter().any(|rule| is_about(rule, found)));
        let in_base = |found: &&mut Diagnostic| found.span() == Some(self.place) && found.code != STILL_NEEDED;
        for found in diagnostics.iter_mut().filter(in_base) {
            let help = format!("this is in what comes from `{id}`: replace or remove it here");
            found.help = Some(found.help.take().map_or(help.clone(), |own| format!("{own}; {help}")));
        }
        diagnostics.extend(self.found);
        if let Some(rubric) = rubric {
            rubric.version = format!("{}+{id}-{}", rubric.version, self.base.version);
            rubric.hash = hash(&format!("{}\n{}", rubric.hash, self.base.hash));
            rubric.base = Some(self.base);
        }
    }
}

/// The code of an error about something removed that is still needed.
const STILL_NEEDED: &str = "still-needed";

/// Whether an error is about a rule or one of its keys.
fn is_about(rule: &Node, found: &Diagnostic) -> bool {
    let Some(span) = found.span() else { return false };
    let holds = |entry: &Entry| entry.key_span.start <= span.start && span.end <= entry.value.span.end;
    span == rule.span || rule.entries().iter().any(holds)
}

/// A chain of bases is no longer than this.
const LONGEST: usize = 8;

/// Returns the tables of the rubric with those of its base; `None` if it extends nothing.
///
/// # Errors
/// Why there is no sound base.
pub(super) fn extended(
    own: &Node,
    source: &Source,
    bases: Bases<'_>,
    chain: &[String],
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
    let Loaded { rubric, diagnostics, root } = load_after(&base, bases, &chain);
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
    /// Says that something of the base, at `trail`, still needs `name`, which the rubric removes. Returns false if that is not so.
    pub(super) fn is_still_needed(&mut self, name: &str, trail: &KeyPath) -> bool {
        let Some(extended) = self.extended else { return false };
        let is_name = |own: &String| own == name || own.split_once('.').is_some_and(|(_, own)| own == name);
        let place = self.root.find(trail).map_or_else(|| self.place(trail), |node| node.span);
        if place != extended.place || !extended.names.iter().any(is_name) {
            return false;
        }
        let (user, help) = self.user(name, trail);
        let message = format!("{user} of `{}` needs `{name}`, which this rubric removes", extended.base.id);
        self.found.push(Diagnostic::error(STILL_NEEDED, message).at(place, "still needed here").help(help));
        true
    }

    /// The part of a rubric that has a place, and what to do where it needs something that is removed.
    fn user(&self, name: &str, trail: &KeyPath) -> (String, String) {
        let keys: Vec<&Step> = trail.steps().iter().collect();
        let replace = |what: String| (what.clone(), format!("replace or remove {what} too, or keep `{name}`"));
        let id = |at: KeyPath| self.root.find(&at).and_then(Node::text).unwrap_or_default().to_owned();
        match keys.as_slice() {
            [Step::Key(table), ..] if table == "limits" => {
                (format!("the limit on `{name}`"), format!("add `limits.{name}` to `remove`"))
            }
            [Step::Key(table), Step::Key(key), ..] if table == "grading" => {
                let key = format!("`grading.{key}`");
                (key.clone(), format!("write {key} again here without `{name}`, or keep `{name}`"))
            }
            [Step::Key(table), Step::Item(at), Step::Key(key), Step::Item(rule), ..]
                if table == "criteria" && key == "rules" =>
            {
                let at = KeyPath::dotted("criteria").item(*at).key("rules").item(*rule).key("id");
                replace(format!("the rule `{}`", id(at)))
            }
            [Step::Key(table), Step::Item(at), ..] if table == "criteria" => {
                replace(format!("the criterion `{}`", id(KeyPath::dotted("criteria").item(*at).key("id"))))
            }
            _ => replace("a part".to_owned()),
        }
    }

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
