//! What a rule measures, in the worst and the best case, and the grades that follow.

use super::outcome::{self, Outcome, length};
use super::state::{Presence, Range, State};
use crate::review::{FactType, Facts, Grade, Value};
use crate::rubric::{Empty, Exact, Measure, NumberBands, Rule, ShareBands, ShareRule, ShareThreshold};

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// Of items, or of the review itself (then `of` is 1 at most).
    Share {
        /// Items that are selected and meet the rule, both for certain.
        met: usize,
        /// Items that `where` does not rule out.
        of: usize,
        /// Those of them that are not settled.
        not_stated: usize,
        /// True if the list may have further items.
        goes_on: bool,
    },
    /// A count or number: the least and the most it can be.
    Number {
        /// The least; `None` where there is no value.
        low: Option<i64>,
        /// The most; `None` where nothing bounds it, or there is no value.
        high: Option<i64>,
    },
    /// A person's answer; `None` while it is open.
    Answer(Option<Grade>),
}

/// The result of measuring a rule that applies.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The grades it can come to; `None` if the rule takes no part.
    pub(super) range: Option<Range>,
    /// True if the rule may turn out not to apply.
    pub(super) may_be_absent: bool,
    /// What was counted.
    pub(super) tally: Tally,
    /// The outcome of each item: of `where` and of the rest.
    pub(super) items: Vec<Item>,
    /// The least share there can be, for the score.
    pub(super) worst_share: Option<Case>,
}

impl Measured {
    /// What the rule comes to, where it applies as `applies` says; `None` where it is absent.
    pub(super) fn state(&self, applies: Outcome) -> Option<State> {
        let maybe = applies == Outcome::NotStated || self.may_be_absent;
        let presence = if maybe { Presence::Maybe } else { Presence::Sure };
        self.range.filter(|_| applies != Outcome::NotMet).map(|range| State { range, presence })
    }

    /// The same, where there may be no value at all: that is at its worst.
    fn or_nothing(mut self, bands: &NumberBands) -> Self {
        self.range = self.range.map(|range| Range { floor: range.floor.min(bands.unmet), ..range });
        self
    }
}

/// One item under a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Whether `where` selects it.
    pub(crate) selected: Outcome,
    /// Whether it meets `must` and `any`; not looked at where `where` rules it out.
    pub(crate) met: Outcome,
}

impl Item {
    /// True if nothing that is not stated matters to it.
    pub(super) fn is_settled(self) -> bool {
        self.selected == Outcome::NotMet || self.selected == Outcome::Met && self.met != Outcome::NotStated
    }

    /// True if it is selected for certain and fails for certain.
    pub(crate) fn is_miss(self) -> bool {
        self.selected == Outcome::Met && self.met == Outcome::NotMet
    }
}

/// A possible result of a share: the numbers met and missed, and any number more of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) met: u64,
    pub(super) missed: u64,
    /// Further items: `Some(true)` all met, `Some(false)` all missed, in any number.
    pub(super) further: Option<bool>,
}

impl Case {
    /// What a share of no items is taken for.
    fn of_nothing(met: bool) -> Self {
        Case { met: u64::from(met), missed: u64::from(!met), further: None }
    }

    fn is_nothing(self) -> bool {
        self.met + self.missed == 0 && self.further.is_none()
    }

    /// Whether the threshold is met.
    pub(super) fn reaches(self, threshold: &ShareThreshold) -> bool {
        threshold.share.is_some_and(|share| self.reaches_share(share))
            || threshold.all_but.is_some_and(|misses| self.is_all_but(misses))
    }

    fn reaches_share(self, share: Exact) -> bool {
        match self.further {
            None => share.is_met_by(self.met, self.met + self.missed),
            // More and more met items bring any share below 1 within reach, and 1 itself only where none is missed.
            Some(true) => self.missed == 0 || share < Exact::whole(1),
            Some(false) => false,
        }
    }

    /// A miss is excused only if two items are met.
    fn is_all_but(self, misses: u32) -> bool {
        match self.further {
            None => self.missed == 0 || self.missed <= u64::from(misses) && self.met >= 2,
            Some(true) => self.missed <= u64::from(misses),
            Some(false) => false,
        }
    }

