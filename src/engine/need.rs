//! Needs as sums: the one place that decides whether a need holds.
//!
//! Each part adds something to a need, whatever the other parts are judged. So the combiner adds up all parts at their
//! worst or best, and the searches (for a raise, and for what a rubric can give) go through the parts one by one, keep the
//! sums so far and ask what can still become of them. A sum keeps only what can still matter, so that combinations which
//! end the same way are one.

use super::state::{Presence, State};
use crate::review::Grade;
use crate::rubric::{Need, Profile, Quantity};

/// What parts have added to a need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Sum {
    /// The weight that meets the need beyond the share it asks for, times the denominator of that share.
    balance: i128,
    /// The number of parts that meet the need.
    meeting: usize,
    /// The number of parts that fall short of it.
    short: usize,
}

impl Sum {
    /// Stands for all sums of a need that holds whatever is added.
    pub(crate) const HELD: Sum = Sum { balance: i128::MAX, meeting: usize::MAX, short: 0 };
    /// Stands for all sums of a need that fails whatever is added.
    pub(crate) const LOST: Sum = Sum { balance: i128::MIN, meeting: 0, short: usize::MAX };

    pub(crate) fn plus(self, other: Sum) -> Sum {
        Sum {
            balance: self.balance.saturating_add(other.balance),
            meeting: self.meeting.saturating_add(other.meeting),
            short: self.short.saturating_add(other.short),
        }
    }

    /// Returns the same sum on a finer scale of weights.
    pub(crate) fn times(self, scale: i128) -> Sum {
        Sum { balance: self.balance.saturating_mul(scale), ..self }
    }

    /// Returns whether the sum is at least as far as another that differs in its balance alone.
    pub(crate) fn is_ahead_of(self, other: Sum) -> bool {
        (self.meeting, self.short) == (other.meeting, other.short) && self.balance >= other.balance
    }

    /// Returns the sum with its balance rounded down to a multiple of a power of two.
    pub(crate) fn rounded(self, power: u32) -> Sum {
        Sum { balance: self.balance.checked_shr(power).unwrap_or(0), ..self }
    }

    /// Returns the weight, as a fraction, at which a part that adds this with a weight of 1 just balances `others`; `None` if
    /// no weight does.
    pub(crate) fn turns(self, others: Sum) -> Option<(i128, i128)> {
        let sign = self.balance.signum();
        (sign != 0).then(|| (-others.balance * sign, self.balance * sign))
    }

    fn each(
        self,
        other: Sum,
        least_or_most: impl Fn(i128, i128) -> i128,
        count: impl Fn(usize, usize) -> usize,
    ) -> Sum {
        Sum {
            balance: least_or_most(self.balance, other.balance),
            meeting: count(self.meeting, other.meeting),
            short: count(self.short, other.short),
        }
    }
}

/// The least and the most that parts can add to a need.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    least: Sum,
    most: Sum,
}

impl Bounds {
    /// Whatever may be added.
    pub(crate) const UNKNOWN: Bounds = Bounds {
        least: Sum { balance: i128::MIN, meeting: 0, short: 0 },
        most: Sum { balance: i128::MAX, meeting: usize::MAX, short: usize::MAX },
    };

    /// Returns the bounds of one part that adds one of `sums`.
    pub(crate) fn around(sums: impl Iterator<Item = Sum>) -> Bounds {
        let bounds = sums.map(|sum| Bounds { least: sum, most: sum });
        let widen = |a: Bounds, b: Bounds| Bounds {
            least: a.least.each(b.least, i128::min, usize::min),
            most: a.most.each(b.most, i128::max, usize::max),
        };
        bounds.reduce(widen).unwrap_or_default()
    }

    pub(crate) fn plus(self, other: Bounds) -> Bounds {
        Bounds { least: self.least.plus(other.least), most: self.most.plus(other.most) }
    }

    /// Returns how far apart the least and the most balance are.
    pub(crate) fn width(self) -> i128 {
        self.most.balance.saturating_sub(self.least.balance)
    }

    fn after(self, sum: Sum) -> Bounds {
        self.plus(Bounds { least: sum, most: sum })
    }
}

