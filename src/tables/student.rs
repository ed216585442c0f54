//! Student's t distribution.
//!
//! Source: M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions* (1964), 26.7.3 and 26.7.4 for whole degrees of
//! freedom, 26.7.5 for many.

use super::statistics::Z;

/// From this many degrees of freedom on the expansion around the normal distribution is as exact as a double.
const MANY: usize = 2_000;

/// The point with 97.5% of the distribution below it; infinite without degrees of freedom.
#[must_use]
pub(super) fn quantile(freedom: usize) -> f64 {
    match freedom {
        0 => f64::INFINITY,
        MANY.. => expanded(real(freedom)),
        _ => bisected(freedom),
    }
}

/// The expansion around the point of the normal distribution.
fn expanded(freedom: f64) -> f64 {
    let z = |power: i32| Z.powi(power);
    let terms = [
        (z(3) + z(1)) / 4.0,
        (5.0 * z(5) + 16.0 * z(3) + 3.0 * z(1)) / 96.0,
        (3.0 * z(7) + 19.0 * z(5) + 17.0 * z(3) - 15.0 * z(1)) / 384.0,
        (79.0 * z(9) + 776.0 * z(7) + 1_482.0 * z(5) - 1_920.0 * z(3) - 945.0 * z(1)) / 92_160.0,
    ];
    Z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom)
}

/// The point by halving: between 0 and the point for one degree of freedom the distribution only rises.
fn bisected(freedom: usize) -> f64 {
    let (mut low, mut high) = (0.0, 12.8);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if between(middle, freedom) < 0.95 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The part of the distribution between `-t` and `t`.
fn between(t: f64, freedom: usize) -> f64 {
    let angle = (t / real(freedom).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    // Each term of the series is the one before it times cos^2 and a fraction.
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = if freedom == 1 { 0.0 } else { term };
    let mut step = if odd { 3 } else { 2 };
    while step + 2 <= freedom {
        term *= cosine * cosine * real(step - 1) / real(step);
        sum += term;
        step += 2;
    }
    if odd { (angle + sine * sum) * std::f64::consts::FRAC_2_PI } else { sine * sum }
}

/// A count as a number to calculate with.
pub(super) fn real(count: usize) -> f64 {
    count as f64
}
