//! The attackers of [`crate::attackers`] on what stands besides the tables of groups: criteria and rules, rows that share
//! reviews, and comparisons of two sets.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use casegrade::Rubric;
use casegrade::engine::{Headline, Range, RuleOutcome};
use casegrade::report::{
    CompareReport, CompareRequest, Compared, Format, Style, TableCounts, TableRequest, View, compare_page, write,
};
use casegrade::review::Scale;
use casegrade::tables::{
    About, Again, By, Category, CountBy, Counting, CriterionEntry, DateOf, Days, Entry, Pairs, Parts, Plan, Protection,
    RuleEntry, Standing, Tally, conceal_together,
};
use casegrade::text::{Mask, NameList};

use crate::attackers::{asked, bytes, pick, tables};
use crate::disclosure::{Numbers, every, narrowed};

const OUTCOMES: [RuleOutcome; 5] = RuleOutcome::ALL;

fn plan() -> Plan {
    Plan { by: Vec::new(), division: None, date: DateOf::Completed, count: CountBy::Headline }
}

fn made(counting: Counting, parts: Parts) -> TableCounts {
    TableCounts {
        breakdown: counting.finish().unwrap(),
        further: Vec::new(),
        parts,
        columns: Vec::new(),
        rows: Vec::new(),
        rubrics: Vec::new(),
        tools: Vec::new(),
        excluded: Vec::new(),
    }
}

/// The outcomes of two rules in a review.
type Pair = (usize, usize);

/// Reviews with a criterion of two rules, which is good where no settled rule is missed: how many have which outcomes.
#[derive(Clone, PartialEq)]
struct Judged(Vec<(Pair, u64)>);

impl Judged {
    fn random(numbers: &mut Numbers) -> Self {
        let scales = [30, 12, 3, 3, 2];
        // With one rule alone the criterion repeats it.
        let seconds = if numbers.below(2) == 0 { 1 } else { 5 };
        let pairs = (0..5).flat_map(|one| (0..seconds).map(move |two| (one, two)));
        let count = |(one, two): Pair| ((one, two), numbers.below(1 + scales[one] * scales[two] / scales[0]));
        Judged(pairs.map(count).collect())
    }

    /// The columns of a pair: in the criterion, in the first rule and in the second.
    fn columns((one, two): Pair) -> [usize; 3] {
        let any = |outcome: usize| one == outcome || two == outcome;
        // Of a criterion: outstanding, good, adequate, inadequate, not stated, not applicable, unanswered.
        let criterion = match () {
            () if any(1) => 3,
            () if any(2) => 4,
            () if any(0) => 1,
            () if any(4) => 6,
            () => 5,
        };
        [criterion, one, two]
    }

    /// How many reviews are in each column of the criterion and of the rules.
    fn rows(&self) -> [Vec<u64>; 3] {
        let mut rows = [vec![0; 7], vec![0; 5], vec![0; 5]];
        for (pair, count) in &self.0 {
            let columns = Self::columns(*pair);
            rows.iter_mut().zip(columns).for_each(|(row, column)| row[column] += count);
        }
        rows
    }

    fn entry(number: usize, pair: Pair) -> Entry {
        let at = |place: usize| Scale::USUAL.best_first().nth(place).unwrap();
        let range = match Self::columns(pair)[0] {
            4 => Some(Range { floor: at(3), ceiling: at(1) }),
            5 | 6 => None,
            place => Some(Range { floor: at(place), ceiling: at(place) }),
        };
        let rule = |id: &str, outcome: usize| RuleEntry {
            id: id.into(),
            title: id.into(),
            outcome: OUTCOMES[outcome],
            judged: None,
        };
        let rules = vec![rule("first", pair.0), rule("second", pair.1)];
        // A second criterion, so that no criterion makes the grade alone.
        let other: Arc<str> = "other".into();
        let criteria = vec![
            CriterionEntry { id: "one".into(), title: "one".into(), range, rules },
            CriterionEntry {
                id: Arc::clone(&other),
                title: other,
                range: Some(Range { floor: at(1), ceiling: at(1) }),
                rules: Vec::new(),
            },
        ];
        let standing = Standing::Graded {
            headline: Headline::Grade(at(1)),
            range: None.or(Some(Range { floor: at(1), ceiling: at(1) })),
            provisional: true,
            may_change: true,
        };
        Entry {
            tool: None,
            id: format!("r{number}"),
            source: String::new(),
            about: About::default(),
            standing,
            recorded: None,
            criteria,
        }
    }

