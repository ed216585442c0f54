//! How much of the grading is settled by what is stated.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::rubric::Exact;

/// A share between 0 and 1, exactly: the coverage of a review.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coverage(BigRational);

impl Coverage {
    /// Everything is stated.
    #[must_use]
    pub(crate) fn full() -> Self {
        Coverage(BigRational::one())
    }

    /// Nothing is stated.
    pub(super) fn none() -> Self {
        Coverage(BigRational::zero())
    }

    /// True if it is at least `enough`.
    #[must_use]
    pub(crate) fn reaches(&self, enough: Exact) -> bool {
        let (numer, denom) = enough.parts();
        self.0 >= BigRational::new(BigInt::from(numer), BigInt::from(denom))
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn approximate(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }
}

/// The coverage of one rule: how many of the things it reads are stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) stated: u64,
    pub(super) of: u64,
}

impl Stated {
    pub(super) const ALL: Stated = Stated { stated: 1, of: 1 };
    pub(super) const NONE: Stated = Stated { stated: 0, of: 1 };
}

/// The weighted mean over rules, then over their criteria; full if no rule reads the record.
///
/// Each criterion comes as its weight and its rules, each rule as its weight and what of it is stated.
pub(super) fn mean(criteria: &[(u64, Vec<(u64, Stated)>)]) -> Coverage {
    let reading: Vec<_> = criteria.iter().filter(|(_, rules)| !rules.is_empty()).collect();
    if reading.iter().all(|(_, rules)| rules.iter().all(|(_, part)| part.stated == part.of)) {
        return Coverage::full();
    }
    let (mut sum, mut weights) = (BigRational::zero(), BigInt::zero());
    for (weight, rules) in reading {
        weights += BigInt::from(*weight);
        sum += of_rules(rules) * BigInt::from(*weight);
    }
    Coverage(sum / weights)
}

/// The weighted mean over the rules of a criterion; rules with equal denominators are added as whole numbers first.
fn of_rules(rules: &[(u64, Stated)]) -> BigRational {
    let mut sums: Vec<(u64, u128)> = Vec::new();
    let mut weights = 0u128;
    for (weight, part) in rules {
        weights += u128::from(*weight);
        let add = u128::from(*weight) * u128::from(part.stated);
        match sums.iter_mut().find(|(of, _)| *of == part.of) {
            Some((_, sum)) => *sum += add,
            None => sums.push((part.of, add)),
        }
    }
    let fractions = sums.into_iter().map(|(of, sum)| BigRational::new(BigInt::from(sum), BigInt::from(of)));
    fractions.fold(BigRational::zero(), |total, fraction| total + fraction) / BigInt::from(weights)
}
