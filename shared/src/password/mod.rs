//! Passwords: how they are stored, what a new one must be, and how it takes the place of the present one.

mod hash;
mod holder;
mod input;
pub mod reset;
mod rules;
mod similar;

pub use hash::{Verdict, hash, hash_off_thread, verify, verify_off_thread};
pub use holder::{Holder, holder, holder_at, replace};
pub use input::{PasswordInput, Replacing, ResetInput};
pub use rules::{Owner, SHORTEST, check};