    fn printed(&self, [criteria, rules, _]: Published, protection: Protection) -> Vec<Vec<u8>> {
        let (mut counting, mut parts) = (Counting::new(plan()), Parts::default());
        for (pair, count) in &self.0 {
            for number in 0..*count {
                let entry = Self::entry(usize::try_from(number).unwrap(), *pair);
                counting.add(&entry).unwrap();
                parts.add(0, &entry.criteria, CountBy::Headline);
            }
        }
        bytes(&made(counting, parts), &TableRequest { criteria, rules, ..asked(&plan(), protection) })
    }

    /// Moves one review to other outcomes.
    fn shift(&mut self, from: usize, to: usize) -> bool {
        let is_any = from != to && self.0[from].1 > 0;
        if is_any {
            self.0[from].1 -= 1;
            self.0[to].1 += 1;
        }
        is_any
    }
}

/// How criteria and rules are asked for: which of the rows of [`Judged::rows`] are published.
type Published = [bool; 3];

/// The columns in the first block of each row.
const BLOCKS: [usize; 3] = [4, 2, 2];

/// Which blocks of each row are hidden; those of a row that is not published.
fn hidden(rows: &[Vec<u64>; 3], published: Published, protection: &Protection) -> [[bool; 2]; 3] {
    let all: Vec<(Vec<u64>, usize)> = rows.iter().cloned().zip(BLOCKS).collect();
    let together = conceal_together(&all, protection);
    std::array::from_fn(|row| match published {
        [true, true, true] => together,
        published if published[row] => conceal_together(&all[row..=row], protection),
        _ => [true; 2],
    })
}

fn try_parts(published: Published, seed: u64) {
    let mut numbers = Numbers(seed);
    let mut tried = 0;
    for _ in 0..tables() {
        let judged = Judged::random(&mut numbers);
        let protection = Protection::new(3 + numbers.below(3));
        let rows = judged.rows();
        // Of so few reviews neither criteria nor rules are shown at all.
        if rows[0].iter().sum::<u64>() < protection.below {
            continue;
        }
        let hidden = hidden(&rows, published, &protection);
        let printed = judged.printed(published, protection);
        let places = (0..3).flat_map(|row| (0..rows[row].len()).map(move |column| (row, column)));
        let small = places.filter(|(row, column)| published[*row] && protection.is_small(rows[*row][*column]));
        for (row, column) in small {
            assert!(hidden[row][usize::from(column >= BLOCKS[row])], "{rows:?} shows a small count");
            tried += 1;
            for wanted in [1, protection.upto] {
                let found = (0..2000).find_map(|_| {
                    let other = nearer(&judged, (row, column, wanted), hidden, &mut numbers)?;
                    (self::hidden(&other.rows(), published, &protection) == hidden).then_some(other)
                });
                let Some(other) = found else { panic!("column {column} of row {row} of {rows:?} is never {wanted}") };
                if wanted == 1 {
                    let again = other.printed(published, protection);
                    assert!(again == printed, "{rows:?} and {:?} differ", other.rows());
                }
            }
        }
    }
    assert!(tried >= tables() / 5, "only {tried} small counts were tried");
}

#[test]
fn criteria_and_rules_together_are_not_narrowed() {
    try_parts([true; 3], 21);
}

#[test]
fn criteria_alone_are_not_narrowed() {
    try_parts([true, false, false], 22);
}

#[test]
fn rules_alone_are_not_narrowed() {
    try_parts([false, true, true], 23);
}

/// How much of what is shown of some reviews is otherwise of others: the sum of a block that is hidden, or what is in it.
/// Where all of a row is hidden the sums are not shown, and may be kept all the same.
fn mismatch(one: &[Vec<u64>; 3], two: &[Vec<u64>; 3], hidden: [[bool; 2]; 3], keep: bool) -> u64 {
    let sum = |row: &[u64]| row.iter().sum::<u64>();
    let row = |row: usize| -> u64 {
        let (one, two, block) = (&one[row], &two[row], BLOCKS[row]);
        let parts = [(&one[..block], &two[..block]), (&one[block..], &two[block..])];
        let part = |((own, other), is_hidden): ((&[u64], &[u64]), bool)| match is_hidden {
            true if hidden[row] == [true; 2] && !keep => 0,
            true => sum(own).abs_diff(sum(other)),
            false => own.iter().zip(other).map(|(own, other)| own.abs_diff(*other)).sum(),
        };
        parts.into_iter().zip(hidden[row]).map(part).sum()
    };
    (0..3).map(row).sum()
}

