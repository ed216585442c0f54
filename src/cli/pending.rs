//! Files that are not whole yet: they go when the program is interrupted.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

use super::exit;

/// The files that are not whole yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCHING: Once = Once::new();

/// A file under a name for the time being. It goes with this value, and when the program is interrupted.
pub(super) struct Pending(pub(super) NamedTempFile);

impl Pending {
    /// Takes care of a file.
    pub(super) fn new(file: NamedTempFile) -> Self {
        // Without the handler an interrupted run leaves a file behind, and nothing else goes wrong.
        WATCHING.call_once(|| drop(ctrlc::try_set_handler(stop)));
        unfinished(|files| files.push(file.path().to_owned()));
        Pending(file)
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

/// Removes what is not whole, and ends the program.
fn stop() {
    unfinished(|files| {
        for file in files.drain(..) {
            let _ = std::fs::remove_file(file);
        }
    });
    exit::interrupted()
}
