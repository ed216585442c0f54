//! Dates as people write them, `31 March 2027` or `31/03/2027`.

use crate::review::When;

/// What a text says that should be a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// A date.
    Sure(When),
    /// A date that can be read in two ways, or in none for certain: the likelier one, if there is one, and why.
    Doubtful(Option<When>, String),
}

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
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words before a date that do not change it. *Before* and *after* do.
const LEAD_IN: [&str; 7] = ["by", "on", "in", "the", "end", "from", "date:"];

/// Reads a text that is a date and nothing else; `None` if it is empty.
pub(super) fn whole(text: &str) -> Option<Dated> {
    let words: Vec<String> = words(text);
    let start = words.iter().position(|word| !LEAD_IN.contains(&word.as_str()))?;
    let rest = words.get(start..)?;
    let doubt = |why: &str| Dated::Doubtful(None, why.to_owned());
    match rest {
        [one] => Some(numeric(one).unwrap_or_else(|| doubt("this is no date"))),
        _ => match spelled(rest) {
            Some((date, used)) if used == rest.len() => Some(Dated::Sure(date)),
            Some(_) | None => Some(doubt("this is no date")),
        },
    }
}

/// The dates within a text whose months are written out, in its order.
pub(super) fn within(text: &str) -> Vec<When> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match spelled(rest) {
            Some((date, used)) => {
                found.push(date);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Two dates with nothing but a word or a dash between them.
pub(super) fn period(text: &str) -> Option<(When, When)> {
    let plain = text.replace(['–', '—'], " to ").replace(" - ", " to ");
    let plain = plain.trim().trim_end_matches('.');
    let plain = plain.strip_prefix("between ").or_else(|| plain.strip_prefix("Between ")).unwrap_or(plain);
    let (from, to) = [" to ", " until ", " and "].iter().find_map(|word| plain.split_once(word))?;
    match (whole(from)?, whole(to)?) {
        (Dated::Sure(from), Dated::Sure(to)) => Some((from, to)),
        _ => None,
    }
}

fn words(text: &str) -> Vec<String> {
    let clean = |word: &str| word.trim_matches([',', '.', ';', '(', ')']).to_lowercase();
    text.split_whitespace().map(clean).filter(|word| !word.is_empty() && word != "of").collect()
}

/// `31 march 2027`, `march 31 2027`, `march 2027`, with or without a day of the week: the date, and how many words it takes.
fn spelled(words: &[String]) -> Option<(When, usize)> {
    let skip = usize::from(words.first().is_some_and(|word| DAYS.contains(&word.as_str())));
    let words: Vec<&str> = words.iter().skip(skip).map(String::as_str).take(3).collect();
    let read = |text: String| text.parse::<When>().ok();
    match words.as_slice() {
        [number, name, year, ..]
            if let (Some(day), Some(month), Some(year)) = (day(number), month(name), year_of(year)) =>
        {
            Some((read(format!("{year}-{month:02}-{day:02}"))?, skip + 3))
        }
        [name, number, year, ..]
            if let (Some(month), Some(day), Some(year)) = (month(name), day(number), year_of(year)) =>
        {
            Some((read(format!("{year}-{month:02}-{day:02}"))?, skip + 3))
        }
        [name, year, ..] if let (Some(month), Some(year)) = (month(name), year_of(year)) => {
            Some((read(format!("{year}-{month:02}"))?, skip + 2))
        }
        _ => None,
    }
}

/// 1 to 31, also as `1st`.
fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    let number: u8 = digits.parse().ok()?;
    (matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&number)).then_some(number)
}

/// A month by its name, or by the first three or four letters.
fn month(word: &str) -> Option<usize> {
    let is = |name: &&str| word == *name || (3..=4).contains(&word.len()) && name.starts_with(word);
    MONTHS.iter().position(|name| is(&name)).map(|at| at + 1)
}

fn year_of(word: &str) -> Option<&str> {
    let is_year = word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then_some(word)
}

/// `2027-03-31`, `31/03/2027`, `31.3.2027`, `2027`. A day that may be a month is doubtful, and so is a year of two digits.
fn numeric(word: &str) -> Option<Dated> {
    if let Ok(date) = word.parse::<When>() {
        return Some(Dated::Sure(date));
    }
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    let date = |day: u8, month: u8| format!("{year}-{month:02}-{day:02}").parse::<When>().ok();
    let (british, american) = (date(first, second), date(second, first));
    match (british, american) {
        (Some(date), other) if other.is_none_or(|other| other == date) => Some(Dated::Sure(date)),
        (Some(date), Some(_)) => {
            let (one, two) = (name(second), name(first));
            Some(Dated::Doubtful(Some(date), format!("is it {first} {one} or {second} {two}?")))
        }
        (None, Some(date)) => Some(Dated::Doubtful(Some(date), "the month stands first".to_owned())),
        _ => Some(Dated::Doubtful(None, "this is no date, or its year has two digits".to_owned())),
    }
}

fn name(month: u8) -> String {
    let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("");
    crate::text::capital(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let sure = |text: &str| match whole(text) {
            Some(Dated::Sure(date)) => date.to_string(),
            other => format!("{other:?}"),
        };
        for text in [
            "31 March 2027",
            "31st March, 2027",
            "by 31 Mar 2027.",
            "March 31, 2027",
            "2027-03-31",
            "31/03/2027",
            "Wednesday 31 March 2027",
            "31.3.2027",
            "31st of March 2027",
            "31\u{a0}March\u{a0}2027",
        ] {
            assert_eq!(sure(text), "2027-03-31", "{text}");
        }
        assert_eq!(sure("By end of March 2027"), "2027-03");
        assert_eq!(sure("Sept 2027"), "2027-09");
        assert_eq!(sure("2027"), "2027");
        assert_eq!(sure("05/05/2027"), "2027-05-05");
        assert_eq!(whole("  "), None);
    }

    #[test]
    fn what_may_be_read_in_two_ways_is_doubtful() {
        let doubtful = |text: &str| matches!(whole(text), Some(Dated::Doubtful(..)));
        for text in [
            "03/04/2027",
            "31/03/27",
            "ongoing",
            "within 3 months",
            "31 June 2027",
            "before March 2027",
            "March 2027 or later",
            "12/31/2027",
            "Spring 2027",
            "3/4",
        ] {
            assert!(doubtful(text), "{text}");
        }
        assert_eq!(
            whole("03/04/2027"),
            Some(Dated::Doubtful("2027-04-03".parse().ok(), "is it 3 April or 4 March?".into()))
        );
    }

    #[test]
    fn dates_are_found_within_a_sentence() {
        let found = within("It was decided on 3 May 2009, not in June 2009, to go on until May.");
        assert_eq!(found.iter().map(When::to_string).collect::<Vec<_>>(), ["2009-05-03", "2009-06"]);
        let (from, to) = period("1 January 2007 – 31 March 2009").unwrap();
        assert_eq!((from.to_string(), to.to_string()), ("2007-01-01".into(), "2009-03-31".into()));
        assert_eq!(period("from January 2007 to March 2009").map(|(from, _)| from.to_string()), Some("2007-01".into()));
        assert_eq!(period("January 2007"), None);
    }
}
