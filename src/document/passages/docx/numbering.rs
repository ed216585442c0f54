//! The numbers that Word puts in front of paragraphs: they are not in the text, and counted anew here.

use std::collections::HashMap;

use super::super::xml::{Tag, Token, Xml};
use crate::document::Diagnostic;

/// The number of levels of a list.
const LEVELS: usize = 9;
/// The most characters kept around a number.
const LONGEST_PATTERN: usize = 60;

/// The lists of a document, with how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// What a list counts by, and its own starts.
    lists: HashMap<String, List>,
    kinds: HashMap<String, Vec<ListLevel>>,
    /// Lists of one kind count on together.
    counted: HashMap<String, [Option<usize>; LEVELS]>,
    /// Lists that began their own count.
    started: std::collections::HashSet<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: HashMap<usize, usize>,
}

#[derive(Clone, Debug, Default)]
struct ListLevel {
    start: Option<usize>,
    format: String,
    /// `%1.%2` and what stands around.
    pattern: String,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, Box<Diagnostic>> {
        let mut xml = Xml::new(text, "numbering.xml");
        let mut numbering = Numbering::default();
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name().as_str() {
                "abstractNum" => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default();
                    let levels = levels(&mut xml)?;
                    numbering.kinds.insert(id, levels);
                }
                "num" => {
                    let id = tag.attribute("numId").unwrap_or_default();
                    let list = list(&mut xml)?;
                    numbering.lists.insert(id, list);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The number of the next paragraph of `list` at `level`; `None` for bullets.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let own = self.lists.get(list)?;
        let levels = self.kinds.get(&own.kind)?;
        let counts = self.counted.entry(own.kind.clone()).or_default();
        if self.started.insert(list.to_owned()) {
            for at in own.starts.keys() {
                if let Some(count) = counts.get_mut(*at) {
                    *count = None;
                }
            }
        }
        let start = |at: usize| {
            let usual = levels.get(at).and_then(|level| level.start).unwrap_or(1);
            own.starts.get(&at).copied().unwrap_or(usual)
        };
        for (at, count) in counts.iter_mut().enumerate() {
            match (*count, at.cmp(&level)) {
                (Some(number), std::cmp::Ordering::Equal) => *count = Some(number.saturating_add(1)),
                (None, std::cmp::Ordering::Equal | std::cmp::Ordering::Less) => *count = Some(start(at)),
                (_, std::cmp::Ordering::Greater) => *count = None,
                (Some(_), std::cmp::Ordering::Less) => {}
            }
        }
        label(levels, counts, level)
    }
}

/// The number as it is shown: the pattern of its level with each count put in.
fn label(levels: &[ListLevel], counts: &[Option<usize>; LEVELS], level: usize) -> Option<String> {
    let own = levels.get(level)?;
    if own.format == "bullet" || own.format == "none" || own.pattern.is_empty() {
        return None;
    }
    let mut text = String::new();
    let mut characters = own.pattern.chars().peekable();
    while let Some(character) = characters.next() {
        let at = characters.peek().and_then(|next| next.to_digit(10)).filter(|_| character == '%');
        let at = at.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
        match at.and_then(|at| Some((levels.get(at)?, counts.get(at).copied().flatten()?))) {
            Some((level, count)) => {
                characters.next();
                text.push_str(&written(count, &level.format));
            }
            None => text.push(character),
        }
    }
    Some(text)
}

/// A number in letters, Roman numerals or digits.
fn written(number: usize, format: &str) -> String {
    let small = match format {
        "lowerLetter" | "upperLetter" => letters(number),
        "lowerRoman" | "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    };
    if format.starts_with("upper") { small.to_uppercase() } else { small }
}

/// a, b, ... z, aa, bb, ...
fn letters(number: usize) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = ('a'..='z').nth(at % 26).unwrap_or('a');
    std::iter::repeat_n(letter, (at / 26 + 1).min(8)).collect()
}

fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

/// The levels of a kind of list.
fn levels(xml: &mut Xml<'_>) -> Result<Vec<ListLevel>, Box<Diagnostic>> {
    let mut levels = vec![ListLevel::default(); LEVELS];
    while let Some(tag) = xml.child()? {
        if tag.name() != "lvl" {
            xml.skip()?;
            continue;
        }
        let at = tag.number("ilvl").unwrap_or(0);
        let read = level(xml)?;
        if let Some(slot) = levels.get_mut(at) {
            *slot = read;
        }
    }
    Ok(levels)
}

fn level(xml: &mut Xml<'_>) -> Result<ListLevel, Box<Diagnostic>> {
    let mut level = ListLevel::default();
    while let Some(tag) = xml.child()? {
        let value = |tag: &Tag<'_>| tag.attribute("val").unwrap_or_default();
        match tag.name().as_str() {
            "start" => level.start = tag.number("val"),
            "numFmt" => level.format = value(&tag),
            "lvlText" => level.pattern = value(&tag).chars().take(LONGEST_PATTERN).collect(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

fn list(xml: &mut Xml<'_>) -> Result<List, Box<Diagnostic>> {
    let mut list = List::default();
    while let Some(tag) = xml.child()? {
        match tag.name().as_str() {
            "abstractNumId" => list.kind = tag.attribute("val").unwrap_or_default(),
            "lvlOverride" => {
                let at = tag.number("ilvl").unwrap_or(0);
                while let Some(inner) = xml.child()? {
                    if let Some(start) = inner.number("val").filter(|_| inner.name() == "startOverride") {
                        list.starts.insert(at, start);
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!(written(28, "lowerLetter"), "bb");
        assert_eq!(written(1994, "upperRoman"), "MCMXCIV");
        assert_eq!(written(7, "decimalZero"), "07");
        assert_eq!(written(0, "upperLetter"), "");
    }
}
