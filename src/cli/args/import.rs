//! What `casegrade import` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::review::import::DateOrder;

use super::LimitArgs;

/// `casegrade import`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  casegrade import draft.docx --output review.toml\n  casegrade import report.docx plan.docx --output review.toml\n  casegrade import later.docx --update review.toml\n\nAnything uncertain is written as a comment, with the reason. Nothing is guessed."
)]
pub(in crate::cli) struct ImportArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt); after it further documents of the
    /// same review, such as its action plan
    #[arg(required = true, value_name = "DOCUMENT")]
    pub(in crate::cli) documents: Vec<PathBuf>,
    /// File to create; it must not exist yet [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Take a later draft into this form: what you wrote stays, and what changed is marked.
    #[arg(long, value_name = "FORM", conflicts_with = "output")]
    pub(in crate::cli) update: Option<PathBuf>,
    /// Keep NHS numbers, addresses and confidential names, instead of writing `[masked: ...]`.
    #[arg(long)]
    pub(in crate::cli) keep_identifiers: bool,
    /// The rubric: the id of one that comes with the program, or the path of a file [default: the one for the kind of review].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
    /// How dates such as 03/04/2027 are read [default: the day first, unless a value of the column cannot be].
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(in crate::cli) dates: Option<DatesArg>,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}

/// `--dates`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DatesArg {
    /// 03/04/2027 is 3 April.
    DayFirst,
    /// 03/04/2027 is 4 March.
    MonthFirst,
}

impl From<DatesArg> for DateOrder {
    fn from(order: DatesArg) -> Self {
        match order {
            DatesArg::DayFirst => DateOrder::DayFirst,
            DatesArg::MonthFirst => DateOrder::MonthFirst,
        }
    }
}
