//! What `casegrade new` takes.

use std::path::PathBuf;

use clap::Args;

/// `casegrade new`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  casegrade new review.toml --kind lcspr\n  casegrade new draft.docx --kind sar\n  casegrade new case-12.xlsx --answers --rubric checklist.toml"
)]
pub(in crate::cli) struct NewArgs {
    /// File to create, NAME.toml for a form or NAME.docx for a blank draft in Word; it must not exist yet
    pub(in crate::cli) file: PathBuf,
    /// Write an answer sheet instead: the rubric's questions in NAME.xlsx or NAME.csv, to fill in and give to `grade`.
    #[arg(long)]
    pub(in crate::cli) answers: bool,
    /// Kind of review: scr, lcspr, sar, dhr, or another that the rubric is for [default: the rubric's, if it is for one kind].
    #[arg(long, value_name = "WORD")]
    pub(in crate::cli) kind: Option<String>,
    /// Rubric: a built-in id, or the path of a file [default: the one for the kind].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
}
