//! The shortest way to a better grade, and what each rule matters.

use comfy_table::Cell;

use super::{Writer, range_words};
use crate::report::Style;
use crate::report::layout::grade_cell;
use crate::report::page::{FixPage, RaisePage, StepPage};
use crate::review::Grade;
use crate::text::{Shown, capital, or_list, plural};

impl Writer<'_> {
    /// The shortest way to a better grade.
    pub(super) fn raise(&self) -> String {
        match &self.review.raise {
            None => String::new(),
            Some(RaisePage::Fixes { to, fixes, alternatives, at_most, steps }) => {
                let at_most = if *at_most { "at most " } else { "" };
                let mut text = String::new();
                for step in steps {
                    text.push_str(&self.step(step));
                }
                let others = match *alternatives {
                    0 => "There is no other way as short.".to_owned(),
                    1 => "There is one other way as short.".to_owned(),
                    u64::MAX => "There are very many other ways as short.".to_owned(),
                    more => format!("There are {more} other ways as short."),
                };
                let note = "A guide to edits, not a proof: what you write must be so, and it mends the form, not what was done.";
                text.push_str(&self.style.wrap(&format!("{others} {note}"), "  ", "  "));
                self.section(&format!("To reach {to}: {at_most}{}", plural(fixes.len(), "fix", "fixes")), &text)
            }
            Some(RaisePage::Unreachable { to, unreachable, could_open }) => {
                let mut text = String::new();
                for stuck in unreachable {
                    text.push_str(&self.style.wrap(
                        &format!("- {}: {}{}", stuck.title, stuck.why, self.id(&stuck.rule)),
                        "  ",
                        "    ",
                    ));
                }
                if *could_open {
                    text.push_str(&self.style.wrap("Facts that are not stated could still open the way.", "  ", "  "));
                }
                self.section(&format!("No edit reaches {to}; what stands in the way"), &text)
            }
        }
    }

    fn step(&self, step: &StepPage) -> String {
        let names: Vec<&str> = step.of.iter().filter_map(|fix| fix.item.as_ref().map(Shown::as_str)).collect();
        let advice = |fix: &FixPage| {
            fix.advice
                .as_ref()
                .map_or_else(String::new, |advice| format!(". {}.", capital(advice.as_str().trim_end_matches('.'))))
        };
        if step.take < step.of.len() && names.len() == step.of.len() {
            let Some(first) = step.of.first() else { return String::new() };
            let choice = format!(
                "- any {} of {}: {}{}{}",
                step.take,
                or_list(&names),
                first.text,
                advice(first),
                self.id(&step.rule)
            );
            return self.style.wrap(&choice, "  ", "    ") + &self.place(&first.place, "    ");
        }
        let mut text = String::new();
        let fixes: Vec<&FixPage> = step.of.iter().take(step.take).collect();
        // Items that are yet to be written are alike: what to do is said once.
        let alike = |one: &&FixPage, other: &&FixPage| {
            one.item.is_none() && (&one.kind, &one.text, &one.advice) == (&other.kind, &other.text, &other.advice)
        };
        for same in fixes.chunk_by(alike) {
            let Some(fix) = same.first() else { continue };
            let times = if same.len() > 1 { format!(", {} times", same.len()) } else { String::new() };
            text.push_str(&self.style.wrap(
                &format!("- {}{times}: {}{}{}", fix.kind, fix.text, advice(fix), self.id(&step.rule)),
                "  ",
                "    ",
            ));
            text.push_str(&self.place(&fix.place, "    "));
        }
        text
    }

    /// What each rule matters now, where that was asked for.
    pub(super) fn impact(&self) -> String {
        let mut table = self.style.table(&["Rule", "Now", "If met", "If failed", "Points"]);
        let change = |criterion: Option<Grade>, review: Option<Grade>| match (criterion, review) {
            (_, Some(review)) => format!("review {review}"),
            (Some(criterion), None) => format!("criterion {criterion}"),
            (None, None) => "-".to_owned(),
        };
        for rule in self.review.criteria.iter().flat_map(|criterion| &criterion.rules) {
            let Some(impact) = rule.impact else { continue };
            table.add_row(vec![
                Cell::new(format!("{} {}", rule.id, rule.title)),
                grade_cell(&range_words(rule.floor, rule.ceiling, rule.may_not_apply), rule.grade),
                Cell::new(change(impact.raises_criterion, impact.raises_review)),
                Cell::new(change(impact.lowers_criterion, impact.lowers_review)),
                Cell::new(format!("{:.1}", impact.points)).set_alignment(comfy_table::CellAlignment::Right),
            ]);
        }
        let body = if table.is_empty() { String::new() } else { Style::render(&table) };
        self.section("What each rule matters now, met or failed alone", &body)
    }
}
