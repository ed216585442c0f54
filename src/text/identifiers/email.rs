//! E-mail addresses.

use super::tokens::Tokens;
use super::{Confidence, Identifier, IdentifierKind};
use crate::text::Span;

/// The e-mail addresses in a plain text: each stands around an `@`, or an `at` in brackets.
pub(super) fn find(tokens: &Tokens<'_>) -> Vec<Identifier> {
    let text = tokens.text;
    let signs = text.bytes().enumerate().filter(|(_, byte)| *byte == b'@').map(|(at, _)| (at, at + 1));
    let words = (0..tokens.len()).filter(|at| tokens.first_byte(*at).is_some_and(|byte| byte | 0x20 == b'a'));
    let words = words.filter(|at| tokens.str(*at).eq_ignore_ascii_case("at")).filter_map(|at| {
        let (token, before, after) = (tokens.get(at)?, tokens.gap_before(at), tokens.gap(at));
        let is_bracketed =
            before.ends_with('(') && after.starts_with(')') || before.ends_with('[') && after.starts_with(']');
        is_bracketed.then(|| (token.start - 1, token.end + 1))
    });
    signs.chain(words).filter_map(|(start, end)| address(text, start, end)).collect()
}

/// The address around an `at` between two places.
fn address(text: &str, start: usize, end: usize) -> Option<Identifier> {
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let space = if end - start > 1 { " " } else { "" };
    let before = before.strip_suffix(space).unwrap_or(before);
    let own = own_part(before)?;
    let spaces = after.len() - after.strip_prefix(space).unwrap_or(after).len();
    let domain = after.get(spaces..)?;
    let literal = domain.strip_prefix('[').and_then(|inner| inner.get(..inner.find(']').filter(|end| *end < 40)?));
    let literal = literal.filter(|inner| is_number(inner)).map(|inner| inner.len() + 2);
    let named = || domain_length(domain.get(..domain.find(|character| !of_domain(character)).unwrap_or(domain.len()))?);
    let length = spaces + literal.or_else(named)?;
    Some(Identifier {
        span: Span::new(before.len() - own, end + length),
        kind: IdentifierKind::EmailAddress,
        confidence: Confidence::Certain,
        name: None,
    })
}

/// How many bytes the own part of an address has, at the end of `before`.
fn own_part(before: &str) -> Option<usize> {
    if let Some(quoted) = before.strip_suffix('"') {
        let start = quoted
            .rfind('"')
            .filter(|start| quoted.len() - start <= 66 && !quoted.get(*start..).unwrap_or_default().contains('\n'))?;
        return Some(before.len() - start);
    }
    let own = before.get(before.trim_end_matches(of_own_part).len()..)?.trim_start_matches(['.', '\'', '-', '/']);
    (!own.is_empty()).then_some(own.len())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.' || byte == b':')
}

fn of_own_part(character: char) -> bool {
    character.is_alphanumeric() || ".'+-_%&~/!#$^".contains(character)
}

fn of_domain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '-')
}

/// How long the domain is that a text begins with: names with a dot between, the last of letters.
fn domain_length(text: &str) -> Option<usize> {
    let domain = text.trim_end_matches(['.', '-']);
    let mut parts = domain.split('.');
    let last = domain.rsplit('.').next().unwrap_or("");
    let fits = parts.clone().count() > 1 && parts.all(|part| !part.is_empty()) && last.chars().count() > 1;
    (fits && last.chars().all(char::is_alphabetic)).then_some(domain.len())
}