/// Moves single reviews until one count is as wanted and all that is shown is as it was.
fn nearer(
    judged: &Judged,
    (row, column, wanted): (usize, usize, u64),
    hidden: [[bool; 2]; 3],
    numbers: &mut Numbers,
) -> Option<Judged> {
    let (shown, keep) = (judged.rows(), numbers.below(2) == 0);
    let cost = |other: &Judged| {
        let rows = other.rows();
        2 * rows[row][column].abs_diff(wanted) + mismatch(&shown, &rows, hidden, keep)
    };
    let mut other = judged.clone();
    let (mut now, end) = (cost(&other), other.0.len());
    // Further steps that change nothing of what is shown lead to other reviews that look alike.
    let least = numbers.below(100);
    for step in 0..4000 {
        if now == 0 && step >= least {
            return Some(other);
        }
        let (from, to) = (pick(numbers, end), pick(numbers, end));
        if !other.shift(from, to) {
            continue;
        }
        let next = cost(&other);
        // A step back now and then leads out of a dead end.
        if next <= now || step >= least && numbers.below(20) == 0 && next <= now + 2 {
            now = next;
        } else {
            other.shift(to, from);
        }
    }
    None
}

/// A year and the nine months of it that are published besides: both, and what is left between them.
fn overlapping(parts: &[u64], width: usize, protection: Protection) -> (Vec<Vec<u8>>, Vec<u64>) {
    let (inner, rest) = parts.split_at(width);
    let outer: Vec<u64> = inner.iter().zip(rest).map(|(inner, rest)| inner + rest).collect();
    let day = |month: i8, last: i8| jiff::civil::Date::new(2009, month, last).unwrap();
    let tally = |name: &str, counts: &[u64], to: jiff::civil::Date| Tally {
        source: name.to_owned(),
        about: About { period: Some(name.to_owned()), ..About::default() },
        days: Some(Days { first: day(1, 1), last: to }),
        n: counts.iter().sum(),
        counts: std::array::from_fn(|at| Some(counts.get(at).copied().unwrap_or(0))),
        derived: Default::default(),
        published_by: Some(format!("{counts:?}")),
    };
    let plan = Plan { by: vec![By::Period], ..plan() };
    let mut counting = Counting::new(plan.clone());
    counting.add_tally(&tally("year", &outer, day(12, 31)));
    counting.add_tally(&tally("nine months", inner, day(9, 30)));
    let printed = bytes(&made(counting, Parts::default()), &asked(&plan, protection));
    (printed, [inner, rest, &outer].concat())
}

#[test]
fn rows_that_share_reviews_are_not_narrowed_by_their_difference() {
    let protection = Protection::new(3);
    let mut outputs: HashMap<Vec<Vec<u8>>, Vec<Vec<u64>>> = HashMap::new();
    every(4, if tables() < 1000 { 9 } else { 14 }, &mut Vec::new(), &mut |parts| {
        let (printed, secrets) = overlapping(parts, 2, protection);
        outputs.entry(vec![printed[0].clone(), printed[4].clone()]).or_default().push(secrets);
    });
    let mut tried = 0;
    for alike in outputs.values().filter(|alike| alike.len() > 1) {
        let hidden = vec![crate::disclosure::HIDDEN; 6];
        assert_eq!(narrowed(&hidden, alike, &protection), None);
        tried += alike.len();
    }
    let single = outputs.values().filter(|alike| alike.len() == 1).flatten();
    assert!(single.flatten().all(|number| !protection.is_small(*number)), "a small number is shown");
    assert!(tried > 50, "only {tried} pairs of rows were tried");
}

