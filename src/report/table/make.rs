//! From counts to the model of tables: names cleaned, and what must be hidden hidden.

use schemars::JsonSchema;

use super::figures::{Cell, Figures};
use super::matrix::{MatrixRow, Sort};
use super::notes::{self, Facts};
use super::page::{DepartedPage, CriterionRow, ExcludedRow, GroupRow, MatrixPage, MatrixPart, RuleRow, TablePage};
use crate::engine::RuleOutcome;
use crate::report::{RubricHead, Tool};
use crate::review::Scale;
use crate::tables::{
    Breakdown, Category, Concealed, CountBy, Counts, CriterionCount, Group, LeftOut, Parts, Plan, Protection,
    RubricName, RuleCount, Share, Shared, Table, conceal, conceal_together, hide_whole,
};
use crate::text::{Mask, Shown};

/// How tables are wanted.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The day they stand for, ISO 8601.
    pub as_of: String,
    /// What is counted, and in which groups.
    pub plan: Plan,
    /// Intervals beside the shares.
    pub interval: bool,
    /// Which counts are hidden, and how well; `None` for none.
    pub protection: Option<Protection>,
    /// Grades by criterion.
    pub criteria: bool,
    /// Outcomes by rule.
    pub rules: bool,
    /// Grades by review and criterion, in this order.
    pub matrix: Option<Sort>,
}

/// What was counted.
#[derive(Clone, Debug)]
pub struct Made {
    /// The groups.
    pub breakdown: Breakdown,
    /// How criteria and rules came out.
    pub parts: Parts,
    /// The columns of the matrix.
    pub columns: Vec<MatrixPart>,
    /// Its rows, each with the number of its rubric.
    pub rows: Vec<(usize, MatrixRow)>,
    /// The rubrics that graded reviews, in the order in which they came.
    pub rubrics: Vec<RubricName>,
    /// The versions of the program that graded reviews, in the order in which they came.
    pub tools: Vec<String>,
    /// What is not counted.
    pub excluded: Vec<(String, Excluded)>,
}

impl Made {
    /// True if any review or tally was counted.
    #[must_use]
    pub fn is_any_counted(&self) -> bool {
        self.breakdown.groups.iter().any(|group| group.counts.n > 0)
    }
}

/// Why an input is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum Excluded {
    /// Something is wrong with it.
    Broken,
    /// It could not be read at all.
    Unreadable,
    /// A review of this id is counted already.
    Duplicate,
    /// No criterion of the rubric applies to it.
    NothingToGrade,
    /// Recorded grades are counted, and it has none.
    NoRecordedGrade,
}

impl From<LeftOut> for Excluded {
    fn from(why: LeftOut) -> Self {
        match why {
            LeftOut::NothingToGrade => Excluded::NothingToGrade,
            LeftOut::NoRecordedGrade => Excluded::NoRecordedGrade,
        }
    }
}

impl Excluded {
    /// All, in the order of footnotes.
    pub const ALL: [Excluded; 5] = [
        Excluded::Broken,
        Excluded::Unreadable,
        Excluded::Duplicate,
        Excluded::NothingToGrade,
        Excluded::NoRecordedGrade,
    ];

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Excluded::Broken => "broken",
            Excluded::Unreadable => "unreadable",
            Excluded::Duplicate => "duplicate",
            Excluded::NothingToGrade => "nothing-to-grade",
            Excluded::NoRecordedGrade => "no-recorded-grade",
        }
    }

    /// What is said of one of them.
    #[must_use]
    pub fn because(self) -> &'static str {
        match self {
            Excluded::Broken => "something is wrong with it",
            Excluded::Unreadable => "it could not be read",
            Excluded::Duplicate => "a review with this id is counted already",
            Excluded::NothingToGrade => "no criterion of the rubric applies to it, or its questions are open",
            Excluded::NoRecordedGrade => "no grade is recorded for it",
        }
    }
}

/// Makes the model. Nothing that must be hidden is in it.
#[must_use]
pub fn table_page(made: &Made, asked: &Asked, mask: &Mask) -> TablePage {
    let breakdown = &made.breakdown;
    let concealed = asked.protection.map(|protection| groups_concealed(made, asked, &protection));
    let maker = Maker { made, asked, mask, concealed };
    let groups: Vec<GroupRow> =
        breakdown.groups.iter().enumerate().map(|(row, group)| maker.group(row, group)).collect();
    let total = breakdown.total.as_ref().ok().map(|total| maker.total(total));
    let n = total.as_ref().and_then(|total| total.figures.n);
    let is_whole = maker.may_show_parts(n);
    let rubrics: Vec<RubricHead> = made.rubrics.iter().map(|rubric| rubric_head(rubric, mask)).collect();
    let mut page = TablePage {
        tool: Tool::THIS,
        rubric: rubrics.first().filter(|_| rubrics.len() == 1).cloned(),
        rubrics,
        as_of: asked.as_of.clone(),
        count: asked.plan.count.word(),
        by: asked.plan.by.iter().map(|by| mask.shown(&by.word())).collect(),
        suppress_below: asked.protection.map(|protection| protection.below),
        n,
        groups,
        total,
        criteria: (asked.criteria && is_whole).then(|| maker.criteria()),
        rules: (asked.rules && is_whole).then(|| maker.rules()),
        matrix: asked.matrix.as_ref().filter(|_| asked.protection.is_none()).map(|sort| maker.matrix(sort)),
        excluded: if asked.protection.is_some() { Vec::new() } else { excluded(made, mask) },
        departed: departed(breakdown).filter(|_| asked.protection.is_none()),
        notes: Vec::new(),
    };
    page.notes = notes::notes(&page, &Facts { made, asked, mask });
    page
}

