//! A rubric on one page, for a meeting.

use super::show::ShowWriter;
use crate::report::doc::{Block, Doc, Item, Line};
use crate::rubric::{Criterion, Rubric, Rule};
use crate::text::{Mask, and_list};
use crate::wording::{bands_of, percent_of};

/// Returns a rubric in short: how grades are reached, the limits, the rules of each criterion, and each set of bands once.
#[must_use]
pub(crate) fn show_brief(rubric: &Rubric, mask: &Mask) -> Doc {
    let writer = ShowWriter { rubric, mask };
    let mut blocks = vec![Block::Title {
        title: writer.shown(&rubric.title).into(),
        aside: Line::from(format!("{} {}", writer.shown(&rubric.id), writer.shown(&rubric.version))),
    }];
    blocks.extend(writer.reached());
    blocks.extend(writer.limits());
    let criteria: Vec<Item> = rubric.criteria.iter().map(|criterion| writer.criterion_in_short(criterion)).collect();
    blocks.extend(Block::list(criteria).and_then(|list| writer.section("What is judged", vec![list])));
    blocks.extend(writer.bands());
    Doc { title: mask.shown(&rubric.title).to_string(), blocks }
}

impl ShowWriter<'_> {
    /// The title of a criterion with its weight, and its rules.
    fn criterion_in_short(&self, criterion: &Criterion) -> Item {
        let total = self.rubric.criteria.iter().map(|criterion| criterion.weight).sum();
        let title = format!("{} ({}%)", criterion.title, percent_of(criterion.weight, total));
        let question = |asked: bool| if asked { " (a person answers)" } else { "" };
        let rule = |rule: &Rule| format!("{} {}{}", rule.id, rule.title, question(rule.is_asked()));
        let rules: Vec<String> = criterion.rules.iter().map(rule).collect();
        let line = Line::default().strong(self.shown(&title)).text(format!(": {}", self.shown(&rules.join("; "))));
        Item::from(line)
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
        if lines.is_empty() {
            None
        } else {
            self.section("At least what each grade of a rule needs", vec![self.list(&lines)])
        }
    }
}
