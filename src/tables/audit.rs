//! What a reader can find out of what is suppressed: for the publisher, to be checked before the tables go out.
//!
//! A reader who only adds up is answered exactly: the least and the most that each number can be, by linear programming.
//! The sums of tables make a network, so the ends are whole numbers. A reader who knows this program besides tries all
//! tables that fit, as long as they are not too many, and keeps those of which the same is hidden.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};

use super::choose::Known;
use super::concealed::{Concealed, Table};
use super::disclosure::conceal_with;
use super::protection::Protection;

/// Of more hidden numbers than this no ranges are worked out.
pub(crate) const MOST_AUDITED: usize = 500;

/// The most steps that are taken to find all tables that fit.
pub(crate) const MOST_STEPS: usize = 200_000;

/// A hidden number, and what a reader knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audited {
    /// Which table.
    pub table: usize,
    /// Which group; the number after the last is the total.
    pub row: usize,
    /// Which count.
    pub column: usize,
    /// Whether it is the size of the group and no count.
    pub is_size: bool,
    /// What it is.
    pub own: u64,
    /// The least and most by sums; `None` where it has no upper end.
    pub by_sums: (u64, Option<u64>),
    /// The least and most for a reader who knows the program; `None` where too many tables fit.
    pub by_rule: Option<(u64, u64)>,
}

impl Audited {
    /// Whether a reader must reckon with every number that is protected; a number that is not small has nothing to protect.
    #[must_use]
    pub fn is_safe(&self, protection: &Protection) -> bool {
        let holds = |least: u64, most: u64| least <= 1 && most >= protection.upto;
        !protection.is_small(self.own)
            || holds(self.by_sums.0, self.by_sums.1.unwrap_or(u64::MAX))
                && self.by_rule.is_none_or(|(least, most)| holds(least, most))
    }
}

/// Works out what a reader can know of each number that is hidden in the tables of one run; `None` where they are too many.
#[must_use]
pub fn audit(tables: &[Table], concealed: &[Concealed], protection: &Protection) -> Option<Vec<Audited>> {
    let sums = Sums::new(tables, concealed);
    if sums.hidden.len() > MOST_AUDITED {
        return None;
    }
    let ranges: Vec<(u64, Option<u64>)> = (0..sums.hidden.len()).map(|at| sums.range(at)).collect();
    let by_rule = Search { sums: &sums, tables, concealed, protection, ranges: &ranges }.run();
    let audited = sums.hidden.iter().zip(&ranges).enumerate().map(|(at, (place, range))| Audited {
        table: place.table,
        row: place.row,
        column: place.column,
        is_size: place.is_size,
        own: place.own,
        by_sums: *range,
        by_rule: by_rule.as_ref().and_then(|ranges| ranges.get(at).copied()),
    });
    Some(audited.collect())
}

/// Where a hidden number is, and what it is.
#[derive(Clone, Copy)]
struct AuditPlace {
    table: usize,
    row: usize,
    column: usize,
    is_size: bool,
    own: u64,
}

/// Hidden numbers that add up to what is known: each with whether it is added or taken away.
struct Equation {
    terms: Vec<(usize, bool)>,
    sum: i64,
}

/// What sums tell of the hidden numbers.
struct Sums {
    hidden: Vec<AuditPlace>,
    equations: Vec<Equation>,
}

/// A number of a table: known, or hidden with its place among those that are.
#[derive(Clone, Copy)]
enum Number {
    Known(u64),
    Hidden(usize),
}

impl Sums {
    fn new(tables: &[Table], concealed: &[Concealed]) -> Self {
        let mut sums = Sums { hidden: Vec::new(), equations: Vec::new() };
        // Tables with a total share it.
        let mut shared: Option<Vec<Number>> = None;
        for (number, (table, concealed)) in tables.iter().zip(concealed).enumerate() {
            let rows: Vec<Vec<Number>> = (0..table.rows.len())
                .map(|row| sums.row(number, row, table.rows.get(row).cloned().unwrap_or_default(), concealed))
                .collect();
            rows.iter().for_each(|row| sums.equation(row));
            if !table.added {
                continue;
            }
            let total = shared.get_or_insert_with(|| sums.row(number, table.rows.len(), totals(table), concealed));
            let total = total.clone();
            sums.equation(&total);
            for (column, total) in total.iter().enumerate() {
                let mut parts: Vec<Number> = rows.iter().filter_map(|row| row.get(column)).copied().collect();
                parts.push(*total);
                sums.equation(&parts);
            }
        }
        sums
    }

    /// The numbers of a row, its size last.
    fn row(&mut self, table: usize, row: usize, counts: Vec<u64>, concealed: &Concealed) -> Vec<Number> {
        let size = counts.iter().sum();
        let columns = counts.len();
        let all = counts.into_iter().chain([size]).enumerate();
        let number = |(column, own): (usize, u64)| {
            let is_size = column == columns;
            let is_hidden = if is_size { concealed.hides_size(row) } else { concealed.is_hidden(row, column) };
            if !is_hidden {
                return Number::Known(own);
            }
            self.hidden.push(AuditPlace { table, row, column, is_size, own });
            Number::Hidden(self.hidden.len() - 1)
        };
        all.map(number).collect()
    }

