//! What is wrong with a line that cannot be read, and what to type instead.

use super::braces;
use super::cause::Cause;
use super::lines::Broken;
use crate::document::Diagnostic;
use crate::document::instead::CURLY;
use crate::text::Span;

/// The line that was broken first, without its end, and where it begins.
struct TomlLine<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> TomlLine<'a> {
    fn at(text: &'a str, at: usize) -> Self {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        TomlLine { text: text.get(start..).unwrap_or_default().lines().next().unwrap_or_default(), start }
    }

    /// The line without the space around it.
    fn content(&self) -> Span {
        let start = self.start + self.text.len() - self.text.trim_start().len();
        Span::new(start, start + self.text.trim().len())
    }

    /// The place of a part of the line, from byte `at` of it.
    fn span(&self, at: usize, length: usize) -> Span {
        Span::new(self.start + at, self.start + at + length)
    }

    fn place_of(&self, character: char) -> Option<Span> {
        self.text.find(character).map(|at| self.span(at, character.len_utf8()))
    }
}

/// What is wrong with broken lines of `text`.
pub(super) fn diagnose(text: &str, broken: &Broken) -> Diagnostic {
    let line = TomlLine::at(text, broken.span.start);
    let cause = broken.cause;
    odd_space(line.text, line.start)
        .or_else(|| (cause == Cause::SingleBrackets).then(|| single_brackets(text, &line)))
        .or_else(|| heading(&line))
        .or_else(|| hidden(text, broken))
        .or_else(|| curly(text, broken))
        .or_else(|| (!cause.is_of_quotes()).then(|| braces::diagnose(text, broken)).flatten())
        .or_else(|| by_cause(text, broken))
        .or_else(|| key(&line, broken.at.start))
        .unwrap_or_else(|| {
            let help = "a line is `key = value`, `[part]` or `[[list]]`; put `#` before a note of your own";
            Diagnostic::error("toml-syntax", format!("this cannot be read: {}", broken.message))
                .at(broken.at, "here")
                .help(help)
        })
}

/// What is plain from the cause alone.
fn by_cause(text: &str, broken: &Broken) -> Option<Diagnostic> {
    match broken.cause {
        Cause::LongText => Some(long_text(text, broken)),
        Cause::ShortText => short_text(text, broken),
        Cause::Escape => escape(text, broken),
        Cause::List => Some(list(text, broken)),
        Cause::ExtraEquals => Some(extra_equals(broken)),
        Cause::NoValue | Cause::Date | Cause::Duplicate | Cause::Trailing | Cause::SingleBrackets | Cause::Syntax => {
            None
        }
    }
}

/// A character of `text`, which begins at byte `start`, that looks like a space outside quotes but is not one.
pub(super) fn odd_space(text: &str, start: usize) -> Option<Diagnostic> {
    let is_odd = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\r' | '\n') || c == '\u{feff}';
    let mut quoted = false;
    let (at, odd) = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        !quoted && is_odd(*c)
    })?;
    let span = Span::new(start + at, start + at + odd.len_utf8());
    let message = format!("this looks like a space and is U+{:04X}, as word processors write it", u32::from(odd));
    Some(Diagnostic::error("odd-space", message).at(span, "delete it, and type a space if one is needed"))
}

/// A character in a text that nobody sees.
fn hidden(text: &str, broken: &Broken) -> Option<Diagnostic> {
    let is_hidden = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let found = text.get(broken.at.start..)?.chars().next().filter(is_hidden)?;
    let lines = text.get(broken.span.start..broken.span.end)?;
    if lines.chars().filter(is_hidden).count() > MOST_HIDDEN {
        return None;
    }
    let message = format!("a character that is not seen stands here: U+{:04X}", u32::from(found));
    Some(Diagnostic::error("toml-hidden", message).at(Span::new(broken.at.start, broken.at.start + 1), "delete it"))
}

/// A quote as word processors set it, where a straight one must stand.
fn curly(text: &str, broken: &Broken) -> Option<Diagnostic> {
    let found = text.get(broken.at.start..)?.chars().next().filter(|c| CURLY.contains(c))?;
    let place = Span::new(broken.at.start, broken.at.start + found.len_utf8());
    let message = format!("`{found}` is a curly quote, as word processors write it");
    Some(Diagnostic::error("toml-curly", message).at(place, "use straight quotes, `\"`"))
}

/// More characters that are not seen than this are no slip: it is no text.
const MOST_HIDDEN: usize = 3;

