//! Lists of a review that stand in files of their own beside it, as spreadsheets write them.
//!
//! Each row becomes an item of the review's tree, its places those of the file, so that whatever checks or reads a list
//! need not know where it stands. What a cell says is read as its column's key wants it.

use std::borrow::Cow;

use super::cells::{self, Wrong};
use super::vocabulary::{self, ListName};
use super::{Fact, Scope};
use crate::document::csv::{self, Cell, Row, Sheet};
use crate::document::{Diagnostic, Entry, Kind, Node, Source, Trail};
use crate::text::{Span, nearest, or_list, plural, same_but_for_case};

/// The lists that may stand in a file of their own.
const IN_FILES: [ListName; 2] = [ListName::Events, ListName::Actions];

/// So many mistakes of one list are shown.
const MOST_MISTAKES: usize = 20;

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
pub fn named_lists(root: &Node<'_>) -> Vec<NamedList> {
    let named = |list: ListName| {
        let node = root.find(&Trail::dotted("lists").key(list.name()))?;
        let Kind::Str(path) = &node.kind else { return None };
        Some(NamedList { list, path: path.to_string(), span: node.span })
    };
    IN_FILES.into_iter().filter_map(named).collect()
}

/// A list as its file gives it.
#[derive(Debug)]
pub struct ListFile<'a> {
    named: NamedList,
    /// The items; `None` if nothing can be said of them.
    items: Option<Node<'a>>,
    diagnostics: Vec<Diagnostic>,
    unread: Vec<Span>,
}

impl<'a> ListFile<'a> {
    /// A list whose file could not be read, and why.
    #[must_use]
    pub fn unreadable(named: NamedList, why: Diagnostic) -> Self {
        let unread = vec![named.span];
        ListFile { named, items: None, diagnostics: vec![why], unread }
    }

    /// Reads the list `named` from its file.
    #[must_use]
    pub fn read(named: NamedList, source: &'a Source) -> Self {
        let Sheet { rows, error } = csv::parse(source);
        let complete = error.is_none();
        let mut reader = Reader::new(named.list);
        reader.found.extend(error);
        let mut rows = rows.into_iter();
        let items = reader.columns(rows.next(), source).map(|(header, columns)| {
            let items = rows.map(|row| reader.item(&row, &columns)).collect();
            Node { span: header, kind: Kind::Seq(items) }
        });
        let items = items.filter(|_| complete);
        let unread = if items.is_some() { reader.unread } else { vec![named.span] };
        ListFile { named, items, diagnostics: shortened(reader.found), unread }
    }
}

/// What is wrong with the lists in files of their own.
#[derive(Debug, Default)]
pub struct ListMistakes {
    /// The mistakes, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// The cells and lists whose value is not known.
    pub(super) unread: Vec<Span>,
}

/// Gives the lists in files their place in the review's tree.
#[must_use]
pub fn take_in<'a>(root: &mut Node<'a>, files: Vec<ListFile<'a>>) -> ListMistakes {
    let mut mistakes = ListMistakes::default();
    for ListFile { named, items, mut diagnostics, unread } in files {
        let inline =
            root.entry(named.list.name()).map(|entry| (entry.key_span, root.locate(&Trail::dotted(named.list.name()))));
        if let Some((_, place)) = inline {
            diagnostics = vec![twice(&named, place)];
        } else if let Kind::Map(entries) = &mut root.kind {
            let key_span = items.as_ref().map_or(named.span, |items| items.span);
            let value = items.unwrap_or(Node { span: named.span, kind: Kind::Null });
            entries.push(Entry { key: Cow::Borrowed(named.list.name()), key_span, value });
            mistakes.unread.extend(unread);
        }
        mistakes.diagnostics.extend(diagnostics);
    }
    mistakes
}

fn twice(named: &NamedList, inline: Span) -> Diagnostic {
    let (_, many) = named.list.nouns();
    let message = format!("the {many} stand here and in `{}`", named.path);
    Diagnostic::error("list-twice", message)
        .at(inline, format!("{many} in the review"))
        .at(named.span, format!("{many} in a file"))
        .help("keep them in one place: which of the two is the list?")
}

/// The first mistakes of a list, and how many more there are.
fn shortened(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    if found.len() > MOST_MISTAKES {
        let more = found.len() - MOST_MISTAKES;
        found.truncate(MOST_MISTAKES);
        let place = found.last().and_then(Diagnostic::span).unwrap_or_default();
        let message = format!("and {} that cannot be read", plural(more, "more cell", "more cells"));
        found.push(Diagnostic::error("csv-more", message).at(place, "the last one shown"));
    }
    found
}

