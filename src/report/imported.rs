//! A review filled in from a document, as the file that a person goes on with: every value with its place, and at the end
//! what is still to fill in.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::{Block, Doc};
use super::starter::{Keys, shape};
use crate::document::passages::Passages;
use crate::review::import::{Draft, Found, Part, Value};
use crate::review::vocabulary::{ListName, VOCABULARY};
use crate::review::{Fact, Scope};
use crate::rubric::Rubric;
use crate::text::{Lines, Mask, and_list, identifiers, plural, quoted};

/// The document that a draft was read from.
#[derive(Clone, Copy, Debug)]
pub struct ReadFrom<'a> {
    /// What to call it.
    pub name: &'a str,
    /// Its passages.
    pub passages: &'a Passages,
    /// What may not be shown of it.
    pub mask: &'a Mask,
    /// Identifiers are written into the file all the same.
    pub keeps_identifiers: bool,
}

/// The file of `draft`: a sound review as it stands. What is not certain is commented out, with the reason, and so is a blank
/// line for each key that the rubric reads and the document does not give.
#[must_use]
pub fn imported(draft: &Draft, document: ReadFrom<'_>, rubric: &Rubric) -> String {
    let lines = document.passages.has_lines.then(|| Lines::new(&document.passages.text));
    let mask = document.mask;
    let keys = Keys::from_rubric(rubric);
    let mut writer = Writer { document, lines, keys, explained: BTreeSet::new() };
    let mut text = format!(
        "# Read from {} by `casegrade import`. Read: {}. Please check every line.\n\
         # After each value you see where it was found. A line that begins with `#` is not part of the review yet. If its\n\
         # value is right, remove the `#`. If it has no value, write one and remove the `#`.\n",
        mask.shown(document.name),
        read_so_far(draft)
    );
    for note in &draft.notes {
        text.push_str(&format!("# {}\n", mask.shown(note)));
    }
    text.push_str(&first_to_fill_in(&missing(draft, rubric), rubric, mask));
    for part in &draft.parts {
        text.push_str(&writer.part(part));
    }
    text + &writer.rest(draft)
}

struct Writer<'a> {
    document: ReadFrom<'a>,
    lines: Option<Lines<'a>>,
    keys: Keys<'a>,
    /// The keys that an earlier blank line explains.
    explained: BTreeSet<&'static str>,
}

/// Keys that are wanted only where something else is not so: they are explained once, and not under each item.
const EXCEPTIONS: &str = "-because";

impl Writer<'_> {
    fn part(&mut self, part: &Part) -> String {
        let (open, close) = if part.is_item { ("[[", "]]") } else { ("[", "]") };
        let hash = if part.doubt.is_some() { "#" } else { "" };
        let why = part
            .doubt
            .as_deref()
            .map_or_else(String::new, |why| format!("# Perhaps: {}\n", self.document.mask.shown(why)));
        let mut text = format!("\n{why}{hash}{open}{}{close}\n", part.name);
        for value in &part.values {
            text.push_str(&self.value(value, part.doubt.is_some()));
        }
        if part.doubt.is_none() && part.text("kind") != Some("good-practice") {
            text.push_str(&self.blanks(part.name, &|key| part.values.iter().any(|value| value.key == key)));
        }
        text
    }

    /// A blank line for each key of a table or list that the rubric reads and `is_given` does not know.
    fn blanks(&mut self, table: &str, is_given: &dyn Fn(&str) -> bool) -> String {
        let mut text = String::new();
        for fact in VOCABULARY.iter().filter(|fact| !fact.is_derived()) {
            let Some((own, key)) = fact.key().rsplit_once('.') else { continue };
            let is_list = fact.scope == Scope::Review && ListName::named(fact.name).is_some();
            let is_item = fact.scope != Scope::Review;
            if own != table || is_given(key) || is_list || is_item && (key == "id" || key.ends_with(EXCEPTIONS)) {
                continue;
            }
            if self.keys.rules(fact.key()).is_none() {
                continue;
            }
            let meaning = if self.explained.insert(fact.key()) { format!("{}; ", fact.meaning) } else { String::new() };
            text.push_str(&format!("#{key} =  # {meaning}{}\n", shape(fact)));
        }
        text
    }

    /// The tables and lists that the rubric reads and of which the document gives nothing.
    fn rest(&mut self, draft: &Draft) -> String {
        let mut text = String::new();
        let is_there = |name: &str| draft.parts.iter().any(|part| part.name == name);
        for table in ["dates", "terms", "chair", "author", "family", "summary", "publication", "evaluation"] {
            let blanks = if is_there(table) { String::new() } else { self.blanks(table, &|_| false) };
            if !blanks.is_empty() {
                text.push_str(&format!("\n[{table}]\n{blanks}"));
            }
        }
        for list in ListName::ALL.into_iter().filter(|list| !is_there(list.name())) {
            text.push_str(&self.keys.list(list));
        }
        text
    }

    fn value(&self, value: &Value, commented: bool) -> String {
        let commented = commented || value.doubt.is_some();
        let hash = if commented { "#" } else { "" };
        let (own, masked) = self.masked(&value.found);
        let masked = (!masked.is_empty()).then(|| format!("{} masked", and_list(&masked)));
        let remarks: Vec<String> = self.place(value).into_iter().chain(value.doubt.clone()).chain(masked).collect();
        let remarks = self.document.mask.shown(&remarks.join(": "));
        let remark = if remarks.is_empty() { String::new() } else { format!("  # {remarks}") };
        format!("{hash}{} = {}{remark}\n", value.key, written(&own, commented))
    }

    /// What is written of a value, and the kinds of what is masked in it.
    fn masked(&self, found: &Found) -> (Found, Vec<&'static str>) {
        let texts: Vec<&String> = match found {
            Found::Text(text) => vec![text],
            Found::Ids(ids) => ids.iter().collect(),
            Found::Date(_) | Found::YesNo(_) | Found::Number(_) => Vec::new(),
        };
        let (mask, keeps) = (self.document.mask, self.document.keeps_identifiers);
        let hits = texts.iter().flat_map(|text| identifiers(text, mask.names()));
        let counted = hits.filter(|hit| hit.confidence.counts() && !keeps);
        let mut kinds: Vec<&'static str> = counted.map(|hit| hit.kind.word()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let own = match found {
            _ if kinds.is_empty() => found.clone(),
            Found::Text(text) => Found::Text(mask.masked(text).into_owned()),
            Found::Ids(ids) => Found::Ids(ids.iter().map(|id| mask.masked(id).into_owned()).collect()),
            Found::Date(_) | Found::YesNo(_) | Found::Number(_) => found.clone(),
        };
        (own, kinds)
    }

    fn place(&self, value: &Value) -> Option<String> {
        let start = value.span?.start;
        match &self.lines {
            Some(lines) => Some(format!("line {}", lines.place(start).line)),
            None => self
                .document
                .passages
                .at(start)
                .map(|passage| self.document.passages.place(passage, self.document.mask)),
        }
    }
}

