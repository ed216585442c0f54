//! The arguments as they are typed: a file a command, and here what they share.

mod agree;
mod compare;
mod day;
mod explain;
mod grade;
mod import;
mod inputs;
mod judge;
mod new;
mod passages;
mod result;
mod rubric;
mod sample;
mod schema;
mod set;
mod table;
mod verify;

pub(in crate::cli) use agree::AgreeArgs;
pub(in crate::cli) use compare::CompareArgs;
pub(in crate::cli) use explain::ExplainArgs;
pub(in crate::cli) use grade::GradeArgs;
pub(in crate::cli) use import::ImportArgs;
pub(in crate::cli) use inputs::{InputArgs, LimitArgs};
pub(in crate::cli) use judge::JudgeArgs;
pub(in crate::cli) use new::NewArgs;
pub(in crate::cli) use passages::{PassagesArgs, PassagesFormat};
pub(in crate::cli) use result::{AUDIT, CHECK, COMPARE, DIFF, GRADE, PICTURE, PROSE, RUBRIC, ResultArgs, TABLES, TEST};
pub(in crate::cli) use rubric::{
    CheckArgs, DiffArgs, ListArgs, NewRubricArgs, RubricArgs, RubricCommand, ShowArgs, TestArgs,
};
pub(in crate::cli) use sample::SampleArgs;
pub(in crate::cli) use schema::SchemaArgs;
pub(in crate::cli) use set::SetArgs;
pub(in crate::cli) use table::TableArgs;
pub(in crate::cli) use verify::VerifyArgs;

use clap::{Args, Parser, Subcommand};

use super::terminal::Color;

/// Grades structured case reviews against a rubric and says why.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub(in crate::cli) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
    /// When to use colour; NO_COLOR turns it off, unless you choose `always`.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "General")]
    pub(in crate::cli) color: Color,
    /// File of confidential names, one a line; they are masked in all output.
    #[arg(long, global = true, value_name = "FILE", help_heading = "General")]
    pub(in crate::cli) names: Option<std::path::PathBuf>,
    /// Show how each line of `--names` is read, and do nothing else.
    #[arg(long, global = true, requires = "names", help_heading = "General")]
    pub(in crate::cli) check_names: bool,
    /// Width of the text in columns [default: your terminal's, or 100].
    #[arg(
        long,
        global = true,
        value_name = "COLUMNS",
        value_parser = clap::value_parser!(u16).range(40..=1000),
        help_heading = "General"
    )]
    pub(in crate::cli) width: Option<u16>,
}

const EXIT_CODES: &str = "Examples:
  casegrade import draft.docx --output review.toml    start from a Word draft
  casegrade grade review.toml                         grade a review
  casegrade table reviews/ --by region                summarise many

Exit codes:
  0  done
  1  a check failed (--at-least, --final, --fail-on-worse, --deny-warnings, --min-coverage, `verify`, or a rubric's test cases)
  2  an input, the rubric or the command is wrong, or a file could not be read or written";

/// What to do.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Grade reviews, with reasons.
    Grade(GradeArgs),
    /// Summarise many reviews in tables: counts, percentages, confidence intervals.
    Table(TableArgs),
    /// Compare two drafts of a review, or two sets of reviews: what changed, and why.
    Compare(CompareArgs),
    /// Measure how far raters agree: the tool and people, or people with each other.
    Agree(AgreeArgs),
    /// Answer a rubric's questions about a review, or give it another grade, and keep the reasons.
    Judge(JudgeArgs),
    /// Choose reviews for a second look, and say why each was chosen.
    Sample(SampleArgs),
    /// Grade the reviews of a file of results again, and say what has changed since.
    Verify(VerifyArgs),
    /// Create a blank review with every key that the rubric reads, explained.
    New(NewArgs),
    /// Create a review from a document: its action plan, findings, agencies and dates.
    Import(ImportArgs),
    /// Show a document as it is read: its headings, paragraphs and tables, and what each part is taken for.
    Passages(PassagesArgs),
    /// Explain a rule or a criterion: what it asks, why, and where it comes from.
    Explain(ExplainArgs),
    /// List, read, check, compare and test rubrics.
    Rubric(RubricArgs),
    /// List everything that a rule can read.
    Facts(FactsArgs),
    /// Print what completes the program's commands in a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
    /// Print the JSON Schema of an input or output file, for editors and programs.
    Schema(SchemaArgs),
}

impl Command {
    /// Whether files outside of the folders of those that name them may be read.
    pub(in crate::cli) fn allows_outside(&self) -> bool {
        match self {
            Command::Grade(args) => args.inputs.allow_outside,
            Command::Judge(args) => args.allow_outside,
            Command::Table(args) => args.set.inputs.allow_outside,
            Command::Rubric(args) => match &args.command {
                RubricCommand::Check(args) => args.allow_outside,
                RubricCommand::Diff(args) => args.inputs.allow_outside,
                RubricCommand::Show(args) => args.allow_outside,
                RubricCommand::Test(args) => args.allow_outside,
                RubricCommand::List(_) | RubricCommand::New(_) => false,
            },
            Command::Explain(args) => args.allow_outside,
            Command::Compare(_)
            | Command::Agree(_)
            | Command::Sample(_)
            | Command::Verify(_)
            | Command::New(_)
            | Command::Import(_)
            | Command::Passages(_)
            | Command::Facts(_)
            | Command::Completions(_)
            | Command::Man
            | Command::Schema(_) => false,
        }
    }
}

/// `casegrade facts`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  casegrade facts actions\n  casegrade facts --search owner")]
pub(in crate::cli) struct FactsArgs {
    /// Only the facts of the items of this list, such as `actions`, or `review` for those of the review itself
    #[arg(value_name = "LIST", conflicts_with = "placeholders")]
    pub(in crate::cli) list: Option<String>,
    /// Only facts whose name or meaning has this word.
    #[arg(long, value_name = "WORD", conflicts_with = "placeholders")]
    pub(in crate::cli) search: Option<String>,
    /// List the texts that only fill a place instead, such as `TBC`: they count as nothing given.
    #[arg(long)]
    pub(in crate::cli) placeholders: bool,
}

/// `casegrade completions`
#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell.
    pub(in crate::cli) shell: clap_complete::Shell,
}
