//! National Insurance numbers, postcodes and vehicle registrations: letters with digits.
//!
//! After the published rules: GOV.UK's formats of National Insurance numbers and postcodes, DVLA's formats of registrations.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::context::{Near, is_in};
use super::identifier::{Confidence, IdentifierKind};
use super::numbers::Code;
use super::tokens::{Tokens, joins, may_join};

/// The code that the word of token `first` begins, if it is one.
pub(super) fn code(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    if !may_begin(tokens, first) || is_short_and_alone(tokens, first) {
        return None;
    }
    let insurance = national_insurance_number(tokens, first);
    insurance.or_else(|| short(tokens, first)).or_else(|| scattered(tokens, first))
}

/// Whether a code may begin with token `first`: letters that begin a word with digits, or stand before one.
fn may_begin(tokens: &Tokens<'_>, first: usize) -> bool {
    let Some(token) = tokens.get(first).filter(|token| !token.is_digits && token.end - token.start <= 3) else {
        return false;
    };
    let is_digits = |at: usize| tokens.get(at).is_some_and(|next| next.is_digits);
    let next = tokens.get(first + 1).filter(|next| next.start - token.end <= 60);
    // Each letter may stand apart: `S W 1 A`.
    let is_letter = |token: super::tokens::Token| token.end - token.start == 1;
    let is_apart = next.is_some_and(|next| is_letter(token) && is_letter(next)) && is_digits(first + 2);
    (next.is_some_and(|next| next.is_digits) || is_apart) && !tokens.is_glued(first)
}

/// Returns whether the word that token `first` begins is shorter than any code and nothing can follow it in one, as with most
/// ids of items (`A7`).
fn is_short_and_alone(tokens: &Tokens<'_>, first: usize) -> bool {
    let last = tokens.word_end(first) - 1;
    let length = tokens.get(first).zip(tokens.get(last)).map_or(0, |(first, last)| last.end - first.start);
    let gap = tokens.gap(last);
    length < 5 && (last + 1 == tokens.len() || !joins(gap) && !may_join(gap))
}

/// A code of one word, or of two with a space, hyphen or stop between.
struct Short<'a, 't> {
    text: String,
    /// How many letters and digits stand before the gap; none if there is no gap.
    gap_at: Option<usize>,
    near: Near<'a, 't>,
}

/// A postcode or registration of five to seven letters and digits.
fn short(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    let middle = tokens.word_end(first);
    let one = tokens.word(first, middle);
    let whole = |text: &[&str], end, gap_at| {
        let has_length = (5..=7).contains(&text.iter().map(|part| part.len()).sum::<usize>());
        let near = Near { tokens, first, end };
        (has_length && text.iter().all(|part| part.is_ascii())).then(|| Short { text: text.concat(), gap_at, near })
    };
    let gap = tokens.gap(middle - 1);
    let is_gap = one.len() <= 4 && gap.len() <= 60 && joins(gap) && !gap.contains(['/', '(', ')']);
    let in_two = (is_gap && middle < tokens.len()).then(|| {
        let end = tokens.word_end(middle);
        whole(&[one, tokens.word(middle, end)], end, Some(one.len()))
    });
    let both = [in_two.flatten(), whole(&[one], middle, None)];
    let judged = |kind, judge: fn(&Short<'_, '_>) -> Option<Confidence>| {
        let mut shorts = both.iter().flatten();
        shorts.find_map(|short| judge(short).map(|confidence| Code { kind, confidence, end: short.near.end }))
    };
    judged(IdentifierKind::Postcode, postcode).or_else(|| judged(IdentifierKind::VehicleRegistration, registration))
}

