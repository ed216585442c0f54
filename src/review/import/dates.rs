//! Dates as people write them, `31 March 2027` or `31/03/2027`.

use jiff::civil::Date;

use crate::review::When;
use crate::text::{days, month_of_year};

/// What a text says that should be a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// A date.
    Sure(When),
    /// A date that can be read in two ways, or in none for certain: the likelier one, if there is one, and why.
    Doubtful(Option<When>, String),
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words before a date that do not change it. *Before* and *after* do.
const LEAD_IN: [&str; 7] = ["by", "on", "in", "the", "end", "from", "date:"];

/// Reads a text that is a date and nothing else; `None` if it is empty.
pub(super) fn whole(text: &str) -> Option<Dated> {
    let words = words(text);
    let start = words.iter().position(|word| !LEAD_IN.contains(&word.as_str()))?;
    let own = words.get(start..)?.join(" ");
    if let Ok(date) = own.parse::<When>() {
        return Some(Dated::Sure(date));
    }
    Some(match (days(&own).as_slice(), month_of_year(&own)) {
        (&[day], _) => within_range(day).map_or_else(no_date, Dated::Sure),
        (&[day, other], _) => {
            let named = |day: Date| day.strftime("%-d %B").to_string();
            Dated::Doubtful(within_range(day), format!("is it {} or {}?", named(day), named(other)))
        }
        (_, Some(month)) => month.parse().map_or_else(|_| no_date(), Dated::Sure),
        (_, None) => no_date(),
    })
}

fn no_date() -> Dated {
    Dated::Doubtful(None, "this is no date".to_owned())
}

/// A day of a year that a review can speak of.
fn within_range(day: Date) -> Option<When> {
    day.to_string().parse().ok()
}

/// The dates within a text whose months are written out, in its order.
pub(super) fn within(text: &str) -> Vec<When> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let spelled = |length: usize| {
            let own = rest.get(..length)?;
            let is_spelled = own.iter().any(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
            match whole(&own.join(" ")) {
                Some(Dated::Sure(date)) if is_spelled => Some((date, length)),
                Some(_) | None => None,
            }
        };
        match spelled(3).or_else(|| spelled(2)) {
            Some((date, length)) => {
                found.push(date);
                at += length;
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
        (_, _) => None,
    }
}

/// The words of a date in small letters, without the day of the week.
fn words(text: &str) -> Vec<String> {
    let clean = |word: &str| word.trim_matches([',', '.', ';', '(', ')']).to_lowercase();
    let is_part = |word: &String| !word.is_empty() && word != "of" && !WEEKDAYS.contains(&word.as_str());
    text.split_whitespace().map(clean).filter(is_part).collect()
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
        assert_eq!(sure("12/31/2027"), "2027-12-31");
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