/// A value as TOML: the one way by which something of a document gets into the file.
///
/// A commented one stays on its line.
fn written(found: &Found, commented: bool) -> String {
    let text = |text: &str| {
        if commented { quoted(&text.replace('\n', " ")) } else { quoted(text) }
    };
    match found {
        Found::Text(own) => text(own),
        Found::Date(date) if date.first() == date.last() => date.to_string(),
        Found::Date(date) => text(&date.to_string()),
        Found::Ids(ids) => format!("[{}]", ids.iter().map(|id| text(id)).collect::<Vec<_>>().join(", ")),
        Found::YesNo(yes) => yes.to_string(),
        Found::Number(number) => number.to_string(),
    }
}

/// A key that a rubric reads and a draft does not give.
#[derive(Clone, Debug)]
struct Missing {
    fact: &'static Fact,
    /// How many items lack it, of how many; `None` for a key of the review itself.
    items: Option<(usize, usize)>,
    /// The rules that read it.
    rules: String,
}

/// What the rubric reads and the draft does not give for certain, in the order of the vocabulary.
fn missing(draft: &Draft, rubric: &Rubric) -> Vec<Missing> {
    let keys = Keys::from_rubric(rubric);
    let given = Given::from_draft(draft);
    VOCABULARY.iter().filter(|fact| !fact.is_derived()).filter_map(|fact| given.lacks(fact, &keys)).collect()
}

/// What a draft gives for certain.
struct Given {
    keys: BTreeMap<String, usize>,
    items: BTreeMap<&'static str, usize>,
}

impl Given {
    fn from_draft(draft: &Draft) -> Given {
        let mut given = Given { keys: BTreeMap::new(), items: BTreeMap::new() };
        for part in draft.parts.iter().filter(|part| part.doubt.is_none()) {
            *given.items.entry(part.name).or_default() += 1;
            for value in part.values.iter().filter(|value| value.doubt.is_none()) {
                *given.keys.entry(format!("{}.{}", part.name, value.key)).or_default() += 1;
            }
        }
        given
    }

    fn lacks(&self, fact: &'static Fact, keys: &Keys<'_>) -> Option<Missing> {
        let rules = keys.rules(fact.key())?.join(", ");
        let has = self.keys.get(fact.key()).copied().unwrap_or(0);
        let items = match fact.scope {
            Scope::Review if self.items.contains_key(fact.name) => return None,
            Scope::Review => (has == 0).then_some(None),
            Scope::Item(list) => {
                let all = self.items.get(list.name()).copied().unwrap_or(0);
                (has < all).then_some(Some((all - has, all)))
            }
        }?;
        Some(Missing { fact, items, rules })
    }
}

impl Missing {
    /// The table that it belongs to, and its key there: `actions` and `kind`.
    fn parts(&self) -> (&'static str, &'static str) {
        self.fact.key().rsplit_once('.').unwrap_or(("", self.fact.key()))
    }

