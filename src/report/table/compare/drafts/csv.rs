//! Two drafts as rows of comma-separated values, in the columns of a comparison.

use super::page::{CriterionMoveReport, DraftReport, DraftsReport, ReasonLine};
use crate::report::table::compare::columns::{Column, Row};
use crate::report::table::compare::rule_move::RuleMoveReport;
use crate::review::Grade;
use crate::text::Shown;

/// The rows.
pub(in crate::report::table::compare) fn rows(page: &DraftsReport) -> Vec<Row> {
    let mut rows = vec![draft("draft-before", &page.before), draft("draft-after", &page.after)];
    rows.extend(page.criteria.iter().map(|own| criterion("criteria", own)));
    rows.extend(page.rules.iter().map(|own| rule("rules", own)));
    rows.extend(page.moved_by.iter().map(|id| row("moved-by", "", id.as_str(), [None, None], page.explained)));
    let reasons = |table: &'static str, lines: &Option<Vec<ReasonLine>>| -> Vec<Row> {
        lines
            .iter()
            .flatten()
            .map(|line| row(table, line.text.as_str(), line.rule.as_str(), [None, None], None))
            .collect()
    };
    rows.extend(reasons("short-no-longer", &page.short_no_longer));
    rows.extend(reasons("short-now", &page.short_now));
    rows.extend(page.less.iter().flatten().map(|loss| {
        let id = loss.id.as_ref().map_or("", Shown::as_str);
        let words = [&loss.was, &loss.now].map(|word| word.as_ref().map(Shown::as_str));
        row("less", loss.text.as_str(), id, words, Some(loss.how))
    }));
    if let Some(back) = &page.put_back {
        let grades = [back.floor_with_fewest.or(back.floor), page.after.floor].map(|grade| grade.map(Grade::word));
        rows.push(row("put-back", "", "", grades, back.rose_by_it.then_some("rose by it")));
        rows.extend(back.criteria.iter().map(|own| criterion("put-back-criteria", own)));
        rows.extend(back.rules.iter().map(|own| rule("put-back-rules", own)));
    }
    let renamed = page.renamed.iter();
    rows.extend(
        renamed.map(|own| row("renamed", own.list, "", [Some(own.was.as_str()), Some(own.now.as_str())], None)),
    );
    rows.extend(page.added.iter().map(|own| {
        row("added", own.said.as_str(), own.id.as_ref().map_or("", Shown::as_str), [None, None], Some(own.list))
    }));
    rows
}

fn row(table: &str, name: &str, id: &str, [was, now]: [Option<&str>; 2], mark: Option<&str>) -> Row {
    let cells = [
        (Column::Table, Some(table)),
        (Column::Name, Some(name)),
        (Column::Id, Some(id)),
        (Column::Was, was),
        (Column::Now, now),
        (Column::Mark, mark),
    ];
    cells.into_iter().filter_map(|(column, text)| Some((column, text?.into()))).collect()
}

fn draft(table: &str, draft: &DraftReport) -> Row {
    let grades = [draft.floor, draft.ceiling].map(|grade| grade.map(Grade::word));
    row(table, draft.grade, draft.id.as_str(), grades, draft.provisional.then_some("provisional"))
}

fn criterion(table: &str, own: &CriterionMoveReport) -> Row {
    row(table, own.title.as_str(), own.id.as_str(), [own.was.as_deref(), own.now.as_deref()], None)
}

fn rule(table: &str, own: &RuleMoveReport) -> Row {
    row(table, own.title.as_str(), own.rule.as_str(), [own.was.as_deref(), own.now.as_deref()], None)
}
