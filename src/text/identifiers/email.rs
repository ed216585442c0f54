//! E-mail addresses, also those that are written to be read by people alone: `jo (at) example dot org`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;

use super::context::is_in;
use super::identifier::{Confidence, Identifier, IdentifierKind};
use super::tokens::Tokens;
use crate::text::Span;

/// The own part of an address at the end of a text: a quoted one, or words with a dot between.
static OWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r#"(?i)(?:"[^"\n]{{1,64}}"|[{OWN_MARKS}\w]+(?:{DOT}[{OWN_MARKS}\w]+)*)$"#)).ok()
});
/// What follows the sign: a number between brackets, or names with a dot between.
static DOMAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (name, dot) = (r"[^\W_]+(?:-+[^\W_]+)*", format!(r"(?:\.|{DOT}| ?[.,] ?)"));
    Regex::new(&format!(r"(?i)^(?:\[(?:IPv6:)?[0-9a-f.:]{{3,39}}\]|{name}(?:{dot}{name})+)")).ok()
});
/// The marks that may stand in the own part, within a class of a pattern.
const OWN_MARKS: &str = r".'+\-%&~/!#$^";
/// A dot that is spelled out.
const DOT: &str = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot )";

/// The ends of domains that are taken for one though spaces or words stand around their dots.
const ENDS: &str = "|com|org|net|uk|gov|edu|info|nhs|police|mil|eu|ie|fr|de|es|it|pl|ro|in|pk|scot|wales|cymru|london|biz|me|tv|co|\
                    example|test|invalid|museum|";
/// What stands before ` at ` where a place is meant.
const NOT_AN_OWN_PART: &str = "|look|looks|looking|looked|based|meet|met|is|was|are|were|seen|available|visit|found|see|and|him|her|\
                               them|us|it|work|works|worked|school|online|page|site|website|information|guidance|more|";

/// How many bytes before and after a sign may belong to its address.
const FURTHEST: usize = 130;

/// A sign that stands between the parts of an address.
struct Sign {
    start: usize,
    end: usize,
    /// Whether it is only a word, `at`.
    is_word: bool,
}

/// What stands in a text in which the sign or a dot is spelled out, in any case.
static SPELLED_OUT: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let signs = ["at)", "at]", "at}", "at>", "at-", " dot ", "(dot", "[dot", "(a)"];
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(true).build(signs).ok()
});

/// Whether a text may hold an address whose sign or dot is spelled out.
pub(super) fn may_be_spelled_out(text: &str) -> bool {
    may_hold_a_sign(text) && (SPELLED_OUT.as_ref().is_none_or(|signs| signs.is_match(text)) || text.contains(" AT "))
}

/// Whether the middle of a sign or dot that is spelled out stands in a text: most texts are ruled out so, many bytes at a time.
fn may_hold_a_sign(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    bytes.iter().zip(second).zip(third).fold(false, |any, ((a, b), c)| {
        let (first, second, third) = (a | 0x20, b | 0x20, c | 0x20);
        let is_at = (first == b'a') & (second == b't') & matches!(c, b')' | b']' | b'}' | b'>' | b'-');
        let is_dot = (first == b'd') & (second == b'o') & (third == b't');
        any | is_at | is_dot | (*a == b'(') & (second == b'a') | (*b == b'A') & (*c == b'T')
    })
}

/// The e-mail addresses in a plain text: each stands around an `@`, or an `at` in brackets or with a dot spelled out.
pub(super) fn find(tokens: &Tokens<'_>) -> Vec<Identifier> {
    let text = tokens.text;
    let signs = text.match_indices('@').map(|(at, _)| sign(text, at, at + 1, false));
    let last = if may_be_spelled_out(text) { tokens.len() } else { 0 };
    let words = (0..last).filter(|at| tokens.first_byte(*at).is_some_and(|byte| byte | 0x20 == b'a'));
    let words = words.filter_map(|at| tokens.get(at)).filter_map(|token| {
        let word = text.get(token.start..token.end)?;
        let is_sign = word.eq_ignore_ascii_case("at") || word == "a";
        let sign = is_sign.then(|| sign(text, token.start, token.end, true))?;
        (word.len() == 2 || !sign.is_word).then_some(sign)
    });
    signs.chain(words).filter_map(|sign| address(text, &sign)).collect()
}

