//! How the tables of a rubric and of the one that it extends become one.

use crate::document::{Diagnostic, Entry, Kind, Node, Text};
use crate::text::{Span, nearest};

/// The same tree with every place at `span`.
pub(super) fn placed(node: &Node, span: Span) -> Node {
    let kind = match &node.kind {
        Kind::Seq(items) => Kind::Seq(items.iter().map(|item| placed(item, span)).collect()),
        Kind::Map(entries) => Kind::Map(
            entries
                .iter()
                .map(|entry| Entry { key: entry.key.clone(), key_span: span, value: placed(&entry.value, span) })
                .collect(),
        ),
        other @ (Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_)) => {
            other.clone()
        }
    };
    Node { span, kind }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::Seq(items)) => items,
        _ => &[],
    }
}

/// The items of the list that `key` names.
fn items_mut<'n>(node: &'n mut Node, key: &str) -> &'n mut [Node] {
    let Kind::Map(entries) = &mut node.kind else { return &mut [] };
    match entries.iter_mut().find(|entry| entry.key.as_str() == key).map(|entry| &mut entry.value.kind) {
        Some(Kind::Seq(items)) => items,
        _ => &mut [],
    }
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.entry(key).map(|entry| &entry.value)
}

fn id_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    value(node, key).and_then(Node::text)
}

/// The ids of all criteria and rules.
pub(super) fn ids(root: &Node) -> Vec<String> {
    let criteria = items(value(root, "criteria"));
    let within = |criterion: &Node| {
        let rules = items(value(criterion, "rules")).iter().filter_map(|rule| id_of(rule, "id"));
        id_of(criterion, "id").into_iter().chain(rules).map(str::to_owned).collect::<Vec<_>>()
    };
    criteria.iter().flat_map(within).collect()
}

/// Puts two rubrics together, and keeps what does not fit.
pub(super) struct Merge<'m> {
    place: Span,
    /// The base, as it is named.
    name: &'m str,
    pub(super) found: Vec<Diagnostic>,
    pub(super) changed: Vec<String>,
    pub(super) removed: Vec<String>,
    pub(super) renamed: Vec<(String, String)>,
    /// All that is removed, as `remove` names it.
    pub(super) gone: Vec<String>,
    /// Rules that would take what they lack from a rule that the base does not have.
    pub(super) unfinished: Vec<Node>,
}

/// The tables whose keys are names that a rubric can replace or remove.
const NAMED: [&str; 3] = ["words", "bands", "grading"];
/// The keys that say what a rule tests: a rule that gives one replaces the rule of the base.
const TESTS: [&str; 6] = ["each", "must", "any", "count", "measure", "ask"];
/// The keys of the header that are taken from the base.
const HEADER: [&str; 4] = ["about", "kinds", "not-judged", "placeholders"];

impl<'m> Merge<'m> {
    /// Nothing yet; `name` is the base, as it is named at `place`.
    pub(super) fn new(place: Span, name: &'m str) -> Self {
        Merge {
            place,
            name,
            found: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
            renamed: Vec::new(),
            gone: Vec::new(),
            unfinished: Vec::new(),
        }
    }

    /// The rubric with all that its rules take from rules of the base with other ids.
    pub(super) fn with_renamed(&mut self, own: &Node, base: &Node) -> Node {
        let mut own = own.clone();
        let rules: Vec<&Node> =
            items(value(base, "criteria")).iter().flat_map(|own| items(value(own, "rules"))).collect();
        for criterion in items_mut(&mut own, "criteria") {
            for rule in items_mut(criterion, "rules") {
                *rule = self.renamed_rule(rule, &rules);
            }
        }
        own
    }

    /// A rule with what it takes from the one of `rules` that it renames.
    fn renamed_rule(&mut self, own: &Node, rules: &[&Node]) -> Node {
        let Some((name, place)) = own.entry("renames").and_then(|entry| Some((entry.value.text()?, entry.value.span)))
        else {
            return own.clone();
        };
        let Some(base) = rules.iter().find(|rule| id_of(rule, "id") == Some(name)) else {
            let known = rules.iter().filter_map(|rule| id_of(rule, "id"));
            let meant = nearest(name, known).map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
            let message = format!("`{}` has no rule `{name}` to rename{meant}", self.name);
            self.found.push(Diagnostic::error("unknown-name", message).at(place, "not in the base"));
            self.unfinished.push(own.clone());
            return own.clone();
        };
        if self.renamed.iter().any(|(base, _)| base == name) {
            let message = format!("the rule `{name}` is renamed twice");
            self.found.push(Diagnostic::error("duplicate-id", message).at(place, "again here"));
        }
        self.renamed.extend(id_of(own, "id").map(|id| (name.to_owned(), id.to_owned())));
        let replaces = own.entries().iter().any(|entry| TESTS.contains(&entry.key.as_str()));
        let own = without(own, "renames");
        if replaces { own } else { joined(&own, Some(base), &|key| key != "id") }
    }

