//! How much of whole drafts `import` reads, how much of what it states is right, and how much is left to type.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a draft that cannot be read must fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::passages::{Passages, read};
use casegrade::document::{KeyPath, Kind, Limits, Node, Source};
use casegrade::report::{ReadFrom, imported};
use casegrade::review::import::{Draft, import};
use casegrade::rubric::{load, shipped};
use casegrade::text::Mask;
use serde_json::Value;

/// At least this share of what a person finds is found, and of what is stated is right.
const RECALL: f64 = 0.9;
const PRECISION: f64 = 0.95;
/// The most keys that are left to type in the median draft.
const MOST_KEYS: usize = 60;

/// Of one kind of value: how many are right, how many a person finds, and how many are stated.
type Count = (usize, usize, usize);

fn drafts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut drafts: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|ending| ending == "docx" || ending == "odt")).collect();
    drafts.sort();
    drafts
}

fn draft(file: &Path) -> (Passages, Draft) {
    let passages = read(fs::read(file).unwrap(), file.extension().unwrap().to_str().unwrap(), Limits::USUAL).unwrap();
    let draft = import(&passages, "draft");
    (passages, draft)
}

fn words(text: &str) -> BTreeSet<String> {
    const STOP: [&str; 24] = [
        "the", "a", "an", "of", "to", "and", "in", "for", "is", "be", "that", "should", "on", "by", "at", "with", "it",
        "as", "was", "were", "not", "no", "s", "",
    ];
    let words = text.to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !STOP.contains(word));
    words.map(str::to_owned).collect()
}

/// The share of the words of the shorter text that the other has too.
fn like(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    let least = u32::try_from(one.len().min(other.len())).unwrap();
    let shared = u32::try_from(one.intersection(&other).count()).unwrap();
    if least == 0 { 0.0 } else { f64::from(shared) / f64::from(least) }
}

/// Pairs each of `truth` with what is most like it of `found`, at least to 0.7.
fn pairs(truth: usize, found: usize, how: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut used = BTreeSet::new();
    let mut pairs = Vec::new();
    for at in 0..truth {
        let open = (0..found).filter(|other| !used.contains(other)).map(|other| (how(at, other), other));
        let best = open.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        if let Some((score, other)) = best.filter(|(score, _)| *score >= 0.7) {
            assert!(score <= 1.0);
            used.insert(other);
            pairs.push((at, other));
        }
    }
    pairs
}

fn items<'n>(root: &'n Node, list: &'static str) -> &'n [Node] {
    match root.find(&KeyPath::dotted(list)).map(|node| &node.kind) {
        Some(Kind::Seq(items)) => items,
        _ => &[],
    }
}

fn text(item: &Node, key: &str) -> String {
    match item.entry(key).map(|entry| &entry.value.kind) {
        Some(Kind::Str(text) | Kind::Date(text)) => text.to_string(),
        _ => String::new(),
    }
}

fn list<'v>(truth: &'v Value, key: &str) -> &'v [Value] {
    truth[key].as_array().map_or(&[], Vec::as_slice)
}

fn own<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

/// What is right of each kind of value.
fn scores(root: &Node, truth: &Value) -> BTreeMap<&'static str, Count> {
    let mut scores = BTreeMap::new();
    let (wanted, found) = (list(truth, "findings"), items(root, "findings"));
    let alike = |one: &Value, other: &Node| {
        let texts = [like(own(one, "title"), &text(other, "title")), like(own(one, "text"), &text(other, "text"))];
        texts.into_iter().fold(like(own(one, "title"), &text(other, "text")), f64::max)
    };
    let right = pairs(wanted.len(), found.len(), |at, other| alike(&wanted[at], &found[other])).len();
    scores.insert("findings", (right, wanted.len(), found.len()));
    actions(root, truth, &mut scores);
    let names = items(root, "agencies");
    let wanted = list(truth, "agencies");
    let alike = |at: usize, other: usize| like(wanted[at].as_str().unwrap(), &text(&names[other], "name"));
    scores.insert("agencies", (pairs(wanted.len(), names.len(), alike).len(), wanted.len(), names.len()));
    let (wanted, found) = (list(truth, "panel"), items(root, "panel"));
    let alike = |at: usize, other: usize| like(own(&wanted[at], "role"), &text(&found[other], "role"));
    scores.insert("panel", (pairs(wanted.len(), found.len(), alike).len(), wanted.len(), found.len()));
    let date =
        |table: &'static str, key: &str| root.entry(table).map_or_else(String::new, |entry| text(&entry.value, key));
    let wanted = truth["dates"].as_object().unwrap();
    let stated: Vec<(&str, String)> = wanted
        .keys()
        .map(|key| (key.as_str(), date(if ["from", "to"].contains(&key.as_str()) { "terms" } else { "dates" }, key)))
        .filter(|(_, date)| !date.is_empty())
        .collect();
    let right = stated.iter().filter(|(key, date)| same_date(date, wanted[*key].as_str().unwrap())).count();
    scores.insert("dates", (right, wanted.len(), stated.len()));
    let (wanted, found) = (list(truth, "questions").len(), items(root, "terms.questions").len());
    scores.insert("questions", (wanted.min(found), wanted, found));
    let (wanted, found) = (usize::try_from(truth["events"].as_u64().unwrap()).unwrap(), items(root, "events").len());
    scores.insert("events", (wanted.min(found), wanted, found));
    let partnership = root.entry("review").map_or_else(String::new, |review| text(&review.value, "partnership"));
    let right = usize::from(like(own(truth, "partnership"), &partnership) > 0.7);
    scores.insert("partnership", (right, 1, usize::from(!partnership.is_empty())));
    scores
}

