//! The `migc` binary.
fn main() {}
