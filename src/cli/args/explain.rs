//! What `casegrade explain` takes.

use clap::Args;

use super::rubric::RubricArg;
use super::{PROSE, ResultArgs};

/// `casegrade explain`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  casegrade explain RULE\n  casegrade explain CRITERION")]
pub(in crate::cli) struct ExplainArgs {
    /// Id of the rule or criterion, as the reports show it
    pub(in crate::cli) rule: String,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    /// Also read a rubric that it extends outside its folder.
    #[arg(long)]
    pub(in crate::cli) allow_outside: bool,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<PROSE>,
}
