//! A line at the foot of the terminal that says what long work is on.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long work takes before the line is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the work is on; it is shown on the standard error, and only where that is a terminal.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    since: Instant,
    read: Arc<AtomicU64>,
    is_shown: Arc<AtomicBool>,
}

impl Progress {
    /// Shows nothing, whatever the work is.
    pub(super) fn none() -> Self {
        Progress { bar: None, since: Instant::now(), read: Arc::default(), is_shown: Arc::default() }
    }

    /// Shows the work that begins now, if it takes long.
    pub(super) fn new() -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let bar = (stderr().is_terminal() && !is_dumb).then(ProgressBar::new_spinner);
        let style = ProgressStyle::with_template("{spinner} {pos} read in {elapsed}, now {wide_msg}");
        let bar = bar.map(|bar| match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        });
        Progress { bar, ..Progress::none() }
    }

    /// Counts an input, and shows its name once the work takes long.
    pub(super) fn next(&self, name: impl FnOnce() -> String) {
        let read = self.read.fetch_add(1, Ordering::Relaxed);
        if let Some(bar) = self.bar.as_ref().filter(|_| self.since.elapsed() > PATIENCE) {
            self.is_shown.store(true, Ordering::Relaxed);
            bar.set_message(name());
            bar.set_position(read);
        }
    }

    /// Writes something else while the line is out of the way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.bar.as_ref().filter(|_| self.is_shown.load(Ordering::Relaxed)) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the line away for good.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
