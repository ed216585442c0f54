//! CSV into rows of cells, as spreadsheets write it: commas, semicolons or tabs, quotes, line ends of any kind.
//!
//! A cell is text here. What it means depends on its column, which whoever asks for the sheet knows.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::limits::too_many;
use super::{Diagnostic, Limits, Source};
use crate::text::Span;

/// The header is looked for in so few lines.
const MOST_TITLES: usize = 10;

/// The rows of a text that are not empty.
#[derive(Debug, Default)]
pub(crate) struct Sheet<'a> {
    /// The rows, the header first.
    pub rows: Vec<Row<'a>>,
    /// What is wrong with the text itself, so that what comes after it cannot be told apart; at most one thing.
    pub(crate) error: Option<Diagnostic>,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Row<'a> {
    /// Its number as a spreadsheet counts: from 1, empty rows too.
    pub(crate) number: usize,
    /// Its cells.
    pub(crate) cells: Vec<Cell<'a>>,
}

impl Row<'_> {
    /// What a spreadsheet calls the cell of this row in a column, counted from 0: `B7`.
    #[must_use]
    pub(crate) fn reference(&self, column: usize) -> String {
        format!("{}{}", letters(column), self.number)
    }
}

/// What a spreadsheet calls a column, counted from 0: `B`.
#[must_use]
pub(crate) fn letters(column: usize) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters
}

/// A cell.
#[derive(Debug)]
pub(crate) struct Cell<'a> {
    /// What it says, without its quotes and the space around it.
    pub(crate) text: Cow<'a, str>,
    /// Where it stands, with its quotes.
    pub(crate) span: Span,
    /// Where the text begins, if it stands there just as it reads.
    text_at: Option<usize>,
}

impl Cell<'_> {
    /// Where the part of the text from byte `from` up to `to` stands: the whole cell, where it is not written as it reads.
    #[must_use]
    pub(crate) fn part(&self, from: usize, to: usize) -> Span {
        self.text_at.map_or(self.span, |at| Span::new(at + from, at + to))
    }
}

/// Reads the rows of `source`, as far as `limits` allow.
#[must_use]
pub(crate) fn parse(source: &Source, limits: Limits) -> Sheet<'_> {
    let mut rows = rows(source, limits);
    Sheet { rows: rows.by_ref().collect(), error: rows.error }
}

/// Reads the rows of `source` one after another, as far as `limits` allow.
#[must_use]
pub(crate) fn rows(source: &Source, limits: Limits) -> Rows<'_> {
    let named = named_delimiter(&source.text);
    let number = if named.is_some() { 2 } else { 1 };
    Rows { source, limits, fields: Fields::new(&source.text, named), number, cells: 0, error: None }
}

/// The rows of a text that are not empty, read one after another.
pub(crate) struct Rows<'a> {
    source: &'a Source,
    limits: Limits,
    fields: Fields<'a>,
    number: usize,
    cells: usize,
    /// What is wrong with the text itself; no row follows.
    pub(crate) error: Option<Diagnostic>,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        let mut cells: Vec<Cell<'a>> = Vec::new();
        while self.error.is_none() {
            let field = self.fields.next()?;
            self.number += field.empty_rows;
            match self.cell(&field) {
                Ok(cell) => cells.push(cell),
                Err(error) => self.error = Some(*error),
            }
            if field.ends_row && self.error.is_none() {
                self.number += 1;
                if cells.iter().any(|cell| !cell.text.is_empty()) {
                    return Some(Row { number: self.number - 1, cells });
                }
                cells.clear();
            }
        }
        None
    }
}

