//! What the page asks and what it is answered: a header in JSON, and the bytes of files after it.

use std::path::PathBuf;

use casegrade::report::doc::{Block, Doc};
use casegrade::report::fragment;
use casegrade::text::Mask;
use serde::{Deserialize, Serialize};

/// A question.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Request {
    /// What is asked.
    pub ask: String,
    /// The rubric: the id of one inside, or the name of one of the files.
    #[serde(default)]
    pub rubric: String,
    /// The names to keep out, a line each.
    #[serde(default)]
    pub names: String,
    /// The day, ISO 8601.
    #[serde(default)]
    pub day: String,
    /// The items of checklists that are ticked off, counted from 0.
    #[serde(default)]
    pub ticked: Vec<usize>,
    /// What is to be written.
    #[serde(default)]
    pub format: String,
    /// The one file whose review is meant, where there are several.
    #[serde(default)]
    pub only: Option<PathBuf>,
    /// The number of a review of a set, from 0.
    #[serde(default)]
    pub number: usize,
    /// The way to a field of a form: `actions[2].owner`.
    #[serde(default)]
    pub trail: String,
    /// What the field holds now.
    #[serde(default)]
    pub values: Vec<String>,
    /// What tables are grouped by.
    #[serde(default)]
    pub by: Vec<String>,
    /// How periods are made from dates; as recorded where it is empty.
    #[serde(default)]
    pub period: String,
    /// Which grades are counted: `headline` or `recorded`.
    #[serde(default)]
    pub count: String,
    /// Counts below this are hidden; 0 for none.
    #[serde(default)]
    pub below: u64,
    /// Which further tables there are: `criteria`, `rules`, `matrix`.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The files whose bytes follow.
    #[serde(default)]
    pub files: Vec<FileHead>,
}

/// A file whose bytes follow the header.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct FileHead {
    /// Its path.
    pub name: String,
    /// How many bytes it has.
    pub size: usize,
}

/// An answer.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reply {
    /// What is shown, in HTML.
    pub html: String,
    /// The questions that only people can judge, in HTML.
    pub judge: String,
    /// What is shown beside it.
    pub beside: String,
    /// The title, for the window.
    pub title: String,
    /// The result in a sentence, to be read aloud.
    pub status: String,
    /// Whether there is a result, or only what is wrong.
    pub is_graded: bool,
    /// The version, the rubric and the day, for the foot of the page.
    pub foot: String,
    /// What can be downloaded.
    pub downloads: Vec<Download>,
    /// The rubrics to choose from.
    pub rubrics: Vec<Choice>,
    /// What tables can be grouped by.
    pub groups: Vec<Choice>,
    /// How many files are still to be read.
    pub left: usize,
    /// Out of how many.
    pub all: usize,
    /// The screen that the files belong to, where it is another one.
    pub screen: &'static str,
    /// The file that can be opened as a form.
    pub can_fill: Option<String>,
    /// The fields of a form that the reasons of its grade point to.
    pub first: Vec<String>,
    /// Whether there are several reviews to count.
    pub can_count: bool,
    /// Whether all were read.
    pub is_done: bool,
    /// The files whose bytes follow.
    pub files: Vec<FileHead>,
}

/// Something to choose.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// What is sent back.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// Something to download.
#[derive(Debug, Serialize)]
pub struct Download {
    /// What is sent back as the format.
    pub format: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it is for.
    pub hint: &'static str,
}

/// Files by their paths.
pub type NamedBytes = Vec<(PathBuf, Vec<u8>)>;

/// Files that are handed back.
pub type Files = Vec<(String, Vec<u8>)>;

/// Reads a question with its files.
///
/// # Errors
/// Where it is none.
pub fn read(bytes: &[u8]) -> Result<(Request, NamedBytes), String> {
    let broken = || "the page and its program do not fit together".to_owned();
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(broken)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| broken())?;
    let (header, mut rest) = rest.split_at_checked(length).ok_or_else(broken)?;
    let request: Request = serde_json::from_slice(header).map_err(|error| error.to_string())?;
    let mut files = Vec::new();
    for file in &request.files {
        let (own, after) = rest.split_at_checked(file.size).ok_or_else(broken)?;
        files.push((PathBuf::from(&file.name), own.to_vec()));
        rest = after;
    }
    Ok((request, files))
}

/// Writes an answer with its files.
#[must_use]
pub fn write(mut reply: Reply, files: Files) -> Vec<u8> {
    reply.files = files.iter().map(|(name, bytes)| FileHead { name: name.clone(), size: bytes.len() }).collect();
    let header = serde_json::to_vec(&reply).unwrap_or_default();
    let length = u32::try_from(header.len()).unwrap_or_default();
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend(header);
    files.into_iter().for_each(|(_, own)| bytes.extend(own));
    bytes
}

/// An answer that says what is wrong.
pub fn problem(message: &str) -> Reply {
    let message = Mask::default().shown(message).to_string();
    let doc = Doc { title: String::new(), blocks: vec![Block::paragraph(message.as_str())] };
    Reply { html: fragment(&doc, 2), status: message, ..Reply::default() }
}
