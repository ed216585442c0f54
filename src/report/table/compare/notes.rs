//! Footnotes of a comparison: those of each set, and what must be known of the two together.

use super::drafts::DraftsReport;
use super::numbers::p_value;
use super::page::{CompareReport, GradeChange, SideReport};
use super::request::{CompareRequest, Compared};
use crate::report::RubricHead;
use crate::report::table::{TableCounts, TableReport};
use crate::tables::{LEVEL, NoTotal, RubricName, TOO_FEW, TOO_WIDE, Verdict};
use crate::text::{Mask, Shown, and_list};
use crate::wording::spaced;

/// All footnotes of a page.
pub(super) fn notes(
    page: &CompareReport,
    tables: &[TableReport; 2],
    compared: &Compared,
    request: &CompareRequest<'_>,
    tells_of_few: bool,
) -> Vec<Shown> {
    if let Some(drafts) = &page.drafts {
        let own = [of_drafts(drafts), rubrics(page), tools(page)].into_iter().flatten();
        let excluded = [("Before", &page.before), ("After", &page.after)].into_iter().filter_map(left_out);
        return own.chain(excluded).map(|note| request.mask.shown(&note)).collect();
    }
    let own = [
        tells_of_few.then(|| "Both sets are suppressed: some reviews may be in both, and the two side by side would reveal the few that differ.".to_owned()),
        not_apart(page, compared),
        method(page),
        together(page),
        too_small(page),
        pairs_hidden(page, compared, request, tells_of_few),
        rubrics(page),
        tools(page),
        graded_and_recorded(compared),
    ];
    own.into_iter().flatten().map(|note| request.mask.shown(&note)).chain(of_sides(tables, request.mask)).collect()
}

/// What must be known of two drafts.
fn of_drafts(drafts: &DraftsReport) -> Option<String> {
    if drafts.less.is_none() {
        return Some(
            "This cannot show what was removed or reclassified, because results do not hold the text of the review."
                .to_owned(),
        );
    }
    match (drafts.before.whole, drafts.after.whole) {
        (Some(true), Some(false)) => Some("The later file holds only part of the review and the earlier one all of it. What the later file leaves out counts as not known.".to_owned()),
        (Some(false), Some(true)) => Some("The later file holds all of the review and the earlier one only part of it. What was not known before counts as missing now.".to_owned()),
        _ => None,
    }
}

/// The inputs of a side that are not compared.
fn left_out((called, side): (&str, &SideReport)) -> Option<String> {
    let names: Vec<String> = side.excluded.iter().map(|row| format!("{} ({})", row.source, row.because)).collect();
    (!names.is_empty()).then(|| format!("{called}: not compared: {}.", names.join("; ")))
}

/// The footnotes of the two sets, without repeating those of both.
fn of_sides([before, after]: &[TableReport; 2], mask: &Mask) -> Vec<Shown> {
    let is_in = |note: &Shown, table: &TableReport| table.notes.contains(note);
    let first =
        before.notes.iter().map(|note| if is_in(note, after) { note.clone() } else { name_side("Before", note, mask) });
    let rest = after.notes.iter().filter(|note| !is_in(note, before)).map(|note| name_side("After", note, mask));
    first.chain(rest).collect()
}

fn name_side(side: &str, note: &Shown, mask: &Mask) -> Shown {
    mask.shown(&format!("{side}: {note}"))
}

/// Why intervals and tests are not given, or how far they can be trusted.
fn not_apart(page: &CompareReport, compared: &Compared) -> Option<String> {
    if let Some(pairs) = page.sets.as_ref().and_then(|sets| sets.pairs.as_ref()) {
        let reviews = if pairs.both == 1 { "review is" } else { "reviews are" };
        return Some(format!(
            "{} {reviews} in both sets, so the sets are not independent samples. No interval and no test is given; the reviews in both are compared one by one.",
            pairs.both
        ));
    }
    if compared.paired.both() > 0 {
        return Some(
            "Some reviews are in both sets, so the sets are not independent samples. No interval and no test is given."
                .to_owned(),
        );
    }
    match compared.overlap.as_ref()? {
        NoTotal::Overlap(one, two) => {
            Some(format!("{one} and {two} overlap, so some reviews are in both. No interval and no test is given."))
        }
        NoTotal::NotKnown(one, two) => Some(format!(
            "It is not known whether {one} and {two} overlap; add `from` and `to`. Intervals and tests assume that they do not."
        )),
    }
}

/// What intervals and tests are, where there are any.
fn method(page: &CompareReport) -> Option<String> {
    let is_told = page.sets.as_ref()?.changes.iter().any(|change| change.p.is_some());
    is_told.then(|| {
        format!(
            "95% interval: Newcombe's, for the difference of two shares. p: Fisher's exact test, the probability of a difference this large by chance; below {LEVEL} we call chance unlikely. Each grade is tested separately, and one test in twenty falls below {LEVEL} by chance. If every review was evaluated, these reviews are treated as a sample of a longer run."
        )
    })
}

