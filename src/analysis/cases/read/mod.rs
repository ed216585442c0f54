//! From the text of a file of cases to reviews, answers and expectations, or to everything that is wrong with it.

mod aside;
mod case;
mod reader;
pub(crate) use aside::{about_removed, set_aside};
pub(crate) use case::FileText;
pub use case::{Case, Read};

use super::raw::{RawCase, RawFile};
use super::removed;
use crate::document::Source;
use crate::document::{Decoded, Entry, Format, Kind, Limits, decode, parse};
use crate::rubric::Rubric;
use reader::{CaseReader, Files};

/// The files that the bases of `source` name, as they are written.
#[must_use]
pub fn files(source: &Source) -> Vec<String> {
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    let bases = parsed.root.entry("bases").map(|entry| &entry.value.kind);
    let Some(Kind::Map(bases)) = bases else { return Vec::new() };
    let file = |base: &Entry| match &base.value.entry("file")?.value.kind {
        Kind::Str(file) => Some(file.to_string()),
        Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Date(_) | Kind::Seq(_) | Kind::Map(_) => {
            None
        }
    };
    bases.iter().filter_map(file).collect()
}

/// Reads the cases of `source` for `rubric`; `files` are those that its bases name.
#[must_use]
pub fn read(source: &Source, rubric: &Rubric, files: &Files) -> Read {
    read_without(source, rubric, files, None)
}

/// Reads the cases of `source` as [`read`] does. If it is the file of a base, `aside` names the cases that are left out.
#[must_use]
pub(crate) fn read_without(source: &Source, rubric: &Rubric, files: &Files, aside: Option<&[String]>) -> Read {
    rubric.scale.while_reading(|| read_cases(source, rubric, files, aside))
}

fn read_cases(source: &Source, rubric: &Rubric, files: &Files, aside: Option<&[String]>) -> Read {
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    let mut diagnostics = parsed.errors;
    if !parsed.rest_is_sound {
        return Read { cases: Vec::new(), diagnostics, elsewhere: Vec::new() };
    }
    let decoded: Decoded<RawFile> = decode(&parsed.root, parsed.format);
    diagnostics.extend(decoded.diagnostics);
    let raw = decoded.value.unwrap_or_default();
    let is_of_base = aside.is_some();
    let mut aside = aside.unwrap_or_default().to_vec();
    if is_of_base {
        let (names, wrong) = removed::cases(&parsed.root, rubric, &aside);
        aside.extend(names);
        diagnostics.extend(wrong);
    }
    let (root, bases, elsewhere) = (&parsed.root, Vec::new(), Vec::new());
    let mut reader = CaseReader { root, rubric, files, is_of_base, bases, found: diagnostics, elsewhere };
    for name in raw.bases.keys() {
        reader.base(name);
    }
    let is_aside = |case: &RawCase| case.name.as_ref().is_some_and(|name| aside.contains(name));
    let wanted = raw.cases.iter().enumerate().filter(|(_, case)| !is_aside(case));
    let cases: Vec<Case> = wanted.filter_map(|(at, case)| reader.case(at, case)).collect();
    reader.reasons_aside(&raw.set_aside);
    reader.names(&raw.cases);
    let CaseReader { mut found, elsewhere, .. } = reader;
    found.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    found.dedup();
    Read { cases, diagnostics: found, elsewhere }
}