    /// The tables of both.
    pub(super) fn root(&mut self, own: &Node, base: &Node) -> Node {
        let mut gone = self.removals(own, base);
        gone.extend(self.renamed.iter().map(|(base, _)| base.clone()));
        let is_gone = |name: &str| gone.iter().any(|own| own == name);
        let mut entries: Vec<Entry> = own.entries().to_vec();
        let mut put = |key: &'static str, value: Option<Node>| {
            let Some(value) = value else { return };
            match entries.iter_mut().find(|entry| entry.key.as_str() == key) {
                Some(entry) => entry.value = value,
                None => entries.push(Entry { key: Text::from(key), key_span: self.place, value }),
            }
        };
        put(
            "rubric",
            value(own, "rubric").map(|header| joined(header, value(base, "rubric"), &|key| HEADER.contains(&key))),
        );
        put("scale", value(own, "scale").or(value(base, "scale")).cloned());
        for table in NAMED {
            let stays = |key: &str| !is_gone(&format!("{table}.{key}"));
            put(table, join(value(own, table), value(base, table), &stays));
        }
        let whole = |own: &Node, _: Option<&Node>| own.clone();
        let mut found = Vec::new();
        let limits = List { key: "when", what: "limit", gone: &|when| is_gone(&format!("limits.{when}")) };
        put("limits", limits.merged(value(own, "limits"), value(base, "limits"), &mut found, &mut { whole }));
        let mut changed = Vec::new();
        let criteria = List { key: "id", what: "criterion", gone: &is_gone };
        let mut within = Vec::new();
        put(
            "criteria",
            criteria.merged(value(own, "criteria"), value(base, "criteria"), &mut found, &mut |own, base| {
                criterion(own, base, &is_gone, &mut within, &mut changed)
            }),
        );
        // Rules of the base in criteria that this rubric says nothing of.
        put_without(&mut entries, &is_gone);
        self.found.extend(found.into_iter().chain(within));
        self.changed = changed;
        let has = ids(&Node { span: own.span, kind: Kind::Map(entries.clone()) });
        self.removed = ids(base).into_iter().filter(|id| !has.contains(id)).collect();
        self.gone = gone;
        Node { span: own.span, kind: Kind::Map(entries) }
    }

    /// The names that are removed; reports those that the base does not have.
    fn removals(&mut self, own: &Node, base: &Node) -> Vec<String> {
        let mut known = ids(base);
        for table in NAMED {
            let keys = value(base, table).map_or(&[][..], Node::entries).iter();
            known.extend(keys.map(|entry| format!("{table}.{}", entry.key)));
        }
        let limits = items(value(base, "limits")).iter().filter_map(|limit| id_of(limit, "when"));
        known.extend(limits.map(|when| format!("limits.{when}")));
        let mut gone = Vec::new();
        for node in items(value(own, "rubric").and_then(|header| value(header, "remove"))) {
            let Some(name) = node.text() else { continue };
            if known.iter().any(|own| own == name) {
                gone.push(name.to_owned());
                continue;
            }
            let meant = nearest(name, known.iter().map(String::as_str));
            let meant = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
            let message = format!("`{}` has no `{name}` to remove{meant}", self.name);
            let help = "name a criterion or a rule by its id, or write `words.NAME`, `bands.NAME`, `grading.NAME` or `limits.ID`";
            self.found.push(Diagnostic::error("unknown-name", message).at(node.span, "not in the base").help(help));
        }
        gone
    }
}

/// Removes rules from the criteria that are there.
fn put_without(entries: &mut [Entry], is_gone: &dyn Fn(&str) -> bool) {
    let Some(entry) = entries.iter_mut().find(|entry| entry.key.as_str() == "criteria") else { return };
    let Kind::Seq(criteria) = &mut entry.value.kind else { return };
    for criterion in criteria {
        let Kind::Map(keys) = &mut criterion.kind else { continue };
        for rules in keys.iter_mut().filter(|entry| entry.key.as_str() == "rules") {
            if let Kind::Seq(rules) = &mut rules.value.kind {
                rules.retain(|rule| !id_of(rule, "id").is_some_and(is_gone));
            }
        }
    }
}

