//! What `casegrade new` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::review::Kind;

/// `casegrade new`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade new review.toml --kind lcspr\n  casegrade new draft.docx --kind sar")]
pub(in crate::cli) struct NewArgs {
    /// File to create, NAME.toml for a form or NAME.docx for a blank draft in Word; it must not exist yet
    pub(in crate::cli) file: PathBuf,
    /// Kind of review [default: the rubric's, if it is for one kind].
    #[arg(long, value_enum)]
    pub(in crate::cli) kind: Option<KindArg>,
    /// Rubric: a built-in id, or the path of a file [default: the one for the kind].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
}

/// `--kind`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KindArg {
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
