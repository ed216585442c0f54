//! From counts to the model of tables: names cleaned, and what must be hidden hidden.

use super::excluded::Excluded;
use super::figures::{Cell, Figures};
use super::groups::{Grouped, grouped};
use super::matrix::{MatrixReport, MatrixRow, Sort};
use super::notes::{self, Facts};
use super::page::{CriterionRow, DepartedReport, ExcludedRow, RuleRow, TableReport};
use super::request::{TableCounts, TableRequest};
use crate::engine::RuleOutcome;
use crate::report::{RubricHead, Tool};
use crate::review::Scale;
use crate::tables::{Breakdown, CriterionCount, RubricName, RuleCount, Share, conceal_together, round};
use crate::text::{Mask, Shown};

/// Makes the model. Nothing that must be hidden is in it.
#[must_use]
pub fn table_page(made: &TableCounts, request: &TableRequest, mask: &Mask) -> TableReport {
    let tables = grouped(made, request, mask);
    let (first, further) = tables.split_first().map_or((None, &[][..]), |(first, further)| (Some(first), further));
    let total = first.and_then(Grouped::total);
    let n = total.as_ref().and_then(|total| total.figures.n);
    let maker = Maker { made, request, mask };
    let is_whole = maker.may_show_parts(n, first.is_some_and(Grouped::hides_total));
    let rubrics: Vec<RubricHead> = made.rubrics.iter().map(|rubric| rubric_head(rubric, mask)).collect();
    let mut page = TableReport {
        tool: Tool::THIS,
        rubric: rubrics.first().filter(|_| rubrics.len() == 1).cloned(),
        rubrics,
        as_of: request.as_of.clone(),
        count: request.plan.count.word(),
        by: first.map(Grouped::by).unwrap_or_default(),
        suppress_below: request.protection.map(|protection| protection.below),
        round: request.round,
        n,
        groups: first.map(Grouped::rows).unwrap_or_default(),
        subtotals: first.map(Grouped::subtotals).unwrap_or_default(),
        total,
        further: further.iter().map(Grouped::further).collect(),
        criteria: (request.criteria && is_whole).then(|| maker.criteria()),
        rules: (request.rules && is_whole).then(|| maker.rules()),
        matrix: request.matrix.as_ref().filter(|_| !request.is_protected()).map(|sort| maker.matrix(sort)),
        excluded: if request.is_protected() { Vec::new() } else { excluded(made, mask) },
        departed: departed(&made.breakdown).filter(|_| !request.is_protected()),
        command: (!request.is_protected() && !request.command.is_empty()).then(|| mask.shown(&request.command)),
        inputs: if request.is_protected() {
            Vec::new()
        } else {
            request.inputs.iter().map(|input| mask.shown(input)).collect()
        },
        notes: Vec::new(),
    };
    page.notes = notes::notes(&page, &Facts { made, request, mask });
    page
}

fn departed(breakdown: &Breakdown) -> Option<DepartedReport> {
    let [better, worse, other] = breakdown.notable.departed;
    (better + worse + other > 0).then_some(DepartedReport { better, worse, other })
}

fn excluded(made: &TableCounts, mask: &Mask) -> Vec<ExcludedRow> {
    let row = |(source, why): &(String, Excluded)| ExcludedRow {
        source: mask.shown(source),
        why: why.word(),
        because: Shown::fixed(why.because()),
    };
    made.excluded.iter().map(row).collect()
}

fn rubric_head(rubric: &RubricName, mask: &Mask) -> RubricHead {
    RubricHead {
        id: mask.shown(&rubric.id),
        version: mask.shown(&rubric.version),
        hash: rubric.hash.clone(),
        title: mask.shown(&rubric.title),
        scale: rubric.scale().words().collect(),
    }
}

/// Makes the rows.
struct Maker<'m> {
    made: &'m TableCounts,
    request: &'m TableRequest,
    mask: &'m Mask,
}

