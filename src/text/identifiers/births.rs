//! Dates that are said to be somebody's birth.

use super::context::{ends_sentence, is_in};
use super::identifier::{Confidence, Identifier, IdentifierKind};
use super::tokens::Tokens;
use crate::text::{Span, days};

/// A word for a birth, or several: the tokens, and whether it may stand after its date.
#[derive(Clone, Copy)]
struct Mention {
    first: usize,
    end: usize,
    /// Whether a date may stand before it: not so of a birthday.
    after_date: bool,
}

/// A date in the text.
#[derive(Clone, Copy)]
struct Dated {
    first: usize,
    end: usize,
    confidence: Confidence,
}

/// Words between a birth and its date, at most.
const FURTHEST: usize = 14;

/// Adds the dates of birth in a text to `found`: each stands after or before a word for a birth, in the same sentence, with
/// nothing between that says it is the date of something else.
pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Identifier>) {
    let mut at = 0;
    while at < tokens.len() {
        let Some(mention) = mention(tokens, at) else {
            at += 1;
            continue;
        };
        let dates = dates_after(tokens, mention);
        let before = if dates.is_empty() && mention.after_date { date_before(tokens, mention) } else { None };
        found.extend(dates.into_iter().chain(before).filter_map(|date| {
            let (start, end) = (tokens.get(date.first)?.start, tokens.get(date.end.checked_sub(1)?)?.end);
            let kind = IdentifierKind::DateOfBirth;
            Some(Identifier { span: Span::new(start, end), kind, confidence: date.confidence, name: None })
        }));
        at = mention.end;
    }
}

/// What is born besides people.
const THINGS: &str = "|agency|agencies|trust|service|services|partnership|board|team|project|scheme|programme|policy|idea|charity|\
                      organisation|company|unit|protocol|strategy|plan|panel|initiative|campaign|movement|group|body|department|\
                      authority|concept|approach|network|committee|forum|system|council|framework|model|";
/// What follows `birth` where no day is meant.
const OF_BIRTH: &str = "|mother|mothers|father|fathers|parent|parents|family|families|plan|plans|rate|rates|control|weight|\
                        partner|partners|sibling|siblings|relative|relatives|name|names|party|parties|cake|card|cards|present|\
                        presents|treat|trip|gift|gifts|visit|celebration|celebrations|outing|meal|tea|honours|";

/// Whether token `at` may be a word for a birth: most words are not.
fn may_say_birth(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(first) = tokens.first_byte(at) else {
        return false;
    };
    let word = tokens.str(at).as_bytes();
    let ends =
        |end: &[u8]| word.len() >= end.len() && word.iter().rev().zip(end.iter().rev()).all(|(a, b)| a | 0x20 == *b);
    let starts = |start: &[u8]| word.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    match (first | 0x20, word.len()) {
        (b'b', 1) => word == b"b",
        (b'd', 1) => true,
        (b'h', 3) => word.eq_ignore_ascii_case(b"had"),
        (b'b', 4..) if starts(b"bor") || starts(b"birth") => true,
        (b'd', 3..) if starts(b"dob") || starts(b"delivered") => true,
        (_, 9..) => ends(b"born") || ends(b"dob") || word.windows(5).any(|part| part.eq_ignore_ascii_case(b"birth")),
        (_, 4..) => ends(b"born") || ends(b"dob"),
        _ => false,
    }
}

/// The mention of a birth that begins at token `at`.
fn mention(tokens: &Tokens<'_>, at: usize) -> Option<Mention> {
    if !may_say_birth(tokens, at) {
        return None;
    }
    let word = tokens.str(at);
    let small = word.to_ascii_lowercase();
    let next = tokens.str(at + 1).to_ascii_lowercase();
    let one = |after_date| Some(Mention { first: at, end: at + 1, after_date });
    match small.as_str() {
        "d" if matches!(next.as_str(), "o" | "of")
            && tokens.str(at + 2).eq_ignore_ascii_case("b")
            && tokens.gap(at).len() <= 2 =>
        {
            Some(Mention { first: at, end: at + 3, after_date: true })
        }
        // `b. 3 May 2007`; `b. On` begins a sentence.
        "b" if word == "b" => {
            let is_date = date(tokens, at + 1).is_some() || next == "on";
            let gap = tokens.gap(at);
            (is_date && gap.starts_with(['.', ':', ' ']) && tokens.str(at + 1) != "On").then_some(Mention {
                first: at,
                end: at + 1,
                after_date: false,
            })
        }
        "dob" | "dobs" => one(true),
        "delivered" => is_of_a_person(tokens, at).then_some(Mention { first: at, end: at + 1, after_date: true }),
        "had" => has_a_baby(tokens, at),
        _ if small.ends_with("born") => {
            (says_born(word) && !is_of_a_thing(tokens, at) && next != "out").then_some(()).and_then(|()| one(true))
        }
        _ if small.contains("birth") => (!is_in(OF_BIRTH, &next) || is_key(tokens, at + 1))
            .then_some(())
            .and_then(|()| one(!small.contains("birthday"))),
        _ if small.starts_with("dob") || small.ends_with("dob") => one(true),
        _ => None,
    }
}

