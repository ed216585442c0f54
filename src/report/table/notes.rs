//! Footnotes: what a reader of a table must know, in plain words.

use super::block::HIDDEN;
use super::make::{Asked, Excluded, Made};
use super::page::TablePage;
use crate::tables::{By, Category, CountBy, NoTotal, Notable, RubricName, Share, Shared};
use crate::text::{Mask, Shown, and_list, plural};

/// What footnotes are made of.
pub(super) struct Facts<'m> {
    pub(super) made: &'m Made,
    pub(super) asked: &'m Asked,
    pub(super) mask: &'m Mask,
}

/// So many inputs of a kind are named.
const NAMED: usize = 3;

/// All footnotes of a page.
pub(super) fn notes(page: &TablePage, facts: &Facts<'_>) -> Vec<Shown> {
    let parts = [
        facts.not_added(),
        facts.no_period(page),
        facts.hidden(page),
        not_published(page),
        derived(page),
        facts.interval(),
        rounded(page),
        facts.not_enough_stated(page),
        facts.provisional(page),
        facts.counted(),
        facts.departed(),
        facts.where_from(),
        facts.parts(),
        facts.rubrics(),
        facts.tools(),
        facts.excluded(),
    ];
    let sources = page.groups.iter().flat_map(|group| {
        group.sources.iter().map(|source| {
            if page.by.is_empty() {
                format!("Source: {source}.")
            } else {
                format!("Source of {}: {source}.", group.name)
            }
        })
    });
    parts.into_iter().flatten().chain(sources).map(|note| facts.mask.shown(&note)).collect()
}

