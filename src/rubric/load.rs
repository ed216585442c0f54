//! From a text to a sound rubric, or to everything that is wrong with it.

use super::bands::as_share;
use super::base::Bases;
use super::builder::Builder;
use super::exact::Exact;
use super::extend::extended;
use super::grades::scale_of;
use super::library::{Shipped, inside};
use super::loaded::Loaded;
use super::model::{Criterion, Rubric};
use super::raw::{NOT_JUDGED, RawRubric};
use crate::document::{
    Decoded, Diagnostic, Format, Invalid, KeyPath, Kind, Limits, Misnamed, Node, Parsed, Source, decode_without,
    hash_of_bytes, parse,
};
use crate::review::KINDS;
use crate::text::{Span, Words, nearest, same_but_for_case};

impl Rubric {
    /// Reads a rubric from a text in TOML.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_toml(text: &str) -> Result<Rubric, Invalid> {
        let source = Source::new("rubric", text);
        let Loaded { rubric, diagnostics, .. } = load(&source);
        rubric.ok_or_else(|| Invalid { sources: source.into(), diagnostics })
    }
}

/// Reads a rubric, which may extend one that comes with the program.
#[must_use]
pub fn load(source: &Source) -> Loaded {
    load_extending(source, &|name, _| {
        inside(name).map(Shipped::source).ok_or_else(|| "no rubric of the program has this id".to_owned())
    })
}

/// Reads a rubric, which may extend one that `bases` finds.
#[must_use]
pub fn load_extending(source: &Source, bases: Bases<'_>) -> Loaded {
    load_after(source, bases, &[])
}

/// Reads a rubric that is the base of others, the last of `chain` first.
fn load_after(source: &Source, bases: Bases<'_>, chain: &[String]) -> Loaded {
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    let mut diagnostics = parsed.errors;
    for other in diagnostics.iter_mut().filter(|found| found.code == "other-format") {
        other.help = Some("a rubric must be TOML; run `casegrade rubric new FILE` to write a first one".to_owned());
    }
    if !parsed.rest_is_sound {
        return Loaded::wrong(diagnostics);
    }
    load_parsed(Parsed { errors: diagnostics, ..parsed }, source, bases, chain, &[])
}

