//! Writes comments into a copy of a document's archive, part by part.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{DateTime, ZipArchive};

use super::anchors;
use super::model::{Comment, Error};
use super::xml::{attribute, position};
use crate::report::render::xml::escaped;

/// Who the comments are by.
const AUTHOR: &str = crate::text::PROGRAM;
/// The names of what is written and of how parts are related: of usual documents, and of strict ones.
const USUAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
];
const STRICT: [&str; 2] =
    ["http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"];
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Returns a copy of a document with these comments.
///
/// # Errors
/// Where the document cannot be read.
pub fn commented(original: &[u8], comments: &[Comment]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(original))?;
    let main = related(&part(&mut archive, "_rels/.rels")?.unwrap_or_default(), "officeDocument")?;
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |target| target.trim_start_matches('/').to_owned());
    let document = part(&mut archive, &main)?.ok_or(Error::NoDocument)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
    let beside = format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned();
    let relations = part(&mut archive, &beside)?.unwrap_or_else(empty_relations);
    let known = related(&relations, "comments")?;
    let name = match &known {
        Some(target) if target.starts_with('/') => target.trim_start_matches('/').to_owned(),
        Some(target) => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
        None => format!("{folder}/comments.xml").trim_start_matches('/').to_owned(),
    };
    let there = part(&mut archive, &name)?;
    let (others, own, free) = others(there.as_deref().unwrap_or(""))?;
    let [namespace, relation_kinds] = if document.contains(STRICT[0]) { STRICT } else { USUAL };
    let mut changed = vec![
        (main.clone(), anchors::anchored(&document, comments, &own, free)?),
        (name.clone(), with_comments(&others, comments, free, namespace)),
    ];
    if known.is_none() {
        let relation = format!(
            "<Relationship Id=\"casegradeComments\" Type=\"{relation_kinds}/comments\" Target=\"comments.xml\"/>"
        );
        changed.push((beside, before_end(&relations, "Relationships", &relation)));
    }
    let types = part(&mut archive, "[Content_Types].xml")?.ok_or(Error::NoDocument)?;
    if !types.contains(KIND) {
        let own = format!("<Override PartName=\"/{name}\" ContentType=\"{KIND}\"/>");
        changed.push(("[Content_Types].xml".to_owned(), before_end(&types, "Types", &own)));
    }
    repacked(archive, changed)
}

/// The text of a part; none where there is no such part.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Error> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let mut text = String::new();
    archive.by_name(name)?.read_to_string(&mut text)?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

/// The same archive with some parts changed or added.
fn repacked(mut archive: ZipArchive<Cursor<&[u8]>>, mut changed: Vec<(String, String)>) -> Result<Vec<u8>, Error> {
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let own = entry.name()?.into_owned();
        match changed.iter().position(|(name, _)| *name == own) {
            None => copy.raw_copy_file(entry)?,
            Some(at) => {
                drop(entry);
                let (name, text) = changed.remove(at);
                copy.start_file(name, options)?;
                copy.write_all(text.as_bytes())?;
            }
        }
    }
    for (name, text) in changed {
        copy.start_file(name, options)?;
        copy.write_all(text.as_bytes())?;
    }
    Ok(copy.finish()?.into_inner())
}

fn empty_relations() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
     xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
        .to_owned()
}

/// `text` with something before the end of its root element.
fn before_end(text: &str, root: &str, own: &str) -> String {
    let close = format!("</{root}>");
    match text.rfind(&close) {
        Some(at) => format!("{}{own}{}", text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default()),
        None => text.replacen("/>", &format!(">{own}{close}"), 1),
    }
}

/// The target of the relation of a kind.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn related(relations: &str, kind: &str) -> Result<Option<String>, Error> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag)
                if attribute(&tag, "Type").is_some_and(|own| own.rsplit('/').next() == Some(kind)) =>
            {
                return Ok(attribute(&tag, "Target"));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The comments of other people, the ids of this program's own, and the first id that is free without those.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn others(comments: &str) -> Result<(String, HashSet<String>, usize), Error> {
    let mut reader = Reader::from_str(comments);
    let (mut own, mut free, mut cuts) = (HashSet::new(), 0, Vec::new());
    let mut open: Option<usize> = None;
    loop {
        let start = position(&reader);
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                let id = attribute(&tag, "id").unwrap_or_default();
                if attribute(&tag, "author").as_deref() == Some(AUTHOR) {
                    own.insert(id);
                    open = Some(start);
                } else {
                    free = free.max(id.parse::<usize>().map_or(0, |id| id + 1));
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "comment" => {
                cuts.extend(open.take().map(|start| (start, position(&reader))));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok((without(comments, &cuts), own, free))
}

/// `text` without these stretches, which are in order.
fn without(text: &str, cuts: &[(usize, usize)]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in cuts {
        kept.push_str(text.get(from..*start).unwrap_or_default());
        from = *end;
    }
    kept + text.get(from..).unwrap_or_default()
}

/// The part of comments with those of this run after the others.
fn with_comments(others: &str, comments: &[Comment], free: usize, namespace: &str) -> String {
    let own: String = comments.iter().zip(free..).map(|(comment, id)| one(comment, id, namespace)).collect();
    if others.contains("comments>") || others.contains("comments ") {
        let prefix = others.rfind("</").and_then(|end| others.get(end + 2..)).and_then(|name| name.split_once(':'));
        let root = prefix.map_or_else(|| "comments".to_owned(), |(prefix, _)| format!("{prefix}:comments"));
        return before_end(others, &root, &own);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{own}</w:comments>"
    )
}

/// A comment; it names its own namespace, whatever prefix the part has for it.
fn one(comment: &Comment, id: usize, namespace: &str) -> String {
    let lines: String = comment
        .lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)))
        .collect();
    format!(
        "<w:comment xmlns:w=\"{namespace}\" w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"cg\">{lines}</w:comment>"
    )
}