fn departed(breakdown: &Breakdown) -> Option<DepartedPage> {
    let [better, worse, other] = breakdown.notable.departed;
    (better + worse + other > 0).then_some(DepartedPage { better, worse, other })
}

/// What of the groups must be hidden. That nothing is *not enough stated* where nothing can be is no secret.
fn groups_concealed(made: &Made, asked: &Asked, protection: &Protection) -> Concealed {
    let breakdown = &made.breakdown;
    let is_open = breakdown.notable.graded > 0 && matches!(asked.plan.count, CountBy::Headline | CountBy::Tool);
    let categories: Vec<Category> = Category::all().filter(|category| is_open || category.grade().is_some()).collect();
    let known: Vec<Vec<Option<u64>>> =
        breakdown.groups.iter().map(|group| known_counts(&group.counts, &categories)).collect();
    let sizes = breakdown.groups.iter().map(|group| group.counts.n);
    let table = Table {
        rows: known.iter().zip(sizes.clone()).map(|(counts, size)| with_rest(counts, size)).collect(),
        open: (0..known.len()).filter(|row| is_open_row(known.get(*row))).collect(),
        // One group is its own total.
        added: breakdown.total.is_ok() && known.len() > 1,
    };
    let mut concealed = conceal(&[table], protection).pop().unwrap_or_default();
    let rows: Vec<(Vec<Option<u64>>, u64)> = known.into_iter().zip(sizes).collect();
    for row in hidden_whole(breakdown, &rows, protection.below) {
        concealed.hide_row(row);
    }
    concealed
}

/// The counts that are known for all of a group.
fn known_counts(counts: &Counts, categories: &[Category]) -> Vec<Option<u64>> {
    let whole = |share: &Share| share.of == counts.n;
    categories.iter().map(|category| counts.get(*category).filter(whole).map(|share| share.count)).collect()
}

/// Whether several counts of a row are known only together.
fn is_open_row(counts: Option<&Vec<Option<u64>>>) -> bool {
    counts.is_some_and(|counts| counts.iter().filter(|count| count.is_none()).count() > 1)
}

/// The counts of a row, what is left of its size in the first that is not known: a reader can work that out.
fn with_rest(counts: &[Option<u64>], size: u64) -> Vec<u64> {
    let mut rest = size.saturating_sub(counts.iter().flatten().sum());
    counts.iter().map(|count| count.unwrap_or_else(|| std::mem::take(&mut rest))).collect()
}

/// The groups that are hidden whole, since what they and others show would tell what is small.
fn hidden_whole(breakdown: &Breakdown, rows: &[(Vec<Option<u64>>, u64)], below: u64) -> Vec<usize> {
    let shared = |one: usize, two: usize| {
        let found = breakdown.shared.iter().find(|(first, second, _)| (*first, *second) == (one, two));
        found.map_or(Shared::None, |(_, _, shared)| *shared)
    };
    if breakdown.total.is_ok() { Vec::new() } else { hide_whole(rows, &shared, below) }
}

fn excluded(made: &Made, mask: &Mask) -> Vec<ExcludedRow> {
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
    made: &'m Made,
    asked: &'m Asked,
    mask: &'m Mask,
    concealed: Option<Concealed>,
}