impl Maker<'_> {
    /// Whether criteria and rules may be shown: what is counted of some reviews must not tell how few the others are, nor
    /// a criterion that makes the grade alone what is hidden of the grades.
    fn may_show_parts(&self, n: Option<u64>, hides_total: bool) -> bool {
        let Some(protection) = self.request.protection else { return true };
        let Some(n) = n else { return false };
        let mut sizes: Vec<(usize, u64, usize)> = Vec::new();
        for (rubric, _, count) in self.made.parts.criteria() {
            match sizes.iter_mut().find(|(own, _, _)| *own == rubric) {
                Some((_, _, criteria)) => *criteria += 1,
                None => sizes.push((rubric, count.n, 1)),
            }
        }
        let rest = n.saturating_sub(sizes.iter().map(|(_, size, _)| size).sum());
        !protection.is_small(rest)
            && sizes.iter().all(|(_, size, criteria)| !(protection.is_small(*size) || hides_total && *criteria == 1))
    }

    fn rubric(&self, number: usize) -> Shown {
        let names = RubricName::names(&self.made.rubrics);
        names.get(number).map_or_else(Shown::default, |name| self.mask.shown(name))
    }

    fn criteria(&self) -> Vec<CriterionRow> {
        let row = |(rubric, id, count): (usize, &str, &CriterionCount)| CriterionRow {
            id: self.mask.shown(id),
            title: self.mask.shown(&count.title),
            rubric: self.rubric(rubric),
            figures: self.row(count.n, &criterion_cells(count), grades(), self.hidden_parts(count, None)),
        };
        self.made.parts.criteria().map(row).collect()
    }

    /// Which blocks of a criterion, or of one of its rules, are hidden. Where both are published they tell of each other.
    fn hidden_parts(&self, count: &CriterionCount, rule: Option<&RuleCount>) -> [bool; 2] {
        let Some(protection) = self.request.protection else { return [false; 2] };
        let counts = |cells: &[(&'static str, Share)]| cells.iter().map(|(_, share)| share.count).collect();
        let own = || (counts(&criterion_cells(count)), grades());
        let of_rule = |rule: &RuleCount| (counts(&rule_cells(rule)), FIRST_OF_RULE);
        let rows: Vec<(Vec<u64>, usize)> = match rule {
            _ if self.request.criteria && self.request.rules => {
                std::iter::once(own()).chain(count.rules.values().map(of_rule)).collect()
            }
            Some(rule) => vec![of_rule(rule)],
            None => vec![own()],
        };
        conceal_together(&rows, &protection)
    }

    fn rules(&self) -> Vec<RuleRow> {
        let mut rows: Vec<(RuleRow, Share)> = Vec::new();
        for (rubric, criterion, count) in self.made.parts.criteria() {
            for (id, rule) in &count.rules {
                let hidden = self.hidden_parts(count, Some(rule));
                let row = RuleRow {
                    id: self.mask.shown(id),
                    title: self.mask.shown(&rule.title),
                    criterion: self.mask.shown(criterion),
                    rubric: self.rubric(rubric),
                    figures: self.row(rule.n, &rule_cells(rule), FIRST_OF_RULE, hidden),
                };
                rows.push((row, rule.not_met()));
            }
        }
        // An order by counts would tell of those that are hidden.
        if !self.request.is_protected() {
            rows.sort_by(|(_, one), (_, two)| most_often(*one, *two));
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }

    /// A row of a criterion or rule, its blocks hidden or not.
    fn row(&self, n: u64, cells: &[(&'static str, Share)], first: usize, [one, two]: [bool; 2]) -> Figures {
        let cell = |(column, (word, share)): (usize, &(&'static str, Share))| {
            let is_hidden = if column < first { one } else { two };
            (*word, if is_hidden { Cell::Hidden } else { Cell::known(*share, self.request.interval) })
        };
        if let Some(base) = self.request.round {
            return rounded_row(n, cells, base);
        }
        let cells = cells.iter().enumerate().map(cell).collect();
        Figures { n: Some(n), cells, derived: Vec::new(), intervals: self.request.interval }
    }

    fn matrix(&self, sort: &Sort) -> MatrixReport {
        let row = |(rubric, row): &(usize, MatrixRow)| MatrixRow { rubric: self.rubric(*rubric), ..row.clone() };
        let reviews = self.made.rows.iter().map(row).collect();
        let mut matrix = MatrixReport { criteria: self.made.columns.clone(), reviews };
        matrix.sort(sort, self.mask);
        matrix
    }
}

/// A row of a criterion or rule, made of rounded numbers alone: a share is of all, or of what is settled.
fn rounded_row(n: u64, cells: &[(&'static str, Share)], base: u64) -> Figures {
    let counts: Vec<u64> = cells.iter().map(|(_, share)| share.count).collect();
    let rounded = round(&[counts], base);
    let (counts, size) = (rounded.total, rounded.size);
    let settled: u64 = counts.iter().zip(cells).filter(|(_, (_, share))| share.of < n).map(|(count, _)| count).sum();
    let cell = |(count, (word, share)): (&u64, &(&'static str, Share))| {
        (*word, Cell::known(Share::new(*count, if share.of < n { settled } else { size }), false))
    };
    Figures {
        n: Some(size),
        cells: counts.iter().zip(cells).map(cell).collect(),
        derived: Vec::new(),
        intervals: false,
    }
}

/// The number of grades of a criterion; what follows are reviews without one.
fn grades() -> usize {
    Scale::being_read().words().count()
}

/// Whether a rule is met; what follows are reviews where that is not settled.
const FIRST_OF_RULE: usize = 2;

fn criterion_cells(count: &CriterionCount) -> Vec<(&'static str, Share)> {
    let grades = Scale::being_read().words().zip(count.grades);
    let others =
        [("not-stated", count.not_stated), ("not-applicable", count.not_applicable), ("unanswered", count.unanswered)];
    grades.chain(others).map(|(word, own)| (word, Share::new(own, count.n))).collect()
}

/// The outcomes of a rule. Only reviews whose result cannot change count as met or not met.
fn rule_cells(rule: &RuleCount) -> Vec<(&'static str, Share)> {
    let settled = rule.not_met().of;
    let cell = |outcome: &RuleOutcome| {
        let of = match outcome {
            RuleOutcome::Met | RuleOutcome::NotMet => settled,
            RuleOutcome::NotStated | RuleOutcome::NotApplicable | RuleOutcome::Unanswered => rule.n,
        };
        (outcome.word(), Share::new(rule.get(*outcome), of))
    };
    RuleOutcome::ALL.iter().map(cell).collect()
}

/// The larger share first, of the same shares the one of more reviews; what applies nowhere last.
fn most_often(one: Share, two: Share) -> std::cmp::Ordering {
    let value = |share: Share| share.value().unwrap_or(-1.0);
    value(two).total_cmp(&value(one)).then(two.of.cmp(&one.of))
}
