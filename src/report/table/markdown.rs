//! Tables in Markdown.

use super::block::{self, Block};
use super::page::TablePage;
use super::parts;

/// So many characters make a whole bar.
const BAR: u64 = 20;

/// All tables of a page, then the footnotes.
#[must_use]
pub fn markdown(page: &TablePage) -> String {
    let first = match page.groups.as_slice() {
        [one] => block::group(page, one),
        _ => block::groups_long(page),
    };
    let mut parts = vec![table(&first)];
    let criteria = page.criteria.as_ref().filter(|rows| !rows.is_empty());
    let rules = page.rules.as_ref().filter(|rows| !rows.is_empty());
    parts.extend(criteria.map(|rows| table(&parts::criteria(page, rows, BAR))));
    parts.extend(rules.map(|rows| table(&parts::rules(page, rows))));
    let matrices = page.matrix.iter().flat_map(|matrix| parts::matrices(page, matrix));
    parts.extend(matrices.map(|block| table(&block)));
    let notes: String = page.notes.iter().map(|note| format!("- {}\n", escaped(note.as_str()))).collect();
    parts.push(notes);
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// One table under its title.
pub(super) fn table(block: &Block) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("### {}\n\n", escaped(&block.title));
    text.push_str(&row(block.columns.iter().map(|(head, _)| escaped(head)).collect()));
    text.push_str(&row(block
        .columns
        .iter()
        .map(|(_, number)| if *number { "---:" } else { "---" }.to_owned())
        .collect()));
    for cells in &block.rows {
        text.push_str(&row(cells.iter().map(|piece| escaped(&piece.text)).collect()));
    }
    for line in &block.legend {
        text.push_str(&format!("\n{}\n", escaped(line)));
    }
    text
}

/// Text that says in Markdown just what it says: no link, no emphasis, no markup of another language.
pub(super) fn escaped(text: &str) -> String {
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
}
