//! What the styles of a Word document say of a paragraph: its outline level, its list, and what kind of text it is.

use std::collections::HashMap;

use super::super::blocks::{Role, TextStyle};
use super::super::xml::{Tag, Token, Xml};
use crate::document::Diagnostic;

/// The size of letters, in half points, where no style gives one.
const USUAL_SIZE: u16 = 22;
/// The most styles in a chain; a longer chain is a circle.
const LONGEST_CHAIN: usize = 12;

/// The paragraph styles of a document, by id. Ids are local to the language of the program that wrote the document; names
/// of the styles that every program has are not.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: String,
}

/// What a style, or a paragraph itself, says; what it does not say is said by the style that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct RunStyle {
    /// The outline level from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// The list that it is numbered by, `0` being none.
    pub(super) list: Option<String>,
    /// The level within it, from 0.
    pub(super) level: Option<usize>,
    /// Hidden text.
    pub(super) hidden: Option<bool>,
    pub(super) bold: Option<bool>,
    /// The size of the letters in half points.
    pub(super) size: Option<u16>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    says: RunStyle,
}

/// What a paragraph is by its style and its own word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) role: Role,
    /// The list that numbers it, and the level in it from 0.
    pub(super) list: Option<(String, usize)>,
    /// A line of a list of contents or figures.
    pub(super) is_contents: bool,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, Box<Diagnostic>> {
        let mut xml = Xml::new(text, "styles.xml");
        let mut styles = Styles::default();
        while let Some(token) = xml.next()? {
            if let Token::Open(tag) = token
                && tag.name() == "style"
            {
                styles.style(&tag, &mut xml)?;
            }
        }
        Ok(styles)
    }

    fn style(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<(), Box<Diagnostic>> {
        let id = tag.attribute("styleId").unwrap_or_default();
        let kind = tag.attribute("type");
        let is_default = matches!(tag.attribute("default").as_deref(), Some("1" | "true" | "on"));
        let mut style = Style::default();
        while let Some(tag) = xml.child()? {
            match tag.name().as_str() {
                "name" => style.name = tag.attribute("val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = tag.attribute("val"),
                "pPr" | "rPr" => {
                    style.says.properties(xml)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        // A style without a type is one of paragraphs.
        if kind.is_none_or(|kind| kind == "paragraph") {
            if is_default {
                self.default.clone_from(&id);
            }
            self.by_id.insert(id, style);
        }
        Ok(())
    }

    /// The styles that a paragraph follows, its own first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let own = self.by_id.get(id.unwrap_or(&self.default));
        let next = |style: &&'s Style| self.by_id.get(style.based_on.as_deref()?);
        std::iter::successors(own, next).take(LONGEST_CHAIN)
    }

    /// What a paragraph of this style is that itself says `own`.
    pub(super) fn standing(&self, id: Option<&str>, own: &RunStyle) -> Standing {
        let named = |test: fn(&str) -> bool| self.chain(id).any(|style| test(&style.name));
        let is_contents = named(|name| name.starts_with("toc ") && name != "toc heading" || name == "table of figures");
        let list = own.list.clone().or_else(|| self.chain(id).find_map(|style| style.says.list.clone()));
        let list = list.filter(|list| list != "0");
        let level = own.level.or_else(|| self.chain(id).find_map(|style| style.says.level)).unwrap_or(0);
        let outline = own
            .outline
            .or_else(|| self.chain(id).find_map(|style| style.says.outline.or_else(|| heading_level(&style.name))));
        let role = match outline.filter(|level| *level < 9) {
            Some(level) => Role::Heading(level + 1),
            None if named(|name| name == "title") => Role::Title,
            None => match self.item_level(id, list.is_some(), level) {
                Some(level) => Role::Item(level),
                None => Role::Body,
            },
        };
        Standing { role, list: list.map(|list| (list, level)), is_contents }
    }

    /// How a run looks that itself says `own`, in a paragraph of the style `id`, and whether it is hidden.
    pub(super) fn text_style(&self, id: Option<&str>, own: &RunStyle) -> (TextStyle, bool) {
        let by_style = |get: fn(&RunStyle) -> Option<bool>| self.chain(id).find_map(|style| get(&style.says));
        let hidden = own.hidden.or_else(|| by_style(|says| says.hidden)).unwrap_or(false);
        let bold = own.bold.or_else(|| by_style(|says| says.bold)).unwrap_or(false);
        let size = own.size.or_else(|| self.chain(id).find_map(|style| style.says.size)).unwrap_or(USUAL_SIZE);
        let quoted = self.chain(id).any(|style| style.name.contains("quot"));
        (TextStyle { bold, size, quoted }, hidden)
    }

    /// The level of an item of a list, by its list or else by the name of its style, `List Bullet 2`.
    fn item_level(&self, id: Option<&str>, is_listed: bool, level: usize) -> Option<u8> {
        let by_name = self.chain(id).find_map(|style| {
            let rest = style.name.strip_prefix("list bullet").or_else(|| style.name.strip_prefix("list number"))?;
            rest.trim().parse().ok().or(Some(1))
        });
        let by_list = is_listed.then(|| u8::try_from(level.min(8) + 1).unwrap_or(1));
        by_list.max(by_name)
    }
}

/// `heading 2` is of outline level 1.
fn heading_level(name: &str) -> Option<u8> {
    let number: u8 = name.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&number).then(|| number - 1)
}

impl RunStyle {
    /// Reads the properties of a paragraph, a run or a style. What they were before a tracked change is left out.
    pub(super) fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Box<Diagnostic>> {
        while let Some(tag) = xml.child()? {
            match tag.name().as_str() {
                "numPr" => {
                    self.list_properties(xml)?;
                    continue;
                }
                "outlineLvl" => self.outline = tag.number("val").and_then(|level| u8::try_from(level).ok()),
                "vanish" => self.hidden = Some(is_on(&tag)),
                "b" => self.bold = Some(is_on(&tag)),
                "rStyle" if tag.attribute("val").is_some_and(|style| style == "Strong") => self.bold = Some(true),
                "sz" => self.size = tag.number("val").and_then(|size| u16::try_from(size).ok()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    pub(super) fn list_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Box<Diagnostic>> {
        while let Some(tag) = xml.child()? {
            match tag.name().as_str() {
                "numId" => self.list = tag.attribute("val"),
                "ilvl" => self.level = tag.number("val"),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// True for a property that is switched on: it is unless it says otherwise.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off"))
}