/// What a column of a file holds.
#[derive(Clone, Copy)]
enum Column {
    /// What this fact reads.
    Key(&'static Fact),
    /// Something that was complained of.
    Wrong,
    /// Nothing: the first row does not name it.
    Unnamed,
}

/// Reads the rows of one list.
struct Reader {
    /// The facts that a column can be named after.
    keys: Vec<&'static Fact>,
    found: Vec<Diagnostic>,
    unread: Vec<Span>,
}

impl Reader {
    fn new(list: ListName) -> Self {
        let keys = vocabulary::of(Scope::Item(list)).filter(|fact| !fact.is_derived()).collect();
        Reader { keys, found: Vec::new(), unread: Vec::new() }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|fact| fact.name)
    }

    fn wanted(&self) -> String {
        let names: Vec<String> = self.names().map(|name| format!("`{name}`")).collect();
        format!("the first row names the columns, each {}", or_list(&names))
    }

    /// What the first row names, and where it stands.
    fn columns(&mut self, header: Option<Row<'_>>, source: &Source) -> Option<(Span, Vec<Column>)> {
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
        if !header.cells.iter().any(|cell| nearest(&cell.text, self.names()).is_some()) {
            let diagnostic =
                Diagnostic::error("csv-header", "the first row does not name the columns").at(span, "here");
            self.found.push(diagnostic.help(self.wanted()));
            return None;
        }
        let mut columns: Vec<(Column, Span)> = Vec::new();
        for cell in &header.cells {
            let column = self.column(cell, &columns);
            columns.push((column, cell.span));
        }
        Some((span, columns.into_iter().map(|(column, _)| column).collect()))
    }

    /// What a cell of the first row names, after the columns before it.
    fn column(&mut self, cell: &Cell<'_>, before: &[(Column, Span)]) -> Column {
        if cell.text.is_empty() {
            return Column::Unnamed;
        }
        let name = same_but_for_case(&cell.text, self.names());
        let Some(fact) = self.keys.iter().copied().find(|fact| Some(fact.name) == name) else {
            let meant =
                nearest(&cell.text, self.names()).map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
            let message = format!("no column is called `{}`{meant}", cell.text);
            self.found.push(Diagnostic::error("unknown-column", message).at(cell.span, "here").help(self.wanted()));
            return Column::Wrong;
        };
        let same = |(column, _): &&(Column, Span)| matches!(column, Column::Key(other) if other.name == fact.name);
        if let Some((_, first)) = before.iter().find(same) {
            let message = format!("two columns are called `{}`", fact.name);
            let diagnostic = Diagnostic::error("duplicate-column", message).at(cell.span, "the second one");
            self.found.push(diagnostic.at(*first, "the first one").help("take one of the two away"));
            return Column::Wrong;
        }
        Column::Key(fact)
    }

    fn item<'a>(&mut self, row: &Row<'a>, columns: &[Column]) -> Node<'a> {
        let mut entries = Vec::new();
        let mut unnamed = None;
        for (at, cell) in row.cells.iter().enumerate() {
            match columns.get(at).copied().unwrap_or(Column::Unnamed) {
                Column::Key(fact) => {
                    let kind = self.value(fact, cell, &row.reference(at));
                    let value = Node { span: cell.span, kind };
                    entries.push(Entry { key: Cow::Borrowed(fact.name), key_span: cell.span, value });
                }
                Column::Unnamed if !cell.text.is_empty() && unnamed.is_none() => unnamed = Some((at, cell.span)),
                Column::Unnamed | Column::Wrong => {}
            }
        }
        if let Some((at, span)) = unnamed {
            let message = format!("cell {} is under no name of a column", row.reference(at));
            let diagnostic = Diagnostic::error("csv-row", message).at(span, "the first row names no column here");
            self.found.push(diagnostic.help("a text that holds what separates the cells stands in quotes"));
        }
        let span = row.cells.first().map_or_else(Span::default, |cell| cell.span);
        Node { span, kind: Kind::Map(entries) }
    }

    /// What a cell says, as the key of its column wants it; an empty one says nothing.
    fn value<'a>(&mut self, fact: &Fact, cell: &Cell<'a>, reference: &str) -> Kind<'a> {
        if cell.text.is_empty() {
            return Kind::Null;
        }
        match cells::read(fact.kind, cell) {
            Ok(kind) => kind,
            Err(Wrong { code, message, label, help }) => {
                let message = format!("cell {reference}: `{}` {message}", cell.text);
                self.found.push(Diagnostic { help, ..Diagnostic::error(code, message).at(cell.span, label) });
                self.unread.push(cell.span);
                Kind::Null
            }
        }
    }
}