/// Two letters, six digits and a letter, in groups of two; announced also without the last, or with letters that none begins
/// with. In other groups it is announced, whole, or in large letters.
fn national_insurance_number(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    let (mut code, mut end) = (String::new(), first);
    let (mut is_usual, mut is_joined) = (true, true);
    let mut last = None;
    while end < tokens.len() && code.len() < 9 {
        let next = tokens.word_end(end);
        code.push_str(tokens.word(end, next));
        if !has_shape(&code, "LLDDDDDDL") {
            break;
        }
        end = next;
        is_usual &= code.len().is_multiple_of(2) || code.len() == 9;
        last = Some((code.clone(), end, is_usual, is_joined)).filter(|_| code.len() >= 8).or(last);
        is_joined &= joins(tokens.gap(end - 1));
        if !is_joined && !may_join(tokens.gap(end - 1)) {
            break;
        }
    }
    let (code, end, is_usual, is_joined) = last?;
    let near = Near { tokens, first, end };
    let large = code.to_ascii_uppercase();
    let valid = is_prefix(large.get(..2)?) && matches!(large.get(8..), Some("A" | "B" | "C" | "D"));
    let is_one_case = code == large || code == large.to_ascii_lowercase();
    let is_plain = is_joined && (is_usual && is_one_case || code == large);
    let confidence = match (valid, near.is_national_insurance()) {
        (true, true) => Confidence::Certain,
        (true, false) if is_plain || near.is_whole() => Confidence::Probable,
        (false, true) if is_joined => Confidence::Probable,
        (_, _) => return None,
    };
    Some(Code { kind: IdentifierKind::NationalInsuranceNumber, confidence, end })
}

/// Whether a text has letters and digits where `shape` has L and D, as far as it goes.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, kind): (u8, u8)| {
        if kind == b'D' { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }
    };
    text.len() <= shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// The two letters that a National Insurance number may begin with.
fn is_prefix(prefix: &str) -> bool {
    const NOT_GIVEN_OUT: [&str; 7] = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"];
    !prefix.contains(['D', 'F', 'I', 'Q', 'U', 'V']) && !prefix.ends_with('O') && !NOT_GIVEN_OUT.contains(&prefix)
}

/// The areas of postcodes, with those of Crown dependencies and of forces abroad.
static AREAS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN \
     EX FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N \
     NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ \
     TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
        .split(' ')
        .collect()
});

/// What a digit is followed by that counts or orders: `2nd`, `4th`, `2hr`.
const UNITS: &str = "|st|nd|rd|th|hr|yr|";

/// Whether the area of a postcode exists and its last letters are ones; `None` if a text has not the form of one.
fn postcode_form(text: &str) -> Option<bool> {
    let (outward, inward) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let has_form = ["LD", "LLD", "LDD", "LLDD", "LDL", "LLDL", "LLL"]
        .iter()
        .any(|shape| shape.len() == outward.len() && has_shape(outward, shape));
    if !has_form || !has_shape(inward, "DLL") {
        return None;
    }
    let large = outward.to_ascii_uppercase();
    let area = large.get(..large.find(|letter: char| letter.is_ascii_digit()).unwrap_or(large.len()))?;
    let letters = inward.get(1..)?.to_ascii_uppercase();
    Some(!letters.contains(['C', 'I', 'K', 'M', 'O', 'V']) && AREAS.contains(area))
}

/// A text with the letter O where a postcode has a zero.
fn with_zeros(text: &str) -> String {
    let is_zero = |at: usize| {
        at + 3 == text.len()
            || at + 4 == text.len()
                && text.get(..at).is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit()))
    };
    text.char_indices()
        .map(|(at, letter)| if matches!(letter, 'o' | 'O') && is_zero(at) { '0' } else { letter })
        .collect()
}

