//! The program `casegrade`; all of it is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Batches ask for memory millions of times, from all cores.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    casegrade::cli::main()
}
