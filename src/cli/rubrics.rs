//! Finding and reading the rubric that was asked for.

use std::path::Path;

use super::exit::{Error, reason};
use super::terminal::Terminal;
use crate::document::{Diagnostic, Limits, Node, Source};
use crate::load::{Loader, cases_of, inside, read_bytes, shown};
use crate::review::KINDS;
use crate::rubric::{self, DEFAULT, Loaded, Rubric, Shipped, bases, load, load_extending, shipped};
use crate::text::{and_list, nearest};

/// A rubric, or what is wrong with it.
pub(super) struct RubricFound {
    pub(super) source: Source,
    pub(super) rubric: Option<Rubric>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Its tables, with those of the rubric that it extends.
    pub(super) root: Option<Node>,
}

/// Reads the rubric named `name`: an id of one inside the program, or a path. What is wrong with it is shown.
///
/// # Errors
/// Where there is no such rubric, or its file cannot be read.
pub(super) fn find(name: &str, terminal: &mut Terminal) -> Result<RubricFound, Error> {
    let found = read(name, terminal.allows_outside())?;
    terminal.complain_of(&found.source, &found.diagnostics);
    Ok(found)
}

/// Reads the rubric named `name`, as [`find`] does, and shows nothing.
///
/// # Errors
/// Where there is no such rubric, or its file cannot be read.
pub(super) fn read(name: &str, allow_outside: bool) -> Result<RubricFound, Error> {
    let (source, broken) = match rubric::inside(name) {
        Some(rubric) => (rubric.source(), None),
        None => match Source::from_bytes(name, bytes(name)?) {
            Ok(source) => (source, None),
            Err((source, diagnostic)) => (source, Some(*diagnostic)),
        },
    };
    let loaded = match broken {
        Some(diagnostic) => Loaded::wrong(vec![diagnostic]),
        None => load_extending(&source, &|name, from| base(name, from, allow_outside)),
    };
    let Loaded { rubric, diagnostics, root } = loaded;
    Ok(RubricFound { source, rubric, diagnostics, root })
}

/// The rubric that `from` names as its base: an id of one inside the program, or a path from the folder of `from`.
fn base(name: &str, from: &Source, allow_outside: bool) -> Result<Source, String> {
    if let Some(rubric) = rubric::inside(name) {
        return Ok(rubric.source());
    }
    let loader = Loader { allow_outside, ..Loader::default() };
    let path = inside(Path::new(&from.name), name, &loader)
        .map_err(|_| "it is not in the folder of this rubric; `--allow-outside` allows that".to_owned())?;
    let bytes = read_bytes(&path, Limits::USUAL.size).map_err(|error| {
        let ids = shipped().iter().chain(bases()).map(|rubric| rubric.id);
        let meant = nearest(name, ids).map_or_else(String::new, |id| format!(": did you mean `{id}`?"));
        format!("{}{meant}", reason(&error))
    })?;
    Source::from_bytes(shown(&path), bytes).map_err(|(_, wrong)| wrong.message)
}

/// The rubrics that `names` mean: a folder means those in it. Companion files of rubrics are left out, with a message if one was
/// named among several.
///
/// # Errors
/// Where a folder cannot be read, or holds no rubric.
pub(super) fn meant(names: &[String], terminal: &mut Terminal) -> Result<Vec<String>, Error> {
    let beside = |name: &str| name.ends_with(".cases.toml") || name.ends_with(".judgement.toml");
    let mut meant = Vec::new();
    for name in names {
        if Path::new(name).is_dir() {
            meant.extend(within(name)?.into_iter().filter(|path| !beside(path)));
        } else if names.len() > 1 && beside(name) {
            let shown = terminal.mask().shown(name);
            terminal.complain(&format!("note: `{shown}` is a companion file, not a rubric\n"));
        } else {
            meant.push(name.clone());
        }
    }
    Ok(meant)
}

