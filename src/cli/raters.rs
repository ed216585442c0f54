//! Which raters the paths of `casegrade agree` are of.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::set::is_sheet;
use crate::load::{self, shown};

/// A rater, and the files or folders with their grades.
pub(super) struct RaterPaths {
    pub(super) name: String,
    pub(super) paths: Vec<PathBuf>,
}

impl RaterPaths {
    /// Whether these are judgement files, to be read without their reviews.
    pub(super) fn are_judgements(&self) -> bool {
        self.paths.iter().all(|path| path.is_file() && is_judgement(path))
    }
}

/// The raters of the paths: one a path, or those that a single folder has. One rater is left where a single path holds
/// reviews, which any number of people may have judged.
pub(super) fn raters(paths: &[PathBuf]) -> Vec<RaterPaths> {
    let within = if let [folder] = paths { raters_in(folder) } else { Vec::new() };
    if within.len() > 1 {
        return within;
    }
    let named: Vec<(Option<String>, PathBuf)> = paths.iter().map(|path| named(path)).collect();
    let called = |(name, path): &(Option<String>, PathBuf)| name.clone().unwrap_or_else(|| stem(path));
    let names: Vec<String> = named.iter().map(called).collect();
    let is_twice = |names: &[String], name: &String| names.iter().filter(|own| *own == name).count() > 1;
    // Two files of one name are told apart by their folders.
    let apart = |(name, (_, path)): (&String, &(Option<String>, PathBuf))| {
        let folder = path.parent().and_then(Path::file_name).map(|folder| folder.to_string_lossy().into_owned());
        if is_twice(&names, name) { folder.unwrap_or_else(|| shown(path)) } else { name.clone() }
    };
    let by_folder: Vec<String> = names.iter().zip(&named).map(apart).collect();
    let name = |(name, (_, path)): (&String, &(Option<String>, PathBuf))| {
        if is_twice(&by_folder, name) { shown(path) } else { name.clone() }
    };
    let names: Vec<String> = by_folder.iter().zip(&named).map(name).collect();
    names.into_iter().zip(named).map(|(name, (_, path))| RaterPaths { name, paths: own_files(&path) }).collect()
}

/// The raters of one folder: its spreadsheets, the people whose judgement files are in it, or its folders. Folders are raters
/// if they hold nothing but spreadsheets or judgement files, or if one review is in several of them.
fn raters_in(folder: &Path) -> Vec<RaterPaths> {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries(folder).into_iter().partition(|path| path.is_dir());
    let one = |path: PathBuf| RaterPaths { name: stem(&path), paths: own_files(&path) };
    if folders.is_empty() && files.iter().all(|path| is_sheet(path)) {
        return files.into_iter().map(one).collect();
    }
    if folders.is_empty() && files.iter().all(|path| is_judgement(path)) {
        let mut people: IndexMap<String, Vec<PathBuf>> = IndexMap::new();
        for file in files {
            let person = load::name_of_judged(&file).and_then(|(_, person)| person);
            people.entry(person.unwrap_or_else(|| stem(folder))).or_default().push(file);
        }
        return people.into_iter().map(|(name, paths)| RaterPaths { name, paths }).collect();
    }
    let all: Vec<BTreeSet<_>> = folders.iter().map(|folder| reviews(folder)).collect();
    let is_shared = |(at, own): (usize, &BTreeSet<_>)| all.iter().skip(at + 1).any(|other| !own.is_disjoint(other));
    let is_of_raters =
        folders.iter().all(|folder| own_files(folder) != [folder.clone()]) || all.iter().enumerate().any(is_shared);
    if files.is_empty() && is_of_raters { folders.into_iter().map(one).collect() } else { Vec::new() }
}

/// The reviews of a folder, by the names of their files and the lines with their ids: a folder for each review has a file of
/// one name in each.
fn reviews(folder: &Path) -> BTreeSet<(OsString, Option<String>)> {
    let is_review = |path: &PathBuf| {
        let endings = ["toml", "json", "yaml", "yml"];
        !is_judgement(path) && path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending))
    };
    let is_id = |line: &&str| line.split(['=', ':']).next().is_some_and(|key| key.trim_matches([' ', '"']) == "id");
    let id = |text: String| text.lines().find(is_id).map(|line| line.trim().to_owned());
    let review = |path: PathBuf| Some((path.file_name()?.to_owned(), std::fs::read_to_string(&path).ok().and_then(id)));
    entries(folder).into_iter().filter(is_review).filter_map(review).collect()
}

/// The spreadsheets or judgement files of a folder that holds nothing else; otherwise the path itself.
fn own_files(path: &Path) -> Vec<PathBuf> {
    let files = if path.is_dir() { entries(path) } else { Vec::new() };
    let are_all = |is: fn(&Path) -> bool| !files.is_empty() && files.iter().all(|path| path.is_file() && is(path));
    if are_all(is_sheet) || are_all(is_judgement) { files } else { vec![path.to_owned()] }
}

/// What a folder holds, without hidden files and notes in Markdown.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let is_note = |path: &Path| path.extension().is_some_and(|ending| ending == "md");
    let mut all: Vec<PathBuf> = all.filter(|path| !is_hidden(path) && !is_note(path)).collect();
    all.sort();
    all
}

fn is_judgement(path: &Path) -> bool {
    load::name_of_judged(path).is_some()
}

/// The name of a rater, if it is given, and where their grades are: `NAME=PATH`, or a path that names itself.
fn named(path: &Path) -> (Option<String>, PathBuf) {
    let text = shown(path);
    match text.split_once('=').filter(|(name, _)| !name.is_empty() && !name.contains('/') && !path.exists()) {
        Some((name, path)) => (Some(name.to_owned()), PathBuf::from(path)),
        None => (None, path.to_owned()),
    }
}

/// The name of a file without its endings.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(|| shown(path), |stem| stem.to_string_lossy().into_owned());
    stem.strip_suffix(".judgement").map_or(stem.clone(), str::to_owned)
}
