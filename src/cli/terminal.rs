//! Where output goes: colour, width, and the two streams.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::exit::Error;
use super::progress::Progress;
use crate::document::{Diagnostic, Invalid, Sources};
use crate::load;
use crate::report::{self, Style};
use crate::text::{Mask, NameList};

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The width where nobody says otherwise.
const USUAL_WIDTH: usize = 100;

/// The standard output and the standard error.
#[derive(Clone, Debug)]
pub(super) struct Terminal {
    color: Color,
    width: Option<usize>,
    mask: Mask,
    /// The list of names that are hidden.
    names: Option<PathBuf>,
    /// Whether warnings are left out.
    only_errors: bool,
    progress: Progress,
    /// Whether a rubric may extend one outside of its folder.
    allows_outside: bool,
}

impl Terminal {
    pub(super) fn new(color: Color, width: Option<u16>) -> Self {
        Terminal {
            color,
            width: width.map(usize::from),
            mask: Mask::default(),
            names: None,
            only_errors: false,
            allows_outside: false,
            progress: Progress::none(),
        }
    }

    /// Hides the names of this file from now on, besides identifiers of every kind.
    pub(super) fn hide(&mut self, file: &Path, names: NameList) {
        self.mask = Mask::new(names);
        self.names = Some(file.to_owned());
    }

    /// The same without warnings.
    pub(super) fn without_warnings(&self) -> Self {
        Terminal { only_errors: true, ..self.clone() }
    }

    /// Lets rubrics extend others outside of their folders.
    pub(super) fn allow_outside(&mut self, allows: bool) {
        self.allows_outside = allows;
    }

    /// Whether a rubric may extend one outside of its folder.
    pub(super) fn allows_outside(&self) -> bool {
        self.allows_outside
    }

    /// The list of names that are hidden.
    pub(super) fn names(&self) -> Option<&Path> {
        self.names.as_deref()
    }

    /// Shows what the work is on from now, if it takes long.
    pub(super) fn show_progress(&mut self) {
        self.progress = Progress::new();
    }

    /// What long work is on.
    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What may not be shown.
    pub(super) fn mask(&self) -> Mask {
        self.mask.clone()
    }

    /// The style of text on stdout.
    pub(super) fn style(&self) -> Style {
        self.style_of(io::stdout().is_terminal())
    }

    /// The style of text on stdout, or in a file.
    pub(super) fn style_for(&self, is_output: bool) -> Style {
        if is_output { self.style() } else { Style { color: self.color == Color::Always, ..self.style_of(false) } }
    }

    /// The style of text on the standard error.
    pub(super) fn error_style(&self) -> Style {
        self.style_of(io::stderr().is_terminal())
    }

    fn style_of(&self, is_terminal: bool) -> Style {
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && allowed(),
        };
        let own = || {
            terminal_size::terminal_size()
                .filter(|_| is_terminal)
                .map(|(width, _)| usize::from(width.0).min(USUAL_WIDTH))
        };
        Style { width: self.width.or_else(own).unwrap_or(USUAL_WIDTH), color }
    }

    /// Writes a result.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub(super) fn say(&mut self, text: impl AsRef<[u8]>) -> Result<(), Error> {
        self.progress.aside(|| {
            let mut output = io::stdout().lock();
            output.write_all(text.as_ref())?;
            output.flush()?;
            Ok(())
        })
    }

    /// Writes why an input could not be read.
    pub(super) fn complain_of_input(&mut self, error: &load::Error) {
        match error {
            load::Error::Invalid(Invalid { sources, diagnostics }) => self.complain_of(sources, diagnostics),
            load::Error::Unreadable { path, code, message } => self.complain_around("error", code, path, message),
        }
    }

    /// Writes what is wrong around an input.
    pub(super) fn fail(&mut self, error: &Error) {
        self.complain(&format!("error: {}\n", self.mask.shown(&error.to_string())));
    }

    /// Writes what is wrong with the input `path`, which has no line; `level` is `error` or `warning`.
    pub(super) fn complain_around(&mut self, level: &'static str, code: &'static str, path: &str, message: &str) {
        let (path, message) = (self.mask.shown(path), self.mask.shown(message));
        self.complain(&format!("{level}[{code}]: `{path}`: {message}\n"));
    }

    /// Writes what was found in an input, each with its lines.
    pub(super) fn complain_of(&mut self, sources: impl Into<Sources>, found: &[Diagnostic]) {
        let is_shown = |own: &&Diagnostic| own.is_error() || !self.only_errors;
        let found: Vec<Diagnostic> = found.iter().filter(is_shown).cloned().collect();
        self.complain(&report::diagnostics(sources, &found, &self.mask, self.error_style()));
    }

    /// Writes what is wrong. Where even that cannot be written, there is nobody to tell.
    pub(super) fn complain(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.progress.aside(|| {
            let mut output = io::stderr().lock();
            let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
        });
    }
}

/// True unless the environment asks for no colour.
fn allowed() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
