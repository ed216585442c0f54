//! Which reviews need a second look, in words, tables and sheets.

use super::{ChosenReport, SampleGroupReport, SampleReport, without_table};
use crate::report::doc::{Block, Cell, Column, Doc, Line, Table};
use crate::report::sheet::{Sheet, Value};
use crate::report::{Excluded, Report, View};
use crate::review::{Grade, Scale};
use crate::text::{Shown, and_list, capital, plural};
use crate::wording::spaced;

impl Report for SampleReport {
    fn doc(&self, _: View) -> Doc {
        let of = plural(self.reviews, "review", "reviews");
        let title = format!("{} of {of} for a second look", self.chosen.len());
        let mut blocks = vec![Block::Title { title: title.as_str().into(), aside: Line::default() }];
        blocks.extend(self.sentences().into_iter().map(Block::paragraph));
        if !self.chosen.is_empty() {
            blocks.push(self.chosen_table());
        }
        if !self.by.is_empty() && !self.groups.is_empty() {
            blocks.push(self.groups_table());
        }
        blocks.push(Block::Notes(self.notes()));
        Doc { title, blocks }
    }

    fn day(&self) -> &str {
        &self.as_of
    }

    fn sheets(&self) -> Vec<Sheet> {
        vec![self.chosen_sheet(), self.groups_sheet()]
    }
}

