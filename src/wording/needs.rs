//! What a grade needs, in words.

use super::bands::percent;
use crate::rubric::{Need, Part, Quantity, Rubric};
use crate::text::and_list;

/// What a need of the whole asks: `more than half of the questions for a person at least good`.
pub(crate) fn need(need: &Need, rubric: &Rubric) -> String {
    need_among(need, rubric, "the criteria")
}

/// What a need asks of `all`, unless it is of some parts only: `more than half of its rules at least good`.
pub(crate) fn need_among(need: &Need, rubric: &Rubric, all: &str) -> String {
    let grade = need.at_least;
    let parts = parts(need, rubric, all);
    match need.quantity {
        Quantity::Every => format!("all of {parts} at least {grade}"),
        Quantity::Most => format!("more than half of {parts} at least {grade}"),
        Quantity::Half => format!("at least half of {parts} at least {grade}"),
        Quantity::Share(share) => format!("at least {} of {parts} at least {grade}", percent(share)),
        Quantity::Count(count) => format!("{count} or more of {parts} at least {grade}"),
        Quantity::Mean(points) => format!("at least {points} points on average over {parts}"),
        Quantity::Percent(percent) => format!("at least {percent}% of the best possible points over {parts}"),
        Quantity::AllBut(misses) => format!("all but {misses} of {parts} at least {grade}"),
    }
}

/// The parts that a need ranges over, in words: by number where there are many, by title where there are few.
fn parts(need: &Need, rubric: &Rubric, all: &str) -> String {
    let Some(names) = &need.of else { return all.to_owned() };
    if names.iter().all(|name| name == "asked") {
        return "the questions that a person has answered".to_owned();
    }
    let title = |part: &Part| match part {
        Part::Criterion(at) => rubric.criteria.get(*at).map(|criterion| criterion.title.as_str()),
        Part::Rule(at, rule) => rubric.criteria.get(*at)?.rules.get(*rule).map(|rule| rule.title.as_str()),
    };
    let titles: Vec<&str> = need.parts.iter().filter_map(title).collect();
    if titles.len() <= 3 {
        return and_list(&titles);
    }
    let criteria = need.parts.iter().all(|part| matches!(part, Part::Criterion(_)));
    let rules = need.parts.iter().all(|part| matches!(part, Part::Rule(..)));
    let what = if criteria {
        "criteria"
    } else if rules {
        "rules"
    } else {
        "parts"
    };
    format!("the {} {what} of {}", titles.len(), and_list(names))
}
