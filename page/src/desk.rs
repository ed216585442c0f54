//! What every question brings along: the rubric, the day and the names to keep out.

use std::sync::OnceLock;

use casegrade::document::Source;
use casegrade::load::{Files, Loader};
use casegrade::report::doc::{Block, Doc, Finding};
use casegrade::report::{RubricHead, Tool, findings, fragment};
use casegrade::rubric::{DEFAULT, Loaded, Rubric, Shipped, load, shipped};
use casegrade::text::{Mask, NameList};
use jiff::civil::Date;

use crate::message::{NamedBytes, Reply, Request};

/// What a question rests on.
pub struct Desk {
    /// What may not be shown.
    pub mask: Mask,
    /// The rubric that was chosen, or that of reviews which name no kind.
    pub rubric: Rubric,
    /// Whether each review has the rubric for its kind.
    pub is_by_kind: bool,
    /// What is suspicious about it.
    pub warnings: Vec<Finding>,
    /// The day.
    pub as_of: Date,
    /// The files.
    pub loader: Loader,
}

impl Desk {
    /// Reads what a question rests on.
    ///
    /// # Errors
    /// An answer that says what is wrong with the names or the rubric.
    pub fn new(request: &Request, mut files: NamedBytes) -> Result<Self, Box<Reply>> {
        let names = NameList::read(&request.names).map_err(|wrong| {
            let wrong = wrong.iter().map(|error| Block::paragraph(format!("Names to keep out: {error}")));
            Box::new(wrong_reply("The list of names cannot be read", wrong.collect()))
        })?;
        let mask = Mask::new(names);
        let source = rubric_source(&request.rubric, &mut files).map_err(|found| rubric_reply(vec![found]))?;
        let Loaded { rubric, diagnostics, .. } = load(&source);
        let found = findings(&source, &diagnostics, &mask);
        let Some(rubric) = rubric else { return Err(rubric_reply(found)) };
        let as_of = request.day.parse().unwrap_or(Date::ZERO);
        let is_by_kind = request.rubric.is_empty();
        let loader = Loader { files: Files::in_memory(files), ..Loader::default() };
        Ok(Desk { mask, rubric, is_by_kind, warnings: found, as_of, loader })
    }

    /// Returns the rubric of a review of this kind: the one for it, unless one was chosen.
    pub fn rubric_for(&self, kind: Option<&str>) -> &Rubric {
        let is_own = !self.is_by_kind || self.rubric.is_for(kind);
        let other = || inside().iter().find(|rubric| rubric.is_for(kind));
        if is_own { &self.rubric } else { other().unwrap_or(&self.rubric) }
    }

    /// Returns the version, the rubric and the day.
    pub fn foot(&self, rubric: &Rubric) -> String {
        let rubric = RubricHead::from_rubric(rubric, &self.mask);
        let day = self.as_of.strftime("%-d %B %Y");
        format!("{} {} · rubric {} {} · {day}", Tool::THIS.name, Tool::THIS.version, rubric.id, rubric.version)
    }
}

/// The rubrics of the program, read once.
fn inside() -> &'static [Rubric] {
    static INSIDE: OnceLock<Vec<Rubric>> = OnceLock::new();
    INSIDE.get_or_init(|| shipped().iter().filter_map(|own| Rubric::from_toml(own.text).ok()).collect())
}

/// The text of the rubric: one inside, or one of the files, which is then no input.
pub fn rubric_source(name: &str, files: &mut NamedBytes) -> Result<Source, Finding> {
    if let Some(at) = files.iter().position(|(path, _)| path.to_string_lossy() == name) {
        let (path, bytes) = files.remove(at);
        let name = path.to_string_lossy().into_owned();
        return Source::from_bytes(name, bytes).map_err(|(source, wrong)| {
            findings(source, &[*wrong], &Mask::default()).pop().unwrap_or_else(|| unreachable_rubric(name_of(&path)))
        });
    }
    let name = if name.is_empty() { DEFAULT } else { name };
    casegrade::rubric::inside(name).map(Shipped::source).ok_or_else(|| unreachable_rubric(name.to_owned()))
}

fn name_of(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn unreachable_rubric(name: String) -> Finding {
    let message = format!("there is no rubric `{}`", Mask::default().shown(&name));
    Finding::without_place(true, "no-rubric", message)
}

/// An answer that says what is wrong with a rubric.
pub fn rubric_reply(found: Vec<Finding>) -> Box<Reply> {
    Box::new(wrong_reply("The rubric cannot be used", vec![Block::Findings(found)]))
}

/// An answer that shows what is wrong under a heading.
pub fn wrong_reply(title: &str, blocks: Vec<Block>) -> Reply {
    let heading = Block::Title { title: title.into(), aside: Default::default() };
    let doc = Doc { title: title.to_owned(), blocks: std::iter::once(heading).chain(blocks).collect() };
    Reply { html: fragment(&doc, 2), title: title.to_owned(), status: title.to_owned(), ..Reply::default() }
}
