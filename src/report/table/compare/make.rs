//! From two sets to the model of a comparison: names cleaned, and what must be hidden hidden.

use super::drafts::DraftsReport;
use super::notes;
use super::page::{
    AgainMoved, AgainReport, CompareReport, GradeChange, MovedCount, MovedReport, PairsReport, SideReport, SidesReport,
};
use super::request::{CompareRequest, Compared};
use super::rule_move::RuleMoveReport;
use crate::report::Tool;
use crate::report::table::notes::{Facts, notes as table_notes};
use crate::report::table::{Cell, Figures, TableCounts, TableReport, TableRequest, table_page};
use crate::tables::{Category, Change, CountBy, Move, MovedBy, MovedEntry, NoTotal, Paired, corrected, overall};
use crate::text::{Mask, Shown};

/// Makes the model. Nothing that must be hidden is in it.
#[must_use]
pub fn compare_page(compared: &Compared, request: &CompareRequest<'_>) -> CompareReport {
    compare_page_with(None, compared, request)
}

/// Makes the model of two sets or, where `drafts` is given, of two drafts of one review.
pub(crate) fn compare_page_with(
    drafts: Option<DraftsReport>,
    compared: &Compared,
    request: &CompareRequest<'_>,
) -> CompareReport {
    let own = request.table();
    let [before, after] = &compared.sides;
    let tells = tells_of_few(compared, request);
    let table = |made: &TableCounts| {
        let table = table_page(made, &own, request.mask);
        if tells { hidden(table, made, &own, request.mask) } else { table }
    };
    let tables = [table(before), table(after)];
    let ([one, other], [first, second]) = (&compared.names, &tables);
    let (before, after) = (side(one, before, first, request.mask), side(other, after, second, request.mask));
    let apart = is_apart(compared);
    let told = apart && request.interval;
    let changes = Category::all().map(|category| change(&before.figures, &after.figures, category, told));
    let changes = with_correction(changes.collect(), [&before.figures, &after.figures]);
    let paired = &compared.paired;
    let is_hidden = request.suppress_below.is_some_and(|below| tells || paired.has_small(below));
    let sets = SidesReport {
        apart,
        changes,
        overall: overall_of([&before.figures, &after.figures]).filter(|_| told),
        pairs: (paired.both() > 0 && !is_hidden).then(|| pairs(paired, request)),
    };
    let mut page = CompareReport {
        tool: Tool::THIS,
        as_of: request.as_of.to_owned(),
        command: request.suppress_below.is_none().then(|| request.mask.shown(request.command)),
        count: request.count.word(),
        suppress_below: request.suppress_below,
        before,
        after,
        sets: drafts.is_none().then_some(sets),
        drafts,
        regraded: request.suppress_below.is_none().then(|| again(compared, request.mask)).flatten(),
        notes: Vec::new(),
    };
    page.notes = notes::notes(&page, &tables, compared, request, tells);
    page
}

/// True if no review is known to be in both sets.
fn is_apart(compared: &Compared) -> bool {
    compared.paired.both() == 0 && !matches!(compared.overlap, Some(NoTotal::Overlap(..)))
}

/// True if the two sets side by side would tell of few reviews: those in both that moved, and those in one only, where they
/// are few, are the difference between the two. Of tallies that overlap only the difference itself is known.
fn tells_of_few(compared: &Compared, request: &CompareRequest<'_>) -> bool {
    let Some(below) = request.suppress_below else { return false };
    if compared.paired.both() > 0 {
        return compared.paired.has_small(below);
    }
    // Of tallies of which nobody knows whether they overlap, one may hold the other.
    if compared.overlap.is_none() {
        return false;
    }
    let counts = compared.sides.each_ref().map(|made| made.breakdown.groups.first().map(|group| group.counts));
    let [Some(before), Some(after)] = counts else { return false };
    let count = |counts: &crate::tables::Counts, category| counts.get(category).map(|share| share.count);
    let small = |one: Option<u64>, two: Option<u64>| {
        one.zip(two).is_some_and(|(one, two)| (1..below).contains(&one.abs_diff(two)))
    };
    // What is small in one set alone hides both too: which set is hidden would tell what is left between them.
    let is_small =
        |counts: &crate::tables::Counts, category| count(counts, category).is_some_and(|own| (1..below).contains(&own));
    small(Some(before.n), Some(after.n))
        || Category::all().any(|category| {
            small(count(&before, category), count(&after, category))
                || is_small(&before, category)
                || is_small(&after, category)
        })
}

fn side(name: &str, made: &TableCounts, table: &TableReport, mask: &Mask) -> SideReport {
    let group = table.groups.first();
    let figures = group.map_or_else(empty, |group| group.figures.clone());
    SideReport {
        name: mask.shown(name),
        figures,
        provisional: group.and_then(|group| group.provisional),
        rubrics: table.rubrics.clone(),
        tools: made.tools.iter().map(|tool| mask.shown(tool)).collect(),
        sources: group.map_or_else(Vec::new, |group| group.sources.clone()),
        excluded: table.excluded.clone(),
    }
}

fn empty() -> Figures {
    Figures { n: Some(0), cells: Vec::new(), derived: Vec::new(), intervals: false }
}

