//! Where comments are anchored in the text of a document, and what an earlier run anchored there.

use std::collections::{BTreeMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::model::{Comment, Error};
use super::words::{Ends, Paragraph, ends};
use super::xml::{attribute, is_named, position};

/// Returns the document with the anchors of these comments, and without those of an earlier run.
pub(super) fn anchored(
    document: &str,
    comments: &[Comment],
    own: &HashSet<String>,
    free: usize,
) -> Result<String, Error> {
    let walk = Walk::through(document, own)?;
    let mut changes = Changes { removed: walk.removed, ..Changes::default() };
    for (comment, id) in comments.iter().zip(free..) {
        let wanted = |paragraph: &&Paragraph| comment.paragraph.is_none_or(|start| paragraph.start == start);
        let Some(first) = walk.paragraphs.iter().position(|paragraph| wanted(&paragraph)) else { continue };
        let further = comment.words.as_ref().map_or(0, |words| words.further);
        let near = walk.paragraphs.iter().skip(first).take(further + 1);
        let mut found =
            near.filter_map(|own| Some((ends(document, own, comment.words.as_ref()?)?, own.prefix.as_str())));
        match (found.next(), walk.paragraphs.get(first)) {
            (Some((ends, prefix)), _) => changes.on_words(ends, prefix, id),
            (None, Some(paragraph)) => changes.on_paragraph(paragraph, id),
            (None, None) => {}
        }
    }
    Ok(changes.of(document))
}

/// What is found on the way through a document.
struct Walk<'o> {
    /// The ids of the comments of an earlier run.
    own: &'o HashSet<String>,
    /// The paragraphs in the order in which they begin.
    paragraphs: Vec<Paragraph>,
    /// What an earlier run anchored.
    removed: Vec<(usize, usize)>,
    /// The numbers of the paragraphs that are open, the innermost last.
    open: Vec<usize>,
    /// Where the open run begins, and whether it only refers to a comment of an earlier run.
    run: Option<(usize, bool)>,
    depth_of_properties: usize,
}

impl<'o> Walk<'o> {
    fn through(document: &str, own: &'o HashSet<String>) -> Result<Self, Error> {
        let mut reader = Reader::from_str(document);
        let mut walk = Walk {
            own,
            paragraphs: Vec::new(),
            removed: Vec::new(),
            open: Vec::new(),
            run: None,
            depth_of_properties: 0,
        };
        loop {
            let start = position(&reader);
            let event = reader.read_event()?;
            let end = position(&reader);
            if let Event::Start(tag) = &event {
                walk.open(tag, false, start, end);
            } else if let Event::Empty(tag) = &event {
                walk.open(tag, true, start, end);
            } else if let Event::End(tag) = &event {
                walk.close(tag.name().as_ref(), start, end);
            } else if matches!(event, Event::Eof) {
                return Ok(walk);
            }
        }
    }

    /// A tag opens here, or stands for a whole element that is empty.
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool, start: usize, end: usize) {
        let tag_name = tag.name();
        let name = tag_name.as_ref();
        let is_own = || attribute(tag, "id").is_some_and(|id| self.own.contains(&id));
        if is_named(name, "p") && !is_empty {
            self.open.push(self.paragraphs.len());
            let prefix = name.trim_end_matches('p').to_owned();
            self.paragraphs.push(Paragraph { start, prefix, inside: end, end });
        } else if is_named(name, "pPr") {
            self.depth_of_properties += usize::from(!is_empty);
            if is_empty {
                self.begins_inside(end);
            }
        } else if is_named(name, "r") && !is_empty {
            self.run = Some((start, false));
        } else if is_named(name, "commentReference") && is_own() {
            self.run = self.run.map(|(start, _)| (start, true));
        } else if (is_named(name, "commentRangeStart") || is_named(name, "commentRangeEnd")) && is_own() {
            self.removed.push((start, end));
        }
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        if is_named(name, "pPr") {
            self.depth_of_properties = self.depth_of_properties.saturating_sub(1);
            if self.depth_of_properties == 0 {
                self.begins_inside(end);
            }
        } else if is_named(name, "r") {
            if let Some((start, true)) = self.run.take() {
                self.removed.push((start, end));
            }
        } else if is_named(name, "p")
            && let Some(paragraph) = self.open.pop().and_then(|number| self.paragraphs.get_mut(number))
        {
            paragraph.end = start;
        }
    }

    /// The properties of the innermost paragraph end here.
    fn begins_inside(&mut self, end: usize) {
        if let Some(paragraph) = self.open.last().and_then(|number| self.paragraphs.get_mut(*number)) {
            paragraph.inside = end;
        }
    }
}

/// What is written at one byte of a document.
#[derive(Default)]
struct Cut {
    /// What closes the run before it.
    close: String,
    /// The ends of comments.
    ends: String,
    /// The beginnings of comments.
    starts: String,
    /// What opens the rest of the run again.
    reopen: String,
}

/// What must change in a document.
#[derive(Default)]
struct Changes {
    removed: Vec<(usize, usize)>,
    cuts: BTreeMap<usize, Cut>,
    /// Tags that are written otherwise, by where they begin: where they end, and what is written.
    tags: BTreeMap<usize, (usize, String)>,
}

impl Changes {
    fn on_paragraph(&mut self, paragraph: &Paragraph, id: usize) {
        let prefix = &paragraph.prefix;
        self.cuts.entry(paragraph.inside).or_default().starts.push_str(&start_of(prefix, id));
        self.cuts.entry(paragraph.end).or_default().ends.push_str(&end_of(prefix, id));
    }

    fn on_words(&mut self, ends: Ends, prefix: &str, id: usize) {
        for (boundary, is_start) in [(ends.start, true), (ends.end, false)] {
            let cut = self.cuts.entry(boundary.at).or_default();
            if is_start {
                cut.starts.push_str(&start_of(prefix, id));
            } else {
                cut.ends.push_str(&end_of(prefix, id));
            }
            (cut.close, cut.reopen) = (boundary.close, boundary.reopen);
            self.tags.extend(boundary.tag.map(|(start, end, tag)| (start, (end, tag))));
        }
    }

    /// The document with these changes.
    fn of(self, document: &str) -> String {
        let removed = self.removed.into_iter().map(|(start, end)| (start, end, String::new()));
        let tags = self.tags.into_iter().map(|(start, (end, tag))| (start, end, tag));
        let cuts =
            self.cuts.into_iter().map(|(at, cut)| (at, at, [cut.close, cut.ends, cut.starts, cut.reopen].concat()));
        let mut changes: Vec<(usize, usize, String)> = removed.chain(tags).chain(cuts).collect();
        changes.sort_by_key(|(start, end, _)| (*start, *end));
        let mut changed = String::with_capacity(document.len());
        let mut from = 0;
        for (start, end, own) in &changes {
            changed.push_str(document.get(from..*start).unwrap_or_default());
            changed.push_str(own);
            from = *end;
        }
        changed + document.get(from..).unwrap_or_default()
    }
}

fn start_of(prefix: &str, id: usize) -> String {
    format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>")
}

/// The end of a comment, and the run that refers to it.
fn end_of(prefix: &str, id: usize) -> String {
    format!(
        "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
    )
}
