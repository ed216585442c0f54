//! Tables that are only layout: title pages set in cells, and headings that each have a frame of one cell.

use super::blocks::{Block, Paragraph, Role, Row};

/// A longer line in a frame is a message, and no heading.
const LONGEST_HEADING: usize = 90;
/// Fewer frames of one line are boxes.
const LEAST_FRAMES: usize = 2;
/// The most rows that the table of a title page can have.
const LONGEST_FRONT: usize = 10;

/// Puts paragraphs in the place of a title page laid out in one column of cells, and headings in that of frames.
pub(super) fn open(blocks: &mut Vec<Block>) {
    front(blocks);
    let framed = blocks.iter().filter(|block| heading(block).is_some()).count();
    if framed < LEAST_FRAMES {
        return;
    }
    let styled = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(Paragraph { role: Role::Heading(level), .. }) => Some(*level),
        Block::Paragraph(_) | Block::Table(_) | Block::Note(..) | Block::TextBox(_) => None,
    });
    let level = styled.max().unwrap_or(0) + 1;
    for block in blocks {
        if let Some(own) = heading(block) {
            *block = Block::Paragraph(Paragraph { role: Role::Heading(level), ..own.clone() });
        }
    }
}

/// Takes the lines of the first table out of their cells, if nothing precedes it and it has one column of short lines.
fn front(blocks: &mut Vec<Block>) {
    let is_empty = |block: &Block| {
        matches!(block, Block::Paragraph(own) if own.text.trim().is_empty()) || matches!(block, Block::Note(..))
    };
    let Some(at) = blocks.iter().position(|block| !is_empty(block)) else { return };
    let Some(Block::Table(rows)) = blocks.get(at) else { return };
    let lines: Option<Vec<&Paragraph>> = rows.iter().map(line).collect();
    let Some(lines) = lines.filter(|lines| (2..=LONGEST_FRONT).contains(&lines.len())) else { return };
    let titles: Vec<Block> =
        lines.into_iter().map(|own| Block::Paragraph(Paragraph { role: Role::Title, ..own.clone() })).collect();
    blocks.splice(at..=at, titles);
}

/// The heading that a frame of one cell holds.
fn heading(block: &Block) -> Option<&Paragraph> {
    let rows: &[Row] = if let Block::Table(rows) = block { rows } else { return None };
    let own = if let [row] = rows { line(row)? } else { return None };
    let text = own.text.trim();
    let is_plain = own.label.is_none() && !text.ends_with(['.', '!', '?', ':', ';', ',']);
    (is_plain && text.chars().any(char::is_alphabetic)).then_some(own)
}

/// The one short line of a row of one cell.
fn line(row: &Row) -> Option<&Paragraph> {
    let cell = if let [cell] = row.as_slice() { cell } else { return None };
    let own = if let [Block::Paragraph(own)] = cell.blocks.as_slice() { own } else { return None };
    let is_short = own.text.len() <= LONGEST_HEADING && !own.text.trim().is_empty();
    is_short.then_some(own)
}