/// The same table with nothing shown, neither in it nor in its footnotes.
fn hidden(mut table: TableReport, made: &TableCounts, request: &TableRequest, mask: &Mask) -> TableReport {
    for figures in table.groups.iter_mut().chain(&mut table.total).map(|group| &mut group.figures) {
        figures.n = None;
        figures.derived.clear();
        figures.cells.iter_mut().for_each(|(_, cell)| *cell = Cell::Hidden);
    }
    table.n = None;
    table.notes = table_notes(&table, &Facts { made, request, mask });
    table
}

/// How the share of a category changed, where both shares may be shown.
fn change(before: &Figures, after: &Figures, category: Category, told: bool) -> GradeChange {
    let word = category.word();
    let shares = before.get(word).share().zip(after.get(word).share());
    let change = shares.and_then(|(before, after)| Change::between(before, after, told));
    let told = change.and_then(|change| change.test);
    GradeChange {
        category: word,
        difference: change.map(|change| change.difference),
        interval: told.map(|told| [told.interval.low, told.interval.high]),
        p: told.map(|told| told.p),
        p_corrected: None,
        tells: told.map(|told| told.verdict.word()),
    }
}

/// The changes with their tests corrected for each other; grades that no review has are not tested.
fn with_correction(mut changes: Vec<GradeChange>, sides: [&Figures; 2]) -> Vec<GradeChange> {
    let is_there = |change: &GradeChange| sides.iter().any(|side| side.get(change.category).count() != Some(0));
    let mut tested: Vec<&mut GradeChange> =
        changes.iter_mut().filter(|change| change.p.is_some() && is_there(change)).collect();
    let likelihoods: Vec<f64> = tested.iter().filter_map(|change| change.p).collect();
    for (change, p) in tested.iter_mut().zip(corrected(&likelihoods)) {
        change.p_corrected = Some(p);
    }
    changes
}

/// The test of all grades at once, where all counts of both sides are shown.
fn overall_of(sides: [&Figures; 2]) -> Option<f64> {
    let counts = |side: &Figures| -> Option<Vec<u64>> {
        let count = |(_, cell): &(&'static str, Cell)| cell.share().filter(|share| Some(share.of) == side.n);
        side.cells.iter().map(|cell| count(cell).map(|share| share.count)).collect()
    };
    let [before, after] = sides.map(counts);
    overall(&before?, &after?)
}

fn pairs(paired: &Paired, request: &CompareRequest<'_>) -> PairsReport {
    let rows = Category::all().zip(&paired.cells);
    let moves = rows.flat_map(|(was, row)| {
        let cells = Category::all().zip(row).filter(|(_, count)| **count > 0);
        cells.map(move |(now, count)| MovedCount { was: was.word(), now: now.word(), count: *count })
    });
    // A list of single reviews tells of each of them.
    let is_listed = request.suppress_below.is_none();
    let ids = |ids: &[Box<str>]| -> Vec<Shown> {
        ids.iter().filter(|_| is_listed).map(|id| request.mask.shown(id)).collect()
    };
    PairsReport {
        both: paired.both(),
        up: paired.count(Move::Up),
        same: paired.count(Move::Same),
        down: paired.count(Move::Down),
        gained: paired.count(Move::Gained),
        lost: paired.count(Move::Lost),
        p: paired.test(),
        moves: moves.collect(),
        moved: paired.moved.iter().filter(|_| is_listed).map(|moved| moved_page(paired, moved, request)).collect(),
        new: paired.new.iter().sum(),
        new_ids: ids(&paired.new_ids),
        gone: paired.gone.iter().sum(),
        gone_ids: ids(&paired.gone_ids),
    }
}

fn moved_page(paired: &Paired, moved: &MovedEntry, request: &CompareRequest<'_>) -> MovedReport {
    // No rule has a part in the grade that somebody recorded.
    let is_judged = request.count != CountBy::Recorded;
    let explained = match &moved.by {
        MovedBy::Rules(_) if is_judged => "rules",
        MovedBy::Combining(_) if is_judged => "combining",
        MovedBy::Recorded(_) if is_judged => "recorded",
        MovedBy::Rules(_) | MovedBy::Combining(_) | MovedBy::NotKnown(_) | MovedBy::Recorded(_) => "not-known",
    };
    let rules = moved.by.rules().iter().filter(|_| is_judged);
    MovedReport {
        id: request.mask.shown(&moved.id),
        was: moved.was.word(),
        now: moved.now.word(),
        by: rules.map(|rule| RuleMoveReport::new(&paired.titles, rule, request.mask)).collect(),
        explained,
    }
}

fn again(compared: &Compared, mask: &Mask) -> Option<AgainReport> {
    let n = compared.again.iter().map(|again| again.n).sum();
    let sets = ["before", "after"].into_iter().zip(&compared.again);
    let moved = sets.flat_map(|(set, again)| {
        again.moved.iter().map(move |(id, was, now)| AgainMoved {
            set,
            id: mask.shown(id),
            was: was.word(),
            now: now.word(),
        })
    });
    (n > 0).then(|| AgainReport { n, moved: moved.collect() })
}
