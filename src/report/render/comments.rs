//! Comments in a copy of a Word document. Every part but the comments and the text that they are anchored in is copied byte
//! for byte; comments of other people stay, and those of an earlier run of this program are replaced.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{DateTime, ZipArchive};

/// Who the comments are by.
const AUTHOR: &str = crate::text::PROGRAM;
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The byte of the document's text at which its paragraph begins; none for the first paragraph.
    pub paragraph: Option<usize>,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
}

/// Why a document cannot be commented.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive cannot be read or written.
    #[error("the document cannot be unpacked: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part cannot be read or written.
    #[error("the document cannot be unpacked: {0}")]
    Part(#[from] std::io::Error),
    /// A part is no XML.
    #[error("the document's text is damaged: {0}")]
    Xml(#[from] quick_xml::Error),
    /// It is no document of Word's.
    #[error("only Word documents (.docx) can be commented")]
    NoDocument,
}

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
    let mut changed = vec![
        (main.clone(), anchored(&document, comments, &own, free)?),
        (name.clone(), with_comments(&others, comments, free)),
    ];
    if known.is_none() {
        let relation =
            format!("<Relationship Id=\"casegradeComments\" Type=\"{OFFICE}/comments\" Target=\"comments.xml\"/>");
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
    Ok(Some(text))
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

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let own = attributes.with_checks(false).flatten().find(|own| own.key.local_name().as_ref() == name)?;
    own.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The comments of other people, the ids of this program's own, and the first id that is free.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn others(comments: &str) -> Result<(String, HashSet<String>, usize), Error> {
    let mut reader = Reader::from_str(comments);
    let (mut own, mut free, mut cuts) = (HashSet::new(), 0, Vec::new());
    let mut open: Option<usize> = None;
    loop {
        let start = at(&reader);
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                let id = attribute(&tag, "id").unwrap_or_default();
                free = free.max(id.parse::<usize>().map_or(0, |id| id + 1));
                if attribute(&tag, "author").as_deref() == Some(AUTHOR) {
                    own.insert(id);
                    open = Some(start);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "comment" => {
                cuts.extend(open.take().map(|start| (start, at(&reader))));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok((without(comments, &cuts), own, free))
}

fn at(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
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
fn with_comments(others: &str, comments: &[Comment], free: usize) -> String {
    let own: String = comments.iter().zip(free..).map(|(comment, id)| one(comment, id)).collect();
    if others.contains("comments>") || others.contains("comments ") {
        let prefix = others.rfind("</").and_then(|end| others.get(end + 2..)).and_then(|name| name.split_once(':'));
        let root = prefix.map_or_else(|| "comments".to_owned(), |(prefix, _)| format!("{prefix}:comments"));
        return before_end(others, &root, &own);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{W}\">{own}</w:comments>"
    )
}

/// A comment; it names its own namespace, whatever prefix the part has for it.
fn one(comment: &Comment, id: usize) -> String {
    let lines: String = comment
        .lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)))
        .collect();
    format!("<w:comment xmlns:w=\"{W}\" w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"cg\">{lines}</w:comment>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A change of the text: what is put in the place of a stretch.
type Change = (usize, usize, String);

/// The document with the anchors of these comments, and without those of an earlier run.
fn anchored(document: &str, comments: &[Comment], own: &HashSet<String>, free: usize) -> Result<String, Error> {
    let mut reader = Reader::from_str(document);
    let mut anchoring = Anchoring {
        comments,
        own,
        free,
        changes: Vec::new(),
        paragraphs: Vec::new(),
        run: None,
        is_first: true,
        depth_of_properties: 0,
    };
    loop {
        let start = at(&reader);
        let event = reader.read_event()?;
        let end = at(&reader);
        if let Event::Start(tag) = &event {
            anchoring.open(tag, false, start, end);
        } else if let Event::Empty(tag) = &event {
            anchoring.open(tag, true, start, end);
        } else if let Event::End(tag) = &event {
            anchoring.close(tag.name().as_ref(), start, end);
        } else if matches!(event, Event::Eof) {
            return Ok(with(document, anchoring.changes));
        }
    }
}

/// Goes through a document and keeps what must change in it.
struct Anchoring<'a> {
    comments: &'a [Comment],
    /// The ids of the comments of an earlier run.
    own: &'a HashSet<String>,
    /// The first id that no comment has.
    free: usize,
    changes: Vec<Change>,
    /// The paragraphs that are open, the innermost last.
    paragraphs: Vec<Paragraph>,
    /// Where the open run begins, and whether it only refers to a comment of an earlier run.
    run: Option<(usize, bool)>,
    is_first: bool,
    depth_of_properties: usize,
}

impl Anchoring<'_> {
    /// A tag opens here, or stands for a whole element that is empty.
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool, start: usize, end: usize) {
        let tag_name = tag.name();
        let name = tag_name.as_ref();
        let is_own = || attribute(tag, "id").is_some_and(|id| self.own.contains(&id));
        if is(name, "p") && !is_empty {
            self.open_paragraph(name, start, end);
        } else if is(name, "pPr") {
            self.depth_of_properties += usize::from(!is_empty);
            if is_empty && let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.inside = end;
            }
        } else if is(name, "r") && !is_empty {
            self.run = Some((start, false));
        } else if is(name, "commentReference") && is_own() {
            self.run = self.run.map(|(start, _)| (start, true));
        } else if (is(name, "commentRangeStart") || is(name, "commentRangeEnd")) && is_own() {
            self.changes.push((start, end, String::new()));
        }
    }

    fn open_paragraph(&mut self, name: &str, start: usize, end: usize) {
        let is_here = |comment: &Comment| comment.paragraph.map_or(self.is_first, |paragraph| paragraph == start);
        let numbered = self.comments.iter().zip(self.free..);
        let ids = numbered.filter(|(comment, _)| is_here(comment)).map(|(_, id)| id).collect();
        self.is_first = false;
        self.paragraphs.push(Paragraph { ids, prefix: name.trim_end_matches('p').to_owned(), inside: end });
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        if is(name, "pPr") {
            self.depth_of_properties = self.depth_of_properties.saturating_sub(1);
            if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.depth_of_properties == 0) {
                paragraph.inside = end;
            }
        } else if is(name, "r") {
            if let Some((start, true)) = self.run.take() {
                self.changes.push((start, end, String::new()));
            }
        } else if is(name, "p")
            && let Some(paragraph) = self.paragraphs.pop()
        {
            self.changes.extend(paragraph.anchors(start));
        }
    }
}

