//! What `casegrade explain` takes.

use clap::Args;

use super::{PROSE, ResultArgs, RubricArg};

/// `casegrade explain`
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule's id, such as LA2.
    pub(in crate::cli) rule: String,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<PROSE>,
}
