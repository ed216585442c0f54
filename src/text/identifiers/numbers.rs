//! NHS numbers and telephone numbers: groups of digits.
//!
//! After the published rules: NHS data dictionary (modulus 11), Ofcom's numbering plan.

use super::context::{Near, is_in};
use super::identifier::{Confidence, IdentifierKind};
use super::tokens::{Tokens, joins, may_join};

/// What was recognised from one token on.
pub(super) struct Code {
    pub(super) kind: IdentifierKind,
    pub(super) confidence: Confidence,
    /// The token after its last.
    pub(super) end: usize,
}

/// Digits in groups, as far as they may be one number.
#[derive(Default)]
struct Groups {
    digits: Vec<u8>,
    /// How many digits there are up to the end of each group.
    ends: Vec<usize>,
}

/// Digits of the shortest number that is no extension.
const FEWEST_DIGITS: usize = 5;
/// Digits of the longest number, and one group more to see that it goes on.
const MOST_DIGITS: usize = 20;

impl Groups {
    /// The groups from token `first` on, as far as what parts them joins.
    fn new(tokens: &Tokens<'_>, first: usize, joins: fn(&str) -> bool) -> Groups {
        let mut groups = Groups::default();
        let mut at = first;
        while tokens.get(at).is_some_and(|token| token.is_digits) && groups.digits.len() < MOST_DIGITS {
            groups.digits.extend(tokens.str(at).bytes().map(|byte| byte - b'0').take(MOST_DIGITS + 1));
            groups.ends.push(groups.digits.len());
            if !joins(tokens.gap(at)) || tokens.gap(at).is_empty() {
                break;
            }
            at += 1;
        }
        groups
    }

    /// How many groups have `count` digits together.
    fn with(&self, count: usize) -> Option<usize> {
        self.ends.iter().position(|end| *end == count).map(|last| last + 1)
    }

    fn first(&self, count: usize) -> &[u8] {
        self.digits.get(..count).unwrap_or_default()
    }

    /// How many digits each of the first `count` groups has.
    fn lengths(&self, count: usize) -> impl Iterator<Item = usize> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start).take(count)
    }
}

/// The number that token `first` begins, if it is digits and one.
pub(super) fn number(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    // `NHS9434765919` is a word and a number; digits among letters are neither.
    if tokens.is_glued(first) && (tokens.is_glued(first - 1) || tokens.str(first - 1).len() > 12) {
        return None;
    }
    if tokens.is_in_a_hash(first) {
        return None;
    }
    let near = |count: usize| Near { tokens, first, end: first + count };
    let code = |kind| move |(confidence, count): (Confidence, usize)| Code { kind, confidence, end: first + count };
    // Years, days and counts are the most.
    if tokens.str(first).len() < FEWEST_DIGITS && tokens.get(first + 1).is_none_or(|next| !next.is_digits) {
        return extension(tokens, first).map(code(IdentifierKind::TelephoneNumber));
    }
    if let Some(code) = scattered(tokens, first) {
        return Some(code);
    }
    let groups = Groups::new(tokens, first, joins);
    let telephone = extension(tokens, first)
        .or_else(|| telephone_abroad(&groups, near))
        .or_else(|| telephone_without_plus(&groups, near))
        .or_else(|| telephone(&groups, near));
    let nhs = nhs_number(&groups, near);
    // Ten digits may be either; the words beside them decide, then the check digit.
    match (nhs, telephone) {
        (Some((nhs, _)), Some(telephone)) if telephone.0 > nhs => {
            Some(code(IdentifierKind::TelephoneNumber)(telephone))
        }
        (Some(nhs), _) => Some(code(IdentifierKind::NhsNumber)(nhs)),
        (None, telephone) => telephone.map(code(IdentifierKind::TelephoneNumber)),
    }
}