/// The files in a folder that may be rubrics, by name: TOML with a table `[rubric]`.
fn within(folder: &str) -> Result<Vec<String>, Error> {
    let failed = |error: std::io::Error| Error::Read { path: folder.to_owned(), reason: reason(&error) };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            paths.push(shown(&path));
        }
    }
    paths.sort();
    let is_rubric = |path: &String| {
        let bytes = read_bytes(Path::new(path), Limits::USUAL.size).unwrap_or_default();
        String::from_utf8_lossy(&bytes).lines().any(|line| line.trim_start().starts_with("[rubric]"))
    };
    paths.retain(is_rubric);
    if paths.is_empty() {
        return Err(Error::Asked(format!(
            "there is no rubric in the folder `{folder}`: none of its files has `[rubric]`"
        )));
    }
    Ok(paths)
}

/// The cases beside the rubric named `name`, as in [`find`] or as its text is named; `None` if there are none.
///
/// # Errors
/// Where the file is there and cannot be read.
pub(super) fn cases(name: &str) -> Result<Option<CasesSource>, Error> {
    // A file that has the name of one inside the program is read itself.
    let is_own = |rubric: &&Shipped| rubric.id == name || (rubric.source().name == name && !Path::new(name).exists());
    if let Some(rubric) = shipped().iter().chain(bases()).find(is_own) {
        let source = Source::new(format!("rubrics/{}.cases.toml", rubric.id), rubric.cases);
        return Ok(Some(Ok(source)));
    }
    let path = cases_of(Path::new(name));
    match read_bytes(&path, Limits::USUAL.size) {
        Ok(bytes) => Ok(Some(Source::from_bytes(shown(&path), bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Read { path: shown(&path), reason: reason(&error) }),
    }
}

/// A file of cases, or what is wrong with its bytes.
pub(super) type CasesSource = Result<Source, (Source, Box<Diagnostic>)>;

/// The rubrics that come with the program, for reviews.
pub(super) fn built_in() -> Vec<Rubric> {
    shipped().iter().filter_map(|rubric| load(&rubric.source()).rubric).collect()
}

/// The id of the rubric that grades a review of this kind where none is named; `None` where none is for the kind.
pub(super) fn usual(kind: Option<&str>) -> Option<&'static str> {
    let Some(kind) = kind else { return Some(DEFAULT) };
    let is_for =
        |shipped: &&Shipped| load(&shipped.source()).rubric.is_some_and(|own| own.kinds.iter().any(|own| own == kind));
    shipped().iter().find(is_for).map(|rubric| rubric.id)
}

/// That no rubric of the program is for a kind.
pub(super) fn none_for(kind: &str) -> String {
    let meant = nearest(kind, KINDS).filter(|meant| *meant != kind);
    let meant = meant.map_or_else(String::new, |meant| format!(" (did you mean `{meant}`?)"));
    format!("no built-in rubric is for reviews of the kind `{kind}`: name one with `--rubric`{meant}")
}

fn bytes(name: &str) -> Result<Vec<u8>, Error> {
    read_bytes(Path::new(name), Limits::USUAL.size).map_err(|error| {
        let looks_like_path = name.contains(['/', '\\', '.']);
        let ids: Vec<&str> = shipped().iter().map(|rubric| rubric.id).collect();
        if looks_like_path || error.kind() != std::io::ErrorKind::NotFound {
            return Error::Read { path: name.to_owned(), reason: reason(&error) };
        }
        let others: Vec<&str> = bases().iter().map(|rubric| rubric.id).collect();
        let meant = nearest(name, ids.iter().chain(&others).copied());
        let meant = meant.map_or_else(String::new, |id| format!(" Did you mean `{id}`?"));
        Error::Asked(format!(
            "there is no rubric `{name}`.{meant} The built-in rubrics are: {}. Some of them extend {}. You can also give \
             the path of a file",
            and_list(&ids),
            and_list(&others)
        ))
    })
}
