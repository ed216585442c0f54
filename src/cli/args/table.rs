//! What `casegrade table` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::exit::Error;
use super::{ResultArgs, SetArgs, TABLES};
use crate::report::Sort;
use crate::tables::{By, CountBy, DateOf, Division, LEAST_BOUND, Protection};

/// `casegrade table`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade table reviews/
  casegrade table reviews/ --by region --suppress-below 5
  casegrade table recorded.csv --by period

A .csv file has one of these headings, and may have extra columns to group by:
  id,grade                                     one row for each review
  period,outstanding,good,adequate,inadequate  one row for each period")]
pub(in crate::cli) struct TableArgs {
    /// Reviews, folders of them, results of `casegrade grade --format json`, and .csv files.
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Group by period, region, partnership, kind, status or custom.NAME, or by two as A,B; repeat for another table
    /// [default: one group; published totals by period].
    #[arg(long, value_name = "WHAT", value_parser = groups)]
    pub(in crate::cli) by: Vec<Groups>,
    /// Make periods of this length from a date, instead of the recorded periods.
    #[arg(long, value_enum, value_name = "LENGTH", help_heading = "Periods")]
    pub(in crate::cli) period: Option<PeriodArg>,
    /// The date that periods are made from.
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = DateArg::Completed, help_heading = "Periods")]
    pub(in crate::cli) date: DateArg,
    /// The grade that is counted.
    #[arg(long, value_enum, default_value_t = CountArg::Headline)]
    pub(in crate::cli) count: CountArg,
    /// Also show the grades of each area (criterion).
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) criteria: bool,
    /// Also show which rules reviews most often fall short of.
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) rules: bool,
    /// Also show the grade of every review in every area.
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) matrix: bool,
    /// The order of the reviews in the matrix: given, id, grade (worst first), or a criterion's id.
    #[arg(long, value_name = "ORDER", value_parser = sort, requires = "matrix", default_value = "given", help_heading = "What to show")]
    pub(in crate::cli) sort: Sort,
    /// With two things to group by, also show the totals of the first.
    #[arg(long, conflicts_with_all = ["suppress_below", "round"], help_heading = "What to show")]
    pub(in crate::cli) subtotals: bool,
    /// Leave the 95% intervals out.
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) no_interval: bool,
    /// Suppress counts below N, and others that would reveal them; N is at least 3.
    #[arg(long, value_name = "N", value_parser = bound, help_heading = "Small numbers")]
    suppress_below: Option<u64>,
    /// What a reader must not be able to tell about a suppressed count.
    #[arg(long, value_enum, value_name = "WHAT", requires = "suppress_below", default_value_t = ProtectArg::All, help_heading = "Small numbers")]
    protect: ProtectArg,
    /// Also suppress a group whose reviews all have one grade.
    #[arg(long, requires = "suppress_below", help_heading = "Small numbers")]
    hide_full: bool,
    /// Round every number to a multiple of N instead, so that all sums still hold.
    #[arg(long, value_name = "N", value_parser = base, conflicts_with = "suppress_below", help_heading = "Small numbers")]
    pub(in crate::cli) round: Option<u64>,
    /// Also write to this file what a reader can find out of each suppressed number: not for publication.
    #[arg(long, value_name = "FILE", requires = "suppress_below", help_heading = "Output")]
    pub(in crate::cli) audit: Option<PathBuf>,
    /// Write pictures of the grades to this file too (.svg): by group, the trend by period, and with `--matrix` each review.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) plot: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<TABLES>,
    #[command(flatten)]
    pub(in crate::cli) set: SetArgs,
}

/// What the groups of one table have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Groups(pub(in crate::cli) Vec<By>);

impl Groups {
    fn words(&self) -> String {
        self.0.iter().map(By::word).collect::<Vec<_>>().join(",")
    }

    /// What is asked for in both, or lies within what the other asks for, if anything does.
    fn shared(&self, other: &Groups) -> Option<&By> {
        let areas = [By::Region, By::Partnership];
        let is_in = |by: &&By| other.0.iter().any(|own| own == *by || areas.contains(by) && areas.contains(own));
        self.0.iter().find(is_in)
    }
}

/// `--protect`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProtectArg {
    /// That it is 1; it could be 1 or 2.
    Ones,
    /// Anything; it could be any number below N.
    All,
}

