//! How far two or more raters agree: shares, and coefficients corrected for chance.
//!
//! Sources: J. Cohen, *A coefficient of agreement for nominal scales* (1960) and *Weighted kappa* (1968); A. J. Conger,
//! *Integration and generalization of kappas for multiple raters* (1980), which is Cohen's kappa for two raters;
//! K. Krippendorff, *Computing Krippendorff's alpha-reliability* (2011), with the ordinal metric; K. L. Gwet, *Handbook of
//! inter-rater reliability* (4th edition, 2014), for AC2 and the variance of each coefficient. Gwet's intervals use Student's t
//! with one degree of freedom fewer than there are subjects, and are cut off at 1.

use super::statistics::{Interval, Share};
use super::student::{quantile, real};

/// Grades that several raters gave to the same reviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    /// The number of raters.
    raters: usize,
    /// The number of grades on the scale, whether or not all of them were given.
    grades: usize,
    /// One row a review: the rank of each rater's grade, `None` where a rater gave none.
    rows: Vec<Vec<Option<usize>>>,
}

/// A coefficient and its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The value, at most 1; 0 is what chance alone would give.
    pub value: f64,
    /// The 95% interval; `None` for a single review.
    pub interval: Option<Interval>,
}

/// Why a coefficient has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// No review has grades from two raters.
    NoPairs,
    /// All raters gave one and the same grade to every review, so chance alone explains full agreement.
    OneGrade,
    /// The coefficient is for two raters only.
    MoreThanTwoRaters,
    /// The scale has a single grade.
    OneGradeScale,
}

/// A coefficient, or the reason why it cannot be calculated.
pub type Corrected = Result<Coefficient, Undefined>;

/// How far the raters agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Reviews with grades from at least two raters in which all gave the same grade.
    pub exact: Share,
    /// Reviews with grades from at least two raters in which no two grades are more than one step apart.
    pub within_one: Share,
    /// Cohen's kappa, unweighted.
    pub kappa: Corrected,
    /// Cohen's kappa with quadratic weights.
    pub kappa_quadratic: Corrected,
    /// Krippendorff's alpha with the ordinal metric.
    pub alpha: Corrected,
    /// Gwet's AC2 with quadratic weights.
    pub ac2: Corrected,
}

impl Ratings {
    /// Ratings on a scale of `grades` grades.
    ///
    /// Returns `None` where a row does not have one place for each rater, or a rank is not on the scale.
    #[must_use]
    pub fn new(raters: usize, grades: usize, rows: Vec<Vec<Option<usize>>>) -> Option<Self> {
        let sound = |row: &Vec<Option<usize>>| row.len() == raters && row.iter().flatten().all(|&rank| rank < grades);
        rows.iter().all(sound).then_some(Ratings { raters, grades, rows })
    }

    /// No ratings at all.
    pub(super) fn none(raters: usize) -> Self {
        Ratings { raters, grades: 0, rows: Vec::new() }
    }

    /// The reviews with grades from at least two raters.
    fn paired(&self) -> impl Iterator<Item = &Vec<Option<usize>>> {
        self.rows.iter().filter(|row| row.iter().flatten().nth(1).is_some())
    }

