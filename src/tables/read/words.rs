//! What people write in spreadsheets for what this program calls by one word.

use std::collections::BTreeMap;

use crate::review::import::{DateOrder, order_of};
use crate::review::{Grade, Scale};
use crate::tables::entry::DateOf;

/// How a spreadsheet is read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The date that must be right, since periods are made from it.
    pub used: Option<DateOf>,
    /// Words for grades, in small letters, each with a word of the scale.
    pub words: BTreeMap<String, String>,
    /// Whether `03/04/2009` is 4 March; otherwise that is so only in a column that cannot be read with the day first.
    pub month_first: bool,
}

/// Heads of columns as people write them, each with the name that it has here.
const HEADS: [(&str, &str); 20] = [
    ("review-id", "id"),
    ("review", "id"),
    ("case-id", "id"),
    ("case", "id"),
    ("reference", "id"),
    ("ref", "id"),
    ("overall-grade", "grade"),
    ("overall", "grade"),
    ("overall-judgement", "grade"),
    ("judgement", "grade"),
    ("overall-effectiveness", "grade"),
    ("rating", "grade"),
    ("outcome", "grade"),
    ("safeguarding-partnership", "partnership"),
    ("board", "partnership"),
    ("number-of-reviews", "n"),
    ("reviews", "n"),
    ("total", "n"),
    ("date-published", "published"),
    ("date-completed", "completed"),
];

/// What people write where no grade is given.
const NO_GRADE: [&str; 9] = ["not graded", "not-graded", "ungraded", "none", "n/a", "na", "tbc", "-", "–"];

/// What stands for a number that is not shown: suppressed, not available, not applicable.
const NO_NUMBER: [&str; 8] = ["[c]", "[x]", "[z]", "[u]", "-", "–", "..", "n/a"];

impl Reading {
    /// The names of columns; a head that people write differently has its own name here, unless another column has that.
    pub(super) fn columns(heads: &[String]) -> Vec<String> {
        let known = |head: &String| HEADS.iter().find(|(other, _)| other == head).map(|(_, name)| (*name).to_owned());
        let mut names: Vec<String> = Vec::new();
        for head in heads {
            let name = known(head).filter(|name| !heads.contains(name) && !names.contains(name));
            names.push(name.unwrap_or_else(|| head.clone()));
        }
        names
    }

    /// The grade that a cell names: a word of the scale, one that was mapped to it, its initials, or its number, the best
    /// being 1.
    pub(super) fn grade(&self, cell: &str) -> Option<Grade> {
        let scale = Scale::being_read();
        let word = cell.trim().to_lowercase();
        let word = self.words.get(&word).cloned().unwrap_or(word);
        let hyphened = word.split([' ', '_', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let initials = |word: &str| word.split('-').filter_map(|part| part.chars().next()).collect::<String>();
        let by_initials = || {
            let mut alike = scale.best_first().filter(|grade| initials(grade.word()) == word);
            alike.next().filter(|_| alike.next().is_none())
        };
        let by_number = || {
            let number: usize = word.strip_suffix(".0").unwrap_or(&word).parse().ok()?;
            scale.best_first().nth(number.checked_sub(1)?)
        };
        scale.parse(&word).or_else(|_| scale.parse(&hyphened)).ok().or_else(by_initials).or_else(by_number)
    }

    /// Whether a cell says that no grade is given.
    pub(super) fn is_ungraded(&self, cell: &str) -> bool {
        NO_GRADE.contains(&cell.trim().to_lowercase().as_str()) && self.grade(cell).is_none()
    }

    /// The order of the day and the month in a column.
    pub(super) fn order(&self, cells: impl Iterator<Item = String>) -> DateOrder {
        if self.month_first {
            return DateOrder::MonthFirst;
        }
        order_of(cells.collect::<Vec<_>>().iter().map(String::as_str))
    }
}

/// Whether a cell says that a number is not shown.
pub(super) fn is_no_number(cell: &str) -> bool {
    NO_NUMBER.contains(&cell.trim().to_lowercase().as_str())
}

/// A whole number as spreadsheets write it: `1730`, `1,730`, `40.0`.
pub(super) fn whole_number(cell: &str) -> Option<u64> {
    let whole = cell.trim_end_matches('0').strip_suffix('.').filter(|_| cell.contains('.')).unwrap_or(cell);
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| !whole.contains(',') || (1..=3).contains(&first.len()))?;
    let rest: Vec<&str> = groups.collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_sound = is_digits(first) && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    [first].into_iter().chain(rest).collect::<String>().parse().ok().filter(|_| is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_spreadsheets_write_them() {
        assert_eq!(["1730", "1,730", "40.0", "40.00", "0"].map(whole_number), [1730, 1730, 40, 40, 0].map(Some));
        assert_eq!(["1,73", "40.5", "", ",1", "1,,000", "-1", "1e3", "1,73,0"].map(whole_number), [None; 8]);
    }

    #[test]
    fn grades_as_people_write_them() {
        let words = BTreeMap::from([("ri".to_owned(), "adequate".to_owned())]);
        let reading = Reading { words, ..Reading::default() };
        let word = |cell| reading.grade(cell).map(Grade::word);
        let read = ["Good", "RI", "1", "4.0", "I", " OUTSTANDING "].map(word);
        let wanted = ["good", "adequate", "outstanding", "inadequate", "inadequate", "outstanding"];
        assert_eq!(read, wanted.map(Some));
        assert_eq!(["5", "0", "requires improvement", "x"].map(word), [None; 4]);
    }

    #[test]
    fn heads_as_people_write_them() {
        let heads = |heads: &[&str]| Reading::columns(&heads.iter().map(|&head| head.to_owned()).collect::<Vec<_>>());
        assert_eq!(heads(&["review-id", "overall-grade"]), ["id", "grade"]);
        assert_eq!(heads(&["id", "review", "grade", "overall"]), ["id", "review", "grade", "overall"]);
        assert_eq!(heads(&["case", "ref", "rating"]), ["id", "ref", "grade"]);
    }
}
