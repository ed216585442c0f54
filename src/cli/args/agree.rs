//! What `casegrade agree` takes.

use std::path::PathBuf;

use clap::Args;

use super::table::CountArg;
use super::{COMPARE, ResultArgs, SetArgs};

/// `casegrade agree`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade agree reviews/ inspector.csv                 the tool beside a person
  casegrade agree ann.csv ben.csv                        two people
  casegrade agree ann/ ben/                              the same in folders
  casegrade agree ratings/                               a folder with a spreadsheet or a folder for each rater
  casegrade agree reviews/ --raters tool,ann,ben         people's judgement files next to the reviews

Each path is one rater: reviews, results (`casegrade grade --format json`), a spreadsheet of grades, or a folder of spreadsheets or judgement files. One path can hold all raters: a folder with a spreadsheet or a folder for each, judgement files of several people, or reviews with the tool and everybody who judged them as raters. Reviews are matched by their ids.")]
pub(in crate::cli) struct AgreeArgs {
    /// The raters' grades; NAME=PATH names a rater
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The raters of one path: `tool`, `recorded`, or people who judged its reviews [default: the tool and everybody].
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(in crate::cli) raters: Vec<String>,
    /// The grade of a graded review that is compared; `headline` counts people's departures and waivers.
    #[arg(long, value_enum, default_value_t = CountArg::Tool)]
    pub(in crate::cli) count: CountArg,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<COMPARE>,
    #[command(flatten)]
    pub(in crate::cli) set: SetArgs,
}
