//! Which files a path means.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::super::exit::Error;
use super::bytes::NO_FILE;
use super::is_standard_input;
use crate::document::Format;
use crate::document::passages::DocumentKind;
use crate::text::or_list;

/// A file that may be a review.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Its path, as it was given or found.
    pub(super) path: PathBuf,
    /// True if it was named itself, not found in a folder.
    pub(super) named: bool,
}

/// What a folder or file led to.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Files that may be reviews, in the order of the paths given, those of a folder by name; none twice.
    pub(super) candidates: Vec<Candidate>,
    /// What could not be read.
    pub(super) errors: Vec<Error>,
    /// Judgement files without a review beside them: answers that nobody would read.
    pub(super) orphans: Vec<PathBuf>,
    known: HashSet<PathBuf>,
    /// How many files of reviews were found in folders, those found before too.
    found: usize,
}

/// What files end in that hold a review a line.
pub(super) const NDJSON: [&str; 2] = ["ndjson", "jsonl"];

/// What stands before the ending in the name of a judgement file.
const JUDGEMENT: &str = ".judgement";

/// What the name of a rubric's file of cases ends in.
const CASES: &str = ".cases.toml";

/// The files that `paths` mean.
pub(super) fn gather(paths: &[PathBuf]) -> Gathered {
    let mut gathered = Gathered::default();
    for path in paths {
        if path.is_dir() && !is_standard_input(path) {
            gathered.folder(path);
        } else {
            gathered.add(path.clone(), true);
        }
    }
    gathered.without_links_to_others();
    gathered
}

impl Gathered {
    /// Drops links found in a folder that lead to a file that is there anyway: it would count twice.
    fn without_links_to_others(&mut self) {
        let real = |candidate: &Candidate| candidate.path.canonicalize().ok();
        let files: HashSet<PathBuf> =
            self.candidates.iter().filter(|file| !file.path.is_symlink()).filter_map(real).collect();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        self.candidates.retain(|candidate| {
            let Some(path) = real(candidate).filter(|_| !candidate.named) else { return true };
            let leads_elsewhere = candidate.path.is_symlink() && files.contains(&path);
            seen.insert(path) && !leads_elsewhere
        });
    }

    fn add(&mut self, path: PathBuf, named: bool) {
        if self.known.insert(path.clone()) {
            self.candidates.push(Candidate { path, named });
        }
    }

    fn folder(&mut self, folder: &Path) {
        let before = self.found + self.errors.len();
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in walk.filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => self.file(entry.path()),
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.no_file(entry.path()),
                Err(error) => self.errors.push(walk_error(folder, &error)),
            }
        }
        if self.found + self.errors.len() == before {
            let endings: Vec<String> = endings().map(|ending| format!(".{ending}")).collect();
            self.errors.push(Error::Read {
                path: shown(folder),
                reason: format!("the folder holds no reviews (files that end in {})", or_list(&endings)),
            });
        }
    }

    /// Something by the name of a review that cannot be one.
    fn no_file(&mut self, path: &Path) {
        let name = path.with_extension("");
        let is_told_with_review = name.to_string_lossy().strip_suffix(JUDGEMENT).is_some_and(has_review);
        if may_be_review(path) && !is_told_with_review {
            self.errors.push(Error::Read { path: shown(path), reason: NO_FILE.to_owned() });
        }
    }

    fn file(&mut self, path: &Path) {
        if !may_be_review(path) {
            return;
        }
        self.found += 1;
        match path.with_extension("").to_string_lossy().strip_suffix(JUDGEMENT) {
            Some(review) if !has_review(review) => self.orphans.push(path.to_owned()),
            Some(_) => {}
            None => self.add(path.to_owned(), false),
        }
    }
}

/// True if the name is that of a review, or of what people say about one.
fn may_be_review(path: &Path) -> bool {
    let ending = ending(path);
    !path.to_string_lossy().ends_with(CASES) && endings().any(|known| known.eq_ignore_ascii_case(&ending))
}

/// True if there is a review of this name, whatever its format, or a document that can be graded in its place.
fn has_review(name: &str) -> bool {
    let reviews = Format::ALL.iter().flat_map(|format| format.endings());
    let documents = DocumentKind::ALL.iter().flat_map(|kind| kind.endings());
    reviews.chain(documents).any(|ending| Path::new(&format!("{name}.{ending}")).exists())
}

/// What the files end in that may hold reviews.
pub(super) fn endings() -> impl Iterator<Item = &'static str> {
    Format::ALL.iter().flat_map(|format| format.endings()).chain(&NDJSON).copied()
}

/// What the name of a file ends in, without the dot; empty if it has no dot.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |ending| ending.to_string_lossy().into_owned())
}

fn walk_error(folder: &Path, error: &walkdir::Error) -> Error {
    let error_path = error.path().unwrap_or(folder);
    let path = shown(error_path);
    let reason = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("the link leads back to `{}`", shown(ancestor)),
        (None, Some(error)) => super::bytes::why(error_path, error),
        (None, None) => error.to_string(),
    };
    Error::Read { path, reason }
}

/// The judgement files that belong to a review.
pub(super) fn judgements_of(review: &Path) -> Vec<PathBuf> {
    let ending = ending(review);
    let known = Format::of_ending(&ending).is_some() || DocumentKind::is_document(&ending);
    let name = if known { review.with_extension("") } else { review.to_owned() };
    let name = name.to_string_lossy();
    let files = Format::ALL.iter().flat_map(|format| format.endings());
    let files = files.map(|ending| PathBuf::from(format!("{name}{JUDGEMENT}.{ending}")));
    // A link that leads nowhere is there, so that whoever opens it says so.
    files.filter(|path| path.symlink_metadata().is_ok()).collect()
}

/// The file of cases that belongs to a rubric.
pub(in crate::cli) fn cases_of(rubric: &Path) -> PathBuf {
    let name = rubric.to_string_lossy();
    PathBuf::from(format!("{}{CASES}", name.strip_suffix(".toml").unwrap_or(&name)))
}

/// A path as it is shown, with `/` on every system.
pub(in crate::cli) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
