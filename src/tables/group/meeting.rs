//! Which of many stretches of days may share a day, without comparing each with each.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::period::Days;

/// Things with their days, if these are known, and with a key, if they have one: those with different keys never meet.
pub(super) struct Meetings {
    lanes: BTreeMap<Option<usize>, Lane>,
}

/// Things with the same key.
#[derive(Default)]
struct Lane {
    /// Those with days by the first day, each with the last day of all up to it.
    dated: Vec<(Days, Date, usize)>,
    undated: Vec<usize>,
}

impl Meetings {
    pub(super) fn new(all: impl Iterator<Item = (usize, Option<Days>, Option<usize>)>) -> Self {
        let mut lanes: BTreeMap<Option<usize>, Lane> = BTreeMap::new();
        for (own, days, key) in all {
            let lane = lanes.entry(key).or_default();
            match days {
                Some(days) => lane.dated.push((days, days.last, own)),
                None => lane.undated.push(own),
            }
        }
        for lane in lanes.values_mut() {
            lane.dated.sort_by_key(|(days, _, own)| (days.first, *own));
            let mut last = Date::MIN;
            for (days, reach, _) in &mut lane.dated {
                last = last.max(days.last);
                *reach = last;
            }
        }
        Meetings { lanes }
    }

    /// Those that may share a day with these days, in the order of their numbers; all, where the days are not known.
    pub(super) fn with(&self, days: Option<Days>, key: Option<usize>) -> Vec<usize> {
        let lanes = || self.lanes(key);
        let dated = lanes().flat_map(|lane| lane.meet(days));
        in_order(dated.chain(lanes().flat_map(|lane| lane.undated.iter().copied())).collect())
    }

    /// Tallies with known days that partly overlap.
    pub(super) fn on(&self, days: Option<Days>, key: Option<usize>) -> Vec<usize> {
        let lanes = days.into_iter().flat_map(|days| self.lanes(key).map(move |lane| (lane, days)));
        in_order(lanes.flat_map(|(lane, days)| lane.meet(Some(days))).collect())
    }

    fn lanes(&self, key: Option<usize>) -> impl Iterator<Item = &Lane> {
        let some = if key.is_some() { self.lanes.get(&key) } else { None };
        let others = if key.is_some() { self.lanes.range(None..=None) } else { self.lanes.range(None..) };
        some.into_iter().chain(others.map(|(_, lane)| lane))
    }
}

fn in_order(mut found: Vec<usize>) -> Vec<usize> {
    found.sort_unstable();
    found.dedup();
    found
}

impl Lane {
    fn meet(&self, days: Option<Days>) -> impl Iterator<Item = usize> {
        let end = days.map_or(self.dated.len(), |days| self.dated.partition_point(|(own, ..)| own.first <= days.last));
        let before = self.dated.iter().take(end).rev();
        let near = before.take_while(move |(_, reach, _)| days.is_none_or(|days| *reach >= days.first));
        let meets = near.filter(move |(own, ..)| days.is_none_or(|days| own.overlap(days)));
        meets.map(|(_, _, own)| *own)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_same_are_found_as_by_comparing_each_with_each() {
        let mut seed = 5_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % most).unwrap()
        };
        let day = |number: i64| jiff::civil::date(2000, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
        for _ in 0..200 {
            let mut stretch = || {
                let (first, length) = (next(300), next(40));
                (next(9) > 0).then(|| Days { first: day(first), last: day(first + length) })
            };
            let days: Vec<Option<Days>> = (0..30).map(|_| stretch()).collect();
            let mut key = || usize::try_from(next(4)).unwrap().checked_sub(1);
            let all: Vec<(Option<Days>, Option<usize>)> = days.into_iter().map(|days| (days, key())).collect();
            let meetings = Meetings::new(all.iter().enumerate().map(|(own, (days, key))| (own, *days, *key)));
            for (days, key) in &all {
                let near = |other: &Option<usize>| key.zip(*other).is_none_or(|(own, other)| own == other);
                let meets = |other: &Option<Days>| days.zip(*other).map(|(own, other)| own.overlap(other));
                let wanted = |unknown: bool| -> Vec<usize> {
                    let is_in =
                        |(days, key): &(Option<Days>, Option<usize>)| near(key) && meets(days).unwrap_or(unknown);
                    (0..30).filter(|at| all.get(*at).is_some_and(is_in)).collect()
                };
                assert_eq!(meetings.with(*days, *key), wanted(true));
                assert_eq!(meetings.on(*days, *key), wanted(false));
            }
        }
    }
}
