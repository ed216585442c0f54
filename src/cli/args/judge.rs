//! What `casegrade judge` takes.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::LimitArgs;
use super::day::day;
use crate::load::{Files, Folders, InputFormat, Loader};

/// `casegrade judge`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade judge review.toml --by Anwen                       answer question by question
  casegrade judge review.toml --by Anwen --answer RULE=good --because \"A worker would do this differently\"
  casegrade judge review.toml --by Anwen --sheet answers.docx  write a sheet to fill in by hand
  casegrade judge review.toml --by Anwen --from answers.docx   read it back

Your answers are kept in NAME.judgement.BY.toml, next to the review. You can stop at any time: the next run goes on at the first unanswered question.")]
pub(in crate::cli) struct JudgeArgs {
    /// The review to judge: a file or a document
    #[arg(value_name = "REVIEW")]
    pub(in crate::cli) path: PathBuf,
    /// Who judges: a name or a role; it is part of the file's name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) by: Option<String>,
    /// Rubric: a built-in id, or the path of a file [default: the one for the kind of review].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
    /// Answer a question without being asked: its id, and a grade, the words for it or its number. You can repeat this.
    #[arg(long, value_name = "RULE=GRADE", help_heading = "Without a terminal", conflicts_with_all = ["sheet", "from"])]
    pub(in crate::cli) answer: Vec<String>,
    /// Give your own grade in place of the tool's, to `review` or to the id of an area. Needs `--because`.
    #[arg(long, value_name = "WHAT=GRADE", help_heading = "Without a terminal", conflicts_with_all = ["answer", "sheet", "from"])]
    pub(in crate::cli) depart: Vec<String>,
    /// Why: one for each `--answer` or `--depart`, in the same order.
    #[arg(long, value_name = "TEXT", help_heading = "Without a terminal", allow_hyphen_values = true, conflicts_with_all = ["sheet", "from"])]
    pub(in crate::cli) because: Vec<String>,
    /// Say that your earlier answers still hold for the review as it is now.
    #[arg(long, help_heading = "Without a terminal", conflicts_with = "sheet")]
    pub(in crate::cli) confirm: bool,
    /// Write an answer sheet to fill in by hand: FILE.docx, .xlsx, .csv or .md; it must not exist yet.
    #[arg(long, value_name = "FILE", help_heading = "Answer sheets", conflicts_with = "from")]
    pub(in crate::cli) sheet: Option<PathBuf>,
    /// Read answers from a sheet that was filled in. What is blank changes nothing.
    #[arg(long, value_name = "FILE", help_heading = "Answer sheets")]
    pub(in crate::cli) from: Option<PathBuf>,
    /// Format of the review [default: from the file name].
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    pub(in crate::cli) input_format: Option<InputFormat>,
    /// Also read files that the review names outside its own folder.
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) allow_outside: bool,
    /// Folder of the judgement files [default: next to the review].
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub(in crate::cli) judgements: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Date of the answers [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl JudgeArgs {
    /// What reads the review.
    pub(in crate::cli) fn loader(&self) -> Loader {
        let (judgements, folders, limits) = (self.judgements.clone(), Folders::default(), self.limits.limits());
        Loader { files: Files::Disk, limits, allow_outside: self.allow_outside, judgements, folders }
    }

    /// The day that is written in answers.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Whether it says what to do, so that nobody is asked.
    pub(in crate::cli) fn says_what_to_do(&self) -> bool {
        !self.answer.is_empty()
            || !self.depart.is_empty()
            || self.confirm
            || self.sheet.is_some()
            || self.from.is_some()
    }
}
