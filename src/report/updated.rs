//! A form that takes in a later draft: everything in it stays, and what the draft says otherwise is added beside it.

use std::collections::BTreeSet;

use crate::document::{Entry, Kind, Node};
use crate::text::Span;

/// What a later draft changed in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Updated {
    /// The form as it is now.
    pub text: String,
    /// The items and tables that are new in it: `actions A7`.
    pub new: Vec<String>,
    /// The values that the draft gives otherwise or for the first time: `actions A2: due`.
    pub changed: Vec<String>,
    /// The values and items that the draft may give, which are comments: `actions A2: due`, `gaps`.
    pub offered: Vec<String>,
    /// The items that were read from an earlier draft and are not in this one.
    pub vanished: Vec<String>,
}

/// A table or an item of a list that has a header of its own.
struct FormTable<'n> {
    name: String,
    id: Option<String>,
    is_item: bool,
    span: Span,
    entries: Vec<&'n Entry>,
}

impl FormTable<'_> {
    fn title(&self) -> String {
        self.id.as_ref().map_or_else(|| self.name.clone(), |id| format!("{} {id}", self.name))
    }
}

/// A text with the tree that it was read into.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The text, TOML.
    pub text: &'a str,
    /// Its tree.
    pub root: &'a Node,
}

/// What is taken into a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// A later draft of all that the form was read from.
    Draft,
    /// A further document of the same review, such as its action plan.
    Further,
}

/// The tables that a further document says of itself.
const OWN: [&str; 2] = ["review", "documents"];

/// Takes `later`, a form of another document whose items have the ids of `form`, into `form`; no line of it is lost. `document`
/// is what to call the document.
#[must_use]
pub(crate) fn updated(form: Form<'_>, later: Form<'_>, document: &str, which: Later) -> Updated {
    let (own, mut others) = (form.tables(), later.tables());
    if which == Later::Further {
        others.retain(|table| !OWN.contains(&table.name.as_str()));
    }
    let mut merge = Merge { form, later, document, added: Vec::new(), updated: Updated::default() };
    for table in &others {
        let known = own.iter().find(|known| known.name == table.name && known.id == table.id);
        match known {
            Some(known) => {
                merge.values(known, table);
                merge.offers(known, table);
            }
            None => merge.whole(table, &own),
        }
    }
    merge.doubtful_items(&own);
    let kept: BTreeSet<String> = others.iter().map(FormTable::title).collect();
    let all = own.iter().filter(|_| which == Later::Draft);
    for table in all.filter(|table| table.is_item && !kept.contains(&table.title())) {
        merge.vanished(table);
    }
    merge.finish()
}

impl<'a> Form<'a> {
    /// Every table that has a header.
    fn tables(self) -> Vec<FormTable<'a>> {
        let mut tables = Vec::new();
        self.within("", self.root, &mut tables);
        tables
    }

    fn within(self, above: &str, node: &'a Node, tables: &mut Vec<FormTable<'a>>) {
        let Kind::Map(entries) = &node.kind else { return };
        for entry in entries {
            let name = if above.is_empty() { entry.key.to_string() } else { format!("{above}.{}", entry.key) };
            match &entry.value.kind {
                Kind::Map(_) => {
                    tables.extend(self.table(&name, &entry.value, false));
                    self.within(&name, &entry.value, tables);
                }
                Kind::Seq(items) => tables.extend(items.iter().filter_map(|item| self.table(&name, item, true))),
                Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Date(_) => {}
            }
        }
    }

    fn table(self, name: &str, node: &'a Node, is_item: bool) -> Option<FormTable<'a>> {
        let Kind::Map(entries) = &node.kind else { return None };
        let has_header = self.text.get(node.span.start..)?.starts_with('[');
        let is_value =
            |entry: &&Entry| !matches!(entry.value.kind, Kind::Map(_)) && !self.is_list_of_tables(&entry.value);
        // Members of the panel and gaps have no ids: they are told by what they are.
        let told_by = |key: &&str| entries.iter().find(|entry| entry.key.as_str() == *key);
        let id = ["id", "role", "what", "text"].iter().find_map(told_by).filter(|_| is_item);
        has_header.then(|| FormTable {
            name: name.to_owned(),
            id: id.map(|id| self.raw(id.value.span).trim_matches('"').to_owned()),
            is_item,
            span: node.span,
            entries: entries.iter().filter(is_value).collect(),
        })
    }

    fn is_list_of_tables(self, node: &Node) -> bool {
        matches!(&node.kind, Kind::Seq(items) if items.iter().any(|item| matches!(item.kind, Kind::Map(_))))
    }

    fn raw(self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Where the line after the one that holds this byte begins.
    fn next_line(self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |end| at + end + 1)
    }

    /// Where the line that holds this byte begins.
    fn line_start(self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    }

    /// Where the values of a table end: what follows are comments, or another table.
    fn end_of_values(self, table: &FormTable<'_>) -> usize {
        let last = table.entries.iter().map(|entry| entry.value.span.end).max().unwrap_or(table.span.end);
        self.next_line(last.max(table.span.end))
    }

    /// Where the lines of a table end: at an empty line after its values, or where another table begins.
    fn end_of_block(self, table: &FormTable<'_>) -> usize {
        let from = self.end_of_values(table);
        let rest = self.text.get(from..).unwrap_or_default();
        let mut end = from;
        for line in rest.split_inclusive('\n') {
            let own = line.trim();
            if own.is_empty() || own.starts_with('[') || own.starts_with("#[") {
                break;
            }
            end += line.len();
        }
        end
    }

    /// The lines of an entry, with the remark after it.
    fn lines(self, entry: &Entry) -> &'a str {
        let (start, end) = (self.line_start(entry.key_span.start), self.next_line(entry.value.span.end));
        self.text.get(start..end).unwrap_or_default().trim_end()
    }
}

