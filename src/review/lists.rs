//! Lists of a review that stand in files of their own beside it, as spreadsheets write them.
//!
//! Each row becomes an item of the review's tree, its places those of the file, so that whatever checks or reads a list
//! need not know where it stands. What a cell says is read as its column's key wants it.

use std::collections::BTreeMap;

use super::cells::{self, Wrong};
use super::headings::key_of;
use super::import::{DateOrder, order_of};
use super::vocabulary::{self, ListName};
use super::{Fact, FactType, Scope};
use crate::document::csv::{self, Cell, Row, Sheet};
use crate::document::{Diagnostic, Entry, KeyPath, Kind, Limits, Node, Parsed, Source};
use crate::text::{Span, and_list, nearest, or_list, plural, same_but_for_case};

/// The lists that can be in a file of their own.
const IN_FILES: [ListName; 2] = [ListName::Events, ListName::Actions];

/// The most mistakes of one kind that are shown for a column.
/// A text of a column that says yes or no is shorter.
const SHORT: usize = 12;

const MOST_ALIKE: usize = 3;

/// A list that a review says stands in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedList {
    /// The list.
    pub list: ListName,
    /// The path, as it is written.
    pub path: String,
    /// Where it is written.
    pub span: Span,
}

/// The lists that the review with this tree says stand in files of their own.
#[must_use]
pub(crate) fn named_lists(root: &Node) -> Vec<NamedList> {
    let named = |list: ListName| {
        let node = root.find(&KeyPath::dotted("lists").key(list.name()))?;
        let Kind::Str(path) = &node.kind else { return None };
        Some(NamedList { list, path: path.to_string(), span: node.span })
    };
    IN_FILES.into_iter().filter_map(named).collect()
}

/// A list as its file gives it.
#[derive(Debug)]
pub struct ListFile {
    named: NamedList,
    /// The items; `None` if nothing can be said of them.
    items: Option<Node>,
    diagnostics: Vec<Diagnostic>,
    unread: Vec<Span>,
}

impl ListFile {
    /// A list whose file could not be read, and why.
    #[must_use]
    pub(crate) fn unreadable(named: NamedList, why: Diagnostic) -> Self {
        let unread = vec![named.span];
        ListFile { named, items: None, diagnostics: vec![why], unread }
    }

    /// Reads the list `named` from its file, as far as `limits` allow.
    #[must_use]
    pub fn read(named: NamedList, source: &Source, limits: Limits) -> Self {
        let Sheet { rows, error } = csv::parse(source, limits);
        let complete = error.is_none();
        let mut reader = ListReader::new(named.list);
        reader.found.extend(error);
        let (header, rows) = rows.split_first().map_or((None, &[][..]), |(header, rows)| (Some(header), rows));
        let items = reader.columns(header, rows, source).map(|(header, columns)| {
            let ids = Ids::for_list(named.list, &columns);
            let items =
                (1..).zip(rows).map(|(number, row)| reader.item(row, &columns, ids.and_then(|ids| ids.id(number))));
            Node { span: header, kind: Kind::Seq(items.collect()) }
        });
        let items = items.filter(|_| complete);
        reader.say_how_many_more();
        let unread = if items.is_some() { reader.unread } else { vec![named.span] };
        ListFile { named, items, diagnostics: reader.found, unread }
    }
}

/// Gives the lists in files of their own their place in the review's tree, and adds what is wrong with them.
pub fn take_in(review: &mut Parsed, files: Vec<ListFile>) {
    for ListFile { named, items, diagnostics, unread } in files {
        let name = named.list.name();
        if review.root.entry(name).is_some() {
            review.errors.push(twice(&named, review.root.locate(&KeyPath::dotted(name))));
            continue;
        }
        let agencies = Agencies::from_root(&review.root);
        if let Kind::Map(entries) = &mut review.root.kind {
            let items = items.map(|items| agencies.by_id(items));
            let key_span = items.as_ref().map_or(named.span, |items| items.span);
            let value = items.unwrap_or(Node { span: named.span, kind: Kind::Null });
            entries.push(Entry { key: name.into(), key_span, value });
            review.unread.extend(unread);
            review.errors.extend(diagnostics);
        }
    }
}

