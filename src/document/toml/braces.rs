//! What is wrong between the braces of a table on one line, `{ owner = "present", due = "present" }`, and what to type
//! instead.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::lines::{Broken, is_heading};
use crate::document::Diagnostic;
use crate::text::Span;

/// A token that means something, with its text and its place.
struct Token<'a> {
    kind: TokenKind,
    text: &'a str,
    span: Span,
}

/// What may come next in a table.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Key,
    Equals,
    Value,
    Comma,
}

/// What is open: a table in braces with what it wants next, or a list.
enum Open {
    Braces(Span, Wanted),
    Brackets,
}

/// What is wrong with the tables in braces of `broken` lines; `None` if there are none, or nothing that can be told.
pub(super) fn diagnose(text: &str, broken: &Broken) -> Option<Diagnostic> {
    let tokens = tokens(text, broken.span);
    let mut open: Vec<Open> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Some(Open::Braces(opening, wanted)) = open.last_mut() {
            match next(*wanted, token.kind) {
                Some(next) => *wanted = next,
                None if is_closed_by(tokens.get(at..).unwrap_or_default()) => {
                    return Slip { before: tokens.get(..at)?, token, after: tokens.get(at + 1..)? }.diagnose(*wanted);
                }
                None => return Some(open_braces(*opening)),
            }
        }
        if token.kind == TokenKind::LeftCurlyBracket {
            open.push(Open::Braces(token.span, Wanted::Key));
        } else if opens(token.kind) {
            open.push(Open::Brackets);
        } else if closes(token.kind) {
            open.pop();
        }
    }
    match open.last() {
        Some(Open::Braces(opening, _)) => Some(open_braces(*opening)),
        Some(Open::Brackets) | None => None,
    }
}

/// The number of bytes after broken lines that are searched for the end of what they open.
const WINDOW: usize = 2000;

/// The tokens from the beginning of broken lines up to the next heading.
fn tokens(text: &str, broken: Span) -> Vec<Token<'_>> {
    let rest = text.get(broken.end..text.floor_char_boundary(broken.end + WINDOW)).unwrap_or_default();
    let length: usize = rest.split_inclusive('\n').take_while(|line| !is_heading(line)).map(str::len).sum();
    let lines = text.get(broken.start..broken.end + length).unwrap_or_default();
    let meant = |kind: TokenKind| {
        !matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment | TokenKind::Eof)
    };
    let tokens = Source::new(lines).lex().filter(|token| meant(token.kind()));
    let token = |token: toml_parser::lexer::Token| {
        let span = Span::new(token.span().start(), token.span().end());
        let text = lines.get(span.start..span.end).unwrap_or_default();
        Token { kind: token.kind(), text, span: Span::new(broken.start + span.start, broken.start + span.end) }
    };
    tokens.map(token).collect()
}

/// What a table wants after a token of this kind; `None` if it does not want that.
fn next(wanted: Wanted, found: TokenKind) -> Option<Wanted> {
    let is_name = matches!(found, TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString);
    let is_text = matches!(found, TokenKind::MlBasicString | TokenKind::MlLiteralString);
    match (wanted, found) {
        (Wanted::Key, _) if is_name => Some(Wanted::Equals),
        (Wanted::Equals, TokenKind::Dot) => Some(Wanted::Key),
        (Wanted::Equals, TokenKind::Equals) => Some(Wanted::Value),
        (Wanted::Value, _) if is_name || is_text || opens(found) => Some(Wanted::Comma),
        // The parts of a number before and after its point are tokens of their own.
        (Wanted::Comma, TokenKind::Dot) => Some(Wanted::Value),
        (Wanted::Comma, TokenKind::Comma) => Some(Wanted::Key),
        (Wanted::Key | Wanted::Comma, TokenKind::RightCurlyBracket) => Some(Wanted::Comma),
        (Wanted::Key | Wanted::Equals | Wanted::Value | Wanted::Comma, _) => None,
    }
}

fn opens(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket)
}

fn closes(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket)
}

/// True if `tokens` close the table that they are in.
fn is_closed_by(tokens: &[Token<'_>]) -> bool {
    let mut depth = 1_usize;
    tokens.iter().any(|token| {
        depth = (depth + usize::from(opens(token.kind))).saturating_sub(usize::from(closes(token.kind)));
        depth == 0
    })
}

fn open_braces(opening: Span) -> Diagnostic {
    Diagnostic::error("toml-braces", "a `{` is opened here and not closed")
        .at(opening, "opened here")
        .help("end it with `}`")
}

/// A token that is not wanted where it stands in a table.
struct Slip<'t, 'a> {
    before: &'t [Token<'a>],
    token: &'t Token<'a>,
    after: &'t [Token<'a>],
}