impl TableArgs {
    /// Refuses what cannot be asked for together.
    ///
    /// # Errors
    /// Where two options do not go together.
    pub(in crate::cli) fn check(&self) -> Result<(), Error> {
        let asks_for = |by: &By| self.by.iter().any(|groups| groups.0.contains(by));
        if self.period.is_some() && !asks_for(&By::Period) {
            return Err(Error::Asked("`--period` makes periods to group by: add `--by period`".to_owned()));
        }
        if self.subtotals && !self.by.iter().any(|groups| groups.0.len() > 1) {
            return Err(Error::Asked(
                "`--subtotals` needs two things to group by, such as `--by period,region`".to_owned(),
            ));
        }
        if self.round.is_some() && self.by.len() > 1 {
            return Err(Error::Asked(
                "with `--round`, give one `--by`: two tables may round a total differently".to_owned(),
            ));
        }
        let pairs = self.by.iter().enumerate().flat_map(|(at, one)| self.by.iter().take(at).map(move |two| (one, two)));
        for (one, two) in pairs {
            let is_same = one.0.len() == two.0.len() && one.0.iter().all(|by| two.0.contains(by));
            if is_same {
                return Err(Error::Asked(format!("`--by {}` is given twice", one.words())));
            }
            if let Some(by) = one.shared(two).filter(|_| self.suppress_below.is_some()) {
                return Err(Error::Asked(format!(
                    "with `--suppress-below`, only one table can be by {}: one could be subtracted from the other",
                    by.word()
                )));
            }
        }
        Ok(())
    }

    /// What is hidden.
    pub(in crate::cli) fn protection(&self) -> Option<Protection> {
        let protection = Protection { full: self.hide_full, ..Protection::new(self.suppress_below?) };
        Some(match self.protect {
            ProtectArg::Ones => protection.ones(),
            ProtectArg::All => protection,
        })
    }
}

/// `--period`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PeriodArg {
    /// Calendar years.
    Year,
    /// Quarters of calendar years.
    Quarter,
    /// April to March.
    FinancialYear,
    /// Quarters of financial years, the first from April to June.
    FinancialQuarter,
    /// September to August.
    AcademicYear,
    /// January to June, July to December.
    HalfYear,
    /// Calendar months.
    Month,
}

/// `--date`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DateArg {
    /// The incident.
    Incident,
    /// The decision to hold a review.
    Decided,
    /// The review's completion.
    Completed,
    /// Its publication.
    Published,
    /// The day on which a grade was recorded.
    Recorded,
}

/// `--count`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CountArg {
    /// The grade at the top of its report, or "no grade yet"; people's changes count.
    Headline,
    /// The same without people's changes.
    Tool,
    /// The worst grade that it can be.
    Floor,
    /// The best grade that it can be.
    Ceiling,
    /// The grade that somebody recorded.
    Recorded,
}

impl From<PeriodArg> for Division {
    fn from(period: PeriodArg) -> Self {
        match period {
            PeriodArg::Year => Division::Year,
            PeriodArg::Quarter => Division::Quarter,
            PeriodArg::FinancialYear => Division::FinancialYear,
            PeriodArg::FinancialQuarter => Division::FinancialQuarter,
            PeriodArg::AcademicYear => Division::AcademicYear,
            PeriodArg::HalfYear => Division::HalfYear,
            PeriodArg::Month => Division::Month,
        }
    }
}

impl From<DateArg> for DateOf {
    fn from(date: DateArg) -> Self {
        match date {
            DateArg::Incident => DateOf::Incident,
            DateArg::Decided => DateOf::Decided,
            DateArg::Completed => DateOf::Completed,
            DateArg::Published => DateOf::Published,
            DateArg::Recorded => DateOf::Recorded,
        }
    }
}

impl From<CountArg> for CountBy {
    fn from(count: CountArg) -> Self {
        match count {
            CountArg::Headline => CountBy::Headline,
            CountArg::Tool => CountBy::Tool,
            CountArg::Floor => CountBy::Floor,
            CountArg::Ceiling => CountBy::Ceiling,
            CountArg::Recorded => CountBy::Recorded,
        }
    }
}

fn groups(words: &str) -> Result<Groups, String> {
    let all = words.split(',').map(str::parse).collect::<Result<Vec<By>, String>>()?;
    match all.as_slice() {
        [one, two] if one == two => Err(format!("`{}` is given twice", one.word())),
        [_, _, _, ..] => Err("a table has groups by at most two".to_owned()),
        _ => Ok(Groups(all)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of a value parser")]
fn sort(word: &str) -> Result<Sort, String> {
    Ok(match word {
        "given" => Sort::Given,
        "id" => Sort::Id,
        "grade" => Sort::Grade,
        criterion => Sort::Criterion(criterion.to_owned()),
    })
}

fn base(number: &str) -> Result<u64, String> {
    let number: u64 = number.parse().map_err(|_| "write a whole number".to_owned())?;
    if number < 2 { Err("write 2 or more: every number is a multiple of 1".to_owned()) } else { Ok(number) }
}

pub(super) fn bound(number: &str) -> Result<u64, String> {
    let number: u64 = number.parse().map_err(|_| "write a whole number".to_owned())?;
    if number == 0 {
        return Err("0 hides nothing: leave the option out".to_owned());
    }
    if number < LEAST_BOUND {
        return Err(format!("write {LEAST_BOUND} or more: a count below {number} could only be one number"));
    }
    Ok(number)
}
