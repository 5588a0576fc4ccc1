//! Templates of emails: what is sent when something happens (data-model.md §2.13, emails.md). One that emails were made of is kept
//! (DM-MAIL-04): [`crate::deletion`] tells which.

mod input;
mod list;
mod save;
mod signal;

pub use input::{Own, RecordInput, Stored, TemplateInput, stored};
pub use list::{LISTING, ListRow};
pub use save::{create, update};
pub use signal::Signal;

pub use crate::email_render::fault;
