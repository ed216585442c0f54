//! What `casegrade rubric` takes, a struct a subcommand.

use clap::{Args, Subcommand};

use super::Format;

/// `casegrade rubric`
#[derive(Debug, Args)]
pub(in crate::cli) struct RubricArgs {
    /// What to do with rubrics.
    #[command(subcommand)]
    pub(in crate::cli) command: RubricCommand,
}

/// What to do with rubrics.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RubricCommand {
    /// List the rubrics that come with the program.
    List(ListArgs),
}

/// `casegrade rubric list`
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
}