fn twice(named: &NamedList, inline: Span) -> Diagnostic {
    let (_, many) = named.list.nouns();
    let message = format!("the {many} stand here and in `{}`", named.path);
    Diagnostic::error("list-twice", message)
        .at(inline, format!("{many} in the review"))
        .at(named.span, format!("{many} in a file"))
        .help("keep them in one place: which of the two is the list?")
}

/// The ids of items whose file has no column of ids.
#[derive(Clone, Copy)]
struct Ids(char);

impl Ids {
    fn for_list(list: ListName, columns: &[Column]) -> Option<Self> {
        let has_ids = columns.iter().any(|column| matches!(column, Column::Key(fact, _) if fact.name == "id"));
        (!has_ids).then_some(Ids(if list == ListName::Events { 'E' } else { 'A' }))
    }

    fn id(self, number: usize) -> Option<String> {
        Some(format!("{}{number}", self.0))
    }
}

/// The agencies of a review by their names, for files that name them so.
struct Agencies(Vec<(String, String)>);

impl Agencies {
    fn from_root(root: &Node) -> Self {
        let text = |item: &Node, key: &str| item.entry(key)?.value.text().map(str::to_owned);
        let Some(Kind::Seq(items)) = root.find(&KeyPath::dotted("agencies")).map(|node| &node.kind) else {
            return Agencies(Vec::new());
        };
        let named = |item| Some((text(item, "id")?, text(item, "name")?.trim().to_lowercase()));
        Agencies(items.iter().filter_map(named).collect())
    }

    /// The same items with the ids of agencies where a file has their names.
    fn by_id(&self, mut items: Node) -> Node {
        let Kind::Seq(rows) = &mut items.kind else { return items };
        let entries =
            rows.iter_mut().filter_map(|row| if let Kind::Map(entries) = &mut row.kind { Some(entries) } else { None });
        for entry in entries.flatten().filter(|entry| entry.key == "agency") {
            if let Kind::Str(own) = &entry.value.kind
                && let Some(id) = self.id(own)
            {
                entry.value.kind = Kind::Str(id.into());
            }
        }
        items
    }

    fn id(&self, own: &str) -> Option<&str> {
        let lower = own.trim().trim_end_matches('.').to_lowercase();
        let is_id = self.0.iter().any(|(id, _)| id == own);
        let found = self.0.iter().find(|(id, name)| *name == lower || id.eq_ignore_ascii_case(&lower));
        found.filter(|_| !is_id).map(|(id, _)| id.as_str())
    }
}

/// What a column of a file holds.
#[derive(Clone, Copy)]
enum Column {
    /// What this fact reads; day and month in its dates are in this order.
    Key(&'static Fact, DateOrder),
    /// Something that the review has no key for.
    Ignored,
    /// Something that was complained of.
    Wrong,
    /// Nothing: the first row does not name it.
    Unnamed,
}

/// Reads the rows of one list.
struct ListReader {
    list: ListName,
    /// The facts that a column can be named after.
    keys: Vec<&'static Fact>,
    found: Vec<Diagnostic>,
    unread: Vec<Span>,
    /// How often a kind of mistake was found in a column, and where it was shown last.
    alike: BTreeMap<(usize, &'static str), (usize, Span)>,
}

impl ListReader {
    fn new(list: ListName) -> Self {
        let keys = vocabulary::facts(Scope::Item(list)).filter(|fact| !fact.is_derived()).collect();
        ListReader { list, keys, found: Vec::new(), unread: Vec::new(), alike: BTreeMap::new() }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|fact| fact.name)
    }

    fn wanted(&self) -> String {
        let names: Vec<String> = self.names().map(|name| format!("`{name}`")).collect();
        format!("the first row must name the columns, each {}", or_list(&names))
    }

