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
    /// Date of the result [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl SetArgs {
    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
