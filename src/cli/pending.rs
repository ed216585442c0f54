//! Files that are not whole yet: they go when the program is interrupted.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

use super::exit;

/// The files that are not whole yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCHING: Once = Once::new();
/// What is said when the program is interrupted.
static LAST_WORDS: Mutex<String> = Mutex::new(String::new());

/// Says `message` if the program is interrupted from now on.
pub(super) fn when_interrupted(message: String) {
    watch();
    *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = message;
}

fn watch() {
    // Without the handler an interrupted run leaves a file behind, and nothing else goes wrong.
    WATCHING.call_once(|| drop(ctrlc::try_set_handler(stop)));
}

/// A file under a name for the time being. It goes with this value, and when the program is interrupted.
pub(super) struct Pending(pub(super) NamedTempFile);

impl Pending {
    /// Makes a file and takes care of it. An interrupt waits until the file is known, so that none is left behind.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub(super) fn create(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<Self> {
        watch();
        let mut made = Err(io::ErrorKind::Other.into());
        unfinished(|files| {
            made = make();
            files.extend(made.as_ref().ok().map(|file| file.path().to_owned()));
        });
        made.map(Pending)
    }

    /// Gives the file its name; an existing file of that name is replaced only where `may_replace`.
    ///
    /// # Errors
    /// Where that cannot be done; the file is gone then.
    pub(super) fn persist(self, name: &Path, may_replace: bool) -> io::Result<()> {
        let path = self.0.path().to_owned();
        let kept = if may_replace { self.0.persist(name) } else { self.0.persist_noclobber(name) };
        unfinished(|files| files.retain(|file| *file != path));
        kept.map(drop).map_err(|error| error.error)
    }
}

fn unfinished(change: impl FnOnce(&mut Vec<PathBuf>)) {
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Waits for an interrupt that has begun, so that nothing it takes away is called an error.
pub(super) fn wait_for_interrupt() {
    unfinished(|_| {});
}

/// Removes what is not whole, and ends the program. Until it has ended, nobody else can change the list.
fn stop() {
    unfinished(|files| {
        for file in files.drain(..) {
            let _ = std::fs::remove_file(file);
        }
        let last = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
        // There is nowhere left to report that this cannot be written.
        let _ = io::Write::write_all(&mut io::stderr(), last.as_bytes());
        exit::interrupted()
    });
}
