//! Which of many stretches of days may share a day, without comparing each with each.

use jiff::civil::Date;

use super::super::period::Days;

/// Things with their days, if these are known.
pub(super) struct Meetings {
    /// Those with days by the first day, each with the last day of all up to it.
    dated: Vec<(Days, Date, usize)>,
    undated: Vec<usize>,
}

impl Meetings {
    pub(super) fn new(all: impl Iterator<Item = (usize, Option<Days>)>) -> Self {
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for (own, days) in all {
            match days {
                Some(days) => dated.push((days, days.last, own)),
                None => undated.push(own),
            }
        }
        dated.sort_by_key(|(days, _, own)| (days.first, *own));
        let mut last = Date::MIN;
        for (days, reach, _) in &mut dated {
            last = last.max(days.last);
            *reach = last;
        }
        Meetings { dated, undated }
    }

    /// Those that may share a day with these days, in the order of their numbers; all, where the days are not known.
    pub(super) fn with(&self, days: Option<Days>) -> Vec<usize> {
        let mut found = self.undated.clone();
        let end = days.map_or(self.dated.len(), |days| self.dated.partition_point(|(own, ..)| own.first <= days.last));
        let before = self.dated.iter().take(end).rev();
        let near = before.take_while(|(_, reach, _)| days.is_none_or(|days| *reach >= days.first));
        let meets = near.filter(|(own, ..)| days.is_none_or(|days| own.overlap(days)));
        found.extend(meets.map(|(_, _, own)| *own));
        found.sort_unstable();
        found.dedup();
        found
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
            let all: Vec<Option<Days>> = (0..30).map(|_| stretch()).collect();
            let meetings = Meetings::new(all.iter().copied().enumerate());
            for own in &all {
                let meets = |other: &Option<Days>| own.zip(*other).is_none_or(|(own, other)| own.overlap(other));
                let wanted: Vec<usize> = (0..30).filter(|at| all.get(*at).is_some_and(meets)).collect();
                assert_eq!(meetings.with(*own), wanted);
            }
        }
    }
}