/// What a need comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    Fails,
    /// No part of it takes part, so it says nothing.
    Void,
}

/// What can still become of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) can_hold: bool,
    pub(crate) can_fail: bool,
    pub(crate) can_be_void: bool,
}

impl Need {
    /// Returns what a part of this weight adds when judged `grade`.
    pub(crate) fn adds(&self, weight: u64, grade: Grade) -> Sum {
        if let Some(above) = self.points.get(usize::from(grade.rank())) {
            let meets = *above >= 0;
            let balance = above.saturating_mul(i128::from(weight));
            return Sum { balance, meeting: usize::from(meets), short: usize::from(!meets) };
        }
        let meets = grade >= self.at_least;
        let balance = self.quantity.share().map_or(0, |(numer, denom)| {
            let weight = i128::from(weight);
            if meets { weight * (denom - numer) } else { -weight * numer }
        });
        Sum { balance, meeting: usize::from(meets), short: usize::from(!meets) }
    }

    /// Returns what a part adds in the worst case, where one that may not apply counts only if it falls short.
    pub(crate) fn adds_at_worst(&self, weight: u64, state: State) -> Sum {
        let sum = self.adds(weight, state.range.floor);
        if state.presence == Presence::Sure || sum.short > 0 { sum } else { Sum::default() }
    }

    /// Returns what a part adds in the best case, where one that may not apply counts only if it meets the need, or is
    /// `forced` to be present.
    pub(crate) fn adds_at_best(&self, weight: u64, state: State, forced: bool) -> Sum {
        let sum = self.adds(weight, state.range.ceiling);
        if state.presence == Presence::Sure || sum.meeting > 0 || forced { sum } else { Sum::default() }
    }

    /// Returns what the need comes to. One about no part present is void, a count excepted: that fails.
    pub(crate) fn verdict(&self, sum: Sum) -> Verdict {
        let holds = match self.quantity {
            Quantity::Count(count) => sum.meeting >= count,
            _ if sum.meeting + sum.short == 0 => return Verdict::Void,
            Quantity::Every => sum.short == 0,
            Quantity::Most => sum.balance > 0,
            Quantity::Half | Quantity::Share(_) | Quantity::Mean(_) | Quantity::Percent(_) => sum.balance >= 0,
            Quantity::AllBut(misses) => sum.short <= misses && sum.meeting > 0,
        };
        if holds { Verdict::Holds } else { Verdict::Fails }
    }

    /// Returns what can become of the need when parts within `ahead` are added to `sum`.
    pub(crate) fn fate(&self, sum: Sum, ahead: Bounds) -> Fate {
        let Bounds { least, most } = ahead.after(sum);
        let nobody = least.meeting + least.short == 0;
        let somebody = most.meeting + most.short > 0;
        let (can_hold, can_fail) = match self.quantity {
            Quantity::Every => (least.short == 0 && most.meeting > 0, most.short > 0),
            Quantity::Most => (most.balance > 0, least.balance <= 0 && somebody),
            Quantity::Half | Quantity::Share(_) | Quantity::Mean(_) | Quantity::Percent(_) => {
                (most.balance >= 0 && somebody, least.balance < 0)
            }
            Quantity::Count(count) => (most.meeting >= count, least.meeting < count),
            Quantity::AllBut(misses) => {
                (least.short <= misses && most.meeting > 0, most.short > misses || least.meeting == 0 && most.short > 0)
            }
        };
        Fate { can_hold, can_fail, can_be_void: nobody && !matches!(self.quantity, Quantity::Count(_)) }
    }

    /// Returns what counts towards the need, as a number that adds up: the need holds only if the total is at least
    /// [`Need::asked`].
    pub(crate) fn counted(&self, sum: Sum) -> i128 {
        let number = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
        match self.quantity {
            Quantity::Every | Quantity::AllBut(_) => -number(sum.short),
            Quantity::Count(_) => number(sum.meeting),
            Quantity::Most | Quantity::Half | Quantity::Share(_) | Quantity::Mean(_) | Quantity::Percent(_) => {
                sum.balance
            }
        }
    }