    /// Measures the agreement.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        let spreads: Vec<usize> = self.paired().map(|row| spread(row)).collect();
        let within = |steps| spreads.iter().filter(|&&spread| spread <= steps).count();
        let share = |steps| Share::new(within(steps) as u64, spreads.len() as u64);
        Agreement {
            exact: share(0),
            within_one: share(1),
            kappa: self.kappa(&Weights::identity(self.grades)),
            kappa_quadratic: self.kappa(&Weights::quadratic(self.grades)),
            alpha: self.alpha(),
            ac2: self.ac2(&Weights::quadratic(self.grades)),
        }
    }

    /// Counts how often the rater in column `first` gave each grade while the one in `second` gave each: rows by the first
    /// rater's grade, columns by the second's, best grade first.
    #[must_use]
    pub(crate) fn confusion(&self, first: usize, second: usize) -> Vec<Vec<u64>> {
        let mut counts = vec![vec![0; self.grades]; self.grades];
        for row in &self.rows {
            let grade = |rater: usize| row.get(rater).copied().flatten();
            let (Some(first), Some(second)) = (grade(first), grade(second)) else { continue };
            if let Some(count) = counts.get_mut(first).and_then(|row| row.get_mut(second)) {
                *count += 1;
            }
        }
        counts
    }

    /// Cohen's weighted kappa over the reviews that both raters graded.
    fn kappa(&self, weights: &Weights) -> Corrected {
        if self.raters > 2 {
            return Err(Undefined::MoreThanTwoRaters);
        }
        let pairs: Vec<[usize; 2]> = self
            .rows
            .iter()
            .filter_map(|row| match row.as_slice() {
                [Some(first), Some(second)] => Some([*first, *second]),
                _ => None,
            })
            .collect();
        if pairs.is_empty() {
            return Err(Undefined::NoPairs);
        }
        let n = real(pairs.len());
        let share = |rater: fn(&[usize; 2]) -> usize, grade: usize| {
            real(pairs.iter().filter(|pair| rater(pair) == grade).count()) / n
        };
        let first: Vec<f64> = (0..self.grades).map(|grade| share(|pair| pair[0], grade)).collect();
        let second: Vec<f64> = (0..self.grades).map(|grade| share(|pair| pair[1], grade)).collect();
        let agreed = pairs.iter().map(|&[one, other]| weights.at(one, other)).sum::<f64>() / n;
        let chance: f64 = first.iter().enumerate().map(|(grade, share)| share * weights.mean(grade, &second)).sum();
        let rows = pairs.iter().map(|&[one, other]| {
            let by_chance = (weights.mean(one, &second) + weights.mean(other, &first)) / 2.0;
            RatingRow { agreed: weights.at(one, other), chance: by_chance }
        });
        corrected(agreed, chance, rows.collect())
    }

    /// Gwet's AC2. Reviews with a single grade count towards how often each grade is given.
    fn ac2(&self, weights: &Weights) -> Corrected {
        let counts = self.counts(1);
        let paired = real(counts.iter().filter(|row| row.total >= 2.0).count());
        if paired == 0.0 {
            return Err(Undefined::NoPairs);
        }
        if self.grades < 2 {
            return Err(Undefined::OneGradeScale);
        }
        let n = real(counts.len());
        let given = |grade: usize| counts.iter().map(|row| row.at(grade) / row.total).sum::<f64>() / n;
        let given: Vec<f64> = (0..self.grades).map(given).collect();
        let spread = weights.sum() / (real(self.grades) * real(self.grades - 1));
        let chance = spread * given.iter().map(|share| share * (1.0 - share)).sum::<f64>();
        let agreed = counts.iter().map(|row| row.agreed(weights)).sum::<f64>() / paired;
        let rows = counts.iter().map(|row| {
            let hard: f64 = given.iter().enumerate().map(|(grade, share)| row.at(grade) * (1.0 - share)).sum();
            let chance_here = if row.total >= 2.0 { chance } else { 0.0 };
            // A review with one grade adds nothing to the agreement; the others are scaled up so that the mean is unbiased.
            let agreed = n / paired * (row.agreed(weights) - chance_here) + chance;
            RatingRow { agreed, chance: spread * hard / row.total }
        });
        corrected(agreed, chance, rows.collect())
    }

    /// Krippendorff's alpha. The metric is that of the ratings given, and is taken as fixed for the interval.
    fn alpha(&self) -> Corrected {
        let counts = self.counts(2);
        if counts.is_empty() {
            return Err(Undefined::NoPairs);
        }
        let n = real(counts.len());
        let total: f64 = counts.iter().map(|row| row.total).sum();
        let mean = total / n;
        let given: Vec<f64> = (0..self.grades).map(|grade| counts.iter().map(|row| row.at(grade)).sum()).collect();
        let weights = Weights::ordinal(&given).ok_or(Undefined::OneGrade)?;
        let shares: Vec<f64> = given.iter().map(|count| count / total).collect();
        let chance: f64 = shares.iter().enumerate().map(|(grade, share)| share * weights.mean(grade, &shares)).sum();
        let agreed_of = |row: &Counts| row.agreed(&weights) * row.total / mean;
        let agreed = counts.iter().map(agreed_of).sum::<f64>() / n;
        // For a small number of ratings, chance agreement is drawn without replacement.
        let adjusted = (1.0 - 1.0 / total) * agreed + 1.0 / total;
        let rows = counts.iter().map(|row| {
            let surplus = (row.total - mean) / mean;
            let by_chance: f64 = (0..self.grades).map(|grade| row.at(grade) * weights.mean(grade, &shares)).sum();
            RatingRow { agreed: agreed_of(row) - adjusted * surplus, chance: by_chance / mean - chance * surplus }
        });
        let Coefficient { value, interval } = corrected(agreed, chance, rows.collect())?;
        let shift = (adjusted - agreed) / (1.0 - chance);
        let moved = |interval: Interval| Interval { low: interval.low + shift, high: interval.high + shift };
        Ok(Coefficient { value: value + shift, interval: interval.map(moved) }.capped())
    }

    /// How often each grade was given to each review that has at least `least` grades.
    fn counts(&self, least: usize) -> Vec<Counts> {
        let counts = self.rows.iter().map(|row| {
            let mut of = vec![0.0; self.grades];
            for &rank in row.iter().flatten() {
                if let Some(count) = of.get_mut(rank) {
                    *count += 1.0;
                }
            }
            Counts { total: of.iter().sum(), of }
        });
        counts.filter(|row| row.total >= real(least)).collect()
    }
}