    /// What the first row names, and where it stands.
    fn columns(&mut self, header: Option<&Row<'_>>, rows: &[Row<'_>], source: &Source) -> Option<(Span, Vec<Column>)> {
        let Some(header) = header else {
            let start = Span::new(source.start(), source.start());
            let diagnostic = Diagnostic::error("csv-empty", "the file is empty").at(start, "nothing here");
            self.found.push(diagnostic.help(self.wanted()));
            return None;
        };
        let span = Span::new(
            header.cells.first().map_or(source.start(), |cell| cell.span.start),
            header.cells.last().map_or(source.start(), |cell| cell.span.end),
        );
        let is_known =
            |cell: &Cell<'_>| nearest(&cell.text, self.names()).is_some() || key_of(&cell.text, self.list).is_some();
        if !header.cells.iter().any(is_known) {
            let diagnostic =
                Diagnostic::error("csv-header", "the first row does not name the columns").at(span, "here");
            self.found.push(diagnostic.help(self.wanted()));
            return None;
        }
        let mut columns: Vec<(Column, Span)> = Vec::new();
        for (at, cell) in header.cells.iter().enumerate() {
            let own = |row| texts_at(row, at);
            let column = self.column(cell, &columns, &rows.iter().filter_map(own).collect::<Vec<_>>());
            columns.push((column, cell.span));
        }
        self.text_of_recommendations(&mut columns);
        Some((span, columns.into_iter().map(|(column, _)| column).collect()))
    }

    /// What a cell of the first row names, after the columns before it.
    fn column(&mut self, cell: &Cell<'_>, before: &[(Column, Span)], texts: &[&str]) -> Column {
        if cell.text.is_empty() {
            return Column::Unnamed;
        }
        let exact = same_but_for_case(&cell.text, self.names()).filter(|name| self.holds(name, texts));
        let name = exact.or_else(|| key_of(&cell.text, self.list));
        let Some(fact) = self.keys.iter().copied().find(|fact| Some(fact.name) == name) else {
            return self.no_column(cell);
        };
        let same = |(column, _): &&(Column, Span)| matches!(column, Column::Key(other, _) if other.name == fact.name);
        let first = before.iter().find(same);
        if exact.is_none() && first.is_some() {
            return self.ignored(cell);
        }
        if let Some((_, first)) = first {
            let message = format!("two columns are called `{}`", fact.name);
            let diagnostic = Diagnostic::error("duplicate-column", message).at(cell.span, "the second one");
            self.found.push(diagnostic.at(*first, "the first one").help("remove one of the two"));
            return Column::Wrong;
        }
        let order = order_of(texts.iter().copied());
        if matches!(fact.kind, FactType::Date) && order == DateOrder::MonthFirst {
            let message = format!("in the column `{}` the month comes first: 03/14/2027 is 14 March 2027", cell.text);
            self.found.push(Diagnostic::warning("month-first", message).at(cell.span, "this column"));
        }
        Column::Key(fact, order)
    }

    /// Whether the texts of a column can be what its name says: a column `Contact` may say what happened.
    fn holds(&self, name: &str, texts: &[&str]) -> bool {
        let is_yes_no = self.keys.iter().any(|fact| fact.name == name && matches!(fact.kind, FactType::YesNo));
        let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
        !is_yes_no || key_of(name, self.list).is_none() || longest < SHORT
    }

    /// A column that is called like none: left out with a note, unless it is a slip of the pen.
    fn no_column(&mut self, cell: &Cell<'_>) -> Column {
        let Some(meant) = nearest(&cell.text, self.names()) else { return self.ignored(cell) };
        let message = format!("no column is called `{}`: did you mean `{meant}`?", cell.text);
        self.found.push(Diagnostic::error("unknown-column", message).at(cell.span, "here").help(self.wanted()));
        Column::Wrong
    }

    fn ignored(&mut self, cell: &Cell<'_>) -> Column {
        let message = format!("the column `{}` is left out", cell.text);
        let names: Vec<String> = self.names().map(|name| format!("`{name}`")).collect();
        let help = format!("the columns that are read are {}", and_list(&names));
        self.found.push(Diagnostic::warning("ignored-column", message).at(cell.span, "here").help(help));
        Column::Ignored
    }

    /// In a list of actions without a column of actions, the recommendations are what is to be done.
    fn text_of_recommendations(&self, columns: &mut [(Column, Span)]) {
        let Some(text) = self.keys.iter().copied().find(|fact| fact.name == "text") else { return };
        let is = |column: &Column, name: &str| matches!(column, Column::Key(fact, _) if fact.name == name);
        if columns.iter().any(|(column, _)| is(column, "text")) {
            return;
        }
        if let Some((column, _)) = columns.iter_mut().find(|(column, _)| is(column, "recommendation")) {
            *column = Column::Key(text, DateOrder::DayFirst);
        }
    }

