//! Plots: what a picture shows, whatever it looks like.

use serde::Serialize;

use crate::review::Grade;

/// A plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plot {
    /// Its title.
    pub title: String,
    /// What it shows.
    pub picture: Picture,
}

/// What a plot shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picture {
    /// A stacked bar a group, from the top.
    Bars(Vec<Bar>),
    /// The share of each grade from period to period.
    Trend {
        /// The periods, the first one first.
        periods: Vec<String>,
        /// The grades, the best first.
        lines: Vec<Trend>,
    },
    /// The grade of each review in each area.
    Matrix {
        /// The areas.
        columns: Vec<String>,
        /// The reviews.
        rows: Vec<MatrixRow>,
    },
    /// How many reviews have a score from 0 up to 10, from 10 up to 20, and so on; the last holds 100 too.
    Scores([u64; 10]),
}

/// A review by its id, with a mark and a grade an area.
pub(crate) type MatrixRow = (String, Vec<(String, Option<Grade>)>);

/// A bar of a plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How many there are; none where that is suppressed.
    pub of: Option<u64>,
    /// Its parts, the best first.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// A letter that represents it.
    pub mark: String,
    /// The grade that it is of.
    pub grade: Option<Grade>,
    /// How many; none where that is suppressed.
    pub count: Option<u64>,
}

/// The share of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Trend {
    /// What the grade is called.
    pub name: String,
    /// A letter that represents it.
    pub mark: String,
    /// The grade.
    pub grade: Option<Grade>,
    /// The share in each period; none where it is suppressed or not known.
    pub shares: Vec<Option<ShareOf>>,
}

/// A share with its 95% interval, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ShareOf {
    /// The share.
    pub share: f64,
    /// The lower end of the interval; the share itself where there is no interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}
