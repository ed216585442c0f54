//! NHS numbers and telephone numbers: groups of digits.
//!
//! After the published rules: NHS data dictionary (modulus 11), Ofcom's numbering plan.

use super::context::{Near, is_in};
use super::tokens::{Tokens, joins};
use super::{Confidence, IdentifierKind};

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

/// Digits of the longest number, and one group more to see that it goes on.
const MOST_DIGITS: usize = 20;

impl Groups {
    /// The groups from token `first` on.
    fn new(tokens: &Tokens<'_>, first: usize) -> Groups {
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
    let groups = Groups::new(tokens, first);
    let near = |count: usize| Near { tokens, first, end: first + count };
    let code = |kind| move |(confidence, count): (Confidence, usize)| Code { kind, confidence, end: first + count };
    let telephone =
        extension(tokens, first).or_else(|| telephone_abroad(&groups, near)).or_else(|| telephone(&groups, near));
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

/// A number with the code of a country; after `00`, which may begin any number, of this one or with words beside it.
fn telephone_abroad<'a, 't: 'a>(groups: &Groups, near: impl Fn(usize) -> Near<'a, 't>) -> Option<(Confidence, usize)> {
    let start = near(1);
    let has_plus = start.text_before().trim_end_matches('(').ends_with('+');
    let digits = groups.digits.as_slice();
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
    let word = first.checked_sub(1).map(|before| tokens.str(before).to_ascii_lowercase())?;
    let is_called = || {
        let follows_number = first >= 2 && tokens.get(first - 2).is_some_and(|token| token.is_digits);
        follows_number || Near { tokens, first: first - 1, end: first }.is_telephone()
    };
    let gap = tokens.gap_before(first);
    let is_near = gap.len() <= 3 && gap.bytes().all(|byte| b" .:-".contains(&byte));
    let has_length = (3..=6).contains(&tokens.str(first).len()) && tokens.word_end(first) == first + 1;
    let is_one = is_near && has_length && (is_in("|ext|extn|xtn|", &word) || word == "extension" && is_called());
    is_one.then_some((Confidence::Certain, 1))
}