impl Facts<'_> {
    fn notable(&self) -> Notable {
        self.made.breakdown.notable
    }

    /// `3 of 12`; where counts are hidden no number of reviews stands in a note, since it would be one more sum.
    fn part(&self, part: u64, of: u64) -> String {
        if self.asked.protection.is_some() { "some".to_owned() } else { format!("{part} of {of}") }
    }

    fn not_added(&self) -> Option<String> {
        match self.made.breakdown.total.as_ref().err()? {
            NoTotal::Overlap(one, two) => Some(format!(
                "No total: {one} and {two} overlap, so that some reviews would be counted twice. The rows are compared, never added."
            )),
            NoTotal::NotKnown(one, two) => Some(format!(
                "No total: it is not stated whether {one} and {two} overlap (`from` and `to` would say it). The rows are compared, never added."
            )),
        }
    }

    /// Why the period of some reviews is not known, where periods are made from dates.
    fn no_period(&self, page: &TablePage) -> Option<String> {
        let plan = &self.asked.plan;
        let word = By::Period.word();
        let some = page.groups.iter().any(|group| group.by.get(&word).is_some_and(Option::is_none));
        (some && plan.division.is_some()).then(|| {
            format!(
                "Not stated: there is no date `{}`, or it is not exact enough to tell the period.",
                plan.date.word()
            )
        })
    }

    fn hidden(&self, page: &TablePage) -> Option<String> {
        let protection = self.asked.protection?;
        let full = if protection.full { ", groups that are all of one grade" } else { "" };
        let mut note = format!(
            "{HIDDEN} is hidden, so that nobody can be recognised: counts from 1 to {}{full}, and others where a hidden one could be worked out, with their shares",
            protection.below - 1
        );
        note.push_str(if self.asked.interval { " and intervals." } else { "." });
        if self.asked.matrix.is_some() {
            note.push_str(" The table of single reviews is left out: each of its rows is one review.");
        }
        if (self.asked.criteria && page.criteria.is_none()) || (self.asked.rules && page.rules.is_none()) {
            note.push_str(" So are the criteria and rules, which would tell what is hidden of the grades.");
        }
        note.push_str(&self.shared());
        Some(note)
    }

    /// What is hidden, or should be, where groups share reviews.
    fn shared(&self) -> String {
        let shared = &self.made.breakdown.shared;
        if shared.iter().any(|(_, _, shared)| !matches!(shared, Shared::None | Shared::NotKnown)) {
            return " Of rows that share reviews, some are hidden whole where taking one from another would leave a small count.".to_owned();
        }
        match self.made.breakdown.total.as_ref().err() {
            Some(NoTotal::NotKnown(one, two)) if !shared.is_empty() => format!(
                " Whether {one} and {two} share reviews is not stated, so nothing is hidden on that account: if one is within the other, taking one from the other can leave a small count. Publish one of them, or say in `from` and `to` which days each is of."
            ),
            _ => String::new(),
        }
    }

    fn interval(&self) -> Option<String> {
        self.asked.interval.then(|| {
            "95% interval: Wilson's, for a share. Where every review was evaluated nothing was sampled; the interval then reads these reviews as a sample of a longer run.".to_owned()
        })
    }

    fn not_enough_stated(&self, page: &TablePage) -> Option<String> {
        let rows = page.groups.iter().chain(&page.total);
        let mut counts = rows.map(|row| row.figures.get(Category::NotEnoughStated.word()).count());
        let is_there = counts.any(|count| count != Some(0));
        (is_there && self.notable().graded > 0).then(|| {
            "Not enough stated: too little is stated to give a grade. These reviews are part of every n, and of no grade.".to_owned()
        })
    }

    fn provisional(&self, page: &TablePage) -> Option<String> {
        let notable = self.notable();
        if notable.provisional == 0 {
            return None;
        }
        let groups =
            page.groups.iter().filter(|group| page.groups.len() > 1 && group.provisional.is_some_and(|n| n > 0));
        let groups: Vec<String> =
            groups.map(|group| format!("{} {}", group.provisional.unwrap_or(0), group.name)).collect();
        let by = if groups.is_empty() { String::new() } else { format!(" ({})", groups.join(", ")) };
        Some(format!(
            "Provisional: in {} graded reviews{by} a question for a person is open; answers can still change their grade.",
            self.part(notable.provisional, notable.graded)
        ))
    }

    /// Which grade is counted, and how many reviews another way of counting would move.
    fn counted(&self) -> Option<String> {
        let notable = self.notable();
        let own = self.asked.plan.count;
        if notable.graded == 0 {
            return None;
        }
        let counted = format!("Counted is the {} of each graded review.", named(own));
        if self.asked.protection.is_some() {
            return Some(counted);
        }
        let others = Notable::WAYS.into_iter().zip(notable.differ).filter(|(way, _)| *way != own);
        let others = others.filter(|(way, _)| *way != CountBy::Tool || notable.all_departed() > 0);
        let others = others.filter(|(way, _)| *way != CountBy::Recorded || notable.with_recorded > 0);
        let moved = others.map(|(way, differ)| {
            let of = if way == CountBy::Recorded { notable.with_recorded } else { notable.graded };
            let which = if way == CountBy::Recorded { " that have one" } else { "" };
            format!("{} for {}{which}", named(way), self.part(differ, of))
        });
        let moved = moved.collect::<Vec<_>>().join(", the ");
        Some(format!("{counted} Another grade would be counted by the {moved}."))
    }

    /// How many reviews people graded otherwise than the tool, and which way.
    fn departed(&self) -> Option<String> {
        let notable = self.notable();
        let [better, worse, other] = notable.departed;
        if notable.all_departed() == 0 || self.asked.protection.is_some() {
            return None;
        }
        let ways = [(better, "better"), (worse, "worse"), (other, "from or to no grade")];
        let ways: Vec<String> =
            ways.iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}")).collect();
        let departed = self.part(notable.all_departed(), notable.graded);
        Some(format!("People's judgement changed the grade of {departed} graded reviews: {}.", and_list(&ways)))
    }

    fn where_from(&self) -> Option<String> {
        let notable = self.notable();
        let others = notable.recorded + notable.tallied;
        if others == 0 {
            return None;
        }
        if notable.graded == 0 {
            return Some(
                "The grades are counted as they were recorded or published; nothing was graded here.".to_owned(),
            );
        }
        Some(format!(
            "{} grades were recorded or published by others and are counted as they stand.",
            self.part(others, others + notable.graded)
        ))
    }

    /// Criteria and rules are those of graded reviews only.
    fn parts(&self) -> Option<String> {
        let notable = self.notable();
        let wanted = self.asked.criteria || self.asked.rules || self.asked.matrix.is_some();
        (wanted && notable.recorded + notable.tallied > 0)
            .then(|| "Criteria and rules are known only of the reviews that were graded by a rubric.".to_owned())
    }

    fn rubrics(&self) -> Option<String> {
        let names = RubricName::names(&self.made.rubrics);
        (names.len() > 1).then(|| {
            format!("Graded by different rubrics: {}. The same grade need not mean the same.", and_list(&names))
        })
    }

    fn tools(&self) -> Option<String> {
        let tools = &self.made.tools;
        (tools.len() > 1).then(|| format!("Graded by different versions of this program: {}.", and_list(tools)))
    }

    fn excluded(&self) -> Option<String> {
        if self.asked.protection.is_some() {
            return (!self.made.excluded.is_empty()).then(|| "Some inputs are not counted.".to_owned());
        }
        let kinds = Excluded::ALL.iter().filter_map(|why| {
            let names: Vec<&str> =
                self.made.excluded.iter().filter(|(_, own)| own == why).map(|(source, _)| source.as_str()).collect();
            (!names.is_empty()).then(|| self.left_out(*why, &names))
        });
        let kinds: Vec<String> = kinds.collect();
        (!kinds.is_empty()).then(|| format!("Not counted: {}.", kinds.join("; ")))
    }

    fn left_out(&self, why: Excluded, names: &[&str]) -> String {
        let (one, many) = match why {
            Excluded::Broken => ("input in which something is wrong", "inputs in which something is wrong"),
            Excluded::Unreadable => ("input that could not be read", "inputs that could not be read"),
            Excluded::Duplicate => ("review that is there twice", "reviews that are there twice"),
            Excluded::NothingToGrade => ("review with nothing to grade", "reviews with nothing to grade"),
            Excluded::NoRecordedGrade => ("review without a recorded grade", "reviews without a recorded grade"),
        };
        let mut shown: Vec<&str> = names.iter().copied().take(NAMED).collect();
        if names.len() > NAMED {
            shown.push("...");
        }
        format!("{} ({})", plural(names.len(), one, many), shown.join(", "))
    }
}