impl<'a> Rows<'a> {
    fn cell(&mut self, field: &Field<'a>) -> Result<Cell<'a>, Box<Diagnostic>> {
        self.cells += 1;
        if self.cells > self.limits.items {
            let at = self.source.start() + field.at;
            let error = too_many(self.limits, Span::new(at, at));
            return Err(Box::new(error.help(left(self.source, field.at, self.number))));
        }
        cell(self.source.start(), field)
    }
}

/// How much of a sheet is not read when reading stops at a byte, in a row.
fn left(source: &Source, at: usize, row: usize) -> String {
    let rows = source.text.get(at..).map_or(0, |rest| rest.trim_end().lines().count());
    let rows = crate::text::plural(rows, "row", "rows");
    format!("{rows} from row {row} on were not read; `--max-items` allows more values")
}

fn cell<'a>(start: usize, field: &Field<'a>) -> Result<Cell<'a>, Box<Diagnostic>> {
    let (at, raw) = (start + field.at, field.raw);
    let span = Span::new(at, at + raw.len());
    let Some(body) = raw.strip_prefix('"') else {
        return Ok(as_it_reads(raw, at, span));
    };
    match closing_quote(body) {
        None => {
            let message = "a quote is opened here and not closed, so that all that follows would be one cell";
            Err(Box::new(Diagnostic::error("csv-quote", message).at(Span::new(at, at + 1), "opened here").help(QUOTES)))
        }
        Some(end) if end + 1 < body.len() => {
            let rest = Span::new(at + 1 + end + 1, span.end);
            let message = "something stands between the quote that ends a cell and the next cell";
            let diagnostic = Diagnostic::error("csv-quote", message).at(rest, "left over");
            Err(Box::new(diagnostic.at(Span::new(at, at + 1), "the cell begins here").help(QUOTES)))
        }
        Some(end) => {
            let inner = body.get(..end).unwrap_or_default();
            if inner == field.text {
                return Ok(as_it_reads(inner, at + 1, span));
            }
            Ok(Cell { text: Cow::Owned(field.text.trim().to_owned()), span, text_at: None })
        }
    }
}

fn as_it_reads(text: &str, at: usize, span: Span) -> Cell<'_> {
    let text_at = at + text.len() - text.trim_start().len();
    Cell { text: Cow::Borrowed(text.trim()), span, text_at: Some(text_at) }
}

const QUOTES: &str = "a cell that holds a quote stands in quotes, and each quote in it is written twice, `\"\"`; saved by a \
                      spreadsheet, it always is";

/// The place of the quote that ends a cell: the first that is not one of two.
fn closing_quote(body: &str) -> Option<usize> {
    let mut quotes = body.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            return Some(at);
        }
    }
    None
}

/// A field as it stands in the text.
struct Field<'a> {
    /// Its first byte.
    at: usize,
    /// The field as it is written.
    raw: &'a str,
    /// What it says, without quotes.
    text: String,
    /// How many empty rows stand before it.
    empty_rows: usize,
    /// True for the last of its row.
    ends_row: bool,
}

/// The fields of a text, each with its place, which the reader of rows does not give.
struct Fields<'a> {
    text: &'a str,
    reader: Reader,
    buffer: Vec<u8>,
    at: usize,
    begins_row: bool,
}

impl<'a> Fields<'a> {
    fn new(text: &'a str, named: Option<(u8, usize)>) -> Self {
        let (delimiter, at) = named.unwrap_or_else(|| (delimiter(text), 0));
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        // A field is never longer than the text it is in; one more, since no buffer means that it is full.
        Fields { text, reader, buffer: vec![0; text.len() + 1], at, begins_row: true }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let start = self.at;
        let mut filled = 0;
        let ends_row = loop {
            let input = self.text.as_bytes().get(self.at..)?;
            let (result, read, written) = self.reader.read_field(input, self.buffer.get_mut(filled..)?);
            self.at += read;
            filled += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::OutputFull | ReadFieldResult::End => return None,
            }
        };
        let read = self.text.get(start..self.at)?;
        let (before, whole) = (self.text.get(..start)?, read.trim_start_matches(['\r', '\n']));
        let whole = if self.begins_row { whole } else { read };
        let gap = read.get(..read.len() - whole.len())?;
        // Of a line end of two characters the second is read with the next row.
        let gap = if before.ends_with('\r') { gap.strip_prefix('\n').unwrap_or(gap) } else { gap };
        self.begins_row = ends_row;
        let raw = if ends_row {
            whole.trim_end_matches(['\r', '\n'])
        } else {
            whole.get(..whole.len().saturating_sub(1)).unwrap_or_default()
        };
        let text = String::from_utf8_lossy(self.buffer.get(..filled)?).into_owned();
        let at = start + read.len() - whole.len();
        Some(Field { at, raw, text, empty_rows: line_ends(gap), ends_row })
    }
}

fn line_ends(gap: &str) -> usize {
    gap.replace("\r\n", "\n").len()
}

/// What stands between the cells where the first line is `sep=;`, as some spreadsheets write it, and where the next line begins.
fn named_delimiter(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\n', '\r']).next()?;
    let own = line.trim_start_matches('\u{feff}').trim().trim_matches('"');
    let named = own.strip_prefix("sep=").or_else(|| own.strip_prefix("SEP=")).unwrap_or("");
    let delimiter = if own == "sep=" { b'\t' } else { *named.as_bytes().first().filter(|_| named.len() == 1)? };
    let end = text.get(line.len()..).map_or(0, |rest| if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) });
    [b',', b';', b'\t', b'|'].contains(&delimiter).then_some((delimiter, line.len() + end))
}

