//! Exit codes, decided here and nowhere else.

use std::io;
use std::process::ExitCode;

use crate::load;
pub(super) use crate::load::reason;
use crate::text::Mask;

/// How a run ended. Worse ends compare greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// 0: done.
    Done,
    /// 1: done, and the answer is no.
    No,
    /// 2: the input, the rubric or the command line is wrong, or something could not be read or written.
    Wrong,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Wrong => 2,
        })
    }
}

/// Something around an input: a file that is missing, an output that is closed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// A file or folder could not be read.
    #[error("cannot read `{path}`: {reason}")]
    Read {
        /// Its path.
        path: String,
        /// Why, in words.
        reason: String,
    },
    /// An input could not be read.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// The output could not be written.
    #[error("cannot write the result: {0}")]
    Write(#[from] io::Error),
    /// A result could not be written in a format.
    #[error("{0}")]
    Report(#[from] crate::report::Error),
    /// The command line asks for something that does not exist.
    #[error("{0}")]
    Asked(String),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Error::Write(error.into()) } else { Error::Report(error.into()) }
    }
}

impl Error {
    /// True if whoever reads the output has gone away, which is no failure.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Error::Write(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Ends the program as shells say that it was interrupted.
pub(super) fn interrupted() -> ! {
    std::process::exit(130)
}

/// Shows what is wrong with the command line, or the help that was asked for.
pub(super) fn usage(error: &clap::Error, mask: &Mask) -> Exit {
    let plain = error.render().to_string();
    let masked = mask.shown_lines(&plain);
    // The message repeats what was typed, which may be somebody's name.
    let shown = if error.exit_code() == 0 || masked.as_str() == plain {
        error.print()
    } else {
        io::Write::write_all(&mut io::stderr(), masked.as_str().as_bytes())
    };
    let closed = matches!(&shown, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
    if error.exit_code() == 0 && (shown.is_ok() || closed) { Exit::Done } else { Exit::Wrong }
}