fn is_key(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.gap(at).contains(['=', ':'])
}

/// Whether what is said to be born at token `at` is a thing: `the agency was born`.
fn is_of_a_thing(tokens: &Tokens<'_>, at: usize) -> bool {
    let auxiliary = "|was|were|is|are|been|being|be|had|has|have|to|first|originally||";
    let mut before = (0..at).rev();
    let subject = before.find(|before| !is_in(auxiliary, &tokens.str(*before).to_ascii_lowercase()));
    let is_same = |subject: &usize| (*subject..at).all(|between| !ends_sentence(tokens.gap(between), ""));
    subject.filter(is_same).is_some_and(|subject| is_in(THINGS, &tokens.str(subject).to_ascii_lowercase()))
}

/// Whether a word that ends in `born` says so, and is no name or other word: `stubborn`, `Osborn`.
fn says_born(word: &str) -> bool {
    let before = word.get(..word.len().saturating_sub(4)).unwrap_or_default();
    let is_own_word = word.get(before.len()..).is_some_and(|born| born.starts_with('B'))
        && before.ends_with(|last: char| last.is_lowercase());
    is_own_word || before.is_empty() || is_in("|new|still|first|last|live|un|", &before.to_ascii_lowercase())
}

/// Words for who is born.
const PEOPLE: &str = "|baby|babies|child|twin|twins|triplets|infant|girl|boy|son|daughter|";

/// Whether what is delivered at token `at` is a child.
fn is_of_a_person(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = |at: usize| tokens.str(at).to_ascii_lowercase();
    let is_person = |at: usize| is_in(PEOPLE, &word(at));
    let back = |count: usize| at.checked_sub(count).map(&word).unwrap_or_default();
    let is_passive = is_in("|was|were|is|been|safely|prematurely|", &back(1));
    let is_before = is_passive
        && (at.saturating_sub(5)..at).any(|before| is_person(before) || is_in("|he|she|they|", &word(before)));
    let is_mother =
        is_in("|mother|she|", &back(1)) && is_in("|at|by|in|on|early|prematurely|vaginally|", &word(at + 1));
    let links = |from: usize, to: usize| (from..to).all(|at| !is_in("|to|for|from|by|with|of|in|", &word(at)));
    let is_child = |after: usize| is_person(after) && links(at + 1, after) && word(after + 1) != "to";
    is_before || is_mother || (at + 2..at + 5).any(is_child)
}

/// `had her baby on`, right before a date.
fn has_a_baby(tokens: &Tokens<'_>, at: usize) -> Option<Mention> {
    let word = |at: usize| tokens.str(at).to_ascii_lowercase();
    let person = (at + 1..at + 4).find(|at| is_in("|baby|babies|twins|triplets|", &word(*at)))?;
    let end = person + 1 + usize::from(word(person + 1) == "on");
    date(tokens, end).map(|_| Mention { first: at, end, after_date: false })
}

/// Whether a word between a birth and a date says that the date is of something else.
fn is_of_another(word: &str) -> bool {
    const OTHERS: &str = "|before|after|until|till|since|when|while|because|following|prior|incident|incidents|out|but|then|whose|\
                          which|where|with|not|was|were|is|are|had|has|have|been|did|does|would|could|left|went|came|saw|see|seen|\
                          met|told|said|took|began|died|made|gave|rang|wrote|found|felt|got|became|brought|contact|contacts|\
                          referral|meeting|conference|review|report|assessment|discharge|injury|death|agency|party|until|from|\
                          unknown|records|record|notes|entry|letter|visit|visits|case|";
    is_in(OTHERS, word)
        || is_in(THINGS, word)
        || word.len() > 4 && word.ends_with("ed") && !is_in("|named|induced|expected|", word)
}

