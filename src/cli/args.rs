//! The arguments as they are typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::review::{Grade, Kind, When};

/// Grades structured case reviews against a rubric and says why.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colour; never where the environment variable NO_COLOR is set, unless `always`.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    /// The width of the text in columns [default: the terminal's, or 100].
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub(super) width: Option<u16>,
}

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  done, and the answer is no (--at-least, --final)
  2  the input, the rubric or the command line is wrong, or something could not be read or written";

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Grade reviews, with reasons.
    Grade(GradeArgs),
    /// Write a starting review: every key that the rubric reads, explained, nothing filled in.
    New(NewArgs),
    /// Say what a rule of the rubric asks, why, and where it comes from.
    Explain(ExplainArgs),
    /// List everything that a rule can read.
    Facts,
}

/// `casegrade grade`
#[derive(Debug, Args)]
#[command(
    after_help = "A folder means the reviews in it and below it: every .toml file but rubrics and judgement files.
People's answers to the rubric's questions are read from NAME.judgement.toml beside NAME.toml."
)]
pub(super) struct GradeArgs {
    /// Reviews: files, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) rubric: RubricArg,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Show every rule and every reason.
    #[arg(long)]
    pub(super) all: bool,
    /// Grade the one file again on each save, and show what changed.
    #[arg(long, conflicts_with_all = ["format", "at_least", "finished"])]
    pub(super) watch: bool,
    /// Show what each rule matters now: what would follow if it alone were met, or failed.
    #[arg(long)]
    pub(super) impact: bool,
    /// End with 1 if a review is graded below this, or not enough is stated.
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    pub(super) at_least: Option<Grade>,
    /// Show the shortest way to this grade, rather than to the next.
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    pub(super) to: Option<Grade>,
    /// End with 1 if a question for a person is not answered.
    #[arg(long = "final")]
    pub(super) finished: bool,
    /// The day the result stands for [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<jiff::civil::Date>,
}

impl GradeArgs {
    /// The day that the result stands for.
    pub(super) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}

/// `casegrade new`
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The file to write; never one that is there already.
    pub(super) file: PathBuf,
    /// The kind of review [default: the rubric's, if it is for one kind].
    #[arg(long, value_enum)]
    pub(super) kind: Option<KindArg>,
    #[command(flatten)]
    pub(super) rubric: RubricArg,
}

/// `--kind`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KindArg {
    /// A serious case review.
    Scr,
    /// A local child safeguarding practice review.
    Lcspr,
    /// A safeguarding adults review.
    Sar,
    /// A domestic homicide review.
    Dhr,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Scr => Kind::Scr,
            KindArg::Lcspr => Kind::Lcspr,
            KindArg::Sar => Kind::Sar,
            KindArg::Dhr => Kind::Dhr,
        }
    }
}

/// `casegrade explain`
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule's id, such as LA2.
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) rubric: RubricArg,
}

/// `--rubric`
#[derive(Debug, Args)]
pub(super) struct RubricArg {
    /// The rubric: the id of one that comes with the program, or the path of a file.
    #[arg(long, value_name = "ID|PATH", default_value = crate::rubric::DEFAULT)]
    pub(super) rubric: String,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

fn grade(word: &str) -> Result<Grade, String> {
    word.parse()
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let when: When = text.parse()?;
    if when.first() == when.last() {
        Ok(when.first())
    } else {
        Err(format!("`{text}` is not a day: write `2009-05-12`"))
    }
}
