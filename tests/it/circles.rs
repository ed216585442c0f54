//! No files use each other in a circle.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::modules::files;

/// A key of a review and the fact that it states are declared in one row, so that tables know facts, and facts the tables that
/// they are read from.
const ONE_ROW: [&str; 2] = ["review::model::tables", "review::vocabulary"];

/// The path of a module or of a thing in one, from the root of the library.
type Named = Vec<String>;

/// The files of the library, each as a module.
struct Tree {
    /// What each file uses, as it writes it, with the name that it gives to it; and whether it only passes it on.
    uses: BTreeMap<Named, Vec<(Named, String, bool)>>,
}

impl Tree {
    fn read(folder: &Path) -> Self {
        let mut paths = Vec::new();
        files(folder, &mut paths);
        let mut texts: BTreeMap<Named, String> = BTreeMap::new();
        for path in paths.iter().filter(|path| path.extension() == Some("rs".as_ref())) {
            let own = path.strip_prefix(folder).unwrap().with_extension("");
            let mut named: Named = own.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if matches!(named.last().map(String::as_str), Some("mod" | "lib" | "main")) {
                named.pop();
            }
            texts.insert(named, fs::read_to_string(path).unwrap());
        }
        let of = |module: &Named, text: &str| {
            let uses = statements(text).into_iter().flat_map(|(body, is_passed_on)| {
                listed(body).into_iter().map(move |(path, name)| (path, name, is_passed_on))
            });
            let whole = |(path, name, is_passed_on): (Named, String, bool)| {
                Some((from_root(module, &path, &texts)?, name, is_passed_on))
            };
            uses.filter_map(whole).collect()
        };
        let uses = texts.iter().map(|(module, text)| (module.clone(), of(module, text))).collect();
        Tree { uses }
    }

    /// The file that declares what a path names, wherever else it is passed on.
    fn file(&self, path: &Named) -> Option<Named> {
        let depth = (0..=path.len()).rev().find(|depth| self.uses.contains_key(&path[..*depth]))?;
        let (module, rest) = path.split_at(depth);
        let passed_on = rest
            .first()
            .and_then(|first| self.uses[module].iter().find(|(_, name, is_passed_on)| *is_passed_on && name == first));
        match passed_on {
            Some((path, _, _)) if path != module => self.file(&path.iter().chain(&rest[1..]).cloned().collect()),
            _ => Some(module.to_vec()),
        }
    }

    /// For each file those that it uses.
    fn used(&self) -> BTreeMap<Named, BTreeSet<Named>> {
        let of = |(module, uses): (&Named, &Vec<(Named, String, bool)>)| {
            let own = uses.iter().filter(|(_, _, is_passed_on)| !is_passed_on);
            let files = own.filter_map(|(path, _, _)| self.file(path)).filter(|file| file != module);
            (module.clone(), files.collect())
        };
        self.uses.iter().map(of).collect()
    }
}

/// The `use` lines of a file outside its tests, without what is around them, and whether they pass on what they name.
fn statements(text: &str) -> Vec<(&str, bool)> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("use ") {
        let line = text[..at].rsplit('\n').next().unwrap().trim();
        let is_statement = line.is_empty() || line == "pub" || line.starts_with("pub(") && line.ends_with(')');
        if let Some((body, _)) = text[at + 4..].split_once(';').filter(|_| is_statement) {
            found.push((body, !line.is_empty()));
        }
    }
    found
}

/// The paths that a `use` line lists, each with the name that it gets.
fn listed(body: &str) -> Vec<(Named, String)> {
    let body = body.trim();
    let Some((before, list)) = body.split_once('{') else {
        let (path, name) = body.split_once(" as ").unwrap_or((body, body.rsplit("::").next().unwrap()));
        return vec![(path.split("::").map(|step| step.trim().to_owned()).collect(), name.trim().to_owned())];
    };
    let list = list.strip_suffix('}').unwrap_or(list);
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    let whole = |part: &&str| {
        listed(&if part.trim() == "self" {
            before.trim().trim_end_matches("::").to_owned()
        } else {
            format!("{}{}", before.trim(), part.trim())
        })
    };
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(whole).collect()
}

/// A path as it is from the root; `None` if it leads out of the library.
fn from_root(module: &Named, path: &Named, all: &BTreeMap<Named, String>) -> Option<Named> {
    let up = path.iter().take_while(|step| *step == "super").count();
    match path.first().map(String::as_str) {
        Some("crate") => Some(path[1..].to_vec()),
        Some("self") => Some(module.iter().chain(&path[1..]).cloned().collect()),
        Some("super") => Some(module[..module.len().checked_sub(up)?].iter().chain(&path[up..]).cloned().collect()),
        first => {
            let child: Named = module.iter().cloned().chain(first.map(str::to_owned)).collect();
            all.contains_key(&child).then(|| child.into_iter().chain(path[1..].iter().cloned()).collect())
        }
    }
}

/// Takes away what uses nothing that is left, again and again: what stays is in a circle or uses one.
fn left_over(mut used: BTreeMap<Named, BTreeSet<Named>>) -> Vec<String> {
    loop {
        let free: BTreeSet<Named> =
            used.iter().filter(|(_, others)| others.is_empty()).map(|(own, _)| own.clone()).collect();
        if free.is_empty() {
            return used.keys().map(|own| own.join("::")).collect();
        }
        used.retain(|own, _| !free.contains(own));
        used.values_mut().for_each(|others| others.retain(|other| !free.contains(other)));
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut used = Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).used();
    let arrows: usize = used.values().map(BTreeSet::len).sum();
    assert!(arrows > 1_000, "only {arrows} uses were found: the test does not see them");
    let [tables, facts] = ONE_ROW.map(|name| name.split("::").map(str::to_owned).collect::<Named>());
    assert!(used.get_mut(&tables).unwrap().remove(&facts), "{ONE_ROW:?} need no exception any more");
    let circles = left_over(used);
    assert!(circles.is_empty(), "in a circle, or above one: {circles:#?}");
}

#[test]
fn a_circle_is_seen() {
    let arrows = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "f")];
    let named = |name: &str| vec![name.to_owned()];
    let mut used: BTreeMap<Named, BTreeSet<Named>> = BTreeMap::new();
    for (one, other) in arrows {
        used.entry(named(one)).or_default().insert(named(other));
        used.entry(named(other)).or_default();
    }
    assert_eq!(left_over(used), ["a", "b", "c"]);
    let paths: Vec<String> =
        listed("super::{x::{self, Y as Z}, W}").into_iter().map(|(path, name)| path.join("::") + " " + &name).collect();
    assert_eq!(paths, ["super::x x", "super::x::Y Z", "super::W W"]);
}