/// Reads a rubric from its tables. Keys in `renamed` have been given their right names already.
fn load_parsed(parsed: Parsed, source: &Source, bases: Bases<'_>, chain: &[String], renamed: &[Span]) -> Loaded {
    let mut diagnostics = parsed.errors.clone();
    let extended = match something_else(&parsed.root).map_or(Ok(()), |wrong| Err(Box::new(wrong))) {
        Ok(()) => extended(&parsed.root, source, bases, chain, &|base, chain| load_after(base, bases, chain)),
        Err(wrong) => Err(wrong),
    };
    let extended = match extended {
        Ok(extended) => extended,
        Err(wrong) => {
            diagnostics.push(*wrong);
            return Loaded::wrong(diagnostics);
        }
    };
    let root = extended.as_ref().map_or(&parsed.root, |extended| &extended.root);
    let scale = scale_of(root, &mut diagnostics);
    let decoded: Decoded<RawRubric> = scale.while_reading(|| decode_without(root, parsed.format, &parsed.unread));
    let misnamed: Vec<Misnamed> =
        decoded.misnamed.iter().copied().filter(|one| parsed.root.table_of(one.key).is_some()).collect();
    if !misnamed.is_empty() {
        let renamed: Vec<Span> = misnamed.iter().map(|one| one.key).chain(renamed.iter().copied()).collect();
        return load_parsed(with_right_names(parsed, decoded, &misnamed), source, bases, chain, &renamed);
    }
    diagnostics.extend(decoded.diagnostics.into_iter().filter(|found| !is_about_value_of(root, renamed, found)));
    for diagnostic in diagnostics.iter_mut().filter(|found| found.code == "unknown-key") {
        say_where_it_belongs(root, diagnostic);
    }
    let unknown = diagnostics.iter().filter(|found| found.code == "unknown-key").filter_map(Diagnostic::span);
    let unknown = unknown.filter(|key| decoded.left_out.contains(key)).collect();
    let mut rubric = None;
    if let Some(raw) = decoded.value.as_ref().filter(|_| !parsed.may_lack_keys) {
        let mut builder = Builder::new(root, &decoded.left_out, unknown, scale);
        builder.renamed = renamed;
        builder.extended = extended.as_ref();
        builder.nothing_to_follow(raw);
        rubric = Some(builder.rubric(raw, &source.text));
        let explained = |found: &Diagnostic| found.span().is_some_and(|at| builder.explained.contains(&at));
        diagnostics.retain(|found| found.code != "unknown-key" || !explained(found));
        diagnostics.extend(builder.found);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    diagnostics.dedup();
    let root = root.clone();
    if let Some(extended) = extended {
        extended.finish(rubric.as_mut(), &mut diagnostics);
    }
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    Loaded { rubric: rubric.filter(|_| sound), diagnostics, root: Some(root) }
}

/// The tables with the right names of keys whose meaning is plain, so that one wrong name is one error and hides nothing.
fn with_right_names(parsed: Parsed, decoded: Decoded<RawRubric>, misnamed: &[Misnamed]) -> Parsed {
    let mut parsed = parsed;
    let is_about_one =
        |found: &Diagnostic| found.code == "unknown-key" && misnamed.iter().any(|one| found.span() == Some(one.key));
    parsed.errors.extend(decoded.diagnostics.into_iter().filter(is_about_one));
    for one in misnamed {
        parsed.root.rename(one.key, one.meant);
    }
    parsed
}

/// Whether an error is about the value of a key that has been renamed: its name was wrong, so its value may be too.
fn is_about_value_of(root: &Node, renamed: &[Span], found: &Diagnostic) -> bool {
    renamed.iter().any(|key| {
        let entries = root.table_of(*key).map(Node::entries).unwrap_or_default();
        entries.iter().any(|entry| entry.key_span == *key && found.span() == Some(entry.value.span))
    })
}

/// Says of a key that stands by itself in the file which table it belongs to, where that is known.
fn say_where_it_belongs(root: &Node, diagnostic: &mut Diagnostic) {
    const BELONGS: [(&[&str], &str); 4] = [
        (&["id", "title", "version", "about", "kinds", "not-judged", "extends", "remove"], "belongs under `[rubric]`"),
        (&["rules"], "belongs to a criterion: write `[[criteria.rules]]` below its `[[criteria]]`"),
        (&["enough"], "belongs under `[grading]`"),
        (&["overall"], "belongs under `[grading]`: write `[grading.overall]`"),
    ];
    let Kind::Map(entries) = &root.kind else { return };
    let alone = entries.iter().find(|entry| diagnostic.span() == Some(entry.key_span));
    let Some(key) = alone.map(|entry| entry.key.as_ref()) else { return };
    if let Some((_, where_to)) = BELONGS.iter().find(|(keys, _)| keys.contains(&key)) {
        diagnostic.help = Some(format!("`{key}` {where_to}"));
    }
}

/// Says that this is a review or a file of cases, where it is one.
fn something_else(root: &Node) -> Option<Diagnostic> {
    if root.entry("rubric").is_some() {
        return None;
    }
    let others = [
        ("review", "this is a review, not a rubric", "to grade a review, run `casegrade grade REVIEW --rubric RUBRIC`"),
        (
            "cases",
            "these are the cases of a rubric, not the rubric",
            "name the rubric; casegrade finds its cases next to it",
        ),
    ];
    others.into_iter().find_map(|(key, message, help)| {
        let place = root.entry(key)?.value.span;
        Some(Diagnostic::error("not-a-rubric", message).at(place, "here").help(help))
    })
}

impl Builder<'_> {
    /// The kinds of review that it is for are words, since reviews name them.
    fn kinds(&mut self, raw: &RawRubric, header: &KeyPath) {
        for (at, kind) in raw.rubric.kinds.iter().flatten().enumerate() {
            if let Some(meant) = same_but_for_case(kind, KINDS).filter(|meant| meant != kind) {
                let message = format!("unknown kind of review `{kind}`: did you mean `{meant}`?");
                self.wrong_value("wrong-value", message, &header.key("kinds").item(at), "kinds are in small letters");
            } else if kind.is_empty() || kind.contains(char::is_whitespace) {
                let message = format!("`{kind}` is not a kind of review: a kind is one word");
                self.wrong_value("wrong-value", message, &header.key("kinds").item(at), "choose a word such as `scr`");
            }
        }
    }

    fn rubric(&mut self, raw: &RawRubric, text: &str) -> Rubric {
        let header = KeyPath::dotted("rubric");
        self.header_is_there(text);
        self.scale_is_used(raw);
        self.word_lists(raw);
        let mut criteria = self.criteria(raw, &header);
        self.weights(raw, &mut criteria);
        self.ids(&criteria);
        for (at, criterion) in criteria.iter_mut().enumerate() {
            criterion.profile = self.criterion_profile(raw, at, criterion);
        }
        let overall = self.overall_profile(raw, &criteria);
        let limits = self.limits(raw, &criteria, &overall);
        let enough = self.enough(raw);
        let there = self.root.entry("rubric").is_some();
        let mut say = |value: &Option<String>, key| {
            if there { self.required(value.as_ref(), &header, key, "the rubric") } else { String::new() }
        };
        let id = say(&raw.rubric.id, "id");
        let (title, version) = (say(&raw.rubric.title, "title"), say(&raw.rubric.version, "version"));
        if id.contains(|c: char| c.is_whitespace() || c.is_control() || "/\\:".contains(c)) {
            let message = format!("`{id}` is not an id: an id is one word, without spaces or slashes");
            self.wrong_value("wrong-value", message, &header.key("id"), "choose a name such as `our-rubric`");
        }
        self.kinds(raw, &header);
        Rubric {
            id,
            title,
            version,
            about: raw.rubric.about.clone(),
            scale: self.scale,
            points: self.points.clone(),
            kinds: raw.rubric.kinds.clone().unwrap_or_default(),
            placeholders: raw.rubric.placeholders.clone(),
            not_judged: raw.rubric.not_judged.clone().unwrap_or_else(|| NOT_JUDGED.to_owned()),
            hash: hash_of_bytes(text.replace("\r\n", "\n").as_bytes()),
            base: None,
            enough,
            overall,
            limits,
            criteria,
            words: raw.words.iter().map(|(name, words)| (name.clone(), Words::from(words))).collect(),
        }
    }

    fn header_is_there(&mut self, text: &str) {
        if matches!(&self.root.kind, Kind::Map(entries) if entries.is_empty()) {
            let nothing = if text.trim().is_empty() { "the file is empty" } else { "the file contains only comments" };
            self.error("not-a-rubric", nothing, &KeyPath::root(), "here");
            self.help("start with `[rubric]`, or run `casegrade rubric new FILE` to write a first rubric");
        } else if self.root.entry("rubric").is_none() {
            self.error("not-a-rubric", "the table `[rubric]` is missing", &KeyPath::root(), "here");
            self.help("add `[rubric]` at the top, with an `id`, a `title` and a `version` below it");
        }
    }

    fn criteria(&mut self, raw: &RawRubric, header: &KeyPath) -> Vec<Criterion> {
        let mut criteria: Vec<Criterion> = Vec::new();
        for (at, criterion) in raw.criteria.iter().enumerate() {
            let built = self.criterion(criterion, raw, &KeyPath::dotted("criteria").item(at));
            criteria.push(built);
        }
        let is_empty = matches!(&self.root.kind, Kind::Map(entries) if entries.is_empty());
        // `[[criterion]]` has an error of its own.
        let is_misspelt = self.root.entries().iter().any(|entry| nearest(&entry.key, ["criteria"]).is_some());
        if criteria.is_empty() && !is_empty && !is_misspelt && !self.was_left_out(&KeyPath::root(), "criteria") {
            self.error("missing-key", "the rubric has no `[[criteria]]`", header, "there is nothing to judge");
        }
        criteria
    }

    fn enough(&mut self, raw: &RawRubric) -> Exact {
        let enough = raw.grading.enough.unwrap_or_else(|| Exact::fraction(9, 10));
        if enough <= Exact::whole(0) || enough > Exact::whole(1) {
            self.error(
                "out-of-range",
                format!("`enough` must be above 0 and at most 1, not {enough}"),
                &KeyPath::dotted("grading.enough"),
                &as_share(enough),
            );
        }
        enough
    }
}
