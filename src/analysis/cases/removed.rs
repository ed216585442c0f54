//! Cases of a base that expect something of what the rubric removes.

use super::expect::part;
use crate::document::{Diagnostic, KeyPath, Kind, Node};
use crate::rubric::Rubric;
use crate::text::{Span, and_list, plural};

/// The number of cases that a message names.
const NAMED: usize = 5;

/// Whether a base of `rubric` has a criterion or rule with this id, and the rubric removes it.
pub(super) fn is_removed(id: &str, rubric: &Rubric) -> bool {
    let bases = std::iter::successors(rubric.base.as_ref(), |base| base.base.as_deref());
    part(id, rubric).is_none() && bases.into_iter().any(|base| base.removed.iter().any(|own| own == id))
}

/// Returns the names of the cases in the file `root` that expect something of what `rubric` removes, without those that
/// `aside` names, and one error about all of them.
pub(super) fn cases(root: &Node, rubric: &Rubric, aside: &[String]) -> (Vec<String>, Option<Diagnostic>) {
    let Some(Kind::Seq(all)) = root.find(&KeyPath::dotted("cases")).map(|cases| &cases.kind) else {
        return (Vec::new(), None);
    };
    let found = all.iter().filter_map(|case| {
        let name = case.entry("name")?.value.text()?;
        let (id, place) = removed_in(case, rubric)?;
        (!aside.iter().any(|own| own == name)).then_some((name, id, place))
    });
    let found: Vec<(&str, &str, Span)> = found.collect();
    let wrong = found.first().map(|(_, id, place)| {
        let mut names: Vec<String> = found.iter().take(NAMED).map(|(name, ..)| format!("`{name}`")).collect();
        if found.len() > NAMED {
            names.push(format!("{} more", found.len() - NAMED));
        }
        let (count, verb) =
            (plural(found.len(), "case", "cases"), if found.len() == 1 { "expects" } else { "expect" });
        let message = format!(
            "{count} here {verb} something of a rule or criterion that `{}` removes: {}",
            rubric.id,
            and_list(&names)
        );
        Diagnostic::error("removed-name", message).at(*place, format!("`{id}` is removed")).help(
            "set each of these cases aside in the rubric's own cases file: write `[[set-aside]]`, and under it `case = \"...\"` \
             and `because = \"...\"`",
        )
    });
    (found.iter().map(|(name, ..)| (*name).to_owned()).collect(), wrong)
}

/// The first id in what a case expects that the rubric removes.
fn removed_in<'n>(case: &'n Node, rubric: &Rubric) -> Option<(&'n str, Span)> {
    let expected = case.entry("expect")?.value.entries();
    let entry = expected.iter().find(|entry| is_removed(&entry.key, rubric))?;
    Some((&entry.key, entry.key_span))
}
