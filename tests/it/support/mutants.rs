//! Every single change of a rubric: of a name, number, grade or id, of what is tested and how, and of what is there at all.
//!
//! Changed is what decides. Text that is only shown (titles, questions, levels, reasons, advice, sources, `about`) is left
//! alone, and so are `id`, `title` and `version` of the rubric itself, which say what it is called and not what it does.

use casegrade::document::{Entry, Format, Kind, Limits, Node, Source, parse};
use casegrade::review::vocabulary::{self, ListName};
use casegrade::review::{Fact, FactType, Scope, usual};

/// A rubric with one thing changed.
pub(crate) struct Mutant {
    /// Where and what: `LA2.bands: nearly-all -> most-of`.
    pub(crate) name: String,
    /// The line of the change, from 1.
    pub(crate) line: usize,
    start: usize,
    end: usize,
    text: String,
}

/// Where a rule stands in the text of its rubric, header included.
pub(crate) struct RulePlace {
    pub(crate) id: String,
    start: usize,
    end: usize,
}

/// Where each rule stands, and the tables of the rubric that a rule by itself needs.
pub(crate) fn rules_alone(text: &str) -> (Vec<RulePlace>, String) {
    let parsed = parse(text, Format::Toml, Limits::USUAL);
    let mut places = Vec::new();
    for rule in items(&parsed.root, "criteria").iter().flat_map(|criterion| items(criterion, "rules")) {
        let start = rule.span.start;
        let id = rule.entry("id").and_then(text_of).unwrap().to_owned();
        places.push(RulePlace { id, start, end: start + until(&text[start..], &["[[criteria"]) });
    }
    let mut needed = String::new();
    for (start, _) in text.match_indices('\n').filter(|(at, _)| text[at + 1..].starts_with('[')) {
        let section = &text[start + 1..];
        if ["[rubric", "[words", "[bands"].iter().any(|name| section.starts_with(name)) {
            needed.push_str(&section[..until(section, &["["])]);
        }
    }
    (places, needed)
}

/// How far it is to the next line, after the first, that begins with one of `ends`.
fn until(text: &str, ends: &[&str]) -> usize {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let starts = |line: &str| ends.iter().any(|end| line.starts_with(end));
    lines.skip(1).find(|(_, line)| starts(line)).map_or(text.len(), |(start, _)| start)
}

impl Mutant {
    /// The rule that the change is within, and the text of that rule changed.
    pub(crate) fn within<'p>(&self, places: &'p [RulePlace], text: &str) -> Option<(&'p RulePlace, String)> {
        let place = places.iter().find(|place| place.start < self.start && self.end <= place.end)?;
        Some((place, format!("{}{}{}", &text[place.start..self.start], self.text, &text[self.end..place.end])))
    }

    /// The text of the changed rubric.
    pub(crate) fn applied(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.start], self.text, &text[self.end..])
    }
}

/// All mutants of a rubric.
pub(crate) fn mutants(source: &Source) -> Vec<Mutant> {
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let mut generator = Generator { source, root: &parsed.root, names: Names::of(&parsed.root), made: Vec::new() };
    generator.all();
    generator.made
}

/// The names that a rubric gives.
struct Names {
    criteria: Vec<String>,
    rules: Vec<String>,
    tags: Vec<String>,
    bands: Vec<String>,
    words: Vec<String>,
    profiles: Vec<String>,
}

const KINDS: [&str; 4] = ["scr", "lcspr", "sar", "dhr"];

/// Groups of words that stand in each other's place.
const SWAPS: [&[&str]; 7] = [
    &["at-least", "at-most", "more-than", "less-than"],
    &["from", "before"],
    &["includes-any", "includes-all"],
    &["every", "most", "half"],
    &["all-but", "count"],
    &["met", "unmet", "not-applicable"],
    &["higher", "lower"],
];