/// The dates after a mention: the first and those joined to it.
#[allow(clippy::if_same_then_else, reason = "the cases differ in meaning")]
fn dates_after(tokens: &Tokens<'_>, mention: Mention) -> Vec<Dated> {
    let mut dates: Vec<Dated> = Vec::new();
    let mut at = mention.end;
    let last = at + FURTHEST;
    while at < tokens.len() && (dates.is_empty() && at < last || dates.last().is_some_and(|date| at < date.end + 6)) {
        let (gap, own) = (tokens.gap_before(at), date(tokens, at));
        let is_first = at == mention.end;
        // A key may be parted from its value; what follows is another key.
        let is_time = gap == ":" && tokens.get(at).is_some_and(|token| token.is_digits);
        let is_stop = gap.contains(['=', '"']) || gap.contains(':') && own.is_none() && !is_time;
        let word = tokens.str(at).to_ascii_lowercase();
        let was_date = dates.last().is_some_and(|date| date.end == at);
        let ends = ends_sentence(gap, if was_date { "" } else { tokens.str(at - 1) }) && !(is_first && own.is_some());
        if ends || is_stop && !is_first && !is_linking(tokens, mention.end, at) {
            break;
        }
        if let Some(own) = own {
            at = own.end;
            dates.push(own);
            continue;
        }
        let is_verb = is_first && matches!(word.as_str(), "is" | "was" | "were");
        let is_passed_over = is_verb || is_aside(tokens, at) || is_linking(tokens, mention.end, at + 1);
        if is_of_another(&word) && !is_passed_over {
            break;
        } else if !dates.is_empty() && !is_in(NEXT_BIRTH, &word) && !is_label(tokens, at) {
            break;
        } else {
            at += 1;
        }
    }
    dates
}

/// What may stand between the dates of several births.
const NEXT_BIRTH: &str = "|and|or|the|on|of|to|then|date|also|her|his|a|an|another|respectively|twin|second|third|younger|older|\
                          child|brother|sister|sibling|half|baby|boy|girl|son|daughter|mother|father|";

/// Whether token `at` is of a label between brackets, `(C1)`.
fn is_label(tokens: &Tokens<'_>, at: usize) -> bool {
    let opens = |at: usize| tokens.gap_before(at).ends_with('(');
    tokens.str(at).len() <= 2 && (opens(at) || tokens.is_glued(at) && opens(at - 1))
}

/// Whether token `at` is set apart by commas: `born at home, unattended, on`.
fn is_aside(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.gap_before(at).starts_with(',') && tokens.gap(at).starts_with(',')
}

/// Whether all words from `first` to before `end` only link a key to its value: `DOB is`, `date of birth (dd/mm/yyyy)`.
fn is_linking(tokens: &Tokens<'_>, first: usize, end: usize) -> bool {
    (first..end).all(|at| {
        is_in(
            "|is|was|were|are|of|on|dd|mm|yyyy|yy|date|as|recorded|given|value|content|datetime|",
            &tokens.str(at).to_ascii_lowercase(),
        )
    })
}

/// The date before a mention.
fn date_before(tokens: &Tokens<'_>, mention: Mention) -> Option<Dated> {
    let mut at = mention.first;
    let mut words = 0;
    while at > 0 && words < 9 {
        let gap = tokens.gap(at - 1);
        if ends_sentence(gap, "") || gap.contains(['=', '"']) || gap.contains('\n') && gap.contains(':') {
            return None;
        }
        at -= 1;
        let starts = (at.saturating_sub(6)..=at).filter_map(|start| date(tokens, start));
        if let Some(date) = starts.into_iter().find(|date| date.end == at + 1) {
            return Some(date);
        }
        let word = tokens.str(at).to_ascii_lowercase();
        let is_verb = is_in("|was|were|is|has|had|been|gave|when|which|after|", &word);
        if is_of_another(&word) && !is_verb || tokens.get(at)?.is_digits {
            return None;
        }
        words += 1;
    }
    None
}

/// Months by their first letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn is_month(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    small.len() >= 3 && (small == "sept" || MONTHS.iter().any(|month| month.starts_with(&small)))
}

/// The day that a word means by its place: `first`, `third`, `twenty`.
fn ordinal(word: &str) -> Option<u32> {
    const ORDINALS: &str = "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|\
                            fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|";
    let at =
        ORDINALS.split('|').skip(1).position(|ordinal| !ordinal.is_empty() && ordinal.eq_ignore_ascii_case(word))?;
    u32::try_from(at + 1).ok()
}