/// Two sets as they are compared, in words and as JSON.
fn compared(sets: [&[(String, usize)]; 2], tallied: bool, protection: Protection) -> [Vec<u8>; 2] {
    let rubric = Rubric::from_toml(casegrade::rubric::shipped()[0].text).unwrap();
    let mut pairs = Pairs::new(&rubric);
    let mut counting = [Counting::new(plan()), Counting::new(plan())];
    for (at, set) in sets.iter().enumerate() {
        if tallied {
            counting[at].add_tally(&tally(at, set));
            continue;
        }
        for (id, place) in *set {
            let grade = Scale::USUAL.best_first().nth(*place).unwrap();
            let standing = Standing::Recorded(grade);
            let (about, criteria) = (About::default(), Vec::new());
            let entry = Entry {
                id: id.clone(),
                source: id.clone(),
                about,
                standing,
                tool: None,
                recorded: Some(grade),
                criteria,
            };
            counting[at].add(&entry).unwrap();
            if at == 0 {
                pairs.before(&entry, Category::Grade(grade), None);
            } else {
                pairs.after(&entry, Category::Grade(grade), None);
            }
        }
    }
    let overlap = counting[0].overlap(&counting[1]);
    let compared = Compared {
        names: ["before".to_owned(), "after".to_owned()],
        sides: counting.map(|counting| made(counting, Parts::default())),
        paired: pairs.finish(),
        overlap,
        again: [Again::default(), Again::default()],
    };
    let mask = Mask::new(NameList::default());
    let below = Some(protection.below);
    let asked = CompareRequest {
        as_of: "2026-01-01",
        command: "casegrade compare",
        count: CountBy::Headline,
        interval: true,
        suppress_below: below,
        mask: &mask,
    };
    written(&compare_page(&compared, &asked))
}

/// A comparison as it is published; its command would name what tells of the counts.
fn written(page: &CompareReport) -> [Vec<u8>; 2] {
    assert_eq!(page.command, None);
    let style = Style { width: 100, color: true };
    [Format::Text, Format::Json]
        .map(|format| write(page, format, View { all: true, ..View::default() }, style).unwrap())
}

/// A set as a tally of which the days are not known.
fn tally(at: usize, set: &[(String, usize)]) -> Tally {
    let count = |place: usize| set.iter().filter(|(_, own)| *own == place).count() as u64;
    let name = ["spring", "summer"][at].to_owned();
    Tally {
        source: name.clone(),
        about: About { period: Some(name), ..About::default() },
        days: None,
        n: set.len() as u64,
        counts: std::array::from_fn(|place| Some(count(place))),
        derived: Default::default(),
        published_by: Some(format!("{} reviews", set.len())),
    }
}

/// So many reviews of each grade, their ids from `first` on.
fn reviews(counts: &[u64], first: usize) -> Vec<(String, usize)> {
    let grades = counts.iter().enumerate().flat_map(|(grade, count)| (0..*count).map(move |_| grade));
    grades.enumerate().map(|(at, grade)| (format!("r{}", first + at), grade)).collect()
}

#[test]
fn tallies_that_may_hold_each_other_are_not_narrowed_by_their_difference() {
    let protection = Protection::new(3);
    let mut outputs: HashMap<[Vec<u8>; 2], Vec<Vec<u64>>> = HashMap::new();
    every(4, if tables() < 1000 { 9 } else { 12 }, &mut Vec::new(), &mut |counts| {
        // The second holds the first, as far as a reader can tell.
        let (first, more) = counts.split_at(2);
        let second: Vec<u64> = first.iter().zip(more).map(|(own, more)| own + more).collect();
        let printed = compared([&reviews(first, 0), &reviews(&second, 0)], true, protection);
        outputs.entry(printed).or_default().push([first, more, &second].concat());
    });
    for alike in outputs.values() {
        match alike.as_slice() {
            [only] => assert!(only.iter().all(|number| !protection.is_small(*number)), "{only:?} is shown"),
            all => assert_eq!(narrowed(&[crate::disclosure::HIDDEN; 6], all, &protection), None),
        }
    }
}

