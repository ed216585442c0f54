//! What `casegrade grade` takes.

use std::path::{Path, PathBuf};

use clap::Args;

use super::day::day;
use super::{GRADE, InputArgs, ResultArgs};
use crate::load::shown;
use crate::report::View;

/// `casegrade grade`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade grade review.toml
  casegrade grade draft.docx
  casegrade grade reviews/ --output report.html

You can give files (.toml, .json, .yaml, .ndjson), documents (.docx, .odt, .md, .txt), or folders. Of documents in a
folder, Word and ODT files are graded unless a review in the folder names them or has the same name.
Put answers to the rubric's questions in NAME.judgement.toml, next to the review.")]
pub(in crate::cli) struct GradeArgs {
    /// Reviews: files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Rubric: a built-in id, or the path of a file [default: the one for the kind of each review].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<GRADE>,
    /// Write one file for each review, and an index, in this folder (HTML unless you give `--format`).
    #[arg(long, value_name = "DIR", conflicts_with = "output", help_heading = "Output")]
    pub(in crate::cli) out_dir: Option<PathBuf>,
    /// Write a copy of the Word document that is graded, or that the form names, with each reason as a comment in it.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) comment: Option<PathBuf>,
    /// Write pictures of the grades to this file too (.svg): how many have each grade and score, and the grade of each area.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) plot: Option<PathBuf>,
    /// Show only the summary table, with a line for each review.
    #[arg(long, conflicts_with = "all", help_heading = "What to show")]
    pub(in crate::cli) brief: bool,
    /// Show every rule, reason and place.
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) all: bool,
    /// Grade the file again each time you save it, and show what changed.
    #[arg(long, conflicts_with_all = ["format", "output", "out_dir", "comment", "plot", "brief", "at_least", "finished"], help_heading = "What to show")]
    pub(in crate::cli) watch: bool,
    /// Show what would change if each rule alone were met or failed.
    #[arg(long, help_heading = "What to show")]
    pub(in crate::cli) impact: bool,
    /// Exit with 1 if a review is graded below this or has no grade yet.
    #[arg(long, value_name = "GRADE", help_heading = "For scripts")]
    pub(in crate::cli) at_least: Option<String>,
    /// Show what would reach this grade, instead of the next one up.
    #[arg(long, value_name = "GRADE", help_heading = "What to show")]
    pub(in crate::cli) to: Option<String>,
    /// Exit with 1 if a question is unanswered, or answered without `because`, `by` or `on`.
    #[arg(long = "final", help_heading = "For scripts")]
    pub(in crate::cli) finished: bool,
    /// Date of the result [default: today].
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "For scripts")]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl GradeArgs {
    /// How much of the result is shown.
    pub(in crate::cli) fn view(&self) -> View {
        View { all: self.all, brief: self.brief, ..View::default() }
    }

    /// The command that grades the same reviews in the same way: what decides the result, and nothing of how it is shown.
    pub(in crate::cli) fn command(&self, as_of: jiff::civil::Date) -> Vec<String> {
        let mut words = self.command_for_any(as_of);
        words.extend(self.paths.iter().map(|path| shown(path)));
        words
    }

    /// The command that grades the reviews of one file in the same way.
    pub(in crate::cli) fn command_for(&self, path: &str, as_of: jiff::civil::Date) -> Vec<String> {
        let mut words = self.command_for_any(as_of);
        words.push(path.to_owned());
        words
    }

    /// The command up to its paths.
    fn command_for_any(&self, as_of: jiff::civil::Date) -> Vec<String> {
        let mut words = vec!["grade".to_owned()];
        if let Some(rubric) = &self.rubric {
            words.extend(["--rubric".to_owned(), rubric.clone()]);
        }
        words.extend(["--as-of".to_owned(), as_of.to_string()]);
        words.extend(self.inputs.words());
        if let Some(to) = &self.to {
            words.extend(["--to".to_owned(), to.clone()]);
        }
        words.push("--".to_owned());
        words
    }

    /// Makes the paths of the options begin in a folder; a rubric that is no file keeps its name.
    pub(in crate::cli) fn begin_in(&mut self, folder: &Path) {
        self.rubric = self.rubric.take().map(|rubric| {
            let file = folder.join(&rubric);
            if file.is_file() { shown(&file) } else { rubric }
        });
        self.inputs.begin_in(folder);
    }

    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