    /// How many lack it: ` (missing in 3 of 8)`, nothing where all do.
    fn count(&self) -> String {
        let some = self.items.filter(|(lack, all)| lack < all);
        some.map_or_else(String::new, |(lack, all)| format!(" (missing in {lack} of {all})"))
    }

    fn explained(&self) -> String {
        let Fact { meaning, .. } = self.fact;
        let shape = match ListName::named(self.fact.name).filter(|_| self.fact.scope == Scope::Review) {
            Some(list) => format!("items, each begun with [[{}]]", list.name()),
            None => shape(self.fact),
        };
        let many = self.items.map_or_else(String::new, |(lack, all)| format!(" (missing in {lack} of {all})"));
        format!("# {}{many}: {meaning}; {shape} (for {})\n", self.fact.key(), self.rules)
    }
}

/// The most keys that are named at the beginning.
const FIRST: usize = 8;

/// The keys that most rules read, to begin with.
fn first_to_fill_in(missing: &[Missing], rubric: &Rubric, mask: &Mask) -> String {
    let name = format!("{} {}", mask.shown(&rubric.id), mask.shown(&rubric.version));
    if missing.is_empty() {
        return format!("# The document gives everything that the rubric {name} uses.\n");
    }
    let mut first: Vec<&Missing> = missing.iter().filter(|key| !key.fact.key().ends_with(EXCEPTIONS)).collect();
    first.sort_by_key(|key| std::cmp::Reverse(key.rules.matches(',').count()));
    let explained: String = first.iter().take(FIRST).map(|key| key.explained()).collect();
    format!("#\n# Fill in these first. The rubric {name} uses them most:\n#\n{explained}")
}

/// The same for the terminal, a line a table.
fn by_table(missing: &[Missing]) -> Vec<Block> {
    let line = |same: &[Missing]| {
        let first = same.first()?;
        let keys: Vec<String> = same.iter().map(|key| key.parts().1.to_owned() + &key.count()).collect();
        let (table, key) = first.parts();
        Some(Block::statement(match (table, first.items) {
            ("", _) => key.to_owned(),
            (_, None) => format!("{table}: {}", keys.join(", ")),
            (list, Some(_)) => {
                let items = ListName::named(list).map_or(list, |list| list.nouns().1);
                format!("each of the {items}: {}", keys.join(", "))
            }
        }))
    };
    missing.chunk_by(|one, other| one.parts().0 == other.parts().0).filter_map(line).collect()
}

/// Returns what was read, and what a person still has to fill in; `written` is the file that holds it, with the command that
/// grades it.
#[must_use]
pub fn to_do(draft: &Draft, rubric: &Rubric, written: Option<(&str, &str)>, mask: &Mask) -> Doc {
    let written = written.map(|(file, then)| (mask.shown(file), mask.shown(then)));
    let mut blocks = vec![Block::paragraph(format!("Read: {}.", read_so_far(draft)))];
    blocks.extend(draft.notes.iter().map(|note| Block::paragraph(mask.shown(note).to_string())));
    blocks.extend(written.as_ref().map(|(file, _)| Block::paragraph(format!("Written to {file}."))));
    let missing = missing(draft, rubric);
    if !missing.is_empty() {
        let title = "Still to fill in (the file has a line for each, with an explanation):";
        blocks.push(Block::Group { title: title.into(), blocks: by_table(&missing) });
    }
    blocks.extend(written.map(|(_, then)| Block::paragraph(format!("Please check every line, then: {then}"))));
    Doc { title: "What was read".to_owned(), blocks }
}

/// What was read, in a sentence: `9 findings, 6 actions, 64 events and 7 questions; please check 8`.
#[must_use]
pub(crate) fn read_so_far(draft: &Draft) -> String {
    let of = |list: ListName| {
        let count = draft.parts.iter().filter(|part| part.name == list.name() && part.doubt.is_none()).count();
        (count > 0).then(|| plural(count, list.nouns().0, list.nouns().1))
    };
    let mut all: Vec<String> = ListName::ALL.into_iter().filter_map(of).collect();
    // What has no place in the document was not found in it.
    let found = |part: &Part, is_certain: bool| {
        let values = part.values.iter().filter(|value| value.span.is_some());
        values.filter(|value| value.doubt.is_none() == is_certain).count()
    };
    let values: usize = draft.parts.iter().filter(|part| !part.is_item).map(|part| found(part, true)).sum();
    let doubted = |part: &Part| if part.doubt.is_some() { 1 } else { found(part, false) };
    let doubts: usize = draft.parts.iter().map(doubted).sum();
    if values > 0 {
        all.push(plural(values, "other value", "other values"));
    }
    let all = if all.is_empty() { "nothing".to_owned() } else { and_list(&all) };
    if doubts == 0 { all } else { format!("{all}; {} not certain", plural(doubts, "value is", "values are")) }
}