/// The full date that begins at token `first`, in numbers or with a month in words.
fn date(tokens: &Tokens<'_>, first: usize) -> Option<Dated> {
    let start = tokens.get(first)?;
    if start.is_digits
        && first > 0
        && tokens.is_glued(first)
        && tokens.get(first - 1).is_some_and(|before| before.is_digits)
    {
        return None;
    }
    let (plain, end) =
        if start.is_digits { numeric(tokens, first).or_else(|| worded(tokens, first)) } else { worded(tokens, first) }?;
    let confidence = if days(&plain).is_empty() { Confidence::Probable } else { Confidence::Certain };
    Some(Dated { first, end, confidence })
}

/// `3/5/2007`, `2007-05-03`, `03 05 07`, `03052007`: the plain spelling and the token after it.
fn numeric(tokens: &Tokens<'_>, first: usize) -> Option<(String, usize)> {
    let own = tokens.str(first);
    if matches!(own.len(), 6 | 8) {
        return Some((own.to_owned(), first + 1));
    }
    let parts = [own, tokens.str(first + 1), tokens.str(first + 2)];
    let is_number = (first..first + 3).all(|at| tokens.get(at).is_some_and(|token| token.is_digits));
    let lengths = parts.map(str::len);
    let fits = matches!(lengths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4]);
    let joins = |gap: &str| {
        !gap.is_empty()
            && gap.len() <= 5
            && gap.bytes().all(|byte| b" /.-_\t|,:".contains(&byte))
            && gap.trim().len() <= 1
    };
    let is_joined = joins(tokens.gap(first)) && joins(tokens.gap(first + 1));
    (is_number && fits && is_joined).then(|| (parts.join("/"), first + 3))
}

/// `3rd of May, 2007`, `the third of May 2007`, `May 3, 2007`: the plain spelling and the token after it.
fn worded(tokens: &Tokens<'_>, first: usize) -> Option<(String, usize)> {
    let is_near = |at: usize| tokens.gap_before(at).len() <= 6 && !tokens.gap_before(at).contains([';', '?', '=', '"']);
    if is_month(tokens.str(first)) {
        let (day, at) = day(tokens, first + 1 + usize::from(tokens.str(first + 1).eq_ignore_ascii_case("the")))?;
        let year = year(tokens, at).filter(|year| is_near(first + 1) && is_near(at) && year.len() == 4)?;
        return Some((format!("{day} {} {year}", tokens.str(first)), at + 1));
    }
    let (day, mut at) = day(tokens, first)?;
    while is_in("|of|day|", &tokens.str(at).to_ascii_lowercase()) {
        at += 1;
    }
    let month = Some(without_ending(tokens.str(at))).filter(|month| is_month(month) && is_near(at))?;
    let mut last = at + 1;
    while last < at + 4 && is_in("|in|the|year|", &tokens.str(last).to_ascii_lowercase()) {
        last += 1;
    }
    let year = year(tokens, last).filter(|_| is_near(last))?;
    Some((format!("{day} {month} {year}"), last + 1))
}

/// A word without the ending of a day: `rdMay`.
fn without_ending(word: &str) -> &str {
    let rest = word.get(2..).filter(|rest| rest.len() > 2 && is_month(rest));
    rest.filter(|_| ["st", "nd", "rd", "th"].iter().any(|ending| word.starts_with(ending))).unwrap_or(word)
}

/// The day of a month that begins at token `at`, and the token after it.
fn day(tokens: &Tokens<'_>, at: usize) -> Option<(String, usize)> {
    let word = tokens.str(at);
    if tokens.get(at)?.is_digits {
        let has_ending = is_in("|st|nd|rd|th|", &tokens.str(at + 1).to_ascii_lowercase());
        return (word.len() <= 2).then(|| (word.to_owned(), at + 1 + usize::from(has_ending)));
    }
    let tens = match word.to_ascii_lowercase().as_str() {
        "twenty" => 20,
        "thirty" => 30,
        "thirtieth" => return Some(("30".to_owned(), at + 1)),
        _ => return Some((ordinal(word)?.to_string(), at + 1)),
    };
    Some(((tens + ordinal(tokens.str(at + 1))?).to_string(), at + 2))
}

fn year<'t>(tokens: &Tokens<'t>, at: usize) -> Option<&'t str> {
    let is_year = tokens.get(at)?.is_digits && matches!(tokens.str(at).len(), 2 | 4);
    is_year.then(|| tokens.str(at))
}