    /// Returns the least that has to count towards the need.
    pub(crate) fn asked(&self) -> i128 {
        let number = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
        match self.quantity {
            Quantity::AllBut(misses) => -number(misses),
            Quantity::Count(count) => number(count),
            Quantity::Most => 1,
            Quantity::Every | Quantity::Half | Quantity::Share(_) | Quantity::Mean(_) | Quantity::Percent(_) => 0,
        }
    }

    /// Returns whether this need holds wherever `harder` does. `false` may also mean that it is not plain to see.
    pub(crate) fn follows_from(&self, harder: &Need) -> bool {
        let quantity = match (harder.quantity, self.quantity) {
            (_, Quantity::Count(_)) | (Quantity::Every, Quantity::Mean(_) | Quantity::Percent(_)) => false,
            (Quantity::Every, _) => {
                return harder.at_least >= self.at_least && self.parts.iter().all(|part| harder.parts.contains(part));
            }
            (Quantity::Most, Quantity::Most | Quantity::Half) | (Quantity::Half, Quantity::Half) => true,
            (Quantity::Most | Quantity::Half, Quantity::Share(share)) => share.is_met_by(1, 2),
            (Quantity::Share(harder), Quantity::Share(share))
            | (Quantity::Mean(harder), Quantity::Mean(share))
            | (Quantity::Percent(harder), Quantity::Percent(share)) => harder >= share,
            (Quantity::AllBut(harder), Quantity::AllBut(misses)) => harder <= misses,
            (
                Quantity::Share(_)
                | Quantity::Half
                | Quantity::Most
                | Quantity::Count(_)
                | Quantity::AllBut(_)
                | Quantity::Mean(_)
                | Quantity::Percent(_),
                _,
            ) => false,
        };
        let same = harder.parts.len() == self.parts.len() && self.parts.iter().all(|part| harder.parts.contains(part));
        quantity && same && harder.at_least >= self.at_least
    }

    /// Returns as much of `sum` as can still matter to the need, whatever is added.
    pub(crate) fn essence(&self, sum: Sum) -> Sum {
        let none = Sum::default();
        match self.quantity {
            Quantity::Every => Sum { short: sum.short.min(1), meeting: sum.meeting.min(1), ..none },
            Quantity::Most | Quantity::Half | Quantity::Share(_) | Quantity::Mean(_) | Quantity::Percent(_) => {
                Sum { meeting: (sum.meeting + sum.short).min(1), balance: sum.balance, ..none }
            }
            Quantity::Count(count) => Sum { meeting: sum.meeting.min(count), ..none },
            Quantity::AllBut(misses) => {
                Sum { meeting: sum.meeting.min(1), short: sum.short.min(misses.saturating_add(1)), ..none }
            }
        }
    }

    /// Returns as much of `sum` as can still matter when only parts within `ahead` are to be added: balances that end the
    /// same way are one.
    pub(crate) fn essence_before(&self, sum: Sum, ahead: Bounds) -> Sum {
        let sum = self.essence(sum);
        let lost = ahead.most.balance.saturating_neg().saturating_sub(1);
        let held = ahead.least.balance.saturating_neg().saturating_add(1);
        Sum { balance: sum.balance.clamp(lost, held), ..sum }
    }
}

impl Quantity {
    /// Returns the share of the weight that the quantity asks for, as a fraction; `None` where heads are counted.
    pub(crate) fn share(self) -> Option<(i128, i128)> {
        match self {
            Quantity::Most | Quantity::Half => Some((1, 2)),
            Quantity::Share(share) => {
                let (numer, denom) = share.parts();
                Some((i128::from(numer), i128::from(denom)))
            }
            Quantity::Every | Quantity::Count(_) | Quantity::AllBut(_) | Quantity::Mean(_) | Quantity::Percent(_) => {
                None
            }
        }
    }
}

