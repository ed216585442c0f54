//! The forms of numbers, codes and dates, and what is to be thought of something that has one.
//!
//! After the published rules: NHS data dictionary (modulus 11), GOV.UK's formats of National Insurance numbers and postcodes,
//! Ofcom's numbering plan, DVLA's formats of registrations.

use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

use super::context::{Near, Saying};
use super::{Confidence, Identifier, IdentifierKind};
use crate::text::{Span, days};

/// A form with what is to be thought of what has it.
struct Form {
    kind: IdentifierKind,
    /// How many digits it has at least.
    digits: usize,
    pattern: &'static str,
    judge: fn(&str, Near<'_>) -> Option<Confidence>,
}

/// Every form. Groups of a number are parted by nothing, or by one or two spaces, dots and hyphens.
const FORMS: [Form; 12] = [
    Form {
        kind: IdentifierKind::NhsNumber,
        digits: 10,
        pattern: r"\b[0-9]{3}[ \n.-]{0,2}[0-9]{3}[ \n.-]{0,2}[0-9]{4}\b",
        judge: nhs_number,
    },
    Form {
        kind: IdentifierKind::NhsNumber,
        digits: 9,
        pattern: r"\b[0-9](?:[ \n./-]{0,2}[0-9]){8,10}\b",
        judge: said_nhs_number,
    },
    Form {
        kind: IdentifierKind::NationalInsuranceNumber,
        digits: 6,
        pattern: r"(?i)\b[a-z]{2}[ \n.-]?[0-9]{2}[ \n.-]?[0-9]{2}[ \n.-]?[0-9]{2}[ \n.-]?[a-z]\b",
        judge: national_insurance_number,
    },
    Form {
        kind: IdentifierKind::NationalInsuranceNumber,
        digits: 6,
        pattern: r"(?i)\b[a-z]{2}[ \n.-]?[0-9]{2}[ \n.-]?[0-9]{2}[ \n.-]?[0-9]{2}\b",
        judge: said_national_insurance_number,
    },
    Form {
        kind: IdentifierKind::Postcode,
        digits: 1,
        pattern: r"(?i)\b(?:[a-z]{1,2}[0-9][0-9a-z]?|gir)[ \n-]{0,2}[0-9][a-z]{2}\b",
        judge: postcode,
    },
    Form {
        kind: IdentifierKind::TelephoneNumber,
        digits: 8,
        pattern: r"\(?(?:\+|\b00)[1-9][0-9]{0,2}\)?[ \n.-]{0,2}(?:\(0\))?(?:[ \n.()-]{0,2}[0-9]){7,12}\b",
        judge: telephone_number_abroad,
    },
    Form {
        kind: IdentifierKind::TelephoneNumber,
        digits: 10,
        pattern: r"(?:\(|\b)0[1-35789][0-9]{1,4}\)?[ \n.-]{0,2}[0-9]{2,9}(?:[ \n.-]{0,2}[0-9]{2,6}){0,3}\b",
        judge: telephone_number,
    },
    Form {
        kind: IdentifierKind::DateOfBirth,
        digits: 4,
        pattern: r"\b(?:[0-9]{4}[ ]?[/.-][ ]?[0-9]{1,2}[ ]?[/.-][ ]?[0-9]{1,2}|[0-9]{1,2}[ ]?[/. -][ ]?[0-9]{1,2}[ ]?[/. -][ ]?(?:[0-9]{4}|[0-9]{2})|[0-9]{8}|[0-9]{6})\b",
        judge: date_of_birth,
    },
    Form {
        kind: IdentifierKind::DateOfBirth,
        digits: 3,
        pattern: r"(?i)\b[0-9]{1,2} ?(?:st|nd|rd|th)?[ \n-]{0,2}(?:of[ \n])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.,]?[ \n-]{0,2}'?(?:[0-9]{4}|[0-9]{2})\b",
        judge: date_of_birth,
    },
    Form {
        kind: IdentifierKind::DateOfBirth,
        digits: 5,
        pattern: r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ \n][0-9]{1,2}(?:st|nd|rd|th)?,?[ \n][0-9]{4}\b",
        judge: date_of_birth,
    },
    Form {
        kind: IdentifierKind::VehicleRegistration,
        digits: 2,
        pattern: r"(?i)\b[a-z]{2}[0-9]{2}[ \n]?[a-z]{3}\b",
        judge: registration,
    },
    Form {
        kind: IdentifierKind::VehicleRegistration,
        digits: 1,
        pattern: r"(?i)\b(?:[a-z][0-9]{1,3}[ \n]?[a-z]{3}|[a-z]{3}[ \n]?[0-9]{1,3}[a-z])\b",
        judge: old_registration,
    },
];