/// A value that is a comment: `#due = "2024-05"  # paragraph 3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer<'a> {
    key: &'a str,
    value: &'a str,
}

impl<'a> Offer<'a> {
    /// Reads a line; `None` where it is another comment, or a key that waits for its value.
    fn of_line(line: &'a str) -> Option<Self> {
        let (key, rest) = line.trim().strip_prefix('#')?.split_once(" = ")?;
        let value = rest.rsplit_once("  # ").map_or(rest, |(value, _)| value).trim();
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        (is_key && !value.is_empty() && !value.starts_with('#')).then_some(Offer { key, value })
    }
}

/// What is added to a form, each at a byte of its text.
struct Merge<'a> {
    form: Form<'a>,
    later: Form<'a>,
    document: &'a str,
    added: Vec<(usize, String)>,
    updated: Updated,
}

impl Merge<'_> {
    /// Takes in the values of a table that the form has too.
    fn values(&mut self, known: &FormTable<'_>, table: &FormTable<'_>) {
        for entry in &table.entries {
            let key = entry.key.as_str();
            if ["id", "record"].contains(&key) {
                continue;
            }
            let line = self.later.lines(entry);
            match known.entries.iter().find(|own| own.key == entry.key) {
                Some(own) if is_same(&own.value, &entry.value) => {}
                Some(own) => {
                    let mark = format!("# In {}: {}\n", self.document, line.replace(['\r', '\n'], " "));
                    let at = self.form.next_line(own.value.span.end);
                    if !self.form.text.contains(mark.trim_end()) {
                        self.added.push((at, mark));
                        self.updated.changed.push(format!("{}: {key}", table.title()));
                    }
                }
                None if self.is_set_aside(known, entry) => {}
                None => {
                    self.added.push((self.form.end_of_values(known), format!("{line}\n")));
                    self.updated.changed.push(format!("{}: {key}", table.title()));
                }
            }
        }
    }

    /// Takes in the values that the draft may give for a table that the form has too. They stay comments.
    fn offers(&mut self, known: &FormTable<'_>, table: &FormTable<'_>) {
        let (start, end) = (table.span.start, self.later.end_of_block(table));
        let block = self.later.text.get(start..end).unwrap_or_default();
        for (line, offer) in block.lines().filter_map(|line| Some((line, Offer::of_line(line)?))) {
            let is_given = known.entries.iter().any(|own| own.key.as_str() == offer.key);
            let (start, end) = (known.span.start, self.form.end_of_block(known));
            let own = self.form.text.get(start..end).unwrap_or_default();
            if !is_given && !own.lines().any(|line| Offer::of_line(line) == Some(offer)) {
                self.added.push((self.form.end_of_values(known), format!("{}\n", line.trim_end())));
                self.updated.offered.push(format!("{}: {}", table.title(), offer.key));
            }
        }
    }

    /// Takes in the items that the draft may have, which are comments as a whole. One whose text the form has is not new.
    fn doubtful_items(&mut self, own: &[FormTable<'_>]) {
        let later = self.later.text.replace("\r\n", "\n");
        for block in later.split("\n\n").map(str::trim) {
            let header = block.lines().find_map(|line| line.strip_prefix("#[[")?.split_once("]]"));
            let Some((name, _)) = header.filter(|_| block.lines().all(|line| line.starts_with('#'))) else { continue };
            let values = block.lines().filter_map(Offer::of_line).map(|offer| offer.value);
            let Some(text) = values.filter(|value| value.starts_with('"')).max_by_key(|value| value.len()) else {
                continue;
            };
            if self.form.text.contains(text) {
                continue;
            }
            let of_list = own.iter().filter(|known| known.name == name);
            let at = of_list.map(|known| self.form.end_of_block(known)).max().unwrap_or(self.form.text.len());
            self.added.push((at, format!("\n# New in {}:\n{block}\n", self.document)));
            self.updated.offered.push(name.to_owned());
        }
    }

    /// Whether the form has the same value as a comment: its author, or an earlier import, left it out.
    fn is_set_aside(&self, known: &FormTable<'_>, entry: &Entry) -> bool {
        let value = self.later.raw(entry.value.span).replace(['\r', '\n'], " ");
        let (start, end) = (known.span.start, self.form.end_of_block(known));
        let own = self.form.text.get(start..end).unwrap_or_default();
        let begins = format!("{} = {value}", entry.key);
        own.lines()
            .any(|line| line.trim_start().strip_prefix('#').is_some_and(|line| line.trim_start().starts_with(&begins)))
    }

    /// Takes in a table or an item that the form does not have: after the last of its list, or at the end.
    fn whole(&mut self, table: &FormTable<'_>, own: &[FormTable<'_>]) {
        let (start, end) = (table.span.start, self.later.end_of_block(table));
        let block = self.later.text.get(start..end).unwrap_or_default().trim_end();
        let last = own.iter().filter(|known| known.name == table.name).map(|known| self.form.end_of_block(known)).max();
        let at = last.unwrap_or(self.form.text.len());
        let gap = if self.form.text.get(..at).is_some_and(|before| before.ends_with('\n')) { "\n" } else { "\n\n" };
        self.added.push((at, format!("{gap}# New in {}:\n{block}\n", self.document)));
        self.updated.new.push(table.title());
    }

    /// Marks an item that an earlier draft gave and this one does not; those that the author wrote have no place.
    fn vanished(&mut self, table: &FormTable<'_>) {
        const PLACES: [&str; 7] = ["paragraph", "line ", "table ", "heading", "box", "title", "note"];
        let is_imported = table.entries.iter().any(|entry| {
            let lines = self.form.lines(entry);
            let remark = lines.rsplit_once("  # ").map_or("", |(_, remark)| remark);
            PLACES.iter().any(|place| remark.contains(place))
        });
        let mark = format!("# Not found in {}: is it still in the review?\n", self.document);
        let at = self.form.line_start(table.span.start);
        let is_marked = self.form.text.get(..at).is_some_and(|before| before.trim_end().ends_with(mark.trim_end()));
        if is_imported && !is_marked {
            self.added.push((at, mark));
            self.updated.vanished.push(table.title());
        }
    }

    fn finish(self) -> Updated {
        let (mut updated, text) = (self.updated, self.form.text);
        let mut added = self.added;
        added.sort_by_key(|(at, _)| *at);
        let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut from = 0;
        for (at, lines) in added {
            updated.text.push_str(text.get(from..at).unwrap_or_default());
            if !updated.text.is_empty() && !updated.text.ends_with('\n') {
                updated.text.push_str(ending);
            }
            updated.text.push_str(&lines.replace("\r\n", "\n").replace('\n', ending));
            from = at;
        }
        updated.text.push_str(text.get(from..).unwrap_or_default());
        updated
    }
}

/// Whether two values say the same, whatever the space between their words.
fn is_same(one: &Node, other: &Node) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    match (&one.kind, &other.kind) {
        (Kind::Str(one) | Kind::Date(one), Kind::Str(other) | Kind::Date(other)) => words(one) == words(other),
        (Kind::Bool(one), Kind::Bool(other)) => one == other,
        (Kind::Int(one), Kind::Int(other)) => one == other,
        (Kind::Seq(one), Kind::Seq(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (_, _) => false,
    }
}
