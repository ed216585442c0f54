//! What `casegrade import` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::review::import::DateOrder;

use super::LimitArgs;

/// `casegrade import`
#[derive(Debug, Args)]
#[command(
    after_help = "What is not certain is commented out, with the reason; nothing is guessed. Read are .docx, .odt, .md and .txt."
)]
pub(in crate::cli) struct ImportArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt).
    pub(in crate::cli) document: PathBuf,
    /// The file to write, never one that is there already [default: the standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Write NHS numbers, addresses, confidential names and their like into the file, rather than `[masked: ...]`.
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