fn actions(root: &Node, truth: &Value, scores: &mut BTreeMap<&'static str, Count>) {
    let (wanted, found) = (list(truth, "actions"), items(root, "actions"));
    let alike = |at: usize, other: usize| {
        let texts =
            list(&wanted[at], "text").iter().map(|own| like(own.as_str().unwrap(), &text(&found[other], "text")));
        texts.fold(0.0, f64::max)
    };
    let pairs = pairs(wanted.len(), found.len(), alike);
    scores.insert("actions", (pairs.len(), wanted.len(), found.len()));
    let agencies: BTreeMap<String, String> =
        items(root, "agencies").iter().map(|agency| (text(agency, "id"), text(agency, "name"))).collect();
    for (key, name) in [("owner", "owner"), ("agency", "agency"), ("due", "due"), ("measured-by", "measured")] {
        let is_right = |(at, other): &&(usize, usize)| {
            let (wanted, stated) = (own(&wanted[*at], name), text(&found[*other], key));
            let stated = agencies.get(&stated).filter(|_| key == "agency").cloned().unwrap_or(stated);
            !wanted.is_empty() && if key == "due" { same_date(&stated, wanted) } else { like(wanted, &stated) >= 0.6 }
        };
        let right = pairs.iter().filter(is_right).count();
        let all = wanted.iter().filter(|action| !own(action, name).is_empty()).count();
        scores.insert(key, (right, all, found.iter().filter(|action| !text(action, key).is_empty()).count()));
    }
}

fn same_date(one: &str, other: &str) -> bool {
    !one.is_empty() && (one.starts_with(other) || other.starts_with(one))
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of).unwrap()))
}

fn mean(shares: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = shares.collect();
    all.iter().sum::<f64>() / f64::from(u32::try_from(all.len()).unwrap())
}

#[test]
fn drafts_are_read_as_a_careful_person_reads_them() {
    let mut total: BTreeMap<&'static str, Count> = BTreeMap::new();
    for file in drafts() {
        let truth: Value = serde_json::from_slice(&fs::read(file.with_extension("truth.json")).unwrap()).unwrap();
        for (key, (right, wanted, stated)) in scores(&draft(&file).1.tree(), &truth) {
            let sum = total.entry(key).or_default();
            *sum = (sum.0 + right, sum.1 + wanted, sum.2 + stated);
        }
    }
    let recall = mean(total.values().filter_map(|(right, wanted, _)| share(*right, *wanted)));
    let precision = mean(total.values().filter_map(|(right, _, stated)| share(*right, *stated)));
    assert!(recall >= RECALL && precision >= PRECISION, "recall {recall:.2}, precision {precision:.2}: {total:#?}");
}

#[test]
fn few_keys_are_left_to_type() {
    let mut counts: Vec<(usize, PathBuf)> = Vec::new();
    for file in drafts() {
        let (passages, draft) = draft(&file);
        let kind = draft.kind().unwrap_or("scr");
        let rubrics = shipped().iter().filter_map(|own| load(&Source::new(own.id, own.text)).rubric);
        let rubric = rubrics.into_iter().find(|rubric| rubric.is_for(Some(kind))).unwrap();
        let mask = Mask::default();
        let from = ReadFrom { name: "draft", passages: &passages, mask: &mask, keeps_identifiers: false };
        let form = imported(&draft, from, &rubric);
        // A line that offers a value has one after the `=`.
        let is_blank = |line: &&str| {
            let key = line.strip_prefix('#').and_then(|line| line.split_once(" ="));
            key.is_some_and(|(key, rest)| {
                key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                    && (rest.trim().is_empty() || rest.trim().starts_with('#'))
            })
        };
        counts.push((form.lines().filter(is_blank).count(), file));
    }
    counts.sort();
    assert!(counts[counts.len() / 2].0 <= MOST_KEYS, "{counts:?}");
}
