//! What is not YAML in a YAML text, with what to type instead.

use granit_parser::ErrorKind;

use super::super::instead::{CURLY, instead};
use super::super::mistaken::in_another_format;
use super::super::{Diagnostic, Format};
use crate::text::Span;

/// What ended the reading at byte `at`; `info` is how the reader says it.
pub(super) fn explain(text: &str, kind: &ErrorKind, info: &str, at: usize) -> Diagnostic {
    let line = YamlLine::at(text, at);
    in_another_format(text, Format::Yaml)
        .or_else(|| tab(kind, &line, at))
        .or_else(|| quotes(text, kind, &line, at))
        .or_else(|| colon(text, kind, &line, at))
        .or_else(|| beginning(&line))
        .or_else(|| brackets(text, kind, &line, at))
        .or_else(|| indentation(text, &line))
        .unwrap_or_else(|| {
            Diagnostic::error("yaml-syntax", format!("this cannot be read as YAML: {info}"))
                .at(Span::new(at, at), "here")
                .help(COLUMNS)
        })
}

const COLUMNS: &str = "keys of one table begin in the same column, what belongs to a key stands further to the right, and each item \
                       of a list begins with `- `";

/// A line of the text without its end.
struct YamlLine<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> YamlLine<'t> {
    /// The line that holds byte `at`.
    fn at(text: &'t str, at: usize) -> Self {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        YamlLine { start, text: line.trim_end() }
    }

    /// The nearest line above that holds something.
    fn above(&self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = YamlLine::at(text, start - 1);
            if !line.content().is_empty() && !line.content().starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    fn indent(&self) -> usize {
        self.text.len() - self.content().len()
    }

    fn content(&self) -> &'t str {
        self.text.trim_start()
    }

    /// The place of what it holds.
    fn span(&self) -> Span {
        Span::new(self.start + self.indent(), self.start + self.text.len())
    }

    /// The value after a key, with its place; empty if there is none.
    fn value(&self) -> (&'t str, Span) {
        let value = self.text.split_once(": ").map_or("", |(_, value)| value.trim_start());
        let end = self.start + self.text.len();
        (value, Span::new(end - value.len(), end))
    }

    /// How many keys it seems to hold: a colon with a space or nothing after it ends one.
    fn keys(&self) -> usize {
        self.text.matches(": ").count() + usize::from(self.text.ends_with(':'))
    }
}

fn tab(kind: &ErrorKind, line: &YamlLine<'_>, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    let is_tab = matches!(
        kind,
        E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabAtBlockScalarStart
            | E::TabInPlainScalar
    );
    let in_indent = line.text.bytes().take_while(u8::is_ascii_whitespace).position(|byte| byte == b'\t');
    let tab = in_indent.map(|offset| line.start + offset).or(is_tab.then_some(at))?;
    let diagnostic = Diagnostic::error("yaml-tab", "a tab stands where YAML takes only spaces");
    let help = "two spaces for each level are usual; most editors can set them for the tab key";
    Some(diagnostic.at(Span::new(tab, tab + 1), "write spaces for this tab").help(help))
}

fn quotes(text: &str, kind: &ErrorKind, line: &YamlLine<'_>, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    if matches!(kind, E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape) {
        let offset = line.text.get(at - line.start..).and_then(|rest| rest.find('\\')).unwrap_or(0);
        return Some(
            Diagnostic::error(
                "yaml-string",
                "`\\` begins an escape between double quotes, and this is not a valid one",
            )
            .at(Span::new(at + offset, at + offset + 1), "here or after this")
            .help("write each backslash as `\\\\`, or the text between single quotes"),
        );
    }
    let is_open = matches!(kind, E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar);
    let has_more = matches!(kind, E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar);
    let message = match (is_open || matches!(kind, E::InvalidQuotedScalarIndent), has_more) {
        (true, _) => "a text in quotes is not closed",
        (_, true) => "something stands after a text in quotes",
        (false, false) => return None,
    };
    let opened = line.above(text).map(|above| above.value());
    let opened =
        opened.filter(|(value, _)| matches!(kind, E::InvalidQuotedScalarIndent) && value.starts_with(['"', '\'']));
    let span = opened.map_or(Span::new(at, at), |(_, span)| span);
    Some(Diagnostic::error("yaml-string", message).at(span, "here").help(
        "a text ends with the quote it began with; inside double quotes write `\"` as `\\\"`, inside single ones `'` as `''`",
    ))
}

/// The most characters before the colon of a key.
const LONGEST_KEY: usize = 1024;

