//! Documents in Markdown.

use crate::report::doc::{Block, Cell, Doc, Finding, Item, Line, Span, Table};

/// The number of characters of a whole bar.
const BAR: u64 = 20;

/// Writes a document.
#[must_use]
pub(in crate::report) fn write(doc: &Doc) -> String {
    blocks(&doc.blocks, 2)
}

/// Blocks under each other, an empty line between two; `level` is that of the next heading.
fn blocks(blocks: &[Block], level: usize) -> String {
    let shown = blocks.iter().filter(|block| !matches!(block, Block::Plot(_)));
    shown.map(|block| one(block, level)).collect::<Vec<_>>().join("\n")
}

fn one(block: &Block, level: usize) -> String {
    match block {
        Block::Title { title, aside } => {
            let aside = if aside.is_empty() { String::new() } else { format!("\n{}\n", line(aside)) };
            format!("# {}\n{aside}", line(title))
        }
        Block::Paragraph(text) | Block::Statement(text) => format!("{}\n", opening(text)),
        Block::Section { title, aside, blocks, .. } => {
            let aside = if aside.is_empty() { String::new() } else { format!(" ({})", line(aside)) };
            format!("{} {}{aside}\n\n{}", "#".repeat(level), line(title), self::blocks(blocks, (level + 1).min(6)))
        }
        Block::Group { title, blocks } => format!("{}\n\n{}", line(title), self::blocks(blocks, level)),
        Block::List { items, is_checklist } => {
            let bullet = |item: &Item| match (is_checklist, item.is_done) {
                (true, true) => "- [x] ",
                (true, false) => "- [ ] ",
                (false, _) => "- ",
            };
            items.iter().map(|item| self::item(item, bullet(item))).collect()
        }
        Block::Table(table) => self::table(table, level),
        Block::Plot(_) => String::new(),
        Block::Findings(findings) => findings.iter().map(finding).collect(),
        Block::Notes(notes) => notes.iter().map(|note| format!("- {}\n", opening(note))).collect(),
    }
}

fn item(item: &Item, bullet: &str) -> String {
    let places =
        item.places.iter().map(|place| format!("  {}\n", escaped(format!("{} {}", place.text, place.path).trim())));
    let more = item.more.iter().map(|more| format!("  {}\n", line(more)));
    let under: Vec<String> = places.chain(more).collect();
    // Two spaces at the end of a line keep what follows on a line of its own.
    let end = if under.is_empty() { "\n" } else { "  \n" };
    format!("{bullet}{}{end}{}", opening(&item.line), under.concat())
}

/// A line that begins a block: what would make it a list, a heading or code is only text.
fn opening(own: &Line) -> String {
    let text = line(own);
    let text = text.trim_start();
    let digits = text.len() - text.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
    let ends =
        |mark: &str| rest.strip_prefix(mark).is_some_and(|after| after.is_empty() || after.starts_with([' ', '-']));
    let is_mark =
        digits > 0 && (ends(".") || ends(")")) || digits == 0 && (ends("-") || ends("+") || rest.starts_with('='));
    if is_mark { format!("{number}\\{rest}") } else { text.to_owned() }
}

fn line(line: &Line) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) | Span::Faint(text) => escaped(text),
        Span::Strong(text) => format!("**{}**", escaped(text)),
        Span::Grade(text, _) => format!("**{}**", escaped(text)),
        Span::Id(id) => format!("  {}", escaped(id)),
    }
}

fn table(table: &Table, level: usize) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = String::new();
    if !table.title.is_empty() {
        text.push_str(&format!("{} {}\n\n", "#".repeat(level), escaped(&table.title)));
    }
    text.push_str(&row(table.columns.iter().map(|column| escaped(&column.head)).collect()));
    let rule = |is_number: bool| if is_number { "---:" } else { "---" }.to_owned();
    text.push_str(&row(table.columns.iter().map(|column| rule(column.is_number)).collect()));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(cell).collect()));
    }
    for legend in &table.legend {
        text.push_str(&format!("\n{}\n", line(legend)));
    }
    text
}

#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Link { text, file } => format!("[{}]({file})", escaped(text)),
        _ => escaped(&cell.words(", ", BAR)),
    }
}

fn finding(finding: &Finding) -> String {
    let level = if finding.is_error { "error" } else { "warning" };
    let mut text = format!("- **{level}** ({}): {}\n", finding.code, escaped(&finding.message));
    for excerpt in &finding.excerpts {
        text.push_str(&format!("  {}:{}\n", escaped(&excerpt.name), excerpt.line));
    }
    let rest = finding.notes.iter().chain(&finding.help);
    rest.for_each(|line| text.push_str(&format!("  {}\n", escaped(line))));
    text
}

/// Text that says in Markdown just what it says: no link, no emphasis, no markup of another language.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_acts() {
        assert_eq!(
            escaped("a|b <img src=x> [l](http://x) *e* `c`\nd"),
            r"a\|b \<img src=x\> \[l\](http://x) \*e\* \`c\` d"
        );
    }

    #[test]
    fn nothing_at_the_start_of_a_text_makes_it_another_block() {
        for (text, wanted) in [
            ("- a", r"\- a"),
            ("+ a", r"\+ a"),
            ("===", r"\==="),
            ("---", r"\---"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("    code", "code"),
            ("1.5 of a", "1.5 of a"),
            ("-5 is less", "-5 is less"),
            ("2010 was a year", "2010 was a year"),
            ("# a", r"\# a"),
        ] {
            assert_eq!(opening(&text.into()), wanted);
            let page = write(&Doc { title: String::new(), blocks: vec![Block::paragraph(text)] });
            let parsed: Vec<_> = pulldown_cmark::Parser::new(&page).collect();
            assert!(
                matches!(parsed.as_slice(), [pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph), ..]),
                "{page}"
            );
        }
    }
}
