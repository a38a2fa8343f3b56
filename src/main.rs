//! The `migc` binary.

#![warn(clippy::too_many_lines)]

use std::process::ExitCode;

fn main() -> ExitCode {
    migc::cli::main(std::env::args_os())
}