impl SampleReport {
    fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        match self.first.as_slice() {
            [] => {}
            [one] => sentences.push(format!("{} reviews come first.", capital(one))),
            [one, others @ ..] => sentences.push(format!(
                "{} reviews come first, then {} ones.",
                capital(one),
                others.join(" ones, then ")
            )),
        }
        if self.n > self.reviews && self.reviews > 0 {
            let all = if self.reviews == 1 { "it is" } else { "all of them are" };
            let there = if self.reviews == 1 { "is" } else { "are" };
            sentences
                .push(format!("There {there} only {}, so {all} listed.", plural(self.reviews, "review", "reviews")));
        }
        let missed = self.groups.iter().filter(|group| group.chosen == 0).count();
        if missed > 0 {
            let groups = plural(missed, "group has", "groups have");
            sentences.push(format!("{groups} no review in the sample: choose more reviews, or fewer groups."));
        }
        sentences
    }

    fn chosen_table(&self) -> Block {
        let about: Vec<usize> = self.about().collect();
        let mut columns = vec![Column::number(""), Column::text("Review").whole(), Column::text("Grade")];
        let head = |at: &usize| self.by.get(*at).map(|by| Column::text(by_title(by.as_str())));
        columns.extend(about.iter().filter_map(head));
        columns.push(Column::text("Why"));
        let row = |(number, own): (usize, &ChosenReport)| {
            let mut row = vec![
                Cell::number((number + 1).to_string()),
                Cell::text(own.id.as_str()),
                Cell::Grade(grade_words(own), grade(own.grade)),
            ];
            let values: Vec<String> = self.values(&own.group);
            row.extend(about.iter().filter_map(|at| values.get(*at)).map(Cell::text));
            row.push(Cell::text(why_words(own)));
            row
        };
        let rows = self.chosen.iter().enumerate().map(row).collect();
        Block::Table(Table { columns, rows, least: 80, ..Table::default() })
    }

    /// The numbers of what the reviews are grouped by, the grade left out, which has a column of its own.
    fn about(&self) -> impl Iterator<Item = usize> {
        self.by.iter().enumerate().filter(|(_, by)| by.as_str() != "grade").map(|(at, _)| at)
    }

    /// What each thing that reviews are grouped by is, in words.
    fn values(&self, group: &[Option<Shown>]) -> Vec<String> {
        self.by.iter().zip(group).map(|(by, value)| value_words(by, value.as_ref())).collect()
    }

    fn groups_table(&self) -> Block {
        let mut columns: Vec<Column> = self.by.iter().map(|by| Column::text(by_title(by.as_str()))).collect();
        columns.extend(["Reviews", "Chosen"].map(Column::number));
        let row = |own: &SampleGroupReport| {
            let names = own.group.iter().zip(&self.by).map(|(value, by)| {
                let words = value_words(by, value.as_ref());
                let grade = value.as_ref().filter(|_| by.as_str() == "grade").and_then(|value| grade(value.as_str()));
                if grade.is_some() { Cell::Grade(words, grade) } else { Cell::text(words) }
            });
            names.chain([own.reviews, own.chosen].map(|count| Cell::number(count.to_string()))).collect()
        };
        let title = "Chosen from each group".to_owned();
        Block::Table(Table { title, columns, rows: self.groups.iter().map(row).collect(), ..Table::default() })
    }

    fn notes(&self) -> Vec<Line> {
        let mut notes = Vec::new();
        let by: Vec<&str> = self.by.iter().map(|by| without_table(by.as_str())).collect();
        if by.is_empty() {
            notes.push(
                "Lower tickets are drawn first. A ticket is the SHA-256 of the seed, a comma and the id.".to_owned(),
            );
        } else {
            notes.push(format!(
                "Each group of the same {} has a share of the places as large as its share of the reviews, and at least one place if there are enough. Within a group, lower tickets are drawn first. A ticket is the SHA-256 of the seed, a comma and the id.",
                and_list(&by)
            ));
        }
        let names = |why: Excluded| {
            let own = self.left_out.iter().filter(|own| own.why == why.word()).map(|own| own.source.as_str());
            own.collect::<Vec<_>>()
        };
        for why in Excluded::ALL {
            let names = names(why);
            if !names.is_empty() {
                let inputs = plural(names.len(), "input is", "inputs are");
                let more = if names.len() > MOST_NAMES { ", ..." } else { "" };
                let shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
                notes.push(format!("{inputs} left out ({}): {shown}{more}.", why.because()));
            }
        }
        let (tool, day) = (&self.tool, &self.as_of);
        notes.push(format!("Made by {} {} for {day}: {}", tool.name, tool.version, self.command));
        notes.into_iter().map(Line::from).collect()
    }

    fn chosen_sheet(&self) -> Sheet {
        let row = |(number, own): (usize, &ChosenReport)| {
            let values = self.values(&own.group);
            let codes: Vec<&str> = own.reasons.iter().map(|reason| reason.code).collect();
            let row: Vec<Value> = vec![
                (number as u64 + 1).into(),
                own.id.as_str().into(),
                own.grade.into(),
                own.tool_grade.unwrap_or_default().into(),
                values.join("; ").into(),
                codes.join("; ").into(),
                why_words(own).into(),
                own.source.as_str().into(),
                own.ticket.as_str().into(),
            ];
            row
        };
        Sheet {
            name: "sample".to_owned(),
            title: String::new(),
            columns: vec!["number", "id", "grade", "tool-grade", "group", "reason", "why", "source", "ticket"],
            rows: self.chosen.iter().enumerate().map(row).collect(),
        }
    }

    fn groups_sheet(&self) -> Sheet {
        let row = |own: &SampleGroupReport| {
            let values = self.values(&own.group);
            vec![values.join("; ").into(), (own.reviews as u64).into(), (own.chosen as u64).into()]
        };
        Sheet {
            name: "groups".to_owned(),
            title: String::new(),
            columns: vec!["group", "reviews", "chosen"],
            rows: self.groups.iter().map(row).collect(),
        }
    }
}

/// At most this many inputs are named in a note.
const MOST_NAMES: usize = 3;

fn grade(word: &str) -> Option<Grade> {
    Scale::being_read().grade(word)
}

fn grade_words(own: &ChosenReport) -> String {
    let tool = own.tool_grade.map_or_else(String::new, |tool| format!(" (tool: {})", spaced(tool)));
    format!("{}{tool}", spaced(own.grade))
}

/// The value of what reviews are grouped by; a grade is a word of its own, and other values are somebody's text.
fn value_words(by: &Shown, value: Option<&Shown>) -> String {
    match value {
        None => "not stated".to_owned(),
        Some(value) if by.as_str() == "grade" => spaced(value.as_str()),
        Some(value) => value.to_string(),
    }
}

fn by_title(by: &str) -> String {
    capital(without_table(by))
}

fn why_words(own: &ChosenReport) -> String {
    let word = |reason: &super::ChosenBecauseReport| match reason.code {
        "drawn" => reason.text.to_string(),
        code => format!("{code}: {}", reason.text),
    };
    capital(&own.reasons.iter().map(word).collect::<Vec<_>>().join("; "))
}
