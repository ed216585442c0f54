//! What `casegrade verify` takes.

use std::path::PathBuf;

use clap::Args;

use super::{COMPARE, ResultArgs};

/// `casegrade verify`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade verify results.json
  casegrade verify results.ndjson --folder /archive/2026
  casegrade verify results.json --all -o verified.csv

RESULTS is what `casegrade grade --format json` or `--format ndjson` wrote. Each review is read and graded again with the options of that command. Comments, line endings and the order of keys do not count as changes.")]
pub(in crate::cli) struct VerifyArgs {
    /// Results of `casegrade grade`
    #[arg(value_name = "RESULTS")]
    pub(in crate::cli) results: PathBuf,
    /// Folder in which the reviews were graded: paths in the results begin there [default: the current folder].
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub(in crate::cli) folder: Option<PathBuf>,
    /// List the reviews that are the same, too (CSV and JSON always do).
    #[arg(long)]
    pub(in crate::cli) all: bool,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<COMPARE>,
}
