//! What `casegrade rubric` takes, a struct a subcommand.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CHECK, DIFF, InputArgs, PROSE, RUBRIC, ResultArgs, TEST};

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
    /// Say what is wrong with rubrics, and what is suspicious, each suspicion with something that shows it.
    Check(CheckArgs),
    /// List the rubrics that come with the program.
    List(ListArgs),
    /// Say what differs between two rubrics, and which reviews come to another grade, and why.
    Diff(DiffArgs),
    /// Read a rubric out: what it asks, how a grade is reached, and what it rests on.
    Show(ShowArgs),
    /// Write a starting rubric with a file of cases beside it, both explained.
    New(NewRubricArgs),
    /// Grade the reviews beside a rubric, and say where it does not come to what is expected.
    Test(TestArgs),
}

/// `casegrade rubric check`
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Rubrics: ids of those that come with the program, or paths of files or folders.
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    /// End with 1 if anything is suspicious.
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<CHECK>,
}

/// `casegrade rubric list`
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<RUBRIC>,
}

/// `casegrade rubric diff`
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    /// The old rubric: the id of one that comes with the program, or the path of a file.
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: String,
    /// The new one.
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: String,
    /// Reviews to grade by both: files, or folders of them.
    #[arg(value_name = "REVIEW")]
    pub(in crate::cli) reviews: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<DIFF>,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
}

/// `casegrade rubric show`
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// The rubric: the id of one that comes with the program, or the path of a file.
    #[arg(value_name = "ID|PATH")]
    pub(in crate::cli) rubric: String,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<PROSE>,
}

/// `casegrade rubric new`
#[derive(Debug, Args)]
pub(in crate::cli) struct NewRubricArgs {
    /// The file to write, NAME.toml; its cases go into NAME.cases.toml. Never one that is there already.
    pub(in crate::cli) file: PathBuf,
    /// A rubric to copy with its cases, in place of the starting one: the id of one that comes with the program, or a path.
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) from: Option<String>,
}

/// `casegrade rubric test`
#[derive(Debug, Args)]
#[command(after_help = "The cases of NAME.toml are read from NAME.cases.toml beside it.")]
pub(in crate::cli) struct TestArgs {
    /// Rubrics: ids of those that come with the program, or paths of files or folders.
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<TEST>,
    /// End with 1 if the cases show less than this, in percent, of what a rubric can come to; list what they do not show.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(in crate::cli) min_coverage: Option<u8>,
}

/// A whole number of percents.
fn percent(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse::<u8>().ok().filter(|percent| *percent <= 100);
    number.ok_or_else(|| "wanted a whole number from 0 to 100".to_owned())
}