/// The forms, ready to search for.
static SEARCHES: LazyLock<Vec<(Regex, &'static Form)>> = LazyLock::new(|| {
    let search = |form: &'static Form| Some((RegexBuilder::new(form.pattern).unicode(false).build().ok()?, form));
    FORMS.iter().filter_map(search).collect()
});

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    SEARCHES.len() == FORMS.len()
}

/// Letters before the first digit of a form, at most: `September `.
const BEFORE: usize = 12;
/// Letters between two digits of a form, at most: `th of September, `.
const BETWEEN: usize = 20;
/// Letters after the last digit of a form, and one more to see where it ends.
const AFTER: usize = 8;

/// Adds what has one of the forms to `found`. Every form has digits, so only the stretches around digits are searched.
pub(super) fn find(text: &str, found: &mut Vec<Identifier>) {
    let mut digits = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).peekable();
    while let Some(first) = digits.next() {
        let (mut last, mut count) = (first, 1);
        while let Some(next) = digits.next_if(|next| next - last <= BETWEEN) {
            (last, count) = (next, count + 1);
        }
        let stretch = first.saturating_sub(BEFORE)..(last + 1 + AFTER).min(text.len());
        for (search, form) in SEARCHES.iter().filter(|(_, form)| form.digits <= count) {
            search_stretch(text, stretch.clone(), search, form, found);
        }
    }
}

fn search_stretch(
    text: &str,
    stretch: std::ops::Range<usize>,
    search: &Regex,
    form: &Form,
    found: &mut Vec<Identifier>,
) {
    let Some(bytes) = text.as_bytes().get(..stretch.end) else { return };
    let mut from = stretch.start;
    while let Some(hit) = search.find_at(bytes, from) {
        let own = text.get(hit.range());
        let judged = own.and_then(|own| (form.judge)(own, Near::new(text, hit.range())));
        from = if judged.is_some() { hit.end() } else { hit.start() + 1 };
        found.extend(judged.map(|confidence| Identifier {
            span: Span::from(hit.range()),
            kind: form.kind,
            confidence,
            name: None,
        }));
    }
}