/// What the tests of all grades tell together.
fn together(page: &CompareReport) -> Option<String> {
    let sets = page.sets.as_ref()?;
    let tested: Vec<&GradeChange> = sets.changes.iter().filter(|change| change.p_corrected.is_some()).collect();
    if tested.len() < 2 {
        return None;
    }
    let told = tested.iter().filter(|change| change.p_corrected.is_some_and(|p| p < LEVEL));
    let told: Vec<String> = told.map(|change| spaced(change.category)).collect();
    let told = if told.is_empty() { "no grade".to_owned() } else { and_list(&told) };
    let overall = sets.overall.map_or_else(String::new, |p| {
        let p = p_value(p);
        let p = p.strip_prefix('<').map_or_else(|| format!("= {p}"), |p| format!("< {p}"));
        format!("All grades at once: p {p}, by Pearson's chi-squared test. ")
    });
    Some(format!("{overall}With Holm's correction for {} tests, p is below {LEVEL} for {told}.", tested.len()))
}

/// When numbers are too small, where any are.
fn too_small(page: &CompareReport) -> Option<String> {
    let is_there = page.sets.as_ref()?.changes.iter().any(|change| change.tells == Some(Verdict::TooSmall.word()));
    is_there.then(|| {
        format!(
            "Too few to tell: a set has fewer than {TOO_FEW} reviews, or the interval is wider than {:.0} percentage points.",
            TOO_WIDE * 100.0
        )
    })
}

fn pairs_hidden(
    page: &CompareReport,
    compared: &Compared,
    request: &CompareRequest<'_>,
    tells_of_few: bool,
) -> Option<String> {
    let is_listed = page.sets.as_ref().is_some_and(|sets| sets.pairs.is_some());
    let is_there = compared.paired.both() > 0 && request.suppress_below.is_some();
    match (is_there, is_listed, tells_of_few) {
        (true, true, _) => Some("Single reviews are not listed: each line would be one review.".to_owned()),
        (true, false, false) => Some("The number that moved is suppressed.".to_owned()),
        _ => None,
    }
}

/// That the two were graded by different rubrics.
fn rubrics(page: &CompareReport) -> Option<String> {
    let name = |rubric: &RubricHead| RubricName {
        id: rubric.id.to_string(),
        version: rubric.version.to_string(),
        hash: rubric.hash.clone(),
        title: String::new(),
        scale: Vec::new(),
    };
    let (before, after) = (&page.before.rubrics, &page.after.rubrics);
    let all: Vec<RubricName> = before.iter().chain(after).map(name).collect();
    let first = all.first()?;
    if all.iter().all(|other| other.hash == first.hash) {
        return None;
    }
    let mut distinct = all.clone();
    distinct.dedup_by(|one, two| one.hash == two.hash);
    let names = RubricName::names(&distinct);
    let named = |rubrics: &[RubricHead]| {
        let names = distinct.iter().zip(&names).filter(|(own, _)| rubrics.iter().any(|other| other.hash == own.hash));
        and_list(&names.map(|(_, name)| name.as_str()).collect::<Vec<_>>())
    };
    let sides = [("before", named(before)), ("after", named(after))];
    let sides: Vec<String> =
        sides.iter().filter(|(_, names)| !names.is_empty()).map(|(side, names)| format!("{side} by {names}")).collect();
    Some(format!(
        "Graded by different rubrics: {}. What changed may be the rubric's doing and not the reviews'.",
        sides.join(", ")
    ))
}

/// That the two were graded by different versions of the program.
fn tools(page: &CompareReport) -> Option<String> {
    let (before, after) = (&page.before.tools, &page.after.tools);
    let differ = !before.is_empty() && !after.is_empty() && before != after;
    let list = |tools: &[Shown]| and_list(&tools.iter().map(Shown::as_str).collect::<Vec<_>>());
    differ.then(|| {
        format!("Graded by different versions of this program: before by {}, after by {}.", list(before), list(after))
    })
}

/// That one set was graded here and the other by somebody else.
fn graded_and_recorded(compared: &Compared) -> Option<String> {
    let others = |made: &TableCounts| made.breakdown.notable.recorded + made.breakdown.notable.tallied;
    let [before, after] = &compared.sides;
    let graded = |made: &TableCounts| made.breakdown.notable.graded;
    let mixed = (graded(before) > 0 && graded(after) == 0 && others(after) > 0)
        || (graded(after) > 0 && graded(before) == 0 && others(before) > 0);
    mixed.then(|| {
        "One set was graded by a rubric, the grades of the other were recorded or published by others: what changed may be who graded. `casegrade agree` measures how far they agree.".to_owned()
    })
}
