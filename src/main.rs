//! The command line of `ziping`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