fn is(name: &str, local: &str) -> bool {
    // Drawings have paragraphs and runs of their own, with a prefix of their own.
    name.strip_suffix(local).is_some_and(|prefix| prefix.is_empty() || prefix == "w:" || prefix.starts_with("ns"))
}

/// A paragraph that is open.
struct Paragraph {
    /// The comments on it.
    ids: Vec<usize>,
    /// The prefix of its name, with the colon.
    prefix: String,
    /// The byte after its properties.
    inside: usize,
}

impl Paragraph {
    /// The anchors of its comments; it ends at this byte.
    fn anchors(&self, end: usize) -> Vec<Change> {
        let prefix = &self.prefix;
        let start: String =
            self.ids.iter().map(|id| format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>")).collect();
        let close = |id: &usize| {
            format!(
                "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
            )
        };
        let close: String = self.ids.iter().map(close).collect();
        if self.ids.is_empty() { Vec::new() } else { vec![(self.inside, self.inside, start), (end, end, close)] }
    }
}

/// `text` with these changes.
fn with(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|(start, end, _)| (*start, *end));
    let mut changed = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end, own) in &changes {
        changed.push_str(text.get(from..*start).unwrap_or_default());
        changed.push_str(own);
        from = *end;
    }
    changed + text.get(from..).unwrap_or_default()
}