/// The keys of `own`, and those of `base` that it does not have and that `stay`.
fn joined(own: &Node, base: Option<&Node>, stays: &dyn Fn(&str) -> bool) -> Node {
    let Kind::Map(entries) = &own.kind else { return own.clone() };
    let is_new = |entry: &&Entry| own.entry(&entry.key).is_none() && stays(&entry.key);
    let taken = base.map_or(&[][..], Node::entries).iter().filter(is_new).cloned();
    Node { span: own.span, kind: Kind::Map(entries.iter().cloned().chain(taken).collect()) }
}

fn join(own: Option<&Node>, base: Option<&Node>, stays: &dyn Fn(&str) -> bool) -> Option<Node> {
    let empty = |node: &Node| Node { span: node.span, kind: Kind::Map(Vec::new()) };
    match (own, base) {
        (Some(own), base) => Some(joined(own, base, stays)),
        (None, Some(base)) => Some(joined(&empty(base), Some(base), stays)),
        (None, None) => None,
    }
}

/// A criterion with the rules of the base that it does not replace; `base` is `None` for one that is new.
fn criterion(
    own: &Node,
    base: Option<&Node>,
    is_gone: &dyn Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
    changed: &mut Vec<String>,
) -> Node {
    let is_other = |entry: &Entry| !["id", "rules", "after"].contains(&entry.key.as_str());
    if let Some(id) = id_of(own, "id").filter(|_| base.is_some() && own.entries().iter().any(is_other)) {
        changed.push(id.to_owned());
    }
    let mut merged = joined(own, base, &|key| key != "rules");
    let rules = List { key: "id", what: "rule", gone: is_gone };
    let rules =
        rules.merged(value(own, "rules"), base.and_then(|base| value(base, "rules")), found, &mut |own, base| {
            if base.is_none() {
                return own.clone();
            }
            changed.extend(id_of(own, "id").map(str::to_owned));
            let replaces = own.entries().iter().any(|entry| TESTS.contains(&entry.key.as_str()));
            if replaces { own.clone() } else { joined(own, base, &|_| true) }
        });
    if let (Kind::Map(entries), Some(rules)) = (&mut merged.kind, rules) {
        match entries.iter_mut().find(|entry| entry.key.as_str() == "rules") {
            Some(entry) => entry.value = rules,
            None => entries.push(Entry { key: Text::from("rules"), key_span: own.span, value: rules }),
        }
    }
    merged
}

/// A list of tables that are known by one of their keys.
struct List<'l> {
    key: &'static str,
    what: &'static str,
    gone: &'l dyn Fn(&str) -> bool,
}

impl List<'_> {
    /// The items of the base, those of `own` with the same name joined to them, and the others after the item that they name,
    /// or at the end.
    fn merged(
        &self,
        own: Option<&Node>,
        base: Option<&Node>,
        found: &mut Vec<Diagnostic>,
        join: &mut dyn FnMut(&Node, Option<&Node>) -> Node,
    ) -> Option<Node> {
        let stays = |item: &&Node| !id_of(item, self.key).is_some_and(self.gone);
        // A value of the wrong type is reported later.
        if let Some(own) = own.filter(|own| !matches!(own.kind, Kind::Seq(_))) {
            return Some(own.clone());
        }
        let mut all: Vec<Node> = items(base).iter().filter(stays).cloned().collect();
        let mut joined: Vec<&str> = Vec::new();
        for item in items(own) {
            let named = |name: &str, all: &[Node]| all.iter().position(|other| id_of(other, self.key) == Some(name));
            let after = item.entry("after");
            // An id that is given twice is an error of its own, which is found later.
            let name = id_of(item, self.key).filter(|name| !joined.contains(name));
            let at = name.and_then(|name| named(name, &all));
            joined.extend(name);
            let goes = after.and_then(|after| named(after.value.text()?, &all));
            if let Some(after) = after.filter(|after| goes.is_none() && after.value.text().is_some()) {
                let message =
                    format!("there is no {} `{}` to go after", self.what, after.value.text().unwrap_or_default());
                found.push(Diagnostic::error("unknown-name", message).at(after.value.span, "not in this list"));
            }
            // A value of the wrong type stays, so that it is reported later.
            let is_read = after.is_some_and(|after| after.value.text().is_some());
            let item = if is_read { without(item, "after") } else { item.clone() };
            match at {
                Some(at) => {
                    let both = join(&item, all.get(at));
                    all.splice(at..=at, [both]);
                }
                None => all.insert(goes.map_or(all.len(), |at| at + 1), join(&item, None)),
            }
        }
        let place = own.or(base)?;
        Some(Node { span: place.span, kind: Kind::Seq(all) })
    }
}

fn without(node: &Node, key: &str) -> Node {
    let Kind::Map(entries) = &node.kind else { return node.clone() };
    let entries = entries.iter().filter(|entry| entry.key.as_str() != key).cloned().collect();
    Node { span: node.span, kind: Kind::Map(entries) }
}