/// A key where none can be: the line has two, or the one above has none.
fn colon(text: &str, kind: &ErrorKind, line: &YamlLine<'_>, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    if !matches!(
        kind,
        E::MappingValueNotAllowed
            | E::InvalidColonPlacement
            | E::InvalidMappingValueWhitespace
            | E::SimpleKeyExpected
            | E::InvalidSimpleKey
    ) {
        return None;
    }
    if line.keys() <= 1 && line.text.len() > LONGEST_KEY {
        let message = format!("a key in YAML has at most {LONGEST_KEY} characters");
        return Some(Diagnostic::error("yaml-key", message).at(Span::new(at, at), "here"));
    }
    if line.keys() > 1 {
        return Some(
            Diagnostic::error("yaml-colon", "a second `: ` stands in this line")
                .at(Span::new(at, (at + 1).min(text.len())), "YAML reads a key before this")
                .help("put a text that holds `: ` in quotes, or write it below the key after `>`"),
        );
    }
    let missing = |line: &YamlLine<'_>| no_colon(line).or_else(|| not_closed(line));
    let above = line.above(text);
    missing(line).or_else(|| above.as_ref().and_then(missing)).or_else(|| {
        let above = above.filter(|above| above.indent() < line.indent() && !above.text.ends_with(':'))?;
        Some(
            Diagnostic::error("yaml-indentation", "this line stands further to the right than the one above")
                .at(line.span(), "begin it in the same column")
                .at(above.span(), "this one")
                .help(COLUMNS),
        )
    })
}

/// A line that lacks the colon, or the space after a colon or dash.
fn no_colon(line: &YamlLine<'_>) -> Option<Diagnostic> {
    let content = line.content();
    let word = content.split_whitespace().next().unwrap_or("");
    let message = if content.starts_with('-') && !content.starts_with("- ") && content.len() > 1 {
        "write a space after the `-`"
    } else if line.keys() > 0 || content.contains(['[', '{', '"', '\'']) {
        return None;
    } else if word.contains(':') {
        "write a space after the `:`"
    } else {
        "write `:` after the key"
    };
    Some(Diagnostic::error("yaml-colon", "this line is no key with a value").at(line.span(), message))
}

fn not_closed(line: &YamlLine<'_>) -> Option<Diagnostic> {
    let (value, span) = line.value();
    let [open, close] = match value.chars().next() {
        Some('[') => ['[', ']'],
        Some('{') => ['{', '}'],
        _ => return None,
    };
    (!value.contains(close)).then(|| {
        Diagnostic::error("yaml-brackets", format!("`{open}` is not closed"))
            .at(span, format!("write `{close}` at the end, or put the text in quotes"))
    })
}

/// A value that begins with a mark that means something in YAML.
fn beginning(line: &YamlLine<'_>) -> Option<Diagnostic> {
    let (value, span) = line.value();
    let first = value.chars().next()?;
    let closes = |close: char| value.trim_end().ends_with(close);
    let is_mark = match first {
        '@' | '`' | '%' | ']' | '}' | ',' | '&' | '*' | '!' => true,
        '[' => !closes(']'),
        '{' => !closes('}'),
        _ => CURLY.contains(&first),
    };
    is_mark.then(|| {
        Diagnostic::error("yaml-unquoted", format!("a text cannot begin with `{first}` in YAML"))
            .at(span, instead(value, Format::Yaml))
    })
}

fn brackets(text: &str, kind: &ErrorKind, line: &YamlLine<'_>, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    if matches!(kind, E::InvalidIndentation | E::InvalidFlowScalarIndent) {
        return line.above(text).as_ref().and_then(not_closed);
    }
    let is_bracket = matches!(
        kind,
        E::UnclosedFlowCollection { .. }
            | E::MismatchedFlowCollectionEnd { .. }
            | E::ExpectedFlowSequenceSeparator
            | E::ExpectedFlowMappingSeparator
            | E::MisplacedFlowCollectionEnd
            | E::UnexpectedEofFlowSequence
            | E::UnexpectedEofFlowMapping
    );
    is_bracket.then(|| {
        Diagnostic::error("yaml-brackets", "a `[` or `{` is not closed, or a comma is missing between its items")
            .at(Span::new(at, at), "here")
            .help("put a text that begins with `[` or `{` in quotes")
    })
}

/// A line that begins in a column in which none above does.
fn indentation(text: &str, line: &YamlLine<'_>) -> Option<Diagnostic> {
    let mut above = line.above(text);
    above.as_ref()?;
    while let Some(other) = above {
        let dash = if other.content().starts_with("- ") { 2 } else { 0 };
        if other.indent() == line.indent() || other.indent() + dash == line.indent() {
            return None;
        }
        above = other.above(text);
    }
    let message = "this line begins in a column in which no line above it begins";
    Some(
        Diagnostic::error("yaml-indentation", message)
            .at(line.span(), "begin it in the column of the lines it belongs with")
            .help(COLUMNS),
    )
}