impl Slip<'_, '_> {
    fn diagnose(&self, wanted: Wanted) -> Option<Diagnostic> {
        match wanted {
            Wanted::Key if self.token.kind == TokenKind::Comma => {
                Some(self.error("there is one comma too many", "remove it"))
            }
            Wanted::Key if self.token.kind == TokenKind::Equals => {
                Some(self.error("there is no key before the `=`", "write its key before this"))
            }
            Wanted::Equals => self.decimal_comma().or_else(|| self.no_equals()),
            Wanted::Value if self.token.kind == TokenKind::Equals => {
                Some(self.error("there is one `=` too many", "remove it"))
            }
            Wanted::Value => Some(self.error("there is no value after the `=`", "write it before this")),
            Wanted::Comma => self.no_comma(),
            Wanted::Key => None,
        }
    }

    fn error(&self, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::error("toml-braces", message).at(self.token.span, label)
    }

    /// A number that is written as `0,5`.
    fn decimal_comma(&self) -> Option<Diagnostic> {
        let [.., whole, comma, fraction] = self.before else { return None };
        let is_number = |token: &Token<'_>| token.text.bytes().all(|byte| byte.is_ascii_digit());
        if comma.kind != TokenKind::Comma || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let (whole_text, fraction_text) = (whole.text, fraction.text);
        let message = format!("`{whole_text},{fraction_text}` is not a number: write a decimal with a point");
        let label = format!("write `{whole_text}.{fraction_text}`");
        Some(Diagnostic::error("toml-braces", message).at(Span::new(whole.span.start, fraction.span.end), label))
    }

    /// A key that has no `=` after it.
    fn no_equals(&self) -> Option<Diagnostic> {
        let key = self.before.last()?;
        let compared = self.token.text.starts_with(['!', '<', '>', '~']);
        if compared {
            let sign = match self.after.first() {
                Some(token) if token.kind == TokenKind::Equals => format!("{}=", self.token.text),
                _ => self.token.text.to_owned(),
            };
            let test = match sign.get(..1) {
                Some("<") => format!("{{ {} = 4 }}", if sign == "<" { "less-than" } else { "at-most" }),
                Some(">") => format!("{{ {} = 4 }}", if sign == ">" { "more-than" } else { "at-least" }),
                _ => "{ not = ... }".to_owned(),
            };
            let message = format!("`{sign}` cannot stand after a key: in a rubric, write `{} = {test}`", key.text);
            return Some(self.error(message, "only `=` can"));
        }
        if let Some(name) = key.text.strip_suffix(':') {
            let message = format!("`=` stands between a key and its value, not `:`: `{name} = ...`");
            let colon = Span::new(key.span.end.saturating_sub(1), key.span.end);
            return Some(Diagnostic::error("toml-braces", message).at(colon, "write `=`"));
        }
        let message = format!("there is no `=` and no value after `{}`", key.text);
        let ends = matches!(self.token.kind, TokenKind::Comma | TokenKind::RightCurlyBracket);
        Some(if ends {
            Diagnostic::error("toml-braces", message).at(key.span, "write its value after `=`")
        } else {
            self.error(format!("there is no `=` between `{}` and its value", key.text), "write `=` before this")
        })
    }

    /// A value that has no comma after it.
    fn no_comma(&self) -> Option<Diagnostic> {
        match self.token.text {
            "and" | "AND" | "&" | "&&" | ";" | "+" => {
                let message = format!("`{}` stands between two parts of a table", self.token.text);
                Some(self.error(message, "write `,`"))
            }
            "or" | "OR" | "|" | "||" => {
                let message =
                    format!("`{}` stands between two parts of a table, and all of them hold", self.token.text);
                let help = "in a rubric, what may hold instead of another stands in `any = [{ ... }, { ... }]`";
                Some(self.error(message, "`or` cannot be written here").help(help))
            }
            _ if self.token.kind == TokenKind::RightSquareBracket => {
                Some(self.error("a table in braces ends with `}`, not with `]`", "write `}`"))
            }
            _ if self.token.kind == TokenKind::Equals => Some(self.error("there is one `=` too many", "remove it")),
            text if text.starts_with(';') => Some(self.error("`;` stands between two parts of a table", "write `,`")),
            key => self
                .after
                .first()
                .filter(|token| matches!(token.kind, TokenKind::Equals | TokenKind::Dot))
                .map(|_| self.error(format!("a comma is missing before `{key}`"), "write `,` before this")),
        }
    }
}
