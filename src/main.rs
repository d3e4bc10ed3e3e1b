//! The command line of `ziping`.

fn main() {}
