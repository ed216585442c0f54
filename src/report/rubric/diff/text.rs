//! Two rubrics side by side, for people.

use super::{ChangedPart, DiffPage, Difference, MovedReview, MovingRule};
use crate::engine::Headline;
use crate::report::Style;
use crate::report::wording::plain;
use crate::review::usual;
use crate::text::{and_list, or_list, plural};

/// What differs between two rubrics, and who moves.
#[must_use]
pub fn rubric_diff(page: &DiffPage, style: Style) -> String {
    let (Some(old), Some(new)) = (&page.old, &page.new) else { return String::new() };
    let mut text = style.bold(&format!("{} {} to {} {}", old.id, old.version, new.id, new.version)) + "\n";
    if page.changes.is_empty() {
        text.push_str("The two rubrics say the same.\n");
    }
    if !page.changes.is_empty() && (&old.id, &old.version) == (&new.id, &new.version) {
        text.push_str("Both have the same version: raise it, so that their results can be told apart.\n");
    }
    for part in &page.changes {
        text.push('\n');
        text.push_str(&changed(part, style));
    }
    if page.reviews > 0 {
        text.push('\n');
        text.push_str(&reviews(page, style));
    }
    text
}

fn changed(part: &ChangedPart, style: Style) -> String {
    let head = match (part.of.as_str(), part.how) {
        ("rubric", _) => "The rubric".to_owned(),
        (of, "changed") => format!("{of} {}", part.title),
        (of, how) => format!("{of} {} ({how})", part.title),
    };
    let mut text = style.bold(style.wrap(&head, "", "  ").trim_end()) + "\n";
    for difference in &part.differences {
        text.push_str(&style.wrap(&line(difference), "  - ", "    "));
    }
    text
}

fn line(difference: &Difference) -> String {
    let about = difference.about;
    match (&difference.was, &difference.now) {
        (Some(was), Some(now)) => format!("{about}: was \u{201c}{was}\u{201d}, now \u{201c}{now}\u{201d}"),
        (Some(was), None) => format!("{about}, no longer: \u{201c}{was}\u{201d}"),
        (None, Some(now)) => format!("{about}, new: \u{201c}{now}\u{201d}"),
        (None, None) => about.to_owned(),
    }
}

fn reviews(page: &DiffPage, style: Style) -> String {
    let count = plural(page.reviews, "review", "reviews");
    let mut text = match page.moved.len() {
        0 => format!("{count}, and none comes to another grade\n"),
        1 => format!("{count}; 1 comes to another grade\n"),
        moved => format!("{count}; {moved} come to another grade\n"),
    };
    if page.moved_within > 0 {
        let some = plural(page.moved_within, "review keeps its grade", "reviews keep their grade");
        text.push_str(&style.wrap(
            &format!("{some}, but not its floor and ceiling or those of each criterion"),
            "",
            "",
        ));
    }
    if page.moved.is_empty() {
        return text;
    }
    text.push_str(&matrix(page, style));
    for review in &page.moved {
        text.push('\n');
        text.push_str(&moved(review, style));
    }
    text
}

/// How many reviews come from each grade, a row each, to each, a column each.
fn matrix(page: &DiffPage, style: Style) -> String {
    let all = usual::BEST_FIRST.map(Headline::Grade).into_iter();
    let words: Vec<&str> =
        all.chain([Headline::NotEnoughStated, Headline::NothingToGrade]).map(Headline::word).collect();
    let occurred = |word: &&&str| page.matrix.iter().any(|count| count.was == **word);
    let occurs = |word: &&&str| page.matrix.iter().any(|count| count.now == **word);
    let before: Vec<&str> = words.iter().filter(occurred).copied().collect();
    let after: Vec<&str> = words.iter().filter(occurs).copied().collect();
    let head: Vec<String> = after.iter().map(|word| format!("now {}", plain(word))).collect();
    let titles: Vec<&str> = std::iter::once("").chain(head.iter().map(String::as_str)).collect();
    let mut table = style.table(&titles);
    for was in &before {
        let cell = |now: &&str| {
            let count = page.matrix.iter().find(|count| count.was == *was && count.now == *now);
            count.map_or_else(|| "-".to_owned(), |count| count.count.to_string())
        };
        let row = std::iter::once(format!("was {}", plain(was))).chain(after.iter().map(cell));
        table.add_row(row.collect::<Vec<_>>());
    }
    Style::render(&table)
}

fn moved(review: &MovedReview, style: Style) -> String {
    let head = format!("{}: {} to {}", review.id, plain(review.was), plain(review.now));
    let mut text = style.spread(&style.bold(&head), review.source.as_str(), "");
    let rules: Vec<String> = review.by.iter().map(rule).collect();
    let why = match (review.combining, rules.is_empty()) {
        (false, _) if !review.or_by.is_empty() => {
            let all: Vec<String> = rules.into_iter().chain(review.or_by.iter().map(rule)).collect();
            format!("moved by {}: each of them alone would do it", or_list(&all))
        }
        (false, _) if rules.len() > 1 => format!("moved by {} together", and_list(&rules)),
        (false, _) => format!("moved by {}", and_list(&rules)),
        (true, true) => {
            "no rule comes to anything else: how they combine has changed, or how much has to be stated".to_owned()
        }
        (true, false) => format!(
            "not by rules alone: how they combine has changed, or how much has to be stated. Judged otherwise: {}",
            and_list(&rules)
        ),
    };
    text.push_str(&style.wrap(&why, "  ", "    "));
    text
}

fn rule(rule: &MovingRule) -> String {
    let id = &rule.rule;
    match (&rule.was, &rule.now) {
        (Some(was), Some(now)) => format!("{id} ({} to {})", plain(was), plain(now)),
        (Some(was), None) => format!("{id} ({}, now removed)", plain(was)),
        (None, Some(now)) => format!("{id} (new: {})", plain(now)),
        (None, None) => id.to_string(),
    }
}
