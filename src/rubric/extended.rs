//! A rubric merged with its base, and what is added once it has been read.

use super::base::Base;
use super::model::Rubric;
use crate::document::{Diagnostic, Entry, Node, hash_of_bytes};
use crate::text::Span;

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
    pub(super) unfinished: Vec<Node>,
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
            rubric.hash = hash_of_bytes(format!("{}\n{}", rubric.hash, self.base.hash).as_bytes());
            rubric.base = Some(self.base);
        }
    }
}

/// The code of an error about something removed that is still needed.
pub(super) const STILL_NEEDED: &str = "still-needed";

/// Whether an error is about a rule or one of its keys.
fn is_about(rule: &Node, found: &Diagnostic) -> bool {
    let Some(span) = found.span() else { return false };
    let holds = |entry: &Entry| entry.key_span.start <= span.start && span.end <= entry.value.span.end;
    span == rule.span || rule.entries().iter().any(holds)
}
