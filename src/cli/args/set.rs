//! What every command takes that reads a set of reviews, results, recorded grades and tallies.

use clap::Args;

use super::{InputArgs, RubricArg, day};

/// How a set is read
#[derive(Debug, Args)]
pub(in crate::cli) struct SetArgs {
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
    /// Count what is sound and end with 0, also where inputs are broken, there twice, or have nothing to grade.
    #[arg(long)]
    pub(in crate::cli) skip_bad: bool,
    /// Count reviews together that were graded by different rubrics.
    #[arg(long)]
    pub(in crate::cli) mix_rubrics: bool,
    /// Grade the reviews that results name again, by the one rubric; their files must be where the results say.
    #[arg(long)]
    pub(in crate::cli) regrade: bool,
    /// The grades that spreadsheets count, the best first, such as `high,moderate,low` [default: those of the rubric].
    #[arg(long, value_name = "GRADES", value_delimiter = ',')]
    pub(in crate::cli) scale: Vec<String>,
    /// The day the result stands for [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl SetArgs {
    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
