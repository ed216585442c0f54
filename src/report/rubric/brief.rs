//! A rubric on one page, for a meeting.

use super::show::ShowWriter;
use crate::report::doc::{Block, Doc, Line};
use crate::rubric::{Criterion, Rubric};
use crate::text::{Mask, and_list};
use crate::wording::{bands_of, percent_of};

/// Returns a rubric in short: how grades are reached, the limits, a line for each rule, and each set of bands once.
#[must_use]
pub(crate) fn show_brief(rubric: &Rubric, mask: &Mask) -> Doc {
    let writer = ShowWriter { rubric, mask };
    let mut blocks = vec![Block::Title {
        title: writer.shown(&rubric.title).into(),
        aside: Line::from(format!("{} {}", writer.shown(&rubric.id), writer.shown(&rubric.version))),
    }];
    blocks.extend(writer.reached());
    blocks.extend(writer.limits());
    blocks.extend(rubric.criteria.iter().filter_map(|criterion| writer.criterion_in_short(criterion)));
    blocks.extend(writer.bands());
    Doc { title: mask.shown(&rubric.title).to_string(), blocks }
}

impl ShowWriter<'_> {
    /// The title of a criterion with its weight, and of its rules.
    fn criterion_in_short(&self, criterion: &Criterion) -> Option<Block> {
        let total = self.rubric.criteria.iter().map(|criterion| criterion.weight).sum();
        let title = format!("{} ({}%)", criterion.title, percent_of(criterion.weight, total));
        let question = |asked: bool| if asked { " (a person answers)" } else { "" };
        let rules = criterion.rules.iter();
        let rules: Vec<String> =
            rules.map(|rule| format!("{} {}{}", rule.id, rule.title, question(rule.is_asked()))).collect();
        self.section(&title, vec![self.list(&rules)])
    }

    /// Each set of bands once, with the rules that have it.
    fn bands(&self) -> Option<Block> {
        let mut found: Vec<(String, Vec<&str>)> = Vec::new();
        for rule in self.rubric.rules() {
            let Some(bands) = bands_of(rule) else { continue };
            match found.iter_mut().find(|(known, _)| *known == bands) {
                Some((_, rules)) => rules.push(&rule.id),
                None => found.push((bands, vec![&rule.id])),
            }
        }
        let lines: Vec<String> = found.iter().map(|(bands, rules)| format!("{}: {bands}", and_list(rules))).collect();
        if lines.is_empty() { None } else { self.section("How rules are graded", vec![self.list(&lines)]) }
    }
}