/// How many steps lie between the best and the worst grade of a row.
fn spread(row: &[Option<usize>]) -> usize {
    let ranks = || row.iter().flatten().copied();
    ranks().max().unwrap_or(0) - ranks().min().unwrap_or(0)
}

/// How often each grade was given to one review.
struct Counts {
    of: Vec<f64>,
    total: f64,
}

impl Counts {
    fn at(&self, grade: usize) -> f64 {
        self.of.get(grade).copied().unwrap_or(0.0)
    }

    /// The weighted share of the pairs of raters that agree; 0 for fewer than two.
    fn agreed(&self, weights: &Weights) -> f64 {
        if self.total < 2.0 {
            return 0.0;
        }
        let pairs: f64 =
            self.of.iter().enumerate().map(|(grade, count)| count * (weights.mean(grade, &self.of) - 1.0)).sum();
        pairs / (self.total * (self.total - 1.0))
    }
}

/// What one review contributes to the agreement and to the agreement by chance.
struct RatingRow {
    agreed: f64,
    chance: f64,
}

/// A coefficient from the agreement, the agreement by chance, and what each review contributes to both.
fn corrected(agreed: f64, chance: f64, rows: Vec<RatingRow>) -> Corrected {
    let left = 1.0 - chance;
    if left <= f64::EPSILON {
        return Err(Undefined::OneGrade);
    }
    let value = (agreed - chance) / left;
    let n = rows.len();
    let interval = (n > 1).then(|| {
        let deviation = |row: RatingRow| {
            let own = (row.agreed - chance) / left - 2.0 * (1.0 - value) * (row.chance - chance) / left;
            (own - value).powi(2)
        };
        let variance = rows.into_iter().map(deviation).sum::<f64>() / (real(n) * real(n - 1));
        let half = quantile(n - 1) * variance.sqrt();
        Interval { low: value - half, high: value + half }
    });
    Ok(Coefficient { value, interval }.capped())
}

impl Coefficient {
    /// The same with an interval that ends at 1.
    fn capped(self) -> Self {
        let cap = |interval: Interval| Interval { high: interval.high.min(1.0), ..interval };
        Coefficient { interval: self.interval.map(cap), ..self }
    }
}

/// How much of an agreement two grades are: 1 for the same grade, 0 for those farthest apart.
struct Weights(Vec<Vec<f64>>);

impl Weights {
    fn new(grades: usize, weight: impl Fn(usize, usize) -> f64) -> Self {
        Weights((0..grades).map(|row| (0..grades).map(|column| weight(row, column)).collect()).collect())
    }

    /// Nothing but the same grade agrees.
    fn identity(grades: usize) -> Self {
        Weights::new(grades, |row, column| if row == column { 1.0 } else { 0.0 })
    }

    /// Disagreement grows with the square of the steps between the grades.
    fn quadratic(grades: usize) -> Self {
        let most = real(grades.saturating_sub(1)).max(1.0);
        Weights::new(grades, |row, column| 1.0 - (real(row.abs_diff(column)) / most).powi(2))
    }

    /// Krippendorff's ordinal metric for grades given this often; `None` where only one grade was given.
    fn ordinal(given: &[f64]) -> Option<Self> {
        let between = |row: usize, column: usize| {
            let (low, high) = (row.min(column), row.max(column));
            let at = |grade: usize| given.get(grade).copied().unwrap_or(0.0);
            (given.iter().take(high + 1).skip(low).sum::<f64>() - (at(low) + at(high)) / 2.0).powi(2)
        };
        let used = || (0..given.len()).filter(|&grade| given.get(grade).is_some_and(|&count| count > 0.0));
        let most = used().flat_map(|row| used().map(move |column| between(row, column))).fold(0.0, f64::max);
        (most > 0.0).then(|| Weights::new(given.len(), |row, column| 1.0 - between(row, column) / most))
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.0.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }

    /// The sum of the weights of `grade` against every grade, each multiplied by its part of `shares`.
    fn mean(&self, grade: usize, shares: &[f64]) -> f64 {
        self.0.get(grade).map_or(0.0, |row| row.iter().zip(shares).map(|(weight, share)| weight * share).sum())
    }

    fn sum(&self) -> f64 {
        self.0.iter().flatten().sum()
    }
}