/// The sign between two places, with the marks around it.
fn sign(text: &str, start: usize, end: usize, is_word: bool) -> Sign {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let is_in_marks = |(open, close): &(char, char)| before.ends_with(*open) && after.starts_with(*close);
    // `-at-` is a sign by itself, and none within `stay-at-home.org`.
    let is_dashed = before.ends_with(" -") && after.starts_with("- ") && end - start == 2;
    let marks = usize::from(is_dashed || [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')].iter().any(is_in_marks));
    Sign { start: start - marks, end: end + marks, is_word: is_word && marks == 0 }
}

/// The address around a sign.
fn address(text: &str, sign: &Sign) -> Option<Identifier> {
    let before = text.get(text.floor_char_boundary(sign.start.saturating_sub(FURTHEST))..sign.start)?;
    let after = text.get(sign.end..text.ceil_char_boundary((sign.end + FURTHEST).min(text.len())))?;
    let (own_side, domain_side) =
        (before.strip_suffix(' ').unwrap_or(before), after.strip_prefix(' ').unwrap_or(after));
    let own = OWN.as_ref()?.find(own_side)?.as_str().trim_start_matches(['.', '\'', '-', '/', '#', '~']);
    let domain = domain(domain_side)?;
    let is_spaced = own_side.len() < before.len() || domain_side.len() < after.len();
    let is_spelled = domain.bytes().any(|byte| b" ()[]{}<>,".contains(&byte)) && !domain.starts_with('[');
    let end = domain.rsplit(|end: char| !end.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let is_one = if sign.is_word {
        is_spaced && is_in(ENDS, &end) && is_called_so(text, sign, own, domain)
    } else {
        !(is_spaced || is_spelled) || is_in(ENDS, &end)
    };
    let start = sign.start - (before.len() - own_side.len()) - own.len();
    let end = sign.end + (after.len() - domain_side.len()) + domain.len();
    let (kind, confidence) = (IdentifierKind::EmailAddress, Confidence::Certain);
    (is_one && !own.is_empty()).then_some(Identifier { span: Span::new(start, end), kind, confidence, name: None })
}

/// Whether the word `at` alone is the sign of an address: in large letters, or with dots spelled out.
fn is_called_so(text: &str, sign: &Sign, own: &str, domain: &str) -> bool {
    let is_large = text.get(sign.start..sign.end) == Some("AT") && own.contains(|letter: char| letter.is_lowercase());
    let is_spelled = domain.to_ascii_lowercase().contains("dot");
    (is_large || is_spelled) && !is_in(NOT_AN_OWN_PART, &own.to_ascii_lowercase())
}

/// The domain that a text begins with: its last name has letters only, two or more.
fn domain(text: &str) -> Option<&str> {
    let whole = DOMAIN.as_ref()?.find(text)?.as_str();
    let mut domain = whole;
    if domain.starts_with('[') {
        return Some(domain);
    }
    loop {
        let last = domain.rsplit(|mark: char| b" .,()[]{}<>".iter().any(|own| char::from(*own) == mark)).next()?;
        let dotted = domain.strip_suffix(last)?;
        let is_plain = dotted.ends_with('.') && !dotted.ends_with(" .");
        let is_end = last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
        if is_end && !last.eq_ignore_ascii_case("dot") && (is_plain || is_in(ENDS, &last.to_ascii_lowercase())) {
            return Some(domain);
        }
        // A name less: what follows the address is no part of it.
        domain = dotted.trim_end_matches(|mark: char| !mark.is_alphanumeric());
        domain = domain.strip_suffix(" dot").unwrap_or(domain);
        if !domain.contains(|mark: char| !mark.is_alphanumeric() && mark != '-') {
            return None;
        }
    }
}
