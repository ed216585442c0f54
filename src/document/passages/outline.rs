//! Headings that no style marks: lines that are bold or in capitals and stand alone.

use std::collections::BTreeSet;

use super::blocks::{Block, Paragraph, Role, TextStyle};
use super::frames;

/// A heading is at most so long, in bytes; some reviews put whole findings into theirs.
const LONGEST_HEADING: usize = 320;
/// A line in capitals that is not bold is a heading only if it is shorter.
const LONGEST_CAPITALS: usize = 100;
/// A longer paragraph is running text, and stands on no title page.
const LONGEST_FRONT_LINE: usize = 150;
/// The most blocks that a title page can have.
const LONGEST_FRONT: usize = 30;

/// Makes headings of bold lines and of lines in capitals, and titles of those on the title page. Returns how many headings
/// it made.
pub(super) fn mark_headings(blocks: &mut Vec<Block>) -> usize {
    frames::open(blocks);
    let candidates: Vec<usize> =
        (0..blocks.len()).filter(|at| blocks.get(*at).and_then(paragraph).is_some_and(looks_like_heading)).collect();
    let texts = blocks.iter().filter_map(paragraph).filter(|own| !own.text.trim().is_empty()).count();
    if candidates.len() * 2 > texts + 2 {
        return 0;
    }
    let (front, headings): (Vec<usize>, Vec<usize>) = {
        let end = front_end(blocks, &candidates);
        candidates.into_iter().partition(|at| *at < end)
    };
    let levels = Levels::from_blocks(blocks, &headings);
    for at in front {
        if let Some(Block::Paragraph(own)) = blocks.get_mut(at) {
            own.role = Role::Title;
        }
    }
    for at in &headings {
        if let Some(Block::Paragraph(own)) = blocks.get_mut(*at) {
            own.role = Role::Heading(levels.level(own));
        }
    }
    headings.len()
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    if let Block::Paragraph(own) = block { Some(own) } else { None }
}

fn looks_like_heading(own: &Paragraph) -> bool {
    let text = own.text.trim();
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let in_capitals = text.len() <= LONGEST_CAPITALS && letters().count() > 4 && letters().all(char::is_uppercase);
    let is_line = text.len() <= LONGEST_HEADING && letters().next().is_some() && !text.ends_with([',', ';']);
    match own.role {
        Role::Body => is_line && (own.look.bold || in_capitals && own.look != TextStyle::default()),
        Role::Item(_) => is_line && own.look.bold && own.label.is_some(),
        Role::Title | Role::Heading(_) => false,
    }
}

/// Where the title page ends: at the first heading, list, table or running text. A document with a styled title needs none.
fn front_end(blocks: &[Block], candidates: &[usize]) -> usize {
    let styled = |block: &Block| paragraph(block).is_some_and(|own| own.role == Role::Title);
    if blocks.iter().any(styled) {
        return 0;
    }
    let ends = |block: &Block| match block {
        Block::Paragraph(own) => {
            let is_long = own.text.len() > LONGEST_FRONT_LINE && !own.look.bold;
            let opens = number_depth(own).is_some() || is_named_section(&own.text);
            matches!(own.role, Role::Heading(_) | Role::Item(_)) || is_long || opens
        }
        Block::Table(_) => true,
        Block::Note(..) | Block::TextBox(_) => false,
    };
    let Some(end) = blocks.iter().take(LONGEST_FRONT).position(ends) else { return 0 };
    // The bold line right above running text or a list is its heading.
    let is_text = blocks.get(end).and_then(paragraph).is_none_or(|own| !own.look.bold);
    match candidates.iter().rev().find(|at| **at < end) {
        Some(last) if is_text && *last + 1 == end => *last,
        Some(_) | None => end,
    }
}

/// How deep a typed or automatic number is: 2 for `11.1`. None without a number.
fn number_depth(own: &Paragraph) -> Option<usize> {
    let start = own.label.as_deref().unwrap_or(own.text.trim_start());
    let number: &str = start.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let after = start.get(number.len()..)?;
    let parts = number.split('.').filter(|part| !part.is_empty());
    let is_number =
        parts.clone().all(|part| part.len() <= 2) && (own.label.is_some() || after.starts_with([' ', '\t']));
    Some(parts.count()).filter(|count| *count > 0 && is_number)
}

/// True for what opens a part of a document without a number.
fn is_named_section(text: &str) -> bool {
    const NAMES: [&str; 11] = [
        "contents",
        "appendix",
        "annex",
        "chapter",
        "section",
        "part",
        "executive",
        "glossary",
        "foreword",
        "preface",
        "references",
    ];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    NAMES.contains(&first.trim_end_matches([':', '.']))
}

/// The levels of headings by their size and, within one size, by their numbers.
struct Levels {
    /// Below the headings that have a style.
    styled: u8,
    /// Sizes and depths, the highest first.
    ranks: BTreeSet<(std::cmp::Reverse<u16>, usize)>,
    /// Sizes in which some headings are numbered.
    numbered: BTreeSet<u16>,
}

impl Levels {
    fn from_blocks(blocks: &[Block], headings: &[usize]) -> Levels {
        let styled = blocks.iter().filter_map(paragraph).filter_map(|own| match own.role {
            Role::Heading(level) => Some(level),
            Role::Title | Role::Body | Role::Item(_) => None,
        });
        let own = || headings.iter().filter_map(|at| blocks.get(*at).and_then(paragraph));
        let numbered = own().filter(|own| number_depth(own).is_some()).map(|own| own.look.size).collect();
        let mut levels = Levels { styled: styled.max().unwrap_or(0), ranks: BTreeSet::new(), numbered };
        levels.ranks = own().map(|own| levels.rank(own)).collect();
        levels
    }

    fn rank(&self, own: &Paragraph) -> (std::cmp::Reverse<u16>, usize) {
        let beside_numbers = self.numbered.contains(&own.look.size) && !is_named_section(&own.text);
        let depth = number_depth(own).unwrap_or(if beside_numbers { UNNUMBERED } else { 1 });
        (std::cmp::Reverse(own.look.size), depth)
    }

    fn level(&self, own: &Paragraph) -> u8 {
        let rank = self.rank(own);
        let above = self.ranks.iter().take_while(|other| **other < rank).count();
        u8::try_from(above + 1).unwrap_or(9).saturating_add(self.styled).min(9)
    }
}

/// A heading without a number among numbered ones of its size is below them.
const UNNUMBERED: usize = 9;