    /// Notes that the last of some numbers is the sum of the others.
    fn equation(&mut self, numbers: &[Number]) {
        let Some((last, parts)) = numbers.split_last() else { return };
        let mut equation = Equation { terms: Vec::new(), sum: 0 };
        for (number, is_added) in parts.iter().map(|part| (part, true)).chain([(last, false)]) {
            match number {
                Number::Hidden(at) => equation.terms.push((*at, is_added)),
                Number::Known(known) if is_added => equation.sum -= i64::try_from(*known).unwrap_or(i64::MAX),
                Number::Known(known) => equation.sum += i64::try_from(*known).unwrap_or(i64::MAX),
            }
        }
        if !equation.terms.is_empty() {
            self.equations.push(equation);
        }
    }

    /// The least and the most that a hidden number can be by sums alone.
    fn range(&self, at: usize) -> (u64, Option<u64>) {
        (self.end(at, false).unwrap_or(0), self.end(at, true))
    }

    fn end(&self, at: usize, most: bool) -> Option<u64> {
        let mut problem = ProblemVariables::new();
        let variables: Vec<Variable> = problem.add_vector(variable().min(0), self.hidden.len());
        let wanted = *variables.get(at)?;
        let mut model = if most { problem.maximise(wanted) } else { problem.minimise(wanted) }.using(microlp);
        for equation in &self.equations {
            let mut sum = Expression::from(0.0);
            for (own, is_added) in &equation.terms {
                sum.add_mul(if *is_added { 1.0 } else { -1.0 }, *variables.get(*own)?);
            }
            model.add_constraint(sum.eq(equation.sum as f64));
        }
        let end = model.solve().ok()?.value(wanted).round().max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of reviews")]
        Some(end as u64)
    }
}

fn totals(table: &Table) -> Vec<u64> {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..width).map(|column| table.rows.iter().filter_map(|row| row.get(column)).sum()).collect()
}

/// Tries all tables that fit what is published.
struct Search<'s> {
    sums: &'s Sums,
    tables: &'s [Table],
    concealed: &'s [Concealed],
    protection: &'s Protection,
    ranges: &'s [(u64, Option<u64>)],
}

/// How far a search is.
struct AuditFound {
    values: Vec<u64>,
    steps: usize,
    ranges: Vec<Option<(u64, u64)>>,
    known: Known,
}

impl Search<'_> {
    /// The least and most of each hidden number in all tables that are published alike; `None` where they are too many.
    fn run(&self) -> Option<Vec<(u64, u64)>> {
        let ranges = vec![None; self.sums.hidden.len()];
        let mut found = AuditFound { values: Vec::new(), steps: 0, ranges, known: Known::default() };
        self.fill(&mut found);
        if found.steps > MOST_STEPS { None } else { found.ranges.into_iter().collect() }
    }

    /// Tries every value of the next number.
    fn fill(&self, found: &mut AuditFound) {
        let at = found.values.len();
        let Some((least, most)) = self.ranges.get(at) else { return self.keep(found) };
        let Some(most) = most else {
            found.steps = MOST_STEPS + 1;
            return;
        };
        for value in *least..=*most {
            found.steps += 1;
            if found.steps > MOST_STEPS {
                return;
            }
            found.values.push(value);
            if self.fits(&found.values) {
                self.fill(found);
            }
            found.values.pop();
        }
    }

    /// Whether the equations of the last number can hold.
    fn fits(&self, values: &[u64]) -> bool {
        let last = values.len().saturating_sub(1);
        let mut own = self.sums.equations.iter().filter(|equation| equation.terms.iter().any(|(at, _)| *at == last));
        own.all(|equation| {
            let (mut low, mut high) = (0_i64, 0_i64);
            for (at, is_added) in &equation.terms {
                let range =
                    self.ranges.get(*at).map_or((0, 0), |(least, most)| (*least, most.unwrap_or(u64::MAX >> 8)));
                let (least, most) = values.get(*at).map_or(range, |value| (*value, *value));
                let (least, most) = (least.cast_signed(), most.cast_signed());
                (low, high) = if *is_added { (low + least, high + most) } else { (low - most, high - least) };
            }
            (low..=high).contains(&equation.sum)
        })
    }

    /// Keeps what the numbers are, if the same would be hidden of them.
    fn keep(&self, found: &mut AuditFound) {
        let mut tables = self.tables.to_vec();
        for (place, value) in self.sums.hidden.iter().zip(&found.values).filter(|(place, _)| !place.is_size) {
            let cell =
                tables.get_mut(place.table).and_then(|table| table.rows.get_mut(place.row)?.get_mut(place.column));
            cell.into_iter().for_each(|cell| *cell = *value);
        }
        // To conceal takes much longer than a step.
        found.steps += 10;
        if conceal_with(&tables, self.protection, &mut found.known) != self.concealed {
            return;
        }
        for (range, value) in found.ranges.iter_mut().zip(&found.values) {
            let (least, most) = range.unwrap_or((*value, *value));
            *range = Some((least.min(*value), most.max(*value)));
        }
    }
}
