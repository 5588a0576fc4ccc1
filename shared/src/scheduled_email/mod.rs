//! Emails that wait to be sent, are being sent, or were (data-model.md §2.13, §3.6; emails.md 1, 4).

mod address;
mod attachment;
mod content;
mod details;
mod edit;
mod error;
mod forget;
mod label;
mod list;
mod log;
mod provider;
mod reap;
mod reference;
mod related;
mod schedule;
mod state;
mod time;
mod transition;
mod update;
mod worker;

pub use address::{addresses, wrong_address};
pub use attachment::{Attachment, LINK_LIFE, add_attachment, attachments, keep_link, keep_size, object_key};
pub use content::{Context, ContextValue, Plan, Recipient, Target, When};
pub use details::{Details, Stored, details, held, stored, url};
pub use edit::{ContentInput, RescheduleInput, cancel, edit, linked, relink, reschedule, retry_now};
pub use error::TransitionError;
pub use forget::{forget, forget_assignee};
pub use label::{About, tell};
pub use list::{LISTING, ListRow};
pub use log::{LogRow, SHOWN, log};
pub use provider::{Heard, awaits_word, refused, remark, taken};
pub use reap::{GivenUp, InDoubt, Reaped, in_doubt, reap};
pub use reference::{BadReference, Record, Reference, Scalar};
pub use related::{Related, related};
pub use schedule::{Outcome, await_attachment, schedule, schedule_all};
pub use state::{Action, State, TRANSITIONS};
pub use transition::{mark_sent, send_again};
pub use update::{Scope, Updated, update, update_all, withdraw, withdraw_all};
pub use worker::{
    Claimed, Due, Failure, LEASE_EXPIRED, MOST_ATTEMPTS, Sent, call_off, claim, clear, due, fail, give_up, jitter, peek, put_off,
    release, rest_sender, start, succeed,
};