fn postcode(code: &Short<'_, '_>) -> Option<Confidence> {
    let Some(right) = postcode_form(&code.text) else {
        let has_o = code.text.contains(['o', 'O']);
        let is_typed = has_o && postcode_form(&with_zeros(&code.text)).is_some() && code.near.is_postcode();
        return is_typed.then_some(Confidence::Probable);
    };
    if code.gap_at.is_some_and(|at| at + 3 != code.text.len()) {
        return None;
    }
    if !right {
        return code.near.is_postcode().then_some(Confidence::Probable);
    }
    let letters = code.text.get(code.text.len() - 2..)?;
    let text = &code.text;
    let is_heading =
        || code.near.text_after().trim_start_matches([' ', '-']).starts_with(|next: char| next.is_ascii_uppercase());
    // `B33 8TH` is a postcode, and `B1 4TH FLOOR` is not.
    let is_unit =
        is_in(UNITS, &letters.to_ascii_lowercase()) && (letters != letters.to_ascii_uppercase() || is_heading());
    let is_large = !text.contains(|letter: char| letter.is_ascii_lowercase());
    // `Sg1 4ab`, as a machine writes the first letter of a sentence.
    let is_title = !text.get(1..)?.contains(|letter: char| letter.is_ascii_uppercase());
    let in_two = code.gap_at.is_some();
    match code.near.is_address() {
        true if in_two && !is_unit => Some(Confidence::Certain),
        true => Some(Confidence::Probable),
        false if is_large && in_two && !is_unit => Some(Confidence::Certain),
        false if !is_unit && (is_large || code.near.is_whole()) => Some(Confidence::Probable),
        false if !is_unit && in_two && is_title => Some(Confidence::Probable),
        false if !is_unit => Some(Confidence::Possible),
        false => None,
    }
}

/// A postcode or registration in more pieces, or with other marks between, where it is called one, or is all that its place
/// holds; a postcode in large letters also elsewhere, if only its first part is in two: `SW 1A 1AA`.
fn scattered(tokens: &Tokens<'_>, first: usize) -> Option<Code> {
    let (mut text, mut end) = (String::new(), first);
    let mut found = None;
    while end < tokens.len() && (end == first || may_join(tokens.gap(end - 1))) {
        let start = end;
        end = tokens.word_end(end);
        text.push_str(tokens.word(start, end));
        if text.len() > 7 || !text.is_ascii() {
            break;
        }
        let near = Near { tokens, first, end };
        let gaps = (first..end - 1).map(|at| tokens.gap(at));
        let may_be_cells = gaps.clone().any(|gap| gap.contains([',', '|', ';', '\n']));
        let is_alone = || near.is_whole() && !may_be_cells;
        let is_tidy = || {
            let is_large = !text.contains(|letter: char| letter.is_ascii_lowercase());
            is_large && tokens.word(start, end).len() == 3 && gaps.clone().all(|gap| matches!(gap, "" | " "))
        };
        let letters = || text.get(text.len().saturating_sub(2)..).unwrap_or_default().to_ascii_lowercase();
        let is_postcode = postcode_form(&text) == Some(true)
            && (near.is_postcode() || (is_alone() || is_tidy()) && !is_in(UNITS, &letters()));
        let is_word = || text.get(4..).is_some_and(|last| is_in(WORDS, &last.to_ascii_lowercase()));
        let is_registration = is_registration_now(&text) && (near.is_vehicle() || is_alone() && !is_word());
        let kind = match (is_postcode, is_registration) {
            (true, _) => Some(IdentifierKind::Postcode),
            (false, true) => Some(IdentifierKind::VehicleRegistration),
            (false, false) => None,
        };
        found = kind.map(|kind| Code { kind, confidence: Confidence::Probable, end }).or(found);
    }
    found
}

/// Whether a text is a registration of today's form, `AB12 CDE`, in one case.
fn is_registration_now(text: &str) -> bool {
    if text.len() != 7 || !has_shape(text, "LLDDLLL") {
        return false;
    }
    let large = text.to_ascii_uppercase();
    let age = large.get(2..4).unwrap_or_default();
    let is_age = ("02".."30").contains(&age) || ("51".."80").contains(&age);
    let is_one_case = text == large || text == text.to_ascii_lowercase();
    is_age && is_one_case && !large.contains(['I', 'Q']) && !large.starts_with(['J', 'T', 'U', 'Z'])
}