    pub(super) fn grade(self, bands: &ShareBands) -> Grade {
        bands.bands.iter().find(|(_, threshold)| self.reaches(threshold)).map_or(bands.unmet, |(grade, _)| *grade)
    }
}

/// Measures `rule`, which is taken to apply.
pub(super) fn measure(rule: &Rule, facts: &Facts<'_>, answer: Option<Grade>) -> Measured {
    measure_without(rule, facts, answer, &[])
}

/// Measures `rule` as [`measure`] does, without the items at `waived`, which it would have selected or might have. Where
/// nothing is left to count, it takes no part.
pub(super) fn measure_without(rule: &Rule, facts: &Facts<'_>, answer: Option<Grade>, waived: &[usize]) -> Measured {
    match &rule.measure {
        Measure::Share(share) => measure_share(share, facts, waived),
        Measure::Count { list, selects, bands } => {
            let selected = |at| if waived.contains(&at) { Outcome::NotMet } else { outcome::all(selects, facts, at) };
            let items: Vec<Item> =
                (0..facts.len(*list)).map(|at| Item { selected: selected(at), met: Outcome::Met }).collect();
            if bands.lower_is_better && facts.lacks(*list) {
                return of_number(bands, None, None, items);
            }
            let count = |outcome| number(items.iter().filter(|item| item.selected == outcome).count());
            let (low, open, goes_on) = (count(Outcome::Met), count(Outcome::NotStated), facts.may_go_on(*list));
            let measured = of_number(bands, Some(low), Some((!goes_on).then_some(low + open)), items);
            let none_is_possible = low == 0 && !waived.is_empty();
            let is_nothing = none_is_possible && open == 0 && !goes_on;
            let range = measured.range.filter(|_| !is_nothing);
            Measured { range, may_be_absent: none_is_possible, ..measured }
        }
        Measure::Number { fact, bands } => match facts.read(fact, 0) {
            Value::Number { low, high, stated } => {
                let measured = of_number(bands, Some(low), Some(high), Vec::new());
                if stated { measured } else { measured.or_nothing(bands) }
            }
            Value::List(members) => {
                let (low, high) = length(&members);
                of_number(bands, Some(low), Some(high), Vec::new())
            }
            Value::Unknown => of_number(bands, Some(0), Some(fact.most()), Vec::new()).or_nothing(bands),
            Value::Absent if matches!(fact.kind, FactType::List(_)) && !bands.lower_is_better => {
                of_number(bands, Some(0), Some(Some(0)), Vec::new())
            }
            Value::Absent | Value::YesNo(_) | Value::Text(_) | Value::Date { .. } => {
                of_number(bands, None, None, Vec::new())
            }
        },
        Measure::Ask { .. } => Measured {
            range: answer.map(|grade| Range { floor: grade, ceiling: grade }),
            may_be_absent: false,
            tally: Tally::Answer(answer),
            items: Vec::new(),
            worst_share: None,
        },
    }
}

/// The grade of a list with the given numbers of items that meet a rule and that do not; it has at least one.
#[must_use]
pub fn share_grade(bands: &ShareBands, met: u64, missed: u64) -> Grade {
    Case { met, missed, further: None }.grade(bands)
}