fn named(way: CountBy) -> &'static str {
    match way {
        CountBy::Headline => "headline",
        CountBy::Tool => "tool's own headline",
        CountBy::Floor => "floor",
        CountBy::Ceiling => "ceiling",
        CountBy::Recorded => "recorded grade",
    }
}

fn not_published(page: &TablePage) -> Option<String> {
    let some =
        page.groups.iter().flat_map(|group| &group.figures.cells).any(|(_, cell)| *cell == super::Cell::NotPublished);
    some.then(|| {
        let total = if page.total.is_some() && page.groups.len() > 1 {
            " In the total, such a row is left out of that grade's number and share."
        } else {
            ""
        };
        format!("A dash stands for a number that is not published.{total}")
    })
}

fn derived(page: &TablePage) -> Option<String> {
    let some = page.groups.iter().chain(&page.total).any(|row| !row.figures.derived.is_empty());
    some.then(|| "† derived: worked out from figures that were published, not published itself.".to_owned())
}

/// Said where the shares of a row, as they are shown, do not add up.
fn rounded(page: &TablePage) -> Option<String> {
    let off = page.groups.iter().chain(&page.total).any(|row| {
        let tenths: Option<Vec<u64>> =
            row.figures.cells.iter().map(|(_, cell)| cell.share().and_then(tenths)).collect();
        tenths.is_some_and(|tenths| tenths.iter().sum::<u64>() != 1000)
    });
    off.then(|| "Shares are rounded, and need not add up to 100%.".to_owned())
}

/// A share in tenths of a percentage point, halves rounded up; `None` of nothing.
pub(super) fn tenths(share: Share) -> Option<u64> {
    let (count, of) = (u128::from(share.count), u128::from(share.of));
    let tenths = (count * 2000 + of).checked_div(of * 2)?;
    u64::try_from(tenths).ok()
}
