//! The command line: see `local --help`.
fn main() {}
