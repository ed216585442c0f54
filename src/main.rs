//! The program `casegrade`; all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    casegrade::cli::main()
}
