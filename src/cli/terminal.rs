//! Where output goes: colour, width, and the two streams.

use std::io::{self, IsTerminal, Write};

use super::args::Color;
use super::exit::Error;
use crate::report::Style;
use crate::text::Shown;

/// The width where nobody says otherwise.
const USUAL_WIDTH: usize = 100;

/// The standard output and the standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    color: Color,
    width: Option<usize>,
}

impl Terminal {
    pub(super) fn new(color: Color, width: Option<u16>) -> Self {
        Terminal { color, width: width.map(usize::from) }
    }

    /// The style of text on the standard output.
    pub(super) fn style(&self) -> Style {
        self.style_of(io::stdout().is_terminal())
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
    /// Where the standard output cannot be written.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Error> {
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes())?;
        output.flush()?;
        Ok(())
    }

    /// Writes what is wrong around an input. It may name what somebody typed, so it is cleaned.
    pub(super) fn fail(&mut self, error: &Error) {
        self.complain(&format!("error: {}\n", Shown::new(&error.to_string())));
    }

    /// Writes what is wrong. Where even that cannot be written, there is nobody to tell.
    pub(super) fn complain(&mut self, text: &str) {
        let mut output = io::stderr().lock();
        let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    }
}

/// True unless the environment asks for no colour.
fn allowed() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
