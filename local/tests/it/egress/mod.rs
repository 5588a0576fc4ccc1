//! The function that asks other sites, and what asks through it.

mod guard;
mod sync;