/// A number in its usual groups with marks between that may part values too, as cells do: it has to be called what it is, or
/// its form leaves no other.
fn scattered(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    if joins(tokens.gap(first)) || !may_join(tokens.gap(first)) {
        return None;
    }
    let groups = Groups::new(tokens, first, may_join);
    let lengths = |count: usize| groups.lengths(count).collect::<Vec<_>>();
    let code = |kind, count| Code { kind, confidence: Confidence::Probable, end: first + count };
    let near = |count: usize| Near { tokens, first, end: first + count };
    let is_nhs = |count: &usize| {
        let is_tight = (first..first + count - 1).all(|at| matches!(tokens.gap(at), ":" | "'" | "*" | "~" | "-" | "."));
        passes_check(groups.first(10)) && lengths(*count) == [3, 3, 4] && (is_tight || near(*count).is_of_the_nhs())
    };
    if let Some(count) = groups.with(10).filter(is_nhs) {
        return Some(code(IdentifierKind::NhsNumber, count));
    }
    let is_usual = |count: &usize| matches!(lengths(*count).as_slice(), [5, 6] | [5, 3, 3] | [3, 4, 4] | [4, 3, 4]);
    let starts = |start: &[u8]| groups.digits.starts_with(start);
    let count = groups.with(11).filter(is_usual)?;
    (starts(&[0, 7]) || starts(&[0]) && near(count).is_telephone())
        .then(|| code(IdentifierKind::TelephoneNumber, count))
}

/// Ten digits in the usual groups, the last a check digit; or nine to eleven in any, announced as an NHS number: one may be
/// missing, or typed twice. A passing check digit alone is no certainty: one in eleven random numbers has one.
fn nhs_number<'a, 't: 'a>(groups: &Groups, near: impl Fn(usize) -> Near<'a, 't>) -> Option<(Confidence, usize)> {
    let usual = groups.with(10).filter(|count| {
        let mut inner = groups.ends.iter().take(count - 1);
        passes_check(groups.first(10)) && inner.all(|end| matches!(end, 3 | 6))
    });
    if let Some(count) = usual {
        let near = near(count);
        if near.is_of_the_nhs() {
            return Some((Confidence::Certain, count));
        }
        return (!near.is_an_amount() && !near.is_book()).then_some((Confidence::Probable, count));
    }
    let announced = [10, 9, 11].into_iter().find_map(|count| groups.with(count).map(|groups| (count, groups)));
    let (digits, count) = announced.filter(|(digits, _)| !is_filler(groups.first(*digits)))?;
    let confidence = if passes_check(groups.first(digits)) { Confidence::Certain } else { Confidence::Probable };
    near(count).is_nhs_number().then_some((confidence, count))
}

/// Whether the last of ten digits is the check digit of the others: by weights from 10 down to 2, modulus 11.
fn passes_check(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    digits.len() == 10 && sum.is_multiple_of(11) && !is_filler(digits)
}

/// Whether digits only fill a place: all the same, or counting up or down.
fn is_filler(digits: &[u8]) -> bool {
    let steps = |up: u8, down: u8| digits.windows(2).all(|pair| matches!(pair, [a, b] if a + up == b + down));
    steps(0, 0) || steps(1, 0) || steps(0, 1)
}

/// A number of this country, with its 0 or after the word for a telephone without.
fn telephone<'a, 't: 'a>(groups: &Groups, near: impl Fn(usize) -> Near<'a, 't>) -> Option<(Confidence, usize)> {
    let digits = groups.digits.as_slice();
    let is_short = digits.starts_with(&[0, 1]) || digits.starts_with(&[0, 8, 0, 0]);
    let is_one = |count: &usize| {
        let mut lengths = groups.lengths(*count);
        lengths.next().is_some_and(|first| first >= 3) && lengths.all(|length| length >= 2) && *count <= 5
            || is_in_odd_groups(groups, *count)
    };
    let own = |count: usize| groups.with(count).filter(is_one);
    if let Some(count) =
        own(11).or_else(|| own(10).filter(|_| is_short)).filter(|_| matches!(digits, [0, 1..=3 | 5..=9, ..]))
    {
        let near = near(count);
        let is_mobile = digits.starts_with(&[0, 7]);
        return match (near.is_telephone(), is_mobile) {
            (true, _) => Some((Confidence::Certain, count)),
            (false, _) if near.is_an_amount() || near.is_book() || is_filler(digits) => None,
            (false, true) => Some((Confidence::Certain, count)),
            (false, false) if near.follows_a_year() => Some((Confidence::Possible, count)),
            (false, false) => Some((Confidence::Probable, count)),
        };
    }
    let without_zero =
        groups.with(10).filter(|_| matches!(digits, [1..=3 | 7 | 8, ..])).filter(is_one).filter(|count| {
            let near = near(*count);
            near.is_telephone_number()
                || digits.starts_with(&[7]) && !is_filler(digits) && near.is_whole() && !near.is_an_amount()
        });
    let local = || {
        let count = (5..=8).rev().find_map(|count| groups.with(count))?;
        (near(count).is_telephone_number() && count <= 2).then_some(count)
    };
    let count = without_zero.or_else(local)?;
    let is_called = near(count).is_telephone_number();
    Some((if is_called { Confidence::Certain } else { Confidence::Probable }, count))
}

