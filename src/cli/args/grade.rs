//! What `casegrade grade` takes.

use std::path::PathBuf;

use clap::Args;

use super::{GRADE, InputArgs, ResultArgs, RubricArg, day, grade};
use crate::report::View;
use crate::review::Grade;

/// `casegrade grade`
#[derive(Debug, Args)]
#[command(
    after_help = "A folder means the reviews in it and below it: every file whose name ends in .toml, .json, .yaml, .yml, .ndjson \
                  or .jsonl, but rubrics, judgement files and results of this program. Each line of an .ndjson or .jsonl file is a \
                  review in JSON.

A named pipe is waited for 10 seconds until somebody writes to it.

A narrative document (.docx, .odt, .md, .txt) that is named itself is graded as far as a review can be read from it.

People's answers to the rubric's questions are read from NAME.judgement.toml (or .json or .yaml) beside the review NAME."
)]
pub(in crate::cli) struct GradeArgs {
    /// Reviews: files, folders of them, or - for the standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<GRADE>,
    /// Write a file a review into this folder, and an index of them; in HTML unless `--format` says otherwise.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(in crate::cli) out_dir: Option<PathBuf>,
    /// Show the closing table alone: a line a review.
    #[arg(long, conflicts_with = "all")]
    pub(in crate::cli) brief: bool,
    /// Show every rule and every reason.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Grade the one file again on each save, and show what changed.
    #[arg(long, conflicts_with_all = ["format", "output", "out_dir", "brief", "at_least", "finished"])]
    pub(in crate::cli) watch: bool,
    /// Show what each rule matters now: what would follow if it alone were met, or failed.
    #[arg(long)]
    pub(in crate::cli) impact: bool,
    /// End with 1 if a review is graded below this, or not enough is stated.
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    pub(in crate::cli) at_least: Option<Grade>,
    /// Show the shortest way to this grade, rather than to the next.
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    pub(in crate::cli) to: Option<Grade>,
    /// End with 1 if a question for a person is not answered.
    #[arg(long = "final")]
    pub(in crate::cli) finished: bool,
    /// The day the result stands for [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl GradeArgs {
    /// How much of the result is shown.
    pub(in crate::cli) fn view(&self) -> View {
        View { all: self.all, brief: self.brief, width: None }
    }

    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
