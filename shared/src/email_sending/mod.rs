//! The email worker: sends what is due, at the rate that the provider takes, and never anything twice (emails.md 6.7,
//! docs/emails.md).
//!
//! One task does everything in the database, so that one connection is enough; others hand messages to the provider. Every step is
//! committed before the next begins, so a run may end anywhere: `locked` emails are taken back when their lease is over, and for
//! `running` ones a note beside the database (the intent) tells whether the provider was called, and with which outcome.

mod bucket;
mod caught;
mod dry;
mod files;
mod intent;
mod message;
mod metrics;
mod prepare;
mod ready;
mod report;
mod run;
mod send;
mod settle;
mod suppression;

pub use files::{Certify, Files, Uncertified};
pub use intent::{Intents, Known};
pub use metrics::metrics;
pub use prepare::{Draft, Prepare, Templates};
pub use report::{Counts, Report, Stop};
pub use run::{Failed, RunError, Settings, Worker};
pub use suppression::suppressions_beside;