/// What stands between the cells: whichever of `,`, `;` and tab the header holds most of. A title above it holds none.
fn delimiter(text: &str) -> u8 {
    let mut lines = text.lines().filter(|line| !line.is_empty()).take(MOST_TITLES);
    let header = lines.find(|line| line.contains([',', ';', '\t'])).unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // Of several that are as many the last is taken, and commas are the usual ones.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row as its number and its cells, each cell with what stands at its place.
    fn read(text: &str) -> Vec<(usize, Vec<(String, String)>)> {
        let source = Source::new("list.csv", text).starting_at(100);
        let sheet = parse(&source, Limits::USUAL);
        assert_eq!(sheet.error, None, "{text:?}");
        let there = |span: Span| source.text[span.start - 100..span.end - 100].to_owned();
        let cells = |row: Row<'_>| row.cells.iter().map(|cell| (cell.text.to_string(), there(cell.span))).collect();
        sheet.rows.into_iter().map(|row| (row.number, cells(row))).collect()
    }

    fn plain(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text).into_iter().map(|(row, cells)| (row, cells.into_iter().map(|(text, _)| text).collect())).collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn rows_are_the_same_whatever_spreadsheet_wrote_them() {
        let wanted = [row(1, &["id", "what"]), row(2, &["E1", "a; b"]), row(3, &["E2", "c, d"])];
        for text in [
            "id,what\nE1,a; b\nE2,\"c, d\"\n",
            "\u{feff}id;what\r\nE1;\"a; b\"\r\nE2;c, d\r\n",
            "id\twhat\rE1\ta; b\rE2\tc, d",
            "\"id\",\"what\"\n\"E1\",\"a; b\"\nE2,\"c, d\"",
        ] {
            assert_eq!(plain(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_first_line_may_name_what_parts_the_cells() {
        for text in
            ["sep=;\nid;what, and\nE1;a\n", "\u{feff}sep=;\r\nid;what, and\r\nE1;a", "\"sep=;\"\rid;what, and\rE1;a"]
        {
            assert_eq!(plain(text), [row(2, &["id", "what, and"]), row(3, &["E1", "a"])], "{text:?}");
        }
        assert_eq!(plain("sep,what\n;,a\n"), [row(1, &["sep", "what"]), row(2, &[";", "a"])]);
        assert_eq!(plain("The year 2009\nid;what\nE1;c, d\n")[2], row(3, &["E1", "c, d"]));
    }

    #[test]
    fn what_is_not_read_is_counted() {
        let source = Source::new("list.csv", "id,what\nE1,a\nE2,b\nE3,c\n");
        let error = parse(&source, Limits { items: 4, ..Limits::USUAL }).error.unwrap();
        assert_eq!(error.help.as_deref(), Some("2 rows from row 3 on were not read; `--max-items` allows more values"));
    }

    #[test]
    fn cells_know_their_places_and_rows_their_numbers() {
        let text = "\r\nid,what\r\n\r\nE1,\"é \"\"now\"\"\r\nand then\"\r\n,,\r\nE2,\r\n\r\n";
        let found = read(text);
        let rows: Vec<usize> = found.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [2, 4, 6]);
        let (text, there) = &found[1].1[1];
        assert_eq!((text.as_str(), there.as_str()), ("é \"now\"\r\nand then", "\"é \"\"now\"\"\r\nand then\""));
        assert_eq!(found[2].1[1], (String::new(), String::new()));
        let source = Source::new("list.csv", "id,what\nE1,\" a; b\"\n");
        let sheet = parse(&source, Limits::USUAL);
        assert_eq!(sheet.rows[1].cells[1].part(3, 4), Span::new(16, 17));
    }

    #[test]
    fn a_quote_left_open_is_said_where_it_is() {
        let error = |text: &str| {
            let source = Source::new("list.csv", text);
            let span = parse(&source, Limits::USUAL).error.and_then(|error| error.span()).expect("it is wrong");
            source.text[span.start..span.end].to_owned()
        };
        assert_eq!(error("id,what\nE1,\"open\nE2,\"\"\n"), "\"");
        assert_eq!(error("id,what\nE1,\"a\" left,b\n"), " left");
        assert_eq!(error("id\n\""), "\"");
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let row = Row { number: 7, cells: Vec::new() };
        assert_eq!((row.reference(0), row.reference(25), row.reference(26)), ("A7".into(), "Z7".into(), "AA7".into()));
        assert_eq!(row.reference(26 * 27), "AAA7");
    }
}
