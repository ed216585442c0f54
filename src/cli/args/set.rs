//! What every command takes that reads a set of reviews, results, recorded grades and tallies.

use clap::{Args, ValueEnum};

use super::{InputArgs, RubricArg, day};
use crate::tables::{DateOf, Reading};

/// `--dates`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DatesArg {
    /// 03/04/2009 is 3 April.
    DayFirst,
    /// 03/04/2009 is 4 March.
    MonthFirst,
}

/// Reads a word for a grade.
fn word(text: &str) -> Result<(String, String), String> {
    let (word, grade) = text.split_once('=').ok_or("write WORD=GRADE, such as RI=requires-improvement")?;
    Ok((word.trim().to_lowercase(), grade.trim().to_lowercase()))
}

/// How a set is read
#[derive(Debug, Args)]
pub(in crate::cli) struct SetArgs {
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
    /// Skip inputs that have errors, are duplicates or cannot be graded, and exit with 0.
    #[arg(long)]
    pub(in crate::cli) skip_bad: bool,
    /// Count reviews that were graded with different rubrics together.
    #[arg(long)]
    pub(in crate::cli) mix_rubrics: bool,
    /// Grade the reviews in results files again with one rubric; their files must not have moved.
    #[arg(long)]
    pub(in crate::cli) regrade: bool,
    /// The grades that spreadsheets count, the best first, such as `high,moderate,low` [default: those of the rubric].
    #[arg(long, value_name = "GRADES", value_delimiter = ',')]
    pub(in crate::cli) scale: Vec<String>,
    /// What a spreadsheet calls a grade, as WORD=GRADE, such as RI=requires-improvement; may be given again.
    #[arg(long, value_name = "WORD=GRADE", value_parser = word)]
    map: Vec<(String, String)>,
    /// How the dates of spreadsheets are read [default: the day first, unless a column cannot be read so].
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<DatesArg>,
    /// Date of the result [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl SetArgs {
    /// How spreadsheets are read, periods being made from the date that is used.
    pub(in crate::cli) fn reading(&self, used: Option<DateOf>) -> Reading {
        let words = self.map.iter().cloned().collect();
        Reading { used, words, month_first: self.dates == Some(DatesArg::MonthFirst) }
    }

    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
