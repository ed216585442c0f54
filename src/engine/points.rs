//! The points that a need reckons with: for reports only, which show them rounded. Whether a need holds is decided by
//! exact sums (`need`).

use super::graded::Graded;
use super::state::{Presence, State};
use crate::review::Grade;
use crate::rubric::{Need, Part, Profile, Quantity, Rubric};

/// How many points the parts of a need have, from the worst to the best case.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Ids and tags of the parts; `None` for all of them.
    pub of: Option<Vec<String>>,
    /// Whether they are of 100 of the best possible points, rather than the mean.
    pub is_percent: bool,
    /// The fewest.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// Returns the points that the needs of `profile` reckon with, each range of parts once; none where no part takes part.
#[must_use]
pub fn points(rubric: &Rubric, graded: &Graded, profile: &Profile) -> Vec<Points> {
    let mut found: Vec<Points> = Vec::new();
    for need in profile.needs().filter(|need| need.quantity.is_of_points()) {
        let is_percent = matches!(need.quantity, Quantity::Percent(_));
        if found.iter().any(|own| own.of == need.of && own.is_percent == is_percent) {
            continue;
        }
        if let Some((low, high)) = bounds(rubric, graded, need) {
            let best = rubric.points.first().map_or(1.0, |points| points.approximate());
            let scaled = |mean: f64| if is_percent { mean * 100.0 / best } else { mean };
            found.push(Points { of: need.of.clone(), is_percent, low: scaled(low), high: scaled(high) });
        }
    }
    found
}

/// The least and the greatest mean of the points of a need's parts.
fn bounds(rubric: &Rubric, graded: &Graded, need: &Need) -> Option<(f64, f64)> {
    let parts: Vec<(f64, State)> = need.parts.iter().filter_map(|part| state(rubric, graded, *part)).collect();
    let of = |grade: Grade| {
        let from_best = rubric.scale.best().rank().saturating_sub(grade.rank());
        rubric.points.get(usize::from(from_best)).map_or(0.0, |points| points.approximate())
    };
    let low = least_mean(&parts, |state| of(state.range.floor))?;
    let high = -least_mean(&parts, |state| -of(state.range.ceiling))?;
    Some((low, high))
}

/// The mean of all parts that surely take part and of those others that lower it, the lowest first.
fn least_mean(parts: &[(f64, State)], points: impl Fn(State) -> f64) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    let mut maybe: Vec<(f64, f64)> = Vec::new();
    for (own, state) in parts {
        if state.presence == Presence::Sure {
            sum += own * points(*state);
            weight += own;
        } else {
            maybe.push((points(*state), *own));
        }
    }
    maybe.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (points, own) in maybe {
        if weight == 0.0 || points < sum / weight {
            sum += own * points;
            weight += own;
        }
    }
    (weight > 0.0).then(|| sum / weight)
}

/// The weight and state of a part; `None` where it is absent.
#[expect(clippy::cast_precision_loss, reason = "for display only")]
fn state(rubric: &Rubric, graded: &Graded, part: Part) -> Option<(f64, State)> {
    Some((rubric.weight(part) as f64, graded.judged(part)?))
}
