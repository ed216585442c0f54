//! What an anonymised text must not hold: identifiers of persons, found in a text with how sure that is.
//!
//! How sure: *certain* where the form is right and something else says so too (words beside it, a country code, an address with
//! its space); *probable* where only the form is right (a ten-digit number that passes the check digit), or where words
//! announce an identifier whose form is wrong (a slip of typing); *possible* where the form is so common, or the words beside
//! it so much against it, that it is more likely none. What is certain or probable is masked and counted; what is possible
//! is only pointed out.

mod births;
mod codes;
mod common_words;
mod context;
mod email;
mod identifier;
mod name_list;
mod names;
mod numbers;
mod tokens;

pub use identifier::{Confidence, Identifier, IdentifierKind};
pub(crate) use name_list::NameReading;
pub use name_list::{NameError, NameList};

use self::tokens::Tokens;
use super::Span;
use super::folded::Folded;

/// The number of bytes of the shortest identifier that is no name, such as `a@b.c`.
const SHORTEST: usize = 5;

/// The identifiers in `text`, in its order; none overlaps another. `names` are the author's confidential names.
///
/// ```
/// use casegrade::text::{Confidence, IdentifierKind, NameList, identifiers};
/// let text = "Her NHS number is 943 476 5919.";
/// let found = identifiers(text, &NameList::default());
/// assert_eq!((found[0].kind, found[0].confidence), (IdentifierKind::NhsNumber, Confidence::Certain));
/// assert_eq!(&text[found[0].span.start..found[0].span.end], "943 476 5919");
/// ```
#[must_use]
pub fn identifiers(text: &str, names: &NameList) -> Vec<Identifier> {
    if text.len() < SHORTEST && !names.may_be_in(text) {
        return Vec::new();
    }
    let may = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'@' | b'&' | b'%' | 0x80..);
    if !text.bytes().any(may) && !names.may_be_in(text) && !email::may_be_spelled_out(text) {
        return Vec::new();
    }
    in_folded(&Folded::new(text), names)
}

/// The same in the text of a file, where characters may be written as escapes.
pub(super) fn identifiers_in_file(text: &str, names: &NameList) -> Vec<Identifier> {
    in_folded(&Folded::file(text), names)
}

fn in_folded(folded: &Folded<'_>, names: &NameList) -> Vec<Identifier> {
    let mut found = in_plain(&folded.text, names);
    for hit in &mut found {
        hit.span = folded.original(hit.span.start, hit.span.end);
    }
    found
}

/// The identifiers in a plain text. One too long to count its words is cut in two at the end of a line.
fn in_plain(text: &str, names: &NameList) -> Vec<Identifier> {
    if text.len() > Tokens::LONGEST {
        let half = text.get(..text.floor_char_boundary(Tokens::LONGEST)).unwrap_or_default();
        let (first, second) = text.split_at(half.rfind('\n').unwrap_or(half.len()));
        let moved = |hit: Identifier| {
            let span = Span::new(hit.span.start + first.len(), hit.span.end + first.len());
            Identifier { span, ..hit }
        };
        let second = in_plain(second, names).into_iter().map(moved);
        return in_plain(first, names).into_iter().chain(second).collect();
    }
    let tokens = Tokens::new(text);
    let mut found = email::find(&tokens);
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        find_codes(&tokens, &mut found);
        births::find(&tokens, &mut found);
    }
    names.find(&tokens, &mut found);
    let allowed = if found.is_empty() { Vec::new() } else { names.allowed(&tokens) };
    without(apart(found), &allowed)
}

/// Adds numbers and codes to `found`.
fn find_codes(tokens: &Tokens<'_>, found: &mut Vec<Identifier>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let code = if token.is_digits { numbers::number(tokens, at) } else { codes::code(tokens, at) };
        let Some(code) = code else {
            at += 1;
            continue;
        };
        let end = tokens.get(code.end - 1).map_or(token.end, |last| last.end);
        let before = tokens.text.get(..token.start).unwrap_or_default();
        let own = tokens.text.get(token.start..end).unwrap_or_default();
        let is_opened = before.ends_with('(') && own.contains(')') || before.ends_with('[') && own.contains(']');
        let is_abroad = code.kind == IdentifierKind::TelephoneNumber && own.starts_with("44") && before.ends_with("+ ");
        let start = token.start - if is_abroad { 2 } else { usize::from(before.ends_with('+') || is_opened) };
        found.push(Identifier {
            span: Span::new(start, end),
            kind: code.kind,
            confidence: code.confidence,
            name: None,
        });
        at = code.end;
    }
}

/// `found` without what lies in a text that may stay; both are in order.
fn without(found: Vec<Identifier>, allowed: &[Span]) -> Vec<Identifier> {
    let mut furthest = 0;
    let ends: Vec<usize> = allowed
        .iter()
        .map(|span| {
            furthest = furthest.max(span.end);
            furthest
        })
        .collect();
    let stays = |hit: &Identifier| {
        let before = allowed.partition_point(|span| span.start <= hit.span.start);
        before.checked_sub(1).and_then(|last| ends.get(last)).is_some_and(|end| hit.span.end <= *end)
    };
    found.into_iter().filter(|hit| !stays(hit)).collect()
}

/// The identifiers in `text`, which stands under or after the words `before`: they may say what a number in it is, as a key or
/// the heading of a column does.
#[must_use]
pub(crate) fn identifiers_after(before: &str, text: &str, names: &NameList) -> Vec<Identifier> {
    // A name needs no words beside it, and a text without digits nothing else from them.
    if before.is_empty() || !text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80) {
        return identifiers(text, names);
    }
    let both = format!("{before}: {text}");
    let start = both.len() - text.len();
    let own = identifiers(&both, names).into_iter().filter(|hit| hit.span.end > start);
    own.map(|hit| Identifier { span: Span::new(hit.span.start.saturating_sub(start), hit.span.end - start), ..hit })
        .collect()
}

/// `found` in the order of the text, with what overlaps put together: the surest says what it is.
fn apart(mut found: Vec<Identifier>) -> Vec<Identifier> {
    found.sort_by_key(|hit| (hit.span, std::cmp::Reverse(hit.confidence)));
    let mut apart: Vec<Identifier> = Vec::with_capacity(found.len());
    for hit in found {
        match apart.last_mut().filter(|last| hit.span.start < last.span.end) {
            Some(last) => *last = together(*last, hit),
            None => apart.push(hit),
        }
    }
    apart
}

fn together(first: Identifier, second: Identifier) -> Identifier {
    let surest = if second.confidence > first.confidence { second } else { first };
    // What is merely possible makes nothing else longer.
    if first.confidence.counts() == second.confidence.counts() {
        let end = first.span.end.max(second.span.end);
        Identifier { span: Span::new(first.span.start.min(second.span.start), end), ..surest }
    } else {
        surest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_is_one_and_the_surest_says_what() {
        let hit =
            |start, end, kind, confidence| Identifier { span: Span::new(start, end), kind, confidence, name: None };
        let (nhs, phone) = (IdentifierKind::NhsNumber, IdentifierKind::TelephoneNumber);
        let both = [hit(0, 12, nhs, Confidence::Probable), hit(4, 15, phone, Confidence::Certain)];
        assert_eq!(apart(both.to_vec()), [hit(0, 15, phone, Confidence::Certain)]);
        let possible = [hit(0, 12, nhs, Confidence::Possible), hit(4, 15, phone, Confidence::Certain)];
        assert_eq!(apart(possible.to_vec()), [hit(4, 15, phone, Confidence::Certain)]);
    }
}