fn heading(line: &TomlLine<'_>) -> Option<Diagnostic> {
    let content = line.text.trim();
    let name = content.strip_prefix('[')?.trim_start_matches('[').split(['#', ']']).next().unwrap_or_default().trim();
    let right = if content.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
    let error = |message: String, label: &str| Diagnostic::error("toml-heading", message).at(line.content(), label);
    Some(if name.is_empty() {
        error("a heading has no name".to_owned(), "write one between the brackets, such as `[chair]`")
    } else if name.contains(char::is_whitespace) {
        error(format!("`{content}` is no heading: a heading is one word"), "write one word, such as `[terms]`")
    } else {
        error(format!("the brackets of `{content}` do not match"), &format!("write `{right}`"))
            .help("what stands below it is not looked at, up to the next heading")
    })
}

/// A heading with single brackets, where others of its name have double ones.
fn single_brackets(text: &str, line: &TomlLine<'_>) -> Diagnostic {
    let content = line.text.split('#').next().unwrap_or_default().trim();
    let right = format!("[{content}]");
    let other = text.find(&right).map(|at| Span::new(at, at + right.len()));
    let error = Diagnostic::error("toml-heading", format!("`{content}` has single brackets, and others double ones"))
        .at(Span::new(line.content().start, line.content().start + content.len()), format!("write `{right}`"));
    match other {
        Some(other) => error.at(other, "as here"),
        None => error,
    }
}

const THREE: &str = "a text of several lines begins and ends with three quotes, `\"\"\"`";

/// A text of several lines that is not closed.
fn long_text(text: &str, broken: &Broken) -> Diagnostic {
    let lines = text.get(broken.span.start..broken.span.end).unwrap_or_default();
    let opening = ["\"\"\"", "'''"].iter().filter_map(|quotes| lines.find(quotes)).min().unwrap_or(0);
    let start = broken.span.start + opening;
    let diagnostic = Diagnostic::error("toml-string", "a text of several lines is not closed")
        .at(Span::new(start, start + 3), "opened here");
    let ends = lines.trim_end();
    let diagnostic = if ends.len() > opening + 3 && ends.ends_with('"') {
        let last = broken.span.start + ends.len();
        diagnostic.at(Span::new(last - 1, last), "one quote does not close it")
    } else {
        diagnostic
    };
    diagnostic.help(THREE)
}

