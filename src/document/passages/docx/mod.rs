//! Word documents.

mod body;
mod numbering;
mod styles;

use std::collections::HashMap;

use super::Passages;
use super::blocks::Block;
use super::layout::lay_out;
use super::package::Package;
use super::xml::{Token, Xml};
use crate::document::{Diagnostic, Limits};
use crate::text::plural;
use body::{Body, Parts};
use numbering::Numbering;
use styles::Styles;

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The part that holds the document; `None` if the archive is no Word document.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<Option<String>> {
    let Some(text) = package.text("_rels/.rels")? else { return Ok(None) };
    let relations = relations(&text, "")?;
    let named = relations.get("officeDocument").cloned().unwrap_or_else(|| "word/document.xml".to_owned());
    let is_word =
        named.starts_with("word/") || named.rsplit('/').next().is_some_and(|name| name.starts_with("document"));
    Ok(Some(named).filter(|name| is_word && package.has(name)))
}

/// Reads the document whose text is in the part `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str, limits: Limits) -> Result<Passages> {
    let (folder, file) = main.rsplit_once('/').map_or(("", main), |(folder, file)| (folder, file));
    let beside = format!("{folder}/_rels/{file}.rels");
    let relations = match package.text(beside.trim_start_matches('/'))? {
        Some(text) => relations(&text, folder)?,
        None => HashMap::new(),
    };
    let mut part = |kind: &str| match relations.get(kind) {
        Some(name) => package.text(name),
        None => Ok(None),
    };
    let styles = part("styles")?.map_or_else(|| Ok(Styles::default()), |text| Styles::read(&text))?;
    let numbering = part("numbering")?.map_or_else(|| Ok(Numbering::default()), |text| Numbering::read(&text))?;
    let mut parts = Parts { styles, numbering, notes: HashMap::new(), brought_in: 0 };
    for kind in ["footnotes", "endnotes"] {
        if let Some(text) = part(kind)? {
            notes(&text, kind, &mut parts)?;
        }
    }
    let text = package.text(main)?.unwrap_or_default();
    let blocks = document(&text, main, &mut parts)?;
    let mut passages = lay_out(blocks, None, limits)?;
    if parts.brought_in > 0 {
        let message = format!(
            "{} not read",
            plural(parts.brought_in, "part that was brought in is", "parts that were brought in are")
        );
        let help = "open the document in a word processor, save it again and use that file";
        passages.warnings.push(Diagnostic::warning("part-not-read", message).help(help));
    }
    Ok(passages)
}

fn document(text: &str, name: &str, parts: &mut Parts) -> Result<Vec<Block>> {
    let mut xml = Xml::new(text, name);
    while let Some(token) = xml.next()? {
        if let Token::Open(tag) = token
            && tag.name() == "body"
        {
            return Body::new(&mut xml, parts).whole();
        }
    }
    let message = format!("the document is damaged: `{name}` has no text in it");
    Err(Box::new(Diagnostic::error("damaged", message).help("open it in a word processor and save it again")))
}

/// The footnotes or endnotes, by kind and id. Those with a type are lines that part them from the text.
fn notes(text: &str, kind: &'static str, parts: &mut Parts) -> Result<()> {
    let mut xml = Xml::new(text, kind);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        if !matches!(tag.name().as_str(), "footnote" | "endnote") {
            continue;
        }
        if tag.attribute("type").is_some_and(|kind| kind != "normal") {
            xml.skip()?;
            continue;
        }
        let blocks = Body::new(&mut xml, parts).whole()?;
        if let Some(id) = tag.attribute("id") {
            parts.notes.insert((kind, id), blocks);
        }
    }
    Ok(())
}

/// The parts that a relations file names inside the archive, by the last word of their type.
fn relations(text: &str, folder: &str) -> Result<HashMap<String, String>> {
    let mut xml = Xml::new(text, "relations");
    let mut found = HashMap::new();
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        let is_outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        let (Some(kind), Some(target)) = (tag.attribute("Type"), tag.attribute("Target")) else { continue };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        if !is_outside {
            found.entry(kind).or_insert_with(|| resolved(folder, &target));
        }
    }
    Ok(found)
}

/// The name in the archive of `target`, which a part in `folder` names.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
