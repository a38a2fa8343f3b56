//! The `migc` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    migc::cli::main(std::env::args_os())
}
