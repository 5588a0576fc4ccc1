//! Passwords: how they are stored, and what a new one must be.

mod hash;
mod rules;
mod similar;

pub use hash::{Verdict, hash, hash_off_thread, verify, verify_off_thread};
pub use rules::{Owner, SHORTEST, check};
