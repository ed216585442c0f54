//! Two rubrics side by side, for people.

use super::sentences::{ChangedPart, Difference};
use super::{DiffReport, MovedReview, MovingRule};
use indexmap::IndexSet;

use crate::engine::Headline;
use crate::report::doc::{Block, Cell, Column, Doc, Item, Line, Table};
use crate::report::{Report, View};
use crate::text::{and_list, or_list, plural};
use crate::wording::spaced;

impl Report for DiffReport {
    fn doc(&self, _: View) -> Doc {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return Doc::default() };
        let title = format!("{} {} to {} {}", old.id, old.version, new.id, new.version);
        let mut blocks = vec![Block::Title { title: title.as_str().into(), aside: Line::default() }];
        if self.changes.is_empty() {
            blocks.push(Block::paragraph("The two rubrics say the same."));
        }
        if !self.changes.is_empty() && (&old.id, &old.version) == (&new.id, &new.version) {
            blocks.push(Block::paragraph(
                "Both have the same version: raise it, so that their results can be told apart.",
            ));
        }
        if self.reviews > 0 {
            blocks.extend(reviews(self));
        }
        let changes: Vec<Block> = self.changes.iter().filter_map(changed).collect();
        match self.reviews {
            0 => blocks.extend(changes),
            _ => blocks.extend(Block::section("What differs", changes)),
        }
        Doc { title, blocks }
    }
}

fn changed(part: &ChangedPart) -> Option<Block> {
    let head = match (part.of.as_str(), part.how) {
        ("rubric", _) => "The rubric".to_owned(),
        (of, "changed") => format!("{of} {}", part.title),
        (of, how) => format!("{of} {} ({how})", part.title),
    };
    let items = part.differences.iter().map(|difference| Item::from(line(difference))).collect();
    Block::section(head, Block::list(items).into_iter().collect())
}

fn line(difference: &Difference) -> String {
    let about = &difference.about;
    match (&difference.was, &difference.now) {
        (Some(was), Some(now)) => format!("{about}: was \u{201c}{was}\u{201d}, now \u{201c}{now}\u{201d}"),
        (Some(was), None) => format!("{about}, no longer: \u{201c}{was}\u{201d}"),
        (None, Some(now)) => format!("{about}, new: \u{201c}{now}\u{201d}"),
        (None, None) => about.to_string(),
    }
}

fn reviews(page: &DiffReport) -> Vec<Block> {
    let count = plural(page.reviews, "review", "reviews");
    let mut blocks = vec![Block::paragraph(match page.moved.len() {
        0 => format!("{count}, and none gets another grade"),
        1 => format!("{count}; 1 gets another grade"),
        moved => format!("{count}; {moved} get another grade"),
    })];
    if page.moved_within > 0 {
        let some = plural(page.moved_within, "review keeps its grade", "reviews keep their grade");
        let within = format!("{some}, but not its floor and ceiling or those of each criterion");
        blocks.push(Block::paragraph(within));
    }
    if !page.moved.is_empty() {
        blocks.push(Block::Table(matrix(page)));
        blocks.extend(page.moved.iter().map(moved));
    }
    blocks
}

/// How many reviews come from each grade, a row each, to each, a column each.
fn matrix(page: &DiffReport) -> Table {
    let scales = page.old.iter().chain(&page.new).flat_map(|rubric| rubric.scale.iter().copied());
    let without = [Headline::NotEnoughStated, Headline::NothingToGrade, Headline::ProfileOnly].map(Headline::word);
    let words: IndexSet<&str> = scales.chain(without).collect();
    let occurred = |word: &&&str| page.matrix.iter().any(|count| count.was == **word);
    let occurs = |word: &&&str| page.matrix.iter().any(|count| count.now == **word);
    let before: Vec<&str> = words.iter().filter(occurred).copied().collect();
    let after: Vec<&str> = words.iter().filter(occurs).copied().collect();
    let row = |was: &&str| {
        let cell = |now: &&str| {
            let count = page.matrix.iter().find(|count| count.was == *was && count.now == *now);
            Cell::number(count.map_or_else(|| "-".to_owned(), |count| count.count.to_string()))
        };
        std::iter::once(Cell::text(format!("was {}", spaced(was)))).chain(after.iter().map(cell)).collect()
    };
    let rows = before.iter().map(row).collect();
    let heads = after.iter().map(|word| Column::text(format!("now {}", spaced(word))));
    Table { columns: std::iter::once(Column::text("")).chain(heads).collect(), rows, ..Table::default() }
}

fn moved(review: &MovedReview) -> Block {
    let rules: Vec<String> = review.by.iter().map(rule).collect();
    let why = match (review.combining, rules.is_empty()) {
        (false, _) if !review.or_by.is_empty() => {
            let all: Vec<String> = rules.into_iter().chain(review.or_by.iter().map(rule)).collect();
            format!("moved by {}: each of them alone would do it", or_list(&all))
        }
        (false, _) if rules.len() > 1 => format!("moved by {} together", and_list(&rules)),
        (false, _) => format!("moved by {}", and_list(&rules)),
        (true, true) => {
            "no rule is judged differently: how they combine has changed, or how much information is needed".to_owned()
        }
        (true, false) => format!(
            "not by rules alone: how they combine has changed, or how much has to be stated. Judged otherwise: {}",
            and_list(&rules)
        ),
    };
    Block::Section {
        title: format!("{}: {} to {}", review.id, spaced(review.was), spaced(review.now)).into(),
        aside: (&review.source).into(),
        is_folded: false,
        blocks: vec![Block::statement(why)],
    }
}

fn rule(rule: &MovingRule) -> String {
    let id = &rule.rule;
    match (&rule.was, &rule.now) {
        (Some(was), Some(now)) => format!("{id} ({} to {})", spaced(was), spaced(now)),
        (Some(was), None) => format!("{id} ({}, now removed)", spaced(was)),
        (None, Some(now)) => format!("{id} (new: {})", spaced(now)),
        (None, None) => id.to_string(),
    }
}