#[test]
fn reviews_in_both_sets_are_not_narrowed_by_what_moved() {
    let protection = Protection::new(3);
    let mut outputs: HashMap<[Vec<u8>; 2], Vec<Vec<u64>>> = HashMap::new();
    // In both and good twice, worse, better, inadequate twice; in the first only; in the second only.
    every(6, if tables() < 1000 { 6 } else { 9 }, &mut Vec::new(), &mut |counts| {
        let both: [(usize, usize); 4] = [(1, 1), (1, 3), (3, 1), (3, 3)];
        let (mut before, mut after, mut id) = (Vec::new(), Vec::new(), 0);
        for (at, count) in counts.iter().enumerate() {
            for _ in 0..*count {
                id += 1;
                let (was, now) = both.get(at).copied().unwrap_or((1, 1));
                before.extend((at != 5).then(|| (format!("r{id}"), was)));
                after.extend((at != 4).then(|| (format!("r{id}"), now)));
            }
        }
        if before.is_empty() || after.is_empty() || counts[..4].iter().sum::<u64>() == 0 {
            return;
        }
        let sums = [counts[0] + counts[1] + counts[4], counts[0] + counts[2] + counts[5]];
        outputs.entry(compared([&before, &after], false, protection)).or_default().push([counts, &sums].concat());
    });
    for alike in outputs.values() {
        match alike.as_slice() {
            [only] => assert!(only.iter().all(|number| !protection.is_small(*number)), "{only:?} is shown"),
            all => assert_eq!(narrowed(&[crate::disclosure::HIDDEN; 8], all, &protection), None),
        }
    }
}

#[test]
fn random_sets_that_are_compared_show_no_small_difference() {
    let mut numbers = Numbers(31);
    for _ in 0..tables() {
        let protection = Protection::new(3 + numbers.below(4));
        let first: Vec<u64> = (0..4).map(|_| numbers.below(30)).collect();
        let second: Vec<u64> = first.iter().map(|count| count + numbers.below(8) * numbers.below(3)).collect();
        let [_, json] = compared([&reviews(&first, 0), &reviews(&second, 0)], true, protection);
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let shown = |side: &str, key: &str| json[side]["counts"][key].as_u64();
        let mut keys = Category::all().map(Category::word);
        let is_small = |side: &str, key: &str| shown(side, key).is_some_and(|count| protection.is_small(count));
        assert!(!keys.clone().any(|key| is_small("before", key) || is_small("after", key)), "{json}");
        let difference = |key: &str| shown("before", key).zip(shown("after", key)).map(|(one, two)| one.abs_diff(two));
        assert!(!keys.any(|key| difference(key).is_some_and(|own| protection.is_small(own))), "{first:?} {second:?}");
        let sizes = json["before"]["n"].as_u64().zip(json["after"]["n"].as_u64());
        assert!(!sizes.is_some_and(|(one, two)| protection.is_small(one.abs_diff(two))), "{first:?} {second:?}");
    }
}

/// What a run prints, in every format.
fn printed(folder: &Path, arguments: &str) -> Vec<String> {
    let run = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
        command.args(arguments.split_whitespace()).args(["--as-of", "2026-01-01", "--format", format]);
        String::from_utf8(command.current_dir(folder).output().unwrap().stdout).unwrap()
    };
    ["text", "md", "csv", "json"].map(run).to_vec()
}

#[test]
fn no_note_source_or_blank_gives_away_what_is_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = "period,outstanding,good,adequate,inadequate,n,source\n\
                 2007-08,40,11,20,18,89,\n2008-09,40,,20,18,80,the 2 good ones were in Rutland\n";
    fs::write(folder.path().join("years.csv"), sheet).unwrap();
    for text in printed(folder.path(), "table years.csv --suppress-below 5") {
        assert!(!text.contains("Rutland"), "{text}");
        assert!(!text.contains("\"inadequate\": 18, \"n") && text.contains("80"), "{text}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&printed(folder.path(), "table years.csv --suppress-below 5")[3]).unwrap();
    let row = &json["groups"][1];
    let shown =
        row["counts"].as_object().unwrap().values().filter(|count| count.as_u64().is_some_and(|count| count > 0));
    assert!(shown.count() < 3, "the blank can be worked out: {row}");
    // Of two sets of which nobody knows whether they overlap, the difference is a number of reviews too.
    fs::write(folder.path().join("one.csv"), "period,outstanding,good,adequate,inadequate\nspring,10,20,12,8\n")
        .unwrap();
    fs::write(folder.path().join("two.csv"), "period,outstanding,good,adequate,inadequate\nsummer,10,20,12,5\n")
        .unwrap();
    for text in printed(folder.path(), "compare one.csv two.csv --suppress-below 5") {
        assert!(!text.contains("47") && !text.contains("50 reviews"), "{text}");
    }
}