/// Whether the number of a mobile has its first digits apart, or each: `0 7700 900123`, `07 700 900 123`.
fn is_in_odd_groups(groups: &Groups, count: usize) -> bool {
    let lengths: Vec<usize> = groups.lengths(count).collect();
    let is_odd = matches!(lengths.as_slice(), [1, 4, 6] | [1, 4, 3, 3] | [2, 3, 6] | [2, 3, 3, 3]);
    let is_each = groups.ends.len() == count && lengths.iter().all(|length| *length == 1);
    groups.digits.starts_with(&[0, 7]) && (is_odd || is_each)
}

/// A number with the code of this country and neither `+` nor `00` before it, as `wa.me` and machines write it.
fn telephone_without_plus<'a, 't: 'a>(
    groups: &Groups,
    near: impl Fn(usize) -> Near<'a, 't>,
) -> Option<(Confidence, usize)> {
    let count = groups.with(12).filter(|count| *count <= 5 && groups.digits.starts_with(&[4, 4]))?;
    let near = near(count);
    let is_mobile = matches!(groups.digits.as_slice(), [4, 4, 7, ..]);
    let is_landline = matches!(groups.digits.as_slice(), [4, 4, 1..=3, ..]);
    match near.is_telephone() {
        _ if near.is_an_amount() => None,
        true if is_mobile || is_landline => Some((Confidence::Certain, count)),
        false if is_mobile => Some((Confidence::Probable, count)),
        _ => None,
    }
}

/// A number with the code of a country; after `00`, which may begin any number, of this one or with words beside it.
fn telephone_abroad<'a, 't: 'a>(groups: &Groups, near: impl Fn(usize) -> Near<'a, 't>) -> Option<(Confidence, usize)> {
    let start = near(1);
    let digits = groups.digits.as_slice();
    let before = start.text_before().trim_end_matches('(');
    let has_plus = before.ends_with('+') || before.ends_with("+ ") && digits.starts_with(&[4, 4]);
    if !has_plus && !digits.starts_with(&[0, 0]) || digits.starts_with(&[0, 0, 0]) {
        return None;
    }
    let code = if has_plus { 0 } else { 2 };
    let is_one =
        |count: &usize| groups.lengths(*count).skip(1).filter(|length| *length == 1).count() <= 1 && *count <= 7;
    let count = (9 + code..=15).rev().find_map(|count| groups.with(count)).filter(is_one)?;
    let near = near(count);
    if near.is_an_amount() {
        return None;
    }
    let is_marked = has_plus || digits.starts_with(&[0, 0, 4, 4]) || near.is_telephone();
    let unmarked = if near.is_whole() { Confidence::Probable } else { Confidence::Possible };
    Some((if is_marked { Confidence::Certain } else { unmarked }, count))
}

/// The digits after `ext.`, or after `extension` where a telephone is meant.
fn extension(tokens: &Tokens<'_>, first: usize) -> Option<(Confidence, usize)> {
    if !(3..=6).contains(&tokens.str(first).len()) {
        return None;
    }
    let word = first.checked_sub(1).map(|before| tokens.str(before).to_ascii_lowercase())?;
    let is_called = || {
        let follows_number = first >= 2 && tokens.get(first - 2).is_some_and(|token| token.is_digits);
        follows_number || Near { tokens, first: first - 1, end: first }.is_telephone()
    };
    let gap = tokens.gap_before(first);
    let is_near = gap.len() <= 3 && gap.bytes().all(|byte| b" .:-".contains(&byte));
    let is_whole = tokens.word_end(first) == first + 1;
    let is_after_number =
        || first >= 2 && tokens.get(first - 2).is_some_and(|token| token.is_digits && token.end - token.start >= 4);
    let is_x = word == "x" && gap.is_empty() && is_after_number();
    let is_one = is_near && is_whole && (is_in("|ext|extn|xtn|", &word) || is_x || word == "extension" && is_called());
    is_one.then_some((Confidence::Certain, 1))
}
