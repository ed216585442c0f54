//! A blank draft of a report, whose headings and tables `import` reads.

use super::doc::{Block, Cell, Column, Doc, Line, Table};

/// How kinds of review are called on a title page.
const TITLES: [(&str, &str); 4] = [
    ("scr", "Serious case review"),
    ("lcspr", "Local child safeguarding practice review"),
    ("sar", "Safeguarding adults review"),
    ("dhr", "Domestic homicide review"),
];

/// Returns a blank draft of a report on a review of this kind, for word processors: in brackets, what belongs where.
#[must_use]
pub(crate) fn blank_draft(kind: Option<&str>) -> Doc {
    let own = TITLES.iter().find(|(word, _)| Some(*word) == kind);
    let title = format!("{}: [Name used in the report]", own.map_or("Case review", |(_, title)| title));
    let is_of_child = kind.is_none_or(|kind| ["scr", "lcspr"].contains(&kind));
    let sections = [
        Block::Title { title: title.as_str().into(), aside: Line::default() },
        Block::paragraph("[Safeguarding board or partnership]"),
        key_facts(),
        section("Terms of reference", vec![table(&["No.", "Question"], &[&["1", "[Question for the review]"]])]),
        section("Review panel", vec![table(&["Role", "Agency"], &[&["[Role of the panel member]", "[Their agency]"]])]),
        section(
            "Chair and author",
            vec![
                Block::paragraph("Independent chair: [Role of the chair]"),
                Block::paragraph("Report author: [Role of the author]"),
            ],
        ),
        section(
            "Agencies involved",
            vec![table(
                &["Agency", "Contribution"],
                &[&["[Agency that took part]", "[Management review or other report]"]],
            )],
        ),
        chronology(is_of_child),
        section("Findings", vec![finding(1), finding(2)]),
        section("Good practice", vec![Block::paragraph("[What was done well]")]),
        action_plan(),
    ];
    Doc { title, blocks: sections.into() }
}

fn chronology(is_of_child: bool) -> Block {
    let (mut heads, mut row) =
        (vec!["Date", "Agency", "What happened"], vec!["[Day]", "[Agency]", "[Contact or event, and what was done]"]);
    if is_of_child {
        heads.push("Child seen");
        row.push("[Yes or no]");
    }
    section("Chronology", vec![table(&heads, &[&row])])
}

fn section(title: &str, blocks: Vec<Block>) -> Block {
    Block::Section { title: title.into(), aside: Line::default(), is_folded: false, blocks }
}

fn table(heads: &[&str], rows: &[&[&str]]) -> Block {
    let rows = rows.iter().map(|row| row.iter().map(|text| Cell::text(*text)).collect()).collect();
    let columns = heads.iter().map(|head| Column::text(*head)).collect();
    Block::Table(Table { title: String::new(), columns, rows, legend: Vec::new(), least: 0 })
}

fn key_facts() -> Block {
    let rows: [&[&str]; 5] = [
        &["Date of the incident", "[Day of the incident]"],
        &["Decision to hold the review", "[Day of the decision]"],
        &["Review completed", "[Day of completion]"],
        &["Report published", "[Day of publication]"],
        &["Period under review", "[First day to last day]"],
    ];
    section("Key facts", vec![table(&["Fact", "Answer"], &rows)])
}

fn finding(number: usize) -> Block {
    section(&format!("Finding {number}: [What was found]"), vec![Block::paragraph("[What happened, and why]")])
}

fn action_plan() -> Block {
    let heads = ["No.", "Recommendation", "Action", "Lead agency", "Owner", "By when", "How we will know", "Status"];
    let row = [
        "1",
        "[What should change]",
        "[What will be done]",
        "[Lead agency]",
        "[Role of the owner]",
        "[Day]",
        "[How we will know that it worked]",
        "[Status]",
    ];
    section("Action plan", vec![table(&heads, &[&row])])
}
