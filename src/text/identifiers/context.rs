//! The words beside a number that say what it is.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

/// What stands around something that was found, as far as it matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near<'t> {
    before: &'t [u8],
    after: &'t [u8],
}

/// How far before and after words are looked for.
const BEFORE: usize = 60;
const AFTER: usize = 30;

/// What words beside something can say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// Something of the NHS.
    Nhs,
    /// An NHS number in so many words.
    NhsNumber,
    NationalInsurance,
    /// A place where people live.
    Address,
    /// A postcode in so many words.
    Postcode,
    Telephone,
    Birth,
    Vehicle,
    /// A number by which something is filed.
    Reference,
    /// The number of a book, whose check digit is made like that of an NHS number.
    Book,
}

/// What is said by which words before, up to the end of what stands before, and by which after.
const SAYINGS: [(Saying, &str, &str); 10] = [
    (
        Saying::Nhs,
        r"(?:^|[^a-z])(?:nhs|chi)(?:[^a-z0-9][^0-9]{0,30}|num[^0-9]{0,20}|no[^0-9]{0,20})?$",
        r"^[^a-z0-9]{0,3}(?:[a-z']{1,6}[ \n]){0,3}nhs\b",
    ),
    (Saying::NhsNumber, r"(?:^|[^a-z])(?:nhs|chi)[^a-z0-9]{0,3}(?:number|num|no|id)(?:[^a-z0-9][^0-9]{0,30})?$", ""),
    (
        Saying::NationalInsurance,
        r"(?:national[ \n-]?insurance|(?:^|[^a-z])ni(?:no|[ -]?num(?:ber)?|[ -]no)?[^a-z0-9])[^0-9]{0,30}$",
        r"^[^a-z0-9]{0,3}(?:[a-z']{1,6}[ \n]){0,3}(?:national[ \n-]?insurance|nino)\b",
    ),
    (
        Saying::Address,
        r"\b(?:post[ \n-]?code|address|road|street|avenue|lane|close|crescent|drive|terrace|house|flat|court|estate)\b[^0-9]{0,40}$",
        r"^[^a-z0-9]{0,3}(?:[a-z']{1,6}[ \n]){0,3}post[ \n-]?code\b",
    ),
    (Saying::Postcode, r"post[ \n-]?code\b[^0-9]{0,20}$", ""),
    (
        Saying::Telephone,
        r"(?:^|[^a-z])(?:tel|telephone|phone|phoned|mobile|mob|fax|ring|rang|rung|call|calls|called|number|contact|text|texted|dial|dialled|whatsapp)\b[^0-9]{0,20}$",
        r"^[^a-z0-9]{0,3}(?:ext|extension|mobile|tel|phone)\b",
    ),
    (
        Saying::Birth,
        // Neither a sentence, nor the next key of a file.
        r#"\b(?:born|d\.?o\.?b\b\.?|(?:date|day)[ \n-]of[ \n-]birth|birth[ -]?(?:date|day)|b\.)"?[ ]?[=:]?[ ]?"?[^0-9.;="\n]{0,40}(?:\n[^0-9.;:="\n]{0,40})?$"#,
        r"^[^a-z0-9]{0,3}(?:d\.?o\.?b|date of birth|birth[ -]?date)\b",
    ),
    (
        Saying::Vehicle,
        r"\b(?:car|van|vehicle|lorry|taxi|motor ?bike|motorcycle|reg|registration|plate|vrm|drove|drives|driving|driver)\b[^0-9]{0,40}$",
        r"^[^a-z0-9]{0,3}(?:[a-z']{1,6}[ \n]){0,2}(?:car|van|vehicle|registration|number plate)\b",
    ),
    (
        Saying::Reference,
        r"\b(?:ref|reference|order|invoice|account|case|claim|id|doi|page|pages|pp|barcode|serial|version|tracking)\b[^0-9]{0,20}$",
        "",
    ),
    (Saying::Book, r"\b(?:isbn|issn|ean)\b[^\n]{0,20}$", ""),
];

/// What a saying is searched for by, before and after; none where it has no words on that side.
struct Search {
    saying: Saying,
    before: Option<Regex>,
    after: Option<Regex>,
}

static SEARCHES: LazyLock<Vec<Search>> = LazyLock::new(|| {
    let search = |words: &str| {
        let built = RegexBuilder::new(words).unicode(false).case_insensitive(true).build();
        built.ok().filter(|_| !words.is_empty())
    };
    let searches = |(saying, before, after)| Search { saying, before: search(before), after: search(after) };
    SAYINGS.into_iter().map(searches).collect()
});

#[cfg(test)]
pub(super) fn all_compile() -> bool {
    let compiles = |words: &str, search: &Option<Regex>| search.is_some() != words.is_empty();
    let mut pairs = SEARCHES.iter().zip(SAYINGS);
    pairs.all(|(search, (_, before, after))| compiles(before, &search.before) && compiles(after, &search.after))
}

impl<'t> Near<'t> {
    /// What stands around `hit` in `text`.
    pub(super) fn new(text: &'t str, hit: Range<usize>) -> Self {
        let bytes = text.as_bytes();
        let before = bytes.get(hit.start.saturating_sub(BEFORE)..hit.start).unwrap_or_default();
        let after = bytes.get(hit.end..(hit.end + AFTER).min(bytes.len())).unwrap_or_default();
        Near { before, after }
    }

    /// True if the words around it say so.
    pub(super) fn says(self, what: Saying) -> bool {
        let is_in = |search: &Option<Regex>, part: &[u8]| search.as_ref().is_some_and(|search| search.is_match(part));
        let own = SEARCHES.iter().find(|search| search.saying == what);
        own.is_some_and(|search| is_in(&search.before, self.before) || is_in(&search.after, self.after))
    }

    /// True if it is a piece of a longer number, or of a sum of money.
    pub(super) fn is_part_of_a_number(self) -> bool {
        let money = ["£", "€", "$", "£ ", "GBP "];
        let joins = |pair: &[u8]| matches!(pair, [a, b] if is_point(*a) && b.is_ascii_digit() || a.is_ascii_digit() && is_point(*b));
        money.iter().any(|sign| self.before.ends_with(sign.as_bytes()))
            || self.before.last_chunk::<2>().is_some_and(|pair| joins(pair))
            || self.after.first_chunk::<2>().is_some_and(|pair| joins(pair))
    }

    /// True if a number is joined to its front by a hyphen or stroke.
    pub(super) fn follows_a_number(self) -> bool {
        matches!(self.before, [.., digit, b'-' | b'/'] if digit.is_ascii_digit())
    }
}

fn is_point(byte: u8) -> bool {
    matches!(byte, b'.' | b',')
}