impl Names {
    fn of(root: &Node) -> Self {
        let criteria = items(root, "criteria");
        let rules: Vec<&Node> = criteria.iter().flat_map(|criterion| items(criterion, "rules")).collect();
        let ids =
            |nodes: &[&Node]| nodes.iter().filter_map(|node| Some(text_of(node.entry("id")?)?.to_owned())).collect();
        let tags = criteria.iter().chain(&rules).flat_map(|node| items(node, "tags"));
        let mut tags: Vec<String> =
            tags.filter_map(|tag| string(tag).map(str::to_owned)).chain(["asked".to_owned()]).collect();
        tags.sort();
        tags.dedup();
        let keys = |key: &str| {
            root.entry(key)
                .map_or(Vec::new(), |entry| entries(&entry.value).iter().map(|entry| entry.key.to_string()).collect())
        };
        let profiles = keys("grading").into_iter().filter(|name| name != "enough").collect();
        Names {
            criteria: ids(&criteria),
            rules: ids(&rules),
            tags,
            bands: keys("bands"),
            words: keys("words"),
            profiles,
        }
    }
}

fn entries(node: &Node) -> &[Entry] {
    if let Kind::Map(entries) = &node.kind { entries } else { &[] }
}

fn list(node: &Node) -> &[Node] {
    if let Kind::Seq(items) = &node.kind { items } else { &[] }
}

fn items<'n>(node: &'n Node, key: &str) -> Vec<&'n Node> {
    node.entry(key).map_or(Vec::new(), |entry| list(&entry.value).iter().collect())
}

fn string(node: &Node) -> Option<&str> {
    if let Kind::Str(text) = &node.kind { Some(text) } else { None }
}

fn text_of(entry: &Entry) -> Option<&str> {
    string(&entry.value)
}

struct Generator<'g> {
    source: &'g Source,
    root: &'g Node,
    names: Names,
    made: Vec<Mutant>,
}

