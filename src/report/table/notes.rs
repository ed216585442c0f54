//! Footnotes: what a reader of a table must know, in plain words.

use super::cells::{HIDDEN, tenths};
use super::excluded::Excluded;
use super::figures::Cell;
use super::page::TableReport;
use super::request::{TableCounts, TableRequest};
use crate::tables::{By, Category, CountBy, NoTotal, Notable, RubricName, Shared};
use crate::text::{Mask, Shown, and_list, plural};

/// What footnotes are made of.
pub(super) struct Facts<'m> {
    pub(super) made: &'m TableCounts,
    pub(super) request: &'m TableRequest,
    pub(super) mask: &'m Mask,
}

/// The most inputs of a kind that are named.
const NAMED: usize = 3;

/// All footnotes of a page.
pub(super) fn notes(page: &TableReport, facts: &Facts<'_>) -> Vec<Shown> {
    let parts = [
        facts.not_added(),
        facts.no_period(page),
        facts.spellings(),
        facts.hidden(page),
        facts.rounding(),
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
    parts
        .into_iter()
        .flatten()
        .chain(sources)
        .chain([facts.made_by(page)])
        .map(|note| facts.mask.shown(&note))
        .collect()
}

impl Facts<'_> {
    fn notable(&self) -> Notable {
        self.made.breakdown.notable
    }

    /// `3 of 12`; where counts are hidden no number of reviews stands in a note, since it would be one more sum.
    fn part(&self, part: u64, of: u64) -> String {
        if self.request.is_protected() { "some".to_owned() } else { format!("{part} of {of}") }
    }

    fn not_added(&self) -> Option<String> {
        match self.no_total()? {
            NoTotal::Overlap(one, two) => {
                Some(format!("No total: {one} and {two} overlap, so some reviews would be counted twice."))
            }
            NoTotal::NotKnown(one, two) => {
                Some(format!("No total: it is not known whether {one} and {two} overlap. Add `from` and `to`."))
            }
        }
    }

    /// Why the groups of a table cannot be added, if those of one cannot.
    fn no_total(&self) -> Option<&NoTotal> {
        self.made.breakdowns().find_map(|breakdown| breakdown.total.as_ref().err())
    }

    /// Why the period of some reviews is not known, where periods are made from dates.
    fn no_period(&self, page: &TableReport) -> Option<String> {
        let plan = &self.request.plan;
        let word = By::Period.word();
        let some = page.all_rows().any(|group| group.by.get(&word).is_some_and(Option::is_none));
        (some && plan.division.is_some()).then(|| {
            format!("Not stated: the date `{}` is missing, or not exact enough to show the period.", plan.date.word())
        })
    }

    fn hidden(&self, page: &TableReport) -> Option<String> {
        let protection = self.request.protection?;
        let full = if protection.full { ", groups that are all of one grade" } else { "" };
        let mut note = format!(
            "{HIDDEN} = suppressed to protect confidentiality. It replaces counts from 1 to {}{full}, other counts that would reveal them, and the shares",
            protection.below - 1
        );
        note.push_str(if self.request.interval { " and intervals of all of these." } else { " of all of these." });
        if self.request.matrix.is_some() {
            note.push_str(" The table of single reviews is left out, because each of its rows is one review.");
        }
        if (self.request.criteria && page.criteria.is_none()) || (self.request.rules && page.rules.is_none()) {
            note.push_str(" So are the areas and rules, which would reveal suppressed grades.");
        }
        note.push_str(&self.shared());
        Some(note)
    }

    /// By what, when and from what the tables were made. Where counts are hidden, neither the command nor its inputs are named.
    fn made_by(&self, page: &TableReport) -> String {
        let rubrics = RubricName::names(&self.made.rubrics);
        let rubrics = if rubrics.is_empty() { String::new() } else { format!(" with {}", and_list(&rubrics)) };
        let tool = &page.tool;
        let command = page.command.as_ref().map_or_else(|| ".".to_owned(), |command| format!(": {command}"));
        format!("Made by {} {} for {}{rubrics}{command}", tool.name, tool.version, page.as_of)
    }

    /// Names that differ in small and capital letters only.
    fn spellings(&self) -> Option<String> {
        let all: Vec<String> =
            self.made.breakdowns().flat_map(|breakdown| &breakdown.spellings).map(|names| and_list(names)).collect();
        (!all.is_empty()).then(|| format!("Counted as one group each: {}.", all.join("; ")))
    }

    /// How numbers are rounded.
    fn rounding(&self) -> Option<String> {
        let base = self.request.round?;
        let left_out = if self.request.matrix.is_some() { " The table of single reviews is left out." } else { "" };
        Some(format!(
            "Every number is rounded to a multiple of {base}, up or down, so that rows and columns still add up. Shares are of the rounded numbers.{left_out}"
        ))
    }

    /// What is hidden, or should be, where groups share reviews.
    fn shared(&self) -> String {
        let shared: Vec<_> = self.made.breakdowns().flat_map(|breakdown| &breakdown.shared).collect();
        if shared.iter().any(|(_, _, shared)| !matches!(shared, Shared::None | Shared::NotKnown)) {
            return " Some rows that share reviews are suppressed, where subtracting one from another would leave a small count.".to_owned();
        }
        match self.no_total() {
            Some(NoTotal::NotKnown(one, two)) if !shared.is_empty() => format!(
                " It is not known whether {one} and {two} share reviews. If they do, subtracting one from the other can reveal a small count. Publish one of them, or give the days of each in `from` and `to`."
            ),
            _ => String::new(),
        }
    }

    fn interval(&self) -> Option<String> {
        (self.request.interval && self.request.round.is_none()).then(|| {
            "95% interval (Wilson's): how far a share may differ by chance, if these reviews are a sample of a longer run.".to_owned()
        })
    }

    fn not_enough_stated(&self, page: &TableReport) -> Option<String> {
        let mut counts = page.all_rows().map(|row| row.figures.get(Category::NotEnoughStated.word()).count());
        let is_there = counts.any(|count| count != Some(0));
        (is_there && self.notable().graded > 0).then(|| {
            "No grade yet: the review gives too little information for a grade. These reviews count in every total, but in no grade.".to_owned()
        })
    }

    fn provisional(&self, page: &TableReport) -> Option<String> {
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
            "The grades of {} graded reviews{by} may still change, because questions for a person are unanswered.",
            self.part(notable.provisional, notable.graded)
        ))
    }

    /// Which grade is counted, and how many reviews another way of counting would move.
    fn counted(&self) -> Option<String> {
        let notable = self.notable();
        let own = self.request.plan.count;
        if notable.graded == 0 {
            return None;
        }
        let counted = format!("The table counts each graded review's {}.", named(own));
        if self.request.is_protected() {
            return Some(counted);
        }
        let others = Notable::WAYS.into_iter().zip(notable.differ).filter(|(way, _)| *way != own);
        let others = others.filter(|(way, _)| *way != CountBy::Tool || notable.all_departed() > 0);
        let others = others.filter(|(way, _)| *way != CountBy::Recorded || notable.with_recorded > 0);
        let moved = others.map(|(way, differ)| {
            let of = if way == CountBy::Recorded { notable.with_recorded } else { notable.graded };
            let which = if way == CountBy::Recorded { " that have one" } else { "" };
            format!("the {} would change {}{which}", named(way), self.part(differ, of))
        });
        let moved = moved.collect::<Vec<_>>().join(", ");
        Some(format!("{counted} Counting {moved}."))
    }

    /// How many reviews people graded otherwise than the tool, and which way.
    fn departed(&self) -> Option<String> {
        let notable = self.notable();
        let [better, worse, other] = notable.departed;
        if notable.all_departed() == 0 || self.request.protection.is_some() {
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
            return Some("The table counts grades as they were recorded or published.".to_owned());
        }
        Some(format!(
            "{} grades are counted as others recorded or published them.",
            self.part(others, others + notable.graded)
        ))
    }

    /// Areas and rules are those of graded reviews only.
    fn parts(&self) -> Option<String> {
        let notable = self.notable();
        let wanted = self.request.criteria || self.request.rules || self.request.matrix.is_some();
        (wanted && notable.recorded + notable.tallied > 0)
            .then(|| "Areas and rules are known only for reviews that a rubric graded.".to_owned())
    }

    fn rubrics(&self) -> Option<String> {
        let names = RubricName::names(&self.made.rubrics);
        let ids: Vec<&str> = self.made.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
        let is_of_kinds = ids.iter().any(|id| ids.first() != Some(id)) && !self.request.plan.by.contains(&By::Kind);
        let advice = if is_of_kinds { " Use `--by kind` to count each kind of review by itself." } else { "" };
        (names.len() > 1).then(|| {
            format!(
                "Different rubrics graded these reviews: {}. The same grade may mean different things.{advice}",
                and_list(&names)
            )
        })
    }

    fn tools(&self) -> Option<String> {
        let tools = &self.made.tools;
        (tools.len() > 1).then(|| format!("Different versions of casegrade graded these reviews: {}.", and_list(tools)))
    }

    fn excluded(&self) -> Option<String> {
        if self.request.is_protected() {
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
            Excluded::Broken => ("input with an error", "inputs with an error"),
            Excluded::Unreadable => ("input that could not be read", "inputs that could not be read"),
            Excluded::Duplicate => ("duplicate review", "duplicate reviews"),
            Excluded::NothingToGrade => ("review with nothing to grade", "reviews with nothing to grade"),
            Excluded::ProfileOnly => {
                ("review whose rubric gives no overall grade", "reviews whose rubric gives no overall grade")
            }
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
        CountBy::Headline => "headline grade",
        CountBy::Tool => "tool's own grade",
        CountBy::Floor => "worst possible grade",
        CountBy::Ceiling => "best possible grade",
        CountBy::Recorded => "recorded grade",
    }
}

fn not_published(page: &TableReport) -> Option<String> {
    let some = page.all_rows().flat_map(|row| &row.figures.cells).any(|(_, cell)| *cell == Cell::NotPublished);
    some.then(|| {
        let is_added = page.tables().any(|table| table.total.is_some() && table.groups.len() > 1);
        let total =
            if is_added { " In the total, such a row is left out of that grade's number and share." } else { "" };
        format!("A dash means that the number was not published.{total}")
    })
}

fn derived(page: &TableReport) -> Option<String> {
    let some = page.all_rows().any(|row| !row.figures.derived.is_empty());
    some.then(|| "† derived: worked out from published figures.".to_owned())
}

/// Said where the shares of a row, as they are shown, do not add up.
fn rounded(page: &TableReport) -> Option<String> {
    let off = page.all_rows().any(|row| {
        let tenths: Option<Vec<u64>> =
            row.figures.cells.iter().map(|(_, cell)| cell.share().and_then(tenths)).collect();
        tenths.is_some_and(|tenths| tenths.iter().sum::<u64>() != 1000)
    });
    off.then(|| "Shares are rounded and may not add up to 100%.".to_owned())
}
