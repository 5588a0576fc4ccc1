//! Sending mail through SESv2: what a message is, who may get it, how it is sent, and what kinds of failure there are.
//!
//! Every mail of AMY goes this way, so that the guard of the stages before production (EML-NEW-09) stands before all of it.

mod call;
mod error;
mod guard;
mod message;
mod send;

pub use call::Call;
pub use error::{Class, MailError, Remedy};
pub use guard::Recipients;
pub use message::{Body, File, LARGEST, Mail, Tag};
pub use send::{Mailer, Quota, Settings};