impl<'g> Generator<'g> {
    fn slice(&self, start: usize, end: usize) -> &'g str {
        &self.source.text[start..end]
    }

    fn replace(&mut self, path: &str, (start, end): (usize, usize), with: &str) {
        let was = self.slice(start, end);
        let name = format!("{path}: {} -> {}", was.replace('"', ""), with.replace('"', ""));
        self.push(name, (start, end), with.to_owned());
    }

    fn push(&mut self, name: String, (start, end): (usize, usize), text: String) {
        let line = self.source.lines().place(start).line;
        self.made.push(Mutant { name, line, start, end, text });
    }

    fn value(&mut self, path: &str, node: &Node, with: &str) {
        self.replace(path, (node.span.start, node.span.end), with);
    }

    /// The string of `node` in turn as each of the others.
    fn others<'s>(&mut self, path: &str, node: &Node, others: impl IntoIterator<Item = &'s str>) {
        let own = string(node).unwrap_or("").to_owned();
        for other in others {
            if other != own {
                self.value(path, node, &format!("\"{other}\""));
            }
        }
    }

    fn key(&mut self, path: &str, entry: &Entry, with: &str) {
        let with = if with.contains('.') { format!("\"{with}\"") } else { with.to_owned() };
        self.replace(&format!("{path} key"), (entry.key_span.start, entry.key_span.end), &with);
    }

    /// The key of `entry` in turn as each word that could stand in its place.
    fn swaps(&mut self, path: &str, entry: &Entry) {
        for group in SWAPS.iter().filter(|group| group.contains(&&*entry.key)) {
            for other in group.iter().filter(|other| **other != entry.key) {
                self.key(path, entry, other);
            }
        }
    }

    fn number(&mut self, path: &str, node: &Node) {
        match &node.kind {
            Kind::Int(number) => {
                self.value(path, node, &(number - 1).to_string());
                self.value(path, node, &(number + 1).to_string());
            }
            Kind::Float(number) => {
                for step in [-0.05, 0.05] {
                    let other = format!("{:.3}", number + step);
                    self.value(path, node, other.trim_end_matches('0'));
                }
            }
            Kind::Str(fraction) => {
                let Some((numer, denom)) = fraction.split_once('/') else { return };
                let (numer, denom): (i64, i64) = (numer.parse().unwrap(), denom.parse().unwrap());
                for (numer, denom) in [(numer - 1, denom), (numer + 1, denom), (numer, denom - 1), (numer, denom + 1)] {
                    self.value(path, node, &format!("\"{numer}/{denom}\""));
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Date(_) | Kind::Seq(_) | Kind::Map(_) => {}
        }
    }

    fn grade(&mut self, path: &str, node: &Node) {
        let Some(at) = usual::BEST_FIRST.iter().position(|grade| Some(grade.word()) == string(node)) else { return };
        let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let words: Vec<&str> =
            neighbours.filter_map(|at| usual::BEST_FIRST.get(at)).map(|grade| grade.word()).collect();
        self.others(path, node, words);
    }

    /// Without the entry of that number in a table.
    fn without_entry(&mut self, path: &str, table: &Node, at: usize) {
        let entry = &entries(table)[at];
        let name = format!("{path}: removed");
        let inline = self.source.text[table.span.start..].starts_with('{');
        if !inline {
            self.push(name, (entry.key_span.start, entry.value.span.end), String::new());
            return;
        }
        let others = entries(table).iter().enumerate().filter(|(other, _)| *other != at);
        let kept: Vec<&str> = others.map(|(_, entry)| self.slice(entry.key_span.start, entry.value.span.end)).collect();
        self.push(name, (table.span.start, table.span.end), format!("{{ {} }}", kept.join(", ")));
    }

    /// Without the item of that number in a list written in brackets.
    fn without_item(&mut self, path: &str, whole: &Node, at: usize) {
        let others = list(whole).iter().enumerate().filter(|(other, _)| *other != at);
        let kept: Vec<&str> = others.map(|(_, item)| self.slice(item.span.start, item.span.end)).collect();
        let text = format!("[{}]", kept.join(", "));
        self.push(format!("{path}: removed"), (whole.span.start, whole.span.end), text);
    }

    /// Without a table under a header of its own, up to the next header that is one of `ends`.
    fn without_table(&mut self, path: &str, node: &Node, ends: &[&str]) {
        let end = until(&self.source.text[node.span.start..], ends);
        self.push(format!("{path}: removed"), (node.span.start, node.span.start + end), String::new());
    }

    fn all(&mut self) {
        let root = self.root;
        for kind in root.entry("rubric").map_or(Vec::new(), |header| items(&header.value, "kinds")) {
            self.others("rubric.kinds", kind, KINDS);
        }
        for section in entries(root) {
            let path = section.key.to_string();
            match &*section.key {
                "words" => self.words(&section.value),
                "bands" => {
                    for (at, entry) in entries(&section.value).iter().enumerate() {
                        let path = format!("bands.{}", entry.key);
                        self.key(&path, entry, &format!("{}-x", entry.key));
                        self.without_entry(&path, &section.value, at);
                        self.thresholds(&path, &entry.value);
                    }
                }
                "grading" => self.grading(&section.value),
                "limits" => {
                    for (at, limit) in list(&section.value).iter().enumerate() {
                        self.limit(&format!("{path}[{at}]"), limit);
                    }
                }
                "criteria" => {
                    for criterion in list(&section.value) {
                        self.criterion(criterion);
                    }
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, section: &Node) {
        for entry in entries(section) {
            let path = format!("words.{}", entry.key);
            self.key(&path, entry, &format!("{}-x", entry.key));
            self.word_list(&path, &entry.value);
            for (at, part) in entries(&entry.value).iter().enumerate() {
                let path = format!("{path}.{}", part.key);
                self.without_entry(&path, &entry.value, at);
                self.word_list(&path, &part.value);
                if let Kind::Bool(value) = part.value.kind {
                    self.value(&path, &part.value, &(!value).to_string());
                }
            }
        }
    }

    fn word_list(&mut self, path: &str, words: &Node) {
        for (at, word) in list(words).iter().enumerate() {
            let own = string(word).unwrap().to_owned();
            self.value(path, word, &format!("\"{own}x\""));
            self.without_item(&format!("{path} {own}"), words, at);
        }
    }

    /// Thresholds for grades: a share or number, or a table of a share and excused misses.
    fn thresholds(&mut self, path: &str, table: &Node) {
        for (at, entry) in entries(table).iter().enumerate() {
            let path = format!("{path}.{}", entry.key);
            for grade in ["outstanding", "good", "adequate"] {
                if entry.key != grade {
                    self.key(&path, entry, grade);
                }
            }
            self.without_entry(&path, table, at);
            self.number(&path, &entry.value);
            for (at, part) in entries(&entry.value).iter().enumerate() {
                let path = format!("{path}.{}", part.key);
                self.number(&path, &part.value);
                self.without_entry(&path, &entry.value, at);
            }
        }
    }

    fn grading(&mut self, section: &Node) {
        for (at, entry) in entries(section).iter().enumerate() {
            let path = format!("grading.{}", entry.key);
            if entry.key == "enough" {
                self.number(&path, &entry.value);
                self.without_entry(&path, section, at);
                continue;
            }
            for (at, grade) in entries(&entry.value).iter().enumerate() {
                let path = format!("{path}.{}", grade.key);
                self.without_entry(&path, &entry.value, at);
                for (at, need) in list(&grade.value).iter().enumerate() {
                    let path = format!("{path}[{at}]");
                    self.without_item(&path, &grade.value, at);
                    self.need(&path, need, &entry.key);
                }
            }
        }
    }

    fn need(&mut self, path: &str, need: &Node, profile: &str) {
        for (at, entry) in entries(need).iter().enumerate() {
            let path = format!("{path}.{}", entry.key);
            match &*entry.key {
                "every" | "most" | "half" => {
                    self.swaps(&path, entry);
                    self.grade(&path, &entry.value);
                }
                "share" | "count" | "all-but" => {
                    self.swaps(&path, entry);
                    self.number(&path, &entry.value);
                }
                "at-least" => self.grade(&path, &entry.value),
                "of" => {
                    self.without_entry(&path, need, at);
                    let names: Vec<String> = if profile == "overall" {
                        self.names.tags.iter().chain(&self.names.criteria).cloned().collect()
                    } else {
                        self.names.tags.iter().chain(&self.names.rules).cloned().collect()
                    };
                    let own: Vec<&Node> = if string(&entry.value).is_some() {
                        vec![&entry.value]
                    } else {
                        list(&entry.value).iter().collect()
                    };
                    for name in own {
                        self.others(&path, name, names.iter().map(String::as_str));
                    }
                }
                other => panic!("{path}: a need with `{other}`"),
            }
        }
    }

    fn limit(&mut self, path: &str, limit: &Node) {
        self.without_table(path, limit, &["[", "# ---"]);
        for entry in entries(limit) {
            let path = format!("{path}.{}", entry.key);
            match &*entry.key {
                "when" => {
                    let names: Vec<String> = self.names.criteria.iter().chain(&self.names.rules).cloned().collect();
                    self.others(&path, &entry.value, names.iter().map(String::as_str));
                }
                "when-at" | "overall" => self.grade(&path, &entry.value),
                _ => {}
            }
        }
    }

    fn criterion(&mut self, criterion: &Node) {
        let id = criterion.entry("id").and_then(text_of).unwrap().to_owned();
        self.without_table(&id, criterion, &["[[criteria]]"]);
        for (at, entry) in entries(criterion).iter().enumerate() {
            let path = format!("{id}.{}", entry.key);
            match &*entry.key {
                "rules" => {
                    for rule in list(&entry.value) {
                        self.rule(rule);
                    }
                }
                _ => self.common(&path, criterion, at),
            }
        }
    }

    /// A key that criteria and rules share.
    fn common(&mut self, path: &str, table: &Node, at: usize) {
        let entry = &entries(table)[at];
        match &*entry.key {
            "id" => {
                let id = text_of(entry).unwrap().to_owned();
                self.value(path, &entry.value, &format!("\"{id}x\""));
            }
            "weight" => {
                self.number(path, &entry.value);
                self.without_entry(path, table, at);
            }
            "tags" => {
                for (at, tag) in list(&entry.value).iter().enumerate() {
                    let own = string(tag).unwrap().to_owned();
                    self.value(path, tag, &format!("\"{own}x\""));
                    self.without_item(&format!("{path} {own}"), &entry.value, at);
                }
            }
            "grading" => {
                let names = self.names.profiles.clone();
                self.others(path, &entry.value, names.iter().map(String::as_str));
                self.without_entry(path, table, at);
            }
            _ => {}
        }
    }

    fn rule(&mut self, rule: &Node) {
        let id = rule.entry("id").and_then(text_of).unwrap().to_owned();
        self.without_table(&id, rule, &["[[criteria"]);
        let list_name = ["each", "count"].iter().find_map(|key| rule.entry(key).and_then(text_of));
        let scope = list_name.and_then(ListName::named).map_or(Scope::Review, Scope::Item);
        let lists: Vec<&str> = ListName::ALL.iter().map(|list| list.name()).collect();
        for (at, entry) in entries(rule).iter().enumerate() {
            let path = format!("{id}.{}", entry.key);
            match &*entry.key {
                "each" | "count" => self.others(&path, &entry.value, lists.iter().copied()),
                "measure" => self.others(&path, &entry.value, vocabulary::facts(Scope::Review).map(|fact| fact.name)),
                "applies-when" => {
                    self.without_entry(&path, rule, at);
                    self.conditions(&path, &entry.value, Scope::Review);
                }
                "where" | "must" => {
                    self.without_entry(&path, rule, at);
                    self.conditions(&path, &entry.value, scope);
                }
                "any" => {
                    self.without_entry(&path, rule, at);
                    for (at, table) in list(&entry.value).iter().enumerate() {
                        self.without_item(&format!("{path}[{at}]"), &entry.value, at);
                        self.conditions(&format!("{path}[{at}]"), table, scope);
                    }
                }
                "empty" => self.others(&path, &entry.value, SWAPS[5].iter().copied()),
                "better" => {
                    self.others(&path, &entry.value, SWAPS[6].iter().copied());
                    self.without_entry(&path, rule, at);
                }
                "met" | "unmet" => {
                    self.grade(&path, &entry.value);
                    self.without_entry(&path, rule, at);
                }
                "bands" => {
                    if string(&entry.value).is_some() {
                        let names = self.names.bands.clone();
                        self.others(&path, &entry.value, names.iter().map(String::as_str));
                    } else {
                        self.thresholds(&path, &entry.value);
                    }
                }
                "fixable" => self.value(&path, &entry.value, "true"),
                _ => self.common(&path, rule, at),
            }
        }
    }

    fn conditions(&mut self, path: &str, table: &Node, scope: Scope) {
        for (at, entry) in entries(table).iter().enumerate() {
            let path = format!("{path}.{}", entry.key);
            self.without_entry(&path, table, at);
            for fact in vocabulary::facts(scope).filter(|fact| fact.name != entry.key) {
                self.key(&path, entry, fact.name);
            }
            let fact = vocabulary::find(scope, &entry.key).unwrap();
            if entries(&entry.value).is_empty() {
                self.literal(&path, &entry.value, fact);
            }
            for (at, test) in entries(&entry.value).iter().enumerate() {
                let path = format!("{path}.{}", test.key);
                self.swaps(&path, test);
                self.without_entry(&path, &entry.value, at);
                match &*test.key {
                    "words" => {
                        let names = self.names.words.clone();
                        self.others(&path, &test.value, names.iter().map(String::as_str));
                    }
                    "one-of" | "includes-any" | "includes-all" => {
                        for (at, word) in list(&test.value).iter().enumerate() {
                            let own = string(word).unwrap_or("").to_owned();
                            self.without_item(&format!("{path} {own}"), &test.value, at);
                            self.literal(&path, word, fact);
                        }
                    }
                    "not" => {
                        let inner = self.slice(test.value.span.start, test.value.span.end).to_owned();
                        self.value(&path, &entry.value, &inner);
                        self.literal(&path, &test.value, fact);
                    }
                    _ => self.literal(&path, &test.value, fact),
                }
            }
        }
    }

    /// A value to compare with, in turn as others that the fact can have.
    fn literal(&mut self, path: &str, node: &Node, fact: &Fact) {
        match &node.kind {
            Kind::Bool(value) => self.value(path, node, &(!value).to_string()),
            Kind::Date(date) => {
                let date: jiff::civil::Date = date.parse().unwrap();
                for other in [date.yesterday().unwrap(), date.tomorrow().unwrap()] {
                    self.value(path, node, &other.to_string());
                }
            }
            // Nothing is earned by an empty text, so that for a text the two are one.
            Kind::Str(word)
                if ["present", "stated"].contains(&&**word)
                    && matches!(fact.kind, FactType::Text | FactType::Name)
                    && !path.contains(".where.")
                    && !path.contains(".applies-when.") => {}
            Kind::Str(word) if ["present", "stated"].contains(&&**word) => {
                self.others(path, node, ["present", "stated"]);
            }
            Kind::Str(word) => match fact.kind {
                FactType::Choice(words) | FactType::List(Some(words)) => self.others(path, node, words.iter().copied()),
                FactType::Text
                | FactType::Name
                | FactType::YesNo
                | FactType::Date
                | FactType::Number(_)
                | FactType::List(None) => {
                    self.value(path, node, &format!("\"{word}x\""));
                }
            },
            Kind::Null | Kind::Int(_) | Kind::Float(_) | Kind::Seq(_) | Kind::Map(_) => self.number(path, node),
        }
    }
}