/// The grade of a number; `None` where it has no value, which is at its worst.
#[must_use]
pub fn number_grade(bands: &NumberBands, number: Option<i64>) -> Grade {
    number.map_or(bands.unmet, |number| grade_between(bands, Some(number)))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The grade of a number; `None` stands for one that nothing bounds.
fn grade_between(bands: &NumberBands, number: Option<i64>) -> Grade {
    let reaches = |threshold: Exact| match number {
        Some(number) if bands.lower_is_better => Exact::whole(number) <= threshold,
        Some(number) => Exact::whole(number) >= threshold,
        None => !bands.lower_is_better,
    };
    bands.bands.iter().find(|(_, threshold)| reaches(*threshold)).map_or(bands.unmet, |(grade, _)| *grade)
}

/// `low` and `high` are `None` where there is no value: then it is at its worst.
fn of_number(bands: &NumberBands, low: Option<i64>, high: Option<Option<i64>>, items: Vec<Item>) -> Measured {
    let grade = |number| grade_between(bands, number);
    let range = match (low, high) {
        (Some(low), Some(high)) => {
            let (at_low, at_high) = (grade(Some(low)), grade(high));
            Range { floor: at_low.min(at_high), ceiling: at_low.max(at_high) }
        }
        _ => Range { floor: bands.unmet, ceiling: bands.unmet },
    };
    Measured {
        range: Some(range),
        may_be_absent: false,
        tally: Tally::Number { low, high: high.flatten() },
        items,
        worst_share: None,
    }
}

fn measure_share(rule: &ShareRule, facts: &Facts<'_>, waived: &[usize]) -> Measured {
    let (count, goes_on) = rule.each.map_or((1, false), |list| (facts.len(list), facts.may_go_on(list)));
    let no_item = Item { selected: Outcome::NotMet, met: Outcome::NotMet };
    let item = |at| if waived.contains(&at) { no_item } else { judge_item(rule, facts, at) };
    let items: Vec<Item> = (0..count).map(item).collect();
    let empty = if waived.is_empty() { rule.empty } else { Empty::NotApplicable };
    let Counts { sure, maybe } = Counts::new(&items);
    let worst = Case {
        met: sure.met as u64,
        missed: (sure.missed + sure.open + maybe.missed + maybe.open) as u64,
        further: goes_on.then_some(false),
    };
    let best = Case {
        met: (sure.met + sure.open + maybe.met + maybe.open) as u64,
        missed: sure.missed as u64,
        further: goes_on.then_some(true),
    };
    let none_is_possible = sure.all() == 0 && rule.each.is_some();
    let of_nothing = (none_is_possible && empty != Empty::NotApplicable).then(|| Case::of_nothing(empty == Empty::Met));
    let of_items = |case: Case| (!case.is_nothing()).then_some(case);
    // Where all is settled, the best case is the worst.
    let cases = [of_items(worst), of_items(best).filter(|best| *best != worst), of_nothing];
    let cases = || cases.iter().flatten().copied();
    let grades = cases().map(|case| case.grade(&rule.bands));
    let range = grades.fold(None, |range: Option<Range>, grade| {
        Some(range.map_or(Range { floor: grade, ceiling: grade }, |range| Range {
            floor: range.floor.min(grade),
            ceiling: range.ceiling.max(grade),
        }))
    });
    let (of, not_stated) = (sure.all() + maybe.all(), sure.open + maybe.all());
    let tally = Tally::Share { met: sure.met, of, not_stated, goes_on };
    let worst_share = cases().min_by(|a, b| compare_shares(*a, *b));
    Measured { range, may_be_absent: none_is_possible && empty == Empty::NotApplicable, tally, items, worst_share }
}

/// How many items there are, those that are selected for certain apart from those that may be.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    sure: Count,
    maybe: Count,
}

/// How many items meet a rule, miss it, or leave it open.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    met: usize,
    missed: usize,
    open: usize,
}

impl Counts {
    fn new(items: &[Item]) -> Self {
        let mut counts = Counts::default();
        for item in items {
            let own = match item.selected {
                Outcome::Met => &mut counts.sure,
                Outcome::NotStated => &mut counts.maybe,
                Outcome::NotMet => continue,
            };
            match item.met {
                Outcome::Met => own.met += 1,
                Outcome::NotMet => own.missed += 1,
                Outcome::NotStated => own.open += 1,
            }
        }
        counts
    }
}

impl Count {
    fn all(self) -> usize {
        self.met + self.missed + self.open
    }
}

/// The outcome of an item under a rule.
pub(crate) fn judge_item(rule: &ShareRule, facts: &Facts<'_>, at: usize) -> Item {
    let selected = outcome::all(&rule.selects, facts, at);
    if selected == Outcome::NotMet {
        return Item { selected, met: Outcome::NotMet };
    }
    let must = outcome::all(&rule.must, facts, at);
    let met = if must == Outcome::NotMet { must } else { must.and(outcome::any(&rule.any, facts, at)) };
    Item { selected, met }
}

/// Orders cases by the share that they come to.
fn compare_shares(a: Case, b: Case) -> std::cmp::Ordering {
    let share = |case: Case| match case.further {
        Some(true) => (1, 1),
        Some(false) => (0, 1),
        None => (u128::from(case.met), u128::from(case.met + case.missed)),
    };
    let ((a_met, a_of), (b_met, b_of)) = (share(a), share(b));
    (a_met * b_of).cmp(&(b_met * a_of))
}