impl Profile {
    /// Returns the needs of all grades, those of the best grade first.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &Need> {
        self.grades.iter().flat_map(|(_, needs)| needs)
    }

    /// Returns whether each way to `better` plainly implies a way to `worse`.
    pub(crate) fn implies(&self, better: Grade, worse: Grade) -> bool {
        let ways = |grade: Grade| self.grades.iter().filter(move |(own, _)| *own == grade).map(|(_, needs)| needs);
        ways(better).all(|better| ways(worse).any(|worse| imply(better, worse)))
    }

    /// Returns the profile of the grades from `least` upwards, without those that imply a worse one of them: what reaches
    /// one of its grades is what reaches at least `least`.
    pub(crate) fn at_least(&self, least: Grade) -> Profile {
        let mut grades: Vec<(Grade, Vec<Need>)> = Vec::new();
        for (grade, needs) in self.grades.iter().rev().filter(|(grade, _)| *grade >= least) {
            // One of the needs of the worse grade must be about every part, so that not all of them are void.
            let is_plain =
                |worse: &[Need]| worse.iter().any(|need| self.parts.iter().all(|part| need.parts.contains(part)));
            if !grades.iter().any(|(_, worse)| is_plain(worse) && imply(needs, worse)) {
                grades.insert(0, (*grade, needs.clone()));
            }
        }
        Profile { grades, ..self.clone() }
    }

    /// Returns whether the needs of one of the grades hold; a profile of no grade asks for nothing. `sum` gives the sum of a
    /// need by its number.
    pub(crate) fn is_reached(&self, surely: bool, sum: impl Fn(usize) -> Sum) -> bool {
        self.grades.is_empty() || !self.reached(surely, |number, _| sum(number)).is_worst()
    }

    /// Returns whether the needs of one of the grades can still hold. `sum` gives the sum of a need by its number, and what can
    /// still be added to it.
    pub(crate) fn can_be_reached(&self, sum: impl Fn(usize) -> Option<(Sum, Bounds)>) -> bool {
        let mut first = 0;
        let mut can = |needs: &[Need]| {
            let start = first;
            first += needs.len();
            let fate = |number: usize, need: &Need| sum(start + number).map(|(sum, ahead)| need.fate(sum, ahead));
            needs
                .iter()
                .enumerate()
                .all(|(number, need)| fate(number, need).is_none_or(|fate| fate.can_hold || fate.can_be_void))
        };
        self.grades.is_empty() || self.grades.iter().any(|(_, needs)| can(needs))
    }

    /// Returns the best grade of which no need fails and one holds, or the worst grade, which has no needs. `sum` gives the sum
    /// of a need, also by its number in [`Profile::needs`].
    ///
    /// Where nothing `surely` takes part the grade is that of the case in which something does. A grade whose needs speak of
    /// every part is then reached if none of them fails: whichever part it is, one of them speaks of it.
    pub(crate) fn reached(&self, surely: bool, sum: impl Fn(usize, &Need) -> Sum) -> Grade {
        let mut first = 0;
        for (grade, needs) in &self.grades {
            let mut holds = false;
            let verdict = |(number, need): (usize, &Need)| need.verdict(sum(first + number, need));
            let none_fails = needs.iter().enumerate().map(verdict).all(|verdict| {
                holds |= verdict == Verdict::Holds;
                verdict != Verdict::Fails
            });
            if none_fails && (holds || !surely && self.speaks_of_all(needs)) {
                return *grade;
            }
            first += needs.len();
        }
        self.scale.worst()
    }

    /// Returns the grade of a whole all of whose parts are settled, one sum for each of [`Profile::needs`]; `None` where every
    /// need is void.
    pub(crate) fn judged(&self, sums: &[Sum]) -> Option<Grade> {
        let is_judged = self.needs().zip(sums).any(|(need, sum)| need.verdict(*sum) != Verdict::Void);
        is_judged.then(|| self.reached(true, |number, _| sums.get(number).copied().unwrap_or_default()))
    }

    fn speaks_of_all(&self, needs: &[Need]) -> bool {
        self.parts.iter().all(|part| needs.iter().any(|need| need.parts.contains(part)))
    }
}

/// Returns whether each need of `worse` plainly follows from one of `better`. One need of `worse` must range over all parts of
/// those of `better`: otherwise all of `worse` could be void.
fn imply(better: &[Need], worse: &[Need]) -> bool {
    let covers = |need: &Need| better.iter().flat_map(|harder| &harder.parts).all(|part| need.parts.contains(part));
    let follows = |need: &Need| better.iter().any(|harder| need.follows_from(harder));
    worse.iter().any(covers) && worse.iter().all(follows)
}