impl Maker<'_> {
    fn group(&self, row: usize, group: &Group) -> GroupRow {
        let by = self.asked.plan.by.iter().zip(&group.key);
        let name = |part: &Option<String>| part.as_deref().map_or_else(|| "not stated".to_owned(), str::to_owned);
        let names: Vec<String> = group.key.iter().map(name).collect();
        let name = if names.is_empty() { "all".to_owned() } else { names.join(" / ") };
        GroupRow {
            name: self.mask.shown(&name),
            by: by
                .map(|(by, part)| {
                    (self.mask.shown(&by.word()).to_string(), part.as_deref().map(|text| self.mask.shown(text)))
                })
                .collect(),
            from: group.days.map(|days| days.first.to_string()),
            to: group.days.map(|days| days.last.to_string()),
            figures: self.figures(row, group),
            provisional: self.asked.protection.is_none().then_some(group.provisional),
            sources: self.sources(group),
        }
    }

    fn total(&self, total: &Group) -> GroupRow {
        // One group is its own total; otherwise the total is the row after the last group.
        let groups = self.made.breakdown.groups.len();
        let row = if groups == 1 { 0 } else { groups };
        GroupRow {
            name: Shown::fixed("all"),
            by: indexmap::IndexMap::new(),
            from: None,
            to: None,
            figures: self.figures(row, total),
            provisional: self.asked.protection.is_none().then_some(total.provisional),
            sources: Vec::new(),
        }
    }

    /// Who published the tallies of a group. What somebody wrote of a source may repeat what is hidden.
    fn sources(&self, group: &Group) -> Vec<Shown> {
        let shown = group.published_by.iter().filter(|_| self.asked.protection.is_none());
        shown.map(|by| self.mask.shown(by)).collect()
    }

    /// Whether criteria and rules may be shown: what is counted of some reviews must not tell how few the others are, nor
    /// a criterion that makes the grade alone what is hidden of the grades.
    fn may_show_parts(&self, n: Option<u64>) -> bool {
        let Some(protection) = self.asked.protection else { return true };
        let Some(n) = n else { return false };
        let mut sizes: Vec<(usize, u64, usize)> = Vec::new();
        for (rubric, _, count) in self.made.parts.criteria() {
            match sizes.iter_mut().find(|(own, _, _)| *own == rubric) {
                Some((_, _, criteria)) => *criteria += 1,
                None => sizes.push((rubric, count.n, 1)),
            }
        }
        let rest = n.saturating_sub(sizes.iter().map(|(_, size, _)| size).sum());
        let groups = self.made.breakdown.groups.len();
        let total = if groups == 1 { 0 } else { groups };
        let hides_total = self.concealed.as_ref().is_some_and(|concealed| concealed.hides_some(total));
        !protection.is_small(rest)
            && sizes.iter().all(|(_, size, criteria)| !(protection.is_small(*size) || hides_total && *criteria == 1))
    }

    fn figures(&self, row: usize, group: &Group) -> Figures {
        let counts = &group.counts;
        let hidden = |column| self.concealed.as_ref().is_some_and(|concealed| concealed.is_hidden(row, column));
        let n = (!self.concealed.as_ref().is_some_and(|concealed| concealed.hides_size(row))).then_some(counts.n);
        let cell = |(column, category): (usize, Category)| {
            let is_part = |share: Share| self.concealed.is_some() && share.of < counts.n;
            let cell = match counts.get(category) {
                None => Cell::NotPublished,
                Some(share) if n.is_none() || hidden(column) || is_part(share) => Cell::Hidden,
                Some(share) => Cell::known(share, self.asked.interval),
            };
            (category.word(), cell)
        };
        let cells = Category::all().enumerate().map(cell).collect();
        let derived = Category::all().zip(group.derived).filter(|(_, derived)| *derived);
        let derived = derived.map(|(category, _)| category.word()).collect();
        Figures { n, cells, derived, intervals: self.asked.interval }
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
            figures: self.row(count.n, &criterion_cells(count), grades(), self.hidden_parts(count)),
        };
        self.made.parts.criteria().map(row).collect()
    }

    /// Which blocks of a criterion and of its rules are hidden.
    fn hidden_parts(&self, count: &CriterionCount) -> [bool; 2] {
        let Some(protection) = self.asked.protection else { return [false; 2] };
        let counts = |cells: &[(&'static str, Share)]| cells.iter().map(|(_, share)| share.count).collect();
        let own = (counts(&criterion_cells(count)), grades());
        let rules = count.rules.values().map(|rule| (counts(&rule_cells(rule)), FIRST_OF_RULE));
        conceal_together(&[own].into_iter().chain(rules).collect::<Vec<_>>(), &protection)
    }

    fn rules(&self) -> Vec<RuleRow> {
        let mut rows: Vec<(RuleRow, Share)> = Vec::new();
        for (rubric, criterion, count) in self.made.parts.criteria() {
            let hidden = self.hidden_parts(count);
            for (id, rule) in &count.rules {
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
        if self.asked.protection.is_none() {
            rows.sort_by(|(_, one), (_, two)| most_often(*one, *two));
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }

    /// A row of a criterion or rule, its blocks hidden or not.
    fn row(&self, n: u64, cells: &[(&'static str, Share)], first: usize, [one, two]: [bool; 2]) -> Figures {
        let cell = |(column, (word, share)): (usize, &(&'static str, Share))| {
            let is_hidden = if column < first { one } else { two };
            (*word, if is_hidden { Cell::Hidden } else { Cell::known(*share, self.asked.interval) })
        };
        let cells = cells.iter().enumerate().map(cell).collect();
        Figures { n: Some(n), cells, derived: Vec::new(), intervals: self.asked.interval }
    }

    fn matrix(&self, sort: &Sort) -> MatrixPage {
        let row = |(rubric, row): &(usize, MatrixRow)| MatrixRow { rubric: self.rubric(*rubric), ..row.clone() };
        let reviews = self.made.rows.iter().map(row).collect();
        let mut matrix = MatrixPage { criteria: self.made.columns.clone(), reviews };
        matrix.sort(sort, self.mask);
        matrix
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

/// The outcomes of a rule. Whether it is met is told of the reviews where that is settled.
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