/// A text of one line that is not closed.
fn short_text(text: &str, broken: &Broken) -> Option<Diagnostic> {
    let line = TomlLine::at(text, broken.at.start.min(text.len()));
    let before = text.get(line.start..broken.at.start).unwrap_or(line.text);
    let at = before.rfind(['"', '\'']).or_else(|| line.text.find(['"', '\'']))?;
    let opening = line.span(at, 1);
    let rest = line.text.get(at + 1..).unwrap_or_default();
    let error = |message: &str| Diagnostic::error("toml-string", message);
    if let Some(curly) = rest.rfind(CURLY) {
        let length = rest.get(curly..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        return Some(
            error("a text begins with a straight quote and ends with a curly one")
                .at(line.span(at + 1 + curly, length), "write `\"` here")
                .at(opening, "begins here"),
        );
    }
    let end = line.span(line.text.trim_end().len(), 0);
    let below = text.get(end.start..broken.span.end).unwrap_or_default();
    if let Some(quote) = below.find('"') {
        let quote = end.start + quote;
        return Some(
            error("a text between two quotes goes on over the end of its line")
                .at(opening, "begins here")
                .at(Span::new(quote, quote + 1), "ends here")
                .help(format!("{THREE}; or write it on one line")),
        );
    }
    let quote = line.text.get(at..=at).unwrap_or("\"");
    Some(
        error("a text is opened here and not closed")
            .at(Span::new(opening.start, end.start), format!("write `{quote}` at its end"))
            .help(format!("{THREE}; a quote inside a text is written `\\\"`")),
    )
}

/// A backslash that begins nothing.
fn escape(text: &str, broken: &Broken) -> Option<Diagnostic> {
    let at = text.get(..broken.at.end.min(text.len()))?.rfind('\\')?;
    let diagnostic =
        Diagnostic::error("toml-string", "a backslash has a meaning of its own in a text between double quotes");
    Some(
        diagnostic
            .at(Span::new(at, at + 1), "write two of them, `\\\\`")
            .help("or put the text between single quotes: `'C:\\reports\\overview.docx'`"),
    )
}

fn list(text: &str, broken: &Broken) -> Diagnostic {
    let error = |message: &str| Diagnostic::error("toml-list", message);
    let found = text.get(broken.at.start..).and_then(|rest| rest.chars().next());
    if let Some(mark) = found.filter(|mark| matches!(mark, ';' | '/' | '&' | '+')) {
        let message = format!("`{mark}` stands between two items of a list");
        return error(&message).at(Span::new(broken.at.start, broken.at.start + 1), "write `,`");
    }
    let lines = text.get(broken.span.start..broken.span.end).unwrap_or_default();
    let opening = lines.find('=').and_then(|equals| Some(equals + lines.get(equals..)?.find('[')?)).unwrap_or(0);
    if broken.goes_on || broken.at.start >= broken.span.end {
        let start = broken.span.start + opening;
        return error("a list is not closed").at(Span::new(start, start + 1), "opened here").help("end it with `]`");
    }
    error("a comma is missing between two items of a list").at(broken.at, "write `,` before this")
}

fn extra_equals(broken: &Broken) -> Diagnostic {
    Diagnostic::error("toml-syntax", "there is one `=` too many").at(broken.at, "remove it")
}

/// A line that does not begin with a key and its `=`.
fn key(line: &TomlLine<'_>, at: usize) -> Option<Diagnostic> {
    let content = line.text.trim();
    let first = content.chars().next()?;
    let error = |message: String, span: Span, label: &str| Diagnostic::error("toml-line", message).at(span, label);
    let start = line.content().start;
    if content.starts_with("//") {
        return Some(error("a note begins with `#`".to_owned(), Span::new(start, start + 2), "write `#`"));
    }
    if BULLETS.contains(&first) {
        let span = Span::new(start, start + first.len_utf8());
        return Some(error(format!("a line begins with its key, not with `{first}`"), span, "remove it"));
    }
    let word = content.find(|c: char| c.is_whitespace() || "=:\"'".contains(c)).unwrap_or(content.len());
    let (word, rest) = (content.get(..word)?, content.get(word..)?.trim_start());
    let after = line.content().end - rest.len();
    if let Some((name, _)) = content.split_once('=').filter(|(name, _)| !name.contains(['"', '\''])) {
        return (at <= start + name.len()).then(|| wrong_key(line, name.trim()));
    }
    if rest.starts_with(':') {
        let message = format!("`=` stands between a key and its value, not `:`: `{word} = ...`");
        return Some(error(message, Span::new(after, after + 1), "write `=`"));
    }
    let is_value = rest.starts_with(['"', '\'', '[', '“']) || ["true", "false"].contains(&rest);
    if !word.is_empty() && is_value {
        let message = format!("there is no `=` between `{word}` and its value");
        return Some(error(message, Span::new(after, line.content().end), "write `=` before this"));
    }
    let packed = content.starts_with("PK") || content.chars().any(char::is_control);
    let help = if packed {
        "this may be a document of a word processor: a review is plain text"
    } else {
        "a line is `key = value`, `[part]` or `[[list]]`; put `#` before a note of your own"
    };
    Some(
        error("this is neither a heading nor a key with its value".to_owned(), line.content(), "cannot be read")
            .help(help),
    )
}

/// What word processors and people begin the lines of a list with.
const BULLETS: [char; 9] = ['•', '·', '●', '▪', '◦', '–', '—', '-', '*'];

/// A key that cannot be one.
fn wrong_key(line: &TomlLine<'_>, name: &str) -> Diagnostic {
    let start = line.content().start;
    let span = Span::new(start, start + name.len());
    let error = |message: String, span: Span, label: &str| Diagnostic::error("toml-line", message).at(span, label);
    let dashes = ['–', '—', '−'];
    if name.is_empty() {
        return error("there is no key before the `=`".to_owned(), Span::new(start, start + 1), "write its key here");
    }
    if let Some(dash) = name.chars().find(|c| dashes.contains(c)) {
        let right = name.replace(dashes, "-");
        let place = line.place_of(dash).unwrap_or(span);
        return error(format!("`{dash}` is a long dash, as word processors write it: `{right}`"), place, "write `-`");
    }
    if name.contains(char::is_whitespace) {
        let right = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
        return error(format!("`{name}` is more than one word, and a key is one"), span, &format!("write `{right}`"));
    }
    error(format!("`{name}` cannot be a key"), span, "a key is made of letters, digits and `-`")
}
