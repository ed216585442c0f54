//! A document as it was read: its headings, paragraphs and tables, each with what it was taken for.

use serde::Serialize;

use crate::document::passages::{Passage, PassageKind, Passages};
use crate::review::column;
use crate::review::import::Taken;
use crate::text::Mask;

/// A passage as it was read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Read {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    text: String,
    place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_for: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_sure: Option<bool>,
}

/// A longer text is cut where only people read it.
const LONGEST: usize = 100;

/// Returns the passages of a document as JSON, each on a line of its own.
///
/// # Errors
/// Where JSON cannot be made of them.
pub(crate) fn passages_json(passages: &Passages, taken: &[Taken], mask: &Mask) -> Result<String, serde_json::Error> {
    let lines: Result<Vec<String>, _> = read(passages, taken, mask).iter().map(serde_json::to_string).collect();
    Ok(format!("[\n{}\n]\n", lines?.join(",\n")))
}

/// Returns the passages of a document for people, a line each.
#[must_use]
pub fn passages_text(passages: &Passages, taken: &[Taken], mask: &Mask) -> String {
    let line = |own: &Read| {
        let level = own.level.map_or_else(String::new, |level| format!(" {level}"));
        let label = own.label.as_ref().map_or_else(String::new, |label| format!("{label} "));
        let taken = own.taken_for.map_or_else(String::new, |what| {
            format!("  [{}{what}]", if own.is_sure == Some(true) { "" } else { "perhaps " })
        });
        let indent = if own.kind == "heading" || own.kind == "title" { "" } else { "    " };
        format!("{indent}{}{level}: {label}{}{taken}\n", own.kind, shortened(&own.text))
    };
    read(passages, taken, mask).iter().map(line).collect()
}

/// Returns a masked text on one line, with no more than [`LONGEST`] characters.
fn shortened(text: &str) -> String {
    let line = text.replace('\n', " ");
    line.char_indices().nth(LONGEST).map_or(line.clone(), |(end, _)| format!("{}…", line[..end].trim_end()))
}

fn read(passages: &Passages, taken: &[Taken], mask: &Mask) -> Vec<Read> {
    let mut taken = taken.iter().peekable();
    let tables = passages.tables();
    let one = |(at, passage): (usize, &Passage)| {
        let mut own = None;
        while let Some(next) = taken.next_if(|next| next.passage <= at) {
            own = Some(next).filter(|next| next.passage == at).or(own);
        }
        let (kind, level) = match passage.kind {
            PassageKind::Title => ("title", None),
            PassageKind::Heading(level) => ("heading", Some(level)),
            PassageKind::Paragraph => ("paragraph", None),
            PassageKind::Item(level) => ("item", Some(level)),
            PassageKind::Cell(_) => ("cell", None),
            PassageKind::Note => ("note", None),
            PassageKind::TextBox => ("box", None),
        };
        Read {
            kind,
            level,
            label: passage.label.as_deref().map(|label| mask.shown(label).to_string()),
            text: match column(&tables, passage) {
                Some(heading) => mask.shown_after(&heading.text, &passage.text).to_string(),
                None => mask.shown(&passage.text).to_string(),
            },
            place: mask.shown(&passages.place(passage, mask)).to_string(),
            taken_for: own.map(|own| own.what),
            is_sure: own.map(|own| own.is_sure),
        }
    };
    passages.list.iter().enumerate().map(one).collect()
}