fn digits(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// True if the last of ten digits is the check digit of the others: by weights from 10 down to 2, modulus 11.
fn passes_check(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    digits.len() == 10 && sum.is_multiple_of(11)
}

/// Ten digits in the usual groups. A passing check digit alone is no certainty: one in eleven random numbers has one.
fn nhs_number(text: &str, near: Near<'_>) -> Option<Confidence> {
    let valid = passes_check(&digits(text));
    let in_groups = text.bytes().any(|byte| !byte.is_ascii_digit());
    match (valid, near.says(Saying::Nhs)) {
        (true, true) => Some(Confidence::Certain),
        (false, true) => Some(Confidence::Probable),
        (true, false) if near.says(Saying::Book) || near.is_part_of_a_number() => None,
        // Ten digits that are called a reference of something are rather that.
        (true, false) if near.says(Saying::Reference) && !in_groups => Some(Confidence::Possible),
        (true, false) => Some(Confidence::Probable),
        (false, false) => None,
    }
}

/// Nine to eleven digits in any groups, announced as an NHS number: one may be missing, or typed twice.
fn said_nhs_number(text: &str, near: Near<'_>) -> Option<Confidence> {
    let valid = passes_check(&digits(text));
    near.says(Saying::NhsNumber).then_some(if valid { Confidence::Certain } else { Confidence::Probable })
}

fn national_insurance_number(text: &str, near: Near<'_>) -> Option<Confidence> {
    let code = letters(text).to_ascii_uppercase();
    let (prefix, suffix) = (code.get(..2)?, code.get(8..)?);
    let valid = is_prefix(prefix) && matches!(suffix, "A" | "B" | "C" | "D");
    match (valid, near.says(Saying::NationalInsurance)) {
        (true, true) => Some(Confidence::Certain),
        (true, false) | (false, true) => Some(Confidence::Probable),
        (false, false) => None,
    }
}

/// The same without its last letter, where it is announced.
fn said_national_insurance_number(_: &str, near: Near<'_>) -> Option<Confidence> {
    near.says(Saying::NationalInsurance).then_some(Confidence::Probable)
}

/// The two letters that a National Insurance number may begin with.
fn is_prefix(prefix: &str) -> bool {
    const NOT_GIVEN_OUT: [&str; 7] = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"];
    let never = |letter: char| "DFIQUV".contains(letter);
    !prefix.contains(never) && !prefix.ends_with('O') && !NOT_GIVEN_OUT.contains(&prefix)
}

/// The areas of postcodes, with those of Crown dependencies.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX \
                     FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML \
                     N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF \
                     TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

fn postcode(text: &str, near: Near<'_>) -> Option<Confidence> {
    let large = text.to_ascii_uppercase();
    let area: String = large.chars().take_while(char::is_ascii_alphabetic).collect();
    let inward = large.get(large.len().checked_sub(2)?..)?;
    let right = AREAS.contains(&format!(" {area} ")) && !inward.contains(|letter| "CIKMOV".contains(letter));
    let is_large = !text.contains(|letter: char| letter.is_ascii_lowercase());
    let is_small = !text.contains(|letter: char| letter.is_ascii_uppercase());
    let in_two = text.contains([' ', '\n', '-']);
    let is_ordinal = ["1ST", "2ND", "3RD"].iter().any(|end| large.ends_with(end)) || large.ends_with("TH");
    match (right, near.says(Saying::Address)) {
        (true, true) => Some(if in_two { Confidence::Certain } else { Confidence::Probable }),
        (true, false) if is_large && in_two && !is_ordinal => Some(Confidence::Certain),
        (true, false) if is_large => Some(Confidence::Probable),
        (true, false) if is_small && in_two && !is_ordinal => Some(Confidence::Probable),
        (true, false) if !is_ordinal => Some(Confidence::Possible),
        (false, _) if near.says(Saying::Postcode) => Some(Confidence::Probable),
        (true | false, _) => None,
    }
}

/// Ten or eleven digits from 0, in groups that are in use.
fn telephone_number(text: &str, near: Near<'_>) -> Option<Confidence> {
    let digits = digits(text);
    let is_short = digits.starts_with(&[0, 1]) || digits.starts_with(&[0, 8, 0, 0]);
    if digits.len() != 11 && !(digits.len() == 10 && is_short) {
        return None;
    }
    let is_mobile = digits.starts_with(&[0, 7]) && digits.len() == 11;
    if near.says(Saying::Telephone) {
        Some(Confidence::Certain)
    } else if near.says(Saying::Book) || near.is_part_of_a_number() {
        None
    } else if near.says(Saying::Reference) || near.follows_a_number() {
        Some(Confidence::Possible)
    } else {
        Some(if is_mobile { Confidence::Certain } else { Confidence::Probable })
    }
}

/// A number with the code of a country; after `00`, which may begin any number, of this one or with words beside it.
fn telephone_number_abroad(text: &str, near: Near<'_>) -> Option<Confidence> {
    let is_marked = text.contains('+') || digits(text).starts_with(&[0, 0, 4, 4]);
    Some(if is_marked || near.says(Saying::Telephone) { Confidence::Certain } else { Confidence::Possible })
}

/// A full date that is said to be a birth; one that is no day is a slip of typing.
fn date_of_birth(text: &str, near: Near<'_>) -> Option<Confidence> {
    let plain = text.replace('\n', " ").replace(" of ", " ");
    near.says(Saying::Birth).then(|| if days(&plain).is_empty() { Confidence::Probable } else { Confidence::Certain })
}

/// A registration in the form since 2001.
fn registration(text: &str, near: Near<'_>) -> Option<Confidence> {
    let code = letters(text);
    let age = code.get(2..4)?;
    let is_age = ("02".."30").contains(&age) || ("51".."80").contains(&age);
    let right = is_age && code.chars().all(|letter| !"IQ".contains(letter) && !letter.is_ascii_lowercase());
    match (right, near.says(Saying::Vehicle)) {
        (true, true) => Some(Confidence::Certain),
        (true, false) | (false, true) => Some(Confidence::Probable),
        (false, false) => None,
    }
}

/// A registration in a form before 2001: too like a road or a heading to be more than possible without words beside it.
fn old_registration(text: &str, near: Near<'_>) -> Option<Confidence> {
    let right = text.chars().all(|letter| !"IQZ".contains(letter) && !letter.is_ascii_lowercase());
    match (right, near.says(Saying::Vehicle)) {
        (true, true) => Some(Confidence::Certain),
        (false, true) => Some(Confidence::Probable),
        (true, false) => Some(Confidence::Possible),
        (false, false) => None,
    }
}
