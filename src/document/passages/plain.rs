//! Plain text. It has no markup, so that only what is plain to see is taken for a heading or an item.
//!
//! Blank lines part paragraphs. A line alone that is underlined, numbered like `2.1`, or all in capitals is a heading; a
//! line that begins with a dash, a bullet or `1.` is an item. Where lines are as long as paragraphs, each is one.

use super::Passages;
use super::blocks::{Block, Paragraph, Role, TextStyle};
use super::layout::lay_out;
use crate::document::{Diagnostic, Limits};
use crate::text::Span;

/// A longer line was not broken to fit a page.
const LONGEST_BROKEN_LINE: usize = 120;
/// A heading is at most so long, in bytes.
const LONGEST_HEADING: usize = 100;

/// Reads a plain text.
pub(super) fn read(text: String, limits: Limits) -> Result<Passages, Box<Diagnostic>> {
    let mut blocks = Vec::new();
    let mut stretch: Vec<PlainLine<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if content.trim().is_empty() {
            paragraphs(&std::mem::take(&mut stretch), &mut blocks);
        } else {
            stretch.push(PlainLine { text: content, start });
        }
        start += line.len();
    }
    paragraphs(&stretch, &mut blocks);
    lay_out(blocks, Some(text), limits)
}

#[derive(Clone, Copy)]
struct PlainLine<'t> {
    text: &'t str,
    start: usize,
}

impl PlainLine<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }
}

/// The paragraphs of lines without a blank line between them.
fn paragraphs(lines: &[PlainLine<'_>], blocks: &mut Vec<Block>) {
    let unbroken = lines.iter().any(|line| line.text.len() > LONGEST_BROKEN_LINE);
    if let [line, rest @ ..] = lines
        && let Some((role, label, from)) = heading(line, rest)
    {
        let text = line.text.get(from..).unwrap_or_default();
        blocks.push(paragraph(role, label, text, line.start + from, line.start + line.text.len()));
        let underline = usize::from(rest.first().is_some_and(|next| underlines(next.text).is_some()));
        return paragraphs(rest.get(underline..).unwrap_or_default(), blocks);
    }
    let mut open: Option<Paragraph> = None;
    for line in lines {
        let item = item(line.text);
        let end = line.start + line.text.len();
        match (&mut open, item) {
            (Some(paragraph), None) if !unbroken => {
                paragraph.text.push('\n');
                paragraph.text.push_str(line.text.trim());
                paragraph.span = paragraph.span.map(|span| Span::new(span.start, end));
            }
            (_, item) => {
                blocks.extend(open.take().map(Block::Paragraph));
                let (role, label, from) = item.unwrap_or((Role::Body, None, line.indent()));
                let text = line.text.get(from..).unwrap_or_default();
                open = Some(Paragraph {
                    role,
                    label,
                    look: TextStyle::default(),
                    text: text.trim().to_owned(),
                    span: Some(Span::new(line.start + from, end)),
                    begins: None,
                });
            }
        }
    }
    blocks.extend(open.map(Block::Paragraph));
}

fn paragraph(role: Role, label: Option<String>, text: &str, start: usize, end: usize) -> Block {
    let (look, span) = (TextStyle::default(), Some(Span::new(start, end)));
    Block::Paragraph(Paragraph { role, label, text: text.to_owned(), look, span, begins: None })
}

/// What a line is told by, its number, and where its text begins.
type Marked = (Role, Option<String>, usize);

/// A heading: underlined, or alone and numbered or in capitals.
fn heading(line: &PlainLine<'_>, rest: &[PlainLine<'_>]) -> Option<Marked> {
    let text = line.text;
    let ends_like_one = !text.ends_with(['.', ',', ';', ':', '?', '!']);
    if text.len() > LONGEST_HEADING || item(text).is_some_and(|(_, label, _)| label.is_none()) {
        return None;
    }
    let (label, from) = number(text).unwrap_or((None, line.indent()));
    if let Some(level) = rest.first().and_then(|next| underlines(next.text)) {
        return Some((Role::Heading(level), label, from));
    }
    let title = text.get(from..).unwrap_or_default();
    let begins_large = title.chars().next().is_some_and(char::is_uppercase);
    if !rest.is_empty() || !ends_like_one || !begins_large {
        return None;
    }
    let dotted = label.as_deref().filter(|label| label.contains('.'));
    let levels = dotted.map(|label| label.split('.').filter(|part| !part.is_empty()).count());
    let in_capitals = title.chars().filter(|c| c.is_alphabetic()).count() > 2 && !title.chars().any(char::is_lowercase);
    let level = levels.or(in_capitals.then_some(1))?;
    Some((Role::Heading(u8::try_from(level.min(9)).unwrap_or(9)), label, from))
}

/// The level of a line that underlines the one above.
fn underlines(text: &str) -> Option<u8> {
    let line = text.trim();
    let only = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign);
    if only('=') { Some(1) } else { only('-').then_some(2) }
}

/// `2.1 Findings` or `3. Findings`: the number, and where the text begins.
fn number(text: &str) -> Option<(Option<String>, usize)> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    let end = trimmed.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let label = trimmed.get(..end)?;
    let rest = trimmed.get(end..)?;
    let words = rest.trim_start();
    let parts = label.split('.').filter(|part| !part.is_empty());
    let is_number = label.starts_with(|c: char| c.is_ascii_digit()) && parts.clone().all(|part| part.len() <= 2);
    let gap = rest.len() - words.len();
    (is_number && gap > 0).then(|| (Some(label.to_owned()), indent + end + gap))
}

/// An item of a list, `- `, `* `, `• `, `1. `, `1) `, `a) ` or `(i) `.
fn item(text: &str) -> Option<Marked> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    let (sign, rest) = trimmed.split_once(char::is_whitespace)?;
    let words = rest.trim_start();
    let from = text.len() - words.len();
    let level = u8::try_from((indent / 2).min(8) + 1).unwrap_or(1);
    if matches!(sign, "-" | "*" | "•" | "–" | "·" | "o" | "▪") {
        return Some((Role::Item(level), None, from));
    }
    let inner = sign.trim_start_matches('(');
    let bare = inner.trim_end_matches([')', '.']);
    let is_number = (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase()) && inner.ends_with(')');
    let is_roman =
        (1..=4).contains(&bare.len()) && bare.bytes().all(|byte| b"ivx".contains(&byte)) && inner.ends_with(')');
    let is_marked = inner.len() > bare.len();
    (is_marked && (is_number || is_letter || is_roman)).then(|| (Role::Item(level), Some(sign.to_owned()), from))
}