    fn item(&mut self, row: &Row<'_>, columns: &[Column], id: Option<String>) -> Node {
        let span = row.cells.first().map_or_else(Span::default, |cell| cell.span);
        let id = id.map(|id| Node { span, kind: Kind::Str(id.as_str().into()) });
        let mut entries: Vec<Entry> =
            id.into_iter().map(|value| Entry { key: "id".into(), key_span: span, value }).collect();
        let mut unnamed = None;
        for (at, cell) in row.cells.iter().enumerate() {
            match columns.get(at).copied().unwrap_or(Column::Unnamed) {
                Column::Key(fact, order) => {
                    let value = Node { span: cell.span, kind: self.value((fact, order), cell, row, at) };
                    entries.push(Entry { key: fact.name.into(), key_span: cell.span, value });
                }
                Column::Unnamed if !cell.text.is_empty() && unnamed.is_none() => unnamed = Some((at, cell.span)),
                Column::Unnamed | Column::Wrong | Column::Ignored => {}
            }
        }
        if let Some((at, span)) = unnamed {
            let message = format!("cell {} is under no name of a column", row.reference(at));
            let diagnostic = Diagnostic::error("csv-row", message).at(span, "the first row names no column here");
            self.say(at, diagnostic.help(UNNAMED));
        }
        Node { span, kind: Kind::Map(entries) }
    }

    /// What a cell says, as the key of its column wants it; an empty one says nothing.
    fn value(&mut self, (fact, order): (&Fact, DateOrder), cell: &Cell<'_>, row: &Row<'_>, at: usize) -> Kind {
        if cell.text.is_empty() {
            return Kind::Null;
        }
        match cells::read(fact.kind, cell, order) {
            Ok(kind) => kind,
            Err(Wrong { code: cells::VAGUE, message, label, .. }) => {
                let message = format!("cell {}: `{}` {message}", row.reference(at), cell.text);
                self.say(at, Diagnostic::warning(cells::VAGUE, message).at(cell.span, label));
                self.unread.push(cell.span);
                Kind::Null
            }
            Err(Wrong { code, message, label, help }) => {
                let message = format!("cell {}: `{}` {message}", row.reference(at), cell.text);
                self.say(at, Diagnostic { help, ..Diagnostic::error(code, message).at(cell.span, label) });
                self.unread.push(cell.span);
                Kind::Null
            }
        }
    }

    /// Adds a mistake of a column, unless enough like it were said.
    fn say(&mut self, column: usize, diagnostic: Diagnostic) {
        let span = diagnostic.span().unwrap_or_default();
        let (count, last) = self.alike.entry((column, diagnostic.code)).or_insert((0, span));
        *count += 1;
        if *count <= MOST_ALIKE {
            *last = span;
            self.found.push(diagnostic);
        }
    }

    fn say_how_many_more(&mut self) {
        for ((column, _), (count, last)) in &self.alike {
            if *count > MOST_ALIKE {
                let more = plural(count - MOST_ALIKE, "more cell", "more cells");
                let message = format!("and {more} of column {} like it", csv::letters(*column));
                self.found.push(Diagnostic::error("csv-more", message).at(*last, "the last one shown"));
            }
        }
    }
}

/// The text of a row in a column, if it has one.
fn texts_at<'r>(row: &'r Row<'_>, at: usize) -> Option<&'r str> {
    row.cells.get(at).map(|cell| cell.text.as_ref()).filter(|text| !text.is_empty())
}

const UNNAMED: &str = "name the column in the first row, or empty the cell; a text with a comma or semicolon in it stands in \
                       quotes";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, parse};

    /// A column for every key that an item of the list can have in the review itself, and no other.
    #[test]
    fn columns_are_the_keys_of_the_form() {
        for list in IN_FILES {
            let text = format!("[review]\nid = \"a\"\n[[{}]]\n\"?\" = 1\n", list.name());
            let parsed = parse(&text, Format::Toml, Limits::USUAL);
            let unknown = crate::review::read(&parsed).diagnostics.remove(0);
            let names: Vec<String> = ListReader::new(list).names().map(|name| format!("`{name}`")).collect();
            assert_eq!(unknown.help, Some(format!("wanted {}", or_list(&names))));
        }
    }
}
