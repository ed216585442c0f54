//! Which files a path means.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::files::{NO_FILE, why};
use super::filled::{self, FoundSheet};
use super::folders::name_of_judged;
use super::formats::{endings, endings_of_one};
use super::named::documents_named_by;
use super::own::is_own;
use super::paths::{ending, has_ending, is_standard_input, shown};
use super::{Error, Loader};
use crate::document::Format;
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
    /// Word and ODT files found in folders, each with the number of candidates found before it.
    documents: Vec<(usize, PathBuf)>,
    /// Those of them that this program wrote itself and answer sheets that are no reviews, which are passed over.
    pub(super) own: Vec<PathBuf>,
    /// What reads answer sheets.
    loader: Loader,
    /// Whether documents that stand for reviews are looked for.
    takes_documents: bool,
    known: HashSet<PathBuf>,
    /// How many files of reviews were found in folders, those found before too.
    found: usize,
}

/// What the documents end in that stand for reviews where they are found in a folder: a text there may be anything.
const WORD_PROCESSED: [&str; 2] = ["docx", "odt"];

/// What the name of a rubric's file of cases ends in.
const CASES: &str = ".cases.toml";

/// The files that `paths` mean.
pub(super) fn gather(paths: &[PathBuf], loader: &Loader) -> Gathered {
    let mut gathered = Gathered { loader: loader.clone(), ..Gathered::default() };
    gathered.take(paths);
    gathered
}

/// The files that `paths` mean, with the documents in folders that stand for reviews themselves: those that no review there
/// names or has the name of.
pub(super) fn gather_with_documents(paths: &[PathBuf], loader: &Loader) -> Gathered {
    let mut gathered = Gathered { loader: loader.clone(), takes_documents: true, ..Gathered::default() };
    gathered.take(paths);
    let found = std::mem::take(&mut gathered.documents);
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let named: HashSet<PathBuf> = if found.is_empty() {
        HashSet::new()
    } else {
        let forms = gathered.candidates.iter().map(|form| form.path.as_path());
        let known: HashSet<PathBuf> = gathered.candidates.iter().map(|file| real(&file.path)).collect();
        forms.flat_map(|form| documents_named_by(form, loader)).map(|(_, path)| real(&path)).chain(known).collect()
    };
    let is_form = |path: &Path| {
        let mut endings = Format::ALL.iter().flat_map(|format| format.endings());
        endings.any(|ending| path.with_extension(ending).exists())
    };
    let alone = found.into_iter().filter(|(_, path)| !named.contains(&real(path)) && !is_form(path));
    let (own, alone): (Vec<_>, Vec<_>) = alone.partition(|(_, path)| is_own(path, loader));
    gathered.own.extend(own.into_iter().map(|(_, path)| path));
    for (added, (at, path)) in alone.into_iter().enumerate() {
        let at = (at + added).min(gathered.candidates.len());
        gathered.candidates.insert(at, Candidate { path, named: false });
    }
    gathered
}

impl Gathered {
    fn take(&mut self, paths: &[PathBuf]) {
        for path in paths {
            if path.is_dir() && !is_standard_input(path) {
                self.folder(path);
            } else {
                self.add(path.clone(), true);
            }
        }
        self.without_links_to_others();
    }

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
        if self.found + self.errors.len() == before && self.documents.is_empty() {
            let documents = if self.takes_documents { WORD_PROCESSED.as_slice() } else { &[] };
            let endings: Vec<String> =
                endings().chain(documents.iter().copied()).map(|ending| format!(".{ending}")).collect();
            let message = format!("the folder holds no reviews (files that end in {})", or_list(&endings));
            self.errors.push(Error::unreadable(shown(folder), "cannot-read", message));
        }
    }

    /// Something by the name of a review that cannot be one.
    fn no_file(&mut self, path: &Path) {
        let is_told_with_review = name_of_judged(path).is_some_and(|(review, _)| has_review(&review));
        if may_be_review(path) && !is_told_with_review {
            self.errors.push(Error::unreadable(shown(path), "cannot-read", NO_FILE));
        }
    }

    fn file(&mut self, path: &Path) {
        if self.takes_documents && is_word_processed(path) {
            self.documents.push((self.candidates.len(), path.to_owned()));
        }
        if let Some(sheet) = filled::found(path, &self.loader) {
            self.found += 1;
            match sheet {
                FoundSheet::Review => self.add(path.to_owned(), false),
                FoundSheet::Passed => self.own.push(path.to_owned()),
            }
        }
        if !may_be_review(path) {
            return;
        }
        self.found += 1;
        match name_of_judged(path) {
            Some((review, _)) if !has_review(&review) => self.orphans.push(path.to_owned()),
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

/// True if this is a Word or ODT file, and not the lock that a word processor keeps beside one.
fn is_word_processed(path: &Path) -> bool {
    let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    !is_lock && has_ending(path, &WORD_PROCESSED)
}

/// True if there is a review of this name, whatever its format, or a document that can be graded in its place.
fn has_review(name: &str) -> bool {
    endings_of_one().any(|ending| Path::new(&format!("{name}.{ending}")).exists())
}

fn walk_error(folder: &Path, error: &walkdir::Error) -> Error {
    let error_path = error.path().unwrap_or(folder);
    let path = shown(error_path);
    let reason = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("the link leads back to `{}`", shown(ancestor)),
        (None, Some(error)) => why(error_path, error),
        (None, None) => error.to_string(),
    };
    Error::unreadable(path, "cannot-read", reason)
}

/// The file of cases that belongs to a rubric.
pub(crate) fn cases_of(rubric: &Path) -> PathBuf {
    let name = rubric.to_string_lossy();
    PathBuf::from(format!("{}{CASES}", name.strip_suffix(".toml").unwrap_or(&name)))
}

/// Returns all files in folders that are not hidden, in the order of their names.
pub(crate) fn files_in(folders: &[PathBuf]) -> Vec<PathBuf> {
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = |folder| WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible);
    let files = folders.iter().flat_map(walk).filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

/// Returns the files that `paths` mean and the answers beside them, whether they hold reviews or not.
pub(crate) fn files_found(paths: &[PathBuf], loader: &Loader) -> Vec<PathBuf> {
    let found = gather(paths, loader);
    let reviews: Vec<PathBuf> = found.candidates.into_iter().map(|candidate| candidate.path).collect();
    let of = |path: &PathBuf| loader.judgements_of(Some(path), None).into_iter().map(|(_, path)| path);
    let judgements: Vec<PathBuf> = reviews.iter().flat_map(of).collect();
    [reviews, judgements, found.orphans].concat()
}
