//! What `casegrade compare` takes.

use std::path::PathBuf;

use clap::Args;

use super::table::{CountArg, bound};
use super::{COMPARE, ResultArgs, SetArgs};

/// `casegrade compare`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade compare first-draft.toml second-draft.toml
  casegrade compare reviews-2022/ reviews-2023/

Each side can be a review, a folder, a results file (`casegrade grade --format json`) or a .csv file.
Reviews are matched by their ids.")]
pub(in crate::cli) struct CompareArgs {
    /// Earlier draft, or earlier set of reviews
    #[arg(value_name = "BEFORE")]
    pub(in crate::cli) before: PathBuf,
    /// Later draft, or later set of reviews
    #[arg(value_name = "AFTER")]
    pub(in crate::cli) after: PathBuf,
    /// The grade that is counted.
    #[arg(long, value_enum, default_value_t = CountArg::Headline)]
    pub(in crate::cli) count: CountArg,
    /// List every review whose grade changed (CSV and JSON always do).
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Exit with 1 if a review got a worse grade, or no longer has one.
    #[arg(long)]
    pub(in crate::cli) fail_on_worse: bool,
    /// Leave out confidence intervals and significance tests.
    #[arg(long)]
    pub(in crate::cli) no_interval: bool,
    /// Suppress counts below N, others that would reveal them, and all single reviews; N is at least 3.
    #[arg(long, value_name = "N", value_parser = bound)]
    pub(in crate::cli) suppress_below: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<COMPARE>,
    #[command(flatten)]
    pub(in crate::cli) set: SetArgs,
}
