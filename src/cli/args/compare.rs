//! What `casegrade compare` takes.

use std::path::PathBuf;

use clap::Args;

use super::table::{CountArg, bound};
use super::{COMPARE, ResultArgs, SetArgs};

/// `casegrade compare`
#[derive(Debug, Args)]
#[command(
    after_help = "Each of the two is a review, a folder of reviews, a file of many (.ndjson), results of `casegrade grade
--format json`, or a .csv file of recorded grades or tallies, as `casegrade table` takes them.
Reviews are told from one another by their ids.

Exit codes:
  0  done
  1  done, and with --fail-on-worse a review came to a worse grade
  2  an input, the rubric or the command line is wrong, the two were graded by different rubrics, or
     something could not be read or written"
)]
pub(in crate::cli) struct CompareArgs {
    /// The earlier draft, or the earlier set.
    #[arg(value_name = "BEFORE")]
    pub(in crate::cli) before: PathBuf,
    /// The later draft, or the later set.
    #[arg(value_name = "AFTER")]
    pub(in crate::cli) after: PathBuf,
    /// The grade that is counted.
    #[arg(long, value_enum, default_value_t = CountArg::Headline)]
    pub(in crate::cli) count: CountArg,
    /// List every review that moved; CSV and JSON always do.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// End with 1 if a review that is in both came to a worse grade, or no longer has one.
    #[arg(long)]
    pub(in crate::cli) fail_on_worse: bool,
    /// Leave the 95% intervals and the tests of shares out.
    #[arg(long)]
    pub(in crate::cli) no_interval: bool,
    /// Hide counts below N, whatever they could be worked out from, and all single reviews; at least 3.
    #[arg(long, value_name = "N", value_parser = bound)]
    pub(in crate::cli) suppress_below: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<COMPARE>,
    #[command(flatten)]
    pub(in crate::cli) set: SetArgs,
}
