//! What `casegrade rubric` takes, a struct a subcommand.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CHECK, DIFF, InputArgs, PROSE, RUBRIC, ResultArgs, TEST};

/// `casegrade rubric`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casegrade rubric list\n  casegrade rubric show scr-2009\n  casegrade rubric check our-rubric.toml"
)]
pub(in crate::cli) struct RubricArgs {
    /// What to do with rubrics.
    #[command(subcommand)]
    pub(in crate::cli) command: RubricCommand,
}

/// What to do with rubrics.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RubricCommand {
    /// Find errors and likely mistakes in rubrics, each with an example that shows it.
    Check(CheckArgs),
    /// List the built-in rubrics.
    List(ListArgs),
    /// Compare two rubrics: what differs, and which reviews get another grade.
    Diff(DiffArgs),
    /// Show a rubric in plain sentences: what it asks and how it grades.
    Show(ShowArgs),
    /// Create a first rubric and its test cases, both explained.
    New(NewRubricArgs),
    /// Run a rubric's test cases.
    Test(TestArgs),
}

/// `casegrade rubric check`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade rubric check our-rubric.toml")]
pub(in crate::cli) struct CheckArgs {
    /// Rubrics: built-in ids, or paths of files or folders
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    /// Exit with 1 if there are warnings.
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    /// Also read a rubric that it extends outside its folder.
    #[arg(long)]
    pub(in crate::cli) allow_outside: bool,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<CHECK>,
}

/// `casegrade rubric list`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade rubric list")]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<RUBRIC>,
}

/// `casegrade rubric diff`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade rubric diff old.toml new.toml reviews/")]
pub(in crate::cli) struct DiffArgs {
    /// Old rubric: a built-in id, or the path of a file
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: String,
    /// New rubric
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: String,
    /// Reviews to grade with both: files or folders
    #[arg(value_name = "REVIEW")]
    pub(in crate::cli) reviews: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<DIFF>,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
}

/// `casegrade rubric show`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade rubric show scr-2009")]
pub(in crate::cli) struct ShowArgs {
    /// Rubric: a built-in id, or the path of a file.
    #[arg(value_name = "ID|PATH")]
    pub(in crate::cli) rubric: String,
    /// In short, for a meeting: how grades are reached, what is judged, and what each grade of a rule needs.
    #[arg(long)]
    pub(in crate::cli) brief: bool,
    /// Also read a rubric that it extends outside its folder.
    #[arg(long)]
    pub(in crate::cli) allow_outside: bool,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<PROSE>,
}

/// `casegrade rubric new`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casegrade rubric new our-rubric.toml\n  casegrade rubric new checklist.toml --questions questions.xlsx"
)]
pub(in crate::cli) struct NewRubricArgs {
    /// File to create, NAME.toml, with its cases in NAME.cases.toml; neither must exist yet
    pub(in crate::cli) file: PathBuf,
    /// Rubric to copy, with its cases: a built-in id, or a path.
    #[arg(long, value_name = "ID|PATH", conflicts_with = "questions")]
    pub(in crate::cli) from: Option<String>,
    /// List of questions to make a checklist of, with an answer sheet in NAME.answers.xlsx: a spreadsheet (.csv, .xlsx or
    /// .ods) with a row for each question, or a text or document (.txt, .md, .docx or .odt) with a line for each.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) questions: Option<PathBuf>,
}

/// `casegrade rubric test`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  casegrade rubric test our-rubric.toml\n\nThe cases for NAME.toml are in NAME.cases.toml, next to it."
)]
pub(in crate::cli) struct TestArgs {
    /// Rubrics: built-in ids, or paths of files or folders
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<TEST>,
    /// Also read files outside the folder that `[bases]` names, or that the rubric extends.
    #[arg(long)]
    pub(in crate::cli) allow_outside: bool,
    /// Exit with 1 if the cases cover less than this percentage of possible results; list what they miss.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(in crate::cli) min_coverage: Option<u8>,
}

/// A whole number of percents.
fn percent(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse::<u8>().ok().filter(|percent| *percent <= 100);
    number.ok_or_else(|| "enter a whole number from 0 to 100".to_owned())
}

/// `--rubric`
#[derive(Debug, Args)]
pub(in crate::cli) struct RubricArg {
    /// Rubric: a built-in id, or the path of a file.
    #[arg(long, value_name = "ID|PATH", default_value = crate::rubric::DEFAULT)]
    pub(in crate::cli) rubric: String,
}
