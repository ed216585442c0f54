//! What `casegrade rubric` takes, a struct a subcommand.

use clap::{Args, Subcommand, ValueEnum};

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
    /// Say what is wrong with rubrics, and what is suspicious, each suspicion with something that shows it.
    Check(CheckArgs),
    /// List the rubrics that come with the program.
    List(ListArgs),
    /// Grade the reviews beside a rubric, and say where it does not come to what is expected.
    Test(TestArgs),
}

/// `casegrade rubric check`
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Rubrics: ids of those that come with the program, or paths of files.
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    /// End with 1 if anything is suspicious.
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
}

/// `casegrade rubric list`
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
}

/// `casegrade rubric test`
#[derive(Debug, Args)]
#[command(after_help = "The cases of NAME.toml are read from NAME.cases.toml beside it.")]
pub(in crate::cli) struct TestArgs {
    /// Rubrics: ids of those that come with the program, or paths of files.
    #[arg(required = true, value_name = "ID|PATH")]
    pub(in crate::cli) rubrics: Vec<String>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(in crate::cli) format: TestFormat,
    /// End with 1 if the cases show less than this, in percent, of what a rubric can come to; list what they do not show.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(in crate::cli) min_coverage: Option<u8>,
}

/// The form of the result of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TestFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For the services that run tests: JUnit's XML.
    Junit,
}
