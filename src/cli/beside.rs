//! What `grade` writes beside the result: comments in a copy of the draft, and pictures.

use std::path::Path;

use super::args::{GradeArgs, PICTURE, ResultArgs};
use super::comment::Commented;
use super::exit::Error;
use super::output::Outputs;
use super::reviews::Ready;
use super::terminal::Terminal;
use crate::load::files_read;
use crate::report::doc::{Doc, Plot};
use crate::report::{GradePlots, Report, ReviewReport, View};

/// Pictures by themselves.
#[derive(serde::Serialize)]
struct Pictures(#[serde(skip)] Vec<Plot>);

impl Report for Pictures {
    fn doc(&self, _: View) -> Doc {
        Doc::default()
    }

    fn plots(&self) -> Vec<Plot> {
        self.0.clone()
    }
}

/// What is written beside the result.
pub(super) struct Beside<'a> {
    commented: Option<Commented<'a>>,
    plotted: Option<(Outputs, GradePlots)>,
}

impl<'a> Beside<'a> {
    /// Reads what the arguments ask for.
    ///
    /// # Errors
    /// Where a file cannot be written, or is an input.
    pub(super) fn from_args(args: &'a GradeArgs) -> Result<Self, Error> {
        let plotted = args.plot.as_deref().map(|file| plot_of(args, file)).transpose()?;
        let plotted = plotted.map(|file| (file, GradePlots::default()));
        Ok(Beside { commented: Commented::from_args(args)?, plotted })
    }

    /// Whether nothing is asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.commented.is_none() && self.plotted.is_none()
    }

    /// Adds a review.
    pub(super) fn add(&mut self, review: &ReviewReport, ready: &Ready) {
        if let Some(commented) = &mut self.commented {
            commented.add(review, ready);
        }
        if let Some((_, plots)) = &mut self.plotted {
            plots.add(review);
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub(super) fn write(&self, args: &GradeArgs, terminal: &mut Terminal) -> Result<(), Error> {
        if let Some(commented) = &self.commented {
            commented.write(args)?;
        }
        match &self.plotted {
            Some((file, plots)) => file.write(&Pictures(plots.plots()), View::default(), true, terminal),
            None => Ok(()),
        }
    }
}

fn plot_of(args: &GradeArgs, file: &Path) -> Result<Outputs, Error> {
    let outputs = picture(file, args.result.is_output(file))?;
    outputs.are_none_of(&files_read(&args.paths, args.inputs.input_format, &args.inputs.loader()))?;
    Ok(outputs)
}

/// Where a picture goes that an option names.
///
/// # Errors
/// Where its name ends otherwise, or is that of the result.
pub(super) fn picture(file: &Path, is_output: bool) -> Result<Outputs, Error> {
    if is_output {
        return Err(Error::Asked("`--plot` and `--output` name the same file".to_owned()));
    }
    Outputs::new(&[(Some(file), ResultArgs::<PICTURE>::of_ending("--plot", file)?)])
}