/// Words of three letters, with months, that a registration may end in by chance: `lorry on the A38 and`.
const WORDS: &str = "|and|the|for|was|but|had|has|his|her|him|she|not|all|any|are|our|out|one|two|ten|six|who|why|how|now|new|old|\
                     saw|see|say|set|put|get|got|let|led|met|may|mar|jan|feb|apr|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|\
                     sat|sun|day|way|car|van|bus|man|men|boy|age|end|use|did|due|did|far|few|off|own|per|yet|too|top|try|via|yes|\
                     you|its|can|ago|act|add|box|run|red|bed|big|bad|ref|key|map|gap|key|law|lay|low|eat|ask|bay|cut|dad|mum|mom|\
                     dog|fee|gym|job|key|leg|lot|nor|pay|pub|sea|sex|tax|tea|ten|war|won|yes|";
/// Words of two letters that a registration may begin with by chance: `NO10 TEN`.
const SHORT_WORDS: &str = "|no|to|at|by|of|on|in|is|it|as|or|so|up|we|he|me|my|go|do|an|am|if|us|be|";

fn registration(code: &Short<'_, '_>) -> Option<Confidence> {
    let text = code.text.as_str();
    let large = text.to_ascii_uppercase();
    let shape = |shape: &str| text.len() == shape.len() && has_shape(text, shape);
    let is_one_case = text == large || text == text.to_ascii_lowercase();
    if shape("LLDDLLL") && code.gap_at.is_none_or(|at| at == 4) {
        let right = is_registration_now(text);
        let is_words = is_in(SHORT_WORDS, &text.get(..2)?.to_ascii_lowercase())
            && is_in(WORDS, &text.get(4..)?.to_ascii_lowercase());
        return match (right, code.near.is_vehicle()) {
            (true, true) => Some(Confidence::Certain),
            (true, false) if is_words => Some(Confidence::Possible),
            (true, false) if text == large || code.near.is_whole() => Some(Confidence::Probable),
            (true, false) => Some(Confidence::Possible),
            (false, true) if !is_words => Some(Confidence::Probable),
            (false, _) => None,
        };
    }
    old_registration(code, &large, is_one_case)
}

/// A registration in a form before 2001, or of Northern Ireland: too like a road or a heading to be more than possible without
/// words beside it, or in running text where its last letters are a word.
fn old_registration(code: &Short<'_, '_>, large: &str, is_one_case: bool) -> Option<Confidence> {
    let digits = large.bytes().filter(u8::is_ascii_digit).count();
    let is_prefix =
        (1..=3).any(|count| large.len() == 4 + count && has_shape(large, &format!("L{}LLL", "D".repeat(count))));
    let is_suffix =
        (1..=3).any(|count| large.len() == 4 + count && has_shape(large, &format!("LLL{}L", "D".repeat(count))));
    let is_northern = large.len() - digits == 3
        && large.contains(['I', 'Z'])
        && (3..=4).contains(&digits)
        && has_shape(large, &format!("LLL{}", "D".repeat(digits)));
    let letters = if is_prefix { large.get(1 + digits..) } else { large.get(..3) };
    let gap_fits = code.gap_at.is_none_or(|at| at == if is_prefix { 1 + digits } else { 3 });
    if !(is_prefix || is_suffix || is_northern) || !gap_fits || !is_one_case {
        return None;
    }
    let is_word = is_in(WORDS, &letters?.to_ascii_lowercase());
    let right = code.text == *large && (is_northern || !large.contains(['I', 'Q', 'Z']));
    let near = &code.near;
    match (right, near.is_vehicle()) {
        (_, true) if is_word && !near.is_registration() => None,
        (true, true) => Some(Confidence::Certain),
        (false, true) => Some(Confidence::Probable),
        (true, false) if !is_word && (near.is_whole() || digits == 3 && code.gap_at.is_some()) => {
            Some(Confidence::Probable)
        }
        (true, false) => Some(Confidence::Possible),
        (false, false) => None,
    }
}
